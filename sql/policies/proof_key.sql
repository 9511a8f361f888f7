-- Secrets of sign-in: samplan_auth alone; samplanctl writes them by app.ctl_proof_keys.
SET ROLE samplan_owner;
ALTER TABLE samplan.proof_key ENABLE ROW LEVEL SECURITY;
ALTER TABLE samplan.proof_key FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON samplan.proof_key TO samplan_auth;
DROP POLICY IF EXISTS auth ON samplan.proof_key;
CREATE POLICY auth ON samplan.proof_key FOR ALL TO samplan_auth
 USING (true)
 WITH CHECK (true);
RESET ROLE;
