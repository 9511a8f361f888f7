-- Asked for and decided by administrators.
SET ROLE samplan_owner;
ALTER TABLE samplan.unit_change ENABLE ROW LEVEL SECURITY;
ALTER TABLE samplan.unit_change FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE ON samplan.unit_change TO samplan_api;
DROP POLICY IF EXISTS read ON samplan.unit_change;
CREATE POLICY read ON samplan.unit_change FOR SELECT TO samplan_api
 USING ((SELECT app.actor_role()) = 'administrator');
DROP POLICY IF EXISTS add ON samplan.unit_change;
CREATE POLICY add ON samplan.unit_change FOR INSERT TO samplan_api
 WITH CHECK ((SELECT app.actor_role()) = 'administrator' AND requested_by = (SELECT app.actor_user()));
DROP POLICY IF EXISTS change ON samplan.unit_change;
CREATE POLICY change ON samplan.unit_change FOR UPDATE TO samplan_api
 USING ((SELECT app.actor_role()) = 'administrator')
 WITH CHECK ((SELECT app.actor_role()) = 'administrator');
RESET ROLE;
