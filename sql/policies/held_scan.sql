-- A scan held for a form: its sender's own, as long as she may write answers of the plan.
SET ROLE samplan_owner;
ALTER TABLE samplan.held_scan ENABLE ROW LEVEL SECURITY;
ALTER TABLE samplan.held_scan FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON samplan.held_scan TO samplan_api;
DROP POLICY IF EXISTS own ON samplan.held_scan;
CREATE POLICY own ON samplan.held_scan FOR ALL TO samplan_api
 USING (user_id = (SELECT app.actor_user()))
 WITH CHECK (user_id = (SELECT app.actor_user()) AND EXISTS (
    SELECT FROM samplan.access a
     WHERE a.plan_id = held_scan.plan_id
       AND a.principal = ANY ((SELECT app.actor_principals())::uuid[])
       AND a.since <= now() AND a.until > now()
       AND a.part_id IS NULL AND (a.write_mask & ((1 << 24) | (1 << 25))) <> 0 AND a.basis_code IN ('self', 'coordination', 'team', 'unit-team')));
RESET ROLE;
