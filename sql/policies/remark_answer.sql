-- As the remark that is answered: who may read that may read this, and answer while the plan is hers to work on. A trigger gives it
-- the remark's plan, part and class.
SET ROLE samplan_owner;
ALTER TABLE samplan.remark_answer ENABLE ROW LEVEL SECURITY;
ALTER TABLE samplan.remark_answer FORCE ROW LEVEL SECURITY;
REVOKE UPDATE, DELETE, TRUNCATE ON samplan.remark_answer FROM samplan_derive, samplan_api;
GRANT SELECT, INSERT ON samplan.remark_answer TO samplan_derive, samplan_api;
DROP POLICY IF EXISTS derive ON samplan.remark_answer;
CREATE POLICY derive ON samplan.remark_answer TO samplan_derive USING (true) WITH CHECK (true);
DROP POLICY IF EXISTS read ON samplan.remark_answer;
CREATE POLICY read ON samplan.remark_answer FOR SELECT TO samplan_api
 USING (EXISTS (
    SELECT FROM samplan.access a
     WHERE a.plan_id = remark_answer.plan_id
       AND a.principal = ANY ((SELECT app.actor_principals())::uuid[])
       AND a.since <= now() AND a.until > now()
       AND (((a.read_mask & app.class_bit(remark_answer.class_code)) <> 0 AND (a.part_id IS NULL OR a.part_id = remark_answer.contributing_plan_id))
            OR remark_answer.class_code = 'citizen-statement' AND remark_answer.contributing_plan_id IS NULL
               AND a.part_id IS NULL AND (a.write_mask & ((1 << 25) | (1 << 26))) <> 0)));
DROP POLICY IF EXISTS add ON samplan.remark_answer;
CREATE POLICY add ON samplan.remark_answer FOR INSERT TO samplan_api
 WITH CHECK (answered_by = (SELECT app.actor_user()) AND (SELECT app.actor_role()) = 'caseworker'
    AND EXISTS (
    SELECT FROM samplan.access a
     WHERE a.plan_id = remark_answer.plan_id
       AND a.principal = ANY ((SELECT app.actor_principals())::uuid[])
       AND a.since <= now() AND a.until > now()
       AND CASE WHEN remark_answer.class_code = 'core' THEN (a.write_mask & (1 << 24)) <> 0
                WHEN remark_answer.contributing_plan_id IS NULL THEN (a.write_mask & (1 << 25)) <> 0
                ELSE (a.write_mask & app.class_bit(remark_answer.class_code)) <> 0
                     AND (a.part_id IS NULL OR a.part_id = remark_answer.contributing_plan_id)
                     OR (a.write_mask & (1 << 25)) <> 0 END));
RESET ROLE;
