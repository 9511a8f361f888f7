-- Tries the damaged policies, one half at a time: the other policies that its role has of its table are taken away, so that none hides what it lets
-- through. Rows that could tell the damaged half from the whole one are made of the values that it asks about, and looked for
-- by computing both; what is found is then tried: the damaged policy is put in place, and the reader reads or writes that row.
-- Noticed is what then goes otherwise than with the whole policy in place. Run as superuser after the functions are tried; then
-- SELECT oracle.try_rules(worker, workers).
SET session_replication_role = replica;
SET search_path = samplan, app, public;

-- Who may touch a table at all is tested elsewhere (tests/sql); here the policies alone decide.
GRANT ALL ON ALL TABLES IN SCHEMA samplan TO samplan_api, samplan_derive;
-- The policies of these tables stand before those of all others: they are tried by themselves, and open otherwise.
ALTER POLICY own ON access USING (true);
ALTER POLICY own ON worklist USING (true);
ALTER POLICY own ON appointment_invitation USING (true);

-- ---- Rows to try ----
-- The values that are tried for a column that a rule asks about.
CREATE FUNCTION oracle.pool(r oracle.half, a oracle.actor, col text, kind text, wide boolean) RETURNS text[] LANGUAGE plpgsql AS $$
DECLARE
    plans constant text[] := ARRAY(SELECT n.plan FROM oracle.near n WHERE wide OR NOT n.far ORDER BY n.far, n.plan);
BEGIN
    RETURN CASE
        -- two of a kind beside each other: few of each, for the mixtures
        WHEN col ~ '^part_[ab]_id$' THEN ARRAY[oracle.who('part social'), oracle.who('part psychiatric-treatment'), oracle.who('part of nobody')]::text[]
        WHEN col ~ '^class_[ab]_code$' THEN '{social,psychiatric-treatment}'::text[]
        WHEN col = 'plan_id' OR r.t = 'joint_plan' AND col = 'id' THEN ARRAY(SELECT oracle.who('right ' || p)::text FROM unnest(plans) p)
        WHEN col = 'citizen_id' OR r.t = 'citizen' AND col = 'id' THEN a.citizen_id::text || ARRAY(SELECT oracle.who('citizen ' || p)::text FROM unnest(plans) p)
        WHEN col ~ '^(contributing_plan_id|part_id)$' OR r.t = 'contributing_plan' AND col = 'id' THEN
            ARRAY[oracle.who('part social'), oracle.who('part psychiatric-treatment'), oracle.who('part of nobody')]::text[]
        WHEN r.t = 'audit' AND col = 'basis_id' THEN ARRAY[oracle.who('untold'), oracle.who('told')]::text[]
        WHEN col = 'item_ids' THEN ARRAY[ARRAY[oracle.who('untold'), oracle.who('basis')]::text, ARRAY[oracle.who('told')]::text]
        WHEN col = 'bases' THEN ARRAY[jsonb_build_array(jsonb_build_object('basis_id', oracle.who('untold')))::text, jsonb_build_array(jsonb_build_object('basis_id', oracle.who('told')))::text]
        WHEN r.t = 'statute_use' AND col = 'id' THEN ARRAY[oracle.who('basis'), oracle.who('another basis')]::text[]
        WHEN col ~ '(_by|user_id|opener_id)$' OR r.t = 'user_account' AND col = 'id' THEN ARRAY[a.user_id, oracle.who('somebody')]::text[]
        WHEN col ~ 'unit_id$' THEN ARRAY[a.unit_id, oracle.who('night'), oracle.who('clinic'), oracle.who('department')]::text[]
        WHEN col ~ 'organisation_id$' THEN ARRAY[a.organisation_id, oracle.who('nowhere')]::text[]
        WHEN col ~ 'principal$' THEN ARRAY[a.principal, oracle.who('somebody')]::text[]
        WHEN col = 'barred' THEN ARRAY[ARRAY[a.principal], ARRAY[oracle.who('somebody')]]::text[]
        WHEN col ~ '^(task_id|appointment_id)$' OR r.t IN ('appointment', 'task') AND col = 'id' THEN ARRAY(SELECT oracle.who('listed ' || l.code)::text FROM oracle.listed l)
        WHEN col = 'class_bit' THEN ARRAY[8, 1, 2]::text[]
        WHEN col = 'class_mask' THEN ARRAY[4096, 4097, 1, 0]::text[]
        WHEN col ~ '^class_code$' THEN '{social,core,psychiatric-treatment,citizen-statement}'::text[]
        -- the words that the rule compares it with, and another
        WHEN col ~ '(_code|action)$' THEN ARRAY(SELECT DISTINCT m[1] FROM regexp_matches(r.text,
            CASE WHEN r.text ~ ('\m' || col || ' (=|<>) ''') THEN '\m' || col || ' (?:=|<>) ' ELSE '' END || '''([^'']*)''', 'g') m) || '{another}'
        WHEN kind ~ '^timestamp' THEN ARRAY[now() - interval '31 days', now() - interval '2 days', now() + interval '2 days']::text[]
        ELSE ARRAY[oracle.filler(kind)] END;
