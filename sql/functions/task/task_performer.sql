-- Whom a task can be for: people with a current role at a unit (caseworkers, volunteers), units, the citizen, and those
-- close to her who sign in.

-- Reads a choice: 'citizen', 'person:<user>:<unit>', 'unit:<unit>', 'relative:<related person>', or the id of a user, a unit or the
-- citizen.
-- kind_code is NULL when it names nobody who can be asked, as a relative whom the citizen keeps out. organisation_id is NULL
-- for the citizen.
DROP FUNCTION IF EXISTS app.performer_read(text, uuid);
CREATE OR REPLACE FUNCTION app.performer_read(choice text, plan uuid,
    OUT kind_code text, OUT user_id uuid, OUT unit_id uuid, OUT principal uuid, OUT organisation_id uuid)
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    citizen constant uuid := (SELECT p.citizen_id FROM joint_plan p WHERE p.id = plan);
    ids uuid[];
BEGIN
    IF choice = 'citizen' OR choice = citizen::text THEN
        kind_code := 'citizen';
        principal := citizen;
        RETURN;
    ELSIF choice ~ '^relative:[0-9a-f-]{36}$' THEN
        SELECT 'person', r.user_id, r.user_id INTO kind_code, user_id, principal FROM related_person r
         WHERE r.id = substr(choice, 10)::uuid AND r.plan_id = plan AND r.user_id IS NOT NULL AND r.status_code = 'active'
           AND coalesce(r.period_end_day, 'infinity') >= app.today()
           AND (SELECT i.problem FROM app.invitee_read(choice, plan) i) IS DISTINCT FROM 'kept-out';
        RETURN;
    ELSIF choice !~ '^((person|unit):)?[0-9a-f-]{36}(:[0-9a-f-]{36})?$' THEN
        RETURN;
    END IF;
    ids := string_to_array(regexp_replace(choice, '^(person|unit):', ''), ':')::uuid[];
    IF choice NOT LIKE 'unit:%' THEN
        SELECT 'person', a.user_id, a.unit_id, app.practitioner(a.user_id, a.unit_id), n.organisation_id
          INTO kind_code, user_id, unit_id, principal, organisation_id
          FROM role_assignment a JOIN user_account u ON u.id = a.user_id JOIN unit n ON n.id = a.unit_id
          LEFT JOIN team_member m ON m.plan_id = plan AND m.user_id = a.user_id AND m.unit_id = a.unit_id AND m.status_code = 'active'
         WHERE a.user_id = ids[1] AND (ids[2] IS NULL OR a.unit_id = ids[2]) AND a.role_code IN ('caseworker', 'volunteer')
           AND app.assignment_active(a) AND u.status_code = 'active'
         ORDER BY a.role_code, m.id IS NULL, a.created_at LIMIT 1;
    END IF;
    IF kind_code IS NULL AND choice NOT LIKE 'person:%' THEN
        SELECT 'unit', n.id, n.id, n.organisation_id INTO kind_code, unit_id, principal, organisation_id
          FROM unit n WHERE n.id = ids[1] AND n.valid_from <= app.today() AND (n.valid_to IS NULL OR n.valid_to > app.today());
    END IF;
EXCEPTION WHEN invalid_text_representation THEN
    kind_code := NULL;
END
$$;

-- Choices for a form: the actor, the team, the citizen; q: more of them by name (app.directory_search), in
-- front. own: people and units of the actor's organisation alone, for handing on. [{"value","label"}]
DROP FUNCTION IF EXISTS app.performer_options(uuid, text, boolean);
CREATE OR REPLACE FUNCTION app.performer_options(plan uuid, q text DEFAULT NULL, own boolean DEFAULT false) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    hits jsonb := CASE WHEN app.actor_citizen() IS NULL
                       THEN app.directory_search(q, 20) || CASE WHEN own THEN '[]' ELSE app.volunteer_search(q) END ELSE '[]' END;
