-- All errors of a unit's form: also a parent elsewhere, or below the unit itself (unit_id).
CREATE OR REPLACE FUNCTION app.unit_errors(input jsonb, organisation uuid) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    errors jsonb := app.period_errors(input);
BEGIN
    IF input ->> 'sor_id' IS NOT NULL AND NOT app.sor_valid(input ->> 'sor_id') THEN
        errors := errors || app.error('sor_id', 'not-a-sor');
    END IF;
    IF NOT EXISTS (SELECT FROM sector s WHERE s.code = input ->> 'sector' AND s.code <> 'citizen') THEN
        errors := errors || app.error('sector', 'not-an-option');
    END IF;
    IF input ->> 'parent_id' IS NOT NULL
       AND NOT EXISTS (SELECT FROM unit p WHERE p.id = (input ->> 'parent_id')::uuid
                                            AND p.organisation_id = organisation
                                            AND NOT coalesce((input ->> 'unit_id')::uuid = ANY (p.path), false)) THEN
        errors := errors || app.error('parent_id', 'not-found');
    END IF;
    RETURN errors;
END
$$;

-- Adds a unit. input: organisation_id and the form's fields. Document: id, location, flash.
-- Raises SP422. Refused: 404; 403 other-organisation.
CREATE OR REPLACE FUNCTION api.unit_create(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    new_id uuid := gen_random_uuid();
    owner uuid := (input ->> 'organisation_id')::uuid;
BEGIN
    PERFORM app.admin_require();
    IF NOT EXISTS (SELECT FROM organisation o WHERE o.id = owner) THEN
        RETURN app.refuse('unit.create', 'organisation', owner);
    END IF;
    IF NOT app.admin_may(owner) THEN
        RETURN app.refuse_action('unit.create', NULL, owner, 'other-organisation');
    END IF;
    PERFORM app.errors_raise(app.unit_errors(input, owner));
    INSERT INTO unit (id, organisation_id, parent_id, name, sector_code, sor_id, phone, phone_hours,
                      valid_from, valid_to, changed_by)
    VALUES (new_id, owner, (input ->> 'parent_id')::uuid, input ->> 'name', input ->> 'sector',
            input ->> 'sor_id', input ->> 'phone', input ->> 'phone_hours',
            coalesce((input ->> 'start_day')::date, app.today()), (input ->> 'end_day')::date + 1,
            app.actor_user());
    PERFORM app.audit('unit.create', NULL, NULL, NULL, ARRAY[new_id], 'permit', 'administration', NULL,
                      'administration', NULL, app.changed_fields('unit', new_id, '{"name": null}', input));
    RETURN jsonb_build_object('id', new_id, 'created', true, 'flash', 'unit-created',
                              'location', '/admin/units/' || new_id);
END
$$;

-- Changes a unit. input: unit_id, _version, the form's fields, reason, close_anyway (app.unit_close_check). Another sector or place only waits for a second person
-- (unit_change.sql); the rest is changed. Document: id, version, pending, location, flash. Raises SP412, SP422, SP428, SP409
-- change-pending, last-administrator, SP40S. Refused: 404; 403 other-organisation.
CREATE OR REPLACE FUNCTION api.unit_update(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    u samplan.unit;
    shown jsonb;
    wanted jsonb := input;
    asked uuid;
BEGIN
    PERFORM app.admin_require();
    SELECT * INTO u FROM unit x WHERE x.id = (input ->> 'unit_id')::uuid FOR UPDATE;
    IF NOT FOUND THEN
        RETURN app.refuse('unit.update', 'unit', (input ->> 'unit_id')::uuid);
    END IF;
    IF NOT app.admin_may(u.organisation_id) THEN
        RETURN app.refuse_action('unit.update', NULL, u.id, 'other-organisation');
    END IF;
    shown := app.unit_values(u);
    PERFORM app.version_check(input, u.version, shown, u.changed_by, u.changed_at);
    PERFORM app.errors_raise(app.unit_errors(input, u.organisation_id));
    PERFORM app.unit_close_check(u, input);
    IF input ->> 'sector' <> u.sector_code OR (input ->> 'parent_id')::uuid IS DISTINCT FROM u.parent_id THEN
        asked := app.unit_change_ask(u, input);
        wanted := input || jsonb_build_object('sector', u.sector_code, 'parent_id', u.parent_id);
    END IF;
    UPDATE unit x
       SET name = input ->> 'name', sor_id = input ->> 'sor_id', phone = input ->> 'phone', phone_hours = input ->> 'phone_hours',
           valid_from = coalesce((input ->> 'start_day')::date, u.valid_from),
           valid_to = (input ->> 'end_day')::date + 1
     WHERE x.id = u.id;
    PERFORM app.audit(CASE WHEN asked IS NULL THEN 'unit.update' ELSE 'unit-change.ask' END, NULL, NULL, NULL, ARRAY[u.id] || asked, 'permit',
                      'administration', NULL, 'administration', NULL,
                      nullif(coalesce(app.changed_fields('unit', u.id, shown, wanted), '[]')
                             || coalesce(app.changed_fields('unit_change', asked, jsonb_build_object('sector', u.sector_code, 'parent_id', u.parent_id),
                                                            CASE WHEN asked IS NOT NULL THEN input ELSE shown END), '[]'), '[]'),
                      CASE WHEN asked IS NOT NULL OR (input ->> 'close_anyway')::boolean THEN input ->> 'reason' END);
    RETURN jsonb_build_object('id', u.id, 'version', u.version + 1, 'pending', asked IS NOT NULL,
                              'flash', CASE WHEN asked IS NULL THEN 'saved' ELSE 'unit-change-asked' END,
                              'location', '/admin/units/' || u.id);
END
$$;
