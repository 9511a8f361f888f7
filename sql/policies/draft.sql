-- Each user's own.
SET ROLE samplan_owner;
ALTER TABLE samplan.draft ENABLE ROW LEVEL SECURITY;
ALTER TABLE samplan.draft FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON samplan.draft TO samplan_derive;
DROP POLICY IF EXISTS derive ON samplan.draft;
CREATE POLICY derive ON samplan.draft TO samplan_derive USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON samplan.draft TO samplan_api;
DROP POLICY IF EXISTS own ON samplan.draft;
CREATE POLICY own ON samplan.draft FOR ALL TO samplan_api
 USING (user_id = (SELECT app.actor_user()))
 WITH CHECK (user_id = (SELECT app.actor_user()));
RESET ROLE;
