-- A unit's sector and place decide what its people may read and who may open in an emergency: one administrator asks, another decides.
SET ROLE samplan_owner;
CREATE TABLE samplan.unit_change (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    unit_id uuid NOT NULL REFERENCES samplan.unit,
    old_sector_code text NOT NULL REFERENCES samplan.sector,
    old_parent_id uuid REFERENCES samplan.unit,
    sector_code text NOT NULL REFERENCES samplan.sector,
    parent_id uuid REFERENCES samplan.unit,
    reason text NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
    status_code text NOT NULL DEFAULT 'pending' CHECK (status_code IN ('pending', 'confirmed', 'refused')),
    requested_by uuid NOT NULL REFERENCES samplan.user_account,
    requested_at timestamptz NOT NULL DEFAULT now(),
    decided_by uuid REFERENCES samplan.user_account,
    decided_at timestamptz,
    CHECK (status_code <> 'confirmed' OR decided_by <> requested_by),
    CHECK ((status_code = 'pending') = (decided_by IS NULL))
);
CREATE UNIQUE INDEX unit_change_pending ON samplan.unit_change (unit_id) WHERE status_code = 'pending';
RESET ROLE;
