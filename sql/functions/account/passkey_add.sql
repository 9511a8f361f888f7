-- A new passkey. input: authenticator_data, client_data (hex, see app.passkey_said), public_key (hex) and algorithm as the
-- server read them, name, token_hash (hex, of the session's new token), recovery_hashes (used when the user has no recovery codes).
-- Document: as app.session_document, and recovery (new codes were taken). Raises SP422 on passkey
-- (challenge used or too old), SP409 passkey-known, SP40S.
CREATE OR REPLACE FUNCTION api.passkey_add(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    who uuid := app.actor_user();
    new_id uuid := gen_random_uuid();
    said record := app.passkey_said(input, 'webauthn.create');
    fresh boolean;
BEGIN
    PERFORM app.actor_require();
    PERFORM app.step_up_require();
    DELETE FROM passkey_challenge c
     WHERE c.challenge = said.challenge AND c.purpose = 'register'
       AND c.session_id = app.actor_session() AND c.expires_at > now();
    IF NOT FOUND THEN
        PERFORM app.errors_raise(app.error('passkey', 'passkey-expired'));
    END IF;
    IF EXISTS (SELECT FROM passkey p WHERE p.credential_id = said.credential_id) THEN
        RAISE EXCEPTION 'passkey-known' USING ERRCODE = 'SP409';
    END IF;
    INSERT INTO passkey (id, user_id, credential_id, algorithm, public_key, sign_count, site_hash, name)
    VALUES (new_id, who, said.credential_id, (input ->> 'algorithm')::integer,
            decode(input ->> 'public_key', 'hex'), said.sign_count, said.site_hash, input ->> 'name');
    fresh := NOT EXISTS (SELECT FROM recovery_code c WHERE c.user_id = who AND c.used_at IS NULL AND c.void_at IS NULL);
    IF fresh THEN
        PERFORM app.recovery_replace(who, input -> 'recovery_hashes');
    END IF;
    PERFORM app.account_note(who, 'passkey-added', input ->> 'name');
    PERFORM app.audit('second-factor.add', NULL, NULL, NULL, ARRAY[new_id], 'permit', 'self', who,
                      'administration', NULL, NULL, 'passkey');
    RETURN app.factor_added(decode(input ->> 'token_hash', 'hex')) || jsonb_build_object('recovery', fresh);
END
$$;
ALTER FUNCTION api.passkey_add(jsonb) OWNER TO samplan_auth;
