-- Kept by app.job_ages alone.
SET ROLE samplan_owner;
ALTER TABLE samplan.age_transition ENABLE ROW LEVEL SECURITY;
ALTER TABLE samplan.age_transition FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON samplan.age_transition TO samplan_derive;
DROP POLICY IF EXISTS derive ON samplan.age_transition;
CREATE POLICY derive ON samplan.age_transition TO samplan_derive USING (true) WITH CHECK (true);
RESET ROLE;
