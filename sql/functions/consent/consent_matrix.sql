-- Who may see what, a row a section class and a column a recipient, cut to what the reader may know.
-- Returns {"recipients_list": [{"key","kind_code","name","place","sector_code","in_team","asked"}],
-- "rows_list": [{"row_code","class_code","part_id","title","law","paragraph","cells_list": [cell of app.consent_cell]}],"self_recorded_some"}. A row with law is one
-- agreement that a statute shares. A unit that nobody has asked about is no column once others have been.
CREATE OR REPLACE FUNCTION app.consent_matrix(plan uuid) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    reader record;
    recipients jsonb;
    shared jsonb;
    hits jsonb;
    cells jsonb;
    columns jsonb;
BEGIN
    SELECT * INTO reader FROM app.consent_reader(plan);
    recipients := app.consent_recipients_known(plan);
    shared := app.consent_shared_parts(plan);
    -- by row and column, with what the reader may not know left out
    SELECT coalesce(jsonb_object_agg(coalesce(c.part_id::text, c.class_code) || ' ' || c.recipient, to_jsonb(c)), '{}') INTO hits
      FROM app.consent_cells(plan, recipients, ARRAY(SELECT (e ->> 'part_id')::uuid FROM jsonb_array_elements(shared) e)) c;
    SELECT coalesce(jsonb_agg(x - 'principals' ORDER BY o), '[]') INTO columns
      FROM jsonb_array_elements(recipients) WITH ORDINALITY y(x, o)
     WHERE (x ->> 'asked')::boolean OR x ->> 'kind_code' <> 'unit'
        OR NOT EXISTS (SELECT FROM jsonb_array_elements(recipients) e WHERE (e ->> 'asked')::boolean)
        OR EXISTS (SELECT FROM jsonb_each(hits) f WHERE f.value ->> 'recipient' = x ->> 'key' AND f.value ->> 'state_code' IN ('law', 'yes', 'refused'));
    -- on a phone a column that is alone in its sector is called by it
    SELECT coalesce(jsonb_agg(x || jsonb_build_object('alone_in_sector', CASE WHEN (SELECT count(*) FROM jsonb_array_elements(columns) e
            WHERE e ->> 'sector_code' = x ->> 'sector_code') = 1 THEN x ->> 'sector_code' END) ORDER BY o), '[]') INTO columns
      FROM jsonb_array_elements(columns) WITH ORDINALITY y(x, o);
    SELECT jsonb_agg(jsonb_build_object('row_code', coalesce(w.class_code, 'agreement'), 'class_code', w.class_code, 'part_id', w.part_id,
                         'title', w.title, 'law', w.part_id IS NOT NULL, 'paragraph', w.paragraph, 'cells_list', w.cells_list) ORDER BY w.place)
      INTO cells
      FROM (SELECT r.class_code, r.part_id, r.title, r.paragraph, r.place, r.always,
                   (SELECT coalesce(jsonb_agg(CASE
                           WHEN reader.every OR reader.classes & app.class_bit(r.class_bit_code) <> 0 OR (x ->> 'mine')::boolean
                           THEN app.consent_cell(plan, x, r.class_code, r.part_id, r.title, hits -> (coalesce(r.part_id::text, r.class_code) || ' ' || (x ->> 'key')))
                           ELSE app.consent_cell_hidden(x) END ORDER BY o), '[]')
                      FROM jsonb_array_elements(columns) WITH ORDINALITY y(x, o)) AS cells_list
              FROM (SELECT k.class_code, k.class_code AS class_bit_code, NULL::uuid AS part_id, NULL::text AS title, NULL::text AS paragraph, k.place * 10 AS place, k.always
                      FROM app.consent_classes() k
                    UNION ALL
                    SELECT NULL, e ->> 'class_code', (e ->> 'part_id')::uuid, e ->> 'title', e ->> 'paragraph', 11, true
                      FROM jsonb_array_elements(shared) e) r) w
     WHERE w.always OR EXISTS (SELECT FROM jsonb_array_elements(w.cells_list) c WHERE c ->> 'state_code' NOT IN ('no', 'hidden', 'team'));
    RETURN jsonb_build_object('recipients_list', columns, 'rows_list', coalesce(cells, '[]'),
        'self_recorded_some', jsonb_path_exists(coalesce(cells, '[]'), '$[*].cells_list[*] ? (@.self_recorded == true)'));
END
$$;

