-- Secrets of sign-in: samplan_auth alone.
SET ROLE samplan_owner;
ALTER TABLE samplan.session ENABLE ROW LEVEL SECURITY;
ALTER TABLE samplan.session FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON samplan.session TO samplan_auth;
DROP POLICY IF EXISTS auth ON samplan.session;
CREATE POLICY auth ON samplan.session FOR ALL TO samplan_auth
 USING (true)
 WITH CHECK (true);
RESET ROLE;
