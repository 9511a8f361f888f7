-- Check rules of the numbers that identify organisations.

-- CVR: eight digits, weights 2 7 6 5 4 3 2 1, the sum divisible by 11.
CREATE OR REPLACE FUNCTION app.cvr_valid(number text) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    weights constant integer[] := '{2,7,6,5,4,3,2,1}';
    total integer := 0;
BEGIN
    IF number !~ '^[1-9]\d{7}$' THEN
        RETURN false;
    END IF;
    FOR i IN 1 .. 8 LOOP
        total := total + weights[i] * substr(number, i, 1)::integer;
    END LOOP;
    RETURN total % 11 = 0;
END
$$;

-- SOR: an identifier of the SNOMED CT form, whose last digit is Verhoeff's check digit.
CREATE OR REPLACE FUNCTION app.sor_valid(number text) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    d constant integer[] := '{{0,1,2,3,4,5,6,7,8,9},{1,2,3,4,0,6,7,8,9,5},{2,3,4,0,1,7,8,9,5,6},
        {3,4,0,1,2,8,9,5,6,7},{4,0,1,2,3,9,5,6,7,8},{5,9,8,7,6,0,4,3,2,1},{6,5,9,8,7,1,0,4,3,2},
        {7,6,5,9,8,2,1,0,4,3},{8,7,6,5,9,3,2,1,0,4},{9,8,7,6,5,4,3,2,1,0}}';
    p constant integer[] := '{{0,1,2,3,4,5,6,7,8,9},{1,5,7,6,2,8,3,0,9,4},{5,8,0,3,7,9,6,1,4,2},
        {8,9,1,6,0,4,3,5,2,7},{9,4,5,3,1,2,6,8,7,0},{4,2,8,6,5,7,3,9,0,1},{2,7,9,3,8,0,6,4,1,5},
        {7,0,4,6,9,1,3,2,5,8}}';
    c integer := 0;
BEGIN
    IF number !~ '^[1-9]\d{5,17}$' THEN
        RETURN false;
    END IF;
    FOR i IN 0 .. length(number) - 1 LOOP
        c := d[c + 1][p[i % 8 + 1][substr(number, length(number) - i, 1)::integer + 1] + 1];
    END LOOP;
    RETURN c = 0;
END
$$;

-- All errors of an organisation's form. self: the organisation that is edited, NULL for a new one.
CREATE OR REPLACE FUNCTION app.organisation_errors(input jsonb, self uuid) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    errors jsonb := app.period_errors(input);
    kind text := input ->> 'type';
BEGIN
    IF input ->> 'cvr_number' IS NOT NULL AND NOT app.cvr_valid(input ->> 'cvr_number') THEN
        errors := errors || app.error('cvr_number', 'not-a-cvr');
    END IF;
    IF input ->> 'sor_id' IS NOT NULL AND NOT app.sor_valid(input ->> 'sor_id') THEN
        errors := errors || app.error('sor_id', 'not-a-sor');
    ELSIF EXISTS (SELECT FROM organisation o WHERE o.sor_id = input ->> 'sor_id' AND o.id IS DISTINCT FROM self) THEN
        errors := errors || app.error('sor_id', 'taken');
    END IF;
    IF (kind = 'gp-practice') <> (input ->> 'provider_number' IS NOT NULL) THEN
        errors := errors || app.error('provider_number',
            CASE WHEN kind = 'gp-practice' THEN 'required' ELSE 'only-gp-practice' END);
    ELSIF input ->> 'provider_number' !~ '^\d{6}$' THEN
        errors := errors || app.error('provider_number', 'not-a-provider-number');
    ELSIF EXISTS (SELECT FROM organisation o WHERE o.provider_number = input ->> 'provider_number'
                     AND o.id IS DISTINCT FROM self AND (o.valid_to IS NULL OR o.valid_to > app.today())) THEN
        errors := errors || app.error('provider_number', 'taken');
    END IF;
    IF kind IN ('municipality', 'gp-practice') AND input ->> 'municipality' IS NULL THEN
        errors := errors || app.error('municipality', 'required');
    ELSIF input ->> 'municipality' IS NOT NULL
          AND NOT EXISTS (SELECT FROM municipality m WHERE m.code = input ->> 'municipality') THEN
        errors := errors || app.error('municipality', 'not-an-option');
    END IF;
    IF kind = 'region' AND input ->> 'region' IS NULL THEN
        errors := errors || app.error('region', 'required');
    ELSIF input ->> 'region' IS NOT NULL
          AND NOT EXISTS (SELECT FROM region r WHERE r.code = input ->> 'region') THEN
        errors := errors || app.error('region', 'not-an-option');
    END IF;
    IF (input ->> 'replaced_by_id')::uuid = self OR input ->> 'replaced_by_id' IS NOT NULL
       AND NOT EXISTS (SELECT FROM organisation o WHERE o.id = (input ->> 'replaced_by_id')::uuid) THEN
        errors := errors || app.error('replaced_by_id', 'not-found');
    END IF;
    RETURN errors;
END
$$;

-- Errors of start_day and end_day (the last day); both may be missing.
CREATE OR REPLACE FUNCTION app.period_errors(input jsonb) RETURNS jsonb
LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN (input ->> 'end_day')::date < (input ->> 'start_day')::date
                THEN app.error('end_day', 'before-start') ELSE '[]'::jsonb END
$$;
