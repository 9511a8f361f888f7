-- POST /tasks/{task_id}/remind: "Mind om det". The one who has the ball sees it on her list; once a day at most.
-- input: {"task_id","back"?: address of the list it was asked from} · returns {"id","version","location","flash"}.
-- SP409 'reminded-today', 'task-closed', 'task-state'.
CREATE OR REPLACE FUNCTION api.task_remind(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    t samplan.task;
    k jsonb;
    code text;
BEGIN
    PERFORM app.actor_require();
    SELECT x.* INTO t FROM task x WHERE x.id = (input ->> 'task_id')::uuid;
    IF NOT FOUND THEN
        RETURN app.refuse('task.remind', 'task', (input ->> 'task_id')::uuid);
    END IF;
    k := app.task_standing(t);
    IF app.task_refusal(t, k, 'remind') = 'not-yours' THEN
        RETURN app.refuse_action('task.remind', t.plan_id, t.id, 'not-yours');
    END IF;
    t := app.task_lock(t);
    IF NOT app.task_locked(t) THEN
        RETURN app.refuse_action('task.remind', t.plan_id, t.id, 'not-yours');
    END IF;
    k := app.task_standing(t);
    code := app.task_refusal(t, k, 'remind');
    IF code IS NOT NULL THEN
        RAISE EXCEPTION '%', code USING ERRCODE = 'SP409';
    END IF;
    PERFORM app.task_apply(t, k, 'remind', '{}');
    PERFORM app.task_audit_write('task.remind', t, k);
    RETURN jsonb_build_object('id', t.id, 'version', t.version + 1, 'flash', 'task-remind',
        'location', CASE input ->> 'back' WHEN 'overview' THEN '/overview' WHEN 'waiting' THEN '/tasks?list=waiting' ELSE '/tasks/' || t.id END);
END
$$;
