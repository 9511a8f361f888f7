-- What would be left lying if a user stopped today: open tasks to do ('task'), answers that she awaits
-- or owes ('answer'), coordinations, contributing plans that she is responsible for ('part'), places in
-- teams ('team'), hand-overs that wait for her ('handover'). No titles: an administrator sees no
-- citizen's affairs.
DROP FUNCTION IF EXISTS app.user_open_work(uuid);
CREATE OR REPLACE FUNCTION app.user_open_work(who uuid)
RETURNS TABLE (work_code text, id uuid, plan_id uuid, unit_id uuid, due_day date, since_day date)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN QUERY
    SELECT 'coordination', c.id, c.plan_id, c.unit_id, NULL::date, c.started_at::date
      FROM coordination c WHERE c.user_id = who AND (c.ended_at IS NULL OR c.ended_at > now())
    UNION ALL
    SELECT 'task', t.id, t.plan_id, t.performer_unit_id, t.due_day, t.proposed_at::date
      FROM task t WHERE t.performer_user_id = who AND t.closed_at IS NULL
    UNION ALL
    SELECT 'answer', t.id, t.plan_id, t.requester_unit_id, t.due_day, t.proposed_at::date
      FROM task t WHERE t.requester_user_id = who AND t.closed_at IS NULL
    UNION ALL
    SELECT 'part', c.id, c.plan_id, c.owner_unit_id, c.next_follow_up_day, c.period_start_day
      FROM contributing_plan c
     WHERE c.responsible_user_id = who AND c.status_code IN ('draft', 'active', 'on-hold')
    UNION ALL
    SELECT 'handover', h.id, h.plan_id, h.to_unit_id, h.answer_by_day, h.requested_at::date
      FROM handover h WHERE h.status_code = 'requested' AND h.to_user_id = who
    UNION ALL
    SELECT 'team', m.id, m.plan_id, m.unit_id, NULL::date, m.period_start_day
      FROM team_member m
     WHERE m.user_id = who AND m.kind_code = 'person' AND m.status_code = 'active'
       AND (m.period_end_day IS NULL OR m.period_end_day >= app.today());
END
$$;
ALTER FUNCTION app.user_open_work(uuid) OWNER TO samplan_derive;

-- The same as a document: counts [{work_code, item_n}] and items_list (the first 200, soonest first).
CREATE OR REPLACE FUNCTION app.user_open_work_document(who uuid) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    items jsonb;
    counts jsonb;
    total integer;
BEGIN
    SELECT coalesce(jsonb_agg(jsonb_build_object('work_code', k.work_code, 'item_n', k.n) ORDER BY k.work_code), '[]'),
           coalesce(sum(k.n), 0)
      INTO counts, total
      FROM (SELECT w.work_code, count(*) AS n FROM app.user_open_work(who) w GROUP BY 1) k;
    SELECT coalesce(jsonb_agg(jsonb_build_object('work_code', w.work_code, 'unit', un.name, 'due_day', w.due_day,
                                                 'since_day', w.since_day) ORDER BY w.due_day, w.since_day), '[]')
      INTO items
      FROM (SELECT * FROM app.user_open_work(who) x ORDER BY x.due_day, x.since_day LIMIT 200) w
      LEFT JOIN unit un ON un.id = w.unit_id;
    RETURN jsonb_build_object('open_n', total, 'counts_list', counts, 'items_list', items);
END
$$;
