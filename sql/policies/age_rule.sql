-- Reference data: everybody reads.
SET ROLE samplan_owner;
ALTER TABLE samplan.age_rule ENABLE ROW LEVEL SECURITY;
ALTER TABLE samplan.age_rule FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON samplan.age_rule TO samplan_derive;
DROP POLICY IF EXISTS derive ON samplan.age_rule;
CREATE POLICY derive ON samplan.age_rule TO samplan_derive USING (true) WITH CHECK (true);
GRANT SELECT ON samplan.age_rule TO samplan_api, samplan_auth;
DROP POLICY IF EXISTS read ON samplan.age_rule;
CREATE POLICY read ON samplan.age_rule FOR SELECT TO samplan_api, samplan_auth USING (true);
RESET ROLE;
