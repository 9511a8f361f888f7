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

-- Plans that these people may open: at most 20 for each, 4,000 in all.
CREATE TABLE bench.visit AS
SELECT row_number() OVER (ORDER BY md5(v.plan_id::text || v.n))::integer - 1 AS n, v.token, v.bearer, v.plan_id,
       json_build_object('plan_id', v.plan_id)::text AS input
  FROM (SELECT x.n, x.token, x.bearer, p.plan_id
          FROM bench.actor x
         CROSS JOIN LATERAL (SELECT DISTINCT a.plan_id FROM samplan.access a
                              WHERE a.principal = app.practitioner(x.user_id, x.unit_id) AND a.read_mask & 1 <> 0 AND a.part_id IS NULL
                                AND a.since <= now() AND a.until > now() LIMIT 20) p) v
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

-- One who reviews the log: her export is a request of the slow lane.
DROP TABLE IF EXISTS bench.reviewer;
CREATE TABLE bench.reviewer AS
SELECT a.user_id, a.id AS assignment_id, sha256('bench reviewer') AS token,
       rtrim(translate(encode(sha256('bench reviewer'), 'base64'), '+/', '-_'), '=') AS bearer
  FROM samplan.role_assignment a JOIN samplan.user_account u ON u.id = a.user_id
 WHERE a.role_code = 'auditor' AND a.status_code = 'active' AND u.status_code = 'active' LIMIT 1;
INSERT INTO samplan.session (token_hash, user_id, assignment_id, idle_seconds, absolute_expires_at, client)
SELECT sha256(token), user_id, assignment_id, 86400, now() + interval '1 day', 'bench' FROM bench.reviewer;

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
