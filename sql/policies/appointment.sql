-- Core of the plan: read by all who may read the core.
SET ROLE samplan_owner;
ALTER TABLE samplan.appointment ENABLE ROW LEVEL SECURITY;
ALTER TABLE samplan.appointment FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON samplan.appointment TO samplan_derive;
DROP POLICY IF EXISTS derive ON samplan.appointment;
CREATE POLICY derive ON samplan.appointment TO samplan_derive USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE ON samplan.appointment TO samplan_api;
DROP POLICY IF EXISTS read ON samplan.appointment;
CREATE POLICY read ON samplan.appointment FOR SELECT TO samplan_api
 USING (EXISTS (
    SELECT FROM samplan.access a
     WHERE a.plan_id = appointment.plan_id
       AND a.principal = ANY ((SELECT app.actor_principals())::uuid[])
       AND a.since <= now() AND a.until > now()
       AND (a.read_mask & 1) <> 0 AND a.part_id IS NULL));
-- Whoever is asked to this one meeting, while the invitation lasts.
DROP POLICY IF EXISTS invited ON samplan.appointment;
CREATE POLICY invited ON samplan.appointment FOR SELECT TO samplan_api
 USING (EXISTS (
    SELECT FROM samplan.appointment_invitation i
     WHERE i.appointment_id = appointment.id
       AND i.principal = ANY ((SELECT app.actor_principals())::uuid[])
       AND i.since_at <= now() AND i.until_at > now() AND i.answer_code <> 'removed'));
DROP POLICY IF EXISTS add ON samplan.appointment;
CREATE POLICY add ON samplan.appointment FOR INSERT TO samplan_api
 WITH CHECK (EXISTS (
    SELECT FROM samplan.access a
     WHERE a.plan_id = appointment.plan_id
       AND a.principal = ANY ((SELECT app.actor_principals())::uuid[])
       AND a.since <= now() AND a.until > now()
       AND a.part_id IS NULL AND (a.write_mask & (1 << 24)) <> 0));
DROP POLICY IF EXISTS change ON samplan.appointment;
CREATE POLICY change ON samplan.appointment FOR UPDATE TO samplan_api
 USING (EXISTS (
    SELECT FROM samplan.access a
     WHERE a.plan_id = appointment.plan_id
       AND a.principal = ANY ((SELECT app.actor_principals())::uuid[])
       AND a.since <= now() AND a.until > now()
       AND a.part_id IS NULL AND (a.write_mask & (1 << 24)) <> 0))
 WITH CHECK (EXISTS (
    SELECT FROM samplan.access a
     WHERE a.plan_id = appointment.plan_id
       AND a.principal = ANY ((SELECT app.actor_principals())::uuid[])
       AND a.since <= now() AND a.until > now()
       AND a.part_id IS NULL AND (a.write_mask & (1 << 24)) <> 0));
RESET ROLE;
