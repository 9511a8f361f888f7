-- Gives a user a one-time password, made by the server and shown once: it must be changed at the first
-- sign-in. Her sessions end. input: user_id, salt and verifier (hex). Document: id, username, name.
-- Refused: 404; 403 other-organisation (she also works elsewhere), not-yourself, second-person (another
-- administrator must have confirmed it: app.password_guarded, user_reset). Raises SP409 disabled.
CREATE OR REPLACE FUNCTION api.user_password_set(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    u samplan.user_account;
    scope text := app.admin_user_scope((input ->> 'user_id')::uuid);
BEGIN
    PERFORM app.admin_require();
    PERFORM app.step_up_require();
    IF scope = 'none' THEN
        RETURN app.refuse('user.password', 'user', (input ->> 'user_id')::uuid);
    END IF;
    SELECT * INTO u FROM user_account x WHERE x.id = (input ->> 'user_id')::uuid FOR UPDATE;
    IF scope <> 'all' OR u.id = app.actor_user() THEN
        RETURN app.refuse_action('user.password', NULL, u.id,
                                 CASE WHEN scope = 'all' THEN 'not-yourself' ELSE 'other-organisation' END);
    END IF;
    IF u.status_code <> 'active' THEN
        RAISE EXCEPTION 'disabled' USING ERRCODE = 'SP409';
    END IF;
    IF app.password_guarded(u.id) THEN
        UPDATE reset_request r SET status_code = 'done', done_at = now()
         WHERE r.user_id = u.id AND r.kind_code = 'password' AND r.status_code = 'confirmed'
           AND r.requested_by = app.actor_user() AND app.reset_open(r);
        IF NOT FOUND THEN
            RETURN app.refuse_action('user.password', NULL, u.id, 'second-person');
        END IF;
    END IF;
    PERFORM app.account_note(u.id, 'password-set', NULL);
    PERFORM app.credential_set(u.id, decode(input ->> 'salt', 'hex'), decode(input ->> 'verifier', 'hex'), true);
    PERFORM app.sessions_end(u.id, 'password-set');
    PERFORM app.audit('user.password', NULL, NULL, NULL, ARRAY[u.id], 'permit', 'administration', NULL, 'administration');
    RETURN jsonb_build_object('id', u.id, 'username', u.username, 'name', u.name);
END
$$;
