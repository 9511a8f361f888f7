-- A challenge for a passkey to sign. input: purpose ('register', 'confirm').
-- Document: challenge (hex), user_id, username, name, passkeys (the credential ids in hex that the user has).
CREATE OR REPLACE FUNCTION api.passkey_begin(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    PERFORM app.actor_require();
    RETURN (SELECT jsonb_build_object('challenge', app.passkey_challenge_add(input ->> 'purpose', app.actor_session()),
                'user_id', u.id, 'username', u.username, 'name', u.name, 'passkeys',
                (SELECT coalesce(jsonb_agg(encode(p.credential_id, 'hex')), '[]') FROM passkey p
                  WHERE p.user_id = u.id AND p.removed_at IS NULL))
              FROM user_account u WHERE u.id = app.actor_user());
END
$$;
ALTER FUNCTION api.passkey_begin(jsonb) OWNER TO samplan_auth;

-- The same for signing in: nobody is known yet. input: network. Document: challenge, passkeys (none).
-- Refused with 429 while the network must wait.
CREATE OR REPLACE FUNCTION api.passkey_login_begin(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    wait_s integer := app.login_wait_s('', coalesce(input ->> 'network', ''));
BEGIN
    IF wait_s > 0 THEN
        RETURN app.login_throttled(wait_s);
    END IF;
    RETURN jsonb_build_object('challenge', app.passkey_challenge_add('sign-in', NULL), 'passkeys', '[]'::jsonb);
END
$$;
ALTER FUNCTION api.passkey_login_begin(jsonb) OWNER TO samplan_auth;

-- Makes a challenge, so that nobody who asks for one chooses it. Five minutes to answer. Those that nobody answered go with
-- the next ones.
DROP FUNCTION IF EXISTS app.passkey_challenge_add(jsonb, uuid);
CREATE OR REPLACE FUNCTION app.passkey_challenge_add(purpose text, session uuid) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    made bytea := sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()));
BEGIN
    DELETE FROM passkey_challenge c WHERE c.expires_at < now();
    INSERT INTO passkey_challenge (challenge, purpose, session_id, expires_at)
    VALUES (made, passkey_challenge_add.purpose, session, now() + interval '5 minutes');
    RETURN encode(made, 'hex');
END
$$;
ALTER FUNCTION app.passkey_challenge_add(text, uuid) OWNER TO samplan_auth;
