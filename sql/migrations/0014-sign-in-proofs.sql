-- What the server alone can check (a one-time code, a passkey's signature) it proves to the database with a key that its
-- database connection does not give.
SET ROLE samplan_owner;
-- The verifier of those proofs; by generation of the key file. Read by samplan_auth only, written by samplanctl.
CREATE TABLE samplan.proof_key (
    id smallint PRIMARY KEY CHECK (id BETWEEN 1 AND 255),
    secret bytea NOT NULL CHECK (octet_length(secret) = 32),
    added_at timestamptz NOT NULL DEFAULT now()
);
-- SHA-256 of the host name that a passkey was made for, as the authenticator says it. NULL: made before this column.
ALTER TABLE samplan.passkey ADD COLUMN site_hash bytea CHECK (octet_length(site_hash) = 32);
RESET ROLE;
