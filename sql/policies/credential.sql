-- Secrets of sign-in: samplan_auth alone.
SET ROLE samplan_owner;
ALTER TABLE samplan.credential ENABLE ROW LEVEL SECURITY;
ALTER TABLE samplan.credential FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON samplan.credential TO samplan_auth;
DROP POLICY IF EXISTS auth ON samplan.credential;
CREATE POLICY auth ON samplan.credential FOR ALL TO samplan_auth
 USING (true)
 WITH CHECK (true);
RESET ROLE;
