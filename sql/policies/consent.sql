-- A yes or a no: the citizen, the coordinator, and whoever wrote it down, as long as she has to do with the plan. Everybody else reads the provisions that concern her. In a closed plan the citizen and the coordinator can still write down a no.
SET ROLE samplan_owner;
ALTER TABLE samplan.consent ENABLE ROW LEVEL SECURITY;
ALTER TABLE samplan.consent FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON samplan.consent TO samplan_derive;
DROP POLICY IF EXISTS derive ON samplan.consent;
CREATE POLICY derive ON samplan.consent TO samplan_derive USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE ON samplan.consent TO samplan_api;
DROP POLICY IF EXISTS read ON samplan.consent;
CREATE POLICY read ON samplan.consent FOR SELECT TO samplan_api
 USING (EXISTS (
    SELECT FROM samplan.access a
     WHERE a.plan_id = consent.plan_id
       AND a.principal = ANY ((SELECT app.actor_principals())::uuid[])
       AND a.since <= now() AND a.until > now()
       AND a.part_id IS NULL AND (a.basis_code = 'self' OR (a.write_mask & ((1 << 25) | (1 << 26))) <> 0)));
DROP POLICY IF EXISTS own ON samplan.consent;
CREATE POLICY own ON samplan.consent FOR SELECT TO samplan_api
 USING (recorded_by = (SELECT app.actor_user()) AND recorded_unit_id = (SELECT app.actor_unit()) AND EXISTS (
    SELECT FROM samplan.access a
     WHERE a.plan_id = consent.plan_id
       AND a.principal = ANY ((SELECT app.actor_principals())::uuid[])
       AND a.since <= now() AND a.until > now()
       AND a.part_id IS NULL AND (a.read_mask & 1) <> 0));
DROP POLICY IF EXISTS add ON samplan.consent;
CREATE POLICY add ON samplan.consent FOR INSERT TO samplan_api
 WITH CHECK (recorded_by = (SELECT app.actor_user()) AND EXISTS (
    SELECT FROM samplan.access a
     WHERE a.plan_id = consent.plan_id
       AND a.principal = ANY ((SELECT app.actor_principals())::uuid[])
       AND a.since <= now() AND a.until > now()
       AND a.part_id IS NULL AND a.basis_code IN ('self', 'coordination', 'team', 'unit-team')
       AND ((a.write_mask & ((1 << 24) | (1 << 25))) <> 0 OR consent.type_code = 'deny' AND (a.basis_code = 'self' OR (a.write_mask & (1 << 26)) <> 0))));
DROP POLICY IF EXISTS change ON samplan.consent;
CREATE POLICY change ON samplan.consent FOR UPDATE TO samplan_api
 USING (EXISTS (
    SELECT FROM samplan.access a
     WHERE a.plan_id = consent.plan_id
       AND a.principal = ANY ((SELECT app.actor_principals())::uuid[])
       AND a.since <= now() AND a.until > now()
       AND a.part_id IS NULL AND (a.write_mask & ((1 << 24) | (1 << 25))) <> 0 AND a.basis_code IN ('self', 'coordination', 'team', 'unit-team')))
 WITH CHECK (EXISTS (
    SELECT FROM samplan.access a
     WHERE a.plan_id = consent.plan_id
       AND a.principal = ANY ((SELECT app.actor_principals())::uuid[])
       AND a.since <= now() AND a.until > now()
       AND a.part_id IS NULL AND (a.write_mask & ((1 << 24) | (1 << 25))) <> 0 AND a.basis_code IN ('self', 'coordination', 'team', 'unit-team')));
RESET ROLE;
