-- Tries each damaged rule: applied in a subtransaction, looked at, undone. Run as superuser after mutants_probe.sql; then CALL
-- oracle.mutate(worker, workers) in a copy of the database for each worker.
SET search_path = samplan, app, public;
CREATE TABLE oracle.mutant (id integer GENERATED ALWAYS AS IDENTITY, kind text, object text, t name, cmd text, what text, sql text);
CREATE TABLE oracle.fate (id integer PRIMARY KEY, fate text, noticed text, took interval);
CREATE TABLE oracle.whole (t name, cmd text, o integer, result text, PRIMARY KEY (t, cmd, o));

-- Sessions and assignments in every state that auth_enter asks about; code 'v…' is the token.
SET session_replication_role = replica;
INSERT INTO user_account (id, username, name, status_code) VALUES (oracle.who('gone'), 'v-gone', 'Gone', 'disabled');
INSERT INTO role_assignment (id, user_id, unit_id, role_code, status_code, valid_from, valid_to)
SELECT md5('v' || x.n)::uuid, oracle.who('mille'), oracle.who('ward'), 'caseworker', x.status, current_date + x.since, current_date + x.until
  FROM (VALUES (1, 'pending', -9, NULL::integer), (2, 'ended', -9, NULL), (3, 'active', 1, NULL), (4, 'active', -9, 0), (5, 'active', -9, 1), (6, 'active', 0, NULL), (7, 'refused', -9, NULL)) x(n, status, since, until);
INSERT INTO session (token_hash, user_id, assignment_id, assurance, idle_seconds, absolute_expires_at, last_seen_at, ended_at)
SELECT sha256(convert_to('v' || x.n, 'UTF8')), CASE x.n WHEN 8 THEN oracle.who('gone') ELSE oracle.who('mille') END,
       CASE WHEN x.n BETWEEN 1 AND 7 THEN md5('v' || x.n)::uuid WHEN x.n <> 9 THEN oracle.who('mille at work') END, 1 + x.n % 2, 600,
       now() + CASE x.n WHEN 10 THEN interval '-1 minute' ELSE interval '1 hour' END,
       now() - CASE x.n WHEN 11 THEN interval '601 seconds' WHEN 12 THEN interval '40 seconds' ELSE interval '0' END,
       CASE x.n WHEN 13 THEN now() END
  FROM generate_series(1, 14) x(n);
SET session_replication_role = origin;

-- How every kind of session enters, and with what: the frame without its times, and what is set for the policies.
CREATE FUNCTION oracle.entering() RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    k record;
    result text := '';
    frame text;
BEGIN
    FOR k IN SELECT t.token, b.bits, i.interface FROM (SELECT convert_to('v' || n, 'UTF8') AS token FROM generate_series(1, 15) n UNION ALL SELECT a.token FROM oracle.actor a WHERE a.o <= 30) t
              CROSS JOIN (VALUES (1023, 'json'), (2, 'events'), (0, 'html'), (4, 'html')) b(bits, i2) CROSS JOIN LATERAL (SELECT b.i2) i(interface) LOOP
        BEGIN
            frame := coalesce((api.auth_enter(k.token, k.bits, '00000000-0000-4000-8000-000000000001', k.interface, 'oracle')
                               - '{expires_at,absolute_at,glass,strong_until_at}'::text[])::text, 'nothing');
        EXCEPTION WHEN OTHERS THEN frame := SQLSTATE || SQLERRM;
        END;
        -- what it sets is undone with it when it raises
        result := md5(result || frame || (SELECT string_agg(coalesce(current_setting('samplan.' || n, true), '-'), '|')
            FROM unnest('{user_id,role,unit_id,organisation_id,citizen_id,session_id,principals,assurance,request_id,interface,client}'::text[]) n));
        BEGIN
            PERFORM app.actor_require();
            result := result || '+';
        EXCEPTION WHEN OTHERS THEN result := result || '-';
        END;
        -- with somebody else's principals, and with another role, the seal is broken
        PERFORM set_config('samplan.principals', '{}', true);
        BEGIN
            PERFORM app.actor_require();
            result := result || '+';
        EXCEPTION WHEN OTHERS THEN result := result || '-';
        END;
        PERFORM set_config('samplan.seal', '', true), set_config('samplan.user_id', '', true), set_config('samplan.role', '', true), set_config('samplan.session_id', '', true);
    END LOOP;
    RETURN result || (SELECT md5(string_agg(s.id::text || s.last_seen_at::text, ',' ORDER BY s.id)) FROM session s);
