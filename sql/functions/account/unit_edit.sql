-- The editable values of a unit, by the names of the form's fields.
CREATE OR REPLACE FUNCTION app.unit_values(u samplan.unit) RETURNS jsonb
LANGUAGE sql STABLE AS $$
    SELECT jsonb_build_object('name', u.name, 'sector', u.sector_code, 'parent_id', u.parent_id,
        'sor_id', u.sor_id, 'phone', u.phone, 'phone_hours', u.phone_hours,
        'start_day', coalesce(u.valid_from, app.today()), 'end_day', u.valid_to - 1)
$$;

-- The form of a unit. input: unit_id, or organisation_id (and parent_id) for a new one. Document:
-- unit {id, name} or absent, organisation {id, name}, values, options, version.
-- Refused: 404; 403 other-organisation.
CREATE OR REPLACE FUNCTION api.unit_edit(input jsonb) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    u samplan.unit;
    o samplan.organisation;
    wanted uuid := coalesce(input ->> 'unit_id', input ->> 'organisation_id')::uuid;
BEGIN
    PERFORM app.admin_require();
    SELECT * INTO u FROM unit x WHERE x.id = (input ->> 'unit_id')::uuid;
    SELECT * INTO o FROM organisation x
     WHERE x.id = CASE WHEN input ->> 'unit_id' IS NULL THEN (input ->> 'organisation_id')::uuid
                       ELSE u.organisation_id END;
    IF o.id IS NULL THEN
        RETURN app.refuse('unit.edit', 'unit', wanted);
    END IF;
    IF NOT app.admin_may(o.id) THEN
        RETURN app.refuse_action('unit.edit', NULL, wanted, 'other-organisation');
    END IF;
    RETURN jsonb_build_object(
        'organisation', jsonb_build_object('id', o.id, 'name', o.name),
        'values', app.unit_values(u) || CASE WHEN u.id IS NULL
            THEN jsonb_build_object('parent_id', input ->> 'parent_id') ELSE '{}' END,
        'options', jsonb_build_object(
            'sector', (SELECT jsonb_agg(jsonb_build_object('value', s.code) ORDER BY s.name_da)
                         FROM sector s WHERE s.code <> 'citizen'),
            'parent_id', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                                     'value', t.value ->> 'id',
                                     'label', concat_ws(' › ', t.value ->> 'above', t.value ->> 'name'))
                                     ORDER BY t.ordinality), '[]')
                            FROM jsonb_array_elements(app.unit_tree(o.id)) WITH ORDINALITY t
                            JOIN unit p ON p.id = (t.value ->> 'id')::uuid
                           WHERE u.id IS NULL OR NOT u.id = ANY (p.path))))
        || CASE WHEN u.id IS NULL THEN '{}'::jsonb
                ELSE jsonb_build_object('unit', jsonb_build_object('id', u.id, 'name', u.name),
                                        'version', u.version) END;
END
$$;
