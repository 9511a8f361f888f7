-- What each demo account may see, from the relations alone: one JSON object a line,
-- {"account","kind","id","see": 'yes', 'part' (only a contributing plan of it) or 'no'}.
WITH account AS (
    SELECT u.username, u.id AS user_id, r.role_code, un.path, u.citizen_id
      FROM samplan.user_account u
      JOIN LATERAL (SELECT * FROM samplan.role_assignment r WHERE r.user_id = u.id AND r.status_code = 'active'
                     ORDER BY r.valid_from, r.id LIMIT 1) r ON true
      LEFT JOIN samplan.unit un ON un.id = r.unit_id
     WHERE u.username IN ('koordinator', 'overlaege', 'socialraadgiver', 'jobkonsulent', 'rusmiddelbehandler', 'laege',
                          'uu', 'leder', 'leder-region', 'revisor', 'administrator', 'borger', 'fremmed')),
plan AS (
    SELECT p.* FROM samplan.joint_plan p
     WHERE p.id IN (SELECT k.plan_id FROM samplan.coordination k JOIN account a ON a.user_id = k.user_id
                    UNION SELECT m.plan_id FROM samplan.team_member m JOIN account a ON a.user_id = m.user_id
                    UNION SELECT j.id FROM samplan.joint_plan j JOIN account a ON a.citizen_id = j.citizen_id
                    UNION SELECT d.id FROM samplan.joint_plan d JOIN account a ON a.user_id = d.created_by AND d.status_code = 'draft'
                    UNION (SELECT x.id FROM samplan.joint_plan x ORDER BY x.id LIMIT 6))
     ORDER BY p.id LIMIT 24),
-- the whole of the core
core AS (
    SELECT a.username, p.id AS plan_id,
        (a.role_code = 'citizen' AND a.citizen_id = p.citizen_id)
        OR a.role_code = 'caseworker' AND (
            EXISTS (SELECT FROM samplan.coordination k WHERE k.plan_id = p.id AND k.user_id = a.user_id
                       AND k.started_at <= now() AND (k.ended_at IS NULL OR k.ended_at > now()))
            OR (p.status_code = 'draft' AND p.created_by = a.user_id
                AND NOT EXISTS (SELECT FROM samplan.coordination k WHERE k.plan_id = p.id AND k.ended_at IS NULL))
            OR EXISTS (SELECT FROM samplan.team_member m WHERE m.plan_id = p.id AND m.status_code = 'active'
                          AND (m.kind_code = 'person' AND m.user_id = a.user_id OR m.kind_code = 'unit' AND m.unit_id = ANY (a.path))
                          AND m.period_start_day <= app.today() AND (m.period_end_day IS NULL OR m.period_end_day >= app.today()))
            OR EXISTS (SELECT FROM samplan.team_member m WHERE m.plan_id = p.id AND m.status_code = 'ended' AND m.user_id = a.user_id
                          AND m.read_until_day >= app.today())) AS sees,
        (a.role_code = 'citizen' AND a.citizen_id = p.citizen_id)
        OR a.role_code = 'caseworker' AND EXISTS (
            SELECT FROM samplan.coordination k WHERE k.plan_id = p.id AND k.user_id = a.user_id
               AND k.started_at <= now() AND (k.ended_at IS NULL OR k.ended_at > now())) AS sees_all
      FROM account a CROSS JOIN plan p),
part AS (
    SELECT a.username, c.id, c.plan_id,
        k.sees_all OR a.role_code = 'caseworker' AND (c.owner_unit_id = ANY (a.path) OR c.responsible_user_id = a.user_id) AS sees
      FROM account a JOIN core k ON k.username = a.username
      JOIN samplan.contributing_plan c ON c.plan_id = k.plan_id),
