-- What each demo account may see, from the relations alone: one JSON object a line,
-- {"account","kind","id","see": 'yes', 'part' (only a contributing plan of it) or 'no'}.
WITH account AS (
    SELECT u.username, u.id AS user_id, r.role_code, un.path, un.id AS unit_id, un.sector_code, un.organisation_id, u.citizen_id
      FROM samplan.user_account u
      JOIN LATERAL (SELECT * FROM samplan.role_assignment r WHERE r.user_id = u.id AND r.status_code = 'active'
                     ORDER BY r.valid_from, r.id LIMIT 1) r ON true
      LEFT JOIN samplan.unit un ON un.id = r.unit_id
     WHERE u.username IN ('koordinator', 'overlaege', 'socialraadgiver', 'jobkonsulent', 'rusmiddelbehandler', 'laege',
                          'uu', 'leder', 'leder-region', 'revisor', 'administrator', 'administrator-2', 'borger', 'fremmed',
                          'paaroerende', 'foraelder', 'frivillig')),
plan AS (
    SELECT p.* FROM samplan.joint_plan p
     WHERE p.id IN (SELECT k.plan_id FROM samplan.coordination k JOIN account a ON a.user_id = k.user_id
                    UNION SELECT m.plan_id FROM samplan.team_member m JOIN account a ON a.user_id = m.user_id
                    UNION SELECT j.id FROM samplan.joint_plan j JOIN account a ON a.citizen_id = j.citizen_id
                    UNION SELECT d.id FROM samplan.joint_plan d JOIN account a ON a.user_id = d.created_by AND d.status_code = 'draft'
                    UNION (SELECT x.id FROM samplan.joint_plan x ORDER BY x.id LIMIT 6))
     ORDER BY p.citizen_id NOT IN (SELECT a.citizen_id FROM account a WHERE a.citizen_id IS NOT NULL), p.id LIMIT 24),
-- what the citizen has answered, as it stands now: for whom, about what
answer AS (
    SELECT v.plan_id, v.type_code, v.class_code, a.username, v.recipient_kind_code
      FROM samplan.consent_provision v JOIN samplan.consent c ON c.id = v.consent_id JOIN samplan.purpose u ON u.code = c.purpose_code
      JOIN account a ON CASE v.recipient_kind_code WHEN 'unit' THEN v.unit_id = ANY (a.path) WHEN 'organisation' THEN v.organisation_id = a.organisation_id
                             WHEN 'person' THEN v.user_id = a.user_id AND (v.type_code = 'deny' OR v.unit_id = ANY (a.path)) ELSE false END
     WHERE a.role_code = 'caseworker' AND v.since_at <= now() AND v.until_at > now() AND (v.withdrawn_at IS NULL OR v.withdrawn_at > now())
       AND (v.type_code = 'deny' OR u.sectors IS NULL OR a.sector_code = ANY (u.sectors))),
-- the same of whoever has no other right than what she is asked to do
refused AS (
    SELECT v.plan_id, v.class_code, a.username, v.recipient_kind_code
      FROM samplan.consent_provision v
      JOIN account a ON CASE v.recipient_kind_code WHEN 'unit' THEN v.unit_id = ANY (a.path) WHEN 'organisation' THEN v.organisation_id = a.organisation_id
                             WHEN 'person' THEN v.user_id = a.user_id ELSE false END
     WHERE v.type_code = 'deny' AND a.role_code IN ('caseworker', 'volunteer') AND v.since_at <= now() AND v.until_at > now()
       AND (v.withdrawn_at IS NULL OR v.withdrawn_at > now())),
member AS (
    SELECT a.username, m.plan_id, m.kind_code, m.unit_id, m.status_code, m.read_until_day FROM account a JOIN samplan.team_member m
        ON a.role_code = 'caseworker' AND (m.kind_code = 'person' AND m.user_id = a.user_id AND m.unit_id = ANY (a.path)
                                           OR m.kind_code = 'unit' AND m.unit_id = ANY (a.path))
     WHERE m.status_code = 'ended' OR m.period_start_day <= app.today() AND (m.period_end_day IS NULL OR m.period_end_day >= app.today())),
