-- The documents that readers get, built from the base tables. They are stored in the transaction that
-- changes the section; a test compares the stored ones with these.

-- A person as shown: {"user_id","name","initials","title","unit","organisation","sector_code","phone","phone_hours"}.
CREATE OR REPLACE FUNCTION app.document_person(person uuid, unit uuid) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    d jsonb;
BEGIN
    SELECT jsonb_build_object('user_id', u.id, 'name', u.name, 'initials', app.initials(u.name),
               'title', u.profession, 'unit', un.name, 'unit_id', un.id, 'organisation', o.name,
               'sector_code', un.sector_code, 'phone', coalesce(u.phone, un.phone),
               'phone_hours', coalesce(u.phone_hours, un.phone_hours))
      INTO d
      FROM user_account u
      LEFT JOIN unit un ON un.id = unit
      LEFT JOIN organisation o ON o.id = un.organisation_id
     WHERE u.id = person;
    RETURN d;
END
$$;

-- One open or recent task as shown in lists: id, title, who has the ball, dates, status.
CREATE OR REPLACE FUNCTION app.document_task_row(t samplan.task) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    performer text;
    unit_name text;
    unit_sector text;
    requester text;
BEGIN
    -- Small statements by key, each only where it is needed: several times as fast as one with
    -- subselects, and this runs for every open task of a plan at each change.
    SELECT u.name INTO requester FROM user_account u WHERE u.id = t.requester_user_id;
    IF t.performer_unit_id IS NOT NULL THEN
        SELECT n.name, n.sector_code INTO unit_name, unit_sector FROM unit n WHERE n.id = t.performer_unit_id;
    END IF;
    IF t.performer_kind_code = 'person' THEN
        SELECT u.name INTO performer FROM user_account u WHERE u.id = t.performer_user_id;
    ELSIF t.performer_kind_code = 'unit' THEN
        performer := unit_name;
    ELSE
        SELECT c.name INTO performer FROM joint_plan p JOIN citizen c ON c.id = p.citizen_id WHERE p.id = t.plan_id;
    END IF;
    RETURN jsonb_build_object('id', t.id, 'plan_id', t.plan_id, 'title', t.title, 'status_code', t.status_code,
        'priority_code', t.priority_code, 'class_code', t.class_code, 'sector_code', t.sector_code,
        'performer', CASE WHEN performer IS NOT NULL THEN jsonb_build_object('name', performer, 'initials', app.initials(performer))
            || CASE t.performer_kind_code WHEN 'person' THEN jsonb_build_object('user_id', t.performer_user_id)
                                          WHEN 'unit' THEN jsonb_build_object('unit_id', t.performer_unit_id)
                                          ELSE '{"citizen": true}' END END,
        'performer_kind_code', t.performer_kind_code,
        'performer_sector_code', coalesce(unit_sector, 'citizen'),
        'requester', requester, 'requester_user_id', t.requester_user_id,
        'due_day', t.due_day, 'due_time', to_char(t.due_time, 'HH24:MI'), 'answer_by_day', t.answer_by_day,
        'hold_until_day', t.hold_until_day, 'held_status_code', t.held_status_code, 'counter_day', t.counter_day,
        'proposed_at', t.proposed_at, 'answered_at', t.answered_at, 'reminded_at', t.reminded_at,
        'version', t.version);
END
$$;

CREATE OR REPLACE FUNCTION app.document_core(plan uuid) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    p joint_plan;
    d jsonb;
