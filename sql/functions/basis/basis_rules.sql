-- The dated table of statutes: what a row must be, how it gets in and how it ends. A row is never edited.

-- A row as {"rule_code","valid_from_day","valid_to_day" (first day after; NULL: open),"paragraph","name_da","name_en","plain_da","plain_en",
-- "source","sector_codes","class_codes","part_type_codes","purpose","obligations_da","obligations_en","withdrawable","max_days"}: its errors.
CREATE OR REPLACE FUNCTION app.basis_errors(input jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    errors jsonb := '[]';
    from_day date := (input ->> 'valid_from_day')::date;
    to_day date := (input ->> 'valid_to_day')::date;
    f text;
BEGIN
    FOREACH f IN ARRAY '{rule_code,valid_from_day,paragraph,name_da,name_en,plain_da,plain_en,source,purpose,obligations_da,obligations_en}'::text[] LOOP
        IF coalesce(btrim(input ->> f), '') = '' THEN
            errors := errors || app.error(f, 'required');
        END IF;
    END LOOP;
    IF input ->> 'rule_code' !~ '^[a-z0-9-]{1,64}$' THEN
        errors := errors || app.error('rule_code', 'invalid');
    END IF;
    IF to_day <= from_day THEN
        errors := errors || app.error('valid_to_day', 'before-start');
    END IF;
    IF NOT EXISTS (SELECT FROM purpose p WHERE p.code = input ->> 'purpose') AND input ->> 'purpose' IS NOT NULL THEN
        errors := errors || app.error('purpose', 'not-an-option');
    END IF;
    errors := errors || app.basis_list_errors('sector_codes', input -> 'sector_codes', ARRAY(SELECT s.code FROM sector s WHERE s.code <> 'citizen'), true)
        || app.basis_list_errors('class_codes', input -> 'class_codes', ARRAY(SELECT c.code FROM section_class c WHERE c.code <> 'private'), true)
        || app.basis_list_errors('part_type_codes', input -> 'part_type_codes', ARRAY(SELECT t.code FROM plan_type t WHERE NOT t.citizen_owned), false);
    IF EXISTS (SELECT FROM legal_basis b WHERE b.rule_code = input ->> 'rule_code'
                  AND b.valid_from < coalesce(to_day, 'infinity') AND coalesce(b.valid_to, 'infinity') > from_day) THEN
        errors := errors || app.error('valid_from_day', 'overlaps');
    END IF;
    RETURN errors;
END
$$;

-- A list of codes that must be among known; must: not empty.
CREATE OR REPLACE FUNCTION app.basis_list_errors(field text, list jsonb, known text[], must boolean) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    IF coalesce(jsonb_typeof(list), 'null') <> 'array' OR list = '[]' THEN
        RETURN CASE WHEN must THEN app.error(field, 'choose-one') ELSE '[]' END;
    END IF;
    RETURN CASE WHEN EXISTS (SELECT FROM jsonb_array_elements_text(list) x WHERE x <> ALL (known)) THEN app.error(field, 'not-an-option') ELSE '[]' END;
END
$$;

-- Puts a row that has no errors into the table.
CREATE OR REPLACE FUNCTION app.basis_add(input jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    INSERT INTO legal_basis (rule_code, valid_from, valid_to, paragraph, name_da, name_en, plain_da, plain_en, source, invoker_sectors,
        class_codes, part_type_codes, purpose_code, obligations_da, obligations_en, withdrawable, max_days)
    VALUES (input ->> 'rule_code', (input ->> 'valid_from_day')::date, (input ->> 'valid_to_day')::date, input ->> 'paragraph', input ->> 'name_da',
        input ->> 'name_en', input ->> 'plain_da', input ->> 'plain_en', input ->> 'source',
        ARRAY(SELECT jsonb_array_elements_text(input -> 'sector_codes')), ARRAY(SELECT jsonb_array_elements_text(input -> 'class_codes')),
        CASE WHEN jsonb_typeof(input -> 'part_type_codes') = 'array' AND input -> 'part_type_codes' <> '[]'
             THEN ARRAY(SELECT jsonb_array_elements_text(input -> 'part_type_codes')) END,
        input ->> 'purpose', input ->> 'obligations_da', input ->> 'obligations_en', coalesce((input ->> 'withdrawable')::boolean, false),
        (input ->> 'max_days')::integer);
END
$$;
ALTER FUNCTION app.basis_add(jsonb) OWNER TO samplan_derive;

-- Ends a row after a day. Uses that began under it go on until their own end.
CREATE OR REPLACE FUNCTION app.basis_close(rule text, from_day date, last_day date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    UPDATE legal_basis b SET valid_to = last_day + 1 WHERE b.rule_code = rule AND b.valid_from = from_day;
END
$$;
ALTER FUNCTION app.basis_close(text, date, date) OWNER TO samplan_derive;

-- Why a row cannot end on a day, as errors.
CREATE OR REPLACE FUNCTION app.basis_end_errors(rule text, from_day date, last_day date) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    b legal_basis;
BEGIN
    SELECT * INTO b FROM legal_basis x WHERE x.rule_code = rule AND x.valid_from = from_day;
    IF b.rule_code IS NULL OR b.valid_to <= app.today() THEN
        RETURN app.error('rule', 'not-an-option');
    ELSIF last_day < app.today() - 1 THEN
        RETURN app.error('last_day', 'in-the-past');
    ELSIF last_day < b.valid_from THEN
        RETURN app.error('last_day', 'before-start');
    END IF;
    RETURN '[]';
END
$$;

-- How many uses rest on a row, running or not; a number alone, no plan is named.
CREATE OR REPLACE FUNCTION app.basis_used(rule text, from_day date) RETURNS integer
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN (SELECT count(*) FROM statute_use s WHERE s.rule_code = rule AND s.rule_valid_from = from_day);
END
$$;
ALTER FUNCTION app.basis_used(text, date) OWNER TO samplan_derive;
