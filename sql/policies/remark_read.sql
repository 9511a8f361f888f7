-- A receipt: added by its reader, of a remark that she may read; shown to the citizen and to herself.
SET ROLE samplan_owner;
ALTER TABLE samplan.remark_read ENABLE ROW LEVEL SECURITY;
ALTER TABLE samplan.remark_read FORCE ROW LEVEL SECURITY;
REVOKE UPDATE, DELETE, TRUNCATE ON samplan.remark_read FROM samplan_derive, samplan_api;
GRANT SELECT, INSERT ON samplan.remark_read TO samplan_derive, samplan_api;
DROP POLICY IF EXISTS derive ON samplan.remark_read;
CREATE POLICY derive ON samplan.remark_read TO samplan_derive USING (true) WITH CHECK (true);
DROP POLICY IF EXISTS read ON samplan.remark_read;
CREATE POLICY read ON samplan.remark_read FOR SELECT TO samplan_api
 USING (user_id = (SELECT app.actor_user()) OR EXISTS (
    SELECT FROM samplan.access a
     WHERE a.plan_id = remark_read.plan_id
       AND a.principal = ANY ((SELECT app.actor_principals())::uuid[])
       AND a.since <= now() AND a.until > now()
       AND a.basis_code = 'self'));
DROP POLICY IF EXISTS add ON samplan.remark_read;
CREATE POLICY add ON samplan.remark_read FOR INSERT TO samplan_api
 WITH CHECK (user_id = (SELECT app.actor_user())
    AND EXISTS (
    SELECT FROM samplan.access a
     WHERE a.plan_id = remark_read.plan_id
       AND a.principal = ANY ((SELECT app.actor_principals())::uuid[])
       AND a.since <= now() AND a.until > now()));
RESET ROLE;
