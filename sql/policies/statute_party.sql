-- The parties of a recorded statute: as the statute.
SET ROLE samplan_owner;
ALTER TABLE samplan.statute_party ENABLE ROW LEVEL SECURITY;
ALTER TABLE samplan.statute_party FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON samplan.statute_party TO samplan_derive;
DROP POLICY IF EXISTS derive ON samplan.statute_party;
CREATE POLICY derive ON samplan.statute_party TO samplan_derive USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE ON samplan.statute_party TO samplan_api;
DROP POLICY IF EXISTS read ON samplan.statute_party;
CREATE POLICY read ON samplan.statute_party FOR SELECT TO samplan_api
 USING (EXISTS (
    SELECT FROM samplan.access a
     WHERE a.plan_id = statute_party.plan_id
       AND a.principal = ANY ((SELECT app.actor_principals())::uuid[])
       AND a.since <= now() AND a.until > now()
       AND a.part_id IS NULL AND (a.basis_code = 'self' OR (a.write_mask & ((1 << 25) | (1 << 26))) <> 0)));
DROP POLICY IF EXISTS party ON samplan.statute_party;
CREATE POLICY party ON samplan.statute_party FOR SELECT TO samplan_api
 USING (EXISTS (
    SELECT FROM samplan.access a
     WHERE a.plan_id = statute_party.plan_id
       AND a.principal = ANY ((SELECT app.actor_principals())::uuid[])
       AND a.since <= now() AND a.until > now()
       AND a.basis_code IN ('statute', 'own-part')));
DROP POLICY IF EXISTS add ON samplan.statute_party;
CREATE POLICY add ON samplan.statute_party FOR INSERT TO samplan_api
 WITH CHECK (EXISTS (
    SELECT FROM samplan.access a
     WHERE a.plan_id = statute_party.plan_id
       AND a.principal = ANY ((SELECT app.actor_principals())::uuid[])
       AND a.since <= now() AND a.until > now()
       AND a.part_id IS NULL AND (a.write_mask & ((1 << 24) | (1 << 25))) <> 0 AND a.basis_code IN ('self', 'coordination', 'team', 'unit-team')));
DROP POLICY IF EXISTS change ON samplan.statute_party;
CREATE POLICY change ON samplan.statute_party FOR UPDATE TO samplan_api
 USING (EXISTS (
    SELECT FROM samplan.access a
     WHERE a.plan_id = statute_party.plan_id
       AND a.principal = ANY ((SELECT app.actor_principals())::uuid[])
       AND a.since <= now() AND a.until > now()
       AND a.part_id IS NULL AND (a.write_mask & ((1 << 24) | (1 << 25))) <> 0 AND a.basis_code IN ('self', 'coordination', 'team', 'unit-team')))
 WITH CHECK (EXISTS (
    SELECT FROM samplan.access a
     WHERE a.plan_id = statute_party.plan_id
       AND a.principal = ANY ((SELECT app.actor_principals())::uuid[])
       AND a.since <= now() AND a.until > now()
       AND a.part_id IS NULL AND (a.write_mask & ((1 << 24) | (1 << 25))) <> 0 AND a.basis_code IN ('self', 'coordination', 'team', 'unit-team')));
RESET ROLE;
