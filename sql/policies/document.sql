-- Section documents: the policy that the hot path rests on. Those that are cut for relatives are read by relatives alone,
-- and are all that relatives read.
SET ROLE samplan_owner;
ALTER TABLE samplan.document ENABLE ROW LEVEL SECURITY;
ALTER TABLE samplan.document FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON samplan.document TO samplan_derive;
DROP POLICY IF EXISTS derive ON samplan.document;
CREATE POLICY derive ON samplan.document TO samplan_derive USING (true) WITH CHECK (true);
GRANT SELECT ON samplan.document TO samplan_api;
DROP POLICY IF EXISTS read ON samplan.document;
CREATE POLICY read ON samplan.document FOR SELECT TO samplan_api
 USING (audience_code = (SELECT CASE WHEN app.actor_role() = 'relative' THEN 'relative' ELSE 'all' END) AND EXISTS (
    SELECT FROM samplan.access a
     WHERE a.plan_id = document.plan_id
       AND a.principal = ANY ((SELECT app.actor_principals())::uuid[])
       AND a.since <= now() AND a.until > now()
       AND (a.read_mask & document.class_bit) <> 0 AND (a.part_id IS NULL OR a.part_id = document.part_id)));
RESET ROLE;
