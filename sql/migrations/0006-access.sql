-- Why somebody may see something: consent, statute, relatives, guardianship, emergency. The rows here are the
-- facts; app.access_expected turns them into rights.
SET ROLE samplan_owner;

-- What information may be used for. sectors NULL: any.
CREATE TABLE samplan.purpose (
    code text PRIMARY KEY,
    name_da text NOT NULL,
    name_en text NOT NULL,
    sectors text[],
    source text NOT NULL,
    valid_from date NOT NULL DEFAULT '2007-01-01',
    valid_to date
);

-- Statutes that allow or demand sharing. Rows with validity; the operator adds her own.
CREATE TABLE samplan.legal_basis (
    rule_code text NOT NULL CHECK (rule_code ~ '^[a-z0-9-]{1,64}$'),
    valid_from date NOT NULL,
    valid_to date,
    paragraph text NOT NULL,            -- "Psykiatriloven § 13 c"
    name_da text NOT NULL,
    name_en text NOT NULL,
    plain_da text NOT NULL,             -- to the citizen, in a sentence
    plain_en text NOT NULL,
    source text NOT NULL,
    invoker_sectors text[] NOT NULL,    -- caseworkers of these sectors may record it
    class_codes text[] NOT NULL,        -- what may be shared at most
    part_type_codes text[],             -- it is tied to a contributing plan of one of these types; NULL: to none
    purpose_code text NOT NULL REFERENCES samplan.purpose,
    obligations_da text NOT NULL,
    obligations_en text NOT NULL,
    withdrawable boolean NOT NULL DEFAULT false,
    max_days integer CHECK (max_days > 0),
    PRIMARY KEY (rule_code, valid_from),
    CHECK (valid_to IS NULL OR valid_to > valid_from)
);

-- Ages: 'own-consent' 15, 'majority' 18.
CREATE TABLE samplan.age_rule (
    code text NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    years smallint NOT NULL CHECK (years BETWEEN 0 AND 130),
    source text NOT NULL,
    PRIMARY KEY (code, valid_from)
);

-- Emergencies: for what reasons, and which sectors' caseworkers may open what.
CREATE TABLE samplan.break_glass_category (
    code text PRIMARY KEY,
    name_da text NOT NULL,
    name_en text NOT NULL,
    paragraph text NOT NULL,
    overrides_objection boolean NOT NULL,
    source text NOT NULL,
    valid_from date NOT NULL DEFAULT '2007-01-01',
    valid_to date
);
CREATE TABLE samplan.break_glass_rule (
    sector_code text PRIMARY KEY REFERENCES samplan.sector,
    class_codes text[] NOT NULL,
    source text NOT NULL,
    valid_from date NOT NULL DEFAULT '2007-01-01',
    valid_to date
);

-- Relatives, guardians, holders of custody.
CREATE TABLE samplan.related_person (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    plan_id uuid NOT NULL REFERENCES samplan.joint_plan,
    member_id uuid REFERENCES samplan.team_member,      -- her row among the contacts, if any
    kind_code text NOT NULL CHECK (kind_code IN ('relative', 'guardian', 'custody-holder', 'companion', 'child')),
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    relationship text CHECK (length(relationship) BETWEEN 1 AND 100),   -- "søster", in the citizen's word
    phone text,
    birth_day date,                                     -- of a child in the family
    user_id uuid REFERENCES samplan.user_account,       -- signs in with
    guardian_class_codes text[] NOT NULL DEFAULT '{}',  -- what the guardianship covers
    document_text text,                                 -- what shows the guardianship or custody
    period_start_day date NOT NULL DEFAULT current_date,
    period_end_day date,
    status_code text NOT NULL DEFAULT 'active' CHECK (status_code IN ('active', 'ended')),
    end_reason text,
    created_by uuid NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    version integer NOT NULL DEFAULT 1,
    changed_at timestamptz NOT NULL DEFAULT now(),
    changed_by uuid
);
CREATE INDEX related_person_plan ON samplan.related_person (plan_id);
CREATE INDEX related_person_user ON samplan.related_person (user_id) WHERE user_id IS NOT NULL;

