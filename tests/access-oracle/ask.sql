-- Asks the database every question as the reader herself: on a connection of the server's role, entered with her token,
-- through the server's functions. Each call has a request id of its own, and its audit rows are counted.
-- Run as superuser after world.sql; then, on connections of samplan_server: CALL oracle.ask(worker, workers).

-- What was answered: a letter for each class in turn. p permit, r refuse, a absent, x neither one thing nor the other,
-- ? not shown and so perhaps only counted (hidden).
CREATE TABLE oracle.answer (n integer, role integer, assurance integer, action integer, answers text, bases text[], hidden integer);
CREATE TABLE oracle.problem (n integer, role integer, assurance integer, call text, class integer, what text);
CREATE TABLE oracle.called (calls bigint);
-- The log of this month, by request: only the test looks it up like this.
DO $$
BEGIN
    PERFORM app.audit_partition_ensure(current_date, 2);
    EXECUTE format('CREATE INDEX audit_by_request ON samplan.%I (request_id)', 'audit_' || to_char(now(), 'YYYY_MM'));
    EXECUTE format($f$
        CREATE FUNCTION oracle.audited(request uuid, OUT permits bigint, OUT refusals bigint, OUT basis text, OUT whose uuid)
        LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = samplan, pg_temp
        -- the plan is made once, when the log is empty: it must not read all of it each time
        SET enable_seqscan = off SET enable_bitmapscan = off AS $b$
        BEGIN
            SELECT count(*) FILTER (WHERE a.outcome = 'permit'), count(*) FILTER (WHERE a.outcome = 'refuse'), max(a.basis_code), max(a.citizen_id::text)::uuid
              INTO permits, refusals, basis, whose FROM samplan.%I a WHERE a.request_id = request;
        END $b$ $f$, 'audit_' || to_char(now(), 'YYYY_MM'));
END
$$;

-- One call with a fresh request id. undo: a write, taken back afterwards. A raised error is an answer too.
CREATE TYPE oracle.said AS (letter text, document jsonb, basis text, wrong text);
CREATE FUNCTION oracle.call(what text, input jsonb, undo boolean) RETURNS oracle.said
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    request constant uuid := gen_random_uuid();
    log record;
    logged boolean := false;
    raised text;
    document jsonb;
    letter text;
    wrong text;
BEGIN
    PERFORM set_config('samplan.request_id', request::text, true);
    IF undo THEN
        BEGIN
            document := CASE what WHEN 'note_create' THEN api.note_create(input) WHEN 'part_update' THEN api.part_update(input)
                                  WHEN 'plan_update' THEN api.plan_update(input) WHEN 'own_part_save' THEN api.own_part_save(input) END;
            IF NOT document ? '_refused' THEN
                log := oracle.audited(request);
                logged := true;
                RAISE EXCEPTION 'done' USING ERRCODE = 'OR001';
            END IF;
        EXCEPTION
            WHEN SQLSTATE 'OR001' THEN NULL;
            WHEN OTHERS THEN raised := SQLSTATE || ' ' || SQLERRM;
        END;
    ELSE
        document := CASE what WHEN 'part_show' THEN api.part_show(input) WHEN 'task_show' THEN api.task_show(input)
                              WHEN 'plan_show' THEN api.plan_show(input)::jsonb WHEN 'note_list' THEN api.note_list(input)
                              WHEN 'task_plan_list' THEN api.task_plan_list(input) WHEN 'plan_list' THEN api.plan_list(input)
                              WHEN 'citizen_search' THEN api.citizen_search(input)
                              WHEN 'relative_home' THEN api.relative_home(input)
                              WHEN 'relative_section' THEN api.relative_section(input)
                              WHEN 'audit_plan_list' THEN api.audit_plan_list(input) WHEN 'plan_print' THEN api.plan_print(input) END;
    END IF;
    IF raised IS NOT NULL THEN
        letter := CASE raised WHEN 'SP409 plan-closed' THEN 'r' ELSE 'x' END;
        -- a conflict with the state of the plan, told to somebody who may write there: no refusal, no row
        wrong := CASE raised WHEN 'SP409 plan-closed' THEN NULL ELSE 'raised ' || raised END;
        RETURN (letter, NULL::jsonb, NULL::text, wrong);
    END IF;
    IF NOT logged THEN
        log := oracle.audited(request);
    END IF;
    letter := CASE document #>> '{_refused,status}' WHEN '404' THEN 'a' WHEN '403' THEN 'r' ELSE CASE WHEN document ? '_refused' THEN 'x' ELSE 'p' END END;
    wrong := CASE WHEN letter = 'p' AND (log.permits <> 1 OR log.refusals <> 0) THEN format('%s permit and %s refusal rows for what was shown', log.permits, log.refusals)
                  WHEN letter = 'p' AND coalesce(log.basis, '') = '' THEN 'a row without a basis'
                  WHEN letter <> 'p' AND (log.permits <> 0 OR log.refusals <> 1) THEN format('%s permit and %s refusal rows for a refusal', log.permits, log.refusals) END;
    RETURN (letter, document, log.basis, wrong);
