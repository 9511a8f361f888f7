-- The citizen's own: plans that she owns, her remarks and what is answered, her questions about look-ups.
SET ROLE samplan_owner;

-- A plan of the citizen's own (crisis plan, WRAP, advance statement) has no owning unit and nobody responsible but her.
ALTER TABLE samplan.contributing_plan NO FORCE ROW LEVEL SECURITY;
ALTER TABLE samplan.contributing_plan ALTER owner_unit_id DROP NOT NULL;
ALTER TABLE samplan.contributing_plan DISABLE TRIGGER USER;
UPDATE samplan.contributing_plan SET owner_unit_id = NULL, responsible_user_id = NULL, sector_code = 'citizen'
 WHERE type_code IN ('crisis-plan', 'wrap-plan', 'advance-statement');
ALTER TABLE samplan.contributing_plan ENABLE TRIGGER USER;
ALTER TABLE samplan.contributing_plan
    ADD CHECK ((owner_unit_id IS NULL) = (sector_code = 'citizen')),
    ADD CHECK (sector_code <> 'citizen' OR responsible_user_id IS NULL),
    ADD CHECK (CASE sector_code WHEN 'citizen' THEN class_code IN ('crisis-plan', 'private', 'citizen-statement')
                                ELSE class_code <> 'private' END);
ALTER TABLE samplan.contributing_plan FORCE ROW LEVEL SECURITY;
CREATE UNIQUE INDEX contributing_plan_own_once ON samplan.contributing_plan (plan_id, type_code)
    WHERE owner_unit_id IS NULL AND status_code <> 'revoked';

-- A goal in the citizen's own words: doing something, with others, or that has meaning for her.
ALTER TABLE samplan.goal ADD COLUMN wish_code text CHECK (wish_code IN ('active', 'together', 'meaningful'));

-- What the citizen says about a passage of her plan. Whole, dated, never changed or removed by anybody; she says more in
-- a remark of its own. class_code and contributing_plan_id: of the passage, and so who may read it; a remark on the plan as a
-- whole is of class citizen-statement. passage: what was written there at that time.
CREATE TABLE samplan.remark (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    plan_id uuid NOT NULL REFERENCES samplan.joint_plan,
    contributing_plan_id uuid REFERENCES samplan.contributing_plan,
    class_code text NOT NULL REFERENCES samplan.section_class CHECK (class_code <> 'private'),
    about_code text NOT NULL CHECK (about_code IN ('plan', 'part', 'goal', 'appointment', 'note')),
    about_id uuid NOT NULL,
    section_n smallint CHECK (section_n BETWEEN 1 AND 6),      -- which heading of a contributing plan
    heading text CHECK (length(heading) BETWEEN 1 AND 300),
    passage text CHECK (length(passage) <= 30000),
    adds_to_id uuid REFERENCES samplan.remark,
    text text NOT NULL CHECK (length(text) BETWEEN 1 AND 20000),
    written_by uuid NOT NULL REFERENCES samplan.user_account,
    created_at timestamptz NOT NULL DEFAULT now(),
    CHECK ((about_code = 'plan') = (class_code = 'citizen-statement' AND contributing_plan_id IS NULL))
);
CREATE INDEX remark_plan ON samplan.remark (plan_id, created_at);

CREATE TABLE samplan.remark_answer (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    remark_id uuid NOT NULL REFERENCES samplan.remark,
    plan_id uuid NOT NULL REFERENCES samplan.joint_plan,
    contributing_plan_id uuid,
    class_code text NOT NULL REFERENCES samplan.section_class,
    text text NOT NULL CHECK (length(text) BETWEEN 1 AND 20000),
    answered_by uuid NOT NULL REFERENCES samplan.user_account,
    unit_id uuid REFERENCES samplan.unit,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX remark_answer_remark ON samplan.remark_answer (remark_id);

-- Who has read a remark, and when first: the receipt to the citizen.
CREATE TABLE samplan.remark_read (
    remark_id uuid NOT NULL REFERENCES samplan.remark,
    plan_id uuid NOT NULL REFERENCES samplan.joint_plan,
    user_id uuid NOT NULL REFERENCES samplan.user_account,
    unit_id uuid REFERENCES samplan.unit,
    read_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (remark_id, user_id)
);

-- What a person has seen of her own things, and when last: the answers to a remark.
CREATE TABLE samplan.own_seen (
    user_id uuid NOT NULL REFERENCES samplan.user_account,
    item_id uuid NOT NULL,
    seen_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (user_id, item_id)
);

-- "Jeg forstår ikke dette opslag": a citizen asks about a look-up, a manager of the unit answers, or the auditor where the
-- unit has none. look_id names the row of the log (app.look_id); what it was is kept beside it.
CREATE TABLE samplan.access_question (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    citizen_id uuid NOT NULL REFERENCES samplan.citizen,
    look_id uuid NOT NULL,
    looked_at timestamptz NOT NULL,
    look jsonb NOT NULL,
    looker_user_id uuid REFERENCES samplan.user_account,
    unit_id uuid REFERENCES samplan.unit,
    audience_code text NOT NULL CHECK (audience_code IN ('manager', 'auditor')),
    kind_code text NOT NULL CHECK (kind_code IN ('why', 'what', 'wrong')),
    text text CHECK (length(text) BETWEEN 1 AND 4000),
    asked_by uuid NOT NULL REFERENCES samplan.user_account,
    created_at timestamptz NOT NULL DEFAULT now(),
    answer_by_day date NOT NULL,
    status_code text NOT NULL DEFAULT 'open' CHECK (status_code IN ('open', 'answered')),
    answer_text text CHECK (length(answer_text) BETWEEN 1 AND 8000),
    answered_by uuid REFERENCES samplan.user_account,
    answered_unit_id uuid REFERENCES samplan.unit,
    answered_at timestamptz,
    read_at timestamptz,                -- the answer, by the citizen
    version integer NOT NULL DEFAULT 1,
    changed_at timestamptz NOT NULL DEFAULT now(),
    changed_by uuid,
    CHECK ((status_code = 'answered') = (answer_text IS NOT NULL AND answered_by IS NOT NULL AND answered_at IS NOT NULL)),
    CHECK (answered_by IS DISTINCT FROM looker_user_id OR answered_by IS NULL)
);
CREATE INDEX access_question_citizen ON samplan.access_question (citizen_id, created_at);
CREATE INDEX access_question_unit ON samplan.access_question (unit_id, answer_by_day) WHERE status_code = 'open';
CREATE UNIQUE INDEX access_question_once ON samplan.access_question (look_id) WHERE status_code = 'open';

RESET ROLE;
