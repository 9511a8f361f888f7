-- The plan itself: read by everybody with any relation (its core comes from documents), changed by the coordinator.
SET ROLE samplan_owner;
ALTER TABLE samplan.joint_plan ENABLE ROW LEVEL SECURITY;
ALTER TABLE samplan.joint_plan FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON samplan.joint_plan TO samplan_derive;
DROP POLICY IF EXISTS derive ON samplan.joint_plan;
CREATE POLICY derive ON samplan.joint_plan TO samplan_derive USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE ON samplan.joint_plan TO samplan_api;
DROP POLICY IF EXISTS read ON samplan.joint_plan;
CREATE POLICY read ON samplan.joint_plan FOR SELECT TO samplan_api
 USING (EXISTS (
    SELECT FROM samplan.access a
     WHERE a.plan_id = joint_plan.id
       AND a.principal = ANY ((SELECT app.actor_principals())::uuid[])
       AND a.since <= now() AND a.until > now()
       AND true));
DROP POLICY IF EXISTS mine ON samplan.joint_plan;
CREATE POLICY mine ON samplan.joint_plan FOR SELECT TO samplan_api
 USING (created_by = (SELECT app.actor_user()) AND created_unit_id = (SELECT app.actor_unit()) AND status_code = 'draft');
DROP POLICY IF EXISTS add ON samplan.joint_plan;
CREATE POLICY add ON samplan.joint_plan FOR INSERT TO samplan_api
 WITH CHECK (created_by = (SELECT app.actor_user()) AND created_unit_id = (SELECT app.actor_unit()) AND status_code = 'draft' AND (SELECT app.actor_role()) = 'caseworker');
DROP POLICY IF EXISTS change ON samplan.joint_plan;
CREATE POLICY change ON samplan.joint_plan FOR UPDATE TO samplan_api
 USING (EXISTS (
    SELECT FROM samplan.access a
     WHERE a.plan_id = joint_plan.id
       AND a.principal = ANY ((SELECT app.actor_principals())::uuid[])
       AND a.since <= now() AND a.until > now()
       AND (a.write_mask & ((1 << 25) | (1 << 26))) <> 0))
 WITH CHECK (EXISTS (
    SELECT FROM samplan.access a
     WHERE a.plan_id = joint_plan.id
       AND a.principal = ANY ((SELECT app.actor_principals())::uuid[])
       AND a.since <= now() AND a.until > now()
       AND (a.write_mask & ((1 << 25) | (1 << 26))) <> 0));
RESET ROLE;
