-- A dated task that comes by a rule, in the words of a template (name: see app.task_text), for whoever coordinates the plan now; of a draft
-- that nobody coordinates, for its author. rests: it comes to the list on its day. Returns its id; NULL: there is nobody, or no template.
CREATE OR REPLACE FUNCTION app.rule_task(plan uuid, template text, name text, day date, rests boolean DEFAULT false) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    new_id uuid := gen_random_uuid();
    person uuid;
    unit uuid;
BEGIN
    SELECT k.user_id, k.unit_id INTO person, unit FROM coordination k
     WHERE k.plan_id = plan AND k.started_at <= now() AND (k.ended_at IS NULL OR k.ended_at > now());
    IF NOT FOUND THEN
        SELECT p.created_by, p.created_unit_id INTO person, unit FROM joint_plan p WHERE p.id = plan AND p.status_code = 'draft';
    END IF;
    INSERT INTO task (id, plan_id, title, plain_text, requester_user_id, requester_unit_id, performer_kind_code, performer_user_id,
                      performer_unit_id, performer_principal, due_day, status_code, held_status_code, hold_until_day, answered_at, created_by)
    SELECT new_id, plan, app.task_text(t.title_da, plan, rule_task.name), app.task_text(t.plain_da, plan, rule_task.name), person, unit, 'person',
           person, unit, person, day, CASE WHEN rests THEN 'on-hold' ELSE 'accepted' END, CASE WHEN rests THEN 'accepted' END,
           CASE WHEN rests THEN day END, now(), person
      FROM task_template t WHERE t.code = template AND person IS NOT NULL AND unit IS NOT NULL;
    RETURN CASE WHEN FOUND THEN new_id END;
END
$$;
ALTER FUNCTION app.rule_task(uuid, text, text, date, boolean) OWNER TO samplan_derive;

-- Whoever coordinates a plan now, as an array for app.notice_add.
CREATE OR REPLACE FUNCTION app.coordinators(plan uuid) RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN (SELECT array_agg(k.user_id) FROM coordination k
             WHERE k.plan_id = plan AND k.started_at <= now() AND (k.ended_at IS NULL OR k.ended_at > now()));
END
$$;
ALTER FUNCTION app.coordinators(uuid) OWNER TO samplan_derive;
