-- Read through any plan relation, but never by a relative, whose documents hold the first name; a new one by a caseworker; changed by the coordinator, or by the citizen herself.
SET ROLE samplan_owner;
ALTER TABLE samplan.citizen ENABLE ROW LEVEL SECURITY;
ALTER TABLE samplan.citizen FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON samplan.citizen TO samplan_derive;
DROP POLICY IF EXISTS derive ON samplan.citizen;
CREATE POLICY derive ON samplan.citizen TO samplan_derive USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE ON samplan.citizen TO samplan_api;
DROP POLICY IF EXISTS read ON samplan.citizen;
CREATE POLICY read ON samplan.citizen FOR SELECT TO samplan_api
 USING ((SELECT app.actor_role()) <> 'relative' AND EXISTS (
    SELECT FROM samplan.access a
     WHERE a.citizen_id = citizen.id
       AND a.principal = ANY ((SELECT app.actor_principals())::uuid[])
       AND a.since <= now() AND a.until > now()
       AND true));
DROP POLICY IF EXISTS add ON samplan.citizen;
CREATE POLICY add ON samplan.citizen FOR INSERT TO samplan_api
 WITH CHECK (created_by = (SELECT app.actor_user()) AND status_code = 'unconfirmed' AND (SELECT app.actor_role()) = 'caseworker');
DROP POLICY IF EXISTS change ON samplan.citizen;
CREATE POLICY change ON samplan.citizen FOR UPDATE TO samplan_api
 USING (EXISTS (
    SELECT FROM samplan.access a
     WHERE a.citizen_id = citizen.id
       AND a.principal = ANY ((SELECT app.actor_principals())::uuid[])
       AND a.since <= now() AND a.until > now()
       AND (a.write_mask & (1 << 25)) <> 0))
 WITH CHECK (EXISTS (
    SELECT FROM samplan.access a
     WHERE a.citizen_id = citizen.id
       AND a.principal = ANY ((SELECT app.actor_principals())::uuid[])
       AND a.since <= now() AND a.until > now()
       AND (a.write_mask & (1 << 25)) <> 0));
DROP POLICY IF EXISTS own ON samplan.citizen;
CREATE POLICY own ON samplan.citizen FOR UPDATE TO samplan_api
 USING (id = (SELECT app.actor_citizen()))
 WITH CHECK (id = (SELECT app.actor_citizen()));
RESET ROLE;