END
$$;
CREATE FUNCTION oracle.filler(kind text) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN kind = 'uuid' THEN oracle.who('filler')::text WHEN kind = 'date' THEN current_date::text WHEN kind ~ '^timestamp' THEN now()::text
                WHEN kind = 'boolean' THEN 'false' WHEN kind = 'jsonb' THEN '{}' WHEN kind = 'bytea' THEN '\x00' WHEN kind ~ 'int' THEN '1'
                WHEN kind = 'ARRAY' THEN '{}' WHEN kind ~ '^time' THEN '10:00' WHEN kind IN ('inet', 'cidr') THEN '127.0.0.1' ELSE 'x' END $$;
-- Makes the table pg_temp.candidate: every mixture of those values, numbered; other columns are empty, or hold a filler.
CREATE FUNCTION oracle.candidates(r oracle.half, a oracle.actor, wide boolean) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    c record;
    cols text := '';
    sources text := '';
    pool text[];
BEGIN
    DROP TABLE IF EXISTS pg_temp.candidate;
    FOR c IN SELECT x.column_name AS name, x.data_type AS kind, x.is_nullable = 'YES' AS empty, format_type(t.atttypid, t.atttypmod) AS type
               FROM information_schema.columns x JOIN pg_attribute t ON t.attrelid = format('samplan.%I', r.t)::regclass AND t.attname = x.column_name
              WHERE x.table_schema = 'samplan' AND x.table_name = r.t AND x.is_generated = 'NEVER' AND x.is_identity = 'NO' ORDER BY x.ordinal_position LOOP
        IF r.text ~ ('(\m' || r.t || '\.|(?<![.a-z_]))' || c.name || '\M') THEN
            IF c.name = 'barred' THEN
                pool := ARRAY[format('{%s}', a.principal), format('{%s}', oracle.who('somebody'))];
            ELSE
                pool := oracle.pool(r, a, c.name, c.kind, wide);
            END IF;
            pool := array_remove(pool, NULL) || CASE WHEN c.empty THEN ARRAY[NULL::text] ELSE '{}' END;
            sources := sources || format(' CROSS JOIN unnest(%L::text[]) %I', pool, 'v_' || c.name);
            cols := cols || format(', %I::%s AS %I', 'v_' || c.name, c.type, c.name);
        ELSE
            cols := cols || format(', %L::%s AS %I', CASE WHEN NOT c.empty THEN oracle.filler(c.kind) END, c.type, c.name);
        END IF;
    END LOOP;
    EXECUTE format('CREATE TEMP TABLE candidate AS SELECT row_number() OVER ()::integer AS n_%s FROM (SELECT) x %s', cols, sources);
END
$$;

-- ---- Looking and trying ----
-- For each damaged text some rows that it and the whole one judge differently, if any: '{3,7}'.
CREATE FUNCTION oracle.search(r oracle.half, texts text[]) RETURNS text[] LANGUAGE plpgsql AS $$
DECLARE
    found text[];
