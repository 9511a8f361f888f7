-- A row of a file of statutes (samplanctl basis import): the columns of sql/reference/legal_bases.csv, lists split by "|". Known again by
-- rule_code and valid_from. A new row is added; an open row that the file ends is ended; anything else that differs is refused, since a
-- row is never edited. Returns 'added', 'ended' or 'same'. Raises SP422.
CREATE OR REPLACE FUNCTION app.ctl_basis_row(input jsonb) RETURNS text
LANGUAGE plpgsql SET search_path = samplan, app, pg_temp AS $$
DECLARE
    b legal_basis;
    shaped jsonb := app.ctl_basis_shape(input);
    what text := 'same';
BEGIN
    PERFORM set_config('samplan.interface', 'ctl', true);
    SELECT x.* INTO b FROM legal_basis x WHERE x.rule_code = input ->> 'rule_code' AND x.valid_from = (shaped ->> 'valid_from_day')::date;
    IF b.rule_code IS NULL THEN
        PERFORM app.errors_raise(app.basis_errors(shaped));
        PERFORM app.basis_add(shaped);
        what := 'added';
    ELSIF app.ctl_basis_shape(app.ctl_basis_columns(b)) - 'valid_to_day' IS DISTINCT FROM shaped - 'valid_to_day' THEN
        PERFORM app.errors_raise(app.error('rule_code', 'never-edited'));
    ELSIF b.valid_to IS NULL AND shaped ->> 'valid_to_day' IS NOT NULL THEN
        PERFORM app.errors_raise(app.basis_end_errors(b.rule_code, b.valid_from, (shaped ->> 'valid_to_day')::date - 1));
        PERFORM app.basis_close(b.rule_code, b.valid_from, (shaped ->> 'valid_to_day')::date - 1);
        what := 'ended';
    ELSIF b.valid_to IS DISTINCT FROM (shaped ->> 'valid_to_day')::date THEN
        PERFORM app.errors_raise(app.error('valid_to', 'never-edited'));
    END IF;
    IF what <> 'same' THEN
        PERFORM app.audit('basis.import', NULL, NULL, NULL, NULL, 'permit', 'administration', NULL, 'administration', NULL, NULL,
                          'samplanctl basis import: ' || (input ->> 'rule_code') || ' ' || what);
    END IF;
    RETURN what;
END
$$;

-- The row as app.basis_errors takes it. A day that is none raises SP422.
CREATE OR REPLACE FUNCTION app.ctl_basis_shape(input jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN jsonb_build_object('rule_code', input ->> 'rule_code', 'valid_from_day', (input ->> 'valid_from')::date, 'valid_to_day', (input ->> 'valid_to')::date,
        'paragraph', input ->> 'paragraph', 'name_da', input ->> 'name_da', 'name_en', input ->> 'name_en', 'plain_da', input ->> 'plain_da',
        'plain_en', input ->> 'plain_en', 'source', input ->> 'source', 'sector_codes', to_jsonb(string_to_array(input ->> 'invoker_sectors', '|')),
        'class_codes', to_jsonb(string_to_array(input ->> 'class_codes', '|')), 'part_type_codes', to_jsonb(string_to_array(input ->> 'part_type_codes', '|')),
        'purpose', input ->> 'purpose_code', 'obligations_da', input ->> 'obligations_da', 'obligations_en', input ->> 'obligations_en',
        'withdrawable', coalesce((input ->> 'withdrawable')::boolean, false), 'max_days', (input ->> 'max_days')::integer);
EXCEPTION WHEN invalid_datetime_format OR datetime_field_overflow OR invalid_text_representation THEN
    PERFORM app.errors_raise(app.error('valid_from', 'invalid'));
END
$$;

-- A row of the table as the file has it.
CREATE OR REPLACE FUNCTION app.ctl_basis_columns(b samplan.legal_basis) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN to_jsonb(b) || jsonb_build_object('invoker_sectors', array_to_string(b.invoker_sectors, '|'),
        'class_codes', array_to_string(b.class_codes, '|'), 'part_type_codes', array_to_string(b.part_type_codes, '|'));
END
$$;
