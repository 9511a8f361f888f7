-- Random walks over the facts, through the product's own triggers: taking back, leaving, closing, ageing, ending and saying no
-- never open anything, and opening a plan again brings no yes and no statute back; after every step the access table is what it would be if it were derived anew. Then what nobody
-- knows: it opens nothing. Run as superuser in the database that extra.sql made, with the variables seed and steps; prints a line
-- for each thing that is wrong.
SET search_path = samplan, app, public;

-- What is open in a plan at an instant: a row for each principal, part, bit; barred: whom an objection closes it to.
CREATE FUNCTION oracle.opened(plan uuid, instant timestamptz) RETURNS TABLE (principal uuid, part_id uuid, writes boolean, right_bit integer, barred uuid[])
LANGUAGE sql STABLE SET search_path = samplan, pg_temp AS $$
    SELECT a.principal, a.part_id, w.writes, b, coalesce(a.barred, '{}')
      FROM access a CROSS JOIN (VALUES (false), (true)) w(writes) CROSS JOIN generate_series(0, 25) b
     WHERE a.plan_id = plan AND a.since <= instant AND a.until > instant
       AND CASE WHEN w.writes THEN a.write_mask ELSE a.read_mask END & (1 << b) <> 0 $$;

-- What a step that only closes has opened: 'who, class' for the first such thing, or NULL.
CREATE FUNCTION oracle.newly(before jsonb, plan uuid, instant timestamptz) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT format('%s may %s bit %s', o.principal, CASE WHEN o.writes THEN 'write' ELSE 'read' END, o.right_bit)
      FROM oracle.opened(plan, instant) o
     WHERE NOT EXISTS (SELECT FROM jsonb_to_recordset(before) AS b(principal uuid, part_id uuid, writes boolean, right_bit integer, barred uuid[])
                        WHERE b.principal = o.principal AND (b.part_id IS NULL OR b.part_id = o.part_id) AND b.writes = o.writes AND b.right_bit = o.right_bit
                          AND coalesce(b.barred, '{}') <@ o.barred) LIMIT 1 $$;

-- One step on one plan; closing: it may open nothing. Returns what it did, NULL when there was nothing to do it to.
CREATE FUNCTION oracle.step(plan uuid, what text) RETURNS text LANGUAGE plpgsql SET search_path = samplan, app, public AS $$
DECLARE
    n bigint := 0;
    k constant uuid := oracle.id('person', 0);
    c uuid := gen_random_uuid();
