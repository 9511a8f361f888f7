-- The form for a new user. input: unit_id or nothing (then the form lets choose among the units that the
-- administrator administers). Document: unit {id, name, organisation} or absent, values, options.
-- Refused: 404 for a unit elsewhere.
CREATE OR REPLACE FUNCTION api.user_new(input jsonb) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    where_to jsonb;
BEGIN
    PERFORM app.admin_require();
    SELECT jsonb_build_object('id', un.id, 'name', un.name, 'organisation', o.name) INTO where_to
      FROM unit un JOIN organisation o ON o.id = un.organisation_id
     WHERE un.id = (input ->> 'unit_id')::uuid AND app.admin_may(o.id);
    IF input ->> 'unit_id' IS NOT NULL AND where_to IS NULL THEN
        RETURN app.refuse('user.new', 'unit', (input ->> 'unit_id')::uuid);
    END IF;
    RETURN jsonb_build_object(
        'unit', where_to,
        'values', jsonb_build_object('unit_id', input ->> 'unit_id', 'role', 'caseworker',
                                     'start_day', app.today()),
        'options', jsonb_build_object('role', app.role_options(), 'unit_id', app.unit_options()));
END
$$;

CREATE OR REPLACE FUNCTION app.role_options() RETURNS jsonb
LANGUAGE sql IMMUTABLE AS $$
    SELECT jsonb_agg(jsonb_build_object('value', v)) FROM unnest(app.staff_roles()) v
$$;

-- The units that the administrator may place people in: of her organisation; for the installation's own
-- administrators the first 1,000 of all, others are reached from the unit's page.
CREATE OR REPLACE FUNCTION app.unit_options() RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN (SELECT coalesce(jsonb_agg(jsonb_build_object('value', x.id, 'label', x.label) ORDER BY x.label COLLATE "da-x-icu"), '[]')
              FROM (SELECT un.id, CASE WHEN o.name = un.name THEN un.name ELSE o.name || ': ' || un.name END AS label
                      FROM unit un JOIN organisation o ON o.id = un.organisation_id
                     WHERE app.admin_may(o.id) AND (un.valid_to IS NULL OR un.valid_to > app.today())
                     ORDER BY o.id = app.actor_organisation() DESC, o.name, un.name LIMIT 1000) x);
END
$$;

-- Adds a user with a first role, without a password: that is set with user_password_set. The role waits
-- for a second person as any grant of it does.
-- input: username, name, profession, phone, phone_hours, email, unit_id, role, title, start_day, end_day.
-- Document: id, username, name, pending. Raises SP422. Refused: 403 other-organisation.
CREATE OR REPLACE FUNCTION api.user_create(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    new_id uuid := gen_random_uuid();
    given text := lower(btrim(input ->> 'username'));
    errors jsonb := app.role_errors(input) || app.email_errors(input ->> 'email');
BEGIN
    PERFORM app.admin_require();
    PERFORM app.step_up_require();
    IF EXISTS (SELECT FROM unit un WHERE un.id = (input ->> 'unit_id')::uuid
                                     AND NOT app.admin_may(un.organisation_id)) THEN
        RETURN app.refuse_action('user.create', NULL, (input ->> 'unit_id')::uuid, 'other-organisation');
    END IF;
    IF given !~ '^[a-z0-9æøå][a-z0-9æøå._@-]{1,63}$' THEN
        errors := errors || app.error('username', 'not-a-username');
    ELSIF app.username_taken(given) THEN
        errors := errors || app.error('username', 'taken');
    END IF;
    PERFORM app.errors_raise(errors);
    INSERT INTO user_account (id, username, name, profession, phone, phone_hours, email, changed_by)
    VALUES (new_id, given, input ->> 'name', input ->> 'profession', input ->> 'phone', input ->> 'phone_hours',
            input ->> 'email', app.actor_user());
    PERFORM app.role_add(new_id, input);
    PERFORM app.audit('user.create', NULL, NULL, NULL, ARRAY[new_id], 'permit', 'administration', NULL, 'administration',
                      NULL, app.changed_fields('user', new_id, '{"username": null, "name": null, "unit_id": null, "role": null}',
                                               input));
    RETURN jsonb_build_object('id', new_id, 'username', given, 'name', input ->> 'name', 'created', true,
                              'pending', app.role_waits(new_id, input ->> 'role'));
END
$$;

-- Among all accounts, also those that the administrator does not see.
CREATE OR REPLACE FUNCTION app.username_taken(given text) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT FROM user_account u WHERE u.username = given);
END
$$;
ALTER FUNCTION app.username_taken(text) OWNER TO samplan_auth;