END
$$;

-- What one reader asks about one section: to read it, to write in it, to change it, to open a task in it.
CREATE FUNCTION oracle.ask_section(s oracle.scene, role_i integer, level integer, class_code text, i integer, is_relative boolean,
    OUT reads oracle.said, OUT contributes oracle.said, OUT changes oracle.said, OUT opens oracle.said)
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    plan constant jsonb := jsonb_build_object('plan_id', s.plan_id);
    part constant text := oracle.part(s.n, class_code)::text;
BEGIN
    IF is_relative THEN
        reads := oracle.call('relative_section', plan || jsonb_build_object('class_code', class_code), false);
    ELSIF i = 1 THEN
        reads := NULL;
    ELSE
        reads := oracle.call('part_show', jsonb_build_object('part_id', part), false);
    END IF;
    IF i = 1 THEN
        changes := oracle.call('plan_update', plan || '{"_version": 1, "summary": "Anderledes"}', true);
    ELSIF class_code = 'private' AND (SELECT c.code = 'citizen' FROM oracle.code c WHERE c.dimension = 'role' AND c.i = role_i) AND s.relation = 'self' THEN
        changes := oracle.call('own_part_save', '{"type": "wrap-plan", "_version": 1, "content_1": "Gå en tur"}', true);
    ELSE
        changes := oracle.call('part_update', jsonb_build_object('part_id', part, '_version', 1, 'title', 'Anderledes'), true);
    END IF;
    contributes := oracle.call('note_create', plan || jsonb_build_object('text', 'Nyt',
        'belongs_to', CASE WHEN class_code IN ('core', 'private') THEN class_code ELSE part END), true);
    opens := oracle.call('task_show', jsonb_build_object('task_id', md5('task ' || s.n || class_code)::uuid), false);
    PERFORM oracle.note_wrong(s.n, role_i, level, 'read', i, reads.wrong),
            oracle.note_wrong(s.n, role_i, level, 'change', i, changes.wrong),
            oracle.note_wrong(s.n, role_i, level, 'contribute', i, contributes.wrong),
            oracle.note_wrong(s.n, role_i, level, 'task', i, opens.wrong);
END
$$;

-- The lists that lead to a plan hold it exactly when its reader would be told more of it than "not found" without an
-- emergency: that opens one plan, not lists.
CREATE FUNCTION oracle.ask_lists(s oracle.scene, role_i integer, level integer, known boolean) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    c oracle.said;
BEGIN
    c := oracle.call('plan_list', '{"whose": "all", "status": "all"}', false);
    PERFORM oracle.note_wrong(s.n, role_i, level, 'plan_list', 0, coalesce(c.wrong, CASE
        WHEN (c.document -> 'plans' @> jsonb_build_array(jsonb_build_object('id', s.plan_id))) <> known THEN 'listed differs from known'
        WHEN jsonb_array_length(c.document -> 'plans') > 1 THEN 'lists other plans' END));
    c := oracle.call('citizen_search', jsonb_build_object('q', 'nr' || s.n), false);
    PERFORM oracle.note_wrong(s.n, role_i, level, 'citizen_search', 0, coalesce(c.wrong, CASE
        WHEN (c.document -> 'citizens_list' @> jsonb_build_array(jsonb_build_object('id', s.citizen_id))) <> known THEN 'found differs from known'
        WHEN jsonb_array_length(c.document -> 'citizens_list') > 1 THEN 'finds others' END));
