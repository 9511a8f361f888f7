-- Relatives and guardians: the citizen, and the team; a child in the family only the citizen, the coordinator and, while she reads the core, whoever wrote her down. Relatives themselves see none of it here.
SET ROLE samplan_owner;
ALTER TABLE samplan.related_person ENABLE ROW LEVEL SECURITY;
ALTER TABLE samplan.related_person FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON samplan.related_person TO samplan_derive;
DROP POLICY IF EXISTS derive ON samplan.related_person;
CREATE POLICY derive ON samplan.related_person TO samplan_derive USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE ON samplan.related_person TO samplan_api;
DROP POLICY IF EXISTS read ON samplan.related_person;
CREATE POLICY read ON samplan.related_person FOR SELECT TO samplan_api
 USING (EXISTS (
    SELECT FROM samplan.access a
     WHERE a.plan_id = related_person.plan_id
       AND a.principal = ANY ((SELECT app.actor_principals())::uuid[])
       AND a.since <= now() AND a.until > now()
       AND a.part_id IS NULL AND (a.read_mask & 1) <> 0) AND kind_code <> 'child');
DROP POLICY IF EXISTS child ON samplan.related_person;
CREATE POLICY child ON samplan.related_person FOR SELECT TO samplan_api
 USING (kind_code = 'child' AND created_by = (SELECT app.actor_user()) AND EXISTS (
    SELECT FROM samplan.access a
     WHERE a.plan_id = related_person.plan_id
       AND a.principal = ANY ((SELECT app.actor_principals())::uuid[])
       AND a.since <= now() AND a.until > now()
       AND a.part_id IS NULL AND (a.read_mask & 1) <> 0) OR EXISTS (
    SELECT FROM samplan.access a
     WHERE a.plan_id = related_person.plan_id
       AND a.principal = ANY ((SELECT app.actor_principals())::uuid[])
       AND a.since <= now() AND a.until > now()
       AND a.part_id IS NULL AND (a.basis_code = 'self' OR (a.write_mask & ((1 << 25) | (1 << 26))) <> 0)));
DROP POLICY IF EXISTS add ON samplan.related_person;
CREATE POLICY add ON samplan.related_person FOR INSERT TO samplan_api
 WITH CHECK (created_by = (SELECT app.actor_user()) AND EXISTS (
    SELECT FROM samplan.access a
     WHERE a.plan_id = related_person.plan_id
       AND a.principal = ANY ((SELECT app.actor_principals())::uuid[])
       AND a.since <= now() AND a.until > now()
       AND a.part_id IS NULL AND (a.write_mask & ((1 << 24) | (1 << 25))) <> 0 AND a.basis_code IN ('self', 'coordination', 'team', 'unit-team')));
DROP POLICY IF EXISTS change ON samplan.related_person;
CREATE POLICY change ON samplan.related_person FOR UPDATE TO samplan_api
 USING (EXISTS (
    SELECT FROM samplan.access a
     WHERE a.plan_id = related_person.plan_id
       AND a.principal = ANY ((SELECT app.actor_principals())::uuid[])
       AND a.since <= now() AND a.until > now()
       AND a.part_id IS NULL AND (a.write_mask & ((1 << 24) | (1 << 25))) <> 0 AND a.basis_code IN ('self', 'coordination', 'team', 'unit-team')))
 WITH CHECK (EXISTS (
    SELECT FROM samplan.access a
     WHERE a.plan_id = related_person.plan_id
       AND a.principal = ANY ((SELECT app.actor_principals())::uuid[])
       AND a.since <= now() AND a.until > now()
       AND a.part_id IS NULL AND (a.write_mask & ((1 << 24) | (1 << 25))) <> 0 AND a.basis_code IN ('self', 'coordination', 'team', 'unit-team')));
RESET ROLE;