BEGIN
    EXECUTE format('SELECT ARRAY[%2$s] FROM (SELECT *, coalesce((%3$s), false) AS whole_ FROM pg_temp.candidate AS %1$I OFFSET 0) AS %1$I', r.t,
        (SELECT string_agg(format('((array_agg(n_ ORDER BY hashint4(n_)) FILTER (WHERE coalesce((%s), false) <> whole_))[1:20])::text', t), ', ' ORDER BY o) FROM unnest(texts) WITH ORDINALITY x(t, o)), r.text)
       INTO found;
    RETURN found;
END
$$;
-- What happens to one row with a policy in place: whether its reader sees, changes, deletes or writes it.
CREATE FUNCTION oracle.happens(r oracle.half, a oracle.actor, by text, row_n integer) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    cols constant text := (SELECT string_agg(quote_ident(c.column_name), ', ') FROM information_schema.columns c
                            WHERE c.table_schema = 'samplan' AND c.table_name = r.t AND c.is_generated = 'NEVER' AND c.is_identity = 'NO');
    -- a write that leaves the row as it is
    touched constant text := (SELECT c.column_name FROM information_schema.columns c WHERE c.table_schema = 'samplan' AND c.table_name = r.t AND c.is_generated = 'NEVER'
                                 AND c.is_identity = 'NO' ORDER BY c.ordinal_position LIMIT 1);
    value text;
    n bigint;
BEGIN
    EXECUTE format('ALTER POLICY %I ON samplan.%I %s', r.policy, r.t, CASE
        WHEN r.side = 'USING' AND r.cmd IN ('UPDATE', 'ALL') THEN format('USING (%s) WITH CHECK (true)', by)
        WHEN r.side = 'USING' THEN format('USING (%s)', by)
        WHEN r.cmd = 'UPDATE' THEN format('USING (true) WITH CHECK (%s)', by) ELSE format('WITH CHECK (%s)', by) END);
    -- that row alone: what the rule looks up in its own table it finds in it
    EXECUTE format('DELETE FROM samplan.%I', r.t);
    IF r.side = 'USING' OR r.cmd = 'UPDATE' THEN
        EXECUTE format('INSERT INTO samplan.%I (%s) SELECT %s FROM pg_temp.candidate WHERE n_ = $1', r.t, cols, cols) USING row_n;
        EXECUTE format('SELECT %I::text FROM pg_temp.candidate WHERE n_ = $1', touched) INTO value USING row_n;
    ELSE
        EXECUTE format('CREATE TEMP TABLE written AS SELECT * FROM pg_temp.candidate WHERE n_ = %s; GRANT SELECT ON pg_temp.written TO %I', row_n, r.role);
    END IF;
    PERFORM oracle.become(a.settings);
    PERFORM set_config('role', r.role, true);
    IF r.side = 'USING' AND r.cmd IN ('SELECT', 'ALL') THEN
        EXECUTE format('SELECT count(*) FROM samplan.%I', r.t) INTO n;
    ELSIF r.cmd = 'DELETE' THEN
        EXECUTE format('DELETE FROM samplan.%I', r.t);
        GET DIAGNOSTICS n = ROW_COUNT;
    ELSIF r.cmd = 'UPDATE' THEN
        EXECUTE format('UPDATE samplan.%I SET %I = %L', r.t, touched, value);
        GET DIAGNOSTICS n = ROW_COUNT;
    ELSE
        EXECUTE format('INSERT INTO samplan.%I (%s) SELECT %s FROM pg_temp.written', r.t, cols, cols);
        GET DIAGNOSTICS n = ROW_COUNT;
    END IF;
    RAISE EXCEPTION USING ERRCODE = 'OR001', MESSAGE = n::text;
EXCEPTION
    WHEN SQLSTATE 'OR001' THEN RETURN SQLERRM;
    WHEN insufficient_privilege THEN RETURN CASE WHEN SQLERRM LIKE 'new row violates row-level security%' THEN '0' ELSE SQLERRM END;
    WHEN OTHERS THEN RETURN SQLSTATE || SQLERRM;
