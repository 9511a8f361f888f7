-- Database roles. Run by a superuser at first start, harmless when run again.
-- NOLOGIN roles own things; only samplan_server, samplan_jobs and samplan_migrate (and a superuser) can
-- connect.
-- None of them has BYPASSRLS, CREATEDB or CREATEROLE.
DO $alone$
BEGIN
    LOCK TABLE pg_catalog.pg_authid IN SHARE ROW EXCLUSIVE MODE;  -- roles are the cluster's: two databases may be loaded at once
END
$alone$;

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
ALTER ROLE samplan_server SET temp_file_limit = '1GB';  -- which the role cannot lift itself
ALTER ROLE samplan_jobs SET statement_timeout = '5min';
ALTER ROLE samplan_jobs SET idle_in_transaction_session_timeout = '60s';
ALTER ROLE samplan_jobs SET timezone = 'UTC';
ALTER ROLE samplan_jobs SET log_error_verbosity = terse;
ALTER ROLE samplan_jobs NOINHERIT;
ALTER ROLE samplan_jobs SET temp_file_limit = '4GB';

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

-- What PostgreSQL lets everybody call and a stolen connection could do harm with: large objects and messages in the write-ahead log
-- fill the disk; an advisory lock that is held stops whoever takes turns by it, and the connections of the same role can be ended.
-- (NOTIFY, an SQL command, cannot be taken away; what listens judges nothing by it.)
DO $public$
DECLARE
    f record;
BEGIN
    FOR f IN SELECT p.oid::regprocedure AS signature, p.proname ~ '^pg_(try_)?advisory_' AS is_lock FROM pg_proc p
              WHERE p.pronamespace = 'pg_catalog'::regnamespace
                AND p.proname ~ '^(lo_.*|loread|lowrite|pg_(try_)?advisory_.*|pg_logical_emit_message|pg_(cancel|terminate)_backend)$' LOOP
        EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', f.signature);
        IF f.is_lock THEN
            EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO samplan_api, samplan_auth, samplan_derive, samplan_audit, samplan_migrate',
                           f.signature);
        END IF;
    END LOOP;
END
$public$;
