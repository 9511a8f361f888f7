-- Refuses an emergency opening, with its row in the log. What was asked for is there only as far as it is known to exist.
CREATE OR REPLACE FUNCTION app.break_glass_refuse(why text, plan uuid) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    PERFORM app.audit('break-glass.open', plan, (SELECT p.citizen_id FROM joint_plan p WHERE p.id = plan), 0, NULL, 'refuse', 'none', NULL,
                      'care', NULL, NULL, why);
    RETURN jsonb_build_object('_refused', CASE why
        WHEN 'nothing-found' THEN '{"status": 404, "code": "not-found"}'::jsonb
        WHEN 'break-glass-running' THEN '{"status": 409, "code": "break-glass-running"}'
        ELSE jsonb_build_object('status', 403, 'code', why) END);
END
$$;
ALTER FUNCTION app.break_glass_refuse(text, uuid) OWNER TO samplan_derive;
