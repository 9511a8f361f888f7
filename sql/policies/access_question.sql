-- The citizen's own; the managers of the unit that is asked, and auditors, who answer. A manager never sees a question
-- about herself. An answer stands as it was given.
SET ROLE samplan_owner;
ALTER TABLE samplan.access_question ENABLE ROW LEVEL SECURITY;
ALTER TABLE samplan.access_question FORCE ROW LEVEL SECURITY;
REVOKE DELETE, TRUNCATE ON samplan.access_question FROM samplan_derive, samplan_api;
GRANT SELECT, INSERT, UPDATE ON samplan.access_question TO samplan_derive;
GRANT SELECT, INSERT ON samplan.access_question TO samplan_api;
GRANT UPDATE (status_code, answer_text, answered_by, answered_unit_id, answered_at, read_at, version, changed_at, changed_by)
    ON samplan.access_question TO samplan_api;
DROP POLICY IF EXISTS derive ON samplan.access_question;
CREATE POLICY derive ON samplan.access_question TO samplan_derive USING (true) WITH CHECK (true);
DROP POLICY IF EXISTS own ON samplan.access_question;
CREATE POLICY own ON samplan.access_question FOR SELECT TO samplan_api
 USING (citizen_id = (SELECT app.actor_citizen()));
DROP POLICY IF EXISTS review ON samplan.access_question;
CREATE POLICY review ON samplan.access_question FOR SELECT TO samplan_api
 USING (looker_user_id IS DISTINCT FROM (SELECT app.actor_user())
        AND ((SELECT app.actor_role()) = 'auditor'
             OR audience_code = 'manager' AND unit_id = ANY ((SELECT app.actor_managed_units())::uuid[])));
DROP POLICY IF EXISTS add ON samplan.access_question;
CREATE POLICY add ON samplan.access_question FOR INSERT TO samplan_api
 WITH CHECK (citizen_id = (SELECT app.actor_citizen()) AND asked_by = (SELECT app.actor_user()) AND status_code = 'open');
DROP POLICY IF EXISTS answer ON samplan.access_question;
CREATE POLICY answer ON samplan.access_question FOR UPDATE TO samplan_api
 USING (status_code = 'open' AND looker_user_id IS DISTINCT FROM (SELECT app.actor_user())
        AND ((SELECT app.actor_role()) = 'auditor'
             OR audience_code = 'manager' AND unit_id = ANY ((SELECT app.actor_managed_units())::uuid[])))
 WITH CHECK (answered_by = (SELECT app.actor_user()));
DROP POLICY IF EXISTS seen ON samplan.access_question;
CREATE POLICY seen ON samplan.access_question FOR UPDATE TO samplan_api
 USING (status_code = 'answered' AND citizen_id = (SELECT app.actor_citizen()))
 WITH CHECK (status_code = 'answered' AND citizen_id = (SELECT app.actor_citizen()));
RESET ROLE;
