-- The editable values of an organisation, by the names of the form's fields; defaults for NULL.
CREATE OR REPLACE FUNCTION app.organisation_values(o samplan.organisation) RETURNS jsonb
LANGUAGE sql STABLE AS $$
    SELECT jsonb_build_object(
        'type', o.type_code, 'name', o.name, 'sor_id', o.sor_id, 'cvr_number', o.cvr_number,
        'municipality', o.municipality_code, 'region', o.region_code, 'provider_number', o.provider_number,
        'phone', o.phone, 'start_day', coalesce(o.valid_from, app.today()), 'end_day', o.valid_to - 1,
        'replaced_by_id', o.replaced_by, 'show_staff_names', coalesce(o.show_staff_names, true))
$$;

-- The option lists of the form. self: may be NULL; then nothing can be named as successor.
CREATE OR REPLACE FUNCTION app.organisation_options(self samplan.organisation) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN jsonb_build_object(
        'type', (SELECT jsonb_agg(jsonb_build_object('value', v))
                   FROM unnest(ARRAY['region', 'municipality', 'gp-practice', 'private-provider',
                                     'voluntary']) v),
        'municipality', (SELECT jsonb_agg(jsonb_build_object('value', m.code, 'label', m.name) ORDER BY m.name COLLATE "da-x-icu")
                           FROM municipality m WHERE m.valid_to IS NULL OR m.valid_to > app.today()),
        'region', (SELECT jsonb_agg(jsonb_build_object('value', r.code, 'label', r.name) ORDER BY r.name COLLATE "da-x-icu")
                     FROM region r),
        'replaced_by_id', (SELECT coalesce(jsonb_agg(jsonb_build_object('value', o.id, 'label', o.name)
                                                     ORDER BY o.name), '[]')
                             FROM organisation o WHERE o.type_code = self.type_code AND o.id <> self.id));
END
$$;
