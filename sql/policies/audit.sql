-- Inserted column by column by functions of samplan_audit; nobody updates or deletes. Read by the
-- citizen (own; an emergency that she is told of later, from then), managers (own unit and those below it), auditors (all); reading is logged too.
SET ROLE samplan_owner;
ALTER TABLE samplan.audit ENABLE ROW LEVEL SECURITY;
ALTER TABLE samplan.audit FORCE ROW LEVEL SECURITY;
REVOKE ALL ON samplan.audit FROM samplan_audit, samplan_api, samplan_derive, samplan_auth;
GRANT INSERT (request_id, session_id, user_id, unit_id, organisation_id, role_code, assurance, interface,
              client, action, outcome, citizen_id, plan_id, class_mask, item_ids, hit_n, basis_code, basis_id,
              purpose_code, reason, changed, bases) ON samplan.audit TO samplan_audit;
GRANT SELECT ON samplan.audit TO samplan_api;
DROP POLICY IF EXISTS derive ON samplan.audit;
DROP POLICY IF EXISTS add ON samplan.audit;
CREATE POLICY add ON samplan.audit FOR INSERT TO samplan_audit
 WITH CHECK (true);
DROP POLICY IF EXISTS citizen ON samplan.audit;
CREATE POLICY citizen ON samplan.audit FOR SELECT TO samplan_api
 USING (citizen_id = (SELECT app.actor_citizen()) AND NOT coalesce(basis_id = ANY ((SELECT app.citizen_untold())::uuid[]), false)
        AND NOT coalesce(item_ids && (SELECT app.citizen_untold())::uuid[], false)
        AND NOT coalesce(jsonb_path_query_array(bases, '$[*].basis_id') ?| (SELECT app.citizen_untold())::text[], false));
DROP POLICY IF EXISTS manager ON samplan.audit;
CREATE POLICY manager ON samplan.audit FOR SELECT TO samplan_api
 USING (unit_id = ANY ((SELECT app.actor_managed_units())::uuid[]));
DROP POLICY IF EXISTS auditor ON samplan.audit;
CREATE POLICY auditor ON samplan.audit FOR SELECT TO samplan_api
 -- What the citizen does in a section that is hers alone shows that there is one, and is nobody else's.
 USING ((SELECT app.actor_role()) = 'auditor' AND coalesce(class_mask, 0) <> app.class_bit('private'));
-- Functions of samplan_derive read it for audit_plan_list, after the right was checked there, and count emergencies.
GRANT SELECT ON samplan.audit TO samplan_derive;
DROP POLICY IF EXISTS plan_log ON samplan.audit;
CREATE POLICY plan_log ON samplan.audit FOR SELECT TO samplan_derive
 USING (plan_id IS NOT NULL OR action = 'break-glass.open');
RESET ROLE;
