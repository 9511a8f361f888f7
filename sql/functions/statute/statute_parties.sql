-- The parties of a recorded statute: units, and people at a unit. A choice is the id of a unit, or of the assignment by which
-- somebody works at one.

-- A choice taken apart: user_id NULL for a unit; no row for what cannot be a party today.
CREATE OR REPLACE FUNCTION app.statute_party_read(choice uuid) RETURNS TABLE (unit_id uuid, user_id uuid)
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN QUERY
    SELECT n.id, NULL::uuid FROM unit n
     WHERE n.id = choice AND n.valid_from <= app.today() AND (n.valid_to IS NULL OR n.valid_to > app.today())
    UNION ALL
    SELECT a.unit_id, a.user_id FROM role_assignment a JOIN user_account u ON u.id = a.user_id
     WHERE a.id = choice AND a.role_code = 'caseworker' AND app.assignment_active(a) AND u.status_code = 'active';
END
$$;

-- Choices: the team's units and people, and with q others by name in front. [{"value","label","more"}]
CREATE OR REPLACE FUNCTION app.statute_party_options(plan uuid, q text) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN (SELECT coalesce(jsonb_agg(jsonb_build_object('value', y.value, 'label', y.label, 'more', y.more)
                                      ORDER BY y.rank, y.label), '[]')
      FROM (SELECT DISTINCT ON (x.value) x.* FROM (
        SELECT 0 AS rank, CASE WHEN h ->> 'value' LIKE 'unit:%' THEN split_part(h ->> 'value', ':', 2)::uuid
                               ELSE app.statute_assignment(split_part(h ->> 'value', ':', 2)::uuid,
                                                           split_part(h ->> 'value', ':', 3)::uuid) END AS value,
               h ->> 'label' AS label, h ->> 'text' AS more
          FROM jsonb_array_elements(app.directory_search(q, 20)) h
        UNION ALL
        SELECT 1, n.id, n.name, app.other_name(o.name, n.name)
          FROM team_member m JOIN unit n ON n.id = m.unit_id JOIN organisation o ON o.id = n.organisation_id
         WHERE m.plan_id = plan AND m.status_code = 'active'
        UNION ALL
        SELECT 2, app.statute_assignment(u.id, n.id), u.name, concat_ws(', ', lower(u.profession), n.name)
          FROM team_member m JOIN user_account u ON u.id = m.user_id JOIN unit n ON n.id = m.unit_id
         WHERE m.plan_id = plan AND m.status_code = 'active' AND m.kind_code = 'person' AND n.id <> app.actor_unit()) x
        WHERE x.value IS NOT NULL AND x.value <> app.actor_unit()
        ORDER BY x.value, x.rank) y);
END
$$;

-- The assignment by which somebody works at a unit today, or NULL.
CREATE OR REPLACE FUNCTION app.statute_assignment(person uuid, place uuid) RETURNS uuid
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN (SELECT a.id FROM role_assignment a JOIN user_account u ON u.id = a.user_id
             WHERE a.user_id = person AND a.unit_id = place AND a.role_code = 'caseworker' AND u.status_code = 'active'
               AND app.assignment_active(a) ORDER BY a.created_at LIMIT 1);
END
$$;

-- An organisation's name where it says more than its unit's: a practice is both.
CREATE OR REPLACE FUNCTION app.other_name(name text, shown text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN name IS DISTINCT FROM shown THEN name END
$$;

-- Who can be responsible: the caseworkers of the actor's unit. [{"value","label"}]
CREATE OR REPLACE FUNCTION app.statute_responsible_options() RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN (SELECT coalesce(jsonb_agg(jsonb_build_object('value', y.id, 'label', y.label) ORDER BY y.consultant DESC, y.label), '[]')
      FROM (SELECT DISTINCT u.id, concat_ws(', ', u.name, lower(coalesce(a.title, u.profession))) AS label,
                   coalesce(a.title, u.profession, '') ~* 'læge' AS consultant
              FROM role_assignment a JOIN user_account u ON u.id = a.user_id
             WHERE a.unit_id = app.actor_unit() AND a.role_code = 'caseworker' AND app.assignment_active(a)
               AND u.status_code = 'active') y);
END
$$;

-- The parties as shown: [{"name","text","unit","organisation","ended_at"}]
CREATE OR REPLACE FUNCTION app.statute_party_list(use uuid) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN (SELECT coalesce(jsonb_agg(jsonb_build_object('name', coalesce(u.name, n.name),
                   'text', concat_ws(', ', lower(u.profession), CASE WHEN u.id IS NOT NULL THEN n.name END, app.other_name(o.name, n.name)),
                   'sector_code', n.sector_code, 'ended_at', y.ended_at) ORDER BY n.name, u.name NULLS FIRST), '[]')
      FROM statute_party y JOIN unit n ON n.id = y.unit_id JOIN organisation o ON o.id = n.organisation_id
      LEFT JOIN user_account u ON u.id = y.user_id
     WHERE y.statute_use_id = use);
END
$$;
