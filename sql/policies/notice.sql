-- Each user's own.
SET ROLE samplan_owner;
ALTER TABLE samplan.notice ENABLE ROW LEVEL SECURITY;
ALTER TABLE samplan.notice FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON samplan.notice TO samplan_derive;
DROP POLICY IF EXISTS derive ON samplan.notice;
CREATE POLICY derive ON samplan.notice TO samplan_derive USING (true) WITH CHECK (true);
REVOKE UPDATE ON samplan.notice FROM samplan_api;
GRANT SELECT, UPDATE (seen_at) ON samplan.notice TO samplan_api;
GRANT SELECT ON samplan.notice TO samplan_auth;
DROP POLICY IF EXISTS own ON samplan.notice;
CREATE POLICY own ON samplan.notice FOR SELECT TO samplan_api
 USING (user_id = (SELECT app.actor_user()));
DROP POLICY IF EXISTS seen ON samplan.notice;
CREATE POLICY seen ON samplan.notice FOR UPDATE TO samplan_api
 USING (user_id = (SELECT app.actor_user()))
 WITH CHECK (user_id = (SELECT app.actor_user()));
-- auth_enter counts what has not been seen
DROP POLICY IF EXISTS auth ON samplan.notice;
CREATE POLICY auth ON samplan.notice FOR SELECT TO samplan_auth USING (true);
RESET ROLE;
