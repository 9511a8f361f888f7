-- Who works where, and as what. Organisations, units, users, roles, sessions; reference data.
SET ROLE samplan_owner;

CREATE SCHEMA IF NOT EXISTS samplan; -- the ledger of migrations may have made it
CREATE SCHEMA app;
CREATE SCHEMA api;
GRANT USAGE ON SCHEMA samplan, app TO samplan_api, samplan_auth, samplan_derive, samplan_audit;
GRANT USAGE ON SCHEMA api TO samplan_server, samplan_api, samplan_auth;
-- Functions are created by samplan_migrate in the name of these roles.
GRANT CREATE ON SCHEMA app, api TO samplan_api, samplan_auth, samplan_derive, samplan_audit;
GRANT USAGE ON SCHEMA api TO samplan_derive, samplan_audit;

-- Settings of the installation (never secrets).
CREATE TABLE samplan.setting (
    key text PRIMARY KEY CHECK (key ~ '^[a-z_]{1,64}$'),
    value text NOT NULL
);

-- Secret with which auth_enter seals the actor of a transaction; one row, read by samplan_auth only.
CREATE TABLE samplan.actor_key (
    only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
    secret bytea NOT NULL DEFAULT uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())
);
INSERT INTO samplan.actor_key DEFAULT VALUES;

-- Reference data: rows with validity, never enumerations.
CREATE TABLE samplan.section_class (
    code text PRIMARY KEY,
    bit smallint NOT NULL UNIQUE CHECK (bit BETWEEN 0 AND 23),
    name_da text NOT NULL,
    name_en text NOT NULL
);
CREATE TABLE samplan.sector (
    code text PRIMARY KEY,
    name_da text NOT NULL,
    name_en text NOT NULL
);
CREATE TABLE samplan.region (
    code text PRIMARY KEY,
    name text NOT NULL,
    valid_from date NOT NULL DEFAULT '2007-01-01',
    valid_to date,
    replaced_by text REFERENCES samplan.region,
    provisional boolean NOT NULL DEFAULT false,
    CHECK (valid_to IS NULL OR valid_to > valid_from)
);
CREATE TABLE samplan.municipality (
    code text PRIMARY KEY CHECK (code ~ '^\d{4}$'),
    name text NOT NULL,
    valid_from date NOT NULL DEFAULT '2007-01-01',
    valid_to date
);
CREATE TABLE samplan.municipality_region (
    municipality_code text NOT NULL REFERENCES samplan.municipality,
    region_code text NOT NULL REFERENCES samplan.region,
    valid_from date NOT NULL DEFAULT '2007-01-01',
    valid_to date,
    PRIMARY KEY (municipality_code, valid_from)
);
CREATE TABLE samplan.plan_type (
    code text PRIMARY KEY,
    name_da text NOT NULL,
    name_en text NOT NULL,
    class_code text NOT NULL REFERENCES samplan.section_class,
    owner_sectors text[] NOT NULL,
    owner_sector_text text NOT NULL,
    law_area text NOT NULL,
    source text NOT NULL,
    headings text[] NOT NULL DEFAULT '{}',
    citizen_owned boolean NOT NULL DEFAULT false,
    is_joint boolean NOT NULL DEFAULT false,
    valid_from date NOT NULL DEFAULT '2007-01-01',
    valid_to date
);
CREATE TABLE samplan.contact_type (
    code text PRIMARY KEY,
    name_da text NOT NULL,
    name_en text NOT NULL,
    sector_text text NOT NULL,
    group_code text NOT NULL CHECK (group_code IN ('adult', 'child', 'any')),
    source text NOT NULL,
    valid_from date NOT NULL DEFAULT '2007-01-01',
    valid_to date
);
CREATE TABLE samplan.offer (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    municipality_code text NOT NULL REFERENCES samplan.municipality,
    theme text NOT NULL,
    title text NOT NULL,
    target_group text,
    source_section text NOT NULL,
    edition text NOT NULL DEFAULT 'historisk 2008',
    UNIQUE NULLS NOT DISTINCT (municipality_code, title, target_group)
);

CREATE TABLE samplan.organisation (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    type_code text NOT NULL CHECK (type_code IN ('region', 'municipality', 'gp-practice',
                                                 'private-provider', 'voluntary')),
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    sor_id text CHECK (sor_id ~ '^\d{6,18}$'),
    cvr_number text CHECK (cvr_number ~ '^\d{8}$'),
    municipality_code text REFERENCES samplan.municipality,
    region_code text REFERENCES samplan.region,
    provider_number text CHECK (provider_number ~ '^\d{6}$'),
    phone text,
    valid_from date NOT NULL DEFAULT '2007-01-01',
    valid_to date,
    replaced_by uuid REFERENCES samplan.organisation,
    show_staff_names boolean NOT NULL DEFAULT true,
    version integer NOT NULL DEFAULT 1,
    changed_at timestamptz NOT NULL DEFAULT now(),
    changed_by uuid,
    CHECK (valid_to IS NULL OR valid_to > valid_from)
);
CREATE UNIQUE INDEX organisation_sor ON samplan.organisation (sor_id) WHERE sor_id IS NOT NULL;

