-- A citizen's overview: {"plan_id": NULL without a plan,"coordinator","next_meeting","answer_tasks_list","my_tasks_list"}.
CREATE OR REPLACE FUNCTION app.overview_citizen() RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    plan uuid := (SELECT p.id FROM joint_plan p WHERE p.citizen_id = app.actor_citizen() AND p.status_code IN ('draft', 'active', 'on-hold') LIMIT 1);
BEGIN
    RETURN jsonb_build_object('plan_id', plan, 'coordinator', CASE WHEN plan IS NOT NULL THEN app.citizen_strip(plan) -> 'coordinator' END,
        'next_meeting', (SELECT app.appointment_row(m.a, m.write_mask) FROM app.appointment_page(false, true, NULL, 0, 'infinity') m),
        'answer_tasks_list', app.overview_tasks('answer', '{}', 5, 5) -> 'rows', 'my_tasks_list', app.overview_tasks('mine', '{}', 10, 10) -> 'rows');
END
$$;

-- A manager's figures about her own units, without contents: {"units_list": names,"figures_list": [{"figure_code","n": NULL below 5,
-- "few"}]}. Runs with more rights than a manager has, and gives numbers alone.
CREATE OR REPLACE FUNCTION app.overview_manager() RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    units constant uuid[] := app.actor_managed_units();
    staff uuid[];
    today constant date := app.today();
    figures jsonb;
BEGIN
    SELECT array_agg(DISTINCT a.user_id) INTO staff FROM role_assignment a
     WHERE a.unit_id = ANY (units) AND a.role_code = 'caseworker' AND app.assignment_active(a);
    WITH tasks AS (
        SELECT t.due_day, t.status_code, t.hold_until_day, t.proposed_at FROM task t
         WHERE t.performer_principal = ANY (staff || units) AND t.closed_at IS NULL)
    SELECT jsonb_agg(jsonb_build_object('figure_code', f.code, 'n', CASE WHEN f.n >= 5 THEN f.n END, 'few', f.n < 5) ORDER BY f.o) INTO figures
      FROM (SELECT 1 AS o, 'coordinated' AS code, (SELECT count(*) FROM coordination k JOIN joint_plan p ON p.id = k.plan_id
                 WHERE k.user_id = ANY (staff) AND k.unit_id = ANY (units) AND k.ended_at IS NULL AND p.status_code IN ('active', 'on-hold')) AS n
            UNION ALL SELECT 2, 'parts', (SELECT count(*) FROM contributing_plan c WHERE c.owner_unit_id = ANY (units) AND c.status_code = 'active')
            UNION ALL SELECT 3, 'follow-up-late', (SELECT count(*) FROM contributing_plan c
                 WHERE c.owner_unit_id = ANY (units) AND c.status_code = 'active' AND c.next_follow_up_day < today)
            UNION ALL SELECT 4, 'tasks', (SELECT count(*) FROM tasks)
            UNION ALL SELECT 5, 'late', (SELECT count(*) FROM tasks t WHERE t.due_day < today AND NOT coalesce(t.hold_until_day > today, false))
            UNION ALL SELECT 6, 'unanswered', (SELECT count(*) FROM tasks t WHERE t.status_code = 'proposed' AND t.proposed_at < now() - interval '5 days')
            UNION ALL SELECT 7, 'handovers', (SELECT count(*) FROM handover h WHERE h.to_user_id = ANY (staff) AND h.status_code = 'requested')
            UNION ALL SELECT 8, 'looks', (SELECT count(*) FROM audit a WHERE a.unit_id = ANY (units) AND a.at > now() - interval '7 days' AND a.plan_id IS NOT NULL)
            UNION ALL SELECT 9, 'refused', (SELECT count(*) FROM audit a WHERE a.unit_id = ANY (units) AND a.at > now() - interval '7 days'
                 AND a.outcome = 'refuse' AND a.plan_id IS NOT NULL)) f;
    RETURN jsonb_build_object('figures_list', figures,
        'units_list', (SELECT coalesce(jsonb_agg(jsonb_build_object('name', u.name) ORDER BY u.name), '[]') FROM unit u WHERE u.id = ANY (units)));
END
$$;
ALTER FUNCTION app.overview_manager() OWNER TO samplan_derive;
