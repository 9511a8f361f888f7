-- What the sign-in page says to somebody whose session has ended. input: token_hash (hex) or null: the
-- token that the browser still sent. Document: ended_at and ended_code ('idle', 'absolute', 'ended')
-- with minutes_n (the idle time of that session), or nothing. Tells only the holder of the token.
CREATE OR REPLACE FUNCTION api.login_show(input jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    s samplan.session;
    idle_end timestamptz;
BEGIN
    SELECT * INTO s FROM session se WHERE se.token_hash = decode(input ->> 'token_hash', 'hex');
    idle_end := s.last_seen_at + make_interval(secs => s.idle_seconds);
    IF s.id IS NULL OR s.end_reason IN ('logout', 'replaced', 'switched', 'password-changed')
       OR (s.ended_at IS NULL AND least(idle_end, s.absolute_expires_at) > now())
       OR coalesce(s.ended_at, least(idle_end, s.absolute_expires_at)) < now() - interval '12 hours' THEN
        RETURN '{}';
    END IF;
    RETURN jsonb_build_object(
        'ended_at', coalesce(s.ended_at, least(idle_end, s.absolute_expires_at)),
        'ended_code', CASE WHEN s.ended_at IS NOT NULL THEN 'ended'
                           WHEN idle_end <= s.absolute_expires_at THEN 'idle' ELSE 'absolute' END,
        'minutes_n', s.idle_seconds / 60);
END
$$;
ALTER FUNCTION api.login_show(jsonb) OWNER TO samplan_auth;
