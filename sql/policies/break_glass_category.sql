-- Reference data: everybody reads.
SET ROLE samplan_owner;
ALTER TABLE samplan.break_glass_category ENABLE ROW LEVEL SECURITY;
ALTER TABLE samplan.break_glass_category FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON samplan.break_glass_category TO samplan_derive;
DROP POLICY IF EXISTS derive ON samplan.break_glass_category;
CREATE POLICY derive ON samplan.break_glass_category TO samplan_derive USING (true) WITH CHECK (true);
GRANT SELECT ON samplan.break_glass_category TO samplan_api, samplan_auth;
DROP POLICY IF EXISTS read ON samplan.break_glass_category;
CREATE POLICY read ON samplan.break_glass_category FOR SELECT TO samplan_api, samplan_auth USING (true);
RESET ROLE;
