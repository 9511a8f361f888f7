-- Looks at what the functions that decide make of the facts, as texts that are compared with those of the whole functions; then
-- tries the damaged ones, each in place of the whole one. Run as superuser after mutants_world.sql; then
-- oracle.try_functions() and oracle.try_function(id).
SET session_replication_role = replica;
SET search_path = samplan, app, public;

-- ---- Sessions in every state, and what each route answers ----
-- answers, a letter a route: i in, 1 no session, c choose a unit, 3 not your role, s show again that it is you, f take a second
-- factor. Written down here, not taken from the function; README.md of the account pages says why.
CREATE TABLE oracle.session_state (n integer GENERATED ALWAYS AS IDENTITY, name text PRIMARY KEY, answers text, role_code text DEFAULT 'caseworker',
    idle integer DEFAULT 0, absolute integer DEFAULT 3600, ended boolean DEFAULT false, gate_code text DEFAULT 'open', strong integer DEFAULT 10,
    status_code text DEFAULT 'active', since integer DEFAULT -9, until integer, account text DEFAULT 'active', glass text, unit text DEFAULT 'ward');
CREATE TABLE oracle.route (n integer GENERATED ALWAYS AS IDENTITY, name text PRIMARY KEY, allowed integer);
INSERT INTO oracle.route (name, allowed) VALUES ('everybody', 1023), ('caseworkers', 4), ('nobody', 0), ('who chooses', 2), ('the gate', 1 << 29),
    ('everybody, or the gate', 1023 | (1 << 29)), ('who has just shown who she is', 1023 | (1 << 30)), ('both', 1023 | (1 << 29) | (1 << 30));
INSERT INTO oracle.session_state (name, answers) VALUES ('as it should be', 'ii333iii'), ('unknown', '11111111');
INSERT INTO oracle.session_state (name, answers, idle) VALUES ('idle too long', '11111111', 601), ('idle almost too long', 'ii333iii', 590),
    ('idle for a while', 'ii333iii', 40), ('idle for a moment', 'ii333iii', 20);
INSERT INTO oracle.session_state (name, answers, absolute) VALUES ('over', '11111111', -1), ('almost over', 'ii333iii', 300);
INSERT INTO oracle.session_state (name, answers, ended) VALUES ('ended', '11111111', true);
INSERT INTO oracle.session_state (name, answers, account) VALUES ('of a closed account', '11111111', 'disabled');
INSERT INTO oracle.session_state (name, answers, gate_code) VALUES ('second factor to be shown', 'ssssiisi', 'confirm'), ('second factor to be taken', 'ffffiifi', 'enrol');
INSERT INTO oracle.session_state (name, answers, strong) VALUES ('shown long ago', 'ii333iss', 301), ('shown almost too long ago', 'ii333iii', 290), ('never shown', 'ii333iss', NULL);
INSERT INTO oracle.session_state (name, answers, gate_code, strong) VALUES ('to be shown, and shown long ago', 'ssssiiss', 'confirm', 301);
INSERT INTO oracle.session_state (name, answers, status_code) VALUES ('role not granted yet', 'icciciii', 'pending'), ('role taken back', 'icciciii', 'ended'),
    ('without a unit', 'icciciii', NULL);
