-- A recorded statute: the citizen, the coordinator, its parties (by their access row), and whoever recorded it.
SET ROLE samplan_owner;
ALTER TABLE samplan.statute_use ENABLE ROW LEVEL SECURITY;
ALTER TABLE samplan.statute_use FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON samplan.statute_use TO samplan_derive;
DROP POLICY IF EXISTS derive ON samplan.statute_use;
CREATE POLICY derive ON samplan.statute_use TO samplan_derive USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE ON samplan.statute_use TO samplan_api;
DROP POLICY IF EXISTS read ON samplan.statute_use;
CREATE POLICY read ON samplan.statute_use FOR SELECT TO samplan_api
 USING (EXISTS (
    SELECT FROM samplan.access a
     WHERE a.plan_id = statute_use.plan_id
       AND a.principal = ANY ((SELECT app.actor_principals())::uuid[])
       AND a.since <= now() AND a.until > now()
       AND a.part_id IS NULL AND (a.basis_code = 'self' OR (a.write_mask & ((1 << 25) | (1 << 26))) <> 0)));
DROP POLICY IF EXISTS party ON samplan.statute_use;
CREATE POLICY party ON samplan.statute_use FOR SELECT TO samplan_api
 USING (EXISTS (
    SELECT FROM samplan.access a
     WHERE a.plan_id = statute_use.plan_id
       AND a.principal = ANY ((SELECT app.actor_principals())::uuid[])
       AND a.since <= now() AND a.until > now()
       AND a.basis_code = 'statute' AND a.basis_id = statute_use.id));
DROP POLICY IF EXISTS own ON samplan.statute_use;
CREATE POLICY own ON samplan.statute_use FOR SELECT TO samplan_api
 USING (recorded_unit_id = ANY ((SELECT app.actor_principals())::uuid[]));
DROP POLICY IF EXISTS add ON samplan.statute_use;
CREATE POLICY add ON samplan.statute_use FOR INSERT TO samplan_api
 WITH CHECK (recorded_by = (SELECT app.actor_user()) AND recorded_unit_id = (SELECT app.actor_unit()) AND EXISTS (
    SELECT FROM samplan.access a
     WHERE a.plan_id = statute_use.plan_id
       AND a.principal = ANY ((SELECT app.actor_principals())::uuid[])
       AND a.since <= now() AND a.until > now()
       AND a.part_id IS NULL AND (a.write_mask & ((1 << 24) | (1 << 25))) <> 0 AND a.basis_code IN ('self', 'coordination', 'team', 'unit-team')));
DROP POLICY IF EXISTS change ON samplan.statute_use;
CREATE POLICY change ON samplan.statute_use FOR UPDATE TO samplan_api
 USING (recorded_unit_id = ANY ((SELECT app.actor_principals())::uuid[]) AND EXISTS (
    SELECT FROM samplan.access a
     WHERE a.plan_id = statute_use.plan_id
       AND a.principal = ANY ((SELECT app.actor_principals())::uuid[])
       AND a.since <= now() AND a.until > now()
       AND a.part_id IS NULL AND (a.write_mask & ((1 << 24) | (1 << 25))) <> 0 AND a.basis_code IN ('self', 'coordination', 'team', 'unit-team')))
 WITH CHECK (recorded_unit_id = ANY ((SELECT app.actor_principals())::uuid[]));
RESET ROLE;
