-- Whoever merely waits for a task, or is told of it, reads what belongs to it as one of the plan, not by her list.
-- Follows its task; relatives and volunteers are not told who else knows of it.
SET ROLE samplan_owner;
ALTER TABLE samplan.task_informed ENABLE ROW LEVEL SECURITY;
ALTER TABLE samplan.task_informed FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON samplan.task_informed TO samplan_derive;
DROP POLICY IF EXISTS derive ON samplan.task_informed;
CREATE POLICY derive ON samplan.task_informed TO samplan_derive USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON samplan.task_informed TO samplan_api;
DROP POLICY IF EXISTS read ON samplan.task_informed;
CREATE POLICY read ON samplan.task_informed FOR SELECT TO samplan_api
 USING (EXISTS (
    SELECT FROM samplan.access a
     WHERE a.plan_id = task_informed.plan_id
       AND a.principal = ANY ((SELECT app.actor_principals())::uuid[])
       AND a.since <= now() AND a.until > now()
       AND (a.read_mask & 1) <> 0 AND a.part_id IS NULL) OR (SELECT app.actor_role()) NOT IN ('relative', 'volunteer') AND EXISTS (SELECT FROM samplan.worklist w WHERE w.task_id = task_informed.task_id AND w.principal = ANY ((SELECT app.actor_principals())::uuid[])
                AND (w.list_code <= 2 OR w.list_code = 3 AND w.shown LIKE '%"status_code": "counter-proposed"%')));
DROP POLICY IF EXISTS add ON samplan.task_informed;
CREATE POLICY add ON samplan.task_informed FOR INSERT TO samplan_api
 WITH CHECK (EXISTS (
    SELECT FROM samplan.access a
     WHERE a.plan_id = task_informed.plan_id
       AND a.principal = ANY ((SELECT app.actor_principals())::uuid[])
       AND a.since <= now() AND a.until > now()
       AND (a.read_mask & 1) <> 0 AND a.part_id IS NULL) OR EXISTS (SELECT FROM samplan.worklist w WHERE w.task_id = task_informed.task_id AND w.principal = ANY ((SELECT app.actor_principals())::uuid[])
                AND (w.list_code <= 2 OR w.list_code = 3 AND w.shown LIKE '%"status_code": "counter-proposed"%')));
DROP POLICY IF EXISTS remove ON samplan.task_informed;
CREATE POLICY remove ON samplan.task_informed FOR DELETE TO samplan_api
 USING (EXISTS (
    SELECT FROM samplan.access a
     WHERE a.plan_id = task_informed.plan_id
       AND a.principal = ANY ((SELECT app.actor_principals())::uuid[])
       AND a.since <= now() AND a.until > now()
       AND a.part_id IS NULL AND (a.write_mask & (1 << 24)) <> 0));
RESET ROLE;