INSERT INTO oracle.session_state (name, answers, since) VALUES ('role from tomorrow', 'icciciii', 1), ('role from today', 'ii333iii', 0);
INSERT INTO oracle.session_state (name, answers, until) VALUES ('role until today', 'icciciii', 0), ('role until tomorrow', 'ii333iii', 1);
INSERT INTO oracle.session_state (name, answers, role_code)
SELECT r, 'i3333iii', r FROM unnest('{manager,auditor,administrator,citizen,relative,volunteer,system}'::text[]) r;
INSERT INTO oracle.session_state (name, answers, role_code) VALUES ('an unknown role', '33333333', 'gardener');
INSERT INTO oracle.session_state (name, answers, glass) SELECT 'emergency ' || g, 'ii333iii', g FROM unnest('{running,elsewhere,over,closed,long ago,twice}'::text[]) g;
INSERT INTO oracle.session_state (name, answers, role_code, glass) VALUES ('emergency of a manager', 'i3333iii', 'manager', 'running');
-- whether emergencies are for her sector, today
INSERT INTO oracle.session_state (name, answers, unit) SELECT 'at work in ' || u, 'ii333iii', u FROM unnest('{job centre,sector of tomorrow,sector of today,sector of yesterday,sector until tomorrow}'::text[]) u;
INSERT INTO unit (id, organisation_id, name, sector_code, path)
SELECT oracle.who(u), oracle.who('town'), u, u, ARRAY[oracle.who(u)] FROM unnest('{sector of tomorrow,sector of today,sector of yesterday,sector until tomorrow}'::text[]) u;
-- her unit has a last day
INSERT INTO oracle.session_state (name, answers, unit) VALUES ('at work in unit closed', 'icciciii', 'unit closed'), ('at work in unit until tomorrow', 'ii333iii', 'unit until tomorrow');
INSERT INTO unit (id, organisation_id, name, sector_code, path, valid_to)
SELECT oracle.who(u), oracle.who('town'), u, 'psychiatry', ARRAY[oracle.who(u)], app.today() + CASE u WHEN 'unit closed' THEN 0 ELSE 1 END
  FROM unnest('{unit closed,unit until tomorrow}'::text[]) u;
-- what people are at the department besides
INSERT INTO role_assignment (id, user_id, unit_id, role_code, status_code, valid_from)
SELECT oracle.who('besides ' || x.name), oracle.who(x.name), oracle.who(x.unit), x.role, x.status, app.today() - 9
  FROM (VALUES ('nurse', 'department', 'caseworker', 'active'), ('helper', 'department', 'volunteer', 'active'), ('doctor', 'department', 'caseworker', 'ended'),
               ('porter', 'clinic', 'caseworker', 'active')) x(name, unit, role, status);
INSERT INTO break_glass_rule (sector_code, class_codes, source, valid_from, valid_to)
SELECT x.s, '{core}', 'oracle', app.today() + x.since, app.today() + x.until
  FROM (VALUES ('sector of tomorrow', 1, NULL::integer), ('sector of today', 0, NULL), ('sector of yesterday', -9, 0), ('sector until tomorrow', -9, 1)) x(s, since, until);

INSERT INTO user_account (id, username, name, profession, status_code, citizen_id)
SELECT oracle.who('state ' || s.n), 'state-' || s.n, 'Anna ' || s.n, 'Rådgiver', s.account, CASE WHEN s.role_code IN ('citizen', 'manager') THEN oracle.who('state citizen ' || s.n) END FROM oracle.session_state s;
INSERT INTO role_assignment (id, user_id, unit_id, role_code, title, status_code, valid_from, valid_to)
SELECT oracle.who('state role ' || s.n), oracle.who('state ' || s.n), CASE WHEN s.role_code NOT IN ('citizen', 'relative') THEN oracle.who(s.unit) END, s.role_code,
       CASE WHEN s.n % 2 = 0 THEN 'Titel' END, s.status_code, app.today() + s.since, app.today() + s.until FROM oracle.session_state s WHERE s.status_code IS NOT NULL;
INSERT INTO notice (user_id, kind_code, seen_at) SELECT oracle.who('state ' || s.n), 'break-glass', CASE x WHEN 1 THEN now() END
  FROM oracle.session_state s, generate_series(1, 3) x WHERE s.name IN ('as it should be', 'manager');
