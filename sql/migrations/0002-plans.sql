-- What the product is about: citizens, joint plans, contributing plans, goals, tasks, teams.
SET ROLE samplan_owner;

CREATE TABLE samplan.citizen (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    given_name text NOT NULL CHECK (length(given_name) BETWEEN 1 AND 100),
    family_name text NOT NULL CHECK (length(family_name) BETWEEN 1 AND 100),
    name text NOT NULL GENERATED ALWAYS AS (given_name || ' ' || family_name) STORED,
    cpr_cipher bytea,
    cpr_index bytea CHECK (octet_length(cpr_index) = 32),
    cpr_masked text,            -- "090991-••••"
    birth_day date,
    name_protected boolean NOT NULL DEFAULT false,
    address text,
    address_protected boolean NOT NULL DEFAULT false,
    municipality_code text REFERENCES samplan.municipality,
    gp_unit_id uuid REFERENCES samplan.unit,
    phone text,
    contact_preference_code text NOT NULL DEFAULT 'phone'
        CHECK (contact_preference_code IN ('phone', 'sms', 'digital-post', 'letter', 'via-contact')),
    interpreter_language text,
    admitted_since_day date,
    admitted_unit_id uuid REFERENCES samplan.unit,
    status_code text NOT NULL DEFAULT 'confirmed' CHECK (status_code IN ('unconfirmed', 'confirmed', 'merged')),
    merged_into uuid REFERENCES samplan.citizen,
    created_by uuid,
    created_at timestamptz NOT NULL DEFAULT now(),
    version integer NOT NULL DEFAULT 1,
    changed_at timestamptz NOT NULL DEFAULT now(),
    changed_by uuid
);
-- A confirmed citizen exists once; a draft may exist beside it until the citizen has said yes.
CREATE UNIQUE INDEX citizen_cpr ON samplan.citizen (cpr_index) WHERE status_code = 'confirmed' AND cpr_index IS NOT NULL;
CREATE INDEX citizen_cpr_any ON samplan.citizen (cpr_index);
ALTER TABLE samplan.user_account ADD FOREIGN KEY (citizen_id) REFERENCES samplan.citizen;

CREATE TABLE samplan.joint_plan (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    citizen_id uuid NOT NULL REFERENCES samplan.citizen,
    status_code text NOT NULL DEFAULT 'draft'
        CHECK (status_code IN ('draft', 'active', 'on-hold', 'completed', 'revoked')),
    status_reason text,
    complexity_code text NOT NULL DEFAULT 'standard' CHECK (complexity_code IN ('light', 'standard', 'complex')),
    reason text NOT NULL DEFAULT '',
    target_group_code text,
    summary text,                 -- plain language, "Kort fortalt"
    period_start_day date NOT NULL DEFAULT current_date,
    period_end_day date,
    review_day date,
    on_hold_until_day date,
    activated_at timestamptz,
    closed_at timestamptz,
    created_by uuid NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    version integer NOT NULL DEFAULT 1,
    changed_at timestamptz NOT NULL DEFAULT now(),
    changed_by uuid
);
CREATE UNIQUE INDEX joint_plan_one_open ON samplan.joint_plan (citizen_id)
    WHERE status_code IN ('draft', 'active', 'on-hold');
CREATE INDEX joint_plan_citizen ON samplan.joint_plan (citizen_id);

