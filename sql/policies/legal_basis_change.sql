-- What waits for a second administrator: administrators. Written and decided on by functions that check who she is.
SET ROLE samplan_owner;
ALTER TABLE samplan.legal_basis_change ENABLE ROW LEVEL SECURITY;
ALTER TABLE samplan.legal_basis_change FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE ON samplan.legal_basis_change TO samplan_derive;
DROP POLICY IF EXISTS derive ON samplan.legal_basis_change;
CREATE POLICY derive ON samplan.legal_basis_change TO samplan_derive USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE ON samplan.legal_basis_change TO samplan_api;
DROP POLICY IF EXISTS read ON samplan.legal_basis_change;
CREATE POLICY read ON samplan.legal_basis_change FOR SELECT TO samplan_api USING ((SELECT app.actor_role()) = 'administrator');
DROP POLICY IF EXISTS add ON samplan.legal_basis_change;
CREATE POLICY add ON samplan.legal_basis_change FOR INSERT TO samplan_api
 WITH CHECK ((SELECT app.admin_may(NULL)) AND requested_by = (SELECT app.actor_user()) AND status_code = 'pending');
DROP POLICY IF EXISTS decide ON samplan.legal_basis_change;
CREATE POLICY decide ON samplan.legal_basis_change FOR UPDATE TO samplan_api
 USING ((SELECT app.admin_may(NULL)) AND requested_by <> (SELECT app.actor_user()) AND status_code = 'pending')
 WITH CHECK (decided_by = (SELECT app.actor_user()));
RESET ROLE;
