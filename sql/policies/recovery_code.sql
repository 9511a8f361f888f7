-- Secrets of sign-in: samplan_auth alone.
SET ROLE samplan_owner;
ALTER TABLE samplan.recovery_code ENABLE ROW LEVEL SECURITY;
ALTER TABLE samplan.recovery_code FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON samplan.recovery_code TO samplan_auth;
DROP POLICY IF EXISTS auth ON samplan.recovery_code;
CREATE POLICY auth ON samplan.recovery_code FOR ALL TO samplan_auth
 USING (true)
 WITH CHECK (true);
RESET ROLE;
