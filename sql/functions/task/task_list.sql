-- GET /tasks: what there is to do, to answer and to wait for, across all plans.

-- The first n + 1 tasks of the actor's worklists, in the order of their day, from the covering index: the cost does not grow
-- with the number of plans. What is sought in shown is sought by strpos, which takes a fifth of LIKE's time.
-- list: 'all' (to answer, to do, waiting for others), 'answer', 'mine', 'waiting', 'unit', 'informed' · filter: {"ball":
-- 'me' or 'others',"status": 'open', 'late', 'unanswered' or 'on-hold',"sector","due": 'today', 'week' or 'none',"plan_id"} ·
-- after: {"d": day,"t": task} or NULL. A row that is not the actor's own to do is shown while she has access to the plan.
CREATE OR REPLACE FUNCTION app.worklist_page(list text, filter jsonb, after jsonb, n integer)
RETURNS TABLE (list_code smallint, due_day date, task_id uuid, plan_id uuid, shown text)
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    principals constant uuid[] := app.actor_principals();
    own constant uuid[] := CASE WHEN app.actor_citizen() IS NOT NULL THEN principals ELSE app.actor_person_principals() END;
    scope constant uuid[] := CASE list WHEN 'unit' THEN app.actor_unit_principals() WHEN 'informed' THEN principals ELSE own END;
    codes constant smallint[] := CASE list WHEN 'answer' THEN '{1}' WHEN 'mine' THEN '{2}' WHEN 'waiting' THEN '{3}'
        WHEN 'unit' THEN '{1,2}' WHEN 'informed' THEN '{4}'
        ELSE CASE filter ->> 'ball' WHEN 'me' THEN '{1,2}' WHEN 'others' THEN '{3}' ELSE '{1,2,3}' END END::smallint[];
    status constant text := coalesce(filter ->> 'status', 'open');
    wanted constant text := CASE status WHEN 'unanswered' THEN '"status_code": "proposed"' WHEN 'on-hold' THEN '"status_code": "on-hold"' END;
    sector constant text := '"sector_code": "' || (filter ->> 'sector') || '"';
    -- her own name as the performer; the key of the requester begins otherwise
    mine constant text := '"user_id": "' || app.actor_user() || '"';
    plan constant uuid := (filter ->> 'plan_id')::uuid;
    due constant text := filter ->> 'due';
    today constant date := app.today();
    from_day constant date := coalesce((after ->> 'd')::date, '-infinity');
    from_task constant uuid := coalesce((after ->> 't')::uuid, '00000000-0000-0000-0000-000000000000');
BEGIN
    RETURN QUERY
    SELECT w.list_code, w.due_day, w.task_id, w.plan_id, w.shown
      FROM unnest(scope) p (principal) CROSS JOIN unnest(codes) c (code)
     CROSS JOIN LATERAL (
        SELECT x.list_code, x.due_day, x.task_id, x.plan_id, x.shown FROM worklist x
         WHERE x.principal = p.principal AND x.list_code = c.code AND (x.due_day, x.task_id) > (from_day, from_task)
           AND (wanted IS NULL OR strpos(x.shown, wanted) > 0)
           AND (status <> 'open' OR c.code <> 2 OR x.due_day <= today OR strpos(x.shown, '"status_code": "on-hold"') = 0)
           AND (sector IS NULL OR strpos(x.shown, sector) > 0)
           AND (plan IS NULL OR x.plan_id = plan)
           AND (status <> 'late' OR (x.shown::jsonb ->> 'due_day')::date < today
                AND NOT coalesce((x.shown::jsonb ->> 'hold_until_day')::date > today, false))
           AND (due IS NULL OR CASE due WHEN 'today' THEN (x.shown::jsonb ->> 'due_day')::date <= today
                                        WHEN 'week' THEN (x.shown::jsonb ->> 'due_day')::date <= today + 7
                                        ELSE x.shown::jsonb ->> 'due_day' IS NULL END)
           AND (c.code = 2 OR c.code = 1 AND strpos(x.shown, '"status_code": "proposed"') > 0
                OR c.code = 3 AND strpos(x.shown, mine) > 0
                OR EXISTS (SELECT FROM access a WHERE a.plan_id = x.plan_id AND a.principal = ANY (principals)
                              AND (a.part_id IS NULL OR strpos(x.shown, '"class_code": "core"') = 0) AND a.since <= now() AND a.until > now()))
         ORDER BY x.due_day, x.task_id LIMIT n + 1) w
     ORDER BY w.due_day, w.task_id, w.list_code LIMIT n + 1;
END
$$;

