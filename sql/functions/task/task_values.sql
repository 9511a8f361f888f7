-- The values of the form about a task, and the choices it offers.
CREATE OR REPLACE FUNCTION app.task_values(t samplan.task) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN jsonb_build_object('title', t.title, 'description', t.description, 'plain_text', t.plain_text,
        'goal_id', t.goal_id, 'performer_id', app.performer_choice(t), 'due_day', t.due_day,
        'due_time', to_char(t.due_time, 'HH24:MI'), 'answer_by_day', t.answer_by_day, 'priority', t.priority_code,
        'informed_ids', (SELECT coalesce(jsonb_agg(i.principal ORDER BY i.principal), '[]') FROM task_informed i WHERE i.task_id = t.id));
END
$$;

-- q: part of a name, for people outside the team · part: the contributing plan that the task belongs to, NULL for
-- the shared ones. Options: "goal_id","performer_id","informed_ids","contributing_plan_id" (plans of one's own).
CREATE OR REPLACE FUNCTION app.task_options(plan uuid, part uuid, q text) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN jsonb_build_object('performer_id', app.performer_options(plan, q),
        'goal_id', (SELECT coalesce(jsonb_agg(jsonb_build_object('value', g.id, 'label', g.title) ORDER BY g.position, g.created_at), '[]')
                      FROM goal g WHERE g.plan_id = plan AND g.lifecycle_code IN ('proposed', 'active', 'on-hold')
                       AND (g.contributing_plan_id IS NULL OR g.contributing_plan_id = part)),
        'informed_ids', app.informed_options(plan),
        'contributing_plan_id', (SELECT coalesce(jsonb_agg(jsonb_build_object('value', c.id, 'label', c.title,
                       'sector_code', c.sector_code) ORDER BY c.created_at), '[]')
                      FROM contributing_plan c
                     WHERE c.plan_id = plan AND c.status_code IN ('draft', 'active', 'on-hold')
                       AND (SELECT w.part_write FROM app.relation(plan, c.id) w) & app.class_bit(c.class_code) <> 0));
END
$$;

-- Who can be told without being responsible: the team and the citizen.
CREATE OR REPLACE FUNCTION app.informed_options(plan uuid) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN (SELECT coalesce(jsonb_agg(jsonb_build_object('value', x.principal, 'label', x.label, 'kind_code', x.kind)
                                      ORDER BY x.rank, x.label), '[]')
      FROM (SELECT c.id AS principal, c.name AS label, 'citizen' AS kind, 0 AS rank
              FROM joint_plan p JOIN citizen c ON c.id = p.citizen_id WHERE p.id = plan
            UNION ALL
            SELECT u.id, concat_ws(', ', u.name, n.name), 'person', 1
              FROM team_member m JOIN user_account u ON u.id = m.user_id JOIN unit n ON n.id = m.unit_id
             WHERE m.plan_id = plan AND m.status_code = 'active' AND m.kind_code = 'person' AND u.status_code = 'active'
            UNION ALL
            SELECT n.id, n.name, 'unit', 2 FROM team_member m JOIN unit n ON n.id = m.unit_id
             WHERE m.plan_id = plan AND m.status_code = 'active' AND m.kind_code = 'unit') x);
END
$$;

-- What is wrong with the fields of a task; before: the task as it is, or NULL for a new one.
CREATE OR REPLACE FUNCTION app.task_errors(input jsonb, plan uuid, part uuid, before samplan.task) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    errors jsonb := '[]';
    due date := (input ->> 'due_day')::date;
    answer_by date := (input ->> 'answer_by_day')::date;
BEGIN
    IF coalesce(btrim(input ->> 'title'), '') = '' THEN
        errors := errors || app.error('title', 'required');
    END IF;
    IF input ->> 'goal_id' IS NOT NULL AND (input ->> 'goal_id')::uuid IS DISTINCT FROM before.goal_id
       AND NOT EXISTS (SELECT FROM goal g WHERE g.id = (input ->> 'goal_id')::uuid AND g.plan_id = plan
                          AND (g.contributing_plan_id IS NULL OR g.contributing_plan_id = part)) THEN
        errors := errors || app.error('goal_id', 'not-an-option');
    END IF;
    IF due < app.today() AND due IS DISTINCT FROM before.due_day AND nullif(btrim(input ->> 'reason'), '') IS NULL THEN
        errors := errors || app.error('due_day', CASE WHEN before.id IS NULL THEN 'in-the-past' ELSE 'in-the-past-reason' END);
    END IF;
    IF answer_by < app.today() AND answer_by IS DISTINCT FROM before.answer_by_day THEN
        errors := errors || app.error('answer_by_day', 'in-the-past');
    ELSIF answer_by > due THEN
        errors := errors || app.error('answer_by_day', 'after-due');
    END IF;
    IF input ->> 'due_time' IS NOT NULL AND due IS NULL THEN
        errors := errors || app.error('due_day', 'required-with-time');
    END IF;
    IF jsonb_typeof(input -> 'informed_ids') = 'array' AND EXISTS (
        SELECT FROM jsonb_array_elements_text(input -> 'informed_ids') i
         WHERE i NOT IN (SELECT o ->> 'value' FROM jsonb_array_elements(app.informed_options(plan)) o)) THEN
        errors := errors || app.error('informed_ids', 'not-an-option');
    END IF;
    RETURN errors;
END
$$;