BEGIN
    SELECT * INTO p FROM joint_plan WHERE id = plan;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    SELECT jsonb_build_object(
        'id', p.id, 'status_code', p.status_code, 'status_reason', p.status_reason,
        'complexity_code', p.complexity_code, 'reason', p.reason, 'target_group_code', p.target_group_code,
        'summary', p.summary, 'period_start_day', p.period_start_day, 'period_end_day', p.period_end_day,
        'review_day', p.review_day, 'on_hold_until_day', p.on_hold_until_day,
        'created_at', p.created_at, 'changed_at', p.changed_at, 'version', p.version,
        'citizen', (SELECT jsonb_build_object('id', c.id, 'name', c.name, 'given_name', c.given_name,
                'initials', app.initials(c.name), 'cpr_masked', c.cpr_masked, 'birth_day', c.birth_day,
                'municipality', m.name, 'gp', g.name, 'gp_unit_id', g.id, 'gp_phone', g.phone,
                'name_protected', c.name_protected, 'address_protected', c.address_protected,
                'phone', c.phone, 'contact_preference_code', c.contact_preference_code,
                'interpreter_language', c.interpreter_language, 'admitted_since_day', c.admitted_since_day,
                'admitted_unit', a.name, 'status_code', c.status_code,
                'has_account', EXISTS (SELECT FROM user_account u WHERE u.citizen_id = c.id AND u.status_code = 'active'))
             FROM citizen c LEFT JOIN municipality m ON m.code = c.municipality_code
             LEFT JOIN unit g ON g.id = c.gp_unit_id LEFT JOIN unit a ON a.id = c.admitted_unit_id
            WHERE c.id = p.citizen_id),
        'words', (SELECT jsonb_build_object('id', s.id, 'text', s.text, 'on_behalf', s.on_behalf,
                'written_by', u.name, 'created_at', s.created_at)
             FROM citizen_statement s JOIN user_account u ON u.id = s.written_by
            WHERE s.plan_id = plan AND s.is_current),
        -- periods, so that a change of coordinator at midnight needs no rewrite
        'coordinations', (SELECT coalesce(jsonb_agg(app.document_person(k.user_id, k.unit_id)
                || jsonb_build_object('started_at', k.started_at, 'ended_at', k.ended_at) ORDER BY k.started_at), '[]')
             FROM coordination k WHERE k.plan_id = plan AND (k.ended_at IS NULL OR k.ended_at > now())),
        'handover', (SELECT jsonb_build_object('id', h.id, 'to', app.document_person(h.to_user_id, h.to_unit_id),
                'from', app.document_person(h.from_user_id, h.from_unit_id), 'effective_day', h.effective_day,
                'answer_by_day', h.answer_by_day, 'note', h.note, 'requested_at', h.requested_at, 'version', h.version)
             FROM handover h WHERE h.plan_id = plan AND h.status_code = 'requested'),
        'team_list', app.document_team(plan),
        'goals_list', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', g.id, 'title', g.title,
                'expressed_by_code', g.expressed_by_code, 'expressed_by_name', g.expressed_by_name,
                'lifecycle_code', g.lifecycle_code, 'achievement_code', g.achievement_code,
                'steps_total', g.steps_total, 'steps_done', g.steps_done, 'due_day', g.due_day,
                'next_measure_day', g.next_measure_day, 'version', g.version,
                'contributions_list', (SELECT coalesce(jsonb_agg(jsonb_build_object('sector_code', x.sector_code,
                        'state_code', x.state_code) ORDER BY x.sector_code), '[]')
                     FROM goal_contribution x WHERE x.goal_id = g.id AND x.state_code <> 'ended')) ORDER BY g.position, g.created_at, g.id), '[]')
             FROM goal g WHERE g.plan_id = plan AND g.contributing_plan_id IS NULL
              AND g.lifecycle_code IN ('proposed', 'active', 'on-hold', 'completed')),
        'tasks_list', (SELECT coalesce(jsonb_agg(app.document_task_row(t) || jsonb_build_object('plain_text', t.plain_text)
                    ORDER BY t.due_day NULLS LAST, t.created_at, t.id), '[]')
             FROM task t WHERE t.plan_id = plan AND t.closed_at IS NULL AND t.class_code = 'core'),
        'appointments_list', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'title', a.title,
                'kind_code', a.kind_code, 'start_at', a.start_at, 'end_at', a.end_at, 'place', a.place,
                'status_code', a.status_code) ORDER BY a.start_at, a.id), '[]')
             FROM appointment a WHERE a.plan_id = plan AND a.status_code = 'planned'),
        'recent_list', app.change_excerpt(plan, NULL, 6),
        'part_n', (SELECT count(*) FROM contributing_plan c WHERE c.plan_id = plan AND c.status_code <> 'revoked' AND c.class_code <> 'private'),
        'remarks', app.document_remarks(plan, NULL))
      INTO d;
    RETURN d;
END
$$;

CREATE OR REPLACE FUNCTION app.document_part(part uuid) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    c contributing_plan;
BEGIN
    SELECT * INTO c FROM contributing_plan WHERE id = part;
    RETURN (SELECT jsonb_build_object('id', c.id, 'plan_id', c.plan_id, 'type_code', c.type_code,
        'type', pt.name_da, 'class_code', c.class_code, 'sector_code', c.sector_code, 'title', c.title,
        'owner_unit', app.part_owner(c, n.name), 'owner_unit_id', n.id, 'owner_organisation', o.name,
        'responsible', app.document_person(c.responsible_user_id, c.owner_unit_id),
        'status_code', c.status_code, 'status_reason', c.status_reason,
        'period_start_day', c.period_start_day, 'period_end_day', c.period_end_day,
        'on_hold_until_day', c.on_hold_until_day, 'next_follow_up_day', c.next_follow_up_day,
        'next_step', c.next_step, 'bar_text', c.bar_text, 'milestone_day', c.milestone_day,
        'milestone_text', c.milestone_text, 'plain_summary', c.plain_summary,
        'law_area', pt.law_area, 'remarks', app.document_remarks(c.plan_id, c.id), 'changed_at', c.changed_at, 'version', c.version,
        'recent_list', app.change_excerpt(c.plan_id, c.id, 4))
      FROM plan_type pt LEFT JOIN unit n ON n.id = c.owner_unit_id LEFT JOIN organisation o ON o.id = n.organisation_id
     WHERE pt.code = c.type_code);
END
$$;
