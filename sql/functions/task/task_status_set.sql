-- POST /tasks/{task_id}/status: what happens to a task after it was asked for.
-- input: {"task_id","action": 'take', 'start', 'done', 'undo', 'hold', 'resume', 'cancel' or 'reassign',"done_text","undo_text",
-- "hold_until_day","hold_text","cancel_text","to_performer_id","to_text","_version"} · returns {"id","version","status_code",
-- "location","flash"}. SP409 'task-closed', 'task-state', 'plan-closed'; SP412; SP422.
CREATE OR REPLACE FUNCTION api.task_status_set(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    t samplan.task;
    k jsonb;
    code text;
    action text := input ->> 'action';
    words text := CASE action WHEN 'reassign' THEN input ->> 'to_text' ELSE input ->> (action || '_text') END;
BEGIN
    PERFORM app.actor_require();
    SELECT x.* INTO t FROM task x WHERE x.id = (input ->> 'task_id')::uuid;
    IF NOT FOUND THEN
        RETURN app.refuse('task.' || action, 'task', (input ->> 'task_id')::uuid);
    END IF;
    k := app.task_standing(t);
    IF app.task_refusal(t, k, action) = 'not-yours' THEN
        RETURN app.refuse_action('task.' || action, t.plan_id, t.id, 'not-yours');
    END IF;
    t := app.task_lock(t);
    IF NOT app.task_locked(t) THEN
        RETURN app.refuse_action('task.' || action, t.plan_id, t.id, 'not-yours');
    END IF;
    PERFORM app.version_check(input, t.version, '{}', t.changed_by, t.changed_at);
    code := app.task_refusal(t, app.task_standing(t), action);
    IF code IS NULL AND action = 'undo' AND (k ->> 'related')::boolean
       AND NOT EXISTS (SELECT FROM joint_plan p WHERE p.id = t.plan_id AND p.status_code IN ('draft', 'active', 'on-hold')) THEN
        code := 'plan-closed';
    END IF;
    IF code IS NOT NULL THEN
        RAISE EXCEPTION '%', code USING ERRCODE = 'SP409';
    END IF;
    PERFORM app.errors_raise(app.task_status_errors(input, t, words));
    IF action = 'reassign' THEN
        PERFORM app.task_hand_on(t, k, input ->> 'to_performer_id', words);
    ELSE
        PERFORM app.task_apply(t, app.task_standing(t), action, jsonb_build_object('text', words, 'hold_until_day', input -> 'hold_until_day'));
    END IF;
    PERFORM app.task_audit_write('task.' || action, t, k, words);
    RETURN jsonb_build_object('id', t.id, 'version', t.version + 1, 'status_code', coalesce((SELECT x.status_code FROM task x WHERE x.id = t.id), 'proposed'),
        'location', CASE WHEN EXISTS (SELECT FROM task x WHERE x.id = t.id) THEN '/tasks/' || t.id ELSE '/tasks' END,
        'flash', 'task-' || action);
END
$$;

CREATE OR REPLACE FUNCTION app.task_status_errors(input jsonb, t samplan.task, words text) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    action constant text := input ->> 'action';
    errors jsonb := '[]';
    w record;
BEGIN
    IF action = 'hold' AND (input ->> 'hold_until_day' IS NULL OR (input ->> 'hold_until_day')::date <= app.today()) THEN
        errors := errors || app.error('hold_until_day', CASE WHEN input ->> 'hold_until_day' IS NULL THEN 'required' ELSE 'not-in-future' END);
    END IF;
    IF action IN ('hold', 'cancel') AND coalesce(btrim(words), '') = '' THEN
        errors := errors || app.error(action || '_text', 'reason-required');
    END IF;
    IF action = 'reassign' THEN
        w := app.performer_read(input ->> 'to_performer_id', t.plan_id);
        IF input ->> 'to_performer_id' IS NULL THEN
            errors := errors || app.error('to_performer_id', 'choose-performer');
        ELSIF w.kind_code IS NULL THEN
            errors := errors || app.error('to_performer_id', 'not-an-option');
        ELSIF w.principal = t.performer_principal THEN
            errors := errors || app.error('to_performer_id', 'same');
        ELSIF w.unit_id IS NOT NULL AND app.kept_out(t.plan_id, w.user_id, w.unit_id, t.class_code, t.contributing_plan_id) THEN
            errors := errors || app.error('to_performer_id', 'kept-out');
        END IF;
    END IF;
    RETURN errors;
END
$$;
