-- The form for resetting a user's password or second factor. input: user_id. Document: user {id, name},
-- guarded (a second factor takes a second person, too), password_guarded, has_factor, values, options. Refused: 404.
CREATE OR REPLACE FUNCTION api.user_reset_new(input jsonb) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    who uuid := (input ->> 'user_id')::uuid;
    guarded boolean := app.user_guarded(who);
    of_password boolean := app.password_guarded(who);
    of_factor boolean := guarded OR app.factor_ready(who) OR NOT of_password;
BEGIN
    PERFORM app.admin_require();
    IF app.admin_user_scope(who) <> 'all' THEN
        RETURN app.refuse('user.reset', 'user', who);
    END IF;
    RETURN jsonb_build_object(
        'user', (SELECT jsonb_build_object('id', u.id, 'name', u.name) FROM user_account u WHERE u.id = who),
        'guarded', guarded, 'password_guarded', of_password, 'has_factor', app.factor_ready(who),
        'values', jsonb_build_object('kind', CASE WHEN of_password THEN 'password' ELSE 'second-factor' END),
        'options', jsonb_build_object('kind', CASE WHEN of_password THEN '[{"value": "password"}]'::jsonb ELSE '[]' END
                                              || CASE WHEN of_factor THEN '[{"value": "second-factor"}]'::jsonb ELSE '[]' END));
END
$$;

-- Resets the second factor of a user, or asks a second person to confirm a reset. input: user_id, kind
-- ('password', 'second-factor'), reason. Document: location, flash, pending. A first password that was
-- never used is replaced by user_password_set.
-- Refused: 404; 403 not-yourself, other-organisation. Raises SP422, SP409 reset-open, no-factor.
CREATE OR REPLACE FUNCTION api.user_reset(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    who uuid := (input ->> 'user_id')::uuid;
    new_id uuid := gen_random_uuid();
    kind text := input ->> 'kind';
    scope text := app.admin_user_scope(who);
BEGIN
    PERFORM app.admin_require();
    PERFORM app.step_up_require();
    IF scope = 'none' THEN
        RETURN app.refuse('user.reset', 'user', who);
    ELSIF scope <> 'all' OR who = app.actor_user() THEN
        RETURN app.refuse_action('user.reset', NULL, who,
                                 CASE WHEN scope = 'all' THEN 'not-yourself' ELSE 'other-organisation' END);
    END IF;
    PERFORM app.errors_raise(
        CASE WHEN kind = 'password' AND NOT app.password_guarded(who) THEN app.error('kind', 'not-an-option') ELSE '[]' END
        || CASE WHEN coalesce(length(btrim(input ->> 'reason')), 0) < 5 THEN app.error('reason', 'reason-required') ELSE '[]' END);
    IF kind = 'second-factor' AND NOT app.factor_ready(who) THEN
        RAISE EXCEPTION 'no-factor' USING ERRCODE = 'SP409';
    END IF;
    IF kind = 'second-factor' AND NOT app.user_guarded(who) THEN
        PERFORM app.factors_reset(who);
        PERFORM app.audit('user.factor-reset', NULL, NULL, NULL, ARRAY[who], 'permit', 'administration', NULL,
                          'administration', NULL, NULL, input ->> 'reason');
        RETURN jsonb_build_object('pending', false, 'location', '/admin/users/' || who, 'flash', 'factor-reset');
    END IF;
    IF EXISTS (SELECT FROM reset_request r WHERE r.user_id = who AND r.kind_code = kind AND app.reset_open(r)) THEN
        RAISE EXCEPTION 'reset-open' USING ERRCODE = 'SP409';
    END IF;
    INSERT INTO reset_request (id, user_id, kind_code, reason, requested_by)
    VALUES (new_id, who, kind, btrim(input ->> 'reason'), app.actor_user());
    PERFORM app.audit('reset.ask', NULL, NULL, NULL, ARRAY[who, new_id], 'permit', 'administration', NULL,
                      'administration', NULL, app.changed_fields('reset', new_id, '{"kind": null}', input), input ->> 'reason');
    RETURN jsonb_build_object('id', new_id, 'pending', true, 'location', '/admin/users/' || who, 'flash', 'reset-asked');
END
$$;

-- Takes all second factors of a user away; her sessions end, and she is told.
CREATE OR REPLACE FUNCTION app.factors_reset(who uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    UPDATE totp t SET status_code = 'removed', secret = NULL, removed_at = now(), removed_by = app.actor_user()
     WHERE t.user_id = who AND t.status_code <> 'removed';
    UPDATE passkey p SET removed_at = now(), removed_by = app.actor_user() WHERE p.user_id = who AND p.removed_at IS NULL;
    PERFORM app.recovery_replace(who, '[]');
    PERFORM app.sessions_end(who, 'factor-reset');
    PERFORM app.account_note(who, 'factor-reset', NULL);
END
$$;
ALTER FUNCTION app.factors_reset(uuid) OWNER TO samplan_auth;
