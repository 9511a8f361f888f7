-- Each user's own.
SET ROLE samplan_owner;
ALTER TABLE samplan.idempotency ENABLE ROW LEVEL SECURITY;
ALTER TABLE samplan.idempotency FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON samplan.idempotency TO samplan_derive;
DROP POLICY IF EXISTS derive ON samplan.idempotency;
CREATE POLICY derive ON samplan.idempotency TO samplan_derive USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON samplan.idempotency TO samplan_api;
DROP POLICY IF EXISTS own ON samplan.idempotency;
CREATE POLICY own ON samplan.idempotency FOR ALL TO samplan_api
 USING (user_id = (SELECT app.actor_user()))
 WITH CHECK (user_id = (SELECT app.actor_user()));
RESET ROLE;