CREATE TABLE samplan.unit (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    organisation_id uuid NOT NULL REFERENCES samplan.organisation,
    parent_id uuid REFERENCES samplan.unit,
    path uuid[] NOT NULL DEFAULT '{}',  -- this unit first, then each ancestor; kept by trigger
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    sector_code text NOT NULL REFERENCES samplan.sector,
    sor_id text CHECK (sor_id ~ '^\d{6,18}$'),
    phone text,
    phone_hours text,
    valid_from date NOT NULL DEFAULT '2007-01-01',
    valid_to date,
    version integer NOT NULL DEFAULT 1,
    changed_at timestamptz NOT NULL DEFAULT now(),
    changed_by uuid
);
CREATE INDEX unit_organisation ON samplan.unit (organisation_id);
CREATE INDEX unit_parent ON samplan.unit (parent_id);

CREATE TABLE samplan.user_account (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    username text NOT NULL UNIQUE CHECK (username ~ '^[a-z0-9æøå][a-z0-9æøå._@-]{1,63}$'),
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    profession text,
    phone text,
    phone_hours text,
    email text,
    language text NOT NULL DEFAULT 'da' CHECK (language IN ('da', 'en')),
    citizen_id uuid UNIQUE,
    status_code text NOT NULL DEFAULT 'active' CHECK (status_code IN ('active', 'disabled')),
    shortcuts boolean NOT NULL DEFAULT true,
    is_demo boolean NOT NULL DEFAULT false,
    created_at timestamptz NOT NULL DEFAULT now(),
    last_login_at timestamptz,
    version integer NOT NULL DEFAULT 1,
    changed_at timestamptz NOT NULL DEFAULT now(),
    changed_by uuid
);

-- What proves a user; touched by functions of samplan_auth alone.
CREATE TABLE samplan.credential (
    user_id uuid PRIMARY KEY REFERENCES samplan.user_account,
    salt bytea NOT NULL CHECK (octet_length(salt) = 16),
    verifier bytea NOT NULL CHECK (octet_length(verifier) = 32), -- sha256(argon2id(password, salt))
    must_change boolean NOT NULL DEFAULT false,
    changed_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE samplan.login_attempt (
    subject text PRIMARY KEY,   -- 'user:<name>' or 'net:<network>'
    failures integer NOT NULL DEFAULT 0,
    last_at timestamptz NOT NULL DEFAULT now(),
    blocked_until timestamptz
);

CREATE TABLE samplan.role_assignment (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    user_id uuid NOT NULL REFERENCES samplan.user_account,
    unit_id uuid REFERENCES samplan.unit,   -- NULL for citizens and relatives
    role_code text NOT NULL CHECK (role_code IN ('caseworker', 'manager', 'auditor', 'administrator',
                                                 'citizen', 'relative')),
    title text,                             -- "Socialrådgiver"; shown beside the name
    valid_from date NOT NULL DEFAULT current_date,
    valid_to date,
    status_code text NOT NULL DEFAULT 'active' CHECK (status_code IN ('pending', 'active', 'refused', 'ended')),
    granted_by uuid REFERENCES samplan.user_account,
    confirmed_by uuid REFERENCES samplan.user_account,
    reason text,
    created_at timestamptz NOT NULL DEFAULT now(),
    CHECK (unit_id IS NOT NULL OR role_code IN ('citizen', 'relative'))
);
CREATE INDEX role_assignment_user ON samplan.role_assignment (user_id);
CREATE INDEX role_assignment_unit ON samplan.role_assignment (unit_id);

CREATE TABLE samplan.session (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    token_hash bytea NOT NULL UNIQUE CHECK (octet_length(token_hash) = 32),
    user_id uuid NOT NULL REFERENCES samplan.user_account,
    assignment_id uuid REFERENCES samplan.role_assignment,  -- NULL: the unit is not chosen yet
    assurance smallint NOT NULL DEFAULT 1,
    idle_seconds integer NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    authenticated_at timestamptz NOT NULL DEFAULT now(),
    last_seen_at timestamptz NOT NULL DEFAULT now(),
    absolute_expires_at timestamptz NOT NULL,
    network text,
    client text,
    ended_at timestamptz,
    end_reason text
);
CREATE INDEX session_by_user ON samplan.session (user_id) WHERE ended_at IS NULL;

RESET ROLE;