-- A yes or a no of the citizen: how, when, to whom. What it covers: a provision for each recipient and class.
CREATE TABLE samplan.consent (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    plan_id uuid NOT NULL REFERENCES samplan.joint_plan,
    type_code text NOT NULL CHECK (type_code IN ('permit', 'deny')),
    purpose_code text NOT NULL REFERENCES samplan.purpose,
    source_code text NOT NULL CHECK (source_code IN ('spoken', 'written', 'own')),
    given_day date NOT NULL,
    given_by_code text NOT NULL DEFAULT 'citizen' CHECK (given_by_code IN ('citizen', 'guardian', 'custody-holder')),
    given_by_related_id uuid REFERENCES samplan.related_person,
    given_to text,                      -- who heard or received it, when not the one who wrote it down
    period_start_day date NOT NULL,
    until_day date,                     -- last day; a yes has one, at most a year from the giving
    ask_again_day date,                 -- after a no: the earliest day on which we ask again
    note text CHECK (length(note) <= 2000),
    renews_id uuid REFERENCES samplan.consent,
    recorded_by uuid NOT NULL REFERENCES samplan.user_account,
    recorded_unit_id uuid REFERENCES samplan.unit,
    recorded_at timestamptz NOT NULL DEFAULT now(),
    reminded_at timestamptz,
    version integer NOT NULL DEFAULT 1,
    changed_at timestamptz NOT NULL DEFAULT now(),
    changed_by uuid,
    CHECK (type_code = 'deny' OR until_day IS NOT NULL),
    CHECK (type_code = 'deny' OR until_day <= (given_day + interval '1 year')::date),
    CHECK (until_day IS NULL OR until_day >= period_start_day)
);
CREATE INDEX consent_plan ON samplan.consent (plan_id);
CREATE INDEX consent_until ON samplan.consent (until_day) WHERE type_code = 'permit';

CREATE TABLE samplan.consent_provision (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    consent_id uuid NOT NULL REFERENCES samplan.consent,
    plan_id uuid NOT NULL REFERENCES samplan.joint_plan,
    type_code text NOT NULL CHECK (type_code IN ('permit', 'deny')),
    recipient_kind_code text NOT NULL CHECK (recipient_kind_code IN ('unit', 'organisation', 'person', 'relative')),
    unit_id uuid REFERENCES samplan.unit,               -- the unit, or where the person works
    organisation_id uuid REFERENCES samplan.organisation,
    user_id uuid REFERENCES samplan.user_account,
    related_id uuid REFERENCES samplan.related_person,
    class_code text NOT NULL REFERENCES samplan.section_class CHECK (class_code <> 'private'),
    level_code text CHECK (level_code IN ('informed', 'involved')),     -- of a relative
    since_at timestamptz NOT NULL DEFAULT now(),
    until_at timestamptz NOT NULL DEFAULT 'infinity',   -- by its period
    withdrawn_at timestamptz,                           -- the citizen's, or ours after her word
    withdrawn_by uuid REFERENCES samplan.user_account,
    withdrawn_source_code text CHECK (withdrawn_source_code IN ('spoken', 'written', 'own')),
    withdrawn_text text,
    replaced_by_id uuid REFERENCES samplan.consent,     -- ended because a newer answer took its place
    created_at timestamptz NOT NULL DEFAULT now(),
    version integer NOT NULL DEFAULT 1,
    changed_at timestamptz NOT NULL DEFAULT now(),
    changed_by uuid,
    CHECK (CASE recipient_kind_code
               WHEN 'unit' THEN unit_id IS NOT NULL AND num_nonnulls(organisation_id, user_id, related_id) = 0
               WHEN 'organisation' THEN organisation_id IS NOT NULL AND num_nonnulls(unit_id, user_id, related_id) = 0
               WHEN 'person' THEN user_id IS NOT NULL AND unit_id IS NOT NULL AND num_nonnulls(organisation_id, related_id) = 0
               ELSE related_id IS NOT NULL AND num_nonnulls(unit_id, organisation_id, user_id) = 0 END),
    CHECK ((withdrawn_at IS NULL) = (withdrawn_by IS NULL))
);
CREATE INDEX consent_provision_plan ON samplan.consent_provision (plan_id);
CREATE INDEX consent_provision_consent ON samplan.consent_provision (consent_id);

