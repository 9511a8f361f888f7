-- Comments follow the section class of their task; a sector that stops working on a goal and a
-- participant who is taken off a meeting stay as rows with a status.
SET ROLE samplan_owner;
ALTER TABLE samplan.task_comment
    ADD COLUMN contributing_plan_id uuid REFERENCES samplan.contributing_plan,
    ADD COLUMN class_code text NOT NULL DEFAULT 'core' REFERENCES samplan.section_class;
ALTER TABLE samplan.goal_contribution
    DROP CONSTRAINT goal_contribution_state_code_check,
    ADD CONSTRAINT goal_contribution_state_code_check
        CHECK (state_code IN ('in-progress', 'waiting', 'late', 'conflict', 'on-hold', 'done', 'ended'));
ALTER TABLE samplan.appointment_participant
    DROP CONSTRAINT appointment_participant_answer_code_check,
    ADD CONSTRAINT appointment_participant_answer_code_check
        CHECK (answer_code IN ('needs-action', 'accepted', 'declined', 'removed'));
-- What somebody finished lately, for "Udført" in the lists.
CREATE INDEX task_closed ON samplan.task (performer_principal, closed_at DESC) WHERE closed_at IS NOT NULL;
RESET ROLE;
