-- Takes the user's one-time codes away. Document: location, flash. Refused: 404 when there are none.
-- Raises SP409 last-factor where her role requires one.
CREATE OR REPLACE FUNCTION api.totp_remove(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    own jsonb := app.second_factor_document(app.actor_session());
BEGIN
    PERFORM app.actor_require();
    PERFORM app.step_up_require();
    IF NOT (own ->> 'has_code')::boolean THEN
        RETURN app.refuse('second-factor.remove', 'second-factor', app.actor_user());
    ELSIF NOT (own ->> 'may_remove_code')::boolean THEN
        RAISE EXCEPTION 'last-factor' USING ERRCODE = 'SP409';
    END IF;
    UPDATE totp t SET status_code = 'removed', secret = NULL, removed_at = now(), removed_by = app.actor_user()
     WHERE t.user_id = app.actor_user() AND t.status_code <> 'removed';
    RETURN app.factor_removed('codes-removed', NULL, app.actor_user());
END
$$;
ALTER FUNCTION api.totp_remove(jsonb) OWNER TO samplan_auth;

-- Takes one of the user's passkeys away. input: passkey_id. As totp_remove.
CREATE OR REPLACE FUNCTION api.passkey_remove(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    which uuid := (input ->> 'passkey_id')::uuid;
    own jsonb := app.second_factor_document(app.actor_session());
    named text;
BEGIN
    PERFORM app.actor_require();
    PERFORM app.step_up_require();
    SELECT p.name INTO named FROM passkey p
     WHERE p.id = which AND p.user_id = app.actor_user() AND p.removed_at IS NULL;
    IF NOT FOUND THEN
        RETURN app.refuse('second-factor.remove', 'passkey', which);
    ELSIF NOT EXISTS (SELECT FROM jsonb_array_elements(own -> 'passkeys_list') k
                       WHERE (k ->> 'id')::uuid = which AND (k ->> 'may_remove')::boolean) THEN
        RAISE EXCEPTION 'last-factor' USING ERRCODE = 'SP409';
    END IF;
    UPDATE passkey p SET removed_at = now(), removed_by = app.actor_user() WHERE p.id = which;
    RETURN app.factor_removed('passkey-removed', named, which);
END
$$;
ALTER FUNCTION api.passkey_remove(jsonb) OWNER TO samplan_auth;

-- After a factor is gone: notice, audit row; without any factor left the recovery codes are void.
CREATE OR REPLACE FUNCTION app.factor_removed(kind text, detail text, what uuid) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    who uuid := app.actor_user();
BEGIN
    IF NOT app.factor_ready(who) THEN
        PERFORM app.recovery_replace(who, '[]');
    END IF;
    UPDATE session s SET code_ready = app.code_ready(who) WHERE s.user_id = who AND s.ended_at IS NULL;
    PERFORM app.account_note(who, kind, detail);
    PERFORM app.audit('second-factor.remove', NULL, NULL, NULL, ARRAY[what], 'permit', 'self', who,
                      'administration', NULL, NULL, detail);
    RETURN jsonb_build_object('location', '/me/second-factor', 'flash', kind);
END
$$;
ALTER FUNCTION app.factor_removed(text, text, uuid) OWNER TO samplan_auth;
