-- The directory is read by all who are signed in; the administration writes.
SET ROLE samplan_owner;
ALTER TABLE samplan.unit ENABLE ROW LEVEL SECURITY;
ALTER TABLE samplan.unit FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON samplan.unit TO samplan_derive;
DROP POLICY IF EXISTS derive ON samplan.unit;
CREATE POLICY derive ON samplan.unit TO samplan_derive USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE ON samplan.unit TO samplan_api;
GRANT SELECT ON samplan.unit TO samplan_auth, samplan_audit;
DROP POLICY IF EXISTS read ON samplan.unit;
CREATE POLICY read ON samplan.unit FOR SELECT TO samplan_api, samplan_auth, samplan_audit
 USING (true);
DROP POLICY IF EXISTS add ON samplan.unit;
CREATE POLICY add ON samplan.unit FOR INSERT TO samplan_api
 WITH CHECK ((SELECT app.actor_role()) = 'administrator');
DROP POLICY IF EXISTS change ON samplan.unit;
CREATE POLICY change ON samplan.unit FOR UPDATE TO samplan_api
 USING ((SELECT app.actor_role()) = 'administrator')
 WITH CHECK ((SELECT app.actor_role()) = 'administrator');
RESET ROLE;
