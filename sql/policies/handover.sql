-- Core of the plan: read by all who may read the core, and by whoever is asked, unless the citizen keeps her out.
SET ROLE samplan_owner;
ALTER TABLE samplan.handover ENABLE ROW LEVEL SECURITY;
ALTER TABLE samplan.handover FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON samplan.handover TO samplan_derive;
DROP POLICY IF EXISTS derive ON samplan.handover;
CREATE POLICY derive ON samplan.handover TO samplan_derive USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE ON samplan.handover TO samplan_api;
DROP POLICY IF EXISTS read ON samplan.handover;
CREATE POLICY read ON samplan.handover FOR SELECT TO samplan_api
 USING (EXISTS (
    SELECT FROM samplan.access a
     WHERE a.plan_id = handover.plan_id
       AND a.principal = ANY ((SELECT app.actor_principals())::uuid[])
       AND a.since <= now() AND a.until > now()
       AND (a.read_mask & 1) <> 0 AND a.part_id IS NULL));
DROP POLICY IF EXISTS add ON samplan.handover;
CREATE POLICY add ON samplan.handover FOR INSERT TO samplan_api
 WITH CHECK (EXISTS (
    SELECT FROM samplan.access a
     WHERE a.plan_id = handover.plan_id
       AND a.principal = ANY ((SELECT app.actor_principals())::uuid[])
       AND a.since <= now() AND a.until > now()
       AND a.part_id IS NULL AND (a.write_mask & (1 << 25)) <> 0));
DROP POLICY IF EXISTS change ON samplan.handover;
CREATE POLICY change ON samplan.handover FOR UPDATE TO samplan_api
 USING (EXISTS (
    SELECT FROM samplan.access a
     WHERE a.plan_id = handover.plan_id
       AND a.principal = ANY ((SELECT app.actor_principals())::uuid[])
       AND a.since <= now() AND a.until > now()
       AND a.part_id IS NULL AND (a.write_mask & (1 << 25)) <> 0))
 WITH CHECK (EXISTS (
    SELECT FROM samplan.access a
     WHERE a.plan_id = handover.plan_id
       AND a.principal = ANY ((SELECT app.actor_principals())::uuid[])
       AND a.since <= now() AND a.until > now()
       AND a.part_id IS NULL AND (a.write_mask & (1 << 25)) <> 0));
DROP POLICY IF EXISTS asked ON samplan.handover;
CREATE POLICY asked ON samplan.handover FOR SELECT TO samplan_api
 USING (to_user_id = (SELECT app.actor_user()) AND status_code = 'requested' AND plan_id <> ALL ((SELECT app.actor_offers_kept_out())::uuid[]));
DROP POLICY IF EXISTS answer ON samplan.handover;
CREATE POLICY answer ON samplan.handover FOR UPDATE TO samplan_api
 USING (to_user_id = (SELECT app.actor_user()) AND status_code = 'requested' AND plan_id <> ALL ((SELECT app.actor_offers_kept_out())::uuid[]))
 WITH CHECK (to_user_id = (SELECT app.actor_user()));
RESET ROLE;
