-- Raises SP40S 'step-up-required' unless the actor has shown again who she is within the time that her session gives for it: for
-- what depends on the data whether it needs that, and for what is graver than the rest, whatever the route's row says.
DROP FUNCTION IF EXISTS app.actor_confirmed_require();
CREATE OR REPLACE FUNCTION app.step_up_require() RETURNS void
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM session s WHERE s.id = app.actor_session()
                      AND s.strong_at + make_interval(secs => s.step_up_seconds) > now()) THEN
        RAISE EXCEPTION 'step-up-required' USING ERRCODE = 'SP40S';
    END IF;
END
$$;
ALTER FUNCTION app.step_up_require() OWNER TO samplan_auth;
