-- Who of the owning authority may see and write its contributing plan: people with a living relation to the
-- joint plan. That is the responsible person; a unit or a person of the team, the coordinator, and the author of a draft, as
-- far as they belong to the owning unit or one below it. A closed plan: the same people, to read. Never what the citizen
-- keeps to herself, whoever may stand as its owner.
-- plan NULL: every plan.
CREATE OR REPLACE FUNCTION app.access_own_part(plan uuid)
RETURNS TABLE (plan_id uuid, principal uuid, part_id uuid, citizen_id uuid, class_bit integer, open boolean,
               since timestamptz, until timestamptz, user_id uuid, unit_id uuid)
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN QUERY
    SELECT c.plan_id, y.principal, c.id, p.citizen_id, app.class_bit(c.class_code),
           p.status_code IN ('draft', 'active', 'on-hold'), y.since, y.until, y.user_id, y.unit_id
      FROM contributing_plan c
      JOIN joint_plan p ON p.id = c.plan_id
      JOIN unit o ON o.id = c.owner_unit_id
      CROSS JOIN LATERAL (
        SELECT app.practitioner(c.responsible_user_id, c.owner_unit_id) AS principal, '-infinity'::timestamptz AS since,
               'infinity'::timestamptz AS until, c.responsible_user_id AS user_id, c.owner_unit_id AS unit_id
         WHERE c.responsible_user_id IS NOT NULL
        UNION ALL
        -- a unit above the owner: all of the owner's people; one below it: that one's
        SELECT CASE WHEN m.unit_id = ANY (o.path) THEN o.id ELSE m.unit_id END, app.day_start(m.period_start_day),
               coalesce(app.day_start(m.period_end_day + 1), 'infinity'), NULL,
               CASE WHEN m.unit_id = ANY (o.path) THEN o.id ELSE m.unit_id END
          FROM team_member m JOIN unit n ON n.id = m.unit_id
         WHERE m.plan_id = c.plan_id AND m.status_code = 'active' AND m.kind_code = 'unit'
           AND (m.unit_id = ANY (o.path) OR o.id = ANY (n.path))
        UNION ALL
        SELECT app.practitioner(m.user_id, m.unit_id), app.day_start(m.period_start_day),
               coalesce(app.day_start(m.period_end_day + 1), 'infinity'), m.user_id, m.unit_id
          FROM team_member m JOIN unit n ON n.id = m.unit_id
         WHERE m.plan_id = c.plan_id AND m.status_code = 'active' AND m.kind_code = 'person' AND o.id = ANY (n.path)
        UNION ALL
        SELECT app.practitioner(k.user_id, k.unit_id), k.started_at, coalesce(k.ended_at, 'infinity'), k.user_id, k.unit_id
          FROM coordination k JOIN unit n ON n.id = k.unit_id
         WHERE k.plan_id = c.plan_id AND o.id = ANY (n.path)
        UNION ALL
        SELECT app.practitioner(p.created_by, p.created_unit_id), '-infinity', 'infinity', p.created_by, p.created_unit_id
          FROM unit n
         WHERE n.id = p.created_unit_id AND p.status_code = 'draft' AND o.id = ANY (n.path)
           AND NOT EXISTS (SELECT FROM coordination k WHERE k.plan_id = p.id AND k.ended_at IS NULL)) y
     WHERE (plan IS NULL OR c.plan_id = plan) AND c.class_code <> 'private';
END
$$;
