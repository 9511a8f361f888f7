-- The editable values of a user, by the names of the form's fields.
CREATE OR REPLACE FUNCTION app.user_values(u samplan.user_account) RETURNS jsonb
LANGUAGE sql STABLE AS $$
    SELECT jsonb_build_object('name', u.name, 'profession', u.profession, 'phone', u.phone,
                              'phone_hours', u.phone_hours, 'email', u.email)
$$;

-- The form of a user. input: user_id. Document: user {id, name, username}, values, version.
-- Refused: 404; 403 other-organisation.
CREATE OR REPLACE FUNCTION api.user_edit(input jsonb) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    u samplan.user_account;
    refusal jsonb := app.user_edit_refusal('user.edit', (input ->> 'user_id')::uuid);
BEGIN
    PERFORM app.admin_require();
    IF refusal IS NOT NULL THEN
        RETURN refusal;
    END IF;
    SELECT * INTO u FROM user_account x WHERE x.id = (input ->> 'user_id')::uuid;
    RETURN jsonb_build_object('user', jsonb_build_object('id', u.id, 'name', u.name, 'username', u.username),
                              'values', app.user_values(u), 'version', u.version);
END
$$;

-- Changes a user's name and contact details. input: user_id, _version, the form's fields.
-- Raises SP412, SP422, SP428. Refused: 404; 403.
CREATE OR REPLACE FUNCTION api.user_update(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    u samplan.user_account;
    shown jsonb;
    refusal jsonb := app.user_edit_refusal('user.update', (input ->> 'user_id')::uuid);
BEGIN
    PERFORM app.admin_require();
    IF refusal IS NOT NULL THEN
        RETURN refusal;
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

-- Why the actor may not change this user's details: a document to answer with, or NULL. Whoever also
-- works elsewhere is changed by nobody but herself, else a role given here would open her account there.
CREATE OR REPLACE FUNCTION app.user_edit_refusal(action text, who uuid) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    scope text := app.admin_user_scope(who);
BEGIN
    IF scope = 'none' THEN
        RETURN app.refuse(action, 'user', who);
    END IF;
    IF scope = 'part' THEN
        RETURN app.refuse_action(action, NULL, who, 'other-organisation');
    END IF;
    RETURN NULL;
END
$$;
