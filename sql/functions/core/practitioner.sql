-- The principal of a person at a unit (FHIR PractitionerRole): what she may do there she may not do elsewhere.
-- The unit NULL: the person wherever she is.
CREATE OR REPLACE FUNCTION app.practitioner(person uuid, unit uuid) RETURNS uuid
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN unit IS NULL THEN person ELSE md5(person::text || unit::text)::uuid END
$$;

-- A person's own principals while she acts at the first unit of path: herself, herself at that unit and those above it.
CREATE OR REPLACE FUNCTION app.practitioner_principals(person uuid, path uuid[]) RETURNS uuid[]
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    principals uuid[] := ARRAY[person];
    unit uuid;
BEGIN
    FOREACH unit IN ARRAY path LOOP
        principals := principals || app.practitioner(person, unit);
    END LOOP;
    RETURN principals;
END
$$;

-- The id of the document that shows a class of a plan to relatives; no contributing plan has it.
CREATE OR REPLACE FUNCTION app.relative_document(plan uuid, class_code text) RETURNS uuid
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT md5('relative' || plan::text || class_code)::uuid
$$;

-- Masks of several section classes together; the private class never counts, unknown ones have no bit.
CREATE OR REPLACE FUNCTION app.class_mask(class_codes text[]) RETURNS integer
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    mask integer := 0;
    c text;
BEGIN
    FOREACH c IN ARRAY coalesce(class_codes, '{}') LOOP
        mask := mask | app.class_bit(c);
    END LOOP;
    RETURN mask & ~app.class_bit('private');
END
$$;

-- The day on which somebody reaches the age of a rule, by the rule in force on that day; NULL without a birth day.
CREATE OR REPLACE FUNCTION app.age_day(rule text, birth_day date) RETURNS date
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    -- the 29th of February turns a year older on the 1st of March
    RETURN (SELECT CASE WHEN to_char(birth_day, 'MM-DD') = '02-29' AND to_char((birth_day + make_interval(years => r.years))::date, 'MM-DD') <> '02-29'
                        THEN (birth_day + make_interval(years => r.years))::date + 1
                        ELSE (birth_day + make_interval(years => r.years))::date END
              FROM age_rule r
             WHERE r.code = rule AND birth_day IS NOT NULL
               AND r.valid_from <= (birth_day + make_interval(years => r.years))::date
               AND (r.valid_to IS NULL OR r.valid_to > (birth_day + make_interval(years => r.years))::date)
             ORDER BY r.valid_from DESC LIMIT 1);
END
$$;
