-- Core of the plan: read by all who may read the core.
SET ROLE samplan_owner;
ALTER TABLE samplan.appointment_participant ENABLE ROW LEVEL SECURITY;
ALTER TABLE samplan.appointment_participant FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON samplan.appointment_participant TO samplan_derive;
DROP POLICY IF EXISTS derive ON samplan.appointment_participant;
CREATE POLICY derive ON samplan.appointment_participant TO samplan_derive USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE ON samplan.appointment_participant TO samplan_api;
DROP POLICY IF EXISTS read ON samplan.appointment_participant;
CREATE POLICY read ON samplan.appointment_participant FOR SELECT TO samplan_api
 USING (EXISTS (
    SELECT FROM samplan.access a
     WHERE a.plan_id = appointment_participant.plan_id
       AND a.principal = ANY ((SELECT app.actor_principals())::uuid[])
       AND a.since <= now() AND a.until > now()
       AND (a.read_mask & 1) <> 0 AND a.part_id IS NULL));
DROP POLICY IF EXISTS add ON samplan.appointment_participant;
CREATE POLICY add ON samplan.appointment_participant FOR INSERT TO samplan_api
 WITH CHECK (EXISTS (
    SELECT FROM samplan.access a
     WHERE a.plan_id = appointment_participant.plan_id
       AND a.principal = ANY ((SELECT app.actor_principals())::uuid[])
       AND a.since <= now() AND a.until > now()
       AND a.part_id IS NULL AND (a.write_mask & (1 << 24)) <> 0));
DROP POLICY IF EXISTS change ON samplan.appointment_participant;
CREATE POLICY change ON samplan.appointment_participant FOR UPDATE TO samplan_api
 USING (EXISTS (
    SELECT FROM samplan.access a
     WHERE a.plan_id = appointment_participant.plan_id
       AND a.principal = ANY ((SELECT app.actor_principals())::uuid[])
       AND a.since <= now() AND a.until > now()
       AND a.part_id IS NULL AND (a.write_mask & (1 << 24)) <> 0))
 WITH CHECK (EXISTS (
    SELECT FROM samplan.access a
     WHERE a.plan_id = appointment_participant.plan_id
       AND a.principal = ANY ((SELECT app.actor_principals())::uuid[])
       AND a.since <= now() AND a.until > now()
       AND a.part_id IS NULL AND (a.write_mask & (1 << 24)) <> 0));
RESET ROLE;
