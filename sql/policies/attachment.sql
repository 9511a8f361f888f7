-- A scan: the citizen, the coordinator, and whoever laid it in, as long as she has to do with the plan.
SET ROLE samplan_owner;
ALTER TABLE samplan.attachment ENABLE ROW LEVEL SECURITY;
ALTER TABLE samplan.attachment FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON samplan.attachment TO samplan_derive;
DROP POLICY IF EXISTS derive ON samplan.attachment;
CREATE POLICY derive ON samplan.attachment TO samplan_derive USING (true) WITH CHECK (true);
GRANT SELECT, INSERT ON samplan.attachment TO samplan_api;
DROP POLICY IF EXISTS read ON samplan.attachment;
CREATE POLICY read ON samplan.attachment FOR SELECT TO samplan_api
 USING (EXISTS (
    SELECT FROM samplan.access a
     WHERE a.plan_id = attachment.plan_id
       AND a.principal = ANY ((SELECT app.actor_principals())::uuid[])
       AND a.since <= now() AND a.until > now()
       AND a.part_id IS NULL AND (a.basis_code = 'self' OR (a.write_mask & ((1 << 25) | (1 << 26))) <> 0)));
DROP POLICY IF EXISTS own ON samplan.attachment;
CREATE POLICY own ON samplan.attachment FOR SELECT TO samplan_api
 USING (created_by = (SELECT app.actor_user()) AND EXISTS (
    SELECT FROM samplan.access a
     WHERE a.plan_id = attachment.plan_id
       AND a.principal = ANY ((SELECT app.actor_principals())::uuid[])
       AND a.since <= now() AND a.until > now()
       AND a.part_id IS NULL AND (a.read_mask & 1) <> 0));
DROP POLICY IF EXISTS add ON samplan.attachment;
CREATE POLICY add ON samplan.attachment FOR INSERT TO samplan_api
 WITH CHECK (created_by = (SELECT app.actor_user()) AND EXISTS (
    SELECT FROM samplan.access a
     WHERE a.plan_id = attachment.plan_id
       AND a.principal = ANY ((SELECT app.actor_principals())::uuid[])
       AND a.since <= now() AND a.until > now()
       AND a.part_id IS NULL AND (a.write_mask & ((1 << 24) | (1 << 25))) <> 0 AND a.basis_code IN ('self', 'coordination', 'team', 'unit-team')));
RESET ROLE;
