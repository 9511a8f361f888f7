-- An emergency opening: whoever opened it, the citizen, and the managers of the unit, who judge it.
SET ROLE samplan_owner;
ALTER TABLE samplan.break_glass ENABLE ROW LEVEL SECURITY;
ALTER TABLE samplan.break_glass FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON samplan.break_glass TO samplan_derive;
DROP POLICY IF EXISTS derive ON samplan.break_glass;
CREATE POLICY derive ON samplan.break_glass TO samplan_derive USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE ON samplan.break_glass TO samplan_api;
DROP POLICY IF EXISTS own ON samplan.break_glass;
CREATE POLICY own ON samplan.break_glass FOR SELECT TO samplan_api
 USING (user_id = (SELECT app.actor_user()));
DROP POLICY IF EXISTS citizen ON samplan.break_glass;
CREATE POLICY citizen ON samplan.break_glass FOR SELECT TO samplan_api
 USING (citizen_id = (SELECT app.actor_citizen()));
DROP POLICY IF EXISTS manager ON samplan.break_glass;
CREATE POLICY manager ON samplan.break_glass FOR SELECT TO samplan_api
 USING ((SELECT app.actor_role()) = 'manager' AND unit_id = ANY ((SELECT app.actor_managed_units())::uuid[]) AND user_id <> (SELECT app.actor_user()));
DROP POLICY IF EXISTS auditor ON samplan.break_glass;
CREATE POLICY auditor ON samplan.break_glass FOR SELECT TO samplan_api
 USING ((SELECT app.actor_role()) = 'auditor');
DROP POLICY IF EXISTS judge ON samplan.break_glass;
CREATE POLICY judge ON samplan.break_glass FOR UPDATE TO samplan_api
 USING ((SELECT app.actor_role()) = 'manager' AND unit_id = ANY ((SELECT app.actor_managed_units())::uuid[]) AND user_id <> (SELECT app.actor_user()))
 WITH CHECK ((SELECT app.actor_role()) = 'manager' AND unit_id = ANY ((SELECT app.actor_managed_units())::uuid[]) AND user_id <> (SELECT app.actor_user()));
DROP POLICY IF EXISTS close ON samplan.break_glass;
CREATE POLICY close ON samplan.break_glass FOR UPDATE TO samplan_api
 USING (user_id = (SELECT app.actor_user()) AND closed_at IS NULL AND ends_at > now())
 WITH CHECK (user_id = (SELECT app.actor_user()));
RESET ROLE;
