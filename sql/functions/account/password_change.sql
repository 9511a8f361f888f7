-- Changes the user's own password. All her sessions end; a new one begins for the given token.
-- input: key (hex, of the old password), salt and verifier (hex, of the new one), token_hash (hex),
-- network. Document: as app.session_document, with choose.
-- Refused: 422 current_password/wrong (counted like a failed sign-in); 429 throttled.
CREATE OR REPLACE FUNCTION api.password_change(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    u samplan.user_account;
    old samplan.session;
    new samplan.session;
    chosen uuid;
    wait_s integer;
    network text := coalesce(input ->> 'network', '');
BEGIN
    PERFORM app.actor_require();
    SELECT * INTO u FROM user_account x WHERE x.id = app.actor_user();
    SELECT * INTO old FROM session s WHERE s.id = app.actor_session();
    PERFORM app.login_turn(u.username);
    wait_s := app.login_wait_s(u.username, network);
    IF wait_s > 0 THEN
        RETURN app.login_throttled(wait_s);
    END IF;
    IF NOT EXISTS (SELECT FROM credential c
                    WHERE c.user_id = u.id AND c.verifier = sha256(decode(input ->> 'key', 'hex'))) THEN
        PERFORM app.login_failed(u.username, network);
        PERFORM app.audit('password.change', NULL, NULL, NULL, ARRAY[u.id], 'fail', 'self', u.id,
                          'administration', NULL, NULL, 'wrong-password');
        RETURN '{"_refused": {"status": 422, "code": "invalid",
                 "errors": [{"field": "current_password", "code": "wrong"}]}}';
    END IF;
    PERFORM app.login_succeeded(u.username, network);
    PERFORM app.credential_set(u.id, decode(input ->> 'salt', 'hex'), decode(input ->> 'verifier', 'hex'), false);
    PERFORM app.sessions_end(u.id, 'password-changed');
    chosen := coalesce(old.assignment_id, (SELECT d.assignment_id FROM app.assignment_default(u.id, NULL) d));
    new := app.session_open(u.id, chosen, decode(input ->> 'token_hash', 'hex'), now(), old.network, old.client,
                            old.assurance, CASE WHEN app.factor_ready(u.id) THEN old.strong_at ELSE now() END);
    PERFORM app.account_note(u.id, 'password-changed', NULL);
    PERFORM app.audit('password.change', NULL, NULL, NULL, ARRAY[u.id], 'permit', 'self', u.id,
                      'administration');
    RETURN app.session_document(new.id) || jsonb_build_object('choose', chosen IS NULL,
        'location', CASE WHEN chosen IS NULL THEN '/assignments' ELSE '/me' END, 'flash', 'password-changed');
END
$$;
ALTER FUNCTION api.password_change(jsonb) OWNER TO samplan_auth;

-- Stores what proves a user. Only for functions that have decided who may.
CREATE OR REPLACE FUNCTION app.credential_set(who uuid, new_salt bytea, new_verifier bytea, once boolean)
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    INSERT INTO credential AS c (user_id, salt, verifier, must_change, changed_at)
    VALUES (who, new_salt, new_verifier, once, now())
    ON CONFLICT ON CONSTRAINT credential_pkey DO UPDATE
       SET salt = excluded.salt, verifier = excluded.verifier, must_change = excluded.must_change,
           changed_at = excluded.changed_at;
END
$$;
ALTER FUNCTION app.credential_set(uuid, bytea, bytea, boolean) OWNER TO samplan_auth;
