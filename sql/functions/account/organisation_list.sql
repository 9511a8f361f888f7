-- The directory of organisations. input: q (part of the name, or a whole SOR, CVR or provider number),
-- type, cursor, limit. Document: organisations_list [{id, name, type_code, municipality, sor_id,
-- start_day, end_day, state_code ('current', 'coming', 'ended'), unit_n, mine}], next, q, type,
-- may_create.
CREATE OR REPLACE FUNCTION api.organisation_list(input jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    n integer := least(coalesce((input ->> 'limit')::integer, 50), 200);
    after text[] := app.cursor_read(input ->> 'cursor', 2);
    wanted text := lower(btrim(input ->> 'q'));
    found jsonb;
BEGIN
    PERFORM app.admin_require();
    SELECT coalesce(jsonb_agg(to_jsonb(x) - 'rank' ORDER BY x.rank), '[]') INTO found FROM (
        SELECT o.id, o.name, o.type_code, m.name AS municipality, o.sor_id, o.cvr_number, o.provider_number,
               o.valid_from AS start_day, o.valid_to - 1 AS end_day,
               CASE WHEN o.valid_from > app.today() THEN 'coming'
                    WHEN o.valid_to <= app.today() THEN 'ended' ELSE 'current' END AS state_code,
               (SELECT count(*) FROM unit un WHERE un.organisation_id = o.id) AS unit_n,
               app.admin_may(o.id) AS mine,
               row_number() OVER (ORDER BY o.name COLLATE "da-x-icu", o.id) AS rank
          FROM organisation o LEFT JOIN municipality m ON m.code = o.municipality_code
         WHERE (wanted IS NULL OR position(wanted IN lower(o.name)) > 0
                OR wanted IN (o.sor_id, o.cvr_number, o.provider_number))
           AND (input ->> 'type' IS NULL OR o.type_code = input ->> 'type')
           AND (after IS NULL OR (o.name COLLATE "da-x-icu", o.id) > (after[1] COLLATE "da-x-icu", after[2]::uuid))
         ORDER BY o.name COLLATE "da-x-icu", o.id LIMIT n + 1) x;
    RETURN jsonb_build_object(
        'organisations_list', CASE WHEN jsonb_array_length(found) > n THEN found - n ELSE found END,
        'next', CASE WHEN jsonb_array_length(found) > n
                     THEN app.cursor_write(ARRAY[found #>> ARRAY[(n - 1)::text, 'name'],
                                                 found #>> ARRAY[(n - 1)::text, 'id']]) END,
        'q', input ->> 'q', 'type', input ->> 'type',
        'type_options', (SELECT jsonb_agg(jsonb_build_object('type_code', v, 'selected', v = input ->> 'type'))
                           FROM unnest(ARRAY['region', 'municipality', 'gp-practice', 'private-provider',
                                             'voluntary']) v),
        'may_create', app.admin_may(NULL));
END
$$;
