-- When the coordinator was asked to raise a no again: once, on the day that was agreed or after it.
SET ROLE samplan_owner;
ALTER TABLE samplan.consent ADD COLUMN asked_again_at timestamptz;
CREATE INDEX consent_ask_again ON samplan.consent (ask_again_day) WHERE type_code = 'deny' AND asked_again_at IS NULL;
CREATE INDEX attachment_plan ON samplan.attachment (plan_id);
RESET ROLE;
