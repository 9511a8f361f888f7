-- What the bench adds to a database with demo citizens: sessions, pairs of (session, plan) to open, the
-- same in batches for pgbench, and the plain JSON queries that are the floors. Loading it twice does no
-- harm.
CREATE SCHEMA IF NOT EXISTS bench;

-- Caseworkers with a session each. The token is 32 bytes made from the number.
DELETE FROM samplan.session WHERE client = 'bench';
DROP TABLE IF EXISTS bench.batch, bench.visit, bench.actor;
CREATE TABLE bench.actor AS
SELECT row_number() OVER (ORDER BY md5(a.id::text))::integer AS n, a.user_id, a.id AS assignment_id, a.unit_id, u.path
  FROM samplan.role_assignment a JOIN samplan.user_account u0 ON u0.id = a.user_id JOIN samplan.unit u ON u.id = a.unit_id
 WHERE a.role_code = 'caseworker' AND a.status_code = 'active' AND u0.status_code = 'active'
   AND a.valid_from <= current_date AND (a.valid_to IS NULL OR a.valid_to > current_date)
   AND EXISTS (SELECT FROM samplan.access x WHERE x.principal = app.practitioner(a.user_id, a.unit_id))
 ORDER BY 1 LIMIT 1000;
ALTER TABLE bench.actor ADD token bytea, ADD bearer text, ADD unit_plan_n integer;
UPDATE bench.actor SET token = sha256(convert_to('bench' || n, 'UTF8'));
UPDATE bench.actor x SET
    bearer = rtrim(translate(encode(token, 'base64'), '+/', '-_'), '='),
    unit_plan_n = (SELECT count(*) FROM (SELECT DISTINCT a.plan_id FROM samplan.access a
                                          WHERE a.principal = x.unit_id AND a.until > now() LIMIT 10000) p);
INSERT INTO samplan.session (token_hash, user_id, assignment_id, idle_seconds, absolute_expires_at, client)
SELECT sha256(token), user_id, assignment_id, 86400, now() + interval '1 day', 'bench' FROM bench.actor;

-- The plan that gets 1,000 members below. It is no plan that people usually have, so none of those that are opened.
CREATE TABLE IF NOT EXISTS bench.crowd AS
SELECT k.plan_id, sha256('bench crowd') AS token
  FROM bench.actor x
  JOIN samplan.coordination k ON k.user_id = x.user_id AND k.unit_id = x.unit_id AND k.ended_at IS NULL
  JOIN samplan.joint_plan p ON p.id = k.plan_id AND p.status_code = 'active'
 ORDER BY x.n, k.plan_id LIMIT 1;

-- Plans that these people may open: at most 20 for each, 4,000 in all.
CREATE TABLE bench.visit AS
SELECT row_number() OVER (ORDER BY md5(v.plan_id::text || v.n))::integer - 1 AS n, v.token, v.bearer, v.plan_id,
       json_build_object('plan_id', v.plan_id)::text AS input
  FROM (SELECT x.n, x.token, x.bearer, p.plan_id
          FROM bench.actor x
         CROSS JOIN LATERAL (SELECT DISTINCT a.plan_id FROM samplan.access a
                              WHERE a.principal = app.practitioner(x.user_id, x.unit_id) AND a.read_mask & 1 <> 0 AND a.part_id IS NULL
                                AND a.since <= now() AND a.until > now()
                                AND a.plan_id <> (SELECT c.plan_id FROM bench.crowd c) LIMIT 20) p) v
 ORDER BY 1 LIMIT 4000;

-- Twenty visits a row: t1, i1, p1 … t20, i20, p20, so that pgbench rotates over all of them at the cost
-- of one look-up for twenty requests.
DO $$
DECLARE
    columns text;
