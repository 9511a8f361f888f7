-- Raises SP40S 'step-up-required' unless the actor has shown again who she is within the time that her session gives for it.
-- What is graver than the rest asks for itself, whatever the route says.
CREATE OR REPLACE FUNCTION app.actor_confirmed_require() RETURNS void
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM session s WHERE s.id = app.actor_session() AND s.ended_at IS NULL
                      AND s.strong_at + make_interval(secs => s.step_up_seconds) > now()) THEN
        RAISE EXCEPTION 'step-up-required' USING ERRCODE = 'SP40S';
    END IF;
END
$$;
ALTER FUNCTION app.actor_confirmed_require() OWNER TO samplan_auth;
