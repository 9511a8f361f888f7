-- Statutes come and go by rows with dates, never by edits: what an administrator proposes waits here for a second one.
SET ROLE samplan_owner;
CREATE TABLE samplan.legal_basis_change (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    kind_code text NOT NULL CHECK (kind_code IN ('add', 'end')),
    rule_code text NOT NULL,
    valid_from date NOT NULL,
    body jsonb NOT NULL,                    -- 'add': the row; 'end': {"last_day"}
    reason text NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
    status_code text NOT NULL DEFAULT 'pending' CHECK (status_code IN ('pending', 'confirmed', 'refused')),
    requested_by uuid NOT NULL REFERENCES samplan.user_account,
    requested_at timestamptz NOT NULL DEFAULT now(),
    decided_by uuid REFERENCES samplan.user_account,
    decided_at timestamptz,
    CHECK (decided_by IS DISTINCT FROM requested_by),
    CHECK ((status_code = 'pending') = (decided_by IS NULL))
);
CREATE UNIQUE INDEX legal_basis_change_pending ON samplan.legal_basis_change (rule_code, valid_from, kind_code) WHERE status_code = 'pending';
RESET ROLE;