-- A scan of what was signed.
CREATE TABLE samplan.attachment (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    plan_id uuid NOT NULL REFERENCES samplan.joint_plan,
    consent_id uuid REFERENCES samplan.consent,
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    media_type text NOT NULL CHECK (media_type IN ('application/pdf', 'image/jpeg', 'image/png')),
    body bytea NOT NULL CHECK (octet_length(body) BETWEEN 1 AND 5242880),
    digest bytea NOT NULL CHECK (octet_length(digest) = 32),
    created_by uuid NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX attachment_consent ON samplan.attachment (consent_id);

-- A statute that somebody has recorded for this plan, and the parties it names.
CREATE TABLE samplan.statute_use (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    plan_id uuid NOT NULL REFERENCES samplan.joint_plan,
    rule_code text NOT NULL,
    rule_valid_from date NOT NULL,
    contributing_plan_id uuid REFERENCES samplan.contributing_plan,     -- the agreement that it serves
    class_codes text[] NOT NULL,
    purpose_text text NOT NULL CHECK (length(purpose_text) BETWEEN 15 AND 2000),
    responsible_user_id uuid REFERENCES samplan.user_account,           -- the consultant
    told_code text NOT NULL CHECK (told_code IN ('told', 'deferred')),
    told_day date,
    told_text text,                     -- how she was told, or why not yet
    started_at timestamptz NOT NULL DEFAULT now(),
    until_day date,
    ended_at timestamptz,
    end_reason text,
    recorded_by uuid NOT NULL REFERENCES samplan.user_account,
    recorded_unit_id uuid NOT NULL REFERENCES samplan.unit,
    created_at timestamptz NOT NULL DEFAULT now(),
    version integer NOT NULL DEFAULT 1,
    changed_at timestamptz NOT NULL DEFAULT now(),
    changed_by uuid,
    FOREIGN KEY (rule_code, rule_valid_from) REFERENCES samplan.legal_basis,
    CHECK (told_code = 'told' AND told_day IS NOT NULL OR told_code = 'deferred' AND length(told_text) >= 15)
);
CREATE INDEX statute_use_plan ON samplan.statute_use (plan_id);
CREATE TABLE samplan.statute_party (
    statute_use_id uuid NOT NULL REFERENCES samplan.statute_use,
    plan_id uuid NOT NULL,
    unit_id uuid NOT NULL REFERENCES samplan.unit,
    user_id uuid REFERENCES samplan.user_account,   -- one person there; NULL: the unit
    ended_at timestamptz,
    UNIQUE NULLS NOT DISTINCT (statute_use_id, unit_id, user_id)
);
CREATE INDEX statute_party_plan ON samplan.statute_party (plan_id);

-- An emergency opening: chosen classes, read only, ends by itself, judged by somebody else afterwards.
CREATE TABLE samplan.break_glass (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    plan_id uuid NOT NULL REFERENCES samplan.joint_plan,
    citizen_id uuid NOT NULL REFERENCES samplan.citizen,
    user_id uuid NOT NULL REFERENCES samplan.user_account,
    unit_id uuid NOT NULL REFERENCES samplan.unit,
    category_code text NOT NULL REFERENCES samplan.break_glass_category,
    overrides_objection boolean NOT NULL,           -- by the category's rule on that day
    reason text NOT NULL CHECK (length(reason) BETWEEN 15 AND 2000),
    class_codes text[] NOT NULL CHECK (cardinality(class_codes) > 0),
    started_at timestamptz NOT NULL DEFAULT now(),
    ends_at timestamptz NOT NULL,
    closed_at timestamptz,                          -- earlier, by herself
    review_due_day date NOT NULL,
    escalated_at timestamptz,
    verdict_code text CHECK (verdict_code IN ('justified', 'more-information', 'not-justified')),
    verdict_text text,
    reviewed_by uuid REFERENCES samplan.user_account,
    reviewed_at timestamptz,
    version integer NOT NULL DEFAULT 1,
    changed_at timestamptz NOT NULL DEFAULT now(),
    changed_by uuid,
    CHECK (ends_at > started_at AND ends_at <= started_at + interval '60 minutes'),
    CHECK (reviewed_by IS DISTINCT FROM user_id),
    CHECK ((reviewed_at IS NULL) = (reviewed_by IS NULL)),
    CHECK (reviewed_at IS NULL OR verdict_code IS NOT NULL)
);
CREATE INDEX break_glass_plan ON samplan.break_glass (plan_id);
CREATE INDEX break_glass_user ON samplan.break_glass (user_id, started_at);
CREATE INDEX break_glass_open ON samplan.break_glass (review_due_day) WHERE reviewed_at IS NULL;

-- Somebody outside the team is asked to one meeting: she sees that meeting, for a time.
CREATE TABLE samplan.appointment_invitation (
    appointment_id uuid NOT NULL REFERENCES samplan.appointment,
    plan_id uuid NOT NULL,
    principal uuid NOT NULL,
    user_id uuid REFERENCES samplan.user_account,
    unit_id uuid REFERENCES samplan.unit,
    related_id uuid REFERENCES samplan.related_person,
    answer_code text NOT NULL DEFAULT 'needs-action' CHECK (answer_code IN ('needs-action', 'accepted', 'declined', 'removed')),
    since_at timestamptz NOT NULL DEFAULT now(),
    until_at timestamptz NOT NULL,
    PRIMARY KEY (appointment_id, principal)
);
CREATE INDEX appointment_invitation_principal ON samplan.appointment_invitation (principal, until_at);

-- Things that somebody must be told, shown on her pages until she has seen them. Never content: ids and codes.
CREATE TABLE samplan.notice (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    user_id uuid NOT NULL REFERENCES samplan.user_account,
    kind_code text NOT NULL CHECK (kind_code ~ '^[a-z0-9-]{1,64}$'),
    plan_id uuid,
    citizen_id uuid,
    item_id uuid,
    params jsonb NOT NULL DEFAULT '{}',
    created_at timestamptz NOT NULL DEFAULT now(),
    seen_at timestamptz
);
CREATE INDEX notice_user ON samplan.notice (user_id, created_at DESC);
CREATE INDEX notice_unseen ON samplan.notice (user_id) WHERE seen_at IS NULL;
CREATE UNIQUE INDEX notice_once ON samplan.notice (user_id, kind_code, item_id) WHERE item_id IS NOT NULL;

-- A draft is its author's at the unit where she started it.
ALTER TABLE samplan.joint_plan ADD COLUMN created_unit_id uuid REFERENCES samplan.unit;
-- The owner is under the policies too, and what is filled in here is no change that anybody made.
ALTER TABLE samplan.joint_plan NO FORCE ROW LEVEL SECURITY, DISABLE TRIGGER USER;
ALTER TABLE samplan.coordination NO FORCE ROW LEVEL SECURITY;
ALTER TABLE samplan.role_assignment NO FORCE ROW LEVEL SECURITY;
UPDATE samplan.joint_plan p SET created_unit_id = coalesce(
    (SELECT c.unit_id FROM samplan.coordination c WHERE c.plan_id = p.id AND c.user_id = p.created_by ORDER BY c.started_at LIMIT 1),
    (SELECT r.unit_id FROM samplan.role_assignment r WHERE r.user_id = p.created_by AND r.role_code = 'caseworker'
      ORDER BY r.status_code, r.valid_from LIMIT 1));
ALTER TABLE samplan.joint_plan FORCE ROW LEVEL SECURITY, ENABLE TRIGGER USER;
ALTER TABLE samplan.coordination FORCE ROW LEVEL SECURITY;
ALTER TABLE samplan.role_assignment FORCE ROW LEVEL SECURITY;
-- A task is for a person at a unit, in the words of app.practitioner; lists are built anew after each migration.
ALTER TABLE samplan.task NO FORCE ROW LEVEL SECURITY, DISABLE TRIGGER USER;
UPDATE samplan.task t SET performer_principal = md5(t.performer_user_id::text || t.performer_unit_id::text)::uuid
 WHERE t.performer_kind_code = 'person' AND t.performer_unit_id IS NOT NULL;
ALTER TABLE samplan.task FORCE ROW LEVEL SECURITY, ENABLE TRIGGER USER;
CREATE INDEX joint_plan_created_by ON samplan.joint_plan (created_by) WHERE status_code = 'draft';

ALTER TABLE samplan.role_assignment DROP CONSTRAINT role_assignment_role_code_check,
    ADD CONSTRAINT role_assignment_role_code_check CHECK (role_code IN ('caseworker', 'manager', 'auditor',
        'administrator', 'citizen', 'relative', 'volunteer', 'system'));

-- principal: a person at a unit (app.practitioner), a unit, an organisation, a citizen, a relative's account.
-- barred: principals whom an objection keeps out of this row; user_id, unit_id: whom the row speaks of.
ALTER TABLE samplan.access DROP CONSTRAINT access_basis_code_check,
    ADD CONSTRAINT access_basis_code_check CHECK (basis_code IN ('self', 'coordination', 'team', 'unit-team', 'own-part',
        'statute', 'consent', 'custody', 'guardian', 'relative', 'break-glass', 'former')),
    ADD COLUMN barred uuid[],
    ADD COLUMN user_id uuid,
    ADD COLUMN unit_id uuid;
DROP INDEX samplan.access_plan;
CREATE INDEX access_plan ON samplan.access (plan_id, principal)
    INCLUDE (part_id, read_mask, write_mask, since, until, barred);
DROP INDEX samplan.access_principal;
CREATE INDEX access_principal ON samplan.access (principal, plan_id) INCLUDE (since, until, read_mask, barred);
DROP INDEX samplan.access_citizen;
CREATE INDEX access_citizen ON samplan.access (citizen_id, principal) INCLUDE (since, until, barred);

-- What a relative is shown of a class is a document of its own, cut where it is built.
ALTER TABLE samplan.document ADD COLUMN audience_code text NOT NULL DEFAULT 'all' CHECK (audience_code IN ('all', 'relative'));

RESET ROLE;
