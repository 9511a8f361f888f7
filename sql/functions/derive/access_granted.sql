-- The rights that relations, consents, statutes and emergencies give, before the citizen's objections; plan
-- NULL: every plan. reach says which objections a right yields to: 0 none, 1 one against a person,
-- 2 any. user_id and unit_id: whom the row speaks of, for lists. The one place where a fact becomes a right. A right that ends
-- before it begins is none: access_expected leaves it out.
DROP FUNCTION IF EXISTS app.access_granted(uuid);
CREATE OR REPLACE FUNCTION app.access_granted(plan uuid)
RETURNS TABLE (plan_id uuid, principal uuid, part_id uuid, citizen_id uuid, read_mask integer, write_mask integer,
               basis_code text, basis_id uuid, since timestamptz, until timestamptz, user_id uuid, unit_id uuid, reach smallint)
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    every_class constant integer := (1 << 24) - 1;
    private_bit constant integer := app.class_bit('private');
    core constant integer := app.class_bit('core');
    open constant text[] := '{draft,active,on-hold}';
    forever constant timestamptz := 'infinity';
    always constant timestamptz := '-infinity';
BEGIN
    RETURN QUERY
    -- The citizen sees everything that is about her, and writes her own.
    SELECT p.id, p.citizen_id, NULL::uuid, p.citizen_id, every_class,
           app.class_bit('citizen-statement') | private_bit
               | CASE WHEN p.status_code = ANY (open) THEN app.class_bit('crisis-plan') | app.right_contribute() ELSE 0 END,
           'self', p.citizen_id, always, forever, NULL::uuid, NULL::uuid, 0::smallint
      FROM joint_plan p WHERE (plan IS NULL OR p.id = plan)
    UNION ALL
    -- The coordinator, from the moment the coordination begins to the moment it ends: the core. What else she
    -- sees she sees as everybody else does: by consent, by statute, as the owner of a part.
    SELECT c.plan_id, app.practitioner(c.user_id, c.unit_id), NULL, p.citizen_id, core,
           CASE WHEN p.status_code = ANY (open)
                THEN app.class_bit('core') | app.right_contribute() | app.right_coordinate() ELSE app.right_reopen() END,
           'coordination', c.id, c.started_at, least(coalesce(c.ended_at, forever), app.access_closed_until(p)),
           c.user_id, c.unit_id, 0::smallint
      FROM coordination c JOIN joint_plan p ON p.id = c.plan_id
     WHERE plan IS NULL OR c.plan_id = plan
    UNION ALL
    -- A draft belongs to its author until it has a coordinator.
    SELECT p.id, app.practitioner(p.created_by, p.created_unit_id), NULL, p.citizen_id, core,
           app.class_bit('core') | app.right_contribute() | app.right_coordinate(),
           'coordination', p.id, always, forever, p.created_by, p.created_unit_id, 0::smallint
      FROM joint_plan p
     WHERE (plan IS NULL OR p.id = plan) AND p.status_code = 'draft'
       AND NOT EXISTS (SELECT FROM coordination c WHERE c.plan_id = p.id AND c.ended_at IS NULL)
    UNION ALL
    -- The team: the core, while the membership lasts and the plan is open.
    SELECT m.plan_id, CASE m.kind_code WHEN 'person' THEN app.practitioner(m.user_id, m.unit_id) ELSE m.unit_id END,
           NULL, p.citizen_id, core, app.right_contribute(),
           CASE m.kind_code WHEN 'person' THEN 'team' ELSE 'unit-team' END, m.id,
           app.day_start(m.period_start_day), coalesce(app.day_start(m.period_end_day + 1), forever),
           m.user_id, m.unit_id, 2::smallint
      FROM team_member m JOIN joint_plan p ON p.id = m.plan_id
     WHERE (plan IS NULL OR m.plan_id = plan) AND m.status_code = 'active' AND m.kind_code IN ('person', 'unit')
       AND p.status_code = ANY (open)
    UNION ALL
    -- Former members and coordinators: read-only until a day, if one was given. The team of a closed plan too.
    SELECT m.plan_id, CASE m.kind_code WHEN 'person' THEN app.practitioner(m.user_id, m.unit_id) ELSE m.unit_id END,
           NULL, p.citizen_id, app.class_bit('core'), 0, 'former', m.id, always,
           CASE m.status_code WHEN 'active' THEN app.access_closed_until(p)
                ELSE least(app.day_start(m.read_until_day + 1), app.access_closed_until(p)) END,
           m.user_id, m.unit_id, 2::smallint
      FROM team_member m JOIN joint_plan p ON p.id = m.plan_id
     WHERE (plan IS NULL OR m.plan_id = plan)
       AND (m.status_code = 'ended' AND m.kind_code = 'person' AND m.read_until_day IS NOT NULL
            OR m.status_code = 'active' AND m.kind_code IN ('person', 'unit') AND p.status_code <> ALL (open)
               AND app.day_start(m.period_start_day) <= coalesce(p.closed_at, p.changed_at)
               AND (m.period_end_day IS NULL OR app.day_start(m.period_end_day + 1) > p.closed_at))
    UNION ALL
    -- An authority's own part, for those of its people who have a living relation to the plan. What is the citizen's own
    -- words stays as she said it, also where an authority keeps it.
    SELECT o.plan_id, o.principal, o.part_id, o.citizen_id, o.class_bit, CASE WHEN o.open THEN o.class_bit & ~app.class_bit('citizen-statement') ELSE 0 END,
           'own-part', o.part_id, o.since, o.until, o.user_id, o.unit_id, 1::smallint
      FROM app.access_own_part(plan) o
    UNION ALL
    -- A statute that was recorded: the named parties, as long as it lasts and what it serves lasts.
    SELECT s.plan_id, CASE WHEN y.user_id IS NULL THEN y.unit_id ELSE app.practitioner(y.user_id, y.unit_id) END,
           NULL, p.citizen_id, app.class_mask(s.class_codes), 0, 'statute', s.id, s.started_at,
           least(coalesce(s.ended_at, forever), coalesce(y.ended_at, forever), coalesce(app.day_start(s.until_day + 1), forever)),
           y.user_id, y.unit_id, 0::smallint
      FROM statute_use s JOIN statute_party y ON y.statute_use_id = s.id JOIN joint_plan p ON p.id = s.plan_id
     WHERE (plan IS NULL OR s.plan_id = plan) AND s.contributing_plan_id IS NULL AND p.status_code = ANY (open)
    UNION ALL
    SELECT s.plan_id, CASE WHEN y.user_id IS NULL THEN y.unit_id ELSE app.practitioner(y.user_id, y.unit_id) END,
           c.id, p.citizen_id, app.class_bit(c.class_code), 0, 'statute', s.id, s.started_at,
           least(coalesce(s.ended_at, forever), coalesce(y.ended_at, forever), coalesce(app.day_start(s.until_day + 1), forever)),
           y.user_id, y.unit_id, 0::smallint
      FROM statute_use s JOIN statute_party y ON y.statute_use_id = s.id JOIN joint_plan p ON p.id = s.plan_id
      JOIN contributing_plan c ON c.id = s.contributing_plan_id
     WHERE (plan IS NULL OR s.plan_id = plan) AND p.status_code = ANY (open) AND c.status_code = ANY (open)
    UNION ALL
    -- The citizen's yes.
    SELECT c.plan_id, c.principal, NULL, c.citizen_id, c.class_bit, 0, 'consent', c.basis_id, c.since, c.until,
           c.user_id, c.unit_id, 2::smallint
      FROM app.access_consented(plan) c
    UNION ALL
    SELECT r.plan_id, r.principal, app.relative_document(r.plan_id, r.class_code), r.citizen_id,
           app.class_bit(r.class_code), 0, r.basis_code, r.basis_id, r.since, r.until, r.principal, NULL, r.reach
      FROM app.access_relative(plan) r
    UNION ALL
    -- An emergency: what was chosen, to be read, by the one who opened it, to the second.
    SELECT b.plan_id, app.practitioner(b.user_id, b.unit_id), NULL, b.citizen_id, app.class_mask(b.class_codes), 0,
           'break-glass', b.id, b.started_at, least(b.ends_at, coalesce(b.closed_at, forever)),
           b.user_id, b.unit_id, CASE WHEN b.overrides_objection THEN 0 ELSE 2 END::smallint
      FROM break_glass b JOIN joint_plan p ON p.id = b.plan_id
     WHERE (plan IS NULL OR b.plan_id = plan) AND p.status_code <> 'draft';
END
$$;

-- When the rights that end with a plan end: 180 days after it was closed (setting closed_read_days); never while it is open.
CREATE OR REPLACE FUNCTION app.access_closed_until(p samplan.joint_plan) RETURNS timestamptz
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    IF p.status_code IN ('draft', 'active', 'on-hold') THEN
        RETURN 'infinity';
    END IF;
    RETURN coalesce(p.closed_at, p.changed_at) + make_interval(days => app.setting_number('closed_read_days', 180));
END
$$;
