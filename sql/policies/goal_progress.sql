-- Rows of a section class: read and written by those with a right to that class, or to that part.
SET ROLE samplan_owner;
ALTER TABLE samplan.goal_progress ENABLE ROW LEVEL SECURITY;
ALTER TABLE samplan.goal_progress FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON samplan.goal_progress TO samplan_derive;
DROP POLICY IF EXISTS derive ON samplan.goal_progress;
CREATE POLICY derive ON samplan.goal_progress TO samplan_derive USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE ON samplan.goal_progress TO samplan_api;
DROP POLICY IF EXISTS read ON samplan.goal_progress;
CREATE POLICY read ON samplan.goal_progress FOR SELECT TO samplan_api
 USING (EXISTS (
    SELECT FROM samplan.access a
     WHERE a.plan_id = goal_progress.plan_id
       AND a.principal = ANY ((SELECT app.actor_principals())::uuid[])
       AND a.since <= now() AND a.until > now()
       AND (a.read_mask & app.class_bit(goal_progress.class_code)) <> 0 AND (a.part_id IS NULL OR a.part_id = goal_progress.contributing_plan_id)));
DROP POLICY IF EXISTS add ON samplan.goal_progress;
CREATE POLICY add ON samplan.goal_progress FOR INSERT TO samplan_api
 WITH CHECK (EXISTS (
    SELECT FROM samplan.access a
     WHERE a.plan_id = goal_progress.plan_id
       AND a.principal = ANY ((SELECT app.actor_principals())::uuid[])
       AND a.since <= now() AND a.until > now()
       AND (CASE WHEN goal_progress.class_code = 'core' THEN a.part_id IS NULL AND (a.write_mask & (1 << 24)) <> 0 ELSE (a.write_mask & app.class_bit(goal_progress.class_code)) <> 0 AND (a.part_id IS NULL OR a.part_id = goal_progress.contributing_plan_id) END)));
DROP POLICY IF EXISTS change ON samplan.goal_progress;
CREATE POLICY change ON samplan.goal_progress FOR UPDATE TO samplan_api
 USING (EXISTS (
    SELECT FROM samplan.access a
     WHERE a.plan_id = goal_progress.plan_id
       AND a.principal = ANY ((SELECT app.actor_principals())::uuid[])
       AND a.since <= now() AND a.until > now()
       AND (CASE WHEN goal_progress.class_code = 'core' THEN a.part_id IS NULL AND (a.write_mask & (1 << 24)) <> 0 ELSE (a.write_mask & app.class_bit(goal_progress.class_code)) <> 0 AND (a.part_id IS NULL OR a.part_id = goal_progress.contributing_plan_id) END)))
 WITH CHECK (EXISTS (
    SELECT FROM samplan.access a
     WHERE a.plan_id = goal_progress.plan_id
       AND a.principal = ANY ((SELECT app.actor_principals())::uuid[])
       AND a.since <= now() AND a.until > now()
       AND (CASE WHEN goal_progress.class_code = 'core' THEN a.part_id IS NULL AND (a.write_mask & (1 << 24)) <> 0 ELSE (a.write_mask & app.class_bit(goal_progress.class_code)) <> 0 AND (a.part_id IS NULL OR a.part_id = goal_progress.contributing_plan_id) END)));
RESET ROLE;
