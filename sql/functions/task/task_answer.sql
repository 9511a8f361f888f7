-- POST /tasks/{task_id}/answer: Ja / Ja, men / Nej to a request, and the same to a proposal that came back.
-- input: {"task_id","answer": 'accept', 'counter', 'decline' (by whom it is for), 'accept-counter' or 'refuse-counter' (by who
-- asked),"proposed_day","proposed_time","answer_text","_version"} · returns {"id","version","status_code","location","flash"}.
-- SP409 'task-closed', 'task-state', 'plan-closed'; SP412; SP422.
CREATE OR REPLACE FUNCTION api.task_answer(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    t samplan.task;
    k jsonb;
    code text;
    answer text := input ->> 'answer';
BEGIN
    PERFORM app.actor_require();
    SELECT x.* INTO t FROM task x WHERE x.id = (input ->> 'task_id')::uuid;
    IF NOT FOUND THEN
        RETURN app.refuse('task.answer', 'task', (input ->> 'task_id')::uuid);
    END IF;
    IF app.task_refusal(t, app.task_standing(t), answer) = 'not-yours' THEN
        RETURN app.refuse_action('task.answer', t.plan_id, t.id, 'not-yours');
    END IF;
    t := app.task_lock(t);
    IF NOT app.task_locked(t) THEN
        RETURN app.refuse_action('task.answer', t.plan_id, t.id, 'not-yours');
    END IF;
    PERFORM app.version_check(input, t.version, '{}', t.changed_by, t.changed_at);
    k := app.task_standing(t);
    code := app.task_refusal(t, k, answer);
    IF code IS NOT NULL THEN
        RAISE EXCEPTION '%', code USING ERRCODE = 'SP409';
    END IF;
    PERFORM app.errors_raise(app.task_answer_errors(input, t));
    PERFORM app.task_apply(t, k, answer, jsonb_build_object('text', input -> 'answer_text',
        'proposed_day', input -> 'proposed_day', 'proposed_time', input -> 'proposed_time'));
    PERFORM app.draft_drop('/tasks/' || t.id || '/answer');
    PERFORM app.task_audit_write('task.answer', t, k, input ->> 'answer_text');
    RETURN jsonb_build_object('id', t.id, 'version', t.version + 1, 'status_code', (SELECT x.status_code FROM task x WHERE x.id = t.id),
        'location', '/tasks/' || t.id, 'flash', 'task-answer-' || answer);
END
$$;

-- Locks the task's row and returns it as it is then; unchanged where the policies let the actor read it alone, which
-- app.task_locked tells.
CREATE OR REPLACE FUNCTION app.task_lock(t samplan.task) RETURNS samplan.task
LANGUAGE plpgsql SET search_path = samplan, app, pg_temp AS $$
DECLARE
    locked samplan.task;
BEGIN
    SELECT x.* INTO locked FROM task x WHERE x.id = t.id FOR UPDATE;
    IF NOT FOUND THEN
        t.version := -1;
        RETURN t;
    END IF;
    RETURN locked;
END
$$;

CREATE OR REPLACE FUNCTION app.task_locked(t samplan.task) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN t.version > 0;
END
$$;

CREATE OR REPLACE FUNCTION app.task_answer_errors(input jsonb, t samplan.task) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    errors jsonb := '[]';
    day date := (input ->> 'proposed_day')::date;
BEGIN
    IF input ->> 'answer' = 'decline' AND coalesce(btrim(input ->> 'answer_text'), '') = '' THEN
        errors := errors || app.error('answer_text', 'reason-required');
    END IF;
    IF input ->> 'answer' = 'counter' THEN
        IF day < app.today() THEN
            errors := errors || app.error('proposed_day', 'in-the-past');
        ELSIF input ->> 'proposed_time' IS NOT NULL AND day IS NULL AND t.due_day IS NULL THEN
            errors := errors || app.error('proposed_day', 'required-with-time');
        ELSIF coalesce(day, t.due_day) IS NOT DISTINCT FROM t.due_day
              AND coalesce((input ->> 'proposed_time')::time, t.due_time) IS NOT DISTINCT FROM t.due_time
              AND coalesce(btrim(input ->> 'answer_text'), '') = '' THEN
            errors := errors || app.error('proposed_day', 'propose-something');
        END IF;
    END IF;
    RETURN errors;
END
$$;
