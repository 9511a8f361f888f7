-- Read and answered by the coordinator; the requester knows of it through her own draft only.
SET ROLE samplan_owner;
ALTER TABLE samplan.join_request ENABLE ROW LEVEL SECURITY;
ALTER TABLE samplan.join_request FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON samplan.join_request TO samplan_derive;
DROP POLICY IF EXISTS derive ON samplan.join_request;
CREATE POLICY derive ON samplan.join_request TO samplan_derive USING (true) WITH CHECK (true);
GRANT SELECT, UPDATE ON samplan.join_request TO samplan_api;
DROP POLICY IF EXISTS read ON samplan.join_request;
CREATE POLICY read ON samplan.join_request FOR SELECT TO samplan_api
 USING (EXISTS (
    SELECT FROM samplan.access a
     WHERE a.plan_id = join_request.plan_id
       AND a.principal = ANY ((SELECT app.actor_principals())::uuid[])
       AND a.since <= now() AND a.until > now()
       AND (a.write_mask & (1 << 25)) <> 0));
DROP POLICY IF EXISTS answer ON samplan.join_request;
CREATE POLICY answer ON samplan.join_request FOR UPDATE TO samplan_api
 USING (EXISTS (
    SELECT FROM samplan.access a
     WHERE a.plan_id = join_request.plan_id
       AND a.principal = ANY ((SELECT app.actor_principals())::uuid[])
       AND a.since <= now() AND a.until > now()
       AND (a.write_mask & (1 << 25)) <> 0))
 WITH CHECK (EXISTS (
    SELECT FROM samplan.access a
     WHERE a.plan_id = join_request.plan_id
       AND a.principal = ANY ((SELECT app.actor_principals())::uuid[])
       AND a.since <= now() AND a.until > now()
       AND (a.write_mask & (1 << 25)) <> 0));
RESET ROLE;
