-- Reference data: everybody reads.
SET ROLE samplan_owner;
ALTER TABLE samplan.legal_basis ENABLE ROW LEVEL SECURITY;
ALTER TABLE samplan.legal_basis FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON samplan.legal_basis TO samplan_derive;
DROP POLICY IF EXISTS derive ON samplan.legal_basis;
CREATE POLICY derive ON samplan.legal_basis TO samplan_derive USING (true) WITH CHECK (true);
GRANT SELECT ON samplan.legal_basis TO samplan_api, samplan_auth;
DROP POLICY IF EXISTS read ON samplan.legal_basis;
CREATE POLICY read ON samplan.legal_basis FOR SELECT TO samplan_api, samplan_auth USING (true);
RESET ROLE;