BEGIN
    CASE what
    WHEN 'take back' THEN UPDATE consent_provision SET withdrawn_at = now(), withdrawn_by = k WHERE id = (
        SELECT v.id FROM consent_provision v WHERE v.plan_id = plan AND v.type_code = 'permit' AND v.withdrawn_at IS NULL ORDER BY random() LIMIT 1);
    WHEN 'shorten' THEN UPDATE consent_provision SET until_at = now() WHERE id = (
        SELECT v.id FROM consent_provision v WHERE v.plan_id = plan AND v.type_code = 'permit' AND v.until_at > now() ORDER BY random() LIMIT 1);
    WHEN 'leave' THEN UPDATE team_member SET status_code = 'ended', read_until_day = CASE WHEN random() < 0.5 AND kind_code = 'person' AND period_start_day <= app.today()
                AND (period_end_day IS NULL OR period_end_day >= app.today() + 1) THEN app.today() + 1 END
        WHERE id = (SELECT m.id FROM team_member m WHERE m.plan_id = plan AND m.status_code = 'active' ORDER BY random() LIMIT 1);
    WHEN 'end membership' THEN UPDATE team_member SET period_end_day = app.today() - 1
        WHERE id = (SELECT m.id FROM team_member m WHERE m.plan_id = plan AND m.status_code = 'active' AND coalesce(m.period_end_day, '9999-01-01') >= app.today() ORDER BY random() LIMIT 1);
    WHEN 'close' THEN UPDATE joint_plan SET status_code = 'completed', closed_at = now(), on_hold_until_day = NULL WHERE id = plan AND status_code IN ('active', 'on-hold');
    WHEN 'end statute' THEN UPDATE statute_use SET ended_at = now() WHERE plan_id = plan AND ended_at IS NULL;
    WHEN 'end party' THEN UPDATE statute_party SET ended_at = now() WHERE plan_id = plan AND ended_at IS NULL;
    WHEN 'complete part' THEN UPDATE contributing_plan SET status_code = 'completed' WHERE id = (
        SELECT p.id FROM contributing_plan p WHERE p.plan_id = plan AND p.status_code = 'active' AND p.owner_unit_id IS NOT NULL ORDER BY random() LIMIT 1);
    WHEN 'end emergency' THEN UPDATE break_glass SET closed_at = now() WHERE plan_id = plan AND closed_at IS NULL;
    WHEN 'end relative' THEN UPDATE related_person SET status_code = 'ended' WHERE plan_id = plan AND status_code = 'active';
    WHEN 'age' THEN UPDATE citizen SET birth_day = (birth_day - interval '4 years')::date WHERE id = (SELECT p.citizen_id FROM joint_plan p WHERE p.id = plan) AND birth_day > '1930-01-01';
    WHEN 'say no', 'say yes' THEN
        INSERT INTO consent (id, plan_id, type_code, purpose_code, source_code, given_day, period_start_day, until_day, recorded_by)
        VALUES (c, plan, CASE what WHEN 'say no' THEN 'deny' ELSE 'permit' END, 'coordination', 'spoken', app.today(), app.today(),
                CASE what WHEN 'say yes' THEN app.today() + 30 END, k);
        INSERT INTO consent_provision (consent_id, plan_id, type_code, recipient_kind_code, unit_id, organisation_id, user_id, class_code, since_at)
        SELECT c, plan, CASE what WHEN 'say no' THEN 'deny' ELSE 'permit' END, r.kind, CASE WHEN r.kind IN ('unit', 'person') THEN r.unit_id END,
               CASE r.kind WHEN 'organisation' THEN r.organisation_id END, CASE r.kind WHEN 'person' THEN r.user_id END, x.code, now()
          FROM (SELECT (ARRAY['unit', 'organisation', 'person'])[1 + floor(random() * 3)] AS kind, u.unit_id, n.organisation_id, u.user_id
                  FROM role_assignment u JOIN unit n ON n.id = u.unit_id WHERE u.role_code = 'caseworker'
                   AND u.unit_id IN (SELECT a.unit_id FROM access a WHERE a.plan_id = plan UNION SELECT oracle.who('ward')) ORDER BY random() LIMIT 1) r,
               (SELECT y.code FROM oracle.code y WHERE y.dimension = 'class' AND y.code <> 'private' ORDER BY random() LIMIT 3) x;
    WHEN 'reopen' THEN UPDATE joint_plan SET status_code = 'active', closed_at = NULL WHERE id = plan AND status_code IN ('completed', 'revoked')
        AND EXISTS (SELECT FROM coordination k WHERE k.plan_id = plan AND k.ended_at IS NULL);
    WHEN 'join' THEN INSERT INTO team_member (plan_id, kind_code, user_id, unit_id) VALUES (plan, 'person', oracle.who('colleague'), oracle.who('ward')) ON CONFLICT DO NOTHING;
    END CASE;
    GET DIAGNOSTICS n = ROW_COUNT;
    RETURN CASE WHEN n > 0 THEN what END;
END
$$;

CREATE FUNCTION oracle.walk(steps integer, OUT wrong text, OUT done integer, OUT closed integer) LANGUAGE plpgsql SET search_path = samplan, app, public AS $$
DECLARE
    closing constant text[] := '{take back,shorten,leave,end membership,close,end statute,end party,complete part,end emergency,end relative,age,say no}';
    instants constant timestamptz[] := ARRAY[now(), now() + interval '2 days', now() + interval '120 days'];
    plan uuid;
    what text;
    before jsonb[];
    opened text;
    n bigint;
BEGIN
    wrong := ''; done := 0; closed := 0;
    FOR i IN 1 .. steps LOOP
        SELECT x.plan_id INTO plan FROM (SELECT e.plan_id FROM oracle.extra e UNION ALL (SELECT s.plan_id FROM oracle.scene s WHERE s.plan <> 'draft' ORDER BY s.n LIMIT 200)) x ORDER BY random() LIMIT 1;
        what := (closing || '{say yes,say yes,reopen,join}'::text[])[1 + floor(random() * (cardinality(closing) + 4))];
        before := ARRAY(SELECT (SELECT coalesce(jsonb_agg(o), '[]') FROM oracle.opened(plan, t) o) FROM unnest(instants) t);
        CONTINUE WHEN oracle.step(plan, what) IS NULL;
        done := done + 1;
        IF what = ANY (closing) THEN
            closed := closed + 1;
            SELECT string_agg(oracle.newly(before[j], plan, instants[j]), '; ') INTO opened FROM generate_series(1, 3) j;
            IF opened IS NOT NULL THEN
                wrong := wrong || format(E'not ok "%s" opened something in "%s": %s\n', what, coalesce((SELECT e.code FROM oracle.extra e WHERE e.plan_id = plan), plan::text), opened);
            END IF;
        END IF;
        IF what = 'reopen' AND EXISTS (SELECT FROM access a WHERE a.plan_id = plan AND a.basis_code IN ('consent', 'relative', 'statute') AND a.until > now()) THEN
            wrong := wrong || format(E'not ok "reopen" brought a yes or a statute back in %s\n', plan);
        END IF;
        SELECT count(*) INTO n FROM (
            (SELECT a.plan_id, a.principal, a.part_id, a.citizen_id, a.read_mask, a.write_mask, a.basis_code, a.basis_id, a.since, a.until, a.barred, a.user_id, a.unit_id FROM access a WHERE a.plan_id = plan
             EXCEPT SELECT * FROM app.access_expected(plan))
            UNION ALL
            (SELECT * FROM app.access_expected(plan)
             EXCEPT SELECT a.plan_id, a.principal, a.part_id, a.citizen_id, a.read_mask, a.write_mask, a.basis_code, a.basis_id, a.since, a.until, a.barred, a.user_id, a.unit_id FROM access a WHERE a.plan_id = plan)) x;
        IF n > 0 THEN
            wrong := wrong || format(E'not ok after "%s" %s access rows differ from what they should be\n', what, n);
        END IF;
    END LOOP;
