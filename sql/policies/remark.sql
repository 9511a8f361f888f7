-- Read by whoever may read the passage; one on the plan as a whole also by its coordinator. Added by the citizen alone.
-- Nobody changes or removes one: there is no policy for it, no privilege, and a trigger refuses it.
SET ROLE samplan_owner;
ALTER TABLE samplan.remark ENABLE ROW LEVEL SECURITY;
ALTER TABLE samplan.remark FORCE ROW LEVEL SECURITY;
REVOKE UPDATE, DELETE, TRUNCATE ON samplan.remark FROM samplan_derive, samplan_api;
GRANT SELECT, INSERT ON samplan.remark TO samplan_derive, samplan_api;
DROP POLICY IF EXISTS derive ON samplan.remark;
CREATE POLICY derive ON samplan.remark TO samplan_derive USING (true) WITH CHECK (true);
DROP POLICY IF EXISTS read ON samplan.remark;
CREATE POLICY read ON samplan.remark FOR SELECT TO samplan_api
 USING (EXISTS (
    SELECT FROM samplan.access a
     WHERE a.plan_id = remark.plan_id
       AND a.principal = ANY ((SELECT app.actor_principals())::uuid[])
       AND a.since <= now() AND a.until > now()
       AND (((a.read_mask & app.class_bit(remark.class_code)) <> 0 AND (a.part_id IS NULL OR a.part_id = remark.contributing_plan_id))
            OR remark.about_code = 'plan' AND a.part_id IS NULL AND (a.write_mask & ((1 << 25) | (1 << 26))) <> 0)));
DROP POLICY IF EXISTS add ON samplan.remark;
CREATE POLICY add ON samplan.remark FOR INSERT TO samplan_api
 WITH CHECK (written_by = (SELECT app.actor_user()) AND EXISTS (
    SELECT FROM samplan.access a
     WHERE a.plan_id = remark.plan_id
       AND a.principal = ANY ((SELECT app.actor_principals())::uuid[])
       AND a.since <= now() AND a.until > now()
       AND a.basis_code = 'self' AND (a.write_mask & app.class_bit('citizen-statement')) <> 0));
RESET ROLE;
