-- Adds an organisation; the installation's own administrators may. input: the form's fields (see
-- app.organisation_values). Document: id, location, flash. Raises SP422. Refused: 403.
CREATE OR REPLACE FUNCTION api.organisation_create(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    new_id uuid := gen_random_uuid();
BEGIN
    PERFORM app.admin_require();
    IF NOT app.admin_may(NULL) THEN
        RETURN app.refuse_action('organisation.create', NULL, NULL, 'other-organisation');
    END IF;
    PERFORM app.errors_raise(app.organisation_errors(input, NULL));
    INSERT INTO organisation (id, type_code, name, sor_id, cvr_number, municipality_code, region_code,
                              provider_number, phone, valid_from, valid_to, replaced_by, show_staff_names,
                              changed_by)
    VALUES (new_id, input ->> 'type', input ->> 'name', input ->> 'sor_id', input ->> 'cvr_number',
            input ->> 'municipality', input ->> 'region', input ->> 'provider_number', input ->> 'phone',
            coalesce((input ->> 'start_day')::date, app.today()), (input ->> 'end_day')::date + 1,
            (input ->> 'replaced_by_id')::uuid, coalesce((input ->> 'show_staff_names')::boolean, false),
            app.actor_user());
    PERFORM app.audit('organisation.create', NULL, NULL, NULL, ARRAY[new_id], 'permit', 'administration', NULL,
                      'administration', NULL, app.changed_fields('organisation', new_id, '{"name": null}', input));
    RETURN jsonb_build_object('id', new_id, 'created', true, 'flash', 'organisation-created',
                              'location', '/admin/organisations/' || new_id);
END
$$;

-- Changes an organisation. input: organisation_id, _version, the form's fields.
-- Raises SP412, SP422, SP428. Refused: 404; 403 other-organisation.
CREATE OR REPLACE FUNCTION api.organisation_update(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    o samplan.organisation;
    shown jsonb;
BEGIN
    PERFORM app.admin_require();
    SELECT * INTO o FROM organisation x WHERE x.id = (input ->> 'organisation_id')::uuid FOR UPDATE;
    IF NOT FOUND THEN
        RETURN app.refuse('organisation.update', 'organisation', (input ->> 'organisation_id')::uuid);
    END IF;
    IF NOT app.admin_may(o.id) THEN
        RETURN app.refuse_action('organisation.update', NULL, o.id, 'other-organisation');
    END IF;
    shown := app.organisation_values(o);
    PERFORM app.version_check(input, o.version, shown, o.changed_by, o.changed_at);
    PERFORM app.errors_raise(app.organisation_errors(input, o.id));
    UPDATE organisation x
       SET type_code = input ->> 'type', name = input ->> 'name', sor_id = input ->> 'sor_id',
           cvr_number = input ->> 'cvr_number', municipality_code = input ->> 'municipality',
           region_code = input ->> 'region', provider_number = input ->> 'provider_number',
           phone = input ->> 'phone', valid_from = coalesce((input ->> 'start_day')::date, o.valid_from),
           valid_to = (input ->> 'end_day')::date + 1, replaced_by = (input ->> 'replaced_by_id')::uuid,
           show_staff_names = coalesce((input ->> 'show_staff_names')::boolean, false)
     WHERE x.id = o.id;
    PERFORM app.audit('organisation.update', NULL, NULL, NULL, ARRAY[o.id], 'permit', 'administration', NULL,
                      'administration', NULL, app.changed_fields('organisation', o.id, shown, input));
    RETURN jsonb_build_object('id', o.id, 'version', o.version + 1, 'flash', 'saved',
                              'location', '/admin/organisations/' || o.id);
END
$$;
