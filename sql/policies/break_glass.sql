-- An emergency opening: whoever opened it, the citizen from when she is told, the managers of the unit, who judge it, and auditors. Only functions
-- of samplan_derive write it, after they have checked everything themselves: what was opened, for how long and
-- why is never changed afterwards.
SET ROLE samplan_owner;
ALTER TABLE samplan.break_glass ENABLE ROW LEVEL SECURITY;
ALTER TABLE samplan.break_glass FORCE ROW LEVEL SECURITY;
REVOKE ALL ON samplan.break_glass FROM samplan_derive, samplan_api, samplan_auth;
GRANT SELECT, INSERT, UPDATE (closed_at, escalated_at, told_at, verdict_code, verdict_text, reviewed_by, reviewed_at, version, changed_at, changed_by)
    ON samplan.break_glass TO samplan_derive;
DROP POLICY IF EXISTS derive ON samplan.break_glass;
CREATE POLICY derive ON samplan.break_glass TO samplan_derive USING (true) WITH CHECK (true);
GRANT SELECT ON samplan.break_glass TO samplan_api, samplan_auth;
DROP POLICY IF EXISTS own ON samplan.break_glass;
CREATE POLICY own ON samplan.break_glass FOR SELECT TO samplan_api
 USING (user_id = (SELECT app.actor_user()));
DROP POLICY IF EXISTS citizen ON samplan.break_glass;
CREATE POLICY citizen ON samplan.break_glass FOR SELECT TO samplan_api
 USING (citizen_id = (SELECT app.actor_citizen()) AND told_at IS NOT NULL);
DROP POLICY IF EXISTS manager ON samplan.break_glass;
CREATE POLICY manager ON samplan.break_glass FOR SELECT TO samplan_api
 USING (unit_id = ANY ((SELECT app.actor_managed_units())::uuid[]) AND user_id <> (SELECT app.actor_user()));
DROP POLICY IF EXISTS auditor ON samplan.break_glass;
CREATE POLICY auditor ON samplan.break_glass FOR SELECT TO samplan_api
 USING ((SELECT app.actor_role()) = 'auditor');
DROP POLICY IF EXISTS judge ON samplan.break_glass;
DROP POLICY IF EXISTS close ON samplan.break_glass;
-- auth_enter says on every page that an opening runs
DROP POLICY IF EXISTS auth ON samplan.break_glass;
CREATE POLICY auth ON samplan.break_glass FOR SELECT TO samplan_auth USING (true);
RESET ROLE;
