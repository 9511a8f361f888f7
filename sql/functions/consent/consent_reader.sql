-- What the actor may know of a plan's answers, beside the policies that already cut the rows. every: the citizen and the
-- coordinator, to whom every answer is open; may_write: may write any answer down; may_end: may write down a no and take an answer
-- back, which the citizen, and the coordinator after her word, can in a closed plan too; classes: section classes
-- whose answers she reads because she reads the class.
DROP FUNCTION IF EXISTS app.consent_reader(uuid);
CREATE OR REPLACE FUNCTION app.consent_reader(plan uuid, OUT every boolean, OUT may_write boolean, OUT may_end boolean, OUT classes integer)
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    SELECT coalesce(bool_or(a.basis_code = 'self' OR a.write_mask & (app.right_coordinate() | app.right_reopen()) <> 0), false),
           coalesce(bool_or(a.basis_code IN ('self', 'coordination', 'team', 'unit-team')
                            AND a.write_mask & (app.right_contribute() | app.right_coordinate()) <> 0), false),
           coalesce(bit_or(a.read_mask) FILTER (WHERE a.basis_code NOT IN ('break-glass', 'former')), 0)
      INTO every, may_write, classes
      FROM access a
     WHERE a.plan_id = plan AND a.principal = ANY ((SELECT app.actor_principals())::uuid[])
       AND a.since <= now() AND a.until > now() AND a.part_id IS NULL;
    may_end := every OR may_write;
END
$$;
