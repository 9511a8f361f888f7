-- Relatives: an account asked for, a conversation noted, the days on which a young person decides herself, and
-- who asked whom to a meeting.
SET ROLE samplan_owner;

ALTER TABLE samplan.related_person
    ADD COLUMN note text CHECK (length(note) <= 2000),      -- of a child: what she knows and needs
    ADD COLUMN account_asked_at timestamptz,                -- the coordinator asked for an account to sign in with
    ADD COLUMN account_asked_by uuid REFERENCES samplan.user_account,
    ADD COLUMN account_asked_unit_id uuid REFERENCES samplan.unit,  -- whose administrators make it
    ADD COLUMN ask_task_id uuid REFERENCES samplan.task,    -- asks again after a no
    ADD CHECK (kind_code <> 'child' OR user_id IS NULL),
    ADD CHECK (kind_code = 'guardian' OR guardian_class_codes = '{}');
CREATE INDEX related_person_asked ON samplan.related_person (account_asked_unit_id)
    WHERE account_asked_at IS NOT NULL AND user_id IS NULL;

-- A relative has got in touch: what she told. To listen needs nobody's yes; nothing about the citizen was told her but
-- what everybody may know, or what the citizen has said yes to. Never changed.
CREATE TABLE samplan.relative_contact (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    plan_id uuid NOT NULL REFERENCES samplan.joint_plan,
    related_id uuid REFERENCES samplan.related_person,      -- NULL: somebody who is not among them
    caller_name text CHECK (length(caller_name) BETWEEN 1 AND 200),
    channel_code text NOT NULL CHECK (channel_code IN ('phone', 'in-person', 'letter', 'other')),
    contact_day date NOT NULL,
    told_text text NOT NULL CHECK (length(told_text) BETWEEN 1 AND 8000),
    given_code text NOT NULL CHECK (given_code IN ('general-only', 'by-consent')),
    class_code text NOT NULL DEFAULT 'relatives-contact' CHECK (class_code = 'relatives-contact')
        REFERENCES samplan.section_class,
    created_by uuid NOT NULL REFERENCES samplan.user_account,
    created_unit_id uuid REFERENCES samplan.unit,
    created_at timestamptz NOT NULL DEFAULT now(),
    CHECK (related_id IS NOT NULL OR caller_name IS NOT NULL)
);
CREATE INDEX relative_contact_plan ON samplan.relative_contact (plan_id, created_at);

-- A young person has reached the age of a rule: what was set going, once.
CREATE TABLE samplan.age_transition (
    plan_id uuid NOT NULL REFERENCES samplan.joint_plan,
    rule_code text NOT NULL,
    day date NOT NULL,
    task_id uuid REFERENCES samplan.task,
    told_at timestamptz,                    -- the young person and her parents, on the day
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (plan_id, rule_code, day)
);

-- Whether there are children under 18 was asked, that is all the plan says; the answer is among the related people.
ALTER TABLE samplan.joint_plan ADD COLUMN children_asked_day date;

-- A relative's assignment has no unit; this one looks after the account.
ALTER TABLE samplan.role_assignment ADD COLUMN invited_unit_id uuid REFERENCES samplan.unit,
    ADD CHECK (invited_unit_id IS NULL OR role_code = 'relative');

ALTER TABLE samplan.appointment_invitation
    ADD COLUMN invited_by uuid REFERENCES samplan.user_account,
    ADD COLUMN created_at timestamptz NOT NULL DEFAULT now();

-- The words of tasks that come by a rule: {given} the citizen, {name} the other person. Reference data.
CREATE TABLE samplan.task_template (
    code text PRIMARY KEY CHECK (code ~ '^[a-z0-9-]{1,64}$'),
    title_da text NOT NULL,
    plain_da text NOT NULL,         -- in short, to the citizen
    source text NOT NULL
);

RESET ROLE;
