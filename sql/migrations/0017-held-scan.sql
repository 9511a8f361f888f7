-- A scan that came with a form which could not be stored yet: kept for the one who sent it, until the answer that it belongs to is.
SET ROLE samplan_owner;
CREATE TABLE samplan.held_scan (
    user_id uuid NOT NULL REFERENCES samplan.user_account,
    plan_id uuid NOT NULL REFERENCES samplan.joint_plan,
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    media_type text NOT NULL CHECK (media_type IN ('application/pdf', 'image/jpeg', 'image/png')),
    body bytea NOT NULL CHECK (octet_length(body) BETWEEN 1 AND 5242880),
    held_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (user_id, plan_id)
);
RESET ROLE;
