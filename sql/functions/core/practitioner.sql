-- The principal of a person at a unit (FHIR PractitionerRole): what she may do there she may not do elsewhere.
-- The unit NULL: the person wherever she is.
CREATE OR REPLACE FUNCTION app.practitioner(person uuid, unit uuid) RETURNS uuid
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN unit IS NULL THEN person ELSE md5(person::text || unit::text)::uuid END
$$;

-- A person's own principals while she acts at the first unit of path: herself, herself there, and herself at those of the
-- units above where she has the same role today; where she has none, a principal that nobody is, so that the array keeps its shape.
DROP FUNCTION IF EXISTS app.practitioner_principals(uuid, uuid[]);
CREATE OR REPLACE FUNCTION app.practitioner_principals(person uuid, path uuid[], role text DEFAULT 'caseworker') RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    principals uuid[] := ARRAY[person] || app.practitioner(person, path[1]);
    held uuid[];
BEGIN
    IF cardinality(path) > 1 THEN
        held := ARRAY(SELECT ra.unit_id FROM role_assignment ra
                       WHERE ra.user_id = person AND ra.role_code = role AND app.assignment_active(ra));
        FOR i IN 2 .. cardinality(path) LOOP
            principals := principals || CASE WHEN path[i] = ANY (held) THEN app.practitioner(person, path[i])
                                             ELSE '00000000-0000-0000-0000-000000000000' END;
        END LOOP;
    END IF;
    RETURN principals;
END
$$;
ALTER FUNCTION app.practitioner_principals(uuid, uuid[], text) OWNER TO samplan_derive;

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
             WHERE r.code = rule
               AND r.valid_from <= (birth_day + make_interval(years => r.years))::date
               AND (r.valid_to IS NULL OR r.valid_to > (birth_day + make_interval(years => r.years))::date)
             ORDER BY r.valid_from DESC LIMIT 1);
END
$$;