INSERT INTO notice (user_id, kind_code) VALUES (oracle.who('somebody'), 'break-glass');
-- Times go by while the damaged functions are tried: the sessions and emergencies are made anew for each.
CREATE FUNCTION oracle.sessions() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM session x USING oracle.session_state s WHERE x.user_id = oracle.who('state ' || s.n);
    INSERT INTO session (id, token_hash, user_id, assignment_id, idle_seconds, last_seen_at, absolute_expires_at, ended_at, gate_code, strong_at, code_ready)
    SELECT oracle.who('state session ' || s.n), sha256(convert_to(s.name, 'UTF8')), oracle.who('state ' || s.n),
           CASE WHEN s.status_code IS NOT NULL THEN oracle.who('state role ' || s.n) END, 600, now() - make_interval(secs => s.idle),
           now() + make_interval(secs => s.absolute), CASE WHEN s.ended THEN now() END, s.gate_code, now() - make_interval(secs => s.strong), s.n % 2 = 0
      FROM oracle.session_state s WHERE s.name <> 'unknown';
    DELETE FROM break_glass b USING oracle.session_state s WHERE b.user_id = oracle.who('state ' || s.n);
    INSERT INTO break_glass (id, plan_id, citizen_id, user_id, unit_id, category_code, overrides_objection, reason, class_codes, started_at, ends_at, closed_at, review_due_day)
    SELECT oracle.who(x.id || s.n), p.id, p.citizen_id, oracle.who('state ' || s.n), oracle.who(x.unit), 'danger-life', true, 'Fundet bevidstløs hjemme', '{core,social}',
           now() - make_interval(mins => x.started), now() - make_interval(mins => x.started) + make_interval(mins => x.lasts), CASE WHEN x.closed THEN now() END, current_date
      FROM oracle.session_state s JOIN joint_plan p ON p.id = oracle.who('plan member from today')
      JOIN (VALUES ('running', 'a', 'ward', 10, 60, false), ('elsewhere', 'b', 'job centre', 10, 60, false), ('over', 'c', 'ward', 50, 49, false),
                   ('closed', 'd', 'ward', 10, 60, true), ('long ago', 'e', 'ward', 62, 600, false),
                   ('twice', 'f', 'job centre', 20, 60, false), ('twice', 'g', 'ward', 10, 60, false)) x(glass, id, unit, started, lasts, closed) USING (glass);
END
$$;
-- She reads the core of that plan anyway, by a right of hers; others have the rest.
INSERT INTO access (plan_id, principal, part_id, citizen_id, read_mask, write_mask, basis_code, since, until, barred)
SELECT p.id, CASE x.hers WHEN true THEN app.practitioner(oracle.who('state ' || s.n), oracle.who('ward')) ELSE oracle.who('somebody') END, x.part, p.citizen_id, x.mask, 0, x.basis,
       now() + x.since, now() + x.until, x.barred
  FROM oracle.session_state s JOIN joint_plan p ON p.id = oracle.who('plan member from today')
 CROSS JOIN (VALUES (true, NULL::uuid, 1, 'team', interval '-1 day', interval '1 day', ARRAY[oracle.who('nobody')]), (false, NULL, 1 << 3, 'team', '-1 day', '1 day', NULL),
                    (true, oracle.who('part social'), 1 << 3, 'own-part', '-1 day', '1 day', NULL), (true, NULL, 1 << 3, 'break-glass', '-1 day', '1 day', NULL),
                    (true, NULL, 1 << 3, 'relative', '-1 day', '1 day', NULL), (true, NULL, 1 << 3, 'custody', '-1 day', '1 day', NULL),
                    (true, NULL, 1 << 3, 'guardian', '-1 day', '1 day', NULL), (true, NULL, 1 << 3, 'team', '1 day', '2 days', NULL), (true, NULL, 1 << 3, 'team', '-2 days', '-1 day', NULL),
                    (true, NULL, 1 << 3, 'team', '-1 day', '1 day', ARRAY[oracle.who('ward')])) x(hers, part, mask, basis, since, until, barred)
 WHERE s.glass IS NOT NULL;

-- One visit: the letter of its answer, and all that it leaves behind.
CREATE FUNCTION oracle.visit(state oracle.session_state, allowed integer, interface text, OUT letter text, OUT leaves text) LANGUAGE plpgsql AS $$
DECLARE
    frame jsonb;
    s session;