BEGIN
    SELECT string_agg(format('max(token::text) FILTER (WHERE n %% 20 = %1$s) AS t%2$s, max(input) FILTER (WHERE n %% 20 = %1$s) AS i%2$s, '
                             'max(plan_id::text) FILTER (WHERE n %% 20 = %1$s) AS p%2$s', g - 1, g), ', ' ORDER BY g)
      INTO columns FROM generate_series(1, 20) g;
    EXECUTE 'CREATE TABLE bench.batch AS SELECT n / 20 AS n, ' || columns
         || ' FROM bench.visit WHERE n < (SELECT count(*) / 20 * 20 FROM bench.visit) GROUP BY n / 20';
END
$$;
ALTER TABLE bench.batch ADD PRIMARY KEY (n);

-- The plain JSON query: the same plan built from the base tables; without access and audit when a
-- superuser calls it.
CREATE OR REPLACE FUNCTION bench.plan_json(plan uuid) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN jsonb_build_object('plan', app.document_core(plan), 'contributing_plans_list',
        (SELECT coalesce(jsonb_agg(app.document_part(c.id) ORDER BY c.created_at, c.id), '[]')
           FROM contributing_plan c WHERE c.plan_id = plan AND c.status_code <> 'revoked'));
END
$$;

-- The same with session, policies and audit: what a request would be without stored documents.
CREATE OR REPLACE FUNCTION api.bench_plan_json(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    r record;
    d jsonb;
    plan constant uuid := (input ->> 'plan_id')::uuid;
BEGIN
    PERFORM app.actor_require();
    SELECT * INTO r FROM app.relation(plan);
    IF r.related IS NOT TRUE THEN
        RETURN app.refuse('plan.show', 'plan', plan);
    END IF;
    d := jsonb_build_object('plan', app.document_core(plan), 'contributing_plans_list',
        (SELECT coalesce(jsonb_agg(app.document_part(c.id) ORDER BY c.created_at, c.id), '[]')
           FROM contributing_plan c WHERE c.plan_id = plan AND c.status_code <> 'revoked'));
    PERFORM app.audit('plan.show', plan, r.citizen_id, r.read_mask, ARRAY[plan], 'permit', r.basis_code, r.basis_id, 'care');
    RETURN d;
END
$$;
ALTER FUNCTION api.bench_plan_json(jsonb) OWNER TO samplan_api;
GRANT EXECUTE ON FUNCTION api.bench_plan_json(jsonb) TO samplan_server;
GRANT USAGE ON SCHEMA bench TO samplan_server;
GRANT SELECT ON ALL TABLES IN SCHEMA bench TO samplan_server;

-- How long a function of the api takes inside the database, without the commit's wait for the disk:
-- n calls by actors of a kind in turn, microseconds each. For the share of a list's time that could
-- grow with the data.
CREATE OR REPLACE FUNCTION bench.calls_us(function text, input jsonb, actors integer[], n integer)
RETURNS SETOF double precision
LANGUAGE plpgsql AS $$
DECLARE
    token bytea;
    began timestamptz;
    d jsonb;
BEGIN
    FOR i IN 1 .. n LOOP
        SELECT a.token INTO token FROM bench.actor a WHERE a.n = actors[1 + i % array_length(actors, 1)];
        PERFORM api.auth_enter(token, 255, gen_random_uuid(), 'json', 'bench');
        began := clock_timestamp();
        EXECUTE format('SELECT api.%I($1)', function) INTO d USING input;
        RETURN NEXT extract(epoch FROM clock_timestamp() - began) * 1000000;
    END LOOP;
END
$$;
ANALYZE bench.batch;

-- One who reviews the log: her export is a request of the slow lane. She has just shown that it is she.
DROP TABLE IF EXISTS bench.reviewer;
CREATE TABLE bench.reviewer AS
SELECT a.user_id, a.id AS assignment_id, sha256('bench reviewer') AS token,
       rtrim(translate(encode(sha256('bench reviewer'), 'base64'), '+/', '-_'), '=') AS bearer
  FROM samplan.role_assignment a JOIN samplan.user_account u ON u.id = a.user_id
 WHERE a.role_code = 'auditor' AND a.status_code = 'active' AND u.status_code = 'active' LIMIT 1;
INSERT INTO samplan.session (token_hash, user_id, assignment_id, idle_seconds, absolute_expires_at, client, strong_at, step_up_seconds)
SELECT sha256(token), user_id, assignment_id, 86400, now() + interval '1 day', 'bench', now(), 86400 FROM bench.reviewer;

-- The export while the slow lane is measured: 200 ms of nothing. bench.export_restore() brings the real
-- one back.
CREATE TABLE IF NOT EXISTS bench.kept (definition text);
CREATE OR REPLACE FUNCTION bench.export_slow() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM bench.kept) THEN
        INSERT INTO bench.kept SELECT pg_get_functiondef('api.audit_export(jsonb)'::regprocedure);
    END IF;
    CREATE OR REPLACE FUNCTION api.audit_export(input jsonb) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $f$
    BEGIN
        PERFORM app.actor_require();
        PERFORM pg_sleep(0.2);
        PERFORM app.audit('audit.export', NULL, NULL, 0, NULL, 'permit', 'review', NULL, 'control', 0);
        RETURN jsonb_build_object('rows', '[]'::jsonb, 'truncated', false);
    END
    $f$;
