-- Changes the user's own contact details and preferences. input: phone, phone_hours, email, shortcuts,
-- _version. Raises SP412, SP422, SP428.
CREATE OR REPLACE FUNCTION api.me_update(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    u samplan.user_account;
    shown jsonb;
BEGIN
    PERFORM app.actor_require();
    SELECT * INTO u FROM user_account x WHERE x.id = app.actor_user() FOR UPDATE;
    shown := jsonb_build_object('phone', u.phone, 'phone_hours', u.phone_hours, 'email', u.email,
                                'shortcuts', u.shortcuts);
    PERFORM app.version_check(input, u.version, shown, u.changed_by, u.changed_at);
    PERFORM app.errors_raise(app.email_errors(input ->> 'email'));
    UPDATE user_account x SET phone = input ->> 'phone', phone_hours = input ->> 'phone_hours',
           email = input ->> 'email', shortcuts = coalesce((input ->> 'shortcuts')::boolean, false)
     WHERE x.id = u.id;
    PERFORM app.audit('me.update', NULL, NULL, NULL, ARRAY[u.id], 'permit', 'self', u.id, 'administration',
                      NULL, app.changed_fields('user', u.id, shown, input));
    RETURN jsonb_build_object('version', u.version + 1, 'location', '/me', 'flash', 'saved');
END
$$;
ALTER FUNCTION api.me_update(jsonb) OWNER TO samplan_auth;
