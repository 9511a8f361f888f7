-- Raises SP40S 'step-up-required' unless the actor has shown within minutes that it is she: for what depends on the data whether it needs that;
-- a whole route says so in its row.
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
