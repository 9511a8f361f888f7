-- Looks at what each reader sees and may write, as short texts that are compared with those of the whole rules. Run as
-- superuser after mutants_world.sql.
SET search_path = samplan, app, public;

-- Each reader's settings as auth_enter leaves them; a policy asks for nothing else.
DO $$
DECLARE
    a record;
BEGIN
    FOR a IN SELECT * FROM oracle.actor ORDER BY o LOOP
        PERFORM api.auth_enter(a.token, 1023, gen_random_uuid(), 'json', 'oracle');
        UPDATE oracle.actor x SET settings = (SELECT jsonb_object_agg(n, current_setting('samplan.' || n, true))
            FROM unnest('{user_id,role,unit_id,organisation_id,citizen_id,session_id,principals,glass}'::text[]) n) WHERE x.o = a.o;
    END LOOP;
END
$$;
CREATE FUNCTION oracle.become(settings jsonb) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_config('samplan.' || k, coalesce(v, ''), true) FROM jsonb_each_text(settings) x(k, v);
    PERFORM set_config('role', 'samplan_api', true);
END
$$;

-- For each table: what she sees, and a statement that changes all that she may change, to what it is told to be.
CREATE TABLE oracle.look (t name PRIMARY KEY, cols text, touch text);
INSERT INTO oracle.look
SELECT c.table_name, string_agg(quote_ident(c.column_name), ', ' ORDER BY c.ordinal_position) FILTER (WHERE c.is_generated = 'NEVER' AND c.is_identity = 'NO' AND (c.column_name <> 'id' OR c.table_name IN ('joint_plan', 'citizen'))),
       -- a column of no interest to any policy
       (array_agg(format('%I = %s', c.column_name, CASE WHEN c.data_type ~ '^timestamp' THEN 'now()' WHEN c.data_type ~ 'int' THEN '7' WHEN c.data_type = 'uuid' THEN 'gen_random_uuid()'
           WHEN c.data_type = 'boolean' THEN 'false' WHEN c.data_type = 'jsonb' THEN '''{}''' WHEN c.data_type = 'date' THEN 'current_date' ELSE '''x''' END)
                  ORDER BY array_position('{seen_at,version,changed_at,created_at,saved_at,seen_at,requested_at,state_code,note,reason,text,title,answer_code,body}'::text[], c.column_name::text) NULLS LAST, c.ordinal_position DESC)
        FILTER (WHERE c.is_generated = 'NEVER' AND c.is_identity = 'NO'))[1]
  FROM information_schema.columns c
 WHERE c.table_schema = 'samplan' AND c.table_name IN (SELECT p.tablename FROM pg_policies p WHERE p.schemaname = 'samplan' AND 'samplan_api' = ANY (p.roles))
 GROUP BY c.table_name;
DO $$
DECLARE
    k record;
BEGIN
    FOR k IN SELECT * FROM oracle.look LOOP
        EXECUTE format($f$CREATE FUNCTION oracle.%I() RETURNS text LANGUAGE plpgsql AS $b$ BEGIN
            RETURN (SELECT md5(coalesce(string_agg(x.h, '' ORDER BY x.h), '')) FROM (SELECT md5(t::text) AS h FROM samplan.%I t) x); END $b$ $f$, 'see_' || k.t, k.t);
        EXECUTE format($f$CREATE FUNCTION oracle.%I(r jsonb) RETURNS text LANGUAGE plpgsql AS $b$ BEGIN
            INSERT INTO samplan.%I (%s) SELECT %s FROM jsonb_populate_record(NULL::samplan.%I, r);
            RAISE EXCEPTION USING ERRCODE = 'OR001';
            EXCEPTION WHEN insufficient_privilege THEN RETURN '-'; WHEN OTHERS THEN RETURN '+'; END $b$ $f$, 'add_' || k.t, k.t, k.cols, k.cols, k.t);
        EXECUTE format($f$CREATE FUNCTION oracle.%I() RETURNS text LANGUAGE plpgsql AS $b$
            DECLARE n bigint; BEGIN
            UPDATE samplan.%I SET %s; GET DIAGNOSTICS n = ROW_COUNT; RAISE EXCEPTION USING ERRCODE = 'OR001', MESSAGE = n::text;
            EXCEPTION WHEN SQLSTATE 'OR001' THEN RETURN SQLERRM; WHEN OTHERS THEN RETURN SQLSTATE; END $b$ $f$, 'touch_' || k.t, k.t, k.touch);
        EXECUTE format($f$CREATE FUNCTION oracle.%I(r jsonb) RETURNS text LANGUAGE plpgsql AS $b$
            DECLARE n bigint; BEGIN
            UPDATE samplan.%I SET (%s) = (SELECT %s FROM jsonb_populate_record(NULL::samplan.%I, r)); GET DIAGNOSTICS n = ROW_COUNT; RAISE EXCEPTION USING ERRCODE = 'OR001', MESSAGE = (n > 0)::text;
            EXCEPTION WHEN SQLSTATE 'OR001' THEN RETURN SQLERRM; WHEN insufficient_privilege THEN RETURN '-'; WHEN OTHERS THEN RETURN '+'; END $b$ $f$,
            'move_' || k.t, k.t, k.cols, k.cols, k.t);
        EXECUTE format($f$CREATE FUNCTION oracle.%I() RETURNS text LANGUAGE plpgsql AS $b$
            DECLARE n bigint; BEGIN
            DELETE FROM samplan.%I; GET DIAGNOSTICS n = ROW_COUNT; RAISE EXCEPTION USING ERRCODE = 'OR001', MESSAGE = n::text;
            EXCEPTION WHEN SQLSTATE 'OR001' THEN RETURN SQLERRM; WHEN OTHERS THEN RETURN SQLSTATE; END $b$ $f$, 'drop_' || k.t, k.t);
    END LOOP;