BEGIN
    -- nobody else has an emergency; and what the connection's last visitor could have left
    DELETE FROM break_glass b WHERE b.user_id <> oracle.who('state ' || state.n);
    PERFORM set_config('samplan.glass', 'left over', true), set_config('samplan.seal', '', true), set_config('samplan.user_id', '', true), set_config('samplan.role', '', true);
    BEGIN
        frame := api.auth_enter(convert_to(state.name, 'UTF8'), allowed, '00000000-0000-4000-8000-000000000001', interface, 'oracle');
        letter := 'i';
    EXCEPTION WHEN OTHERS THEN
        letter := CASE SQLSTATE WHEN 'SP401' THEN '1' WHEN 'SP40C' THEN 'c' WHEN 'SP403' THEN '3' WHEN 'SP40S' THEN 's' WHEN 'SP40F' THEN 'f' ELSE SQLSTATE END;
        leaves := SQLERRM;
        RETURN;
    END;
    SELECT * INTO s FROM session x WHERE x.id = oracle.who('state session ' || state.n);
    leaves := concat_ws('|', (frame - '{expires_at,absolute_at,strong_until_at}'::text[]) #- '{glass,left_s}' #- '{glass,minutes_n}' #- '{glass,until_at}',
        CASE WHEN (frame ->> 'expires_at')::timestamptz = s.absolute_expires_at THEN 'absolute' ELSE ((frame ->> 'expires_at')::timestamptz - now())::text END,
        (frame ->> 'absolute_at')::timestamptz = s.absolute_expires_at, (frame ->> 'strong_until_at')::timestamptz - s.strong_at, now() - s.last_seen_at,
        (SELECT sum(now() - x.last_seen_at) FROM session x JOIN oracle.session_state z ON x.id = oracle.who('state session ' || z.n)),
        (frame #>> '{glass,minutes_n}')::integer BETWEEN 1 AND 60, (frame #>> '{glass,left_s}')::integer / 60,
        (SELECT string_agg(coalesce(current_setting('samplan.' || n, true), '-'), '|')
           FROM unnest('{user_id,role,unit_id,organisation_id,citizen_id,session_id,principals,glass,assurance,request_id,interface,client}'::text[]) n),
        app.actor_glass(), app.glass_on(oracle.who('plan member from today')), app.glass_on(oracle.who('plan no to the region')),
        oracle.sealed(), set_config('samplan.principals', '{}', true) || oracle.sealed());
END
$$;
CREATE FUNCTION oracle.sealed() RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    PERFORM app.actor_require();
    RETURN 'sealed';
EXCEPTION WHEN OTHERS THEN RETURN SQLSTATE || SQLERRM;
END
$$;

-- ---- What each function is looked at by ----
-- A question to a function, and what the whole one answers; in the order that tells most first.
CREATE TABLE oracle.question (n integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, of text, what text, actor integer, sql text, whole text);
CREATE INDEX ON oracle.question (of, n);
-- the visits: all routes with a page, and the other interfaces where they matter
INSERT INTO oracle.question (of, what, sql)
SELECT 'entering', format('%s: %s, %s', s.name, r.name, i.interface),
       format('SELECT v.letter || v.leaves FROM oracle.session_state s, oracle.visit(s, %s, %L) v WHERE s.n = %s', r.allowed, i.interface, s.n)
  FROM oracle.session_state s, oracle.route r, (VALUES ('html'), ('json'), ('events'), (NULL)) i(interface)
 WHERE i.interface = 'html' OR r.n = 1 AND s.n < 8
 ORDER BY r.n, i.interface, s.n;
-- on a connection that nobody has entered yet nothing is set, not even to be empty: for actor_require, before all else
INSERT INTO oracle.question (of, what, sql) VALUES ('sealing', 'no visit at all', 'SELECT concat(current_setting(''samplan.seal'', true) IS NULL, oracle.sealed())'),
 ('sealing', 'no visit, and no secret to seal with', 'SELECT oracle.without_secret()');
CREATE FUNCTION oracle.without_secret() RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM actor_key;
    RETURN concat(current_setting('samplan.seal', true) IS NULL, oracle.sealed());
END
$$;
-- a clock and a transaction that are not as they are: the function is shown others in their place
CREATE SCHEMA oracle_shown;
GRANT USAGE ON SCHEMA oracle_shown TO PUBLIC;
CREATE FUNCTION oracle_shown.clock_timestamp() RETURNS timestamptz LANGUAGE sql AS $$ SELECT pg_catalog.clock_timestamp() + interval '61 seconds' $$;
CREATE FUNCTION oracle_shown.current_setting(name text) RETURNS text LANGUAGE sql AS $$
    SELECT CASE name WHEN 'transaction_isolation' THEN 'repeatable read' ELSE pg_catalog.current_setting(name) END $$;
CREATE FUNCTION oracle.shown(of text, visit text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    v record;
BEGIN
    EXECUTE format('ALTER FUNCTION %s SET search_path = oracle_shown, samplan, app, pg_catalog, pg_temp', of::regproc::regprocedure);
    SELECT x.* INTO v FROM oracle.session_state s, oracle.visit(s, 1023, 'html') x WHERE s.name = visit;
    RETURN v.letter || v.leaves;
END
$$;
INSERT INTO oracle.question (of, what, sql) VALUES ('sealing', 'a minute later', 'SELECT oracle.shown(''app.actor_require'', ''as it should be'')'),
 ('entering', 'a transaction of another kind', 'SELECT oracle.shown(''api.auth_enter'', ''as it should be'')');
INSERT INTO oracle.question (of, what, sql)
SELECT 'emergency', s.name, format('SELECT app.glass_enter(%L, %L, ARRAY[app.practitioner(%L, %L)]) - ''{left_s,minutes_n,until_at}''::text[]',
       oracle.who('state ' || s.n), oracle.who('ward'), oracle.who('state ' || s.n), oracle.who('ward')) FROM oracle.session_state s WHERE s.glass IS NOT NULL OR s.n = 1;
INSERT INTO oracle.question (of, what, sql) SELECT 'sealing', q.what, q.sql FROM oracle.question q WHERE q.what = 'as it should be: everybody, html';
-- rights from facts: of single plans, as after a change, then of all
INSERT INTO oracle.question (of, what, sql)
SELECT 'deriving', x.code, format('SELECT md5(string_agg(e::text, '','' ORDER BY e::text)) FROM app.access_expected(%L) e', x.plan)
  FROM (SELECT w.o, w.code, e.plan_id AS plan
          FROM unnest('{"department in the team, ward owns","coordinator until tomorrow","mother against a no","statute for one agreement","statute for her unit","former until today","guardian for two classes",
                        "draft of hers, ward owns","team of a plan closed 179 days ago","yes to the department above","relative with a yes","emergency that does not"}'::text[]) WITH ORDINALITY w(code, o)
          JOIN oracle.extra e ON e.code = w.code
        UNION ALL VALUES (3.5, 'every plan', NULL::uuid)) x(o, code, plan)
 ORDER BY x.o;
INSERT INTO oracle.question (of, what, sql) VALUES
 ('deriving', 'a right without length', format('SELECT md5(string_agg(e::text, '','' ORDER BY e::text)) FROM app.access_expected(%L) e', oracle.who('plan coordinator for no time at all'))),
 ('deriving', 'the only plan with an objection', format('SELECT oracle.alone(%L)', oracle.who('plan no to the region'))),
 ('deriving', 'the objections in one plan', format('SELECT string_agg(o::text, '','' ORDER BY o::text) FROM app.access_objections(%L) o', oracle.who('plan no to the region'))),
 ('deriving', 'no rule for who is of age', 'SELECT oracle.without_rule(''majority'')'), ('deriving', 'no rule for who decides herself', 'SELECT oracle.without_rule(''own-consent'')'),
 ('imagining', 'rights of other kinds', 'SELECT oracle.imagined()');
CREATE FUNCTION oracle.alone(plan uuid) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM consent_provision v WHERE v.plan_id <> plan;
    RETURN (SELECT md5(string_agg(e::text, ',' ORDER BY e::text)) FROM app.access_expected(plan) e);
END
$$;
CREATE FUNCTION oracle.without_rule(rule text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM age_rule r WHERE r.code = rule;
    RETURN (SELECT md5(string_agg(e::text, ',' ORDER BY e::text)) FROM app.access_expected(NULL) e WHERE e.basis_code = 'custody');
END
$$;
-- Objections cut whatever right yields to them, also of kinds that no fact gives today: several classes at once, with what may be
-- written in each; only written.
CREATE FUNCTION oracle.imagined() RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    CREATE OR REPLACE FUNCTION app.access_granted(plan uuid)
    RETURNS TABLE (plan_id uuid, principal uuid, part_id uuid, citizen_id uuid, read_mask integer, write_mask integer,
                   basis_code text, basis_id uuid, since timestamptz, until timestamptz, user_id uuid, unit_id uuid, reach smallint)
    LANGUAGE sql STABLE SET search_path = samplan, app, pg_temp AS $f$
        SELECT p.id, oracle.who('ward'), NULL::uuid, p.citizen_id, r, w, 'team', NULL::uuid, timestamptz '2020-01-01', timestamptz '2040-01-01', NULL::uuid, NULL::uuid, y::smallint
          FROM joint_plan p, unnest('{0,1,9,11}'::integer[]) r, unnest(ARRAY[0, 1, 8, 11, 7 << 24, 11 | 7 << 24]) w, unnest('{0,1,2}'::integer[]) y
         WHERE p.id IN (oracle.who('plan no to the region'), oracle.who('plan no about another class'), oracle.who('plan member from today')) $f$;
    RETURN (SELECT md5(string_agg(e::text, ',' ORDER BY e::text)) FROM app.access_expected(NULL) e);
END
$$;
-- decisions, from rights written by hand
INSERT INTO oracle.question (of, what, actor, sql)
SELECT 'deciding', format('%s in "%s"', a.name, n.plan), a.o,
       format('SELECT string_agg(app.relation(%1$L, p)::text || app.decision(%1$L, c, p)::text || app.read_classes(%1$L), '';'' ORDER BY p, c)
                 FROM unnest(%2$L::uuid[]) p, unnest(''{core,social,psychiatric-treatment,unknown}''::text[]) c', oracle.who('right ' || n.plan),
              ARRAY[NULL, oracle.who('part social'), oracle.who('part psychiatric-treatment'), oracle.who('part of nobody')])
  FROM oracle.near n, oracle.actor a WHERE NOT n.far AND a.o <= 4 ORDER BY a.o, n.plan;
INSERT INTO oracle.question (of, what, actor, sql)
SELECT 'state', format('%s in "%s"', a.name, n.plan), a.o,
       format('SELECT app.access_state(%1$L, app.actor_principals())::text || app.access_state(%1$L, ARRAY[%2$L]::uuid[])', oracle.who('right ' || n.plan), oracle.who('ward'))
  FROM oracle.near n, oracle.actor a WHERE NOT n.far AND a.o <= 2 ORDER BY a.o, n.plan;
-- the plans that a relative is among the people of
INSERT INTO oracle.question (of, what, actor, sql)
SELECT 'relatives', 'the plans of ' || a.name, a.o, 'SELECT (app.relative_plans() IS NULL)::text || (SELECT string_agg(p::text, '','' ORDER BY p) FROM unnest(app.relative_plans()) p)' FROM oracle.actor a WHERE a.o IN (1, 3);
INSERT INTO oracle.question (of, what, sql) VALUES
 ('relatives', 'who is one of them', 'SELECT string_agg(r.plan_id::text || app.related_living(r), '','' ORDER BY r.id) FROM related_person r'),
 ('relatives', 'which answers of the citizen live', 'SELECT string_agg(v.plan_id::text || app.provision_live(v), '','' ORDER BY v.id) FROM consent_provision v');
-- small ones
INSERT INTO oracle.question (of, what, sql) VALUES
 ('small', 'the days on which people come of age', 'SELECT string_agg(format(''%s %s %s'', r, b, app.age_day(r, b)), '','') FROM unnest(''{majority,own-consent,changing,leap,ended,unknown}''::text[]) r,
    unnest(''{1900-02-28,1980-02-28,1980-02-29,1980-03-01,1984-02-29,1990-01-01,1999-12-31,2000-01-01,2000-01-02,2000-02-29,2004-02-29,2005-06-01,2008-02-29,NULL}''::date[]) b'),
 ('small', 'a person at a unit, and anywhere', 'SELECT concat_ws('','', app.practitioner(oracle.who(''mille''), NULL), app.practitioner(oracle.who(''mille''), oracle.who(''ward'')),
    app.practitioner(NULL, oracle.who(''ward'')), app.practitioner_principals(oracle.who(''mille''), ARRAY[oracle.who(''ward''), oracle.who(''department'')]))'),
 ('small', 'classes', 'SELECT string_agg(app.class_mask(c)::text, '','') || '','' || app.class_mask(NULL) || '','' || (SELECT string_agg(app.relative_class(s.code)::text, '','' ORDER BY s.code) FROM section_class s)
    FROM (VALUES (''{core,private}''::text[]), (''{private}''), (''{social,unknown}''), (''{}''), (ARRAY[NULL]::text[])) x(c)');
INSERT INTO oracle.question (of, what, sql)
SELECT 'small', 'what else a ' || p || ' is', format('SELECT concat_ws('','', app.practitioner_principals(%L, %L), app.practitioner_principals(%L, %L, ''volunteer''))',
       oracle.who(p), ARRAY[oracle.who('ward'), oracle.who('department')], oracle.who(p), ARRAY[oracle.who('ward'), oracle.who('department')]) FROM unnest('{nurse,helper,doctor,porter}'::text[]) p;
INSERT INTO oracle.question (of, what, sql) VALUES
 ('small', 'which roles are held', 'SELECT string_agg(concat(r.id, app.assignment_active(r)), '','' ORDER BY r.id) FROM role_assignment r'),
 ('small', 'which units are closed', 'SELECT string_agg(concat(u.id, app.unit_closed(u.id)), '','' ORDER BY u.id) FROM unit u');
INSERT INTO oracle.question (of, what, actor, sql)
SELECT 'small', 'what ' || a.name || ' is not told of', a.o, 'SELECT (app.citizen_untold() IS NULL)::text || (SELECT string_agg(u::text, '','' ORDER BY u) FROM unnest(app.citizen_untold()) u)' FROM oracle.actor a WHERE a.o <= 2;
INSERT INTO oracle.question (of, what, actor, sql)
SELECT 'small', 'what ' || a.name || ' manages', a.o, 'SELECT (SELECT string_agg(u::text, '','' ORDER BY u) FROM unnest(app.actor_managed_units()) u) || '';'' || (app.actor_managed_units() IS NULL)
    || (SELECT string_agg(app.admin_may(o)::text, '','') FROM unnest(ARRAY[oracle.who(''region''), oracle.who(''town''), NULL]) o)' FROM oracle.actor a
UNION ALL SELECT 'small', 'what ' || a.name || ' administers', a.o, 'SELECT (SELECT string_agg(coalesce(app.admin_may(o)::text, ''unknown''), '','') FROM unnest(ARRAY[oracle.who(''region''), oracle.who(''town''), NULL]) o)'
  FROM oracle.actor a;
-- rules that change: majority at 21 before 2000, at 18 since; and an age that only once was one
INSERT INTO age_rule (code, years, valid_from, valid_to, source) VALUES ('changing', 21, '1950-01-01', '2000-01-01', 'oracle'), ('changing', 18, '2000-01-01', NULL, 'oracle'),
 ('changing', 19, '1999-01-01', '2003-01-01', 'oracle'), ('leap', 20, '1950-01-01', NULL, 'oracle'), ('ended', 18, '1950-01-01', '2000-01-01', 'oracle');

-- Which questions a function is asked.
CREATE FUNCTION oracle.asked_of(object text) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN object ~ 'auth_enter' THEN '{entering}' WHEN object ~ 'glass' THEN '{emergency,entering}' WHEN object ~ 'access_state' THEN '{state}' WHEN object ~ 'relative_plans|related_living|provision_live' THEN '{relatives}' WHEN object ~ 'actor_require' THEN '{sealing}' WHEN object ~ 'access_expected' THEN '{deriving,imagining}' WHEN object ~ 'relation|decision|read_classes' THEN '{deciding}'
                WHEN object ~ 'citizen_untold|assignment_active|unit_closed|class_mask|relative_class|age_day|practitioner|managed|admin_may' THEN '{small}' ELSE '{deriving}' END::text[] $$;
CREATE FUNCTION oracle.answer(q oracle.question) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    answer text;
BEGIN
    IF q.actor IS NOT NULL THEN
        PERFORM oracle.become(a.settings) FROM oracle.actor a WHERE a.o = q.actor;
    END IF;
    EXECUTE q.sql INTO answer;
    RAISE EXCEPTION USING ERRCODE = 'OR006';
EXCEPTION
    WHEN SQLSTATE 'OR006' THEN RETURN coalesce(answer, 'nothing'); -- and whatever it did is undone
    WHEN query_canceled THEN RAISE;
    WHEN OTHERS THEN RETURN SQLSTATE || SQLERRM;
END
$$;
CREATE FUNCTION oracle.answer_all() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    SET LOCAL search_path = samplan, app, public;
    UPDATE oracle.question q SET whole = oracle.answer(q) WHERE q.of = 'sealing' AND q.what LIKE 'no visit%';
    PERFORM oracle.sessions();
    UPDATE oracle.question q SET whole = oracle.answer(q) WHERE q.whole IS NULL;
END
$$;
SELECT oracle.answer_all();
-- Visits that the whole function answers otherwise than written down.
CREATE VIEW oracle.wrong_visit AS
SELECT q.what, left(q.whole, 60) AS got, substr(s.answers, r.n, 1) AS wanted
  FROM oracle.question q JOIN oracle.session_state s ON q.what LIKE s.name || ': %' JOIN oracle.route r ON q.what LIKE s.name || ': ' || r.name || ', %'
   AND q.what IN (SELECT format('%s: %s, %s', s.name, r.name, i) FROM unnest('{html,json,events,NULL}'::text[]) i UNION SELECT format('%s: %s, ', s.name, r.name))
 WHERE q.of = 'entering' AND left(q.whole, 1) <> substr(s.answers, r.n, 1);

-- One damaged function, a statement of its own, so that one that never ends can be stopped: that is noticed too.
CREATE FUNCTION oracle.try_function(wanted integer) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    began constant timestamptz := clock_timestamp();
    m oracle.mutant;
    q oracle.question;
    fate text := 'survived';
    noticed text := '';
BEGIN
    SET LOCAL search_path = samplan, app, public;
    SELECT * INTO m FROM oracle.mutant x WHERE x.id = wanted;
    BEGIN
        BEGIN
            EXECUTE m.sql;
        EXCEPTION WHEN OTHERS THEN
            RAISE EXCEPTION USING ERRCODE = 'OR003', MESSAGE = SQLERRM;
        END;
        IF oracle.asked_of(m.object) && '{entering,sealing,emergency}' THEN
            PERFORM oracle.sessions();
        END IF;
        FOR q IN SELECT * FROM oracle.question x WHERE x.of = ANY (oracle.asked_of(m.object)) ORDER BY x.n LOOP
            IF oracle.answer(q) <> q.whole THEN
                RAISE EXCEPTION USING ERRCODE = 'OR004', MESSAGE = q.what;
            END IF;
        END LOOP;
        RAISE EXCEPTION USING ERRCODE = 'OR005';
    EXCEPTION
        WHEN SQLSTATE 'OR003' THEN fate := 'invalid'; noticed := SQLERRM;
        WHEN SQLSTATE 'OR004' THEN fate := 'killed'; noticed := SQLERRM;
        WHEN SQLSTATE 'OR005' THEN NULL;
    END;
    INSERT INTO oracle.fate VALUES (m.id, fate, noticed, clock_timestamp() - began);
END
$$;
