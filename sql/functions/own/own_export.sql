-- Everything about the citizen, for her to take along: GET /my-data, /my-data.json and /my-data.html.

-- Where each table that speaks of a plan or a citizen is in it: section, or the reason why it is not. A test compares this with the
-- catalogue, so that a new table is not forgotten.
CREATE OR REPLACE FUNCTION app.own_export_tables() RETURNS TABLE (o integer, table_name text, section text, reason text)
LANGUAGE sql IMMUTABLE AS $$
    SELECT * FROM (VALUES
        (1, 'citizen', 'person', NULL), (2, 'user_account', 'account', NULL), (3, 'joint_plan', 'plans', NULL),
        (4, 'citizen_statement', 'words', NULL), (5, 'contributing_plan', 'parts', NULL), (6, 'contributing_plan_version', 'part_versions', NULL),
        (7, 'intervention', 'interventions', NULL), (8, 'goal', 'goals', NULL), (9, 'goal_progress', 'goal_progress', NULL),
        (10, 'goal_contribution', 'goal_sectors', NULL), (11, 'task', 'tasks', NULL), (12, 'task_comment', 'task_comments', NULL),
        (13, 'appointment', 'appointments', NULL), (14, 'appointment_participant', 'appointment_people', NULL),
        (15, 'appointment_invitation', 'invitations', NULL), (16, 'note', 'notes', NULL), (17, 'plan_conflict', 'conflicts', NULL),
        (18, 'coordination', 'coordinators', NULL), (19, 'handover', 'handovers', NULL), (20, 'team_member', 'contacts', NULL),
        (21, 'related_person', 'relatives', NULL), (22, 'relative_contact', 'relative_contacts', NULL), (23, 'remark', 'remarks', NULL),
        (24, 'remark_answer', 'remark_answers', NULL), (25, 'remark_read', 'remark_readers', NULL), (26, 'consent', 'consents', NULL),
        (27, 'consent_provision', 'consent_provisions', NULL), (28, 'attachment', 'attachments', NULL), (29, 'statute_use', 'statutes', NULL),
        (30, 'statute_party', 'statute_parties', NULL), (31, 'break_glass', 'emergencies', NULL), (32, 'access_question', 'questions', NULL),
        (33, 'notice', 'notices', NULL), (34, 'draft', 'drafts', NULL), (35, 'change', 'history', NULL), (36, 'audit', 'looks', NULL),
        (101, 'access', NULL, 'computed from team, consents, statutes and relatives, which are there'),
        (102, 'document', NULL, 'copies of the sections, which are there'),
        (103, 'worklist', NULL, 'copies of the tasks, which are there'),
        (104, 'task_informed', NULL, 'where a task is shown; the task is there'),
        (105, 'age_transition', NULL, 'days on which a rule about ages acts, computed from the birth day'),
        (106, 'join_request', NULL, 'asked by a member of staff of the coordinator; an accepted one is a contact, and each look is in the list of looks'),
        (108, 'held_scan', NULL, 'a paper that a member of staff has sent with a form and not stored yet; stored it is among the attachments'),
        (107, 'plan_seen', NULL, 'when a reader had a page open last; her own reading is in the list of looks'))
      AS x (o, table_name, section, reason)
$$;

-- A row as it is given away: without what only serves the machine, and with names instead of the ids of people, units and organisations.
-- looks: it tells who has looked, which is by name only where the organisation shows the names of its staff, as on the pages.
DROP FUNCTION IF EXISTS app.own_export_row(jsonb);
CREATE OR REPLACE FUNCTION app.own_export_row(whole jsonb, looks boolean) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    k text;
    v jsonb;
    shown jsonb := '{}';
    name text;
    nameless constant boolean := looks AND EXISTS (SELECT FROM unit n JOIN organisation g ON g.id = n.organisation_id
                                                    WHERE n.id = (whole ->> 'unit_id')::uuid AND NOT g.show_staff_names);
