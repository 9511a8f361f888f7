-- A challenge for a passkey to sign. input: challenge (hex), purpose ('register', 'confirm').
-- Document: user_id, username, name, passkeys (the credential ids in hex that the user has).
CREATE OR REPLACE FUNCTION api.passkey_begin(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    PERFORM app.actor_require();
    PERFORM app.passkey_challenge_add(input, app.actor_session());
    RETURN (SELECT jsonb_build_object('user_id', u.id, 'username', u.username, 'name', u.name, 'passkeys',
                (SELECT coalesce(jsonb_agg(encode(p.credential_id, 'hex')), '[]') FROM passkey p
                  WHERE p.user_id = u.id AND p.removed_at IS NULL))
              FROM user_account u WHERE u.id = app.actor_user());
END
$$;
ALTER FUNCTION api.passkey_begin(jsonb) OWNER TO samplan_auth;

-- The same for signing in: nobody is known yet. input: challenge (hex), network.
-- Refused with 429 while the network must wait.
CREATE OR REPLACE FUNCTION api.passkey_login_begin(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    wait_s integer := app.login_wait_s('', coalesce(input ->> 'network', ''));
BEGIN
    IF wait_s > 0 THEN
        RETURN app.login_throttled(wait_s);
    END IF;
    PERFORM app.passkey_challenge_add(input || '{"purpose": "sign-in"}', NULL);
    RETURN jsonb_build_object('passkeys', '[]'::jsonb);
END
$$;
ALTER FUNCTION api.passkey_login_begin(jsonb) OWNER TO samplan_auth;

-- Five minutes to answer. Those that nobody answered go with the next ones.
CREATE OR REPLACE FUNCTION app.passkey_challenge_add(input jsonb, session uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    DELETE FROM passkey_challenge c WHERE c.expires_at < now();
    INSERT INTO passkey_challenge (challenge, purpose, session_id, expires_at)
    VALUES (decode(input ->> 'challenge', 'hex'), input ->> 'purpose', session, now() + interval '5 minutes');
END
$$;
ALTER FUNCTION app.passkey_challenge_add(jsonb, uuid) OWNER TO samplan_auth;
