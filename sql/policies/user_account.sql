-- Staff are a directory; a citizen's or relative's account is seen by its user and by functions of samplan_auth.
SET ROLE samplan_owner;
ALTER TABLE samplan.user_account ENABLE ROW LEVEL SECURITY;
ALTER TABLE samplan.user_account FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON samplan.user_account TO samplan_derive;
DROP POLICY IF EXISTS derive ON samplan.user_account;
CREATE POLICY derive ON samplan.user_account TO samplan_derive USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE ON samplan.user_account TO samplan_api, samplan_auth;
DROP POLICY IF EXISTS auth ON samplan.user_account;
CREATE POLICY auth ON samplan.user_account FOR ALL TO samplan_auth
 USING (true)
 WITH CHECK (true);
DROP POLICY IF EXISTS staff ON samplan.user_account;
CREATE POLICY staff ON samplan.user_account FOR SELECT TO samplan_api
 USING (citizen_id IS NULL);
DROP POLICY IF EXISTS own ON samplan.user_account;
CREATE POLICY own ON samplan.user_account FOR SELECT TO samplan_api
 USING (id = (SELECT app.actor_user()));
-- Names beside what a citizen wrote in a plan that the reader may read.
DROP POLICY IF EXISTS citizen ON samplan.user_account;
CREATE POLICY citizen ON samplan.user_account FOR SELECT TO samplan_api
 USING (citizen_id IS NOT NULL AND EXISTS (
    SELECT FROM samplan.access a
     WHERE a.citizen_id = user_account.citizen_id
       AND a.principal = ANY ((SELECT app.actor_principals())::uuid[])
       AND a.since <= now() AND a.until > now()));
DROP POLICY IF EXISTS add ON samplan.user_account;
CREATE POLICY add ON samplan.user_account FOR INSERT TO samplan_api
 WITH CHECK ((SELECT app.actor_role()) = 'administrator' AND citizen_id IS NULL);
DROP POLICY IF EXISTS change ON samplan.user_account;
CREATE POLICY change ON samplan.user_account FOR UPDATE TO samplan_api
 USING (((SELECT app.actor_role()) = 'administrator' AND citizen_id IS NULL) OR id = (SELECT app.actor_user()))
 WITH CHECK (((SELECT app.actor_role()) = 'administrator' AND citizen_id IS NULL) OR id = (SELECT app.actor_user()));
RESET ROLE;
