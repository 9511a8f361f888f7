-- Read by the user, by administrators and managers; granted by administrators.
SET ROLE samplan_owner;
ALTER TABLE samplan.role_assignment ENABLE ROW LEVEL SECURITY;
ALTER TABLE samplan.role_assignment FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON samplan.role_assignment TO samplan_derive;
DROP POLICY IF EXISTS derive ON samplan.role_assignment;
CREATE POLICY derive ON samplan.role_assignment TO samplan_derive USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE ON samplan.role_assignment TO samplan_api;
GRANT SELECT, UPDATE ON samplan.role_assignment TO samplan_auth;
DROP POLICY IF EXISTS auth ON samplan.role_assignment;
CREATE POLICY auth ON samplan.role_assignment FOR ALL TO samplan_auth
 USING (true)
 WITH CHECK (true);
-- Who works where is part of the directory: needed to hand over and to ask. Relatives are not; administrators look after
-- their accounts.
DROP POLICY IF EXISTS read ON samplan.role_assignment;
CREATE POLICY read ON samplan.role_assignment FOR SELECT TO samplan_api
 USING (unit_id IS NOT NULL OR user_id = (SELECT app.actor_user())
        OR invited_unit_id IS NOT NULL AND (SELECT app.actor_role()) = 'administrator');
DROP POLICY IF EXISTS add ON samplan.role_assignment;
CREATE POLICY add ON samplan.role_assignment FOR INSERT TO samplan_api
 WITH CHECK ((SELECT app.actor_role()) = 'administrator' AND granted_by = (SELECT app.actor_user()));
DROP POLICY IF EXISTS change ON samplan.role_assignment;
CREATE POLICY change ON samplan.role_assignment FOR UPDATE TO samplan_api
 USING ((SELECT app.actor_role()) = 'administrator')
 WITH CHECK ((SELECT app.actor_role()) = 'administrator');
RESET ROLE;
