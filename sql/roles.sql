-- Database roles. Run by a superuser at first start, harmless when run again.
-- NOLOGIN roles own things; only samplan_server, samplan_jobs and samplan_migrate (and a superuser) can
-- connect.
-- None of them has BYPASSRLS, CREATEDB or CREATEROLE.
DO $roles$
DECLARE
    role_name text;
BEGIN
    FOREACH role_name IN ARRAY ARRAY['samplan_owner', 'samplan_api', 'samplan_auth',
                                     'samplan_derive', 'samplan_audit'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role_name) THEN
            EXECUTE format('CREATE ROLE %I NOLOGIN NOINHERIT', role_name);
        END IF;
    END LOOP;
    FOREACH role_name IN ARRAY ARRAY['samplan_server', 'samplan_jobs', 'samplan_migrate'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role_name) THEN
            EXECUTE format('CREATE ROLE %I LOGIN', role_name);
        END IF;
    END LOOP;
END
$roles$;

ALTER ROLE samplan_server SET statement_timeout = '30s';
ALTER ROLE samplan_server SET idle_in_transaction_session_timeout = '60s';
ALTER ROLE samplan_server SET jit = off;
ALTER ROLE samplan_server SET timezone = 'UTC';
ALTER ROLE samplan_migrate SET timezone = 'UTC';
-- The details of an error hold rows and what was typed: they go to the caller, never into the database's
-- log. What the server's own role raises it logs itself, with the request's id and without values.
ALTER ROLE samplan_server SET log_error_verbosity = terse;
ALTER ROLE samplan_server SET log_min_messages = log;
ALTER ROLE samplan_migrate SET log_error_verbosity = terse;
ALTER ROLE samplan_server NOINHERIT;
ALTER ROLE samplan_jobs SET statement_timeout = '5min';
ALTER ROLE samplan_jobs SET idle_in_transaction_session_timeout = '60s';
ALTER ROLE samplan_jobs SET timezone = 'UTC';
ALTER ROLE samplan_jobs SET log_error_verbosity = terse;
ALTER ROLE samplan_jobs NOINHERIT;

-- The migrating role acts as each owner in turn, so that no object belongs to a role that can log in.
GRANT samplan_owner, samplan_api, samplan_auth, samplan_derive, samplan_audit TO samplan_migrate;

DO $database$
BEGIN
    EXECUTE format('ALTER DATABASE %I OWNER TO samplan_owner', current_database());
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO samplan_server, samplan_jobs, samplan_migrate', current_database());
    EXECUTE format('GRANT CREATE, TEMPORARY ON DATABASE %I TO samplan_migrate', current_database());
END
$database$;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
