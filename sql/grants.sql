-- Last step of every load: who owns and who may call what. Default owner of a function: samplan_api.
DO $owners$
DECLARE
    f record;
BEGIN
    FOR f IN SELECT p.oid::regprocedure AS signature
               FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
              WHERE n.nspname IN ('app', 'api')
                AND pg_get_userbyid(p.proowner) NOT LIKE 'samplan\_%' OR
                    n.nspname IN ('app', 'api') AND pg_get_userbyid(p.proowner) = 'samplan_migrate' LOOP
        EXECUTE format('ALTER FUNCTION %s OWNER TO samplan_api', f.signature);
    END LOOP;
    -- Nothing is open to everybody.
    FOR f IN SELECT p.oid::regprocedure AS signature, n.nspname, p.proname, p.prorettype = 'trigger'::regtype AS is_trigger,
                    pg_get_userbyid(p.proowner) AS owner
               FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
              WHERE n.nspname IN ('app', 'api') LOOP
        EXECUTE format('SET LOCAL ROLE %I', f.owner);
        EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f.signature);
        IF f.nspname = 'api' AND f.proname = 'jobs_run' THEN
            EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO samplan_jobs', f.signature);  -- and it nothing else
        ELSIF f.nspname = 'api' THEN
            EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO samplan_server, samplan_api', f.signature);
        ELSIF f.is_trigger THEN
            -- fired, not called; the owner of the tables names them when triggers are made again
            EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO samplan_owner', f.signature);
        ELSE
            EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO samplan_api, samplan_auth, samplan_derive, samplan_audit',
                           f.signature);
        END IF;
        RESET ROLE;
    END LOOP;
END
$owners$;
-- The jobs program calls one function, by its name.
SET ROLE samplan_owner;
GRANT USAGE ON SCHEMA api TO samplan_jobs;
RESET ROLE;