-- The recipients as the matrix reads them. mine: the reader's own unit, whose answers are open to her.
CREATE OR REPLACE FUNCTION app.consent_recipients_known(plan uuid) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN (SELECT coalesce(jsonb_agg(jsonb_build_object('key', r.key, 'kind_code', r.kind_code, 'unit_id', r.unit_id,
                       'organisation_id', r.organisation_id, 'user_id', r.user_id, 'related_id', r.related_id, 'principals', to_jsonb(r.principals),
                       'name', r.name, 'place', r.place, 'sector_code', r.sector_code, 'in_team', r.in_team, 'asked', r.asked,
                       'mine', coalesce(r.unit_id = ANY (app.actor_principals()) OR r.organisation_id = ANY (app.actor_principals()), false))
                       ORDER BY r.place_n, r.name, r.key), '[]')
              FROM app.consent_recipients(plan) r);
END
$$;

-- Agreements that a statute shares now and that the reader may know of: [{"part_id","class_code","title","paragraph": "§ 13 c","statute_use_id"}].
CREATE OR REPLACE FUNCTION app.consent_shared_parts(plan uuid) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN (SELECT coalesce(jsonb_agg(DISTINCT jsonb_build_object('part_id', s.contributing_plan_id, 'class_code', s.class_codes[1],
                       'title', coalesce(c.title, app.actor_words(b.name_da, b.name_en)), 'statute_use_id', s.id,
                       'paragraph', substring(b.paragraph FROM '§.*$'))), '[]')
              FROM statute_use s JOIN legal_basis b ON b.rule_code = s.rule_code AND b.valid_from = s.rule_valid_from
              LEFT JOIN contributing_plan c ON c.id = s.contributing_plan_id
             WHERE s.plan_id = plan AND s.contributing_plan_id IS NOT NULL AND coalesce(s.ended_at, 'infinity') > now()
               AND (s.until_day IS NULL OR s.until_day >= app.today()));
END
$$;

-- One cell as shown. hit: its row of app.consent_cells, NULL for none. sentence_msg says it in a sentence.
CREATE OR REPLACE FUNCTION app.consent_cell(plan uuid, recipient jsonb, class_code text, part uuid, title text, hit jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    state text := CASE WHEN (hit ->> 'later')::boolean THEN 'later' ELSE coalesce(hit ->> 'state_code', 'no') END;
    until date := app.last_day((hit ->> 'until_at')::timestamptz);
    by_itself constant boolean := state IN ('yes', 'later') AND hit ->> 'basis_code' = 'consent' AND app.provision_self_recorded((hit ->> 'basis_id')::uuid);
BEGIN
    RETURN jsonb_build_object('recipient', recipient -> 'key', 'name', recipient -> 'name', 'sector_code', recipient -> 'alone_in_sector', 'state_code', state,
        'since_at', hit -> 'since_at', 'until_at', hit -> 'until_at', 'until_day', until,
        'since_day', CASE WHEN state = 'later' THEN ((hit ->> 'since_at')::timestamptz AT TIME ZONE 'Europe/Copenhagen')::date END,
        'basis_code', hit -> 'basis_code', 'basis_id', hit -> 'basis_id', 'also_team', coalesce((hit ->> 'also_team')::boolean, false),
        'self_recorded', coalesce(by_itself, false),
        'href', '/plans/' || plan || '/consents/cell?recipient=' || (recipient ->> 'key')
                || CASE WHEN part IS NULL THEN '&class_code=' || class_code ELSE '&part_id=' || part END,
        'sentence_msg', jsonb_build_object('key', CASE WHEN part IS NULL THEN 'consent.cell_' ELSE 'consent.part_' END || state
                || CASE WHEN state = 'yes' AND (hit ->> 'also_team')::boolean AND NOT (coalesce(by_itself, false) AND part IS NULL AND until IS NOT NULL) THEN '_team' ELSE '' END
                || CASE WHEN state IN ('yes', 'team', 'former') AND until IS NULL THEN '_open' WHEN by_itself AND part IS NULL AND state = 'yes' THEN '_self' ELSE '' END,
            'who', recipient -> 'name', 'shared_code', class_code, 'what', title, 'until_day', until,
            'since_at', hit -> 'since_at'));
END
$$;

CREATE OR REPLACE FUNCTION app.consent_cell_hidden(recipient jsonb) RETURNS jsonb
LANGUAGE sql IMMUTABLE AS $$
    SELECT jsonb_build_object('recipient', recipient -> 'key', 'name', recipient -> 'name', 'sector_code', recipient -> 'alone_in_sector', 'state_code', 'hidden', 'since_at', NULL,
        'until_at', NULL, 'until_day', NULL, 'since_day', NULL, 'basis_code', NULL, 'basis_id', NULL, 'also_team', false, 'self_recorded', false, 'href', NULL,
        'sentence_msg', jsonb_build_object('key', 'consent.cell_hidden'))
$$;
