-- Each user's own.
SET ROLE samplan_owner;
ALTER TABLE samplan.own_seen ENABLE ROW LEVEL SECURITY;
ALTER TABLE samplan.own_seen FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON samplan.own_seen TO samplan_derive;
DROP POLICY IF EXISTS derive ON samplan.own_seen;
CREATE POLICY derive ON samplan.own_seen TO samplan_derive USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE ON samplan.own_seen TO samplan_api;
DROP POLICY IF EXISTS own ON samplan.own_seen;
CREATE POLICY own ON samplan.own_seen FOR ALL TO samplan_api
 USING (user_id = (SELECT app.actor_user()))
 WITH CHECK (user_id = (SELECT app.actor_user()));
RESET ROLE;
