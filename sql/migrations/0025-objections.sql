-- Whom a no keeps out is looked up by whom it is against. The trigger that took back invitations alone gives way to g_objection.
SET ROLE samplan_owner;
CREATE INDEX consent_provision_deny ON samplan.consent_provision (coalesce(user_id, organisation_id, unit_id))
 WHERE type_code = 'deny' AND related_id IS NULL;
DROP TRIGGER IF EXISTS g_invitation ON samplan.consent_provision;
RESET ROLE;
DROP FUNCTION IF EXISTS app.tg_invitation_objection();
