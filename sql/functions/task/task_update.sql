-- POST /tasks/{task_id}: changes a task. Somebody else to do it means asking anew, and so does every change to a task
-- that was answered with no.
-- input: {"task_id","title","description","plain_text","performer_id","goal_id","due_day","due_time","answer_by_day","priority",
-- "informed_ids","reason","performer_q","find","_version"}; what is left out stays · returns {"id","version","status_code",
-- "location","flash"}. SP409 'task-closed', SP412, SP422.
CREATE OR REPLACE FUNCTION api.task_update(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    t samplan.task;
    k jsonb;
    code text;
    w record;
    asks_anew boolean;
BEGIN
    PERFORM app.actor_require();
    SELECT x.* INTO t FROM task x WHERE x.id = (input ->> 'task_id')::uuid;
    IF NOT FOUND THEN
        RETURN app.refuse('task.update', 'task', (input ->> 'task_id')::uuid);
    END IF;
    k := app.task_standing(t);
    code := app.task_refusal(t, k, 'edit');
    IF code = 'not-yours' THEN
        RETURN app.refuse_action('task.update', t.plan_id, t.id, code);
    END IF;
    PERFORM app.performer_find(input);
    t := app.task_lock(t);
    PERFORM app.version_check(input, t.version, app.task_values(t), t.changed_by, t.changed_at);
    IF code IS NOT NULL THEN
        RAISE EXCEPTION '%', code USING ERRCODE = 'SP409';
    END IF;
    input := app.task_values(t) || input;
    PERFORM app.task_update_check(input, t);
    w := app.performer_read(input ->> 'performer_id', t.plan_id);
    asks_anew := input ->> 'performer_id' IS DISTINCT FROM app.performer_choice(t) AND w.principal <> t.performer_principal;
    PERFORM app.reason_set(input ->> 'reason');
    PERFORM app.task_informed_set(t.id, t.plan_id, CASE t.class_code WHEN 'core' THEN input -> 'informed_ids' END);
    UPDATE task x SET title = input ->> 'title', description = input ->> 'description', plain_text = input ->> 'plain_text',
           goal_id = (input ->> 'goal_id')::uuid, due_day = (input ->> 'due_day')::date, due_time = (input ->> 'due_time')::time,
           answer_by_day = (input ->> 'answer_by_day')::date, priority_code = coalesce(input ->> 'priority', x.priority_code)
     WHERE x.id = t.id RETURNING x.* INTO t;
    IF asks_anew THEN
        PERFORM app.task_give(t, w.kind_code, w.user_id, w.unit_id, w.principal);
    ELSIF t.status_code = 'declined' THEN
        PERFORM app.task_give(t, t.performer_kind_code, t.performer_user_id, t.performer_unit_id, t.performer_principal);
    END IF;
    PERFORM app.draft_drop('/tasks/' || t.id);
    PERFORM app.task_audit_write('task.update', t, k, input ->> 'reason');
    SELECT x.* INTO t FROM task x WHERE x.id = t.id;
    RETURN jsonb_build_object('id', t.id, 'version', t.version, 'status_code', t.status_code, 'location', '/tasks/' || t.id,
                              'flash', CASE WHEN asks_anew AND t.status_code = 'proposed' THEN 'task-asked' ELSE 'task-saved' END);
END
$$;

CREATE OR REPLACE FUNCTION app.task_update_check(input jsonb, t samplan.task) RETURNS void
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    PERFORM app.errors_raise(app.task_errors(input, t.plan_id, CASE WHEN t.class_code <> 'core' THEN t.contributing_plan_id END, t)
        || CASE WHEN input ->> 'performer_id' = app.performer_choice(t) THEN '[]'
                ELSE app.performer_errors(input ->> 'performer_id', t.plan_id, t.class_code, t.contributing_plan_id) END);
END
$$;

-- Gives a task to somebody, who is asked; the actor takes it on at once. Clears what the last one answered.
CREATE OR REPLACE FUNCTION app.task_give(t samplan.task, kind text, person uuid, unit uuid, principal uuid) RETURNS void
LANGUAGE plpgsql SET search_path = samplan, app, pg_temp AS $$
DECLARE
    n samplan.task := t;
    to_me constant boolean := kind <> 'unit' AND task_give.principal = ANY (app.actor_principals());
BEGIN
    n.performer_kind_code := kind;
    n.performer_user_id := person;
    n.performer_unit_id := unit;
    n.performer_principal := task_give.principal;
    n.status_code := CASE WHEN to_me THEN 'accepted' ELSE 'proposed' END;
    n.answered_at := CASE WHEN to_me THEN now() END;
    n.proposed_at := now();
    n.status_text := NULL; n.reminded_at := NULL;
    n.counter_day := NULL; n.counter_time := NULL; n.counter_text := NULL;
    n.hold_until_day := NULL; n.held_status_code := NULL;
    PERFORM app.task_store(n);
    IF to_me AND kind = 'person' THEN
        PERFORM app.task_team_join(t.id);
    END IF;
END
$$;
