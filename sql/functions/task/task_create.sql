-- POST /plans/{plan_id}/tasks: asks a person, a unit or the citizen to do something. A task for oneself is taken on at
-- once; all others wait for an answer.
-- input: {"plan_id","title","description","plain_text","performer_id","goal_id","contributing_plan_id","only_part": seen by those
-- alone who may read that plan,"due_day","due_time","answer_by_day","priority","informed_ids","performer_q","find"} ·
-- returns {"id","version","status_code","location","flash","created"}. SP409 'plan-closed', SP422.
CREATE OR REPLACE FUNCTION api.task_create(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    plan uuid := (input ->> 'plan_id')::uuid;
    part contributing_plan;
    only_part boolean := coalesce((input ->> 'only_part')::boolean, false) AND input ->> 'contributing_plan_id' IS NOT NULL;
    w record;
    r record;
    refused jsonb;
    id uuid := gen_random_uuid();
    status text;
BEGIN
    PERFORM app.actor_require();
    refused := app.task_place_refusal('task.create', plan, (input ->> 'contributing_plan_id')::uuid, only_part);
    IF refused IS NOT NULL THEN
        RETURN refused;
    END IF;
    PERFORM app.performer_find(input);
    SELECT c.* INTO part FROM contributing_plan c WHERE c.id = (input ->> 'contributing_plan_id')::uuid AND c.plan_id = plan;
    w := app.performer_read(input ->> 'performer_id', plan);
    PERFORM app.errors_raise(app.task_errors(input - 'reason', plan, part.id, NULL) || app.performer_errors(input ->> 'performer_id', plan, CASE WHEN only_part THEN part.class_code ELSE 'core' END, part.id)
        || CASE WHEN input ->> 'contributing_plan_id' IS NOT NULL AND part.id IS NULL
                THEN app.error('contributing_plan_id', 'not-an-option') ELSE '[]' END);
    SELECT * INTO r FROM app.relation(plan, part.id);
    status := CASE WHEN w.principal = ANY (app.actor_principals()) AND w.kind_code <> 'unit' THEN 'accepted' ELSE 'proposed' END;
    INSERT INTO task (id, plan_id, contributing_plan_id, class_code, sector_code, goal_id, title, description, plain_text,
        requester_user_id, requester_unit_id, performer_kind_code, performer_user_id, performer_unit_id, performer_principal,
        due_day, due_time, answer_by_day, priority_code, status_code, answered_at, created_by)
    VALUES (id, plan, part.id, CASE WHEN only_part THEN part.class_code ELSE 'core' END,
        coalesce(part.sector_code, (SELECT n.sector_code FROM unit n WHERE n.id = coalesce(w.unit_id, app.actor_unit()))),
        (input ->> 'goal_id')::uuid, input ->> 'title', input ->> 'description', input ->> 'plain_text',
        app.actor_user(), app.actor_unit(), w.kind_code, w.user_id, w.unit_id, w.principal,
        (input ->> 'due_day')::date, (input ->> 'due_time')::time, (input ->> 'answer_by_day')::date,
        coalesce(input ->> 'priority', 'normal'), status, CASE status WHEN 'accepted' THEN now() END, app.actor_user());
    IF NOT only_part THEN
        PERFORM app.task_informed_set(id, plan, input -> 'informed_ids');
    END IF;
    PERFORM app.draft_drop('/plans/' || plan || '/tasks');
    PERFORM app.audit_write('task.create', plan, r.basis_code, r.basis_id);
    RETURN jsonb_build_object('id', id, 'version', 1, 'status_code', status, 'created', true, 'location', '/tasks/' || id,
                              'flash', CASE status WHEN 'accepted' THEN 'task-created' ELSE 'task-asked' END);
END
$$;

-- The button that looks for somebody by name: sends the form back, with what was found among the choices.
CREATE OR REPLACE FUNCTION app.performer_find(input jsonb) RETURNS void
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    IF (input ->> 'find')::boolean AND btrim(coalesce(input ->> 'performer_q', '')) <> '' THEN
        PERFORM app.errors_raise(app.error('performer_id', CASE WHEN app.found_n(input ->> 'performer_q') > 0 THEN 'choose-found'
                                                                ELSE 'none-found' END));
    END IF;
END
$$;

-- What is wrong with the choice of a performer of a task of a class, in a part or none. A citizen asks the people of her team and those
-- close to her; nobody asks whom she keeps out.
DROP FUNCTION IF EXISTS app.performer_errors(text, uuid);
CREATE OR REPLACE FUNCTION app.performer_errors(choice text, plan uuid, class text, part uuid) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    w record;
BEGIN
    IF choice IS NULL THEN
        RETURN app.error('performer_id', 'choose-performer');
    END IF;
    w := app.performer_read(choice, plan);
    IF w.kind_code IS NULL
       OR app.actor_citizen() IS NOT NULL AND w.kind_code <> 'citizen' AND choice NOT LIKE 'relative:%'
          AND NOT EXISTS (SELECT FROM team_member m WHERE m.plan_id = plan AND m.status_code = 'active'
                             AND (m.user_id = w.user_id OR m.unit_id = w.unit_id AND m.kind_code = 'unit')) THEN
        RETURN app.error('performer_id', 'not-an-option');
    ELSIF w.unit_id IS NOT NULL AND app.kept_out(plan, w.user_id, w.unit_id, class, part) THEN
        RETURN app.error('performer_id', 'kept-out');
    END IF;
    RETURN '[]';
END
$$;

-- Makes the list of those who are told equal to ids; an absent list leaves it as it is.
CREATE OR REPLACE FUNCTION app.task_informed_set(task uuid, plan uuid, ids jsonb) RETURNS void
LANGUAGE plpgsql SET search_path = samplan, app, pg_temp AS $$
BEGIN
    IF ids IS NULL THEN
        RETURN;
    END IF;
    DELETE FROM task_informed i WHERE i.task_id = task_informed_set.task
       AND (jsonb_typeof(ids) <> 'array' OR NOT ids ? i.principal::text);
    IF jsonb_typeof(ids) = 'array' THEN
        INSERT INTO task_informed (task_id, plan_id, principal, kind_code)
        SELECT task_informed_set.task, task_informed_set.plan, (o ->> 'value')::uuid, o ->> 'kind_code'
          FROM jsonb_array_elements(app.informed_options(task_informed_set.plan)) o WHERE ids ? (o ->> 'value')
        ON CONFLICT DO NOTHING;
    END IF;
END
$$;