END
$$;

-- Whether a list in a document holds an element with this member.
CREATE FUNCTION oracle.holds(document jsonb, list text, member text, value text) RETURNS boolean LANGUAGE sql IMMUTABLE AS
$$ SELECT coalesce(document -> list, '[]') @> jsonb_build_array(jsonb_build_object(member, value)) $$;

-- All that one reader asks of one plan. How often the database was called.
CREATE FUNCTION oracle.ask_one(s oracle.scene, role_i integer, level integer, classes text[], actions integer[]) RETURNS integer
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    is_relative constant boolean := (SELECT c.code = 'relative' FROM oracle.code c WHERE c.dimension = 'role' AND c.i = role_i);
    plan constant jsonb := jsonb_build_object('plan_id', s.plan_id);
    page oracle.said; home oracle.said; print oracle.said; notes oracle.said; tasks oracle.said; log oracle.said; x record;
    seen boolean; listed boolean; noted boolean; tasked boolean;
    part text;
    letters text[] := '{"","","","","","","",""}';
    bases text[] := array_fill(NULL::text, ARRAY[3, cardinality(classes)]);
BEGIN
    page := oracle.call('plan_show', plan, false);
    home := CASE WHEN is_relative THEN oracle.call('relative_home', '{}', false) END;
    print := oracle.call('plan_print', plan || '{"recipient": "citizen"}', false);
    notes := oracle.call('note_list', plan, false);
    tasks := oracle.call('task_plan_list', plan || CASE s.plan WHEN 'closed' THEN '{"status": "closed"}'::jsonb ELSE '{}' END, false);
    log := oracle.call('audit_plan_list', plan, false);
    PERFORM oracle.note_wrong(s.n, role_i, level, w.call, 0, w.wrong)
       FROM (VALUES ('plan_show', page.wrong), ('relative_home', home.wrong), ('plan_print', print.wrong), ('note_list', notes.wrong),
                    ('task_plan_list', tasks.wrong), ('audit_plan_list', log.wrong)) w(call, wrong);
    FOR i IN 1 .. cardinality(classes) LOOP
        part := oracle.part(s.n, classes[i])::text;
        seen := CASE WHEN is_relative THEN oracle.holds(home.document #> '{citizens_list,0}', 'sections_list', 'section_code', classes[i])
                     WHEN i = 1 THEN coalesce(page.document -> 'plan', 'null') <> 'null'
                     ELSE oracle.holds(page.document, 'contributing_plans_list', 'id', part) END;
        x := oracle.ask_section(s, role_i, level, classes[i], i, is_relative);
        -- on the plan's page, among its notes and among its tasks: on all three or on none. What she performs herself stands
        -- among her tasks whatever she may read.
        noted := CASE WHEN is_relative THEN seen ELSE oracle.holds(notes.document, 'notes_list', 'id', md5('note ' || s.n || classes[i])::uuid::text) END;
        tasked := CASE WHEN is_relative OR s.relation = 'performer' THEN seen
                       ELSE oracle.holds(tasks.document, 'tasks', 'id', md5('task ' || s.n || classes[i])::uuid::text) END;
        listed := CASE WHEN seen AND noted AND tasked THEN true WHEN NOT (seen OR noted OR tasked) THEN false END;
        letters[1] := letters[1] || CASE WHEN (x.reads).letter IS NOT NULL THEN (x.reads).letter WHEN seen THEN 'p' ELSE 'a' END;
        letters[2] := letters[2] || CASE listed WHEN true THEN 'p' WHEN false THEN 'a' ELSE 'x' END;
        letters[3] := letters[3] || CASE WHEN seen THEN 'p' WHEN is_relative OR i = 1 THEN 'a' ELSE '?' END;
        letters[4] := letters[4] || CASE WHEN print.letter = 'r' THEN 'r' WHEN i = 1 AND coalesce(print.document -> 'plan', 'null') <> 'null'
                                           OR oracle.holds(print.document, 'contributing_plans_list', 'id', part) THEN 'p' ELSE 'a' END;
        letters[5] := letters[5] || (x.contributes).letter;
        letters[6] := letters[6] || (x.changes).letter;
        letters[8] := letters[8] || (x.opens).letter;
        bases[1][i] := (x.reads).basis; bases[2][i] := (x.contributes).basis; bases[3][i] := (x.changes).basis;
    END LOOP;
    letters[7] := repeat(log.letter, cardinality(classes));
    PERFORM oracle.ask_lists(s, role_i, level, (SELECT left(e.answers, 1) <> 'a' FROM oracle.expected e JOIN oracle.code g ON g.i = e.break_glass
        WHERE g.dimension = 'break_glass' AND g.code = 'none' AND e.role = role_i AND e.relation = s.relation_i AND e.organisation = s.organisation_i
          AND e.consent = s.consent_i AND e.plan = s.plan_i AND e.action = actions[7] AND e.assurance = level));
    INSERT INTO oracle.answer
    SELECT s.n, role_i, level, actions[k], letters[k],
           CASE k WHEN 1 THEN ARRAY(SELECT unnest(bases[1:1])) WHEN 5 THEN ARRAY(SELECT unnest(bases[2:2])) WHEN 6 THEN ARRAY(SELECT unnest(bases[3:3])) END,
           CASE k WHEN 3 THEN coalesce((page.document ->> 'hidden_n')::integer, 0) END
      FROM generate_series(1, 8) k;
    RETURN 7 + is_relative::integer + 4 * cardinality(classes) - (NOT is_relative)::integer;
END
$$;

CREATE FUNCTION oracle.note_wrong(n integer, role_i integer, level integer, call text, class integer, what text) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF what IS NOT NULL THEN
        INSERT INTO oracle.problem VALUES (n, role_i, level, call, class, what);
    END IF;
END
$$;

CREATE PROCEDURE oracle.ask(worker integer, workers integer) LANGUAGE plpgsql AS $$
DECLARE
    s oracle.scene;
    r record;
    classes constant text[] := (SELECT array_agg(c.code ORDER BY c.i) FROM oracle.code c WHERE c.dimension = 'class');
    actions constant integer[] := (SELECT array_agg(c.i ORDER BY x.o) FROM unnest('{read,list,count,print,contribute,change,log,task}'::text[])
                                   WITH ORDINALITY x(a, o) JOIN oracle.code c ON c.dimension = 'action' AND c.code = x.a);
    calls bigint := 0;
BEGIN
    FOR s IN SELECT * FROM oracle.scene x WHERE x.n % workers = worker ORDER BY x.n LOOP
        FOR r IN SELECT ro.code AS role, ro.i, a.code::integer AS level FROM oracle.code ro, oracle.code a
                  WHERE ro.dimension = 'role' AND a.dimension = 'assurance'
                    -- nobody is her own relative
                    AND NOT (ro.code = 'relative' AND s.relation = 'self') LOOP
            PERFORM api.auth_enter(oracle.token(s.n, r.role, r.level), 1023, gen_random_uuid(), 'json', 'oracle');
            calls := calls + oracle.ask_one(s, r.i, r.level, classes, actions);
        END LOOP;
        COMMIT;
    END LOOP;
    INSERT INTO oracle.called VALUES (calls);
END
$$;
GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA oracle TO samplan_server;
