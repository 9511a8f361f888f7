-- Second step of sign-in. Opens a session for the token whose SHA-256 is given, if the key fits.
-- input: username, key (hex, Argon2id of the password), token_hash (hex), network, client, request_id,
-- interface ('html', 'json'), assignment_id or null, old_token_hash or null (a session that the same
-- browser still had: it ends).
-- Document: expires_at, absolute_at, choose (no unit chosen yet), must_change (a one-time password was
-- used: nothing but changing it is open), gate_code (what stands before: 'open', 'confirm', 'enrol'),
-- other_user (the browser's last session was somebody else's), flash, user {user_id, username, name, initials,
-- title, role_code, unit, unit_id, organisation, organisation_id, language}.
-- Refused: 401 login-failed, the same for a wrong password, an unknown name and a disabled user; 403
-- no-role; 422 when assignment_id is not one of hers; 429 throttled. Each leaves its audit row, but 429.
CREATE OR REPLACE FUNCTION api.login_finish(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    given text := lower(btrim(input ->> 'username'));
    net text := coalesce(input ->> 'network', '');
    wait_s integer;
    who record;
    chosen uuid;
    refusal jsonb;
BEGIN
    PERFORM app.actor_forget(input);
    PERFORM app.login_turn(given);
    wait_s := app.login_wait_s(given, net);
    IF wait_s > 0 THEN
        RETURN app.login_throttled(wait_s);
    END IF;
    SELECT u.id, u.status_code, c.verifier, c.must_change INTO who
      FROM user_account u JOIN credential c ON c.user_id = u.id WHERE u.username = given;
    IF who.id IS NULL OR sha256(decode(input ->> 'key', 'hex')) <> who.verifier
       OR who.status_code <> 'active' THEN
        PERFORM app.login_failed(given, net);
        PERFORM app.audit('login', NULL, NULL, NULL, CASE WHEN who.id IS NOT NULL THEN ARRAY[who.id] END,
                          'fail', 'none', NULL, 'administration', NULL, NULL,
                          CASE WHEN who.id IS NULL THEN 'unknown-user'
                               WHEN who.status_code <> 'active' THEN 'disabled' ELSE 'wrong-password' END);
        RETURN '{"_refused": {"status": 401, "code": "login-failed"}}';
    END IF;
    SELECT a.assignment_id, a.refusal INTO chosen, refusal
      FROM app.assignment_default(who.id, (input ->> 'assignment_id')::uuid) a;
    IF refusal IS NOT NULL THEN
        PERFORM app.audit('login', NULL, NULL, NULL, ARRAY[who.id], 'refuse', 'none', NULL, 'administration',
                          NULL, NULL, refusal #>> '{_refused,code}');
        RETURN refusal;
    END IF;
    IF who.must_change THEN
        chosen := NULL;
    END IF;
    RETURN app.login_session(who.id, chosen, 1, who.must_change, input);
END
$$;
ALTER FUNCTION api.login_finish(jsonb) OWNER TO samplan_auth;

-- The session of a sign-in, its audit row and its document. assured: 1 by password, 2 with a factor.
CREATE OR REPLACE FUNCTION app.login_session(who uuid, chosen uuid, assured integer, must_change boolean, input jsonb)
RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    old_hash bytea := decode(input ->> 'old_token_hash', 'hex');
    net text := coalesce(input ->> 'network', '');
    other_user boolean := EXISTS (SELECT FROM session se WHERE se.token_hash = old_hash AND se.user_id <> who);
    s samplan.session;
BEGIN
    UPDATE session se SET ended_at = now(), end_reason = 'replaced'
     WHERE se.token_hash = old_hash AND se.ended_at IS NULL;
    s := app.session_open(who, chosen, decode(input ->> 'token_hash', 'hex'), now(), net,
                          input ->> 'client', assured, now());
    IF s.gate_code <> 'confirm' THEN  -- else whoever has the password could try codes without delay
        PERFORM app.login_succeeded((SELECT u.username FROM user_account u WHERE u.id = who), net);
    ELSE                              -- nor from any number of sessions
        UPDATE session se SET ended_at = now(), end_reason = 'replaced'
         WHERE se.id IN (SELECT x.id FROM session x WHERE x.user_id = who AND x.ended_at IS NULL AND x.gate_code = 'confirm'
                            AND x.id <> s.id ORDER BY x.created_at DESC, x.id OFFSET 2);
    END IF;
    PERFORM app.actor_note(s.id);
    PERFORM app.audit('login', NULL, NULL, NULL, ARRAY[s.id], 'permit', 'self', who, 'administration',
                      NULL, NULL, CASE assured WHEN 2 THEN 'passkey' END);
    RETURN app.session_document(s.id) || jsonb_build_object(
        'choose', s.assignment_id IS NULL AND NOT must_change, 'must_change', must_change,
        'gate_code', s.gate_code, 'other_user', other_user,
        'flash', CASE WHEN app.second_factor_document(s.id) ->> 'grace_until_day' IS NOT NULL THEN 'factor-grace' END);
END
$$;
ALTER FUNCTION app.login_session(uuid, uuid, integer, boolean, jsonb) OWNER TO samplan_auth;
