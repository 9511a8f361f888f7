-- Asked for and decided by administrators.
SET ROLE samplan_owner;
ALTER TABLE samplan.reset_request ENABLE ROW LEVEL SECURITY;
ALTER TABLE samplan.reset_request FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE ON samplan.reset_request TO samplan_api;
GRANT SELECT ON samplan.reset_request TO samplan_auth;
DROP POLICY IF EXISTS auth ON samplan.reset_request;
CREATE POLICY auth ON samplan.reset_request FOR SELECT TO samplan_auth USING (true);
DROP POLICY IF EXISTS read ON samplan.reset_request;
CREATE POLICY read ON samplan.reset_request FOR SELECT TO samplan_api
 USING ((SELECT app.actor_role()) = 'administrator');
DROP POLICY IF EXISTS add ON samplan.reset_request;
CREATE POLICY add ON samplan.reset_request FOR INSERT TO samplan_api
 WITH CHECK ((SELECT app.actor_role()) = 'administrator' AND requested_by = (SELECT app.actor_user()));
DROP POLICY IF EXISTS change ON samplan.reset_request;
CREATE POLICY change ON samplan.reset_request FOR UPDATE TO samplan_api
 USING ((SELECT app.actor_role()) = 'administrator')
 WITH CHECK ((SELECT app.actor_role()) = 'administrator');
RESET ROLE;
