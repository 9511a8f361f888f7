-- Chooses or changes unit: the session ends and a new one with a new token begins.
-- input: assignment_id, token_hash (hex, of the new token). Document: as app.session_document.
-- Refused: 422 when it is not one of hers; 401 login-again when the password was given too long ago for
-- the role. Raises SP409 password-must-change.
CREATE OR REPLACE FUNCTION api.assignment_choose(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    old samplan.session;
    new samplan.session;
    ra samplan.role_assignment;
BEGIN
    PERFORM app.actor_require();
    IF (SELECT c.must_change FROM credential c WHERE c.user_id = app.actor_user()) THEN
        RAISE EXCEPTION 'password-must-change' USING ERRCODE = 'SP409';
    END IF;
    SELECT * INTO old FROM session s WHERE s.id = app.actor_session() FOR UPDATE;
    SELECT * INTO ra FROM role_assignment r WHERE r.id = (input ->> 'assignment_id')::uuid;
    IF ra.id IS NULL OR ra.user_id <> app.actor_user() OR NOT app.assignment_active(ra) THEN
        PERFORM app.audit('assignment.choose', NULL, NULL, NULL, ARRAY[(input ->> 'assignment_id')::uuid],
                          'refuse', 'none', NULL, 'administration');
        RETURN '{"_refused": {"status": 422, "code": "invalid",
                 "errors": [{"field": "assignment_id", "code": "not-found"}]}}';
    END IF;
    IF old.ended_at IS NOT NULL OR old.authenticated_at
       + make_interval(secs => (app.sign_in_rule(ra.role_code, ra.user_id)).absolute_seconds) <= now() THEN
        RETURN '{"_refused": {"status": 401, "code": "login-again"}}';
    END IF;
    UPDATE session s SET ended_at = now(), end_reason = 'switched' WHERE s.id = old.id;
    new := app.session_open(old.user_id, ra.id, decode(input ->> 'token_hash', 'hex'), old.authenticated_at,
                            old.network, old.client, old.assurance, old.strong_at);
    PERFORM app.audit('assignment.choose', NULL, NULL, NULL, ARRAY[ra.id, new.id], 'permit', 'self',
                      old.user_id, 'administration');
    RETURN app.session_document(new.id);
END
$$;
ALTER FUNCTION api.assignment_choose(jsonb) OWNER TO samplan_auth;
