-- What the catalogue must say for the access rule to hold: roles, owners, privileges, policies.
BEGIN;
CREATE EXTENSION IF NOT EXISTS pgtap;
SELECT no_plan();

-- Roles -------------------------------------------------------------------------------------------
SELECT is_empty($$
    SELECT rolname FROM pg_roles WHERE rolname LIKE 'samplan\_%'
       AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication)
$$, 'no role of ours has an attribute that lifts the rules');
SELECT is((SELECT string_agg(rolname::text, ' ' ORDER BY rolname::text) FROM pg_roles
            WHERE rolname LIKE 'samplan\_%' AND rolcanlogin),
          'samplan_jobs samplan_migrate samplan_server', 'only the server, the jobs and the migrator can connect');
SELECT is_empty($$
    SELECT r.rolname FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.roleid
     WHERE m.member = 'samplan_server'::regrole
$$, 'the server is a member of no role');
SELECT is_empty($$
    SELECT oid FROM pg_class WHERE relowner = 'samplan_server'::regrole
    UNION ALL SELECT oid FROM pg_proc WHERE proowner = 'samplan_server'::regrole
    UNION ALL SELECT oid FROM pg_namespace WHERE nspowner = 'samplan_server'::regrole
$$, 'the server owns nothing');
SELECT ok(NOT has_schema_privilege('samplan_server', s, 'USAGE'), 'the server cannot use schema ' || s)
  FROM unnest(ARRAY['samplan', 'app']) s;
SELECT ok(NOT has_schema_privilege('samplan_server', s, 'CREATE'), 'the server cannot create in ' || s)
  FROM unnest(ARRAY['samplan', 'app', 'api', 'public']) s;
SELECT ok(NOT has_database_privilege('samplan_server', current_database(), p), 'the server has no ' || p)
  FROM unnest(ARRAY['CREATE', 'TEMPORARY']) p;
SELECT is_empty($$
    SELECT r || ' ' || p.oid::regprocedure FROM pg_proc p CROSS JOIN unnest(ARRAY['samplan_server', 'samplan_jobs']) r
     WHERE p.proname ~ '^lo_|^lo(read|write)$|advisory|^pg_logical_emit_message$|^pg_(cancel|terminate)_backend$' AND has_function_privilege(r, p.oid, 'EXECUTE')
$$, 'neither fills the disk with large objects, nor holds locks that others wait for, nor ends connections');
SELECT is((SELECT count(*)::integer FROM pg_db_role_setting s CROSS JOIN unnest(s.setconfig) c
            WHERE s.setrole IN ('samplan_server'::regrole, 'samplan_jobs'::regrole) AND c LIKE 'temp\_file\_limit=%'), 2, 'what they sort on disk is limited');
CREATE FUNCTION pg_temp.as_server(sql text) RETURNS text LANGUAGE plpgsql SET role = samplan_server AS $$
BEGIN
    EXECUTE sql;
    RETURN 'done';
EXCEPTION WHEN OTHERS THEN
    RETURN SQLSTATE;
END
$$;
SELECT is(pg_temp.as_server(s), '42501', 'denied: ' || s)
  FROM unnest(ARRAY['SELECT lo_from_bytea(0, ''\x00'')', 'SELECT pg_advisory_lock(1)', 'SET temp_file_limit = -1']) s;
SELECT is_empty($$
    SELECT p.oid::regprocedure FROM pg_proc p
     WHERE p.pronamespace IN ('app'::regnamespace, 'api'::regnamespace) AND p.proname <> 'jobs_run'
       AND has_function_privilege('samplan_jobs', p.oid, 'EXECUTE')
$$, 'the jobs program may call one function');
SELECT ok(has_function_privilege('samplan_jobs', 'api.jobs_run(jsonb)', 'EXECUTE') AND NOT has_function_privilege('samplan_server', 'api.jobs_run(jsonb)', 'EXECUTE'),
          'which the server may not');
SELECT is_empty($$
    SELECT c.oid::regclass FROM pg_class c WHERE c.relnamespace = 'samplan'::regnamespace AND c.relkind IN ('r', 'p')
       AND has_table_privilege('samplan_jobs', c.oid, 'SELECT, INSERT, UPDATE, DELETE')
$$, 'and has no privilege on any table');

