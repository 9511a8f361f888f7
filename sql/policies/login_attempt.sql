-- Secrets of sign-in: samplan_auth alone.
SET ROLE samplan_owner;
ALTER TABLE samplan.login_attempt ENABLE ROW LEVEL SECURITY;
ALTER TABLE samplan.login_attempt FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON samplan.login_attempt TO samplan_auth;
DROP POLICY IF EXISTS auth ON samplan.login_attempt;
CREATE POLICY auth ON samplan.login_attempt FOR ALL TO samplan_auth
 USING (true)
 WITH CHECK (true);
RESET ROLE;
