-- What holds a plan up, worst first, at most three: see app.plan_row.
CREATE OR REPLACE FUNCTION app.plan_stuck(plan samplan.joint_plan, core jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    today constant date := app.today();
    coordinates boolean := app.plan_coordinates(plan.id);
BEGIN
    RETURN (SELECT coalesce(jsonb_agg(jsonb_build_object('kind_code', s.kind, 'title', s.title, 'name', s.name,
                       'overdue_n', s.overdue, 'waiting_n', s.waiting, 'hold_until_day', s.day) ORDER BY s.rank, s.n DESC), '[]')
              FROM (SELECT * FROM (
        SELECT 1 AS rank, 0 AS n, 'conflict' AS kind, NULL AS title, NULL AS name, NULL::integer AS overdue,
               NULL::integer AS waiting, NULL::date AS day
         WHERE EXISTS (SELECT FROM plan_conflict c WHERE c.plan_id = plan.id AND c.status_code = 'open')
        UNION ALL
        SELECT 2, d, 'overdue', x ->> 'title', x -> 'performer' ->> 'name', d, NULL, NULL
          FROM jsonb_array_elements(core -> 'tasks_list') x, LATERAL (SELECT today - (x ->> 'due_day')::date AS d) y
         WHERE d > 0 AND x ->> 'status_code' IN ('proposed', 'accepted', 'in-progress', 'counter-proposed')
        UNION ALL
        SELECT 3, 0, 'declined', x ->> 'title', x -> 'performer' ->> 'name', NULL, NULL, NULL
          FROM jsonb_array_elements(core -> 'tasks_list') x WHERE x ->> 'status_code' = 'declined'
        UNION ALL
        SELECT 4, 0, 'join-request', NULL, NULL, NULL, NULL, NULL
         WHERE coordinates AND EXISTS (SELECT FROM join_request j WHERE j.plan_id = plan.id AND j.status_code = 'requested')
        UNION ALL
        SELECT 5, w, 'handover', NULL, core #>> '{handover,to,name}', NULL, w, NULL
          FROM (SELECT today - ((core #>> '{handover,requested_at}')::timestamptz AT TIME ZONE 'Europe/Copenhagen')::date AS w) y
         WHERE core -> 'handover' <> 'null'
        UNION ALL
        SELECT 6, w, 'waiting', x ->> 'title', x -> 'performer' ->> 'name', NULL, w, NULL
          FROM jsonb_array_elements(core -> 'tasks_list') x,
               LATERAL (SELECT today - ((x ->> 'proposed_at')::timestamptz AT TIME ZONE 'Europe/Copenhagen')::date AS w) y
         WHERE x ->> 'status_code' = 'proposed' AND w > 0 AND coalesce((x ->> 'due_day')::date >= today, true)
        UNION ALL
        SELECT 7, today - plan.review_day, 'review', NULL, NULL, today - plan.review_day, NULL, NULL
         WHERE plan.review_day < today AND plan.status_code = 'active'
        UNION ALL
        SELECT 8, 0, 'hold-over', NULL, NULL, NULL, NULL, plan.on_hold_until_day
         WHERE plan.status_code = 'on-hold' AND plan.on_hold_until_day <= today) all_kinds
             ORDER BY rank, n DESC LIMIT 3) s);
END
$$;

-- Whether the actor coordinates the plan now.
CREATE OR REPLACE FUNCTION app.plan_coordinates(plan uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT FROM access a WHERE a.plan_id = plan AND a.principal = ANY ((SELECT app.actor_principals())::uuid[])
                      AND a.since <= now() AND a.until > now() AND a.write_mask & (1 << 25) <> 0);
END
$$;