-- Tables ------------------------------------------------------------------------------------------
SELECT is_empty($$
    SELECT c.oid::regclass::text || ' ' || p
      FROM pg_class c CROSS JOIN unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) p
     WHERE c.relnamespace = 'samplan'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm')
       AND has_table_privilege('samplan_server', c.oid, p)
$$, 'the server has no privilege on any table');
SELECT is_empty($$
    SELECT c.oid::regclass FROM pg_class c
     WHERE c.relnamespace = 'samplan'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
       AND c.relname <> 'migration' AND NOT (c.relrowsecurity AND c.relforcerowsecurity)
$$, 'row-level security is enabled and forced on every table');
SELECT is_empty($$
    SELECT c.oid::regclass::text || ' ' || r FROM pg_class c
      CROSS JOIN unnest(ARRAY['samplan_api', 'samplan_auth', 'samplan_derive', 'samplan_audit', 'samplan_server']) r
     WHERE c.relnamespace = 'samplan'::regnamespace AND c.relispartition
       AND (has_any_column_privilege(r, c.oid, 'SELECT') OR has_any_column_privilege(r, c.oid, 'INSERT')
            OR has_table_privilege(r, c.oid, 'UPDATE, DELETE, TRUNCATE'))
$$, 'nobody reaches a partition of the log past the policies of the whole');
SELECT is_empty($$
    SELECT c.oid::regclass::text || ' ' || r FROM pg_class c
      CROSS JOIN unnest(ARRAY['samplan_api', 'samplan_auth', 'samplan_audit']) r
     WHERE c.relnamespace = 'samplan'::regnamespace AND c.relkind IN ('r', 'p')
       AND has_table_privilege(r, c.oid, 'TRUNCATE')
$$, 'nobody but the owner can truncate');
SELECT is_empty($$
    SELECT c.oid::regclass::text FROM pg_class c
     WHERE c.relnamespace = 'samplan'::regnamespace AND c.relkind = 'r'
       AND has_table_privilege('samplan_api', c.oid, 'DELETE')
       AND c.relname NOT IN ('plan_seen', 'task_filter', 'draft', 'idempotency', 'task_informed', 'held_scan')
$$, 'functions delete only what is the reader''s own');

-- The log -----------------------------------------------------------------------------------------
SELECT is_empty($$
    SELECT a.attname FROM pg_attribute a
     WHERE a.attrelid = 'samplan.audit'::regclass AND a.attname IN ('id', 'xid', 'epoch', 'at', 'salt')
       AND has_column_privilege('samplan_audit', a.attrelid, a.attnum, 'INSERT')
$$, 'the log''s functions cannot set id, time, transaction or salt');
SELECT is_empty($$
    SELECT r || ' ' || p FROM unnest(ARRAY['samplan_api', 'samplan_auth', 'samplan_derive', 'samplan_audit', 'samplan_server']) r
      CROSS JOIN unnest(ARRAY['UPDATE', 'DELETE', 'TRUNCATE']) p
     WHERE has_table_privilege(r, 'samplan.audit', p)
$$, 'nobody can change or remove rows of the log');
SELECT is_empty($$
    SELECT r FROM unnest(ARRAY['samplan_api', 'samplan_auth', 'samplan_derive', 'samplan_server']) r
     WHERE has_any_column_privilege(r, 'samplan.audit', 'INSERT')
$$, 'only samplan_audit writes the log');
SELECT ok((SELECT count(*) >= 2 FROM pg_inherits WHERE inhparent = 'samplan.audit'::regclass),
          'the log has partitions');

