-- What relatives have told: the citizen, the coordinator, whoever wrote it down, and those with a right to the class.
-- Relatives themselves never: their rights are to documents of their own.
SET ROLE samplan_owner;
ALTER TABLE samplan.relative_contact ENABLE ROW LEVEL SECURITY;
ALTER TABLE samplan.relative_contact FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON samplan.relative_contact TO samplan_derive;
DROP POLICY IF EXISTS derive ON samplan.relative_contact;
CREATE POLICY derive ON samplan.relative_contact TO samplan_derive USING (true) WITH CHECK (true);
GRANT SELECT, INSERT ON samplan.relative_contact TO samplan_api;
DROP POLICY IF EXISTS read ON samplan.relative_contact;
CREATE POLICY read ON samplan.relative_contact FOR SELECT TO samplan_api
 USING (EXISTS (
    SELECT FROM samplan.access a
     WHERE a.plan_id = relative_contact.plan_id
       AND a.principal = ANY ((SELECT app.actor_principals())::uuid[])
       AND a.since <= now() AND a.until > now()
       AND a.part_id IS NULL
       AND ((a.read_mask & 1024) <> 0 OR (a.write_mask & ((1 << 25) | (1 << 26))) <> 0)));
DROP POLICY IF EXISTS own ON samplan.relative_contact;
CREATE POLICY own ON samplan.relative_contact FOR SELECT TO samplan_api
 USING (created_by = (SELECT app.actor_user()) AND created_unit_id = (SELECT app.actor_unit()));
DROP POLICY IF EXISTS add ON samplan.relative_contact;
CREATE POLICY add ON samplan.relative_contact FOR INSERT TO samplan_api
 WITH CHECK (created_by = (SELECT app.actor_user()) AND created_unit_id = (SELECT app.actor_unit()) AND EXISTS (
    SELECT FROM samplan.access a
     WHERE a.plan_id = relative_contact.plan_id
       AND a.principal = ANY ((SELECT app.actor_principals())::uuid[])
       AND a.since <= now() AND a.until > now()
       AND a.part_id IS NULL AND (a.write_mask & ((1 << 24) | (1 << 25))) <> 0
       AND a.basis_code IN ('coordination', 'team', 'unit-team')));
RESET ROLE;
