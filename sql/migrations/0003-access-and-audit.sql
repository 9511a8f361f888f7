-- Derived tables (who may see what, what is shown, worklists), history, and the audit log.
SET ROLE samplan_owner;

-- Who may see which classes of which plan. Derived from team, coordination, ownership and tasks in the
-- same transaction; every policy on a plan's children is EXISTS on this table.
CREATE TABLE samplan.access (
    plan_id uuid NOT NULL,
    principal uuid NOT NULL,        -- user, unit or citizen
    part_id uuid,                   -- NULL: the whole plan; else one contributing plan
    citizen_id uuid NOT NULL,
    read_mask integer NOT NULL,     -- bit n: section class with bit n
    write_mask integer NOT NULL,    -- the same, and bit 24 contribute, bit 25 coordinate
    basis_code text NOT NULL CHECK (basis_code IN ('self', 'coordination', 'team', 'unit-team', 'own-part',
                                                   'former')),
    basis_id uuid,                  -- the row that gives the right
    since timestamptz NOT NULL DEFAULT '-infinity',
    until timestamptz NOT NULL DEFAULT 'infinity'
);
CREATE INDEX access_plan ON samplan.access (plan_id, principal)
    INCLUDE (part_id, read_mask, write_mask, since, until);
CREATE INDEX access_principal ON samplan.access (principal, plan_id) INCLUDE (since, until, read_mask);
CREATE INDEX access_citizen ON samplan.access (citizen_id, principal) INCLUDE (since, until);

-- Section documents, written in the transaction that changes the section.
CREATE TABLE samplan.document (
    plan_id uuid NOT NULL,
    part_id uuid NOT NULL,          -- the plan itself for its core, else the contributing plan
    class_bit integer NOT NULL,     -- 1 << bit of the section class
    position smallint NOT NULL DEFAULT 0,
    body text NOT NULL,             -- JSON
    changed_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (plan_id, part_id)
);
ALTER TABLE samplan.document ALTER body SET STORAGE MAIN;

-- The first page of everybody's open tasks: the first column is the access decision, and the index
-- holds all that the list shows, so a list does not grow with the country.
CREATE TABLE samplan.worklist (
    principal uuid NOT NULL,
    list_code smallint NOT NULL,    -- 1 to answer, 2 to do, 3 waiting for others, 4 for information
    due_day date NOT NULL,          -- 'infinity' without a date
    task_id uuid NOT NULL,
    plan_id uuid NOT NULL,
    shown text NOT NULL,            -- JSON of one row
    PRIMARY KEY (principal, list_code, due_day, task_id) INCLUDE (plan_id, shown)
);
CREATE INDEX worklist_task ON samplan.worklist (task_id);

-- Old and new by field, who, when, why.
CREATE TABLE samplan.change (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    plan_id uuid NOT NULL,
    part_id uuid,                   -- contributing plan, when the thing belongs to one
    class_bit integer NOT NULL,
    entity_code text NOT NULL,      -- table name
    entity_id uuid NOT NULL,
    action_code text NOT NULL CHECK (action_code IN ('create', 'update')),
    title text,                     -- what it is called, for the list
    fields jsonb NOT NULL,          -- [{"field","old","new"}]
    reason text,
    user_id uuid,
    unit_id uuid,
    request_id uuid,
    xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
    changed_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX change_plan ON samplan.change (plan_id, id);
CREATE INDEX change_entity ON samplan.change (entity_id, id);

-- The audit log. The server's functions may insert the listed columns and nothing else.
CREATE TABLE samplan.audit (
    id bigint GENERATED ALWAYS AS IDENTITY,
    xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
    epoch smallint NOT NULL DEFAULT 1,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    salt bytea NOT NULL DEFAULT uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()),
    request_id uuid,
    session_id uuid,
    user_id uuid,
    unit_id uuid,
    organisation_id uuid,
    role_code text,
    assurance smallint,
    interface text,
    client text,
    action text NOT NULL,           -- 'plan.show', 'citizen.search', 'login' …
    outcome text NOT NULL CHECK (outcome IN ('permit', 'refuse', 'fail')),
    citizen_id uuid,
    plan_id uuid,
    class_mask integer,
    item_ids uuid[],
    hit_n integer,
    basis_code text,
    basis_id uuid,
    purpose_code text,
    reason text,
    changed jsonb,                  -- [{"entity","id","field","old","new"}] for writes
    PRIMARY KEY (at, id)
) PARTITION BY RANGE (at);
CREATE INDEX audit_citizen ON samplan.audit (citizen_id, at);
CREATE INDEX audit_unit ON samplan.audit (unit_id, at);
CREATE TABLE samplan.audit_default PARTITION OF samplan.audit DEFAULT;

RESET ROLE;