-- Functions ---------------------------------------------------------------------------------------
SELECT is_empty($$
    SELECT p.oid::regprocedure FROM pg_proc p
     WHERE p.pronamespace IN ('app'::regnamespace, 'api'::regnamespace)
       AND (p.prosecdef OR p.prolang = (SELECT oid FROM pg_language WHERE lanname = 'plpgsql'))
       AND NOT EXISTS (SELECT FROM unnest(p.proconfig) c WHERE c LIKE 'search\_path=%pg\_temp')
$$, 'every definer and every PL/pgSQL function pins its search_path with pg_temp last');
SELECT is_empty($$
    SELECT p.oid::regprocedure FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang
     WHERE p.pronamespace IN ('app'::regnamespace, 'api'::regnamespace) AND l.lanname = 'sql' AND p.prosecdef
$$, 'no SQL-language definer function (planned again at each call)');
SELECT is_empty($$
    SELECT p.oid::regprocedure FROM pg_proc p
     WHERE p.pronamespace = 'api'::regnamespace AND NOT p.prosecdef AND p.proname <> 'write'
$$, 'every api function but the dispatcher of writes runs as its owner');
SELECT is_empty($$
    SELECT p.oid::regprocedure::text || ' ' || p.proowner::regrole FROM pg_proc p
     WHERE p.pronamespace IN ('app'::regnamespace, 'api'::regnamespace)
       AND p.proowner::regrole::text NOT IN ('samplan_owner', 'samplan_api', 'samplan_auth', 'samplan_derive', 'samplan_audit')
$$, 'no function belongs to a role that can log in');
SELECT is_empty($$
    SELECT p.oid::regprocedure FROM pg_proc p
     WHERE p.pronamespace = 'app'::regnamespace AND has_function_privilege('samplan_server', p.oid, 'EXECUTE')
$$, 'the server can call no internal function');
SELECT is_empty($$
    SELECT p.oid::regprocedure FROM pg_proc p
     WHERE p.pronamespace IN ('app'::regnamespace, 'api'::regnamespace)
       AND has_function_privilege('public', p.oid, 'EXECUTE')
$$, 'nothing is open to everybody');
SELECT is_empty($$
    SELECT r FROM unnest(ARRAY['samplan_api', 'samplan_derive', 'samplan_audit', 'samplan_server']) r
     WHERE has_table_privilege(r, 'samplan.actor_key', 'SELECT, INSERT, UPDATE, DELETE') OR has_any_column_privilege(r, 'samplan.actor_key', 'SELECT')
$$, 'only samplan_auth makes seals');
SELECT is_empty($$
    SELECT p.oid::regprocedure FROM pg_proc p
     WHERE p.pronamespace = 'api'::regnamespace AND p.proowner = 'samplan_api'::regrole AND p.proname NOT IN ('write', 'server_info', 'sharing_show') -- the last two are public
       AND p.prosrc !~ '(PERFORM|:=) app\.(actor|admin)_require\(\)'
$$, 'every api function checks the seal of the actor');
SELECT matches((SELECT prosrc FROM pg_proc WHERE proname = 'admin_require'), 'app\.actor_require\(\)', 'admin_require does so too');

-- Policies ----------------------------------------------------------------------------------------
SELECT is_empty($$
    SELECT tablename, policyname, m[1]
      FROM pg_policies p CROSS JOIN LATERAL regexp_matches(replace(coalesce(qual, '') || ' ' || coalesce(with_check, ''), 'DISTINCT FROM', ''),
             'FROM \(?(?:samplan\.)?(\w+)', 'g') m
     WHERE p.schemaname = 'samplan' AND m[1] NOT IN ('access', 'worklist', 'appointment_invitation')
       -- an answer is written under a remark that its writer reads; once a remark, not once a row shown
       AND NOT (cmd = 'INSERT' AND m[1] = 'remark')
$$, 'policies look only into tables whose own policy is plain');
SELECT is_empty($$
    SELECT tablename, policyname FROM pg_policies WHERE schemaname = 'samplan' -- every policy names its roles
       AND (roles && ARRAY['public'::name, 'samplan_server'::name])
$$, 'no policy is for everybody');

-- Reference ---------------------------------------------------------------------------------------
SELECT is_empty($$
    SELECT code FROM samplan.section_class WHERE app.class_bit(code) <> 1 << bit
$$, 'bits of the section classes are those of app.class_bit');
SELECT is((SELECT count(*)::integer FROM samplan.municipality WHERE valid_to IS NULL), 98, '98 municipalities');
SELECT is(app.class_bit('made-up'), 0, 'an unknown class has no bit');
SELECT is(app.access_bit('made-up'), 0, 'an unknown role has no bit');

SELECT * FROM finish();
ROLLBACK;
