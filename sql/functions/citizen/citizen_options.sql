-- What is wrong with the choices of a citizen's form. before: the citizen as she is, or NULL for a new one, whose
-- practice and municipality may have ceased since.
CREATE OR REPLACE FUNCTION app.citizen_choice_errors(input jsonb, before samplan.citizen) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    errors jsonb := '[]';
BEGIN
    IF (input ->> 'gp_unit_id')::uuid IS DISTINCT FROM before.gp_unit_id AND input ->> 'gp_unit_id' IS NOT NULL
       AND NOT EXISTS (SELECT FROM unit u WHERE u.id = (input ->> 'gp_unit_id')::uuid AND u.sector_code = 'general-practice') THEN
        errors := errors || app.error('gp_unit_id', 'not-an-option');
    END IF;
    IF input ->> 'municipality_code' IS DISTINCT FROM before.municipality_code AND input ->> 'municipality_code' IS NOT NULL
       AND NOT EXISTS (SELECT FROM municipality m WHERE m.code = input ->> 'municipality_code') THEN
        errors := errors || app.error('municipality_code', 'not-an-option');
    END IF;
    RETURN errors;
END
$$;

-- Lists to choose from on the pages about a citizen. language: 'da' or 'en'.
-- municipality: code of the citizen's, or NULL · gp: the practice now chosen, or NULL.
-- Returns {"municipality_code": [{"value","label"}], "gp_unit_id": […], "contact_preference_code": […]}.
CREATE OR REPLACE FUNCTION app.citizen_options(municipality text, gp uuid) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN jsonb_build_object(
        'municipality_code', (SELECT jsonb_agg(jsonb_build_object('value', m.code, 'label', m.name) ORDER BY m.name)
             FROM municipality m WHERE m.valid_from <= app.today() AND (m.valid_to IS NULL OR m.valid_to > app.today())),
        'gp_unit_id', (SELECT coalesce(jsonb_agg(jsonb_build_object('value', x.id, 'label', x.label) ORDER BY x.near DESC, x.label), '[]')
             FROM (SELECT u.id, u.name || CASE WHEN o.name <> u.name THEN ', ' || o.name ELSE '' END AS label,
                          coalesce(o.municipality_code = municipality, false) AS near
                     FROM unit u JOIN organisation o ON o.id = u.organisation_id
                    WHERE u.sector_code = 'general-practice'
                      AND (u.id = gp OR u.valid_to IS NULL OR u.valid_to > app.today())
                    ORDER BY u.id = gp DESC NULLS LAST, near DESC, u.name LIMIT 500) x),
        'contact_preference_code', '[{"value": "phone"}, {"value": "sms"}, {"value": "digital-post"}, {"value": "letter"},
                                     {"value": "via-contact"}]'::jsonb);
END
$$;
