-- Everybody whom a citizen's yes or no can be about in this plan, as far as the reader may know of them: the units of the
-- team, persons who have an answer of their own, relatives, and recipients outside the team that an answer,
-- a contributing plan or a statute names.
-- key: 'unit-<id>', 'organisation-<id>', 'person-<app.practitioner(user, unit)>', 'relative-<id>' · principals: as whom its
-- people act, see auth_enter · asked: an answer was given some time.
CREATE OR REPLACE FUNCTION app.consent_recipients(plan uuid)
RETURNS TABLE (key text, kind_code text, unit_id uuid, organisation_id uuid, user_id uuid, related_id uuid, principals uuid[],
               name text, place text, sector_code text, in_team boolean, asked boolean, place_n integer)
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN QUERY
    WITH provision AS (SELECT v.* FROM consent_provision v WHERE v.plan_id = plan),
    team AS (
        SELECT m.unit_id FROM team_member m
         WHERE m.plan_id = plan AND m.status_code = 'active' AND m.kind_code IN ('person', 'unit')
        UNION SELECT k.unit_id FROM coordination k WHERE k.plan_id = plan AND (k.ended_at IS NULL OR k.ended_at > now())),
    units AS (
        SELECT t.unit_id, true AS in_team FROM team t
        UNION ALL SELECT v.unit_id, false FROM provision v WHERE v.recipient_kind_code = 'unit' AND app.provision_live(v)
        UNION ALL SELECT c.owner_unit_id, false FROM contributing_plan c
                   WHERE c.plan_id = plan AND c.status_code IN ('draft', 'active', 'on-hold')
        UNION ALL SELECT y.unit_id, false FROM statute_party y JOIN statute_use s ON s.id = y.statute_use_id
                   WHERE y.plan_id = plan AND y.ended_at IS NULL AND s.ended_at IS NULL),
    unit_once AS (SELECT u.unit_id, bool_or(u.in_team) AS in_team FROM units u WHERE u.unit_id IS NOT NULL GROUP BY 1)
    SELECT 'unit-' || n.id, 'unit', n.id, NULL::uuid, NULL::uuid, NULL::uuid, n.path || n.organisation_id, n.name, o.name,
           n.sector_code, u.in_team, EXISTS (SELECT FROM provision v WHERE v.unit_id = n.id),
           app.sector_place(n.sector_code)
      FROM unit_once u JOIN unit n ON n.id = u.unit_id JOIN organisation o ON o.id = n.organisation_id
    UNION ALL
    SELECT DISTINCT 'organisation-' || o.id, 'organisation', NULL::uuid, o.id, NULL::uuid, NULL::uuid, ARRAY[o.id], o.name, NULL,
           NULL, false, true, 100
      FROM provision v JOIN organisation o ON o.id = v.organisation_id
     WHERE v.recipient_kind_code = 'organisation' AND app.provision_live(v)
    UNION ALL
    SELECT DISTINCT 'person-' || app.practitioner(p.id, n.id), 'person', n.id, NULL::uuid, p.id, NULL::uuid,
           app.practitioner_principals(p.id, n.path) || n.path || n.organisation_id, p.name, n.name, n.sector_code,
           EXISTS (SELECT FROM team t WHERE t.unit_id = n.id), true, app.sector_place(n.sector_code)
      FROM provision v JOIN unit n ON n.id = v.unit_id JOIN user_account p ON p.id = v.user_id
     WHERE v.recipient_kind_code = 'person' AND app.provision_live(v)
    UNION ALL
    SELECT 'relative-' || r.id, 'relative', NULL::uuid, NULL::uuid, r.user_id, r.id,
           CASE WHEN r.user_id IS NULL THEN '{}' ELSE ARRAY[r.user_id] END, r.name, r.relationship, NULL, true,
           EXISTS (SELECT FROM provision v WHERE v.related_id = r.id), 200
      FROM related_person r
     WHERE r.plan_id = plan AND r.status_code = 'active' AND r.kind_code <> 'child'
     ORDER BY 13, 8;
END
$$;

-- The people of a unit who are in the team, "Anders Lund og Birgit Sø"; NULL for none.
CREATE OR REPLACE FUNCTION app.team_people(plan uuid, unit uuid) RETURNS text[]
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN (SELECT array_agg(u.name ORDER BY m.created_at, m.id)
              FROM team_member m JOIN user_account u ON u.id = m.user_id
             WHERE m.plan_id = plan AND m.unit_id = unit AND m.status_code = 'active' AND m.kind_code = 'person');
END
$$;
