-- Secrets of sign-in: samplan_auth alone.
SET ROLE samplan_owner;
ALTER TABLE samplan.actor_key ENABLE ROW LEVEL SECURITY;
ALTER TABLE samplan.actor_key FORCE ROW LEVEL SECURITY;
GRANT SELECT ON samplan.actor_key TO samplan_auth;
DROP POLICY IF EXISTS auth ON samplan.actor_key;
CREATE POLICY auth ON samplan.actor_key FOR ALL TO samplan_auth
 USING (true)
 WITH CHECK (true);
RESET ROLE;