BEGIN
    FOR k, v IN SELECT * FROM jsonb_each(whole) LOOP
        CONTINUE WHEN v IN ('null', '"infinity"', '"-infinity"') OR k IN ('version', 'performer_principal', 'principal', 'xid', 'class_bit', 'request_id', 'look_id', 'look', 'body',
            'digest', 'source_id', 'position', 'cpr_cipher', 'cpr_index', 'is_demo', 'shortcuts', 'looker_user_id', 'audience_code', 'held_status_code', 'rule_valid_from', 'address_protected', 'name_protected');
        CONTINUE WHEN nameless AND k ~ '(user_id|_by)$';
        IF k ~ '(user_id|_by)$' AND jsonb_typeof(v) = 'string' THEN
            SELECT u.name INTO name FROM user_account u WHERE u.id = (v #>> '{}')::uuid;
            shown := shown || jsonb_build_object(regexp_replace(k, '_?user_id$', CASE k WHEN 'user_id' THEN 'name' ELSE '' END), name);
        ELSIF k ~ 'unit_id$' THEN
            SELECT n.name INTO name FROM unit n WHERE n.id = (v #>> '{}')::uuid;
            shown := shown || jsonb_build_object(regexp_replace(k, '_id$', ''), name);
        ELSIF k IN ('type_code', 'contact_type_code') THEN
            SELECT t.name_da INTO name FROM plan_type t WHERE t.code = v #>> '{}';
            IF name IS NULL THEN
                SELECT t.name_da INTO name FROM contact_type t WHERE t.code = v #>> '{}';
            END IF;
            shown := shown || jsonb_build_object(k, coalesce(to_jsonb(name), v));
        ELSIF k = 'organisation_id' THEN
            SELECT g.name INTO name FROM organisation g WHERE g.id = (v #>> '{}')::uuid;
            shown := shown || jsonb_build_object('organisation', name);
        ELSE
            shown := shown || jsonb_build_object(k, v);
        END IF;
    END LOOP;
    RETURN shown;
END
$$;

-- The rows of one section, as the policies let her see them; looks: as on the page, at most 20,000, newest first.
CREATE OR REPLACE FUNCTION app.own_export_section(table_name text, plans uuid[]) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    rows jsonb;
BEGIN
    IF table_name = 'audit' THEN
        RETURN (SELECT coalesce(jsonb_agg((app.audit_row(a, 'own') || app.look_why(a)) - '{who_key,look_id,citizen,reason,user_id,question}'::text[] ORDER BY a.at DESC), '[]')
                  FROM (SELECT x.* FROM audit x WHERE x.citizen_id = app.actor_citizen() ORDER BY x.at DESC LIMIT 20000) a);
    END IF;
    EXECUTE format('SELECT coalesce(jsonb_agg(app.own_export_row(to_jsonb(x), %L) ORDER BY to_jsonb(x) ->> %L, to_jsonb(x) ->> %L), ''[]'') FROM samplan.%I x WHERE %s',
                   table_name IN ('break_glass', 'remark_read'), 'created_at', 'id', table_name,
                   CASE WHEN table_name = 'citizen' THEN 'x.id = app.actor_citizen()'
                        WHEN table_name = 'user_account' THEN 'x.id = app.actor_user()'
                        WHEN table_name = 'draft' THEN 'x.user_id = app.actor_user()'
                        WHEN table_name = 'notice' THEN 'x.user_id = app.actor_user()'
                        WHEN table_name IN ('joint_plan', 'access_question') THEN 'x.citizen_id = app.actor_citizen()'
                        ELSE 'x.plan_id = ANY ($1)' END)
       INTO rows USING plans;
    RETURN rows;
END
$$;

-- GET /my-data: what it is, and how much. input: {} · returns {"citizen_name","sections_list": [{"section_code","rows_n"}]}.
CREATE OR REPLACE FUNCTION api.own_data_show(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    PERFORM app.actor_require();
    PERFORM app.own_audit('own-data.show', app.own_plan(), 0);
    RETURN jsonb_build_object('citizen_name', (SELECT c.name FROM citizen c WHERE c.id = app.actor_citizen()),
        'sections_list', (SELECT jsonb_agg(jsonb_build_object('section_code', replace(t.section, '_', '-')) ORDER BY t.o) FROM app.own_export_tables() t WHERE t.section IS NOT NULL));
END
$$;

-- GET /my-data.json, /my-data.html: input: {} · returns {"made_at","citizen_name","sections_list": [{"section_code","rows_list"}]}. One audit row.
CREATE OR REPLACE FUNCTION api.own_export(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    plans uuid[];
    sections jsonb;
BEGIN
    PERFORM app.actor_require();
    PERFORM app.step_up_require();
    SELECT array_agg(p.id) INTO plans FROM joint_plan p WHERE p.citizen_id = app.actor_citizen();
    SELECT jsonb_agg(jsonb_build_object('section_code', replace(t.section, '_', '-'), 'rows_list', app.own_export_section(t.table_name, coalesce(plans, '{}'))) ORDER BY t.o)
      INTO sections FROM app.own_export_tables() t WHERE t.section IS NOT NULL;
    PERFORM app.own_audit('own-data.export', app.own_plan(), (SELECT bit_or(1 << s.bit) FROM section_class s), plans,
                          (SELECT sum(jsonb_array_length(x -> 'rows_list'))::integer FROM jsonb_array_elements(sections) x));
    RETURN jsonb_build_object('made_at', now(), 'citizen_name', (SELECT c.name FROM citizen c WHERE c.id = app.actor_citizen()), 'sections_list', sections);
END
$$;
