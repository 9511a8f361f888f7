-- People and units that can be asked or added: caseworkers with a current role, and units. q: part of a
-- name, at least two characters; own organisation first. Returns [{"value": 'person:<user>:<unit>' or
-- 'unit:<unit>', "label","text"}], at most n.
CREATE OR REPLACE FUNCTION app.directory_search(q text, n integer) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    pattern text := '%' || replace(replace(replace(lower(btrim(q)), '\', '\\'), '%', '\%'), '_', '\_') || '%';
BEGIN
    IF length(btrim(coalesce(q, ''))) < 2 THEN
        RETURN '[]';
    END IF;
    RETURN (SELECT coalesce(jsonb_agg(jsonb_build_object('value', y.value, 'label', y.label, 'text', y.text)
                                      ORDER BY NOT y.own, y.kind, y.label), '[]')
      FROM (SELECT x.* FROM (
        SELECT 'person:' || u.id || ':' || un.id AS value, u.name AS label,
               concat_ws(', ', coalesce(r.title, u.profession), un.name, app.other_name(o.name, un.name)) AS text, 1 AS kind,
               o.id = app.actor_organisation() AS own
          FROM user_account u JOIN role_assignment r ON r.user_id = u.id AND r.role_code = 'caseworker' AND app.assignment_active(r)
          JOIN unit un ON un.id = r.unit_id JOIN organisation o ON o.id = un.organisation_id
         WHERE u.citizen_id IS NULL AND u.status_code = 'active'
           AND (lower(u.name) LIKE pattern OR lower(un.name) LIKE pattern OR lower(coalesce(r.title, u.profession, '')) LIKE pattern)
        UNION ALL
        SELECT 'unit:' || un.id, un.name, coalesce(app.other_name(o.name, un.name), ''), 2, o.id = app.actor_organisation()
          FROM unit un JOIN organisation o ON o.id = un.organisation_id
         WHERE (un.valid_to IS NULL OR un.valid_to > app.today())
           AND (lower(un.name) LIKE pattern OR lower(o.name) LIKE pattern)) x
        ORDER BY NOT x.own, x.kind, x.label LIMIT n) y);
END
$$;

-- GET /directory?q=: the same for pickers. Names of staff are no personal data of citizens: one audit
-- row without a citizen.
CREATE OR REPLACE FUNCTION api.directory_list(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    found_list jsonb;
BEGIN
    PERFORM app.actor_require();
    found_list := app.directory_search(input ->> 'q', 20);
    PERFORM app.audit('directory.list', NULL, NULL, 0, NULL, 'permit', 'administration', NULL, 'administration',
                      jsonb_array_length(found_list));
    RETURN jsonb_build_object('found_list', found_list);
END
$$;
