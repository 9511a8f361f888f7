-- The judging of an emergency opening: whoever opened it, the managers of the unit, auditors. Written by functions of
-- samplan_derive, which check who may.
SET ROLE samplan_owner;
ALTER TABLE samplan.review_entry ENABLE ROW LEVEL SECURITY;
ALTER TABLE samplan.review_entry FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON samplan.review_entry TO samplan_derive;
DROP POLICY IF EXISTS derive ON samplan.review_entry;
CREATE POLICY derive ON samplan.review_entry TO samplan_derive USING (true) WITH CHECK (true);
GRANT SELECT ON samplan.review_entry TO samplan_api;
DROP POLICY IF EXISTS own ON samplan.review_entry;
CREATE POLICY own ON samplan.review_entry FOR SELECT TO samplan_api
 USING (opener_id = (SELECT app.actor_user()));
DROP POLICY IF EXISTS manager ON samplan.review_entry;
CREATE POLICY manager ON samplan.review_entry FOR SELECT TO samplan_api
 USING (unit_id = ANY ((SELECT app.actor_managed_units())::uuid[]) AND opener_id <> (SELECT app.actor_user()));
DROP POLICY IF EXISTS auditor ON samplan.review_entry;
CREATE POLICY auditor ON samplan.review_entry FOR SELECT TO samplan_api
 USING ((SELECT app.actor_role()) = 'auditor');
RESET ROLE;
