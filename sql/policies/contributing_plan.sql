-- Read by the owner, the citizen and the coordinator; changed by the owner alone.
SET ROLE samplan_owner;
ALTER TABLE samplan.contributing_plan ENABLE ROW LEVEL SECURITY;
ALTER TABLE samplan.contributing_plan FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON samplan.contributing_plan TO samplan_derive;
DROP POLICY IF EXISTS derive ON samplan.contributing_plan;
CREATE POLICY derive ON samplan.contributing_plan TO samplan_derive USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE ON samplan.contributing_plan TO samplan_api;
DROP POLICY IF EXISTS read ON samplan.contributing_plan;
CREATE POLICY read ON samplan.contributing_plan FOR SELECT TO samplan_api
 USING (EXISTS (
    SELECT FROM samplan.access a
     WHERE a.plan_id = contributing_plan.plan_id
       AND a.principal = ANY ((SELECT app.actor_principals())::uuid[])
       AND a.since <= now() AND a.until > now()
       AND (a.read_mask & app.class_bit(contributing_plan.class_code)) <> 0 AND (a.part_id IS NULL OR a.part_id = contributing_plan.id)));
-- A new one: by somebody who works on the plan, for her own unit (a citizen: see citizen_add).
DROP POLICY IF EXISTS add ON samplan.contributing_plan;
CREATE POLICY add ON samplan.contributing_plan FOR INSERT TO samplan_api
 WITH CHECK (owner_unit_id = ANY ((SELECT app.actor_principals())::uuid[]) AND EXISTS (
    SELECT FROM samplan.access a
     WHERE a.plan_id = contributing_plan.plan_id
       AND a.principal = ANY ((SELECT app.actor_principals())::uuid[])
       AND a.since <= now() AND a.until > now()
       AND a.part_id IS NULL AND (a.write_mask & (1 << 24)) <> 0));
DROP POLICY IF EXISTS change ON samplan.contributing_plan;
CREATE POLICY change ON samplan.contributing_plan FOR UPDATE TO samplan_api
 USING (EXISTS (
    SELECT FROM samplan.access a
     WHERE a.plan_id = contributing_plan.plan_id
       AND a.principal = ANY ((SELECT app.actor_principals())::uuid[])
       AND a.since <= now() AND a.until > now()
       AND (a.write_mask & app.class_bit(contributing_plan.class_code)) <> 0 AND a.part_id = contributing_plan.id))
 WITH CHECK (EXISTS (
    SELECT FROM samplan.access a
     WHERE a.plan_id = contributing_plan.plan_id
       AND a.principal = ANY ((SELECT app.actor_principals())::uuid[])
       AND a.since <= now() AND a.until > now()
       AND (a.write_mask & app.class_bit(contributing_plan.class_code)) <> 0 AND a.part_id = contributing_plan.id));
-- Her own plans the citizen alone adds and changes.
DROP POLICY IF EXISTS citizen_add ON samplan.contributing_plan;
CREATE POLICY citizen_add ON samplan.contributing_plan FOR INSERT TO samplan_api
 WITH CHECK (owner_unit_id IS NULL AND EXISTS (
    SELECT FROM samplan.access a
     WHERE a.plan_id = contributing_plan.plan_id
       AND a.principal = ANY ((SELECT app.actor_principals())::uuid[])
       AND a.since <= now() AND a.until > now()
       AND a.basis_code = 'self' AND (a.write_mask & app.class_bit(contributing_plan.class_code)) <> 0));
DROP POLICY IF EXISTS citizen_change ON samplan.contributing_plan;
CREATE POLICY citizen_change ON samplan.contributing_plan FOR UPDATE TO samplan_api
 USING (owner_unit_id IS NULL AND EXISTS (
    SELECT FROM samplan.access a
     WHERE a.plan_id = contributing_plan.plan_id
       AND a.principal = ANY ((SELECT app.actor_principals())::uuid[])
       AND a.since <= now() AND a.until > now()
       AND a.basis_code = 'self' AND (a.write_mask & app.class_bit(contributing_plan.class_code)) <> 0))
 WITH CHECK (owner_unit_id IS NULL AND EXISTS (
    SELECT FROM samplan.access a
     WHERE a.plan_id = contributing_plan.plan_id
       AND a.principal = ANY ((SELECT app.actor_principals())::uuid[])
       AND a.since <= now() AND a.until > now()
       AND a.basis_code = 'self' AND (a.write_mask & app.class_bit(contributing_plan.class_code)) <> 0));
RESET ROLE;
