-- Stores a new secret for one-time codes, which counts only after its first code. An earlier one that was
-- begun and left is forgotten. input: totp_id, secret (hex, sealed). Document: location.
CREATE OR REPLACE FUNCTION api.totp_begin(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    PERFORM app.actor_require();
    PERFORM app.step_up_require();
    UPDATE totp t SET status_code = 'removed', secret = NULL, removed_at = now(), removed_by = app.actor_user()
     WHERE t.user_id = app.actor_user() AND t.status_code = 'pending';
    INSERT INTO totp (id, user_id, secret)
    VALUES ((input ->> 'totp_id')::uuid, app.actor_user(), decode(input ->> 'secret', 'hex'));
    PERFORM app.audit('second-factor.begin', NULL, NULL, NULL, ARRAY[(input ->> 'totp_id')::uuid], 'permit', 'self',
                      app.actor_user(), 'administration');
    RETURN jsonb_build_object('location', '/me/second-factor/codes');
END
$$;
ALTER FUNCTION api.totp_begin(jsonb) OWNER TO samplan_auth;

-- What was begun. Document: id, secret (hex, sealed), username, user_id; id null when there is none.
CREATE OR REPLACE FUNCTION api.totp_pending(input jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    PERFORM app.actor_require();
    PERFORM app.step_up_require();
    RETURN (SELECT jsonb_build_object('user_id', u.id, 'username', u.username, 'id', t.id,
                                      'secret', encode(t.secret, 'hex'))
              FROM user_account u LEFT JOIN totp t ON t.user_id = u.id AND t.status_code = 'pending'
             WHERE u.id = app.actor_user());
END
$$;
ALTER FUNCTION api.totp_pending(jsonb) OWNER TO samplan_auth;
