-- What happened to one's own account; written and read by functions of samplan_auth.
SET ROLE samplan_owner;
ALTER TABLE samplan.account_notice ENABLE ROW LEVEL SECURITY;
ALTER TABLE samplan.account_notice FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE ON samplan.account_notice TO samplan_auth;
DROP POLICY IF EXISTS auth ON samplan.account_notice;
CREATE POLICY auth ON samplan.account_notice FOR ALL TO samplan_auth
 USING (true)
 WITH CHECK (true);
RESET ROLE;
