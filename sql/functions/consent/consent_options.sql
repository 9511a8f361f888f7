-- What the form of an answer can choose from. every: all of the directory (q), not the team alone · chosen: keys that must be
-- among them, whoever they are.
-- Returns {"recipient_keys","person_keys": persons of the team and those asked to do something,"relative_keys","found_keys","section_codes","purpose_code","given_by",
-- "renews_id"}.
CREATE OR REPLACE FUNCTION app.consent_options(plan uuid, q text, chosen jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN jsonb_build_object(
        'recipient_keys', (SELECT coalesce(jsonb_agg(jsonb_build_object('value', x.key, 'label', x.name, 'more', x.more) ORDER BY x.place_n, x.name), '[]')
            FROM (SELECT r.key, r.name, r.place_n, CASE r.kind_code WHEN 'unit' THEN array_to_string(app.team_people(plan, r.unit_id), ', ')
                         ELSE r.place END AS more
                    FROM app.consent_recipients(plan) r WHERE r.kind_code IN ('unit', 'relative', 'organisation') AND (r.in_team OR r.asked OR r.kind_code = 'unit')
                  UNION
                  SELECT k.key, k.name, k.place_n, k.more FROM app.consent_chosen(plan, chosen) k
                   WHERE NOT EXISTS (SELECT FROM app.consent_recipients(plan) r WHERE r.key = k.key AND r.kind_code <> 'person')
                     AND NOT EXISTS (SELECT FROM app.consent_persons(plan) p WHERE p.value = k.key)
                  UNION
                  SELECT k.key, k.name, k.place_n, k.more FROM app.consent_found(q) k
                   WHERE NOT EXISTS (SELECT FROM app.consent_recipients(plan) r WHERE r.key = k.key)
                     AND NOT EXISTS (SELECT FROM app.consent_persons(plan) p WHERE p.value = k.key)) x),
        'person_keys', (SELECT coalesce(jsonb_agg(jsonb_build_object('value', p.value, 'label', p.label, 'more', p.more) ORDER BY p.label), '[]')
            FROM app.consent_persons(plan) p),
        'section_codes', (SELECT jsonb_agg(jsonb_build_object('value', k.class_code, 'label_code', k.class_code) ORDER BY k.place) FROM app.consent_classes() k),
        'purpose_code', (SELECT jsonb_agg(jsonb_build_object('value', p.code, 'label', app.actor_words(p.name_da, p.name_en)) ORDER BY p.code <> 'coordination', p.name_da)
            FROM purpose p WHERE p.valid_from <= app.today() AND (p.valid_to IS NULL OR p.valid_to > app.today())),
        'given_by', '[{"value": "citizen"}]'::jsonb || (SELECT coalesce(jsonb_agg(jsonb_build_object('value', 'related-' || r.id,
                'label', concat_ws(', ', r.name, r.relationship)) ORDER BY r.name), '[]')
            FROM related_person r WHERE r.plan_id = plan AND r.status_code = 'active' AND r.kind_code IN ('guardian', 'custody-holder')));
END
$$;

-- Persons of the team and those who are asked to do something, each as one who can be named alone.
CREATE OR REPLACE FUNCTION app.consent_persons(plan uuid) RETURNS TABLE (value text, label text, more text)
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN QUERY
    SELECT DISTINCT 'person-' || app.practitioner(u.id, n.id), u.name, n.name
      FROM team_member m JOIN user_account u ON u.id = m.user_id JOIN unit n ON n.id = m.unit_id
     WHERE m.plan_id = plan AND m.status_code = 'active' AND m.kind_code = 'person'
    UNION
    SELECT 'person-' || app.practitioner(u.id, n.id), u.name, n.name
      FROM task t JOIN user_account u ON u.id = t.performer_user_id JOIN unit n ON n.id = t.performer_unit_id
     WHERE t.plan_id = plan AND t.closed_at IS NULL AND t.performer_kind_code = 'person' AND u.status_code = 'active';
END
$$;

-- Recipients by their keys, as far as there are such.
CREATE OR REPLACE FUNCTION app.consent_chosen(plan uuid, keys jsonb)
RETURNS TABLE (key text, kind_code text, unit_id uuid, organisation_id uuid, user_id uuid, related_id uuid, name text, more text,
               sector_code text, place_n integer)
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    k text;
    wanted uuid;
BEGIN
    FOR k IN SELECT DISTINCT x FROM jsonb_array_elements_text(CASE jsonb_typeof(keys) WHEN 'array' THEN keys ELSE '[]' END) x
              WHERE x ~ '^(unit|organisation|person|relative)-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' LOOP
        wanted := right(k, 36)::uuid;
        RETURN QUERY
        SELECT k, 'unit', n.id, NULL::uuid, NULL::uuid, NULL::uuid, n.name, o.name, n.sector_code, app.sector_place(n.sector_code)
          FROM unit n JOIN organisation o ON o.id = n.organisation_id
         WHERE k LIKE 'unit-%' AND n.id = wanted AND (n.valid_to IS NULL OR n.valid_to > app.today())
        UNION ALL
        SELECT k, 'organisation', NULL, o.id, NULL, NULL, o.name, NULL, NULL, 100 FROM organisation o WHERE k LIKE 'organisation-%' AND o.id = wanted
        UNION ALL
        SELECT k, 'relative', NULL, NULL, NULL, r.id, r.name, r.relationship, NULL, 200 FROM related_person r
         WHERE k LIKE 'relative-%' AND r.id = wanted AND r.plan_id = plan AND r.status_code = 'active' AND r.kind_code <> 'child'
        UNION ALL
        SELECT * FROM (SELECT k, 'person', n.id, NULL::uuid, u.id, NULL::uuid, u.name, n.name, n.sector_code, app.sector_place(n.sector_code)
          FROM role_assignment a JOIN user_account u ON u.id = a.user_id JOIN unit n ON n.id = a.unit_id
         WHERE k LIKE 'person-%' AND app.practitioner(a.user_id, a.unit_id) = wanted AND a.role_code IN ('caseworker', 'volunteer') AND u.status_code = 'active'
           AND app.assignment_active(a) LIMIT 1) p;
    END LOOP;
END
$$;

-- Whether a volunteer is among them, who reads nothing of a plan but what she is asked to do: a no to her, never a yes.
CREATE OR REPLACE FUNCTION app.consent_volunteer(plan uuid, keys jsonb) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT FROM app.consent_chosen(plan, keys) c
                    WHERE c.kind_code = 'person' AND NOT EXISTS (
                        SELECT FROM role_assignment a WHERE a.user_id = c.user_id AND a.unit_id = c.unit_id AND a.role_code = 'caseworker'
                           AND app.assignment_active(a)));
END
$$;

-- What a search in the directory finds, with the keys that an answer uses.
CREATE OR REPLACE FUNCTION app.consent_found(q text) RETURNS TABLE (key text, name text, place_n integer, more text)
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    IF app.actor_role() <> 'caseworker' THEN
        RETURN;
    END IF;
    RETURN QUERY
    SELECT CASE split_part(x ->> 'value', ':', 1)
               WHEN 'unit' THEN 'unit-' || split_part(x ->> 'value', ':', 2)
               ELSE 'person-' || app.practitioner(split_part(x ->> 'value', ':', 2)::uuid, split_part(x ->> 'value', ':', 3)::uuid) END,
           x ->> 'label', 0, x ->> 'text'
      FROM jsonb_array_elements(app.directory_search(q, 20) || app.volunteer_search(q)) x;
END
$$;
