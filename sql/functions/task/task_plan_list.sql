-- GET /plans/{plan_id}/tasks: the tasks of one plan that the reader may see: the shared ones and those of parts she reads.
-- input: {"plan_id","ball","status": 'open', 'late', 'unanswered', 'on-hold', 'done' or 'closed',"sector","due","cursor"} · returns
-- {"id","plan_id","citizen": strip,"tasks": [app.task_row …],"next","first_page","may_add","values": the filter}.
CREATE OR REPLACE FUNCTION api.task_plan_list(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    plan uuid := (input ->> 'plan_id')::uuid;
    n constant integer := 100;
    r record;
    rows jsonb;
    mask integer;
    next jsonb;
BEGIN
    PERFORM app.actor_require();
    SELECT * INTO r FROM app.relation(plan);
    IF r.related IS NOT TRUE THEN
        RETURN app.refuse('task.list', 'plan', plan);
    END IF;
    SELECT coalesce(jsonb_agg(app.task_row(app.task_ball(x.t), app.document_task_row(x.t) || jsonb_build_object('citizen', NULL,
                       'closed_at', (x.t).closed_at), app.today()) ORDER BY x.day, (x.t).id), '[]'),
           bit_or(app.class_bit((x.t).class_code)),
           jsonb_agg(jsonb_build_object('d', x.day, 't', (x.t).id) ORDER BY x.day, (x.t).id) -> (n - 1)
      INTO rows, mask, next
      FROM app.task_plan_page(plan, input, app.cursor_decode(input ->> 'cursor'), n) x;
    IF jsonb_array_length(rows) > n THEN
        rows := rows - n;
    ELSE
        next := NULL;
    END IF;
    PERFORM app.audit('task.list', plan, r.citizen_id, coalesce(mask, 1), (SELECT array_agg((e ->> 'id')::uuid) FROM jsonb_array_elements(rows) e),
                      'permit', r.basis_code, r.basis_id, CASE r.basis_code WHEN 'self' THEN 'own-data' ELSE 'care' END,
                      jsonb_array_length(rows));
    RETURN jsonb_build_object('id', plan, 'plan_id', plan, 'citizen', app.citizen_strip(plan, 'tasks'), 'tasks', rows,
        'next', app.cursor_encode(next), 'first_page', input ->> 'cursor' IS NULL, 'values', input - '{cursor,plan_id}'::text[],
        'may_add', r.write_mask & app.right_contribute() <> 0
                   AND EXISTS (SELECT FROM joint_plan p WHERE p.id = plan AND p.status_code IN ('draft', 'active', 'on-hold')));
END
$$;

-- On which list of the actor's a task would stand: 1 hers to answer, 2 hers to do, 3 she waits, 0 others'.
CREATE OR REPLACE FUNCTION app.task_ball(t samplan.task) RETURNS integer
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    performs constant boolean := t.performer_principal = ANY (app.actor_principals());
    asked constant boolean := t.requester_user_id = app.actor_user();
BEGIN
    RETURN CASE WHEN t.closed_at IS NOT NULL THEN 0
                WHEN t.status_code = 'proposed' AND performs OR t.status_code IN ('counter-proposed', 'declined') AND asked THEN 1
                WHEN performs AND t.status_code IN ('accepted', 'in-progress', 'on-hold') THEN 2
                WHEN asked THEN 3 ELSE 0 END;
END
$$;

-- Open tasks by their day, closed ones with the latest first (day counts backwards then). n + 1 rows.
CREATE OR REPLACE FUNCTION app.task_plan_page(plan uuid, filter jsonb, after jsonb, n integer) RETURNS TABLE (t samplan.task, day date)
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    status constant text := coalesce(filter ->> 'status', 'open');
    closed constant boolean := status IN ('done', 'closed');
    today constant date := app.today();
    ball constant text := filter ->> 'ball';
    due constant text := filter ->> 'due';
BEGIN
    RETURN QUERY
    SELECT q.t, q.day FROM (
        SELECT x AS t, x.performer_principal = ANY (app.actor_principals()) AND x.status_code NOT IN ('counter-proposed', 'declined')
                    OR x.requester_user_id = app.actor_user() AND x.status_code IN ('counter-proposed', 'declined') AS mine,
               CASE WHEN closed THEN '2200-01-01'::date - (x.closed_at::date - '2000-01-01'::date)
                    ELSE coalesce(x.hold_until_day, x.due_day, 'infinity'::date) END AS day
          FROM task x
         WHERE x.plan_id = plan AND (x.closed_at IS NOT NULL) = closed
           AND (filter ->> 'sector' IS NULL OR x.sector_code = filter ->> 'sector')
           AND CASE status WHEN 'done' THEN x.status_code = 'done' WHEN 'unanswered' THEN x.status_code = 'proposed'
                           WHEN 'on-hold' THEN x.status_code = 'on-hold' AND x.hold_until_day > today
                           WHEN 'late' THEN x.due_day < today AND NOT coalesce(x.hold_until_day > today, false) ELSE true END
           AND CASE due WHEN 'today' THEN x.due_day <= today WHEN 'week' THEN x.due_day <= today + 7 WHEN 'none' THEN x.due_day IS NULL
                        ELSE true END) q
     WHERE (ball IS NULL OR q.mine = (ball = 'me'))
       AND (after IS NULL OR (q.day, (q.t).id) > ((after ->> 'd')::date, (after ->> 't')::uuid))
     ORDER BY q.day, (q.t).id LIMIT n + 1;
END
$$;
