-- "Bliv": the session is used now, so it idles from now. Document: expires_at.
CREATE OR REPLACE FUNCTION api.session_keepalive(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    s samplan.session;
BEGIN
    PERFORM app.actor_require();
    UPDATE session se SET last_seen_at = now() WHERE se.id = app.actor_session() RETURNING se.* INTO s;
    RETURN jsonb_build_object('expires_at',
        least(s.last_seen_at + make_interval(secs => s.idle_seconds), s.absolute_expires_at));
END
$$;
ALTER FUNCTION api.session_keepalive(jsonb) OWNER TO samplan_auth;
