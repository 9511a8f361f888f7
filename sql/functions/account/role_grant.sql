-- The form for granting a role. input: user_id, or unit_id, or both. Document: user {id, name,
-- username}, unit {id, name, organisation}, values, options. Refused: 404.
CREATE OR REPLACE FUNCTION api.role_new(input jsonb) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    who uuid := (input ->> 'user_id')::uuid;
    person jsonb;
    place jsonb;
BEGIN
    PERFORM app.admin_require();
    SELECT jsonb_build_object('id', u.id, 'name', u.name, 'username', u.username) INTO person
      FROM user_account u WHERE u.id = who AND app.admin_user_scope(u.id) <> 'none';
    SELECT jsonb_build_object('id', un.id, 'name', un.name, 'organisation', o.name) INTO place
      FROM unit un JOIN organisation o ON o.id = un.organisation_id
     WHERE un.id = (input ->> 'unit_id')::uuid AND app.admin_may(o.id);
    IF (who IS NOT NULL AND person IS NULL) OR (input ->> 'unit_id' IS NOT NULL AND place IS NULL) THEN
        RETURN app.refuse('role.new', 'user', coalesce(who, (input ->> 'unit_id')::uuid));
    END IF;
    RETURN jsonb_build_object(
        'user', person, 'unit', place, 'is_self', who = app.actor_user(),
        'values', jsonb_build_object('username', person ->> 'username', 'unit_id', input ->> 'unit_id',
                                     'role', 'caseworker', 'start_day', app.today()),
        'options', jsonb_build_object('role', app.role_options(), 'unit_id', app.unit_options()));
END
$$;

-- Errors of the fields that say where, as what and when: unit_id, role, start_day, end_day.
CREATE OR REPLACE FUNCTION app.role_errors(input jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    errors jsonb := app.period_errors(input);
BEGIN
    IF NOT EXISTS (SELECT FROM unit un WHERE un.id = (input ->> 'unit_id')::uuid
                                         AND app.admin_may(un.organisation_id) AND NOT app.unit_closed(un.id)) THEN
        errors := errors || app.error('unit_id', 'not-found');
    END IF;
    IF NOT coalesce(input ->> 'role' = ANY (app.staff_roles()), false) THEN
        errors := errors || app.error('role', 'not-an-option');
    END IF;
    IF (input ->> 'end_day')::date < app.today() THEN
        errors := errors || app.error('end_day', 'in-past');
    END IF;
    RETURN errors;
END
$$;

-- Adds the assignment: pending when it takes a second person (app.role_waits), else active. Returns its id.
CREATE OR REPLACE FUNCTION app.role_add(who uuid, input jsonb) RETURNS uuid
LANGUAGE plpgsql SET search_path = samplan, app, pg_temp AS $$
DECLARE
    new_id uuid := gen_random_uuid();
BEGIN
    INSERT INTO role_assignment (id, user_id, unit_id, role_code, title, valid_from, valid_to, status_code,
                                 granted_by, reason)
    VALUES (new_id, who, (input ->> 'unit_id')::uuid, input ->> 'role', input ->> 'title',
            coalesce((input ->> 'start_day')::date, app.today()), (input ->> 'end_day')::date + 1,
            CASE WHEN app.role_waits(who, input ->> 'role') THEN 'pending' ELSE 'active' END, app.actor_user(),
            input ->> 'reason');
    RETURN new_id;
END
$$;

-- Grants a role at a unit for a period. input: username, unit_id, role, title, start_day, end_day, reason.
-- Document: id, pending, location, flash. Raises SP422 (also when she has that role there already, or the account is a relative's).
-- Refused: 403 other-organisation.
CREATE OR REPLACE FUNCTION api.role_grant(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    u samplan.user_account;
    errors jsonb := app.role_errors(input);
    new_id uuid;
BEGIN
    PERFORM app.admin_require();
    PERFORM app.step_up_require();
    IF EXISTS (SELECT FROM unit un WHERE un.id = (input ->> 'unit_id')::uuid
                                     AND NOT app.admin_may(un.organisation_id)) THEN
        RETURN app.refuse_action('role.grant', NULL, (input ->> 'unit_id')::uuid, 'other-organisation');
    END IF;
    SELECT * INTO u FROM user_account x
     WHERE x.username = lower(btrim(input ->> 'username')) AND x.citizen_id IS NULL AND x.status_code = 'active' FOR UPDATE;
    IF NOT FOUND THEN
        errors := errors || app.error('username', 'not-found');
    ELSIF app.user_is_relative(u.id) THEN
        errors := errors || app.error('username', 'relative-account');
    ELSIF EXISTS (SELECT FROM role_assignment ra
                   WHERE ra.user_id = u.id AND ra.unit_id = (input ->> 'unit_id')::uuid
                     AND ra.role_code = input ->> 'role' AND ra.status_code IN ('active', 'pending')
                     AND (ra.valid_to IS NULL OR ra.valid_to > coalesce((input ->> 'start_day')::date, app.today()))) THEN
        errors := errors || app.error('role', 'has-already');
    END IF;
    PERFORM app.errors_raise(errors);
    new_id := app.role_add(u.id, input);
    PERFORM app.audit('role.grant', NULL, NULL, NULL, ARRAY[u.id, new_id], 'permit', 'administration', NULL,
                      'administration', NULL,
                      app.changed_fields('role_assignment', new_id, '{"role": null, "unit_id": null, "start_day": null, "end_day": null}',
                                         input), input ->> 'reason');
    RETURN jsonb_build_object('id', new_id, 'created', true, 'pending', app.role_waits(u.id, input ->> 'role'),
        'location', '/admin/users/' || u.id,
        'flash', CASE WHEN app.role_waits(u.id, input ->> 'role') THEN 'role-pending' ELSE 'role-granted' END);
END
$$;
