-- What has been applied to this database: one row a migration, with the hash of its file, so that a
-- changed one is noticed. Read and written by `samplanctl migrate` alone. Loaded at every run.
DO $$
BEGIN
    IF to_regnamespace('samplan') IS NULL THEN
        CREATE SCHEMA samplan AUTHORIZATION samplan_owner;
    END IF;
END
$$;

CREATE TABLE IF NOT EXISTS samplan.migration (
    name text PRIMARY KEY CHECK (name ~ '^[0-9]{4}-[a-z0-9-]+\.sql$'),
    sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    applied_at timestamptz NOT NULL DEFAULT statement_timestamp(),
    applied_by text NOT NULL DEFAULT session_user
);

ALTER TABLE samplan.migration ENABLE ROW LEVEL SECURITY;
ALTER TABLE samplan.migration FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS migration_owner ON samplan.migration;
CREATE POLICY migration_owner ON samplan.migration TO samplan_owner
    USING (true) WITH CHECK (true);