END
$$;

-- What nobody knows opens nothing.
CREATE FUNCTION oracle.unknown() RETURNS text LANGUAGE plpgsql SET search_path = samplan, app, public AS $$
DECLARE
    wrong text := '';
    m record;
    n bigint;
BEGIN
    SELECT s.person, s.unit_id, s.plan_id, app.practitioner_principals(s.person, ARRAY[s.unit_id])::text AS principals INTO m
      FROM oracle.scene s WHERE s.relation = 'coordinator' AND s.plan = 'open' ORDER BY s.n LIMIT 1;
    PERFORM set_config('samplan.principals', m.principals, true), set_config('samplan.user_id', m.person::text, true);
    FOR i IN 1 .. 4 LOOP
        PERFORM set_config('samplan.role', (ARRAY['caseworker', 'emperor', '', 'CASEWORKER'])[i], true);
        PERFORM set_config('role', 'samplan_api', true);
        SELECT count(*) INTO n FROM access;
        PERFORM set_config('role', 'none', true);
        IF (n > 0) <> (i = 1) THEN
            wrong := wrong || format(E'not ok the role "%s" sees %s rights\n', (ARRAY['caseworker', 'emperor', '', 'CASEWORKER'])[i], n);
        END IF;
    END LOOP;
    PERFORM set_config('samplan.role', 'caseworker', true);
    PERFORM set_config('role', 'samplan_api', true);
    IF (app.decision(m.plan_id, 'core')).permit IS NOT TRUE OR (app.decision(m.plan_id, 'nonsense')).permit IS NOT FALSE
       OR (app.decision(NULL, 'core')).permit IS NOT FALSE OR (app.decision(m.plan_id, NULL)).permit IS NOT FALSE THEN
        wrong := wrong || E'not ok a class or plan that nobody knows is decided for\n';
    END IF;
    PERFORM set_config('role', 'none', true);
    IF app.class_bit('nonsense') <> 0 OR app.access_bit('emperor') <> 0 OR app.class_mask('{nonsense,private}') <> 0 OR app.relative_class('nonsense')
       OR app.relative_class('private') OR app.relative_class('citizen-statement') OR app.relative_class('relatives-contact') THEN
        wrong := wrong || E'not ok a code that nobody knows has a bit\n';
    END IF;
    FOR m IN SELECT * FROM (VALUES ('access', 'basis_code'), ('consent_provision', 'type_code'), ('consent_provision', 'recipient_kind_code'), ('related_person', 'kind_code'),
                                   ('team_member', 'kind_code'), ('joint_plan', 'status_code'), ('role_assignment', 'role_code')) v(t, col) LOOP
        BEGIN
            EXECUTE format('UPDATE %I SET %I = ''nonsense'' WHERE ctid = (SELECT ctid FROM %I LIMIT 1)', m.t, m.col, m.t);
            wrong := wrong || format(E'not ok %s.%s takes a word that nobody knows\n', m.t, m.col);
            RAISE EXCEPTION USING ERRCODE = 'OR001';
        EXCEPTION WHEN check_violation OR SQLSTATE 'OR001' THEN NULL;
        END;
    END LOOP;
    RETURN wrong;
END
$$;
SELECT setseed(:seed);
SELECT rtrim(w.wrong, E'\n') FROM oracle.walk(:steps) w WHERE w.wrong <> '' OR w.closed < :steps / 10;
SELECT rtrim(x, E'\n') FROM oracle.unknown() x WHERE x <> '';
