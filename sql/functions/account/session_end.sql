-- Ends one of the user's own other sessions. input: session_id. The current one is ended by logout.
-- Refused: 404 for a session that is not hers or has ended already.
CREATE OR REPLACE FUNCTION api.session_end(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    which uuid := (input ->> 'session_id')::uuid;
BEGIN
    PERFORM app.actor_require();
    UPDATE session s SET ended_at = now(), end_reason = 'ended-by-user'
     WHERE s.id = which AND s.user_id = app.actor_user() AND s.ended_at IS NULL
       AND s.id <> app.actor_session();
    IF NOT FOUND THEN
        RETURN app.refuse('session.end', 'session', which);
    END IF;
    PERFORM app.audit('session.end', NULL, NULL, NULL, ARRAY[which], 'permit', 'self', app.actor_user(),
                      'administration');
    RETURN '{"location": "/me", "flash": "session-ended"}';
END
$$;
ALTER FUNCTION api.session_end(jsonb) OWNER TO samplan_auth;

-- Ends all of the user's sessions but the current one. Document: ended_n.
CREATE OR REPLACE FUNCTION api.session_end_others(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    n integer;
BEGIN
    PERFORM app.actor_require();
    n := app.sessions_end(app.actor_user(), 'ended-by-user', app.actor_session());
    PERFORM app.audit('session.end', NULL, NULL, NULL, ARRAY[app.actor_user()], 'permit', 'self',
                      app.actor_user(), 'administration', n);
    RETURN jsonb_build_object('ended_n', n, 'location', '/me', 'flash', 'sessions-ended');
END
$$;
ALTER FUNCTION api.session_end_others(jsonb) OWNER TO samplan_auth;

-- Ends all of the user's sessions, this one too. Document: ended_n.
CREATE OR REPLACE FUNCTION api.session_end_all(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    n integer;
BEGIN
    PERFORM app.actor_require();
    n := app.sessions_end(app.actor_user(), 'logout');
    PERFORM app.audit('session.end', NULL, NULL, NULL, ARRAY[app.actor_user()], 'permit', 'self',
                      app.actor_user(), 'administration', n);
    RETURN jsonb_build_object('ended_n', n, 'location', '/login', 'flash', 'logged-out');
END
$$;
ALTER FUNCTION api.session_end_all(jsonb) OWNER TO samplan_auth;

-- Ends all open sessions of a user, but for `keep` (may be NULL). Returns how many.
CREATE OR REPLACE FUNCTION app.sessions_end(who uuid, reason text, keep uuid DEFAULT NULL) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    n integer;
BEGIN
    UPDATE session s SET ended_at = now(), end_reason = sessions_end.reason
     WHERE s.user_id = who AND s.ended_at IS NULL AND s.id IS DISTINCT FROM keep;
    GET DIAGNOSTICS n = ROW_COUNT;
    RETURN n;
END
$$;
ALTER FUNCTION app.sessions_end(uuid, text, uuid) OWNER TO samplan_auth;
