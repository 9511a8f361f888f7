-- Second factors, step-up, and what takes a second administrator.
--
-- A session knows how surely it is the user's (assurance 1: password, 2: a second factor as well), when
-- that was last shown (strong_at), and whether something stands before the first page (gate_code).
SET ROLE samplan_owner;

ALTER TABLE samplan.session
    ADD COLUMN strong_at timestamptz,           -- last sign-in or re-authentication in full
    ADD COLUMN step_up_seconds integer NOT NULL DEFAULT 300,
    ADD COLUMN gate_code text NOT NULL DEFAULT 'open' CHECK (gate_code IN (
        'open',
        'confirm',                              -- the second factor is still to be shown
        'enrol')),                              -- the role asks for one, and the user has none
    ADD COLUMN code_ready boolean NOT NULL DEFAULT false; -- the user has one-time codes

-- What sign-in asks of each role, by date. A role without a row is asked for everything.
CREATE TABLE samplan.sign_in_policy (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    role_code text NOT NULL,
    applies_code text NOT NULL DEFAULT 'all' CHECK (applies_code IN ('all', 'demo')), -- demo: its accounts
    second_factor text NOT NULL CHECK (second_factor IN ('required', 'offered', 'none')),
    grace_days integer NOT NULL DEFAULT 0 CHECK (grace_days >= 0),  -- from the account's making
    idle_seconds integer NOT NULL CHECK (idle_seconds > 0),
    absolute_seconds integer NOT NULL CHECK (absolute_seconds >= idle_seconds),
    step_up_seconds integer NOT NULL DEFAULT 300 CHECK (step_up_seconds > 0),
    step_up_code text NOT NULL DEFAULT 'factor' CHECK (step_up_code IN (
        'factor',                               -- the second factor alone; the password without one
        'password-and-factor')),                -- both; a passkey counts as both
    second_person boolean NOT NULL DEFAULT false, -- granting the role, and resetting who holds it
    valid_from date NOT NULL,
    valid_to date,
    source text NOT NULL,
    UNIQUE (role_code, applies_code, valid_from),
    CHECK (valid_to IS NULL OR valid_to > valid_from)
);
INSERT INTO samplan.sign_in_policy (role_code, applies_code, second_factor, grace_days, idle_seconds,
                                    absolute_seconds, step_up_code, second_person, valid_from, source)
SELECT p.role_code, a.applies_code, CASE a.applies_code WHEN 'demo' THEN 'offered' ELSE p.second_factor END,
       p.grace_days, p.idle_seconds, p.absolute_seconds, p.step_up_code, p.second_person, '2020-01-01',
       CASE a.applies_code WHEN 'demo' THEN 'The demo is open to whoever tries it' ELSE 'Samplan''s default' END
  FROM (VALUES ('caseworker', 'required', 14, 900, 36000, 'factor', false),
               ('manager', 'required', 14, 900, 36000, 'factor', false),
               ('auditor', 'required', 0, 300, 3600, 'factor', true),
               ('administrator', 'required', 0, 300, 3600, 'password-and-factor', true),
               ('volunteer', 'required', 14, 900, 7200, 'factor', false),
               ('citizen', 'offered', 0, 900, 7200, 'factor', false),
               ('relative', 'offered', 0, 900, 7200, 'factor', false))
       AS p (role_code, second_factor, grace_days, idle_seconds, absolute_seconds, step_up_code, second_person)
 CROSS JOIN (VALUES ('all'), ('demo')) AS a (applies_code);

-- The secret of one-time codes, sealed with a key that is not in the database. Removed: without secret.
CREATE TABLE samplan.totp (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    user_id uuid NOT NULL REFERENCES samplan.user_account,
    secret bytea,
    status_code text NOT NULL DEFAULT 'pending' CHECK (status_code IN ('pending', 'active', 'removed')),
    last_step bigint NOT NULL DEFAULT 0,        -- of 30 seconds; a code of it or before is spent
    created_at timestamptz NOT NULL DEFAULT now(),
    confirmed_at timestamptz,
    last_used_at timestamptz,
    removed_at timestamptz,
    removed_by uuid REFERENCES samplan.user_account,
    CHECK ((status_code = 'removed') = (secret IS NULL))
);
CREATE UNIQUE INDEX totp_of_user ON samplan.totp (user_id, status_code) WHERE status_code <> 'removed';