relation AS (
    SELECT a.username, p.id AS plan_id, p.status_code IN ('draft', 'active', 'on-hold') AS open,
        a.role_code = 'citizen' AND a.citizen_id = p.citizen_id AS self,
        a.role_code = 'caseworker' AND (
            EXISTS (SELECT FROM samplan.coordination k WHERE k.plan_id = p.id AND k.user_id = a.user_id AND k.unit_id = ANY (a.path)
                       AND k.started_at <= now() AND (k.ended_at IS NULL OR k.ended_at > now()))
            OR (p.status_code = 'draft' AND p.created_by = a.user_id AND p.created_unit_id = ANY (a.path)
                AND NOT EXISTS (SELECT FROM samplan.coordination k WHERE k.plan_id = p.id AND k.ended_at IS NULL))) AS coordinates,
        EXISTS (SELECT FROM member m WHERE m.username = a.username AND m.plan_id = p.id AND m.status_code = 'active') AS member,
        EXISTS (SELECT FROM member m WHERE m.username = a.username AND m.plan_id = p.id AND m.status_code = 'ended' AND m.kind_code = 'person'
                   AND m.read_until_day >= app.today()) AS former,
        p.closed_at > now() - interval '180 days' AS lately
      FROM account a CROSS JOIN plan p),
-- who reads a section class of a plan, apart from own parts
class AS (
    SELECT r.username, r.plan_id, x.code,
        r.self
        OR x.code = 'core' AND r.coordinates AND (r.open OR r.lately)
        OR NOT EXISTS (SELECT FROM answer w WHERE w.username = r.username AND w.plan_id = r.plan_id AND w.class_code = x.code AND w.type_code = 'deny')
           AND (x.code = 'core' AND (r.member AND (r.open OR r.lately) OR r.former AND (r.open OR r.lately))
                OR r.open AND x.code <> 'private'
                   AND EXISTS (SELECT FROM answer w WHERE w.username = r.username AND w.plan_id = r.plan_id AND w.class_code = x.code AND w.type_code = 'permit')) AS sees
      FROM relation r CROSS JOIN samplan.section_class x),
-- whom a no keeps out of what she is asked to do. Whoever coordinates is not kept out of what is shared; within her own unit's part only
-- a no to her about its class counts
kept_out AS (
    SELECT r.username, r.plan_id, c.code AS class_code,
           EXISTS (SELECT FROM refused w WHERE w.username = r.username AND w.plan_id = r.plan_id
                      AND (w.class_code = 'core' OR w.class_code = c.code) AND NOT (w.class_code = 'core' AND r.coordinates)) AS outside,
           EXISTS (SELECT FROM refused w WHERE w.username = r.username AND w.plan_id = r.plan_id AND w.class_code = c.code
                      AND w.recipient_kind_code = 'person') AS inside
      FROM relation r CROSS JOIN samplan.section_class c),
core AS (
    SELECT r.username, r.plan_id, r.self, c.sees, EXISTS (SELECT FROM class x WHERE x.username = r.username AND x.plan_id = r.plan_id AND x.sees) AS related
      FROM relation r JOIN class c ON c.username = r.username AND c.plan_id = r.plan_id AND c.code = 'core'),