BEGIN
    RETURN (SELECT coalesce(jsonb_agg(jsonb_build_object('value', x.value, 'label', x.label) ORDER BY x.rank, x.label), '[]')
      FROM (SELECT DISTINCT ON (y.value) y.* FROM (
        SELECT 0 AS rank, h ->> 'value' AS value, concat_ws(', ', h ->> 'label', h ->> 'text') AS label,
               app.choice_organisation(h ->> 'value') AS organisation_id
          FROM jsonb_array_elements(hits) h
        UNION ALL
        SELECT CASE WHEN u.id = app.actor_user() THEN 1 ELSE 2 END, 'person:' || u.id || ':' || n.id,
               concat_ws(', ', u.name, lower(u.profession), n.name), n.organisation_id
          FROM team_member m JOIN user_account u ON u.id = m.user_id JOIN unit n ON n.id = m.unit_id
         WHERE m.plan_id = plan AND m.status_code = 'active' AND m.kind_code = 'person' AND u.status_code = 'active'
        UNION ALL
        SELECT 1, 'person:' || u.id || ':' || n.id, concat_ws(', ', u.name, lower(u.profession), n.name), n.organisation_id
          FROM user_account u JOIN unit n ON n.id = app.actor_unit()
         WHERE u.id = app.actor_user() AND app.actor_role() = 'caseworker'
        UNION ALL
        SELECT 3, 'unit:' || n.id, concat_ws(', ', n.name, nullif(o.name, n.name)), n.organisation_id
          FROM team_member m JOIN unit n ON n.id = m.unit_id JOIN organisation o ON o.id = n.organisation_id
         WHERE m.plan_id = plan AND m.status_code = 'active'
        UNION ALL
        SELECT 3, 'unit:' || n.id, concat_ws(', ', n.name, nullif(o.name, n.name)), n.organisation_id
          FROM unit n JOIN organisation o ON o.id = n.organisation_id WHERE n.id = app.actor_unit()
        UNION ALL
        SELECT 4, 'person:' || u.id || ':' || n.id, concat_ws(', ', u.name, lower(coalesce(a.title, u.profession)), n.name), n.organisation_id
          FROM role_assignment a JOIN user_account u ON u.id = a.user_id JOIN unit n ON n.id = a.unit_id
         WHERE own AND a.unit_id = app.actor_unit() AND a.role_code = 'caseworker' AND app.assignment_active(a) AND u.status_code = 'active'
        UNION ALL
        SELECT 4, 'relative:' || r.id, concat_ws(', ', r.name, r.relationship), NULL FROM related_person r
         WHERE r.plan_id = plan AND NOT own AND r.user_id IS NOT NULL AND r.status_code = 'active'
           AND coalesce(r.period_end_day, 'infinity') >= app.today()
        UNION ALL
        SELECT 5, 'citizen', c.name, NULL FROM joint_plan p JOIN citizen c ON c.id = p.citizen_id WHERE p.id = plan AND NOT own) y
        WHERE NOT own OR y.organisation_id = app.actor_organisation()
        ORDER BY y.value, y.rank) x);
END
$$;

-- The organisation that a choice of app.directory_search belongs to.
CREATE OR REPLACE FUNCTION app.choice_organisation(choice text) RETURNS uuid
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN (SELECT n.organisation_id FROM unit n WHERE n.id = substring(choice FROM '.{36}$')::uuid);
END
$$;

-- The choice that a task's performer is, for the value of the field; with_label: as an option, since the performer may
-- be somebody outside the team.
CREATE OR REPLACE FUNCTION app.performer_choice(t samplan.task) RETURNS text
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN CASE t.performer_kind_code WHEN 'person' THEN CASE WHEN t.performer_unit_id IS NOT NULL
                                                        THEN 'person:' || t.performer_user_id || ':' || t.performer_unit_id
                                                        ELSE coalesce((SELECT 'relative:' || r.id FROM related_person r
                                                                        WHERE r.plan_id = t.plan_id AND r.user_id = t.performer_user_id
                                                                        ORDER BY r.status_code LIMIT 1), 'person:' || t.performer_user_id) END
                                      WHEN 'unit' THEN 'unit:' || t.performer_unit_id ELSE 'citizen' END;
END
$$;

CREATE OR REPLACE FUNCTION app.performer_option(t samplan.task) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN jsonb_build_object('value', app.performer_choice(t), 'label', CASE t.performer_kind_code
        WHEN 'citizen' THEN (SELECT c.name FROM joint_plan p JOIN citizen c ON c.id = p.citizen_id WHERE p.id = t.plan_id)
        ELSE concat_ws(', ', (SELECT u.name FROM user_account u WHERE u.id = t.performer_user_id),
                             (SELECT n.name FROM unit n WHERE n.id = t.performer_unit_id)) END);
END
$$;
