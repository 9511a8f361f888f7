-- The directory is read by all who are signed in; the administration writes.
SET ROLE samplan_owner;
ALTER TABLE samplan.organisation ENABLE ROW LEVEL SECURITY;
ALTER TABLE samplan.organisation FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON samplan.organisation TO samplan_derive;
DROP POLICY IF EXISTS derive ON samplan.organisation;
CREATE POLICY derive ON samplan.organisation TO samplan_derive USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE ON samplan.organisation TO samplan_api;
GRANT SELECT ON samplan.organisation TO samplan_auth, samplan_audit;
DROP POLICY IF EXISTS read ON samplan.organisation;
CREATE POLICY read ON samplan.organisation FOR SELECT TO samplan_api, samplan_auth, samplan_audit
 USING (true);
DROP POLICY IF EXISTS add ON samplan.organisation;
CREATE POLICY add ON samplan.organisation FOR INSERT TO samplan_api
 WITH CHECK ((SELECT app.actor_role()) = 'administrator');
DROP POLICY IF EXISTS change ON samplan.organisation;
CREATE POLICY change ON samplan.organisation FOR UPDATE TO samplan_api
 USING ((SELECT app.actor_role()) = 'administrator')
 WITH CHECK ((SELECT app.actor_role()) = 'administrator');
RESET ROLE;
