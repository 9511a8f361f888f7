-- The editable values of a user, by the names of the form's fields.
CREATE OR REPLACE FUNCTION app.user_values(u samplan.user_account) RETURNS jsonb
LANGUAGE sql STABLE AS $$
    SELECT jsonb_build_object('name', u.name, 'profession', u.profession, 'phone', u.phone,
                              'phone_hours', u.phone_hours, 'email', u.email)
$$;

-- The form of a user. input: user_id. Document: user {id, name, username}, values, version.
-- Refused: 404.
CREATE OR REPLACE FUNCTION api.user_edit(input jsonb) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    u samplan.user_account;
BEGIN
    PERFORM app.admin_require();
    IF app.admin_user_scope((input ->> 'user_id')::uuid) = 'none' THEN
        RETURN app.refuse('user.edit', 'user', (input ->> 'user_id')::uuid);
    END IF;
    SELECT * INTO u FROM user_account x WHERE x.id = (input ->> 'user_id')::uuid;
    RETURN jsonb_build_object('user', jsonb_build_object('id', u.id, 'name', u.name, 'username', u.username),
                              'values', app.user_values(u), 'version', u.version);
END
$$;

-- Changes a user's name and contact details. input: user_id, _version, the form's fields.
-- Raises SP412, SP422, SP428. Refused: 404.
CREATE OR REPLACE FUNCTION api.user_update(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    u samplan.user_account;
    shown jsonb;
BEGIN
    PERFORM app.admin_require();
    IF app.admin_user_scope((input ->> 'user_id')::uuid) = 'none' THEN
        RETURN app.refuse('user.update', 'user', (input ->> 'user_id')::uuid);
    END IF;
    SELECT * INTO u FROM user_account x WHERE x.id = (input ->> 'user_id')::uuid FOR UPDATE;
    shown := app.user_values(u);
    PERFORM app.version_check(input, u.version, shown, u.changed_by, u.changed_at);
    PERFORM app.errors_raise(app.email_errors(input ->> 'email'));
    UPDATE user_account x
       SET name = input ->> 'name', profession = input ->> 'profession', phone = input ->> 'phone',
           phone_hours = input ->> 'phone_hours', email = input ->> 'email'
     WHERE x.id = u.id;
    PERFORM app.audit('user.update', NULL, NULL, NULL, ARRAY[u.id], 'permit', 'administration', NULL,
                      'administration', NULL, app.changed_fields('user', u.id, shown, input));
    RETURN jsonb_build_object('id', u.id, 'version', u.version + 1, 'flash', 'saved',
                              'location', '/admin/users/' || u.id);
END
$$;
