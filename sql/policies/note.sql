-- Rows of a section class: read and written by those with a right to that class, or to that part.
SET ROLE samplan_owner;
ALTER TABLE samplan.note ENABLE ROW LEVEL SECURITY;
ALTER TABLE samplan.note FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON samplan.note TO samplan_derive;
DROP POLICY IF EXISTS derive ON samplan.note;
CREATE POLICY derive ON samplan.note TO samplan_derive USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE ON samplan.note TO samplan_api;
DROP POLICY IF EXISTS read ON samplan.note;
CREATE POLICY read ON samplan.note FOR SELECT TO samplan_api
 USING (EXISTS (
    SELECT FROM samplan.access a
     WHERE a.plan_id = note.plan_id
       AND a.principal = ANY ((SELECT app.actor_principals())::uuid[])
       AND a.since <= now() AND a.until > now()
       AND (a.read_mask & app.class_bit(note.class_code)) <> 0 AND (a.part_id IS NULL OR a.part_id = note.contributing_plan_id)));
DROP POLICY IF EXISTS add ON samplan.note;
CREATE POLICY add ON samplan.note FOR INSERT TO samplan_api
 WITH CHECK (EXISTS (
    SELECT FROM samplan.access a
     WHERE a.plan_id = note.plan_id
       AND a.principal = ANY ((SELECT app.actor_principals())::uuid[])
       AND a.since <= now() AND a.until > now()
       AND (CASE WHEN note.class_code = 'core' THEN a.part_id IS NULL AND (a.write_mask & (1 << 24)) <> 0 ELSE (a.write_mask & app.class_bit(note.class_code)) <> 0 AND (a.part_id IS NULL OR a.part_id = note.contributing_plan_id) END)));
DROP POLICY IF EXISTS change ON samplan.note;
CREATE POLICY change ON samplan.note FOR UPDATE TO samplan_api
 USING (EXISTS (
    SELECT FROM samplan.access a
     WHERE a.plan_id = note.plan_id
       AND a.principal = ANY ((SELECT app.actor_principals())::uuid[])
       AND a.since <= now() AND a.until > now()
       AND (CASE WHEN note.class_code = 'core' THEN a.part_id IS NULL AND (a.write_mask & (1 << 24)) <> 0 ELSE (a.write_mask & app.class_bit(note.class_code)) <> 0 AND (a.part_id IS NULL OR a.part_id = note.contributing_plan_id) END)))
 WITH CHECK (EXISTS (
    SELECT FROM samplan.access a
     WHERE a.plan_id = note.plan_id
       AND a.principal = ANY ((SELECT app.actor_principals())::uuid[])
       AND a.since <= now() AND a.until > now()
       AND (CASE WHEN note.class_code = 'core' THEN a.part_id IS NULL AND (a.write_mask & (1 << 24)) <> 0 ELSE (a.write_mask & app.class_bit(note.class_code)) <> 0 AND (a.part_id IS NULL OR a.part_id = note.contributing_plan_id) END)));
RESET ROLE;