END
$$;
-- Whether a text is SQL at all for this policy.
CREATE FUNCTION oracle.is_sql(r oracle.half, by text) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('ALTER POLICY %I ON samplan.%I %s (%s)', r.policy, r.t, r.side, by);
    RAISE EXCEPTION USING ERRCODE = 'OR001';
EXCEPTION
    WHEN SQLSTATE 'OR001' THEN RETURN true;
    WHEN OTHERS THEN RETURN false;
END
$$;

-- All damaged texts of one half.
CREATE FUNCTION oracle.try_rule(r oracle.half) RETURNS SETOF oracle.fate LANGUAGE plpgsql AS $$
DECLARE
    began timestamptz := clock_timestamp();
    fates oracle.fate[] := '{}';
    alive oracle.mutant[];
    left_over oracle.mutant[];
    a oracle.actor;
    k record;
    found text[];
    n integer;
    whole text;
    damaged text;
BEGIN
    BEGIN
        FOR k IN SELECT p.policyname FROM pg_policies p WHERE p.schemaname = 'samplan' AND p.tablename = r.t AND p.policyname <> r.policy AND r.role = ANY (p.roles) LOOP
            EXECUTE format('DROP POLICY %I ON samplan.%I', k.policyname, r.t);
        END LOOP;
        SELECT array_agg(m ORDER BY m.id) FILTER (WHERE oracle.is_sql(r, m.sql)), coalesce(array_agg((m.id, 'invalid', '', NULL)::oracle.fate) FILTER (WHERE NOT oracle.is_sql(r, m.sql)), '{}')
          INTO alive, fates FROM oracle.mutant m WHERE m.kind = 'policy' AND m.object = r.object;
        FOR k IN SELECT x.o, w.wide FROM oracle.actor x, unnest('{false,true}'::boolean[]) w(wide) ORDER BY w.wide, x.o LOOP
            EXIT WHEN alive IS NULL;
            SELECT * INTO a FROM oracle.actor x WHERE x.o = k.o;
            PERFORM oracle.candidates(r, a, k.wide);
            PERFORM oracle.become(a.settings);
            left_over := NULL;
            found := oracle.search(r, ARRAY(SELECT m.sql FROM unnest(alive) WITH ORDINALITY m(id, kind, object, what, sql, o) ORDER BY m.o));
            FOR i IN 1 .. cardinality(alive) LOOP
                whole := NULL;
                damaged := NULL;
                FOREACH n IN ARRAY coalesce(found[i]::integer[], '{}') LOOP
                    whole := oracle.happens(r, a, r.text, n);
                    damaged := oracle.happens(r, a, alive[i].sql, n);
                    EXIT WHEN whole <> damaged;
                END LOOP;
                IF whole IS NOT DISTINCT FROM damaged THEN
                    left_over := left_over || alive[i];
                ELSE
                    fates := fates || (alive[i].id, 'killed', format('%s: %s instead of %s', a.name, damaged, whole), NULL)::oracle.fate;
                END IF;
            END LOOP;
            alive := left_over;
        END LOOP;
        RAISE EXCEPTION USING ERRCODE = 'OR002';
    EXCEPTION WHEN SQLSTATE 'OR002' THEN NULL;
    END;
    RETURN QUERY SELECT f.id, f.fate, f.noticed, (clock_timestamp() - began) / greatest(1, cardinality(fates)) FROM unnest(fates) f;
    RETURN QUERY SELECT m.id, 'survived', '', clock_timestamp() - began FROM unnest(alive) m;
END
$$;
CREATE PROCEDURE oracle.try_rules(worker integer, workers integer) LANGUAGE plpgsql AS $$
DECLARE
    r oracle.half;
BEGIN
    SET session_replication_role = replica;
    SET search_path = samplan, app, public;
    FOR r IN SELECT * FROM oracle.half x WHERE abs(hashtext(x.object)) % workers = worker ORDER BY x.object LOOP
        INSERT INTO oracle.fate SELECT * FROM oracle.try_rule(r);
        COMMIT;
        SET LOCAL session_replication_role = replica;
    END LOOP;
END
$$;