-- A row of a list as it is shown: what the worklist keeps and what depends on the day and the reader.
-- Adds {"href","list","citizen_name","from_name","performer_name","performer_initials","performer_is_me","unassigned","ball_name",
-- "ball_is_me","answer": waits for the reader,"overdue_n","waiting_n","reminded","may_remind"}; a hold that has run out is none.
CREATE OR REPLACE FUNCTION app.task_row(list_code integer, shown jsonb, today date) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    held constant boolean := coalesce((shown ->> 'hold_until_day')::date > today, false);
    status constant text := CASE WHEN shown ->> 'status_code' = 'on-hold' AND NOT held
                                 THEN coalesce(shown ->> 'held_status_code', 'accepted') ELSE shown ->> 'status_code' END;
    performer_is_me constant boolean := (shown #>> '{performer,user_id}')::uuid IS NOT DISTINCT FROM app.actor_user()
        OR app.actor_citizen() IS NOT NULL AND shown -> 'performer' ? 'citizen';
    requester_is_me constant boolean := (shown ->> 'requester_user_id')::uuid = app.actor_user();
    with_requester constant boolean := status IN ('counter-proposed', 'declined');
    reminded_today constant boolean := coalesce(((shown ->> 'reminded_at')::timestamptz AT TIME ZONE 'Europe/Copenhagen')::date = today, false);
BEGIN
    RETURN shown || jsonb_build_object('href', '/tasks/' || (shown ->> 'id'), 'status_code', status,
        'list', CASE list_code WHEN 1 THEN 'answer' WHEN 2 THEN 'mine' WHEN 3 THEN 'waiting' WHEN 4 THEN 'informed' END,
        'hold_until_day', CASE WHEN held THEN shown -> 'hold_until_day' END,
        'citizen_name', shown -> 'citizen', 'from_name', shown -> 'requester',
        'performer_name', shown #> '{performer,name}', 'performer_initials', shown #> '{performer,initials}',
        'performer_is_me', performer_is_me,
        'unassigned', shown ->> 'performer_kind_code' = 'unit',
        'ball_name', CASE WHEN with_requester THEN shown -> 'requester' ELSE shown #> '{performer,name}' END,
        'ball_is_me', CASE WHEN with_requester THEN requester_is_me ELSE performer_is_me END,
        'answer', list_code = 1,
        'overdue_n', CASE WHEN NOT held THEN greatest(today - (shown ->> 'due_day')::date, 0) END,
        'waiting_n', CASE WHEN status = 'proposed' AND NOT performer_is_me
                          THEN today - ((shown ->> 'proposed_at')::timestamptz AT TIME ZONE 'Europe/Copenhagen')::date END,
        'reminded', reminded_today, 'may_remind', list_code = 3 AND NOT held AND NOT reminded_today AND status <> 'done');
END
$$;

-- How many open tasks each list holds, at most 100 counted: [{"list_code","n"}]. The same rows as app.worklist_page shows
-- without a filter; a test compares the two.
CREATE OR REPLACE FUNCTION app.worklist_counts() RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    principals constant uuid[] := app.actor_principals();
    citizen constant boolean := app.actor_citizen() IS NOT NULL;
    own constant uuid[] := CASE WHEN citizen THEN principals ELSE app.actor_person_principals() END;
    mine constant text := '"user_id": "' || app.actor_user() || '"';
    today constant date := app.today();
BEGIN
    RETURN (SELECT jsonb_agg(jsonb_build_object('list_code', l.list, 'n', least(l.n, 100)) ORDER BY l.o)
              FROM (SELECT q.list, q.o, sum(c.n) AS n
                      FROM (VALUES ('answer', 1, own, '{1}'::smallint[]), ('mine', 2, own, '{2}'), ('waiting', 3, own, '{3}'),
                                   ('unit', 4, app.actor_unit_principals(), '{1,2}'), ('informed', 5, principals, '{4}'))
                           q (list, o, scope, codes)
                     CROSS JOIN LATERAL unnest(q.scope) p (principal) CROSS JOIN LATERAL unnest(q.codes) k (code)
                     CROSS JOIN LATERAL (SELECT count(*) AS n FROM (
                           SELECT FROM worklist x
                            WHERE x.principal = p.principal AND x.list_code = k.code
                              AND (k.code <> 2 OR x.due_day <= today OR strpos(x.shown, '"status_code": "on-hold"') = 0)
                              AND (k.code = 2 OR k.code = 1 AND strpos(x.shown, '"status_code": "proposed"') > 0
                                   OR k.code = 3 AND strpos(x.shown, mine) > 0
                                   OR EXISTS (SELECT FROM access a WHERE a.plan_id = x.plan_id AND a.principal = ANY (principals)
                                                 AND (a.part_id IS NULL OR strpos(x.shown, '"class_code": "core"') = 0)
                                                 AND a.since <= now() AND a.until > now()))
                            ORDER BY x.due_day, x.task_id LIMIT 100) y) c
                     WHERE NOT (citizen AND q.list = 'unit')
                     GROUP BY q.list, q.o) l);
END
$$;

-- input: {"list","ball","status","sector","due","plan_id","cursor"} · returns {"tasks": [app.task_row …],"next","lists": counts,
-- "answers": what else waits for the reader: hand-overs and requests to join,"card": the first request to her with its text,
-- "filters_list": saved ones,"list_code","first_page","values": the filter,"one_citizen": name, when the filter says one plan}.
CREATE OR REPLACE FUNCTION api.task_list(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    list constant text := coalesce(input ->> 'list', 'all');
    first_page constant boolean := input ->> 'cursor' IS NULL;
    n constant integer := 50;
    rows jsonb;
    plans uuid[];
    tasks uuid[];
    answers jsonb := '[]';
    next jsonb;
BEGIN
    PERFORM app.actor_require();
    IF input ->> 'status' = 'done' THEN
        SELECT d.rows, d.plans, d.tasks, d.next INTO rows, plans, tasks, next FROM app.task_done_page(input, n) d;
    ELSE
        SELECT coalesce(jsonb_agg(app.task_row(w.list_code, w.shown::jsonb, app.today()) ORDER BY w.due_day, w.task_id, w.list_code), '[]'),
               array_agg(w.plan_id ORDER BY w.due_day, w.task_id, w.list_code), array_agg(w.task_id ORDER BY w.due_day, w.task_id, w.list_code),
               jsonb_agg(jsonb_build_object('d', w.due_day, 't', w.task_id) ORDER BY w.due_day, w.task_id, w.list_code) -> (n - 1)
          INTO rows, plans, tasks, next
          FROM app.worklist_page(list, input, app.cursor_decode(input ->> 'cursor'), n) w;
        IF jsonb_array_length(rows) > n THEN
            rows := rows - n; plans := plans[1:n]; tasks := tasks[1:n];
        ELSE
            next := NULL;
        END IF;
    END IF;
    IF first_page AND list IN ('all', 'answer') THEN
        answers := app.answers_waiting();
    END IF;
    PERFORM app.audit_many('task.list',
        plans || (SELECT array_agg((a ->> 'plan_id')::uuid) FROM jsonb_array_elements(answers) a),
        tasks || (SELECT array_agg((a ->> 'id')::uuid) FROM jsonb_array_elements(answers) a),
        (SELECT array_agg(app.class_bit(coalesce(e ->> 'class_code', 'core')) ORDER BY o)
           FROM jsonb_array_elements(rows || answers) WITH ORDINALITY x(e, o)), jsonb_array_length(rows));
    RETURN jsonb_build_object('tasks', rows, 'next', app.cursor_encode(next), 'lists', app.worklist_counts(), 'answers', answers,
        'card', CASE WHEN first_page AND list IN ('all', 'answer') THEN app.task_card(rows) END,
        'values', input - '{cursor}'::text[],
        'list_code', list, 'first_page', first_page,
        'one_citizen', CASE WHEN input ->> 'plan_id' IS NOT NULL THEN rows #>> '{0,citizen}' END,
        'filters_list', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', f.id, 'name', f.name, 'href', app.task_filter_href(f.query)) ORDER BY f.name), '[]')
                           FROM task_filter f WHERE f.user_id = app.actor_user()));
END
$$;

-- The first request to the reader among rows, with what she needs to answer it; NULL when there is none.
CREATE OR REPLACE FUNCTION app.task_card(rows jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    shown jsonb;
BEGIN
    SELECT e INTO shown FROM jsonb_array_elements(rows) WITH ORDINALITY x(e, o)
     WHERE e ->> 'list' = 'answer' AND e ->> 'status_code' = 'proposed' ORDER BY o LIMIT 1;
    RETURN (SELECT shown || jsonb_build_object('description', t.description, 'plain_text', t.plain_text, 'from_unit', n.name,
                       'outside', NOT EXISTS (SELECT FROM access a WHERE a.plan_id = t.plan_id AND a.since <= now() AND a.until > now()))
              FROM task t LEFT JOIN unit n ON n.id = t.requester_unit_id WHERE t.id = (shown ->> 'id')::uuid);
END
$$;

-- What was finished in the last 90 days by the actor, or by her unit, newest first: the same four values as a page of open ones.
CREATE OR REPLACE FUNCTION app.task_done_page(input jsonb, n integer, OUT rows jsonb, OUT plans uuid[], OUT tasks uuid[], OUT next jsonb)
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    principals constant uuid[] := app.actor_principals();
    own constant uuid[] := CASE WHEN input ->> 'list' = 'unit' THEN app.actor_unit_principals()
                                WHEN app.actor_citizen() IS NOT NULL THEN principals ELSE app.actor_person_principals() END;
    before timestamptz := coalesce((app.cursor_decode(input ->> 'cursor') ->> 'c')::timestamptz, 'infinity');
BEGIN
    SELECT coalesce(jsonb_agg(app.task_row(0, app.document_task_row(x) || jsonb_build_object('citizen', z.name), app.today())
                              || jsonb_build_object('closed_at', (x).closed_at, 'list', 'done') ORDER BY (x).closed_at DESC), '[]'),
           array_agg((x).plan_id ORDER BY (x).closed_at DESC), array_agg((x).id ORDER BY (x).closed_at DESC),
           jsonb_agg(jsonb_build_object('c', (x).closed_at) ORDER BY (x).closed_at DESC) -> (n - 1)
      INTO rows, plans, tasks, next
      FROM (SELECT t.x FROM unnest(own) p (principal) CROSS JOIN LATERAL (
                SELECT y AS x, y.closed_at FROM task y
                 WHERE y.performer_principal = p.principal AND y.closed_at < before AND y.closed_at > now() - interval '90 days'
                   AND (input ->> 'plan_id' IS NULL OR y.plan_id = (input ->> 'plan_id')::uuid)
                   AND (input ->> 'sector' IS NULL OR y.sector_code = input ->> 'sector')
                 ORDER BY y.closed_at DESC LIMIT n + 1) t
             ORDER BY t.closed_at DESC LIMIT n + 1) q
      LEFT JOIN joint_plan p ON p.id = (x).plan_id LEFT JOIN citizen z ON z.id = p.citizen_id;
    IF jsonb_array_length(rows) > n THEN
        rows := rows - n; plans := plans[1:n]; tasks := tasks[1:n];
    ELSE
        next := NULL;
    END IF;
END
$$;

-- What waits for the actor's answer besides tasks: [{"kind_code": 'handover' or 'join-request',"id","plan_id","href",
-- "citizen_name","from_name","from_unit","effective_day","answer_by_day","days_left_n","at"}].
CREATE OR REPLACE FUNCTION app.answers_waiting() RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    IF app.actor_role() IS DISTINCT FROM 'caseworker' THEN
        RETURN '[]';
    END IF;
    RETURN (SELECT coalesce(jsonb_agg(x.row ORDER BY x.day, x.at), '[]') FROM (
        SELECT h.answer_by_day AS day, h.requested_at AS at, jsonb_build_object('kind_code', 'handover', 'id', h.id, 'plan_id', h.plan_id,
                   'href', '/handovers/' || h.id, 'citizen_name', c.name, 'from_name', u.name, 'from_unit', n.name,
                   'effective_day', h.effective_day, 'answer_by_day', h.answer_by_day, 'at', h.requested_at) AS row
          FROM handover h LEFT JOIN joint_plan p ON p.id = h.plan_id LEFT JOIN citizen c ON c.id = p.citizen_id
          LEFT JOIN user_account u ON u.id = h.from_user_id LEFT JOIN unit n ON n.id = h.from_unit_id
         WHERE h.to_user_id = app.actor_user() AND h.status_code = 'requested'
        UNION ALL
        SELECT 'infinity', j.created_at, jsonb_build_object('kind_code', 'join-request', 'id', j.id, 'plan_id', j.plan_id,
                   'href', '/join-requests/' || j.id, 'citizen_name', c.name, 'from_name', u.name, 'from_unit', n.name,
                   'effective_day', NULL, 'answer_by_day', NULL, 'at', j.created_at)
          FROM access a JOIN join_request j ON j.plan_id = a.plan_id AND j.status_code = 'requested'
          JOIN joint_plan p ON p.id = j.plan_id JOIN citizen c ON c.id = p.citizen_id
          JOIN user_account u ON u.id = j.requester_user_id JOIN unit n ON n.id = j.requester_unit_id
         WHERE a.principal = ANY (app.actor_person_principals()) AND a.write_mask & (1 << 25) <> 0 AND a.since <= now() AND a.until > now()) x);
END
$$;
