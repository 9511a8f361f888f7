-- POST /citizens/search: citizens by name or CPR number, only among those whose plans the caller may see.
-- input: {"q"} name, every word the beginning of a part of the name; or {"cpr_indexes": [hex, …]}, the
-- blind index under each key generation. A number that nobody has, one that is hidden, and one that the
-- caller does not work with get the same document.
-- Returns {"kind_code": 'name'|'cpr', "q" (names only), "citizens_list": [{"id","name","birth_day","age_n",
--  "municipality","admitted","protected","plan_id","plan_status_code","href"}], "more", "hits_n","options": what can be
--  chosen in an emergency, for a number without hits and a caller whose sector may; else null}.
-- One audit row for each citizen shown, one without a citizen when there is none.
CREATE OR REPLACE FUNCTION api.citizen_search(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    page_n constant integer := 50;
    by_cpr boolean := jsonb_array_length(coalesce(nullif(input -> 'cpr_indexes', 'null'), '[]')) > 0;
    words text[] := regexp_split_to_array(lower(btrim(coalesce(input ->> 'q', ''))), '[\s,]+');
    rows jsonb;
    more boolean;
BEGIN
    PERFORM app.actor_require();
    IF NOT by_cpr AND length(array_to_string(words, '')) < 2 THEN
        PERFORM app.errors_raise(app.error('q', 'too-short', '{"min": 2}'));
    END IF;
    WITH found AS (
        SELECT c.* FROM citizen c
         WHERE by_cpr AND c.cpr_index IN (SELECT decode(x, 'hex') FROM jsonb_array_elements_text(input -> 'cpr_indexes') x)
           AND c.status_code <> 'merged'
        UNION ALL
        SELECT c.* FROM (SELECT DISTINCT a.citizen_id FROM access a
                          WHERE a.principal = ANY ((SELECT app.actor_principals())::uuid[])
                            AND a.since <= now() AND a.until > now() AND a.basis_code <> 'break-glass') r
          JOIN citizen c ON c.id = r.citizen_id
         WHERE NOT by_cpr AND c.status_code <> 'merged'
           AND NOT EXISTS (SELECT FROM unnest(words) w
                            WHERE strpos(' ' || replace(lower(c.name), '-', ' '), ' ' || w) = 0
                              AND strpos(' ' || lower(c.name), ' ' || w) = 0)),
    page AS (SELECT f.*, p.id AS plan_id, p.status_code AS plan_status,
                    EXISTS (SELECT FROM document d WHERE d.plan_id = p.id AND d.part_id = p.id) AS reads_core
               FROM found f
               CROSS JOIN LATERAL (SELECT j.id, j.status_code FROM joint_plan j WHERE j.citizen_id = f.id
                                    ORDER BY j.status_code IN ('draft', 'active', 'on-hold') DESC, j.created_at DESC LIMIT 1) p
              ORDER BY lower(f.name), f.id LIMIT page_n + 1)
    SELECT coalesce(jsonb_agg(jsonb_build_object('id', g.id, 'name', g.name, 'birth_day', g.birth_day,
               'age_n', extract(year FROM age(app.today(), g.birth_day)), 'municipality', m.name,
               'admitted', g.reads_core AND g.admitted_since_day IS NOT NULL, 'protected', g.name_protected OR g.address_protected,
               'plan_id', g.plan_id, 'plan_status_code', g.plan_status, 'href', '/plans/' || g.plan_id)
               ORDER BY lower(g.name), g.id), '[]')
      INTO rows FROM page g LEFT JOIN municipality m ON m.code = g.municipality_code;
    more := jsonb_array_length(rows) > page_n;
    IF more THEN
        rows := rows - page_n;
    END IF;
    PERFORM app.audit('citizen.search', (e ->> 'plan_id')::uuid, (e ->> 'id')::uuid, 1, ARRAY[(e ->> 'id')::uuid], 'permit',
                      q.basis_code, q.basis_id, 'care', jsonb_array_length(rows))
       FROM jsonb_array_elements(rows) e CROSS JOIN LATERAL app.relation((e ->> 'plan_id')::uuid) q;
    IF jsonb_array_length(rows) = 0 THEN
        PERFORM app.audit('citizen.search', NULL, NULL, 0, NULL, 'permit', 'none', NULL, 'care', 0);
    END IF;
    RETURN jsonb_build_object('kind_code', CASE WHEN by_cpr THEN 'cpr' ELSE 'name' END,
        'q', CASE WHEN NOT by_cpr THEN input ->> 'q' END, 'citizens_list', rows, 'more', more,
        'hits_n', jsonb_array_length(rows),
        'options', CASE WHEN by_cpr AND jsonb_array_length(rows) = 0 THEN app.break_glass_options() END);
END
$$;
