-- POST /tasks/bulk: the same thing to a free selection of tasks. Each is done whole or not at all, and each has its result.
-- input: {"task_ids","action": 'remind', 'due', 'hold' or 'take',"bulk_due_day","bulk_hold_until_day","bulk_text"} · returns
-- {"results": [{"id","title","citizen_name","href","done","code": why not,"reason_code"}],"done_n","failed_n","action_code"}. SP422.
CREATE OR REPLACE FUNCTION api.task_bulk(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    action constant text := input ->> 'action';
    one jsonb;
    results jsonb := '[]';
    task uuid;
BEGIN
    PERFORM app.actor_require();
    PERFORM app.errors_raise(app.task_bulk_errors(input));
    FOR task IN SELECT DISTINCT x::uuid FROM jsonb_array_elements_text(input -> 'task_ids') x ORDER BY 1 LOOP
        BEGIN
            one := app.task_bulk_one(task, input);
        EXCEPTION WHEN SQLSTATE 'SP409' OR SQLSTATE 'SP403' OR SQLSTATE 'SP422' THEN
            one := app.task_bulk_result(task, SQLERRM);
        END;
        results := results || one;
    END LOOP;
    RETURN jsonb_build_object('results', results, 'action_code', action,
        'done_n', (SELECT count(*) FROM jsonb_array_elements(results) r WHERE (r ->> 'done')::boolean),
        'failed_n', (SELECT count(*) FROM jsonb_array_elements(results) r WHERE NOT (r ->> 'done')::boolean));
END
$$;

CREATE OR REPLACE FUNCTION app.task_bulk_errors(input jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    errors jsonb := '[]';
    hold date := (input ->> 'bulk_hold_until_day')::date;
BEGIN
    IF coalesce(jsonb_array_length(input -> 'task_ids'), 0) = 0 THEN
        errors := errors || app.error('task_ids', 'choose-one');
    END IF;
    IF input ->> 'action' = 'due' AND input ->> 'bulk_due_day' IS NULL THEN
        errors := errors || app.error('bulk_due_day', 'required');
    ELSIF input ->> 'action' = 'due' AND (input ->> 'bulk_due_day')::date < app.today() THEN
        errors := errors || app.error('bulk_due_day', 'in-the-past');
    END IF;
    IF input ->> 'action' = 'hold' AND (hold IS NULL OR hold <= app.today()) THEN
        errors := errors || app.error('bulk_hold_until_day', CASE WHEN hold IS NULL THEN 'required' ELSE 'not-in-future' END);
    END IF;
    IF input ->> 'action' IN ('due', 'hold') AND coalesce(btrim(input ->> 'bulk_text'), '') = '' THEN
        errors := errors || app.error('bulk_text', 'reason-required');
    END IF;
    RETURN errors;
END
$$;

-- One of them. A refusal writes its audit row here; a conflict is raised and undone by the caller.
CREATE OR REPLACE FUNCTION app.task_bulk_one(task uuid, input jsonb) RETURNS jsonb
LANGUAGE plpgsql SET search_path = samplan, app, pg_temp AS $$
DECLARE
    t samplan.task;
    k jsonb;
    action constant text := CASE input ->> 'action' WHEN 'due' THEN 'edit' ELSE input ->> 'action' END;
    code text;
BEGIN
    SELECT x.* INTO t FROM task x WHERE x.id = task_bulk_one.task;
    IF NOT FOUND THEN
        PERFORM app.refuse('task.bulk', 'task', task_bulk_one.task);
        RETURN app.task_bulk_result(task_bulk_one.task, 'not-found');
    END IF;
    t := app.task_lock(t);
    k := app.task_standing(t);
    code := app.task_refusal(t, k, action);
    IF code = 'not-yours' OR NOT app.task_locked(t) THEN
        PERFORM app.refuse_action('task.' || action, t.plan_id, t.id, 'not-yours');
        RETURN app.task_bulk_result(t.id, 'not-yours');
    ELSIF code IS NOT NULL THEN
        RAISE EXCEPTION '%', code USING ERRCODE = 'SP409';
    END IF;
    IF action = 'edit' THEN
        PERFORM app.reason_set(input ->> 'bulk_text');
        UPDATE task x SET due_day = (input ->> 'bulk_due_day')::date, answer_by_day = least(x.answer_by_day, (input ->> 'bulk_due_day')::date)
         WHERE x.id = t.id;
    ELSE
        PERFORM app.task_apply(t, k, action, jsonb_build_object('hold_until_day', input -> 'bulk_hold_until_day',
                                                                'text', CASE action WHEN 'hold' THEN input -> 'bulk_text' END));
    END IF;
    PERFORM app.task_audit_write('task.' || action, t, k, CASE WHEN action IN ('edit', 'hold') THEN input ->> 'bulk_text' END);
    RETURN app.task_bulk_result(t.id, NULL);
END
$$;

-- What became of one: code NULL where it was done. Names nothing that the actor may not see.
CREATE OR REPLACE FUNCTION app.task_bulk_result(task uuid, code text) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN jsonb_build_object('id', task, 'href', '/tasks/' || task, 'done', code IS NULL, 'result_code', coalesce(code, 'done'),
        'title', (SELECT t.title FROM task t WHERE t.id = task_bulk_result.task),
        'citizen_name', (SELECT coalesce(c.name, app.task_citizen_name(t.id)) FROM task t LEFT JOIN joint_plan p ON p.id = t.plan_id
                           LEFT JOIN citizen c ON c.id = p.citizen_id WHERE t.id = task_bulk_result.task));
END
$$;
