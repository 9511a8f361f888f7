-- The first code was right: one-time codes are on. They replace those the user had. input: totp_id,
-- totp_step, recovery_hashes (hex, of the new recovery codes), token_hash (hex, of the session's new token).
-- Document: as app.session_document. Raises SP409 not-begun.
CREATE OR REPLACE FUNCTION api.totp_confirm(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    who uuid := app.actor_user();
BEGIN
    PERFORM app.actor_require();
    PERFORM app.step_up_require();
    PERFORM 1 FROM totp t WHERE t.id = (input ->> 'totp_id')::uuid AND t.user_id = who AND t.status_code = 'pending'
       FOR UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'not-begun' USING ERRCODE = 'SP409';
    END IF;
    UPDATE totp t SET status_code = 'removed', secret = NULL, removed_at = now(), removed_by = who
     WHERE t.user_id = who AND t.status_code = 'active';
    UPDATE totp t SET status_code = 'active', confirmed_at = now(), last_step = (input ->> 'totp_step')::bigint
     WHERE t.id = (input ->> 'totp_id')::uuid;
    PERFORM app.recovery_replace(who, input -> 'recovery_hashes');
    PERFORM app.account_note(who, 'codes-added', NULL);
    PERFORM app.audit('second-factor.add', NULL, NULL, NULL, ARRAY[(input ->> 'totp_id')::uuid], 'permit', 'self',
                      who, 'administration', NULL, NULL, 'code');
    RETURN app.factor_added(decode(input ->> 'token_hash', 'hex'));
END
$$;
ALTER FUNCTION api.totp_confirm(jsonb) OWNER TO samplan_auth;

-- The session in which a factor was added has thereby shown it and gets a new token; all others of the
-- user end, as they were opened by less.
CREATE OR REPLACE FUNCTION app.factor_added(new_hash bytea) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    mine uuid := app.actor_session();
BEGIN
    PERFORM app.sessions_end(app.actor_user(), 'factor-added', mine);
    UPDATE session s SET token_hash = new_hash, strong_at = now(), last_seen_at = now(), assurance = 2,
           gate_code = 'open', code_ready = app.code_ready(s.user_id)
     WHERE s.id = mine;
    RETURN app.session_document(mine) || jsonb_build_object('choose',
        (SELECT s.assignment_id IS NULL FROM session s WHERE s.id = mine), 'must_change', false);
END
$$;
ALTER FUNCTION app.factor_added(bytea) OWNER TO samplan_auth;

-- New recovery codes instead of those that are left.
CREATE OR REPLACE FUNCTION app.recovery_replace(who uuid, hashes jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    UPDATE recovery_code c SET void_at = now() WHERE c.user_id = who AND c.used_at IS NULL AND c.void_at IS NULL;
    INSERT INTO recovery_code (user_id, code_hash)
    SELECT who, decode(h, 'hex') FROM jsonb_array_elements_text(hashes) h;
END
$$;
ALTER FUNCTION app.recovery_replace(uuid, jsonb) OWNER TO samplan_auth;
