-- Somebody outside the team who is asked to one meeting reads and answers her own, a relative as long as she is
-- one of them (app.relative_plans); the team's functions keep the rest.
SET ROLE samplan_owner;
ALTER TABLE samplan.appointment_invitation ENABLE ROW LEVEL SECURITY;
ALTER TABLE samplan.appointment_invitation FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON samplan.appointment_invitation TO samplan_derive;
DROP POLICY IF EXISTS derive ON samplan.appointment_invitation;
CREATE POLICY derive ON samplan.appointment_invitation TO samplan_derive USING (true) WITH CHECK (true);
GRANT SELECT, UPDATE ON samplan.appointment_invitation TO samplan_api;
DROP POLICY IF EXISTS own ON samplan.appointment_invitation;
CREATE POLICY own ON samplan.appointment_invitation FOR SELECT TO samplan_api
 USING (principal = ANY ((SELECT app.actor_principals())::uuid[])
        AND ((SELECT app.actor_role()) <> 'relative' OR plan_id = ANY ((SELECT app.relative_plans())::uuid[])));
DROP POLICY IF EXISTS answer ON samplan.appointment_invitation;
CREATE POLICY answer ON samplan.appointment_invitation FOR UPDATE TO samplan_api
 USING (principal = ANY ((SELECT app.actor_principals())::uuid[]) AND until_at > now()
        AND ((SELECT app.actor_role()) <> 'relative' OR plan_id = ANY ((SELECT app.relative_plans())::uuid[])))
 WITH CHECK (principal = ANY ((SELECT app.actor_principals())::uuid[]));
RESET ROLE;