thing AS (
    SELECT username, 'plan_id' AS kind, k.plan_id AS id,
           CASE WHEN k.sees THEN 'yes' WHEN EXISTS (SELECT FROM part x WHERE x.username = k.username AND x.plan_id = k.plan_id AND x.sees)
                THEN 'part' ELSE 'no' END AS see
      FROM core k
    UNION ALL SELECT username, 'part_id', id, CASE WHEN sees THEN 'yes' ELSE 'no' END FROM part
    UNION ALL
    SELECT k.username, 'task_id', t.id, CASE WHEN (t.class_code = 'core' AND k.sees)
               OR (t.class_code <> 'core' AND (k.sees_all OR EXISTS (SELECT FROM part x WHERE x.username = k.username AND x.id = t.contributing_plan_id AND x.sees)))
               OR ((t.performer_user_id = a.user_id OR t.performer_kind_code = 'citizen' AND t.performer_principal = a.citizen_id
                    OR t.performer_kind_code = 'unit' AND t.performer_unit_id = ANY (a.path))
                   AND a.role_code IN ('caseworker', 'citizen') AND (t.closed_at IS NULL OR t.closed_at > now() - interval '30 days'))
           THEN 'yes' ELSE 'no' END
      FROM core k JOIN account a USING (username) JOIN samplan.task t ON t.plan_id = k.plan_id
    UNION ALL
    SELECT k.username, 'goal_id', g.id, CASE WHEN (g.class_code = 'core' AND k.sees)
               OR (g.class_code <> 'core' AND (k.sees_all OR EXISTS (SELECT FROM part x WHERE x.username = k.username AND x.id = g.contributing_plan_id AND x.sees)))
           THEN 'yes' ELSE 'no' END
      FROM core k JOIN samplan.goal g ON g.plan_id = k.plan_id
    UNION ALL
    SELECT k.username, 'intervention_id', i.id, CASE WHEN x.sees THEN 'yes' ELSE 'no' END
      FROM core k JOIN samplan.intervention i ON i.plan_id = k.plan_id JOIN part x ON x.username = k.username AND x.id = i.contributing_plan_id
    UNION ALL SELECT k.username, 'member_id', m.id, CASE WHEN k.sees THEN 'yes' ELSE 'no' END
      FROM core k JOIN samplan.team_member m ON m.plan_id = k.plan_id
    UNION ALL SELECT k.username, 'appointment_id', m.id, CASE WHEN k.sees THEN 'yes' ELSE 'no' END
      FROM core k JOIN samplan.appointment m ON m.plan_id = k.plan_id
    UNION ALL SELECT k.username, 'handover_id', h.id, CASE WHEN k.sees OR (h.to_user_id = a.user_id AND h.status_code = 'requested') THEN 'yes' ELSE 'no' END
      FROM core k JOIN account a USING (username) JOIN samplan.handover h ON h.plan_id = k.plan_id
    UNION ALL SELECT k.username, 'conflict_id', c.id,
           CASE WHEN k.sees_all OR (EXISTS (SELECT FROM part x WHERE x.username = k.username AND x.id = c.part_a_id AND x.sees)
                                    AND EXISTS (SELECT FROM part x WHERE x.username = k.username AND x.id = c.part_b_id AND x.sees)) THEN 'yes' ELSE 'no' END
      FROM core k JOIN samplan.plan_conflict c ON c.plan_id = k.plan_id
    UNION ALL SELECT k.username, 'note_id', n.id, CASE WHEN (n.class_code = 'core' AND k.sees)
               OR (n.class_code <> 'core' AND (k.sees_all OR EXISTS (SELECT FROM part x WHERE x.username = k.username AND x.id = n.contributing_plan_id AND x.sees)))
           THEN 'yes' ELSE 'no' END
      FROM core k JOIN samplan.note n ON n.plan_id = k.plan_id
    UNION ALL SELECT k.username, 'citizen_id', p.citizen_id, CASE WHEN bool_or(k.sees) THEN 'yes'
           WHEN bool_or(EXISTS (SELECT FROM part x WHERE x.username = k.username AND x.plan_id = k.plan_id AND x.sees)) THEN 'part' ELSE 'no' END
      FROM core k JOIN plan p ON p.id = k.plan_id GROUP BY k.username, p.citizen_id)
SELECT json_build_object('account', username, 'kind', kind, 'id', id, 'see', see)
  FROM (SELECT t.*, row_number() OVER (PARTITION BY username, kind, see ORDER BY md5(id::text)) AS n FROM thing t) x
 WHERE n <= 12 OR kind = 'plan_id';
