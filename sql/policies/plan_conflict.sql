-- Shown only to those who may read both plans.
SET ROLE samplan_owner;
ALTER TABLE samplan.plan_conflict ENABLE ROW LEVEL SECURITY;
ALTER TABLE samplan.plan_conflict FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON samplan.plan_conflict TO samplan_derive;
DROP POLICY IF EXISTS derive ON samplan.plan_conflict;
CREATE POLICY derive ON samplan.plan_conflict TO samplan_derive USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE ON samplan.plan_conflict TO samplan_api;
DROP POLICY IF EXISTS read ON samplan.plan_conflict;
CREATE POLICY read ON samplan.plan_conflict FOR SELECT TO samplan_api
 USING (EXISTS (
    SELECT FROM samplan.access a
     WHERE a.plan_id = plan_conflict.plan_id
       AND a.principal = ANY ((SELECT app.actor_principals())::uuid[])
       AND a.since <= now() AND a.until > now()
       AND (a.read_mask & app.class_bit(plan_conflict.class_a_code)) <> 0 AND (a.part_id IS NULL OR a.part_id = plan_conflict.part_a_id)) AND EXISTS (
    SELECT FROM samplan.access a
     WHERE a.plan_id = plan_conflict.plan_id
       AND a.principal = ANY ((SELECT app.actor_principals())::uuid[])
       AND a.since <= now() AND a.until > now()
       AND (a.read_mask & app.class_bit(plan_conflict.class_b_code)) <> 0 AND (a.part_id IS NULL OR a.part_id = plan_conflict.part_b_id)));
DROP POLICY IF EXISTS add ON samplan.plan_conflict;
CREATE POLICY add ON samplan.plan_conflict FOR INSERT TO samplan_api
 WITH CHECK (EXISTS (
    SELECT FROM samplan.access a
     WHERE a.plan_id = plan_conflict.plan_id
       AND a.principal = ANY ((SELECT app.actor_principals())::uuid[])
       AND a.since <= now() AND a.until > now()
       AND (a.read_mask & app.class_bit(plan_conflict.class_a_code)) <> 0 AND (a.part_id IS NULL OR a.part_id = plan_conflict.part_a_id)) AND EXISTS (
    SELECT FROM samplan.access a
     WHERE a.plan_id = plan_conflict.plan_id
       AND a.principal = ANY ((SELECT app.actor_principals())::uuid[])
       AND a.since <= now() AND a.until > now()
       AND (a.read_mask & app.class_bit(plan_conflict.class_b_code)) <> 0 AND (a.part_id IS NULL OR a.part_id = plan_conflict.part_b_id)));
DROP POLICY IF EXISTS change ON samplan.plan_conflict;
CREATE POLICY change ON samplan.plan_conflict FOR UPDATE TO samplan_api
 USING (EXISTS (
    SELECT FROM samplan.access a
     WHERE a.plan_id = plan_conflict.plan_id
       AND a.principal = ANY ((SELECT app.actor_principals())::uuid[])
       AND a.since <= now() AND a.until > now()
       AND (a.read_mask & app.class_bit(plan_conflict.class_a_code)) <> 0 AND (a.part_id IS NULL OR a.part_id = plan_conflict.part_a_id)) AND EXISTS (
    SELECT FROM samplan.access a
     WHERE a.plan_id = plan_conflict.plan_id
       AND a.principal = ANY ((SELECT app.actor_principals())::uuid[])
       AND a.since <= now() AND a.until > now()
       AND (a.read_mask & app.class_bit(plan_conflict.class_b_code)) <> 0 AND (a.part_id IS NULL OR a.part_id = plan_conflict.part_b_id)))
 WITH CHECK (EXISTS (
    SELECT FROM samplan.access a
     WHERE a.plan_id = plan_conflict.plan_id
       AND a.principal = ANY ((SELECT app.actor_principals())::uuid[])
       AND a.since <= now() AND a.until > now()
       AND (a.read_mask & app.class_bit(plan_conflict.class_a_code)) <> 0 AND (a.part_id IS NULL OR a.part_id = plan_conflict.part_a_id)) AND EXISTS (
    SELECT FROM samplan.access a
     WHERE a.plan_id = plan_conflict.plan_id
       AND a.principal = ANY ((SELECT app.actor_principals())::uuid[])
       AND a.since <= now() AND a.until > now()
       AND (a.read_mask & app.class_bit(plan_conflict.class_b_code)) <> 0 AND (a.part_id IS NULL OR a.part_id = plan_conflict.part_b_id)));
RESET ROLE;
