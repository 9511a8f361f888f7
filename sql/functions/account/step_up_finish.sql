-- The user shows that it is she. input: network, token_hash (hex, of the session's new token), and of
-- what she gave: key (hex, of the password), totp_id, totp_step (the step that her code belongs to, as the
-- server found) and totp_proof (app.proof_ok of 'code', id, step and token_hash), recovery_hashes (hex, under
-- each generation of the key), passkey {…} (app.passkey_used).
-- Document: as app.session_document, with choose and must_change.
-- Refused: 422 wrong on code or password, not-confirmed when both were asked for (it is not told which
-- one); 429 throttled. A wrong one counts like a failed sign-in.
CREATE OR REPLACE FUNCTION api.step_up_finish(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    asks jsonb := app.step_up_asks(app.actor_session());
    u samplan.user_account;
    s samplan.session;
    net text := coalesce(input ->> 'network', '');
    wait_s integer;
    how text;
    password_ok boolean := true;
BEGIN
    PERFORM app.actor_require();
    SELECT * INTO u FROM user_account x WHERE x.id = app.actor_user();
    SELECT * INTO s FROM session x WHERE x.id = app.actor_session() FOR UPDATE;
    PERFORM app.login_turn(u.username);
    wait_s := app.login_wait_s(u.username, net);
    IF wait_s > 0 THEN
        RETURN app.login_throttled(wait_s);
    END IF;
    how := CASE WHEN (asks ->> 'wants_factor')::boolean THEN app.factor_use(u.id, input) ELSE 'password' END;
    IF (asks ->> 'wants_password')::boolean AND how IS DISTINCT FROM 'passkey' THEN
        password_ok := EXISTS (SELECT FROM credential c WHERE c.user_id = u.id
                                  AND c.verifier = sha256(decode(input ->> 'key', 'hex')));
    END IF;
    IF coalesce(how, 'unproven') = 'unproven' OR NOT password_ok THEN
        PERFORM app.login_failed(u.username, net);
        PERFORM app.audit('step-up', NULL, NULL, NULL, ARRAY[s.id], 'fail', 'self', u.id, 'administration',
                          NULL, NULL, CASE how WHEN 'unproven' THEN how END);
        RETURN app.step_up_refusal(asks);
    END IF;
    PERFORM app.login_succeeded(u.username, net);
    UPDATE session x SET token_hash = decode(input ->> 'token_hash', 'hex'), strong_at = now(), last_seen_at = now(),
           assurance = CASE WHEN how = 'password' THEN x.assurance ELSE 2 END,
           gate_code = CASE WHEN x.gate_code = 'confirm' THEN 'open' ELSE x.gate_code END
     WHERE x.id = s.id;
    PERFORM app.audit('step-up', NULL, NULL, NULL, ARRAY[s.id], 'permit', 'self', u.id, 'administration',
                      NULL, NULL, how);
    RETURN app.session_document(s.id) || jsonb_build_object('choose', s.assignment_id IS NULL, 'must_change',
        (SELECT c.must_change FROM credential c WHERE c.user_id = u.id));
END
$$;
ALTER FUNCTION api.step_up_finish(jsonb) OWNER TO samplan_auth;

-- Uses up what was shown: 'code', 'recovery-code', 'passkey', 'unproven' when the server does not prove that it
-- checked it, or NULL when it is not right. The row is locked, so of two that come with the same code one is too late.
-- A step is of now, by the database's own clock.
CREATE OR REPLACE FUNCTION app.factor_use(who uuid, input jsonb) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    IF input ->> 'totp_step' IS NOT NULL THEN
        IF NOT app.proof_ok(input ->> 'totp_proof', 'code', input ->> 'totp_id', input ->> 'totp_step', input ->> 'token_hash') THEN
            RETURN 'unproven';
        END IF;
        UPDATE totp t SET last_step = (input ->> 'totp_step')::bigint, last_used_at = now()
         WHERE t.id = (input ->> 'totp_id')::uuid AND t.user_id = who AND t.status_code = 'active'
           AND t.last_step < (input ->> 'totp_step')::bigint
           AND abs((input ->> 'totp_step')::bigint - extract(epoch FROM clock_timestamp()) / 30) < 5;
        RETURN CASE WHEN FOUND THEN 'code' END;
    ELSIF input -> 'recovery_hashes' IS NOT NULL THEN
        UPDATE recovery_code c SET used_at = now()
         WHERE c.user_id = who AND c.used_at IS NULL AND c.void_at IS NULL
           AND c.code_hash IN (SELECT decode(h, 'hex') FROM jsonb_array_elements_text(input -> 'recovery_hashes') h);
        IF FOUND THEN
            PERFORM app.account_note(who, 'recovery-used', NULL);
            RETURN 'recovery-code';
        END IF;
    ELSIF input -> 'passkey' IS NOT NULL THEN
        RETURN app.passkey_used(who, input -> 'passkey', 'confirm', input ->> 'token_hash');
    END IF;
    RETURN NULL;
END
$$;
ALTER FUNCTION app.factor_use(uuid, jsonb) OWNER TO samplan_auth;

CREATE OR REPLACE FUNCTION app.step_up_refusal(asks jsonb) RETURNS jsonb
LANGUAGE sql IMMUTABLE AS $$
    SELECT jsonb_build_object('_refused', jsonb_build_object('status', 422, 'code', 'invalid', 'errors',
        jsonb_build_array(CASE
            WHEN NOT (asks ->> 'wants_factor')::boolean THEN '{"field": "password", "code": "wrong"}'::jsonb
            WHEN NOT (asks ->> 'wants_password')::boolean THEN '{"field": "code", "code": "wrong-code"}'
            ELSE '{"field": "code", "code": "not-confirmed"}' END)))
$$;
