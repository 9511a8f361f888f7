-- Ends the session that the request came with. Document: {"flash", "location"}.
CREATE OR REPLACE FUNCTION api.logout(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    PERFORM app.actor_require();
    UPDATE session s SET ended_at = now(), end_reason = 'logout'
     WHERE s.id = app.actor_session() AND s.ended_at IS NULL;
    PERFORM app.audit('logout', NULL, NULL, NULL, ARRAY[app.actor_session()], 'permit', 'self',
                      app.actor_user(), 'administration');
    RETURN '{"location": "/login", "flash": "logged-out"}';
END
$$;
ALTER FUNCTION api.logout(jsonb) OWNER TO samplan_auth;