END
$$;
-- What the functions that the others ask tell each reader of each of her plans.
CREATE FUNCTION oracle.deciding() RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    a record;
    result text := '';
    one text;
    more constant uuid[] := (SELECT array_agg(e.plan_id) FROM oracle.extra e);
BEGIN
    FOR a IN SELECT * FROM oracle.actor ORDER BY o LOOP
        PERFORM oracle.become(a.settings);
        SELECT md5(string_agg(p.id::text || app.relation(p.id)::text || app.relation(p.id, c.id)::text || app.decision(p.id, 'core', NULL)::text
                   || app.decision(p.id, c.class_code, c.id)::text || app.decision(p.id, c.class_code, NULL)::text || app.decision(p.id, 'social', app.relative_document(p.id, 'social'))::text
                   || app.read_classes(p.id)::text, ',' ORDER BY p.id, c.id)) INTO one
          FROM (SELECT unnest(CASE WHEN a.o = 1 THEN more ELSE a.plans || oracle.who('plan draft of hers') END) AS id) p
          LEFT JOIN LATERAL (SELECT md5(p.id::text || x)::uuid AS id, x AS class_code FROM unnest('{social,psychiatric-treatment}'::text[]) x) c ON true;
        result := result || coalesce(one, '-');
        PERFORM set_config('role', 'none', true);
    END LOOP;
    RETURN result;
END
$$;
CREATE FUNCTION oracle.deriving() RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    RETURN (SELECT md5(string_agg(e::text, ',' ORDER BY e::text)) FROM (SELECT DISTINCT * FROM app.access_expected(NULL)) e)
        -- and of some plans alone, as after a change: of each kind of fact one
        || (SELECT md5(string_agg(x.code || e::text, ',' ORDER BY x.code, e::text)) FROM oracle.extra x, app.access_expected(x.plan_id) e
             WHERE x.code IN ('no to the region', 'emergency that does not', 'statute for her unit', 'statute for one agreement', 'mother against a no',
                              'department in the team, ward owns', 'draft of hers', 'team of a plan closed 179 days ago', 'yes to the department above',
                              'coordinator until tomorrow', 'guardian for two classes', 'former until today', 'relative with a yes'));
