-- Shared tasks: the whole team; tasks of a class: those with that class. Whoever is asked to do one reads it, even outside the team;
-- a relative as long as she is one of them (app.relative_plans), the others while the citizen does not keep them out
-- (app.actor_tasks_kept_out).
SET ROLE samplan_owner;
ALTER TABLE samplan.task ENABLE ROW LEVEL SECURITY;
ALTER TABLE samplan.task FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON samplan.task TO samplan_derive;
DROP POLICY IF EXISTS derive ON samplan.task;
CREATE POLICY derive ON samplan.task TO samplan_derive USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE ON samplan.task TO samplan_api;
DROP POLICY IF EXISTS read ON samplan.task;
CREATE POLICY read ON samplan.task FOR SELECT TO samplan_api
 USING (EXISTS (
    SELECT FROM samplan.access a
     WHERE a.plan_id = task.plan_id
       AND a.principal = ANY ((SELECT app.actor_principals())::uuid[])
       AND a.since <= now() AND a.until > now()
       AND (a.read_mask & app.class_bit(task.class_code)) <> 0 AND (a.part_id IS NULL OR a.part_id = task.contributing_plan_id)));
DROP POLICY IF EXISTS mine ON samplan.task;
CREATE POLICY mine ON samplan.task FOR SELECT TO samplan_api
 USING (performer_principal = ANY ((SELECT app.actor_principals())::uuid[]) AND (closed_at IS NULL OR closed_at > now() - interval '30 days')
        AND (status_code <> 'cancelled' OR (SELECT app.actor_role()) NOT IN ('relative', 'volunteer'))
        AND ((SELECT app.actor_role()) <> 'relative' OR plan_id = ANY ((SELECT app.relative_plans())::uuid[]))
        AND id <> ALL ((SELECT app.actor_tasks_kept_out())::uuid[]));
DROP POLICY IF EXISTS add ON samplan.task;
CREATE POLICY add ON samplan.task FOR INSERT TO samplan_api
 WITH CHECK (EXISTS (
    SELECT FROM samplan.access a
     WHERE a.plan_id = task.plan_id
       AND a.principal = ANY ((SELECT app.actor_principals())::uuid[])
       AND a.since <= now() AND a.until > now()
       AND (CASE WHEN task.class_code = 'core' THEN a.part_id IS NULL AND (a.write_mask & (1 << 24)) <> 0 ELSE (a.write_mask & app.class_bit(task.class_code)) <> 0 AND (a.part_id IS NULL OR a.part_id = task.contributing_plan_id) END)));
DROP POLICY IF EXISTS change ON samplan.task;
CREATE POLICY change ON samplan.task FOR UPDATE TO samplan_api
 USING (EXISTS (
    SELECT FROM samplan.access a
     WHERE a.plan_id = task.plan_id
       AND a.principal = ANY ((SELECT app.actor_principals())::uuid[])
       AND a.since <= now() AND a.until > now()
       AND (CASE WHEN task.class_code = 'core' THEN a.part_id IS NULL AND (a.write_mask & (1 << 24)) <> 0 ELSE (a.write_mask & app.class_bit(task.class_code)) <> 0 AND (a.part_id IS NULL OR a.part_id = task.contributing_plan_id) END)))
 WITH CHECK (EXISTS (
    SELECT FROM samplan.access a
     WHERE a.plan_id = task.plan_id
       AND a.principal = ANY ((SELECT app.actor_principals())::uuid[])
       AND a.since <= now() AND a.until > now()
       AND (CASE WHEN task.class_code = 'core' THEN a.part_id IS NULL AND (a.write_mask & (1 << 24)) <> 0 ELSE (a.write_mask & app.class_bit(task.class_code)) <> 0 AND (a.part_id IS NULL OR a.part_id = task.contributing_plan_id) END)));
DROP POLICY IF EXISTS answer ON samplan.task;
CREATE POLICY answer ON samplan.task FOR UPDATE TO samplan_api
 USING (performer_principal = ANY ((SELECT app.actor_principals())::uuid[]) AND (closed_at IS NULL OR closed_at > now() - interval '30 days')
        AND ((SELECT app.actor_role()) <> 'relative' OR plan_id = ANY ((SELECT app.relative_plans())::uuid[]))
        AND id <> ALL ((SELECT app.actor_tasks_kept_out())::uuid[]))
 WITH CHECK (performer_principal = ANY ((SELECT app.actor_principals())::uuid[]) OR requester_user_id = (SELECT app.actor_user()));
RESET ROLE;
