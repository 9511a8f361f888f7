-- Reference data: everybody reads.
SET ROLE samplan_owner;
ALTER TABLE samplan.purpose ENABLE ROW LEVEL SECURITY;
ALTER TABLE samplan.purpose FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON samplan.purpose TO samplan_derive;
DROP POLICY IF EXISTS derive ON samplan.purpose;
CREATE POLICY derive ON samplan.purpose TO samplan_derive USING (true) WITH CHECK (true);
GRANT SELECT ON samplan.purpose TO samplan_api, samplan_auth;
DROP POLICY IF EXISTS read ON samplan.purpose;
CREATE POLICY read ON samplan.purpose FOR SELECT TO samplan_api, samplan_auth USING (true);
RESET ROLE;
