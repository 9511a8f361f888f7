-- Each user's own.
SET ROLE samplan_owner;
ALTER TABLE samplan.task_filter ENABLE ROW LEVEL SECURITY;
ALTER TABLE samplan.task_filter FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON samplan.task_filter TO samplan_derive;
DROP POLICY IF EXISTS derive ON samplan.task_filter;
CREATE POLICY derive ON samplan.task_filter TO samplan_derive USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON samplan.task_filter TO samplan_api;
DROP POLICY IF EXISTS own ON samplan.task_filter;
CREATE POLICY own ON samplan.task_filter FOR ALL TO samplan_api
 USING (user_id = (SELECT app.actor_user()))
 WITH CHECK (user_id = (SELECT app.actor_user()));
RESET ROLE;