END
$$;
CREATE OR REPLACE FUNCTION bench.export_restore() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    d text;
BEGIN
    SELECT definition INTO d FROM bench.kept;
    IF FOUND THEN
        EXECUTE d;
        DELETE FROM bench.kept;
    END IF;
END
$$;
SELECT bench.export_restore();

-- A plan with 1,000 members and 20 consents: what a change of rights costs there. Made without triggers, then
-- brought to the state that they would have left.
CREATE OR REPLACE FUNCTION bench.crowd_make(members integer) RETURNS void
LANGUAGE plpgsql SET search_path = samplan, app, pg_temp AS $$
DECLARE
    c record;
BEGIN
    SELECT k.plan_id, k.user_id, k.unit_id INTO c
      FROM bench.crowd w JOIN coordination k ON k.plan_id = w.plan_id AND k.ended_at IS NULL LIMIT 1;
    SET LOCAL session_replication_role = replica;
    INSERT INTO user_account (id, username, name, profession)
    SELECT md5('bench member' || i)::uuid, 'bench-' || i, 'Medlem Nummer ' || i, 'Socialrådgiver' FROM generate_series(1, members) i
    ON CONFLICT DO NOTHING;
    INSERT INTO team_member (plan_id, kind_code, user_id, unit_id, contact_type_code, helps_with, added_by, period_start_day)
    SELECT c.plan_id, 'person', md5('bench member' || i)::uuid, n.units[1 + i % cardinality(n.units)],
           (SELECT min(code) FROM contact_type), 'Dagligdagen', c.user_id, app.today() - 10
      FROM generate_series(1, members) i, (SELECT array_agg(u.id) AS units FROM unit u) n;
    INSERT INTO consent (id, plan_id, type_code, purpose_code, source_code, given_day, period_start_day, until_day,
                         recorded_by, recorded_unit_id)
    SELECT md5('bench consent' || i)::uuid, c.plan_id, 'permit', 'coordination', 'spoken', app.today(), app.today(),
           app.today() + 200, c.user_id, c.unit_id FROM generate_series(1, 20) i;
    INSERT INTO consent_provision (consent_id, plan_id, type_code, recipient_kind_code, unit_id, class_code, until_at)
    SELECT md5('bench consent' || i)::uuid, c.plan_id, 'permit', 'unit', n.units[1 + (i * 5 + j) % cardinality(n.units)], x,
           app.day_start(app.today() + 201)
      FROM generate_series(1, 20) i, generate_series(1, 5) j, unnest('{social,employment}'::text[]) x,
           (SELECT array_agg(u.id) AS units FROM unit u) n;
    SET LOCAL session_replication_role = origin;
END
$$;
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM samplan.consent k WHERE k.id = md5('bench consent1')::uuid) THEN
        PERFORM bench.crowd_make(1000);
    END IF;
