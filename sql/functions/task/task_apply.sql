-- Does an allowed action to a task whose row the caller has locked, and what belongs to it. args: {"text","proposed_day",
-- "proposed_time","hold_until_day"}, checked by the caller. The rights were checked by app.task_refusal; the policies
-- hold besides. Raises SP403 'not-yours' when they do not let the change through.
CREATE OR REPLACE FUNCTION app.task_apply(t samplan.task, standing jsonb, action text, args jsonb) RETURNS void
LANGUAGE plpgsql SET search_path = samplan, app, pg_temp AS $$
DECLARE
    n samplan.task := t;
    words constant text := nullif(btrim(args ->> 'text'), '');
    status constant text := standing ->> 'status_code';
BEGIN
    PERFORM app.reason_set(words);
    n.hold_until_day := NULL;
    n.held_status_code := NULL;
    CASE action
    WHEN 'accept', 'take' THEN
        n.status_code := CASE status WHEN 'proposed' THEN 'accepted' ELSE status END;
        n.answered_at := now();
    WHEN 'counter' THEN
        n.status_code := 'counter-proposed';
        n.held_status_code := status;
        n.counter_day := (args ->> 'proposed_day')::date;
        n.counter_time := (args ->> 'proposed_time')::time;
        n.counter_text := words;
        n.answered_at := now();
    WHEN 'decline' THEN
        n.status_code := 'declined';
        n.held_status_code := status;
        n.status_text := words;
        n.answered_at := now();
    WHEN 'accept-counter' THEN
        n.status_code := CASE t.held_status_code WHEN 'in-progress' THEN 'in-progress' ELSE 'accepted' END;
        n.due_time := CASE WHEN t.counter_day IS NULL THEN coalesce(t.counter_time, t.due_time) ELSE t.counter_time END;
        n.due_day := coalesce(t.counter_day, t.due_day);
        n.answered_at := now();
        n.counter_day := NULL; n.counter_time := NULL; n.counter_text := NULL;
    WHEN 'refuse-counter' THEN
        n.status_code := coalesce(t.held_status_code, 'proposed');
        n.counter_day := NULL; n.counter_time := NULL; n.counter_text := NULL;
        IF n.status_code = 'proposed' THEN
            n.answered_at := NULL;
            n.proposed_at := now();
        END IF;
    WHEN 'start' THEN
        n.status_code := 'in-progress';
    WHEN 'done' THEN
        n.status_code := 'done';
        n.held_status_code := CASE status WHEN 'on-hold' THEN coalesce(t.held_status_code, 'accepted') ELSE status END;
        n.status_text := words;
        n.closed_at := now();
    WHEN 'undo' THEN
        n.status_code := coalesce(t.held_status_code, CASE status WHEN 'done' THEN 'in-progress' ELSE 'proposed' END);
        n.status_text := NULL;
        n.closed_at := NULL;
        n.answered_at := CASE n.status_code WHEN 'proposed' THEN NULL ELSE t.answered_at END;
    WHEN 'hold' THEN
        n.status_code := 'on-hold';
        n.held_status_code := status;
        n.hold_until_day := (args ->> 'hold_until_day')::date;
        n.status_text := words;
    WHEN 'resume' THEN
        n.status_code := coalesce(t.held_status_code, 'accepted');
        n.status_text := NULL;
    WHEN 'cancel' THEN
        n.status_code := 'cancelled';
        n.held_status_code := CASE status WHEN 'on-hold' THEN coalesce(t.held_status_code, 'accepted')
                                          WHEN 'counter-proposed' THEN coalesce(t.held_status_code, 'proposed')
                                          WHEN 'declined' THEN 'proposed' ELSE status END;
        n.status_text := words;
        n.closed_at := now();
    WHEN 'remind' THEN
        n.reminded_at := now();
        n.hold_until_day := t.hold_until_day;
        n.held_status_code := t.held_status_code;
    END CASE;
    -- Whoever of a unit takes hold of its task has it.
    IF t.performer_kind_code = 'unit' AND (standing ->> 'performs')::boolean AND action IN ('accept', 'take', 'counter', 'start', 'done') THEN
        n.performer_kind_code := 'person';
        n.performer_user_id := app.actor_user();
        n.performer_unit_id := app.actor_unit();
        n.performer_principal := app.practitioner(app.actor_user(), app.actor_unit());
        n.answered_at := now();
    END IF;
    PERFORM app.task_store(n);
    IF n.answered_at = now() AND n.performer_kind_code = 'person' AND n.status_code IN ('accepted', 'in-progress') THEN
        PERFORM app.task_team_join(n.id);
    END IF;
    IF words IS NOT NULL AND action IN ('accept', 'accept-counter', 'refuse-counter', 'remind', 'start') THEN
        PERFORM app.task_comment_add(n, words);
    END IF;
END
$$;

-- Writes what the life of a task changes. Raises SP403 when the policies let no row through.
CREATE OR REPLACE FUNCTION app.task_store(n samplan.task) RETURNS void
LANGUAGE plpgsql SET search_path = samplan, app, pg_temp AS $$
BEGIN
    UPDATE task x SET status_code = n.status_code, status_text = n.status_text, due_day = n.due_day, due_time = n.due_time,
           counter_day = n.counter_day, counter_time = n.counter_time, counter_text = n.counter_text,
           hold_until_day = n.hold_until_day, held_status_code = n.held_status_code, answered_at = n.answered_at,
           closed_at = n.closed_at, reminded_at = n.reminded_at, proposed_at = n.proposed_at,
           performer_kind_code = n.performer_kind_code, performer_user_id = n.performer_user_id,
           performer_unit_id = n.performer_unit_id, performer_principal = n.performer_principal
     WHERE x.id = n.id;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'not-yours' USING ERRCODE = 'SP403';
    END IF;
END
$$;

-- A comment on a task; it belongs where the task does.
CREATE OR REPLACE FUNCTION app.task_comment_add(t samplan.task, words text) RETURNS void
LANGUAGE plpgsql SET search_path = samplan, app, pg_temp AS $$
BEGIN
    INSERT INTO task_comment (task_id, plan_id, contributing_plan_id, class_code, text, created_by)
    VALUES (t.id, t.plan_id, CASE WHEN t.class_code <> 'core' THEN t.contributing_plan_id END, t.class_code, words, app.actor_user());
END
$$;
