-- POST /tasks/{task_id}/comments: says something on a task; everybody who sees the task reads it.
-- input: {"task_id","comment_text"} · returns {"id","location","flash","created"}.
CREATE OR REPLACE FUNCTION api.task_comment(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    t samplan.task;
    k jsonb;
BEGIN
    PERFORM app.actor_require();
    SELECT x.* INTO t FROM task x WHERE x.id = (input ->> 'task_id')::uuid;
    IF NOT FOUND THEN
        RETURN app.refuse('task.comment', 'task', (input ->> 'task_id')::uuid);
    END IF;
    k := app.task_standing(t);
    IF app.task_refusal(t, k, 'comment') IS NOT NULL THEN
        RETURN app.refuse_action('task.comment', t.plan_id, t.id, 'read-only');
    END IF;
    PERFORM app.task_comment_add(t, input ->> 'comment_text');
    PERFORM app.draft_drop('/tasks/' || t.id || '/comments');
    PERFORM app.task_audit_write('task.comment', t, k);
    RETURN jsonb_build_object('id', t.id, 'location', '/tasks/' || t.id || '#comments', 'flash', 'comment-added', 'created', true);
END
$$;
