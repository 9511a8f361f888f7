-- What the access table must hold, computed from the base tables; plan NULL: every plan. The one place
-- where relations become rights. access_refresh keeps the table equal to it, a test compares the two.
CREATE OR REPLACE FUNCTION app.access_expected(plan uuid)
RETURNS TABLE (plan_id uuid, principal uuid, part_id uuid, citizen_id uuid, read_mask integer,
               write_mask integer, basis_code text, basis_id uuid, since timestamptz, until timestamptz)
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    every_class constant integer := (1 << 24) - 1;
    private_bit constant integer := app.class_bit('private');
    core constant integer := app.class_bit('core') | app.class_bit('minutes');
BEGIN
    RETURN QUERY
    -- The citizen sees everything that is about her, and writes her own.
    SELECT p.id, p.citizen_id, NULL::uuid, p.citizen_id, every_class,
           app.class_bit('citizen-statement') | app.class_bit('crisis-plan') | private_bit | app.right_contribute(),
           'self', p.citizen_id, '-infinity'::timestamptz, 'infinity'::timestamptz
      FROM joint_plan p WHERE (plan IS NULL OR p.id = plan)
    UNION ALL
    -- The coordinator, from the moment the coordination begins to the moment it ends.
    SELECT c.plan_id, c.user_id, NULL, p.citizen_id, every_class & ~private_bit,
           app.class_bit('core') | app.right_contribute() | app.right_coordinate(),
           'coordination', c.id, c.started_at, coalesce(c.ended_at, 'infinity')
      FROM coordination c JOIN joint_plan p ON p.id = c.plan_id
     WHERE (plan IS NULL OR c.plan_id = plan) AND (c.ended_at IS NULL OR c.ended_at > c.started_at)
    UNION ALL
    -- A draft belongs to its author until it has a coordinator.
    SELECT p.id, p.created_by, NULL, p.citizen_id, core,
           app.class_bit('core') | app.right_contribute() | app.right_coordinate(),
           'coordination', p.id, '-infinity', 'infinity'
      FROM joint_plan p
     WHERE (plan IS NULL OR p.id = plan) AND p.status_code = 'draft'
       AND NOT EXISTS (SELECT FROM coordination c WHERE c.plan_id = p.id AND c.ended_at IS NULL)
    UNION ALL
    -- The team: the core, while the membership lasts.
    SELECT m.plan_id, CASE m.kind_code WHEN 'person' THEN m.user_id ELSE m.unit_id END, NULL, p.citizen_id,
           core, app.right_contribute(),
           CASE m.kind_code WHEN 'person' THEN 'team' ELSE 'unit-team' END, m.id,
           app.day_start(m.period_start_day),
           coalesce(app.day_start(m.period_end_day + 1), 'infinity')
      FROM team_member m JOIN joint_plan p ON p.id = m.plan_id
     WHERE (plan IS NULL OR m.plan_id = plan) AND m.status_code = 'active' AND m.kind_code IN ('person', 'unit')
    UNION ALL
    -- Former members and coordinators: read-only until a day, if one was given.
    SELECT m.plan_id, m.user_id, NULL, p.citizen_id, core, 0, 'former', m.id,
           '-infinity', app.day_start(m.read_until_day + 1)
      FROM team_member m JOIN joint_plan p ON p.id = m.plan_id
     WHERE (plan IS NULL OR m.plan_id = plan) AND m.status_code = 'ended' AND m.kind_code = 'person'
       AND m.read_until_day IS NOT NULL
    UNION ALL
    -- The owner of a contributing plan: that part alone.
    SELECT c.plan_id, c.owner_unit_id, c.id, p.citizen_id, app.class_bit(c.class_code),
           app.class_bit(c.class_code), 'own-part', c.id, '-infinity', 'infinity'
      FROM contributing_plan c JOIN joint_plan p ON p.id = c.plan_id
     WHERE (plan IS NULL OR c.plan_id = plan)
    UNION ALL
    SELECT c.plan_id, c.responsible_user_id, c.id, p.citizen_id, app.class_bit(c.class_code),
           app.class_bit(c.class_code), 'own-part', c.id, '-infinity', 'infinity'
      FROM contributing_plan c JOIN joint_plan p ON p.id = c.plan_id
     WHERE (plan IS NULL OR c.plan_id = plan) AND c.responsible_user_id IS NOT NULL;
END
$$;
