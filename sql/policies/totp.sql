-- Secrets of sign-in: samplan_auth alone.
SET ROLE samplan_owner;
ALTER TABLE samplan.totp ENABLE ROW LEVEL SECURITY;
ALTER TABLE samplan.totp FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON samplan.totp TO samplan_auth;
DROP POLICY IF EXISTS auth ON samplan.totp;
CREATE POLICY auth ON samplan.totp FOR ALL TO samplan_auth
 USING (true)
 WITH CHECK (true);
RESET ROLE;
