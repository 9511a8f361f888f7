-- Reference data: everybody reads.
SET ROLE samplan_owner;
ALTER TABLE samplan.task_template ENABLE ROW LEVEL SECURITY;
ALTER TABLE samplan.task_template FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON samplan.task_template TO samplan_derive;
DROP POLICY IF EXISTS derive ON samplan.task_template;
CREATE POLICY derive ON samplan.task_template TO samplan_derive USING (true) WITH CHECK (true);
GRANT SELECT ON samplan.task_template TO samplan_api, samplan_auth;
DROP POLICY IF EXISTS read ON samplan.task_template;
CREATE POLICY read ON samplan.task_template FOR SELECT TO samplan_api, samplan_auth USING (true);
RESET ROLE;
