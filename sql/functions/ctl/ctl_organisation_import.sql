-- Organisations and their units from the rows of a CSV file (samplanctl organisation import).
-- One row an organisation (column unit empty) or one of its units; a unit's organisation and parent
-- come before it or exist. What exists is changed, what the file does not name stays as it is.

-- The organisation that a row means: by SOR, by provider number, else by name and type.
CREATE OR REPLACE FUNCTION app.ctl_organisation(input jsonb) RETURNS uuid
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN (SELECT o.id FROM organisation o
             WHERE (o.sor_id = input ->> 'sor_id'
                    OR o.provider_number = input ->> 'provider_number'
                    OR (o.name = input ->> 'name' AND o.type_code = input ->> 'type'))
             ORDER BY o.sor_id = input ->> 'sor_id' DESC NULLS LAST,
                      o.provider_number = input ->> 'provider_number' DESC NULLS LAST LIMIT 1);
END
$$;

-- One organisation. Returns 'added' or 'changed' or 'same'; raises SP422.
CREATE OR REPLACE FUNCTION app.ctl_organisation_put(input jsonb) RETURNS text
LANGUAGE plpgsql SET search_path = samplan, app, pg_temp AS $$
DECLARE
    o organisation;
    self uuid := app.ctl_organisation(input);
    shown jsonb;
    errors jsonb := app.organisation_errors(input, self);
BEGIN
    IF coalesce(length(input ->> 'name'), 0) NOT BETWEEN 1 AND 200 THEN
        errors := errors || app.error('name', 'required');
    END IF;
    IF NOT coalesce(input ->> 'type' IN ('region', 'municipality', 'gp-practice', 'private-provider', 'voluntary'),
                    false) THEN
        errors := errors || app.error('type', 'not-an-option');
    END IF;
    PERFORM app.errors_raise(errors);
    IF self IS NULL THEN
        self := gen_random_uuid();
        INSERT INTO organisation (id, type_code, name, sor_id, cvr_number, municipality_code, region_code,
                                  provider_number, phone, valid_from, valid_to)
        VALUES (self, input ->> 'type', input ->> 'name', input ->> 'sor_id', input ->> 'cvr_number',
                input ->> 'municipality', input ->> 'region', input ->> 'provider_number', input ->> 'phone',
                coalesce((input ->> 'start_day')::date, app.today()), (input ->> 'end_day')::date + 1);
        PERFORM app.audit('organisation.create', NULL, NULL, NULL, ARRAY[self], 'permit', 'administration', NULL,
                          'administration', NULL, app.changed_fields('organisation', self, '{"name": null}', input),
                          'samplanctl organisation import');
        RETURN 'added';
    END IF;
    SELECT * INTO o FROM organisation x WHERE x.id = self FOR UPDATE;
    shown := app.organisation_values(o) - '{replaced_by_id,show_staff_names,start_day,end_day}'::text[];
    IF app.changed_fields('organisation', self, shown, input) IS NULL THEN
        RETURN 'same';
    END IF;
    UPDATE organisation x
       SET type_code = input ->> 'type', name = input ->> 'name', sor_id = input ->> 'sor_id',
           cvr_number = input ->> 'cvr_number', municipality_code = input ->> 'municipality',
           region_code = input ->> 'region', provider_number = input ->> 'provider_number',
           phone = input ->> 'phone'
     WHERE x.id = self;
    PERFORM app.audit('organisation.update', NULL, NULL, NULL, ARRAY[self], 'permit', 'administration', NULL,
                      'administration', NULL, app.changed_fields('organisation', self, shown, input),
                      'samplanctl organisation import');
    RETURN 'changed';
END
$$;

-- One unit. The input's organisation is named in `name`, its parent unit in `parent`. Returns as above.
CREATE OR REPLACE FUNCTION app.ctl_unit_put(input jsonb) RETURNS text
LANGUAGE plpgsql SET search_path = samplan, app, pg_temp AS $$
DECLARE
    owner uuid;
    above uuid;
    self uuid;
    u unit;
    errors jsonb := '[]';