part AS (
    SELECT a.username, c.id, c.plan_id,
        EXISTS (SELECT FROM class x WHERE x.username = a.username AND x.plan_id = c.plan_id AND x.code = c.class_code AND x.sees)
        OR a.role_code = 'caseworker' AND c.owner_unit_id = ANY (a.path)
           AND NOT EXISTS (SELECT FROM answer w WHERE w.username = a.username AND w.plan_id = c.plan_id AND w.class_code = c.class_code
                              AND w.type_code = 'deny' AND w.recipient_kind_code = 'person')
           AND (c.responsible_user_id = a.user_id
                OR EXISTS (SELECT FROM relation r WHERE r.username = a.username AND r.plan_id = c.plan_id AND (r.member OR r.coordinates)))
        OR a.role_code = 'caseworker' AND EXISTS (
            SELECT FROM samplan.statute_use s JOIN samplan.statute_party y ON y.statute_use_id = s.id JOIN samplan.joint_plan p ON p.id = s.plan_id
             WHERE s.contributing_plan_id = c.id AND y.unit_id = ANY (a.path) AND (y.user_id IS NULL OR y.user_id = a.user_id)
               AND p.status_code IN ('draft', 'active', 'on-hold') AND c.status_code IN ('draft', 'active', 'on-hold')
               AND s.started_at <= now() AND (s.ended_at IS NULL OR s.ended_at > now()) AND (y.ended_at IS NULL OR y.ended_at > now())
               AND (s.until_day IS NULL OR s.until_day >= app.today())) AS sees
      FROM account a JOIN core k ON k.username = a.username
      JOIN samplan.contributing_plan c ON c.plan_id = k.plan_id),
