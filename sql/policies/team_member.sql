-- Core of the plan: read by all who may read the core.
SET ROLE samplan_owner;
ALTER TABLE samplan.team_member ENABLE ROW LEVEL SECURITY;
ALTER TABLE samplan.team_member FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON samplan.team_member TO samplan_derive;
DROP POLICY IF EXISTS derive ON samplan.team_member;
CREATE POLICY derive ON samplan.team_member TO samplan_derive USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE ON samplan.team_member TO samplan_api;
DROP POLICY IF EXISTS read ON samplan.team_member;
CREATE POLICY read ON samplan.team_member FOR SELECT TO samplan_api
 USING (EXISTS (
    SELECT FROM samplan.access a
     WHERE a.plan_id = team_member.plan_id
       AND a.principal = ANY ((SELECT app.actor_principals())::uuid[])
       AND a.since <= now() AND a.until > now()
       AND (a.read_mask & 1) <> 0 AND a.part_id IS NULL));
DROP POLICY IF EXISTS add ON samplan.team_member;
CREATE POLICY add ON samplan.team_member FOR INSERT TO samplan_api
 WITH CHECK (EXISTS (
    SELECT FROM samplan.access a
     WHERE a.plan_id = team_member.plan_id
       AND a.principal = ANY ((SELECT app.actor_principals())::uuid[])
       AND a.since <= now() AND a.until > now()
       AND a.part_id IS NULL AND (a.write_mask & (1 << 25)) <> 0));
DROP POLICY IF EXISTS change ON samplan.team_member;
CREATE POLICY change ON samplan.team_member FOR UPDATE TO samplan_api
 USING (EXISTS (
    SELECT FROM samplan.access a
     WHERE a.plan_id = team_member.plan_id
       AND a.principal = ANY ((SELECT app.actor_principals())::uuid[])
       AND a.since <= now() AND a.until > now()
       AND a.part_id IS NULL AND (a.write_mask & (1 << 25)) <> 0))
 WITH CHECK (EXISTS (
    SELECT FROM samplan.access a
     WHERE a.plan_id = team_member.plan_id
       AND a.principal = ANY ((SELECT app.actor_principals())::uuid[])
       AND a.since <= now() AND a.until > now()
       AND a.part_id IS NULL AND (a.write_mask & (1 << 25)) <> 0));
-- A member may leave.
DROP POLICY IF EXISTS leave ON samplan.team_member;
CREATE POLICY leave ON samplan.team_member FOR UPDATE TO samplan_api
 USING (user_id = (SELECT app.actor_user()) AND status_code = 'active' AND (SELECT app.actor_role()) = 'caseworker')
 WITH CHECK (user_id = (SELECT app.actor_user()));
RESET ROLE;