-- The citizen's own words ("Det er vigtigt for mig"): a new row at each change, never edited.
CREATE TABLE samplan.citizen_statement (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    plan_id uuid NOT NULL REFERENCES samplan.joint_plan,
    text text NOT NULL CHECK (length(text) BETWEEN 1 AND 20000),
    written_by uuid NOT NULL REFERENCES samplan.user_account,
    on_behalf boolean NOT NULL DEFAULT false,  -- written down by staff from what the citizen said
    is_current boolean NOT NULL DEFAULT true,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX citizen_statement_current ON samplan.citizen_statement (plan_id) WHERE is_current;
CREATE INDEX citizen_statement_plan ON samplan.citizen_statement (plan_id, created_at);

-- Exactly one coordinator at every instant of an open plan: periods, at most one without end.
CREATE TABLE samplan.coordination (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    plan_id uuid NOT NULL REFERENCES samplan.joint_plan,
    user_id uuid NOT NULL REFERENCES samplan.user_account,
    unit_id uuid NOT NULL REFERENCES samplan.unit,
    started_at timestamptz NOT NULL DEFAULT now(),
    ended_at timestamptz,
    handover_id uuid,
    CHECK (ended_at IS NULL OR ended_at >= started_at)
);
CREATE UNIQUE INDEX coordination_one ON samplan.coordination (plan_id) WHERE ended_at IS NULL;
CREATE INDEX coordination_plan ON samplan.coordination (plan_id, started_at);
CREATE INDEX coordination_user ON samplan.coordination (user_id) WHERE ended_at IS NULL;

CREATE TABLE samplan.handover (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    plan_id uuid NOT NULL REFERENCES samplan.joint_plan,
    from_user_id uuid REFERENCES samplan.user_account,
    from_unit_id uuid REFERENCES samplan.unit,
    to_user_id uuid NOT NULL REFERENCES samplan.user_account,
    to_unit_id uuid NOT NULL REFERENCES samplan.unit,
    deputy_user_id uuid REFERENCES samplan.user_account,
    effective_day date NOT NULL,
    answer_by_day date NOT NULL,
    note text NOT NULL,
    status_code text NOT NULL DEFAULT 'requested'
        CHECK (status_code IN ('requested', 'accepted', 'declined', 'withdrawn')),
    answer_text text,
    requested_at timestamptz NOT NULL DEFAULT now(),
    answered_at timestamptz,
    version integer NOT NULL DEFAULT 1,
    changed_at timestamptz NOT NULL DEFAULT now(),
    changed_by uuid
);
CREATE UNIQUE INDEX handover_one_open ON samplan.handover (plan_id) WHERE status_code = 'requested';
CREATE INDEX handover_to ON samplan.handover (to_user_id) WHERE status_code = 'requested';
CREATE INDEX handover_plan ON samplan.handover (plan_id);

-- Care team and contacts.
CREATE TABLE samplan.team_member (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    plan_id uuid NOT NULL REFERENCES samplan.joint_plan,
    kind_code text NOT NULL CHECK (kind_code IN ('person', 'unit', 'outside')),
    user_id uuid REFERENCES samplan.user_account,
    unit_id uuid REFERENCES samplan.unit,
    outside_name text,
    outside_organisation text,
    relationship text,            -- "søster": a relative, as the citizen names it
    contact_type_code text REFERENCES samplan.contact_type,
    helps_with text,
    phone text,
    phone_hours text,
    is_statutory_coordinator boolean NOT NULL DEFAULT false, -- koordinerende sagsbehandler (employment)
    replaces_member_id uuid REFERENCES samplan.team_member,
    period_start_day date NOT NULL DEFAULT current_date,
    period_end_day date,
    status_code text NOT NULL DEFAULT 'active' CHECK (status_code IN ('active', 'ended')),
    end_reason text,
    read_until_day date,          -- former members may read the core until this day
    added_by uuid,
    created_at timestamptz NOT NULL DEFAULT now(),
    version integer NOT NULL DEFAULT 1,
    changed_at timestamptz NOT NULL DEFAULT now(),
    changed_by uuid,
    CHECK ((kind_code = 'person') = (user_id IS NOT NULL)),
    CHECK (kind_code <> 'unit' OR unit_id IS NOT NULL),
    CHECK (kind_code <> 'person' OR unit_id IS NOT NULL),
    CHECK (kind_code <> 'outside' OR outside_name IS NOT NULL)
);
CREATE INDEX team_member_plan ON samplan.team_member (plan_id);
CREATE INDEX team_member_user ON samplan.team_member (user_id) WHERE status_code = 'active';
CREATE UNIQUE INDEX team_member_person_once ON samplan.team_member (plan_id, user_id)
    WHERE status_code = 'active' AND kind_code = 'person';
CREATE UNIQUE INDEX team_member_unit_once ON samplan.team_member (plan_id, unit_id)
    WHERE status_code = 'active' AND kind_code = 'unit';

CREATE TABLE samplan.contributing_plan (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    plan_id uuid NOT NULL REFERENCES samplan.joint_plan,
    type_code text NOT NULL REFERENCES samplan.plan_type,
    class_code text NOT NULL REFERENCES samplan.section_class,
    sector_code text NOT NULL REFERENCES samplan.sector,   -- the owner's, at creation
    owner_unit_id uuid NOT NULL REFERENCES samplan.unit,
    responsible_user_id uuid REFERENCES samplan.user_account,
    title text NOT NULL CHECK (length(title) BETWEEN 1 AND 200),
    status_code text NOT NULL DEFAULT 'draft'
        CHECK (status_code IN ('draft', 'active', 'on-hold', 'completed', 'revoked')),
    status_reason text,
    period_start_day date NOT NULL DEFAULT current_date,
    period_end_day date,
    on_hold_until_day date,
    next_follow_up_day date,
    next_step text,
    bar_text text,               -- the short text drawn in the lane, "Samtaler hver uge"
    milestone_day date,
    milestone_text text,
    plain_summary text,          -- what the citizen reads
    assessment text,             -- the party's assessment
    content jsonb NOT NULL DEFAULT '[]',  -- [{"heading","text"}]
    source_system text,
    source_id text,
    created_by uuid NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    version integer NOT NULL DEFAULT 1,
    changed_at timestamptz NOT NULL DEFAULT now(),
    changed_by uuid
);
CREATE INDEX contributing_plan_plan ON samplan.contributing_plan (plan_id);
CREATE INDEX contributing_plan_responsible ON samplan.contributing_plan (responsible_user_id);
CREATE INDEX contributing_plan_owner ON samplan.contributing_plan (owner_unit_id);

CREATE TABLE samplan.contributing_plan_version (
    contributing_plan_id uuid NOT NULL REFERENCES samplan.contributing_plan,
    version integer NOT NULL,
    plan_id uuid NOT NULL,
    class_code text NOT NULL,
    snapshot jsonb NOT NULL,
    reason text,
    created_by uuid,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (contributing_plan_id, version)
);

CREATE TABLE samplan.intervention (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    plan_id uuid NOT NULL REFERENCES samplan.joint_plan,
    contributing_plan_id uuid NOT NULL REFERENCES samplan.contributing_plan,
    class_code text NOT NULL REFERENCES samplan.section_class,
    title text NOT NULL CHECK (length(title) BETWEEN 1 AND 200),
    description text,
    responsible_user_id uuid REFERENCES samplan.user_account,
    status_code text NOT NULL DEFAULT 'planned'
        CHECK (status_code IN ('planned', 'in-progress', 'on-hold', 'completed', 'cancelled')),
    period_start_day date,
    period_end_day date,
    created_by uuid NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    version integer NOT NULL DEFAULT 1,
    changed_at timestamptz NOT NULL DEFAULT now(),
    changed_by uuid
);
CREATE INDEX intervention_part ON samplan.intervention (contributing_plan_id);

CREATE TABLE samplan.goal (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    plan_id uuid NOT NULL REFERENCES samplan.joint_plan,
    contributing_plan_id uuid REFERENCES samplan.contributing_plan, -- NULL: shared goal
    class_code text NOT NULL DEFAULT 'core' REFERENCES samplan.section_class,
    title text NOT NULL CHECK (length(title) BETWEEN 1 AND 300),
    description text,
    expressed_by_code text NOT NULL DEFAULT 'citizen' CHECK (expressed_by_code IN ('citizen', 'relative', 'professional')),
    expressed_by_name text,
    target text,
    start_day date,
    due_day date,
    next_measure_day date,
    lifecycle_code text NOT NULL DEFAULT 'active' CHECK (lifecycle_code IN ('proposed', 'active', 'on-hold', 'completed', 'cancelled')),
    achievement_code text NOT NULL DEFAULT 'in-progress'
        CHECK (achievement_code IN ('in-progress', 'improving', 'worsening', 'no-change', 'achieved',
                                    'sustaining', 'not-achieved', 'no-progress', 'not-attainable')),
    steps_total smallint NOT NULL DEFAULT 0 CHECK (steps_total BETWEEN 0 AND 20),
    steps_done smallint NOT NULL DEFAULT 0 CHECK (steps_done BETWEEN 0 AND 20),
    position smallint NOT NULL DEFAULT 0,
    created_by uuid NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    version integer NOT NULL DEFAULT 1,
    changed_at timestamptz NOT NULL DEFAULT now(),
    changed_by uuid,
    CHECK (steps_done <= steps_total)
);
CREATE INDEX goal_plan ON samplan.goal (plan_id);
CREATE INDEX goal_part ON samplan.goal (contributing_plan_id);

-- Which sectors work on a shared goal, and how it goes there. Core: names a sector, no plan content.
CREATE TABLE samplan.goal_contribution (
    goal_id uuid NOT NULL REFERENCES samplan.goal,
    plan_id uuid NOT NULL REFERENCES samplan.joint_plan,
    sector_code text NOT NULL REFERENCES samplan.sector,
    state_code text NOT NULL DEFAULT 'in-progress'
        CHECK (state_code IN ('in-progress', 'waiting', 'late', 'conflict', 'on-hold', 'done')),
    PRIMARY KEY (goal_id, sector_code)
);
CREATE TABLE samplan.goal_progress (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    goal_id uuid NOT NULL REFERENCES samplan.goal,
    plan_id uuid NOT NULL,
    contributing_plan_id uuid,
    class_code text NOT NULL DEFAULT 'core',
    text text NOT NULL CHECK (length(text) BETWEEN 1 AND 20000),
    achievement_code text,
    steps_done smallint,
    created_by uuid NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX goal_progress_goal ON samplan.goal_progress (goal_id);

-- Two plans that pull in different directions; marked by hand, shown until resolved. Who may not read
-- both plans does not see the row.
CREATE TABLE samplan.plan_conflict (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    plan_id uuid NOT NULL REFERENCES samplan.joint_plan,
    part_a_id uuid NOT NULL REFERENCES samplan.contributing_plan,
    part_b_id uuid NOT NULL REFERENCES samplan.contributing_plan,
    class_a_code text NOT NULL,
    class_b_code text NOT NULL,
    text_a text NOT NULL,
    text_b text NOT NULL,
    day_from date,
    day_to date,
    note text,
    status_code text NOT NULL DEFAULT 'open' CHECK (status_code IN ('open', 'resolved')),
    resolution text,
    created_by uuid NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    version integer NOT NULL DEFAULT 1,
    changed_at timestamptz NOT NULL DEFAULT now(),
    changed_by uuid,
    CHECK (part_a_id <> part_b_id)
);
CREATE INDEX plan_conflict_plan ON samplan.plan_conflict (plan_id) WHERE status_code = 'open';

CREATE TABLE samplan.task (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    plan_id uuid NOT NULL REFERENCES samplan.joint_plan,
    contributing_plan_id uuid REFERENCES samplan.contributing_plan, -- NULL or shown by sector only
    class_code text NOT NULL DEFAULT 'core' REFERENCES samplan.section_class,
    sector_code text REFERENCES samplan.sector,
    goal_id uuid REFERENCES samplan.goal,
    title text NOT NULL CHECK (length(title) BETWEEN 1 AND 200),
    description text,
    plain_text text,             -- "Kort fortalt til Maja"
    requester_user_id uuid NOT NULL REFERENCES samplan.user_account,
    requester_unit_id uuid REFERENCES samplan.unit,
    performer_kind_code text NOT NULL CHECK (performer_kind_code IN ('person', 'unit', 'citizen')),
    performer_user_id uuid REFERENCES samplan.user_account,
    performer_unit_id uuid REFERENCES samplan.unit,
    performer_principal uuid NOT NULL,   -- user, unit or citizen; what access and worklists compare
    due_day date,
    due_time time,
    answer_by_day date,
    priority_code text NOT NULL DEFAULT 'normal' CHECK (priority_code IN ('low', 'normal', 'high', 'urgent')),
    status_code text NOT NULL DEFAULT 'proposed'
        CHECK (status_code IN ('proposed', 'accepted', 'declined', 'counter-proposed', 'in-progress',
                               'on-hold', 'done', 'cancelled')),
    status_text text,            -- reason of a decline, cancel, hold, or what was done
    counter_day date,
    counter_time time,
    counter_text text,
    hold_until_day date,
    held_status_code text,       -- where it goes when the hold ends
    answered_at timestamptz,
    closed_at timestamptz,
    reminded_at timestamptz,
    proposed_at timestamptz NOT NULL DEFAULT now(),
    created_by uuid NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    version integer NOT NULL DEFAULT 1,
    changed_at timestamptz NOT NULL DEFAULT now(),
    changed_by uuid,
    CHECK ((status_code = 'on-hold') = (hold_until_day IS NOT NULL)),
    CHECK (status_code <> 'declined' OR length(status_text) > 0),
    CHECK ((performer_kind_code = 'person') = (performer_user_id IS NOT NULL)),
    CHECK (performer_kind_code <> 'unit' OR performer_unit_id IS NOT NULL)
);
CREATE INDEX task_plan ON samplan.task (plan_id);
CREATE INDEX task_performer ON samplan.task (performer_principal) WHERE closed_at IS NULL;
CREATE INDEX task_requester ON samplan.task (requester_user_id) WHERE closed_at IS NULL;

-- Informed is not responsible: own list, own words.
CREATE TABLE samplan.task_informed (
    task_id uuid NOT NULL REFERENCES samplan.task,
    plan_id uuid NOT NULL,
    principal uuid NOT NULL,
    kind_code text NOT NULL CHECK (kind_code IN ('person', 'unit', 'citizen')),
    PRIMARY KEY (task_id, principal)
);
CREATE TABLE samplan.task_comment (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    task_id uuid NOT NULL REFERENCES samplan.task,
    plan_id uuid NOT NULL,
    text text NOT NULL CHECK (length(text) BETWEEN 1 AND 20000),
    created_by uuid NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX task_comment_task ON samplan.task_comment (task_id);

CREATE TABLE samplan.appointment (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    plan_id uuid NOT NULL REFERENCES samplan.joint_plan,
    title text NOT NULL CHECK (length(title) BETWEEN 1 AND 200),
    kind_code text NOT NULL DEFAULT 'appointment'
        CHECK (kind_code IN ('appointment', 'network-meeting', 'follow-up', 'home-visit', 'discharge')),
    start_at timestamptz NOT NULL,
    end_at timestamptz,
    place text,
    agenda text,
    status_code text NOT NULL DEFAULT 'planned' CHECK (status_code IN ('planned', 'held', 'cancelled')),
    status_text text,
    created_by uuid NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    version integer NOT NULL DEFAULT 1,
    changed_at timestamptz NOT NULL DEFAULT now(),
    changed_by uuid,
    CHECK (end_at IS NULL OR end_at >= start_at)
);
CREATE INDEX appointment_plan ON samplan.appointment (plan_id, start_at);
CREATE TABLE samplan.appointment_participant (
    appointment_id uuid NOT NULL REFERENCES samplan.appointment,
    plan_id uuid NOT NULL,
    member_id uuid REFERENCES samplan.team_member,   -- NULL: the citizen
    answer_code text NOT NULL DEFAULT 'needs-action' CHECK (answer_code IN ('needs-action', 'accepted', 'declined')),
    UNIQUE NULLS NOT DISTINCT (appointment_id, member_id)
);

CREATE TABLE samplan.note (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    plan_id uuid NOT NULL REFERENCES samplan.joint_plan,
    contributing_plan_id uuid REFERENCES samplan.contributing_plan,
    class_code text NOT NULL DEFAULT 'core' REFERENCES samplan.section_class,
    text text NOT NULL CHECK (length(text) BETWEEN 1 AND 20000),
    amends_id uuid REFERENCES samplan.note,
    status_code text NOT NULL DEFAULT 'current' CHECK (status_code IN ('current', 'withdrawn')),
    created_by uuid NOT NULL,
    created_unit_id uuid,
    created_at timestamptz NOT NULL DEFAULT now(),
    version integer NOT NULL DEFAULT 1,
    changed_at timestamptz NOT NULL DEFAULT now(),
    changed_by uuid
);
CREATE INDEX note_plan ON samplan.note (plan_id, created_at);

-- Somebody asks to join a plan that she may not know of.
CREATE TABLE samplan.join_request (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    plan_id uuid NOT NULL REFERENCES samplan.joint_plan,       -- the existing plan
    draft_plan_id uuid REFERENCES samplan.joint_plan,          -- what the requester started
    requester_user_id uuid NOT NULL REFERENCES samplan.user_account,
    requester_unit_id uuid NOT NULL REFERENCES samplan.unit,
    reason text NOT NULL,
    status_code text NOT NULL DEFAULT 'requested' CHECK (status_code IN ('requested', 'accepted', 'declined')),
    answer_text text,
    created_at timestamptz NOT NULL DEFAULT now(),
    answered_at timestamptz,
    answered_by uuid,
    version integer NOT NULL DEFAULT 1,
    changed_at timestamptz NOT NULL DEFAULT now(),
    changed_by uuid
);
CREATE INDEX join_request_plan ON samplan.join_request (plan_id) WHERE status_code = 'requested';
CREATE UNIQUE INDEX join_request_once ON samplan.join_request (plan_id, requester_user_id) WHERE status_code = 'requested';

-- Per reader.
CREATE TABLE samplan.plan_seen (
    user_id uuid NOT NULL,
    plan_id uuid NOT NULL,
    seen_at timestamptz NOT NULL,
    previous_at timestamptz,       -- "ændret siden du sidst så" compares with this
    PRIMARY KEY (user_id, plan_id)
);
CREATE TABLE samplan.task_filter (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    user_id uuid NOT NULL REFERENCES samplan.user_account,
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
    query jsonb NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (user_id, name)
);
CREATE TABLE samplan.draft (
    user_id uuid NOT NULL REFERENCES samplan.user_account,
    form_key text NOT NULL CHECK (form_key ~ '^[a-z0-9/_-]{1,200}$'),
    fields jsonb NOT NULL CHECK (pg_column_size(fields) < 200000),
    base_version integer,
    saved_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (user_id, form_key)
);
CREATE TABLE samplan.idempotency (
    user_id uuid NOT NULL,
    key uuid NOT NULL,
    function text NOT NULL,
    input_hash bytea NOT NULL,
    document jsonb NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (user_id, key)
);

RESET ROLE;
