-- Whether a unit's last day is over. What closes a unit closes the roles in it, whatever their own days say.
CREATE OR REPLACE FUNCTION app.unit_closed(unit uuid) RETURNS boolean
LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT FROM unit un WHERE un.id = unit_closed.unit AND un.valid_to <= app.today());
END
$$;

-- What stands in the way of a last day: who has a role there after it (unit_staff_n), what is open and the unit's (unit_work_n: tasks,
-- coordinations, contributing plans, hand-overs, places in teams), units below that go on (unit_below_n). until: the first day that it is
-- closed.
CREATE OR REPLACE FUNCTION app.unit_open_work(unit uuid, until date) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    place CONSTANT uuid := unit_open_work.unit;
BEGIN
    RETURN jsonb_build_object(
        'unit_staff_n', (SELECT count(DISTINCT ra.user_id) FROM role_assignment ra JOIN user_account u ON u.id = ra.user_id
                          WHERE ra.unit_id = place AND ra.status_code IN ('active', 'pending') AND u.status_code = 'active'
                            AND (ra.valid_to IS NULL OR ra.valid_to > until)),
        'unit_work_n', (SELECT count(*) FROM task t WHERE t.performer_unit_id = place AND t.closed_at IS NULL)
            + (SELECT count(*) FROM coordination c WHERE c.unit_id = place AND (c.ended_at IS NULL OR c.ended_at > now()))
            + (SELECT count(*) FROM contributing_plan c WHERE c.owner_unit_id = place AND c.status_code IN ('draft', 'active', 'on-hold'))
            + (SELECT count(*) FROM handover h WHERE h.to_unit_id = place AND h.status_code = 'requested')
            + (SELECT count(*) FROM team_member m WHERE m.unit_id = place AND m.status_code = 'active'
                  AND (m.period_end_day IS NULL OR m.period_end_day >= app.today())),
        'unit_below_n', (SELECT count(*) FROM unit b WHERE b.parent_id = place AND (b.valid_to IS NULL OR b.valid_to > until)));
END
$$;
ALTER FUNCTION app.unit_open_work(uuid, date) OWNER TO samplan_derive;

-- Lets a unit be closed, or closed earlier: with nothing left in it, or when whoever closes it says that she knows (close_anyway).
-- Raises SP422 end_day open-work with the counts, SP409 last-administrator: nobody would be left to open it again.
CREATE OR REPLACE FUNCTION app.unit_close_check(u samplan.unit, input jsonb) RETURNS void
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    until CONSTANT date := (input ->> 'end_day')::date + 1;
    left_over jsonb;
BEGIN
    IF until IS NULL OR until >= u.valid_to THEN
        RETURN;
    END IF;
    IF NOT app.admin_remains(u.organisation_id, NULL, NULL, u.id) AND app.admin_remains(u.organisation_id, NULL, NULL) THEN
        RAISE EXCEPTION 'last-administrator' USING ERRCODE = 'SP409';
    END IF;
    left_over := app.unit_open_work(u.id, until);
    IF left_over <> '{"unit_staff_n": 0, "unit_work_n": 0, "unit_below_n": 0}' AND NOT coalesce((input ->> 'close_anyway')::boolean, false) THEN
        PERFORM app.errors_raise(app.error('end_day', 'open-work', jsonb_build_object('staff', left_over -> 'unit_staff_n',
            'work', left_over -> 'unit_work_n', 'units', left_over -> 'unit_below_n')));
    END IF;
END
$$;
