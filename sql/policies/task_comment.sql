-- Whoever merely waits for a task, or is told of it, reads what belongs to it as one of the plan, not by her list.
-- Follows its task: its section class, or the performer who has it on a list; a relative or a volunteer who performs it reads her own.
SET ROLE samplan_owner;
ALTER TABLE samplan.task_comment ENABLE ROW LEVEL SECURITY;
ALTER TABLE samplan.task_comment FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON samplan.task_comment TO samplan_derive;
DROP POLICY IF EXISTS derive ON samplan.task_comment;
CREATE POLICY derive ON samplan.task_comment TO samplan_derive USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE ON samplan.task_comment TO samplan_api;
DROP POLICY IF EXISTS read ON samplan.task_comment;
CREATE POLICY read ON samplan.task_comment FOR SELECT TO samplan_api
 USING (EXISTS (
    SELECT FROM samplan.access a
     WHERE a.plan_id = task_comment.plan_id
       AND a.principal = ANY ((SELECT app.actor_principals())::uuid[])
       AND a.since <= now() AND a.until > now()
       AND (a.read_mask & app.class_bit(task_comment.class_code)) <> 0
       AND (a.part_id IS NULL OR a.part_id = task_comment.contributing_plan_id))
  OR EXISTS (SELECT FROM samplan.worklist w
              WHERE w.task_id = task_comment.task_id AND w.principal = ANY ((SELECT app.actor_principals())::uuid[])
                AND (w.list_code <= 2 OR w.list_code = 3 AND w.shown LIKE '%"status_code": "counter-proposed"%')
                AND ((SELECT app.actor_role()) NOT IN ('relative', 'volunteer') OR task_comment.created_by = (SELECT app.actor_user()))));
DROP POLICY IF EXISTS add ON samplan.task_comment;
CREATE POLICY add ON samplan.task_comment FOR INSERT TO samplan_api
 WITH CHECK (EXISTS (
    SELECT FROM samplan.access a
     WHERE a.plan_id = task_comment.plan_id
       AND a.principal = ANY ((SELECT app.actor_principals())::uuid[])
       AND a.since <= now() AND a.until > now()
       AND (a.read_mask & app.class_bit(task_comment.class_code)) <> 0
       AND (a.part_id IS NULL OR a.part_id = task_comment.contributing_plan_id))
  OR EXISTS (SELECT FROM samplan.worklist w
              WHERE w.task_id = task_comment.task_id AND w.principal = ANY ((SELECT app.actor_principals())::uuid[])
                AND (w.list_code <= 2 OR w.list_code = 3 AND w.shown LIKE '%"status_code": "counter-proposed"%')));
RESET ROLE;