END
$$;

-- Rows that each reader tries to write: of her plans, as they are and as her own.
CREATE TABLE oracle.template (t name, o integer, i integer, r jsonb);
CREATE INDEX ON oracle.template (t, o, i);
CREATE FUNCTION oracle.templates(tab name) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    by_plan constant text := (SELECT CASE WHEN tab = 'joint_plan' THEN 'x.id' WHEN bool_or(column_name = 'plan_id') THEN 'x.plan_id'
                                          WHEN bool_or(column_name = 'citizen_id') THEN '(SELECT p.id FROM samplan.joint_plan p WHERE p.citizen_id = x.citizen_id LIMIT 1)'
                                          WHEN tab = 'citizen' THEN '(SELECT p.id FROM samplan.joint_plan p WHERE p.citizen_id = x.id LIMIT 1)' END
                                FROM information_schema.columns WHERE table_schema = 'samplan' AND table_name = tab);
BEGIN
    EXECUTE format($f$
        INSERT INTO oracle.template
        SELECT %4$L, a.o, row_number() OVER (PARTITION BY a.o ORDER BY v.mine DESC, y.n, y.h), CASE v.mine WHEN 0 THEN y.r || CASE WHEN %4$L IN ('joint_plan', 'citizen') THEN jsonb_build_object('status_code', CASE %4$L WHEN 'citizen' THEN 'unconfirmed' ELSE 'draft' END) ELSE '{}' END ELSE y.r || (
                   SELECT coalesce(jsonb_object_agg(k, CASE WHEN k ~ 'unit_id$' THEN CASE v.mine WHEN 1 THEN to_jsonb(a.unit_id) ELSE e.value END
                                                            WHEN k = 'citizen_id' THEN e.value ELSE to_jsonb(a.user_id) END), '{}')
                     FROM jsonb_each(y.r) e(k, value) WHERE k ~ '(_by|user_id|unit_id)$') || CASE WHEN %4$L IN ('joint_plan', 'citizen') AND v.mine = 1 THEN jsonb_build_object('status_code', CASE %4$L WHEN 'citizen' THEN 'unconfirmed' ELSE 'draft' END) ELSE '{}' END END
          FROM oracle.actor a
         CROSS JOIN LATERAL (
            -- of each plan one row a class before a second one of any
            SELECT w.r, w.h, row_number() OVER (PARTITION BY w.plan ORDER BY w.n, w.r ->> 'class_code' IS DISTINCT FROM 'social', w.h) AS n
              FROM (SELECT to_jsonb(x) AS r, md5(x::text) AS h, %1$s AS plan,
                           row_number() OVER (PARTITION BY %1$s, to_jsonb(x) ->> 'class_code' ORDER BY md5(x::text)) AS n
                      FROM samplan.%2$I x WHERE %3$s) w) y
         CROSS JOIN (VALUES (0), (1), (2)) v(mine)
         WHERE y.n <= CASE WHEN cardinality(a.plans) > 1 THEN 3 ELSE 12 END $f$,
        coalesce(by_plan, '1'), tab, CASE WHEN by_plan IS NULL THEN 'true' ELSE by_plan || ' = ANY (a.plans)' END, tab);
END
$$;
SELECT oracle.templates(t) FROM oracle.look;
DELETE FROM oracle.template WHERE i > 300;
-- the row's own id is given anew, and everything is small
UPDATE oracle.template SET r = r - 'id' WHERE t NOT IN ('joint_plan', 'citizen');
ANALYZE oracle.template;

-- All that one reader gets of a table by one kind of command.
CREATE FUNCTION oracle.probe(tab name, cmd text, o integer) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    result text := '';
    one text;
    r jsonb;
    rows constant jsonb[] := CASE WHEN cmd LIKE '%CHECK' THEN ARRAY(SELECT x.r FROM oracle.template x WHERE x.t = tab AND x.o = probe.o ORDER BY x.i) END;
BEGIN
    PERFORM oracle.become(a.settings) FROM oracle.actor a WHERE a.o = probe.o;
    IF cmd IN ('SELECT', 'ALL') THEN
        EXECUTE format('SELECT oracle.%I()', 'see_' || tab) INTO result;
    END IF;
    IF cmd IN ('UPDATE', 'ALL') THEN
        EXECUTE format('SELECT oracle.%I()', 'touch_' || tab) INTO one;
        result := result || one;
    END IF;
    IF cmd IN ('DELETE', 'ALL') THEN
        EXECUTE format('SELECT oracle.%I()', 'drop_' || tab) INTO one;
        result := result || one;
    END IF;
    IF cmd LIKE '%CHECK' THEN
        FOREACH r IN ARRAY rows LOOP
            IF cmd LIKE 'INSERT%' OR cmd LIKE 'ALL%' THEN
                EXECUTE format('SELECT oracle.%I($1)', 'add_' || tab) INTO one USING r;
                result := result || one;
            END IF;
            IF cmd LIKE 'UPDATE%' OR cmd LIKE 'ALL%' THEN
                EXECUTE format('SELECT oracle.%I($1)', 'move_' || tab) INTO one USING r;
                result := result || one;
            END IF;
        END LOOP;
    END IF;
    PERFORM set_config('role', 'none', true);
    RETURN result;
EXCEPTION WHEN OTHERS THEN
    RETURN SQLSTATE || SQLERRM;
END
$$;
GRANT USAGE ON SCHEMA oracle TO samplan_api;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA oracle TO samplan_api;