END
$$;

-- Its coordinator's session.
INSERT INTO samplan.session (token_hash, user_id, assignment_id, idle_seconds, absolute_expires_at, client)
SELECT sha256(c.token), a.user_id, a.id, 86400, now() + interval '1 day', 'bench'
  FROM bench.crowd c JOIN samplan.coordination k ON k.plan_id = c.plan_id AND k.ended_at IS NULL
  JOIN samplan.role_assignment a ON a.user_id = k.user_id AND a.unit_id = k.unit_id AND a.role_code = 'caseworker'
       AND a.status_code = 'active'
 LIMIT 1;

-- The members and consents of the crowd as they were made.
CREATE OR REPLACE FUNCTION bench.crowd_restore() RETURNS void
LANGUAGE plpgsql SET search_path = samplan, app, pg_temp AS $$
DECLARE
    plan constant uuid := (SELECT c.plan_id FROM bench.crowd c);
BEGIN
    SET LOCAL session_replication_role = replica;
    UPDATE consent_provision v SET withdrawn_at = NULL, withdrawn_by = NULL, withdrawn_source_code = NULL, version = 1
     WHERE v.plan_id = plan AND v.withdrawn_at IS NOT NULL;
    UPDATE team_member m SET status_code = 'active', end_reason = NULL, period_end_day = NULL, version = 1
     WHERE m.plan_id = plan AND m.status_code = 'ended' AND m.helps_with = 'Dagligdagen';
    SET LOCAL session_replication_role = origin;
    PERFORM app.access_refresh(plan);
    PERFORM app.document_refresh(plan);
END
$$;

-- User and system time of this backend so far, ms.
CREATE OR REPLACE FUNCTION bench.cpu_ms() RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
    fields constant text[] := string_to_array(regexp_replace(pg_read_file('/proc/self/stat'), '^.*\) ', ''), ' ');
BEGIN
    RETURN (fields[12]::integer + fields[13]::integer) * 10;
END
$$;

-- n changes in the crowd by its coordinator, each a transaction as the server makes it: 'consent' withdraws one, 'team' ends
-- a membership. Leaves the CPU time that one took, in ms.
DROP TABLE IF EXISTS bench.crowd_cost;
CREATE TABLE bench.crowd_cost (what text, ms numeric);
CREATE OR REPLACE PROCEDURE bench.crowd_change(what text, n integer) LANGUAGE plpgsql AS $$
DECLARE
    crowd record;
    items uuid[];
    answer jsonb;
    began integer;
BEGIN
    SELECT * INTO crowd FROM bench.crowd;
    items := CASE what
        WHEN 'consent' THEN ARRAY(SELECT md5('bench consent' || i)::uuid FROM generate_series(1, n) i)
        ELSE ARRAY(SELECT m.id FROM samplan.team_member m
                    WHERE m.plan_id = crowd.plan_id AND m.helps_with = 'Dagligdagen' ORDER BY m.id LIMIT n) END;
    began := bench.cpu_ms();
    FOR i IN 1 .. n LOOP
        SET LOCAL SESSION AUTHORIZATION samplan_server;
        PERFORM api.auth_enter(crowd.token, 255, gen_random_uuid(), 'json', 'bench');
        answer := CASE what
            WHEN 'consent' THEN api.write('consent_withdraw', NULL, jsonb_build_object('consent_id', items[i], 'whole', true,
                                                                                       'withdrawn_source_code', 'spoken'))
            ELSE api.write('member_end', NULL, jsonb_build_object('member_id', items[i], 'end_reason', 'bench', '_version', 1)) END;
        IF NOT answer ? 'location' THEN
            RAISE EXCEPTION 'a change was refused: %', answer;
        END IF;
        COMMIT;
    END LOOP;
    INSERT INTO bench.crowd_cost VALUES (what, (bench.cpu_ms() - began)::numeric / n);
END
$$;
SELECT bench.crowd_restore();
