-- History: as the thing itself.
SET ROLE samplan_owner;
ALTER TABLE samplan.change ENABLE ROW LEVEL SECURITY;
ALTER TABLE samplan.change FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON samplan.change TO samplan_derive;
DROP POLICY IF EXISTS derive ON samplan.change;
CREATE POLICY derive ON samplan.change TO samplan_derive USING (true) WITH CHECK (true);
GRANT SELECT ON samplan.change TO samplan_api;
DROP POLICY IF EXISTS read ON samplan.change;
CREATE POLICY read ON samplan.change FOR SELECT TO samplan_api
 USING (EXISTS (
    SELECT FROM samplan.access a
     WHERE a.plan_id = change.plan_id
       AND a.principal = ANY ((SELECT app.actor_principals())::uuid[])
       AND a.since <= now() AND a.until > now()
       AND (a.read_mask & change.class_bit) <> 0 AND (a.part_id IS NULL OR a.part_id = change.part_id)));
RESET ROLE;
