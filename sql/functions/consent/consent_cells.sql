-- What each of some recipients may see of each section class now or later, from the rows that are enforced. Tells of other
-- people's rights, so callers cut it to what their reader may know (app.consent_matrix).
-- recipients: [{"key","kind_code","principals","unit_id","user_id","related_id"}] as app.consent_recipients gives them · parts:
-- contributing plans that are asked about one by one.
-- A row a recipient and class, part_id NULL, and a row a recipient and part. state_code: 'own' own authority's part, 'law' a
-- statute, 'yes' the citizen's yes, 'team' the shared core of a team, 'former', 'custody', 'guardian', 'refused' she said no; where
-- there is no row there is no right. later: it begins at since_at. also_team: the team gives it as well.
CREATE OR REPLACE FUNCTION app.consent_cells(plan uuid, recipients jsonb, parts uuid[] DEFAULT '{}')
RETURNS TABLE (recipient text, class_code text, part_id uuid, state_code text, basis_code text, basis_id uuid, since_at timestamptz,
               until_at timestamptz, later boolean, also_team boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN QUERY
    WITH asked AS MATERIALIZED (
        SELECT x ->> 'key' AS key, x ->> 'kind_code' AS kind, (x ->> 'unit_id')::uuid AS unit_id, (x ->> 'user_id')::uuid AS user_id,
               (x ->> 'related_id')::uuid AS related_id,
               ARRAY(SELECT e::uuid FROM jsonb_array_elements_text(x -> 'principals') e) AS principals
          FROM jsonb_array_elements(recipients) x),
    given AS MATERIALIZED (
        SELECT r.key, a.part_id, a.read_mask, a.basis_code, a.basis_id, a.since, a.until
          FROM asked r JOIN access a ON a.plan_id = plan AND a.until > now() AND a.basis_code NOT IN ('self', 'break-glass')
           AND (a.principal = ANY (r.principals)
                OR r.kind = 'unit' AND a.unit_id = r.unit_id AND a.user_id IS NOT NULL AND a.basis_code IN ('team', 'coordination', 'own-part', 'statute', 'former'))
           AND (a.barred IS NULL OR NOT a.barred && (r.principals || a.user_id))
        UNION ALL
        -- a relative who does not sign in is told, not shown: the answer itself
        SELECT r.key, NULL, app.class_bit(v.class_code), 'relative', v.id, v.since_at, least(v.until_at, coalesce(v.withdrawn_at, 'infinity'))
          FROM asked r JOIN consent_provision v ON v.plan_id = plan AND v.related_id = r.related_id AND v.type_code = 'permit'
         WHERE r.kind = 'relative' AND r.principals = '{}' AND app.provision_live(v)
           AND NOT EXISTS (SELECT FROM consent_provision d WHERE d.plan_id = plan AND d.related_id = r.related_id
                              AND d.class_code = v.class_code AND d.type_code = 'deny' AND app.provision_live(d))),
    wanted AS (
        SELECT k.class_code, NULL::uuid AS part_id, app.class_bit(k.class_code) AS bit FROM app.consent_classes() k
        UNION ALL
        SELECT c.class_code, c.id, app.class_bit(c.class_code) FROM contributing_plan c WHERE c.plan_id = plan AND c.id = ANY (parts)),
    hit AS (
        SELECT g.key, w.class_code, w.part_id, g.basis_code, g.basis_id, g.since, g.until,
               CASE g.basis_code WHEN 'own-part' THEN 'own' WHEN 'statute' THEN 'law' WHEN 'consent' THEN 'yes' WHEN 'relative' THEN 'yes'
                                 WHEN 'coordination' THEN 'team' WHEN 'unit-team' THEN 'team' ELSE g.basis_code END AS state
          FROM given g JOIN wanted w ON g.read_mask & w.bit <> 0
         WHERE CASE WHEN w.part_id IS NULL
                    THEN g.part_id IS NULL OR g.basis_code IN ('own-part', 'custody', 'guardian', 'relative')
                    ELSE g.part_id IS NULL OR g.part_id = w.part_id END),
    best AS (
        SELECT DISTINCT ON (h.key, h.class_code, h.part_id) h.*,
               EXISTS (SELECT FROM hit t WHERE t.key = h.key AND t.class_code = h.class_code AND t.part_id IS NOT DISTINCT FROM h.part_id
                          AND t.state = 'team' AND t.since <= now()) AS team
          FROM hit h
         ORDER BY h.key, h.class_code, h.part_id, h.since > now(),
                  array_position(ARRAY['own', 'law', 'custody', 'guardian', 'yes', 'team', 'former'], h.state), h.until DESC)
    SELECT b.key, b.class_code, b.part_id, b.state, b.basis_code, b.basis_id, nullif(b.since, '-infinity'), nullif(b.until, 'infinity'),
           b.since > now(), b.team AND b.state <> 'team'
      FROM best b
    UNION ALL
    SELECT r.key, v.class_code, NULL, 'refused', 'objection', (array_agg(v.id ORDER BY v.since_at DESC))[1], max(v.since_at), NULL, false, false
      FROM asked r JOIN consent_provision v ON v.plan_id = plan AND v.type_code = 'deny' AND app.provision_live(v)
       AND CASE r.kind WHEN 'unit' THEN v.recipient_kind_code IN ('unit', 'organisation')
                                        AND (v.unit_id = ANY (r.principals) OR v.organisation_id = ANY (r.principals))
                       WHEN 'person' THEN v.recipient_kind_code IN ('person', 'unit', 'organisation')
                                        AND (v.user_id = r.user_id OR v.recipient_kind_code = 'unit' AND v.unit_id = ANY (r.principals)
                                             OR v.organisation_id = ANY (r.principals))
                       WHEN 'relative' THEN v.related_id = r.related_id
                       ELSE v.organisation_id = ANY (r.principals) END
     WHERE NOT EXISTS (SELECT FROM best b WHERE b.key = r.key AND b.class_code = v.class_code AND b.part_id IS NULL)
     GROUP BY r.key, v.class_code;
END
$$;
ALTER FUNCTION app.consent_cells(uuid, jsonb, uuid[]) OWNER TO samplan_derive;