END
$$;
CREATE FUNCTION oracle.function_probe(object text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    RETURN CASE WHEN object ~ 'access_|relative_class|class_mask|age_day' THEN oracle.deriving()
                WHEN object ~ 'practitioner' THEN oracle.deriving() || oracle.entering() || coalesce(app.practitioner(oracle.who('mille'), NULL)::text, 'none')
                WHEN object ~ 'auth_enter|actor_require' THEN oracle.entering() ELSE oracle.deciding() END;
END
$$;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA oracle TO samplan_api;

-- One mutant: 'killed', 'survived', or 'invalid' when it is no SQL at all.
CREATE FUNCTION oracle.try(m oracle.mutant, OUT fate text, OUT noticed text) LANGUAGE plpgsql AS $$
DECLARE
    a record;
    want text;
    got text;
BEGIN
    BEGIN
        BEGIN
            EXECUTE m.sql;
        EXCEPTION WHEN OTHERS THEN
            RAISE EXCEPTION USING ERRCODE = 'OR002', MESSAGE = SQLERRM;
        END;
        IF m.kind = 'function' THEN
            SELECT w.result INTO want FROM oracle.whole w WHERE w.t = m.object::name AND w.cmd = '' AND w.o = 0;
            got := oracle.function_probe(m.object);
            IF got IS DISTINCT FROM want THEN
                RAISE EXCEPTION USING ERRCODE = 'OR003', MESSAGE = 'derivation';
            END IF;
        ELSE
            FOR a IN SELECT w.o, w.result, x.name FROM oracle.whole w JOIN oracle.actor x USING (o) WHERE w.t = m.t AND w.cmd = m.cmd ORDER BY w.o LOOP
                IF oracle.probe(m.t, m.cmd, a.o) IS DISTINCT FROM a.result THEN
                    RAISE EXCEPTION USING ERRCODE = 'OR003', MESSAGE = a.name;
                END IF;
            END LOOP;
        END IF;
        RAISE EXCEPTION USING ERRCODE = 'OR004', MESSAGE = '';
    EXCEPTION
        WHEN SQLSTATE 'OR002' THEN fate := 'invalid'; noticed := SQLERRM;
        WHEN SQLSTATE 'OR003' THEN fate := 'killed'; noticed := SQLERRM;
        WHEN SQLSTATE 'OR004' THEN fate := 'survived'; noticed := '';
        -- it cannot even run: noticed
        WHEN OTHERS THEN fate := 'killed'; noticed := SQLERRM;
    END;
    PERFORM set_config('role', 'none', true);
END
$$;

CREATE PROCEDURE oracle.mutate(worker integer, workers integer) LANGUAGE plpgsql AS $$
DECLARE
    m oracle.mutant;
    first_wall constant name[] := '{access,worklist,appointment_invitation}';
    pass integer;
    k record;
    f record;
    began timestamptz;
BEGIN
    SET session_replication_role = replica;
    SET search_path = samplan, app, public;
    FOR pass IN 1 .. 3 LOOP
        IF pass = 2 THEN
            -- A table's own policy and that of what it looks into keep the same things out: each wall is tried with the other
            -- one open.
            ALTER POLICY own ON access USING (true);
            ALTER POLICY own ON worklist USING (true);
            ALTER POLICY own ON appointment_invitation USING (true);
            DELETE FROM access a USING oracle.extra e WHERE a.plan_id = e.plan_id AND e.code LIKE 'lacks %';
            INSERT INTO access (plan_id, principal, part_id, citizen_id, read_mask, write_mask, basis_code, basis_id, since, until)
            SELECT p.id, l.principal, md5(p.id::text || l.part)::uuid, p.citizen_id, l.read_mask, l.write_mask, l.basis_code, gen_random_uuid(), now() + l.since, now() + l.until
              FROM oracle.lack l JOIN oracle.extra e ON e.code = 'lacks ' || split_part(l.code, '#', 1) JOIN joint_plan p ON p.id = e.plan_id;
        ELSIF pass = 3 THEN
            -- few rows are moved about; what moves into a plan meets its policy all the same
            FOR k IN SELECT l.t FROM oracle.look l WHERE l.t <> ALL (first_wall) AND l.t <> 'joint_plan'
                        AND EXISTS (SELECT FROM information_schema.columns c WHERE c.table_schema = 'samplan' AND c.table_name = l.t AND c.column_name = 'plan_id') LOOP
                EXECUTE format('DELETE FROM samplan.%I t WHERE t.plan_id <> ALL (ARRAY(SELECT a.plans[1] FROM oracle.actor a WHERE a.o > 4)
                    || oracle.who(''plan lacks nothing''))', k.t);
            END LOOP;
            DELETE FROM joint_plan p WHERE p.id <> ALL (ARRAY(SELECT a.plans[1] FROM oracle.actor a WHERE a.o > 4)
                    || oracle.who('plan lacks nothing') || oracle.who('plan draft of hers'));
        END IF;
        COMMIT;
        SET LOCAL session_replication_role = replica;
        FOR m IN SELECT * FROM oracle.mutant x WHERE x.id % workers = worker AND x.kind = 'policy' AND pass = CASE WHEN x.t = ANY (first_wall) THEN 1
                                                                                             WHEN x.cmd LIKE '%CHECK' THEN 3 ELSE 2 END
                  ORDER BY x.t, x.cmd, x.id LOOP
            SET LOCAL session_replication_role = replica;
            IF NOT EXISTS (SELECT FROM oracle.whole w WHERE w.t = m.t AND w.cmd = m.cmd) THEN
                INSERT INTO oracle.whole SELECT m.t, m.cmd, a.o, oracle.probe(m.t, m.cmd, a.o) FROM oracle.actor a;
            END IF;
            began := clock_timestamp();
            f := oracle.try(m);
            INSERT INTO oracle.fate VALUES (m.id, f.fate, f.noticed, clock_timestamp() - began);
            COMMIT;
        END LOOP;
    END LOOP;
END
$$;

-- One damaged function, a statement of its own, so that one that never ends can be stopped: that is noticed too.
CREATE FUNCTION oracle.mutate_one(wanted integer) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    m oracle.mutant;
    f record;
    began timestamptz := clock_timestamp();
BEGIN
    SET LOCAL search_path = samplan, app, public;
    SELECT * INTO m FROM oracle.mutant x WHERE x.id = wanted;
    f := oracle.try(m);
    INSERT INTO oracle.fate VALUES (m.id, f.fate, f.noticed, clock_timestamp() - began);
END
$$;
