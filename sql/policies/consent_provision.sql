-- What a yes or a no covers: the citizen and the coordinator read all; of those who read anything of the plan, each what is about her own unit and what is about classes that she reads herself. In a closed plan the citizen and the coordinator can still write down a no and take an answer back.
SET ROLE samplan_owner;
ALTER TABLE samplan.consent_provision ENABLE ROW LEVEL SECURITY;
ALTER TABLE samplan.consent_provision FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON samplan.consent_provision TO samplan_derive;
DROP POLICY IF EXISTS derive ON samplan.consent_provision;
CREATE POLICY derive ON samplan.consent_provision TO samplan_derive USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE ON samplan.consent_provision TO samplan_api;
DROP POLICY IF EXISTS read ON samplan.consent_provision;
CREATE POLICY read ON samplan.consent_provision FOR SELECT TO samplan_api
 USING (EXISTS (
    SELECT FROM samplan.access a
     WHERE a.plan_id = consent_provision.plan_id
       AND a.principal = ANY ((SELECT app.actor_principals())::uuid[])
       AND a.since <= now() AND a.until > now()
       AND a.part_id IS NULL AND (a.basis_code = 'self' OR (a.write_mask & ((1 << 25) | (1 << 26))) <> 0)));
DROP POLICY IF EXISTS class ON samplan.consent_provision;
CREATE POLICY class ON samplan.consent_provision FOR SELECT TO samplan_api
 USING (EXISTS (
    SELECT FROM samplan.access a
     WHERE a.plan_id = consent_provision.plan_id
       AND a.principal = ANY ((SELECT app.actor_principals())::uuid[])
       AND a.since <= now() AND a.until > now()
       AND a.part_id IS NULL AND (a.read_mask & app.class_bit(consent_provision.class_code)) <> 0 AND a.basis_code NOT IN ('break-glass', 'former')));
DROP POLICY IF EXISTS own ON samplan.consent_provision;
CREATE POLICY own ON samplan.consent_provision FOR SELECT TO samplan_api
 USING ((unit_id = ANY ((SELECT app.actor_principals())::uuid[]) OR organisation_id = ANY ((SELECT app.actor_principals())::uuid[])) AND EXISTS (
    SELECT FROM samplan.access a
     WHERE a.plan_id = consent_provision.plan_id
       AND a.principal = ANY ((SELECT app.actor_principals())::uuid[])
       AND a.since <= now() AND a.until > now()));
DROP POLICY IF EXISTS add ON samplan.consent_provision;
CREATE POLICY add ON samplan.consent_provision FOR INSERT TO samplan_api
 WITH CHECK (EXISTS (
    SELECT FROM samplan.access a
     WHERE a.plan_id = consent_provision.plan_id
       AND a.principal = ANY ((SELECT app.actor_principals())::uuid[])
       AND a.since <= now() AND a.until > now()
       AND a.part_id IS NULL AND a.basis_code IN ('self', 'coordination', 'team', 'unit-team')
       AND ((a.write_mask & ((1 << 24) | (1 << 25))) <> 0 OR consent_provision.type_code = 'deny' AND (a.basis_code = 'self' OR (a.write_mask & (1 << 26)) <> 0))));
DROP POLICY IF EXISTS change ON samplan.consent_provision;
CREATE POLICY change ON samplan.consent_provision FOR UPDATE TO samplan_api
 USING (EXISTS (
    SELECT FROM samplan.access a
     WHERE a.plan_id = consent_provision.plan_id
       AND a.principal = ANY ((SELECT app.actor_principals())::uuid[])
       AND a.since <= now() AND a.until > now()
       AND a.part_id IS NULL AND a.basis_code IN ('self', 'coordination', 'team', 'unit-team')
       AND (a.basis_code = 'self' OR (a.write_mask & ((1 << 24) | (1 << 25) | (1 << 26))) <> 0)))
 WITH CHECK (EXISTS (
    SELECT FROM samplan.access a
     WHERE a.plan_id = consent_provision.plan_id
       AND a.principal = ANY ((SELECT app.actor_principals())::uuid[])
       AND a.since <= now() AND a.until > now()
       AND a.part_id IS NULL AND a.basis_code IN ('self', 'coordination', 'team', 'unit-team')
       AND (a.basis_code = 'self' OR (a.write_mask & ((1 << 24) | (1 << 25) | (1 << 26))) <> 0)));
RESET ROLE;