thing AS (
    SELECT username, 'plan_id' AS kind, k.plan_id AS id,
           CASE WHEN k.sees THEN 'yes' WHEN k.related OR EXISTS (SELECT FROM part x WHERE x.username = k.username AND x.plan_id = k.plan_id AND x.sees)
                     -- somebody close: sections cut for her, by addresses of her own
                     OR EXISTS (SELECT FROM account a JOIN samplan.related_person r ON r.user_id = a.user_id
                                 WHERE a.username = k.username AND a.role_code = 'relative' AND r.plan_id = k.plan_id AND r.status_code = 'active')
                THEN 'part' ELSE 'no' END AS see
      FROM core k
    UNION ALL SELECT username, 'part_id', id, CASE WHEN sees THEN 'yes' ELSE 'no' END FROM part
    UNION ALL
    SELECT k.username, 'task_id', t.id, CASE WHEN (t.class_code = 'core' AND k.sees)
               OR (t.class_code <> 'core' AND (EXISTS (SELECT FROM class x WHERE x.username = k.username AND x.plan_id = k.plan_id AND x.code = t.class_code AND x.sees)
                                         OR EXISTS (SELECT FROM part x WHERE x.username = k.username AND x.id = t.contributing_plan_id AND x.sees)))
               OR ((t.performer_user_id = a.user_id AND t.performer_unit_id = ANY (a.path) OR t.performer_kind_code = 'citizen' AND t.performer_principal = a.citizen_id
                    OR t.performer_kind_code = 'unit' AND t.performer_unit_id = ANY (a.path))
                   AND a.role_code IN ('caseworker', 'citizen', 'volunteer') AND (t.closed_at IS NULL OR t.closed_at > now() - interval '30 days')
                   AND (a.role_code <> 'volunteer' OR t.status_code <> 'cancelled')
                   AND NOT EXISTS (SELECT FROM kept_out o WHERE o.username = k.username AND o.plan_id = k.plan_id AND o.class_code = t.class_code
                                      AND CASE WHEN t.class_code <> 'core' AND EXISTS (SELECT FROM samplan.contributing_plan c
                                                        WHERE c.id = t.contributing_plan_id AND c.owner_unit_id = ANY (a.path))
                                               THEN o.inside ELSE o.outside END))
               OR a.role_code = 'relative' AND t.performer_user_id = a.user_id AND t.performer_unit_id IS NULL AND t.status_code <> 'cancelled'
           THEN 'yes' ELSE 'no' END
      FROM core k JOIN account a USING (username) JOIN samplan.task t ON t.plan_id = k.plan_id
    UNION ALL
    SELECT k.username, 'goal_id', g.id, CASE WHEN (g.class_code = 'core' AND k.sees)
               OR (g.class_code <> 'core' AND (EXISTS (SELECT FROM class x WHERE x.username = k.username AND x.plan_id = k.plan_id AND x.code = g.class_code AND x.sees)
                                         OR EXISTS (SELECT FROM part x WHERE x.username = k.username AND x.id = g.contributing_plan_id AND x.sees)))
           THEN 'yes' ELSE 'no' END
      FROM core k JOIN samplan.goal g ON g.plan_id = k.plan_id
    UNION ALL
    SELECT k.username, 'intervention_id', i.id, CASE WHEN x.sees THEN 'yes' ELSE 'no' END
      FROM core k JOIN samplan.intervention i ON i.plan_id = k.plan_id JOIN part x ON x.username = k.username AND x.id = i.contributing_plan_id
    UNION ALL SELECT k.username, 'member_id', m.id, CASE WHEN k.sees THEN 'yes' ELSE 'no' END
      FROM core k JOIN samplan.team_member m ON m.plan_id = k.plan_id
    UNION ALL SELECT k.username, 'appointment_id', m.id,
           CASE WHEN k.sees THEN 'yes' WHEN EXISTS (SELECT FROM account a JOIN samplan.appointment_invitation i ON i.user_id = a.user_id
                     AND i.unit_id IS NOT DISTINCT FROM a.unit_id WHERE a.username = k.username AND i.appointment_id = m.id AND i.answer_code <> 'removed'
                      AND i.since_at <= now() AND i.until_at > now()) THEN 'part' ELSE 'no' END
      FROM core k JOIN samplan.appointment m ON m.plan_id = k.plan_id
    UNION ALL SELECT k.username, 'handover_id', h.id, CASE WHEN k.sees OR (h.to_user_id = a.user_id AND h.status_code = 'requested'
                   AND NOT EXISTS (SELECT FROM kept_out o WHERE o.username = k.username AND o.plan_id = k.plan_id AND o.class_code = 'core' AND o.outside)) THEN 'yes' ELSE 'no' END
      FROM core k JOIN account a USING (username) JOIN samplan.handover h ON h.plan_id = k.plan_id
    UNION ALL SELECT k.username, 'conflict_id', c.id,
           CASE WHEN k.self OR (EXISTS (SELECT FROM part x WHERE x.username = k.username AND x.id = c.part_a_id AND x.sees)
                                    AND EXISTS (SELECT FROM part x WHERE x.username = k.username AND x.id = c.part_b_id AND x.sees)) THEN 'yes' ELSE 'no' END
      FROM core k JOIN samplan.plan_conflict c ON c.plan_id = k.plan_id
    UNION ALL SELECT k.username, 'note_id', n.id, CASE WHEN (n.class_code = 'core' AND k.sees)
               OR (n.class_code <> 'core' AND (EXISTS (SELECT FROM class x WHERE x.username = k.username AND x.plan_id = k.plan_id AND x.code = n.class_code AND x.sees)
                                         OR EXISTS (SELECT FROM part x WHERE x.username = k.username AND x.id = n.contributing_plan_id AND x.sees)))
           THEN 'yes' ELSE 'no' END
      FROM core k JOIN samplan.note n ON n.plan_id = k.plan_id
    UNION ALL SELECT k.username, 'citizen_id', p.citizen_id, CASE WHEN bool_or(k.sees) THEN 'yes'
           WHEN bool_or(k.related) OR bool_or(EXISTS (SELECT FROM part x WHERE x.username = k.username AND x.plan_id = k.plan_id AND x.sees)) THEN 'part' ELSE 'no' END
      FROM core k JOIN plan p ON p.id = k.plan_id GROUP BY k.username, p.citizen_id
    UNION ALL SELECT c.username, 'class:' || c.code, c.plan_id, CASE WHEN c.sees THEN 'yes' ELSE 'no' END FROM class c)
SELECT json_build_object('account', username, 'kind', kind, 'id', id, 'see', see)
  FROM (SELECT t.*, row_number() OVER (PARTITION BY username, kind, see ORDER BY md5(id::text)) AS n FROM thing t) x
 WHERE n <= 12 OR kind = 'plan_id' OR kind LIKE 'class:%';
