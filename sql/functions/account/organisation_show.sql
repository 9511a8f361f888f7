-- One organisation with its units. input: organisation_id. Document: organisation {…}, units_list
-- [{id, name, above (names of the units above it), depth_n, sector_code, staff_n, state_code}] in the
-- order of the hierarchy, may_edit, version. Refused: 404.
CREATE OR REPLACE FUNCTION api.organisation_show(input jsonb) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    o samplan.organisation;
BEGIN
    PERFORM app.admin_require();
    SELECT * INTO o FROM organisation x WHERE x.id = (input ->> 'organisation_id')::uuid;
    IF NOT FOUND THEN
        RETURN app.refuse('organisation.show', 'organisation', (input ->> 'organisation_id')::uuid);
    END IF;
    RETURN jsonb_build_object(
        'organisation', jsonb_build_object(
            'id', o.id, 'name', o.name, 'type_code', o.type_code, 'sor_id', o.sor_id, 'cvr_number', o.cvr_number,
            'provider_number', o.provider_number, 'municipality_id', o.municipality_code,
            'municipality', (SELECT m.name FROM municipality m WHERE m.code = o.municipality_code),
            'region', (SELECT r.name FROM region r WHERE r.code = o.region_code), 'phone', app.phone_text(o.phone),
            'start_day', o.valid_from, 'end_day', o.valid_to - 1, 'show_staff_names', o.show_staff_names,
            'replaced_by_id', o.replaced_by,
            'replaced_by', (SELECT b.name FROM organisation b WHERE b.id = o.replaced_by)),
        'units_list', app.unit_tree(o.id),
        'may_edit', app.admin_may(o.id), 'version', o.version);
END
$$;

-- The units of an organisation, each after the one above it.
CREATE OR REPLACE FUNCTION app.unit_tree(organisation uuid) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN (
        WITH RECURSIVE tree AS (
            SELECT u.id, u.name, u.sector_code, u.valid_from, u.valid_to, NULL::text AS above, 0 AS depth_n,
                   ARRAY[u.name COLLATE "da-x-icu"] AS place
              FROM unit u WHERE u.organisation_id = organisation AND u.parent_id IS NULL
            UNION ALL
            SELECT u.id, u.name, u.sector_code, u.valid_from, u.valid_to,
                   concat_ws(' › ', t.above, t.name), t.depth_n + 1, t.place || u.name COLLATE "da-x-icu"
              FROM unit u JOIN tree t ON t.id = u.parent_id)
        SELECT coalesce(jsonb_agg(jsonb_build_object(
                   'id', t.id, 'name', t.name, 'above', t.above, 'depth_n', t.depth_n,
                   'sector_code', t.sector_code,
                   'state_code', CASE WHEN t.valid_from > app.today() THEN 'coming'
                                      WHEN t.valid_to <= app.today() THEN 'ended' ELSE 'current' END,
                   'staff_n', (SELECT count(DISTINCT ra.user_id) FROM role_assignment ra
                                WHERE ra.unit_id = t.id AND app.assignment_active(ra)))
                   ORDER BY t.place), '[]')
          FROM tree t);
END
$$;
