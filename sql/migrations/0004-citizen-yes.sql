-- The citizen's yes to the joint plan: how it was given, when, and who wrote it down. A plan starts
-- with it; a plan that was started before this was asked has none.
SET ROLE samplan_owner;
ALTER TABLE samplan.joint_plan
    ADD COLUMN citizen_yes_code text CHECK (citizen_yes_code IN ('spoken', 'written', 'own')),
    ADD COLUMN citizen_yes_day date,
    ADD COLUMN citizen_yes_by uuid REFERENCES samplan.user_account,
    ADD CHECK ((citizen_yes_code IS NULL) = (citizen_yes_day IS NULL));
RESET ROLE;
