-- The historical catalogue of municipal offers (2008), read only. input: theme, target_group,
-- municipality, q, cursor, limit. Document: offers_list [{id, title, theme, target_group, municipality,
-- edition}], next, found_n, theme_options, target_group_options, municipality_options, q.
CREATE OR REPLACE FUNCTION api.offer_list(input jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    n integer := least(coalesce((input ->> 'limit')::integer, 50), 200);
    after text[] := app.cursor_read(input ->> 'cursor', 3);
    wanted text := lower(btrim(input ->> 'q'));
    found jsonb;
    total integer;
BEGIN
    PERFORM app.actor_require();
    SELECT coalesce(jsonb_agg(to_jsonb(x) - 'rank' - 'total' ORDER BY x.rank)
                        FILTER (WHERE after IS NULL OR (x.theme, x.title, x.id) > (after[1], after[2], after[3]::uuid)), '[]'),
           coalesce(max(x.total), 0)
      INTO found, total
      FROM (SELECT o.id, o.title, o.theme, o.target_group, m.name AS municipality, o.edition,
                   row_number() OVER (ORDER BY o.theme, o.title, o.id) AS rank, count(*) OVER () AS total
              FROM offer o JOIN municipality m ON m.code = o.municipality_code
             WHERE (input ->> 'theme' IS NULL OR o.theme = input ->> 'theme')
               AND (input ->> 'target_group' IS NULL OR o.target_group = input ->> 'target_group')
               AND (input ->> 'municipality' IS NULL OR o.municipality_code = input ->> 'municipality')
               AND (wanted IS NULL OR position(wanted IN lower(o.title)) > 0)) x;
    RETURN jsonb_build_object(
        'offers_list', jsonb_path_query_array(found, ('$[0 to ' || n - 1 || ']')::jsonpath),
        'next', CASE WHEN jsonb_array_length(found) > n
                     THEN app.cursor_write(ARRAY[found #>> ARRAY[(n - 1)::text, 'theme'],
                                                 found #>> ARRAY[(n - 1)::text, 'title'],
                                                 found #>> ARRAY[(n - 1)::text, 'id']]) END,
        'found_n', total, 'q', input ->> 'q',
        'theme_options', (SELECT jsonb_agg(jsonb_build_object('value', v.theme, 'label', v.theme,
                                     'selected', v.theme = input ->> 'theme') ORDER BY v.theme COLLATE "da-x-icu")
                            FROM (SELECT DISTINCT o.theme FROM offer o) v),
        'target_group_options', (SELECT jsonb_agg(jsonb_build_object('value', v.target_group, 'label', v.target_group,
                                     'selected', v.target_group = input ->> 'target_group') ORDER BY v.target_group COLLATE "da-x-icu")
                            FROM (SELECT DISTINCT o.target_group FROM offer o WHERE o.target_group IS NOT NULL) v),
        'municipality_options', (SELECT jsonb_agg(jsonb_build_object('value', m.code, 'label', m.name,
                                     'selected', m.code = input ->> 'municipality') ORDER BY m.name COLLATE "da-x-icu")
                            FROM municipality m WHERE EXISTS (SELECT FROM offer o WHERE o.municipality_code = m.code)));
END
$$;
