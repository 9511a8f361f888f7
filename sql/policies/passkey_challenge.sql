-- Secrets of sign-in: samplan_auth alone.
SET ROLE samplan_owner;
ALTER TABLE samplan.passkey_challenge ENABLE ROW LEVEL SECURITY;
ALTER TABLE samplan.passkey_challenge FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON samplan.passkey_challenge TO samplan_auth;
DROP POLICY IF EXISTS auth ON samplan.passkey_challenge;
CREATE POLICY auth ON samplan.passkey_challenge FOR ALL TO samplan_auth
 USING (true)
 WITH CHECK (true);
RESET ROLE;