-- Each good for one sign-in; only a keyed hash is kept.
CREATE TABLE samplan.recovery_code (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    user_id uuid NOT NULL REFERENCES samplan.user_account,
    code_hash bytea NOT NULL UNIQUE CHECK (octet_length(code_hash) = 32),
    created_at timestamptz NOT NULL DEFAULT now(),
    used_at timestamptz,
    void_at timestamptz                         -- new ones were made, or the factor was removed
);
CREATE INDEX recovery_code_of_user ON samplan.recovery_code (user_id)
 WHERE used_at IS NULL AND void_at IS NULL;

CREATE TABLE samplan.passkey (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    user_id uuid NOT NULL REFERENCES samplan.user_account,
    credential_id bytea NOT NULL UNIQUE CHECK (octet_length(credential_id) BETWEEN 16 AND 1023),
    algorithm integer NOT NULL,                 -- COSE: -7 ES256, -8 EdDSA, -257 RS256
    public_key bytea NOT NULL,
    sign_count bigint NOT NULL DEFAULT 0,
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    created_at timestamptz NOT NULL DEFAULT now(),
    last_used_at timestamptz,
    removed_at timestamptz,
    removed_by uuid REFERENCES samplan.user_account
);
CREATE INDEX passkey_of_user ON samplan.passkey (user_id) WHERE removed_at IS NULL;

-- What a passkey was asked to sign: each row serves one answer and is gone after it, or after minutes.
CREATE TABLE samplan.passkey_challenge (
    challenge bytea PRIMARY KEY CHECK (octet_length(challenge) = 32),
    purpose text NOT NULL CHECK (purpose IN ('register', 'sign-in', 'confirm')),
    session_id uuid REFERENCES samplan.session, -- NULL: sign-in, before there is one
    expires_at timestamptz NOT NULL
);
CREATE INDEX passkey_challenge_expires ON samplan.passkey_challenge (expires_at);

-- An administrator asks to reset the password or the second factor of somebody whose role takes a second
-- person; another one decides; then the first one does it, once.
CREATE TABLE samplan.reset_request (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    user_id uuid NOT NULL REFERENCES samplan.user_account,
    kind_code text NOT NULL CHECK (kind_code IN ('password', 'second-factor')),
    reason text NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
    status_code text NOT NULL DEFAULT 'pending' CHECK (status_code IN ('pending', 'confirmed', 'refused', 'done')),
    requested_by uuid NOT NULL REFERENCES samplan.user_account,
    requested_at timestamptz NOT NULL DEFAULT now(),
    decided_by uuid REFERENCES samplan.user_account,
    decided_at timestamptz,
    done_at timestamptz,
    CHECK (decided_by IS DISTINCT FROM requested_by),
    CHECK ((status_code = 'pending') = (decided_by IS NULL))
);
CREATE INDEX reset_request_open ON samplan.reset_request (user_id, kind_code)
 WHERE status_code IN ('pending', 'confirmed');

-- What happened to an account, told to whoever owns it.
CREATE TABLE samplan.account_notice (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    user_id uuid NOT NULL REFERENCES samplan.user_account,
    kind_code text NOT NULL CHECK (kind_code IN (
        'codes-added', 'codes-removed', 'passkey-added', 'passkey-removed', 'recovery-made', 'recovery-used',
        'factor-reset', 'password-set', 'password-changed')),
    detail text,                                -- the passkey's name
    happened_at timestamptz NOT NULL DEFAULT now(),
    by_user_id uuid REFERENCES samplan.user_account, -- NULL: from the console of the installation
    client text,
    seen_at timestamptz
);
CREATE INDEX account_notice_of_user ON samplan.account_notice (user_id, happened_at DESC);

RESET ROLE;
