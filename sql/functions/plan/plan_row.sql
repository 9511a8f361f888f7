-- One plan as a row of "Mine borgere": who coordinates, what is stuck, what comes next, what is new.
-- core: the plan's stored core, NULL for a reader of one contributing plan alone · seen: the reader's last
-- visit, NULL for never.
-- Returns {"id","href","citizen_id","name","status_code","hold_until_day","complexity_code","admitted",
--  "protected","coordinator": {"name","sector_code","is_me"} or null, "no_coordinator",
--  "stuck_list": [{"kind_code": 'conflict'|'overdue'|'declined'|'handover'|'join-request'|'waiting'|'review'|'hold-over',
--  "title","name","overdue_n","waiting_n","hold_until_day"}], "next_due_day","next_due_late",
--  "next_at","changes_n","own_part","version"}.
CREATE OR REPLACE FUNCTION app.plan_row(plan samplan.joint_plan, citizen samplan.citizen, core jsonb, seen timestamptz,
                                        document_changed_at timestamptz) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    k jsonb;
    due date;
    next_at timestamptz;
    new_n bigint;
    is_open boolean := plan.status_code IN ('draft', 'active', 'on-hold');
BEGIN
    SELECT x INTO k FROM jsonb_array_elements(core -> 'coordinations') x
     WHERE (x ->> 'started_at')::timestamptz <= now()
       AND coalesce((x ->> 'ended_at')::timestamptz, 'infinity') > now() LIMIT 1;
    SELECT min((x ->> 'due_day')::date) INTO due FROM jsonb_array_elements(core -> 'tasks_list') x
     WHERE x ->> 'status_code' NOT IN ('on-hold', 'declined');
    SELECT min((x ->> 'start_at')::timestamptz) INTO next_at FROM jsonb_array_elements(core -> 'appointments_list') x
     WHERE (x ->> 'start_at')::timestamptz > now() - interval '1 hour';
    IF document_changed_at > coalesce(seen, '-infinity') THEN
        SELECT count(*) INTO new_n FROM (
            SELECT FROM change c WHERE c.plan_id = plan.id AND c.changed_at > coalesce(seen, now() - interval '7 days')
               AND c.user_id IS DISTINCT FROM app.actor_user() LIMIT 100) x;
    END IF;
    RETURN jsonb_build_object('id', plan.id, 'href', '/plans/' || plan.id, 'citizen_id', citizen.id, 'name', citizen.name,
        'status_code', plan.status_code, 'hold_until_day', plan.on_hold_until_day, 'complexity_code', plan.complexity_code,
        'admitted', core IS NOT NULL AND citizen.admitted_since_day IS NOT NULL, 'protected', citizen.name_protected OR citizen.address_protected,
        'coordinator', CASE WHEN k IS NOT NULL THEN jsonb_build_object('name', k -> 'name', 'sector_code', k -> 'sector_code',
            'is_me', (k ->> 'user_id')::uuid = app.actor_user()) END,
        'no_coordinator', core IS NOT NULL AND k IS NULL AND is_open,
        'stuck_list', CASE WHEN core IS NULL OR NOT is_open THEN '[]' ELSE app.plan_stuck(plan, core) END,
        'next_due_day', due, 'next_due_late', coalesce(due < app.today(), false), 'next_at', next_at,
        'changes_n', coalesce(new_n, 0), 'own_part', core IS NULL, 'version', plan.version);
END
$$;