BEGIN
    SELECT o.id INTO owner FROM organisation o
     WHERE o.name = input ->> 'name' AND (input ->> 'type' IS NULL OR o.type_code = input ->> 'type');
    SELECT n.id INTO above FROM unit n WHERE n.organisation_id = owner AND n.name = input ->> 'parent';
    IF owner IS NULL THEN
        errors := errors || app.error('name', 'not-found');
    ELSIF input ->> 'parent' IS NOT NULL AND above IS NULL THEN
        errors := errors || app.error('parent', 'not-found');
    END IF;
    errors := errors || app.unit_errors(input, owner);
    PERFORM app.errors_raise(errors);
    SELECT n.* INTO u FROM unit n
     WHERE n.organisation_id = owner AND (n.sor_id = input ->> 'sor_id' OR n.name = input ->> 'unit')
     ORDER BY n.sor_id = input ->> 'sor_id' DESC NULLS LAST LIMIT 1;
    IF u.id IS NULL THEN
        self := gen_random_uuid();
        INSERT INTO unit (id, organisation_id, parent_id, name, sector_code, sor_id, phone, phone_hours, valid_from)
        VALUES (self, owner, above, input ->> 'unit', input ->> 'sector', input ->> 'sor_id', input ->> 'phone',
                input ->> 'phone_hours', coalesce((input ->> 'start_day')::date, app.today()));
        PERFORM app.audit('unit.create', NULL, NULL, NULL, ARRAY[self], 'permit', 'administration', NULL,
                          'administration', NULL, app.changed_fields('unit', self, '{"unit": null}', input),
                          'samplanctl organisation import');
        RETURN 'added';
    END IF;
    IF (u.name, u.sector_code, u.parent_id, u.sor_id, u.phone, u.phone_hours) IS NOT DISTINCT FROM
       (input ->> 'unit', input ->> 'sector', above, input ->> 'sor_id', input ->> 'phone', input ->> 'phone_hours') THEN
        RETURN 'same';
    END IF;
    UPDATE unit n
       SET name = input ->> 'unit', sector_code = input ->> 'sector', parent_id = above, sor_id = input ->> 'sor_id',
           phone = input ->> 'phone', phone_hours = input ->> 'phone_hours'
     WHERE n.id = u.id;
    PERFORM app.audit('unit.update', NULL, NULL, NULL, ARRAY[u.id], 'permit', 'administration', NULL,
                      'administration', NULL, NULL, 'samplanctl organisation import');
    RETURN 'changed';
END
$$;

-- A row of the file: columns type, name, unit, parent, sector, sor_id, cvr_number, municipality, region,
-- provider_number, phone, phone_hours, start_day, end_day; empty ones are absent. Returns 'added',
-- 'changed' or 'same'. Raises SP422.
CREATE OR REPLACE FUNCTION app.ctl_organisation_row(input jsonb) RETURNS text
LANGUAGE plpgsql SET search_path = samplan, app, pg_temp AS $$
BEGIN
    PERFORM set_config('samplan.interface', 'ctl', true);
    RETURN CASE WHEN input ->> 'unit' IS NULL THEN app.ctl_organisation_put(input) ELSE app.ctl_unit_put(input) END;
END
$$;

-- Names the organisation whose administrators administer the whole installation. input: name (or id).
-- Raises SP404.
CREATE OR REPLACE FUNCTION app.ctl_operator_set(input jsonb) RETURNS void
LANGUAGE plpgsql SET search_path = samplan, app, pg_temp AS $$
DECLARE
    found_ids uuid[] := (SELECT array_agg(o.id) FROM organisation o WHERE input ->> 'name' IN (o.name, o.id::text));
BEGIN
    PERFORM set_config('samplan.interface', 'ctl', true);
    IF coalesce(array_length(found_ids, 1), 0) <> 1 THEN
        RAISE EXCEPTION 'no-such-organisation' USING ERRCODE = 'SP404';
    END IF;
    INSERT INTO setting AS s (key, value) VALUES ('operator_organisation', found_ids[1]::text)
    ON CONFLICT (key) DO UPDATE SET value = excluded.value;
    PERFORM app.audit('organisation.update', NULL, NULL, NULL, found_ids, 'permit', 'administration', NULL,
                      'administration', NULL, NULL, 'samplanctl organisation operator');
END
$$;
