-- Secrets of sign-in: samplan_auth alone.
SET ROLE samplan_owner;
ALTER TABLE samplan.passkey ENABLE ROW LEVEL SECURITY;
ALTER TABLE samplan.passkey FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON samplan.passkey TO samplan_auth;
DROP POLICY IF EXISTS auth ON samplan.passkey;
CREATE POLICY auth ON samplan.passkey FOR ALL TO samplan_auth
 USING (true)
 WITH CHECK (true);
RESET ROLE;
