-- The first column is the decision.
SET ROLE samplan_owner;
ALTER TABLE samplan.worklist ENABLE ROW LEVEL SECURITY;
ALTER TABLE samplan.worklist FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON samplan.worklist TO samplan_derive;
DROP POLICY IF EXISTS derive ON samplan.worklist;
CREATE POLICY derive ON samplan.worklist TO samplan_derive USING (true) WITH CHECK (true);
GRANT SELECT ON samplan.worklist TO samplan_api;
DROP POLICY IF EXISTS own ON samplan.worklist;
CREATE POLICY own ON samplan.worklist FOR SELECT TO samplan_api
 USING (principal = ANY ((SELECT app.actor_principals())::uuid[]) AND task_id <> ALL ((SELECT app.actor_tasks_kept_out())::uuid[]));
RESET ROLE;
