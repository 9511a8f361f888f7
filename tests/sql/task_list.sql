-- The lists of tasks across plans, in bulk, and the overview: what they hold for whom, paging, and the log.
BEGIN;
CREATE EXTENSION IF NOT EXISTS pgtap;
SELECT no_plan();
\ir include/maja.sql
\ir include/call.sql
SET CONSTRAINTS ALL IMMEDIATE;
CREATE FUNCTION pg_temp.task(n text) RETURNS text LANGUAGE sql AS $$ SELECT '1e000000-0000-4000-8000-0000000000' || n $$;
CREATE FUNCTION pg_temp.titles(d jsonb) RETURNS text LANGUAGE sql AS $$
    SELECT string_agg(x ->> 'title', '; ' ORDER BY o) FROM jsonb_array_elements(d -> 'tasks') WITH ORDINALITY y(x, o) $$;
CREATE FUNCTION pg_temp.shown(who text, input jsonb DEFAULT '{}') RETURNS text LANGUAGE sql AS $$ SELECT pg_temp.titles(pg_temp.call(who, 'task_list', input)) $$;

-- Lists ------------------------------------------------------------------------------------------------
SELECT is(pg_temp.shown('06', '{"list": "answer"}'), 'Overtag opfølgning på medicin', 'what Ole must answer');
SELECT is(pg_temp.shown('03', '{"list": "mine"}'), 'Afgør bostøtte, 5 timer om ugen', 'what Rikke has to do');
SELECT is(pg_temp.shown('01', '{"list": "waiting", "status": "unanswered"}'), 'Flyt startdato for fuldtidsjob; Overtag opfølgning på medicin',
          'whom Anders waits for, the nearest day first');
SELECT is(pg_temp.shown('01', '{"list": "waiting", "status": "late"}'), 'Afgør bostøtte, 5 timer om ugen', 'what is late');
SELECT is(pg_temp.shown('01', '{"list": "waiting", "sector": "employment"}'), 'Flyt startdato for fuldtidsjob', 'of one sector');
SELECT is(pg_temp.shown('01', '{"ball": "me"}'), 'Send udskrivningsaftalen til alle parter', 'where the ball is hers');
SELECT is(pg_temp.shown('01', '{"due": "today"}'), 'Afgør bostøtte, 5 timer om ugen', 'by deadline');
SELECT is(pg_temp.shown('01', '{"plan_id": "0f000000-0000-4000-8000-000000000002"}'), NULL, 'of another citizen');
SELECT is(pg_temp.shown('09'), 'Gør kriseplanen færdig', 'Maja sees her own');
SELECT is(pg_temp.shown(who), NULL, who || ' has none') FROM unnest('{08,10,11,12}'::text[]) who;
SELECT is((SELECT (x ->> 'waiting_n')::integer FROM jsonb_array_elements(pg_temp.call('01', 'task_list', '{"list": "waiting"}') -> 'tasks') x WHERE x ->> 'id' = pg_temp.task('02')), 6,
          'days without an answer');
SELECT is(pg_temp.call('03', 'task_list') #>> '{answers,0,kind_code}', 'handover', 'a hand-over waits for an answer too');
SELECT is(pg_temp.call('04', 'task_list') -> 'answers', '[]', 'for the one who is asked');
SELECT is(pg_temp.call('01', 'task_list', '{"cursor": "nix"}') ->> 'raised', 'SP400', 'a made-up cursor');

-- The log of a list: one row a citizen -----------------------------------------------------------------
CREATE FUNCTION pg_temp.logged(act text) RETURNS text LANGUAGE sql AS $$
    SELECT string_agg(concat_ws(' ', a.citizen_id, cardinality(a.item_ids), a.hit_n, a.basis_code, a.purpose_code), ', ')
      FROM samplan.audit a WHERE a.action = act AND a.id > current_setting('test.seen')::bigint $$;
CREATE FUNCTION pg_temp.seen() RETURNS text LANGUAGE sql AS $$ SELECT set_config('test.seen', coalesce(max(id), 0)::text, true) FROM samplan.audit $$;
DO $$ BEGIN PERFORM pg_temp.seen(); PERFORM pg_temp.call('01', 'task_list', '{"list": "waiting"}'); END $$;
SELECT is(pg_temp.logged('task.list'), '0e000000-0000-4000-8000-000000000001 5 5 coordination care', 'five tasks of one citizen are one row');
DO $$ BEGIN PERFORM pg_temp.seen(); PERFORM pg_temp.call('09', 'task_list'); END $$;
SELECT is(pg_temp.logged('task.list'), '0e000000-0000-4000-8000-000000000001 1 1 self own-data', 'the citizen''s own');
DO $$ BEGIN PERFORM pg_temp.seen(); PERFORM pg_temp.call('08', 'task_list'); END $$;
SELECT is(pg_temp.logged('task.list'), '0 none care', 'nothing shown is a row without a citizen');

-- Paging -------------------------------------------------------------------------------------------------
INSERT INTO samplan.task (plan_id, title, requester_user_id, performer_kind_code, performer_user_id, performer_unit_id, performer_principal, due_day, status_code, created_by)
SELECT '0f000000-0000-4000-8000-000000000001', 'Opgave ' || i, '0c000000-0000-4000-8000-000000000001', 'person', '0c000000-0000-4000-8000-000000000003',
       '0b000000-0000-4000-8000-000000000002', '0c000000-0000-4000-8000-000000000003', CASE WHEN i % 4 > 0 THEN app.today() + i / 3 END, 'accepted', '0c000000-0000-4000-8000-000000000001'
  FROM generate_series(1, 119) i;
CREATE FUNCTION pg_temp.pages(who text, input jsonb) RETURNS integer[] LANGUAGE plpgsql AS $$
DECLARE
    d jsonb;
    ids text[] := '{}';
    sizes integer[] := '{}';
BEGIN
    LOOP
        d := pg_temp.call(who, 'task_list', input);
        ids := ids || ARRAY(SELECT x ->> 'id' FROM jsonb_array_elements(d -> 'tasks') x);
        sizes := sizes || jsonb_array_length(d -> 'tasks');
        EXIT WHEN d ->> 'next' IS NULL OR cardinality(sizes) > 9;
        input := input || jsonb_build_object('cursor', d -> 'next');
    END LOOP;
    RETURN sizes || (SELECT count(DISTINCT i)::integer FROM unnest(ids) i);
END $$;
SELECT is(pg_temp.pages('03', '{"list": "mine"}'), '{50,50,20,120}', 'every task once, over pages');
SELECT is((SELECT l ->> 'n' FROM jsonb_array_elements(pg_temp.call('03', 'task_list') -> 'lists') l WHERE l ->> 'list_code' = 'mine'), '100', 'counts stop at a hundred');
-- who leaves the plan loses what she waited for, and keeps what is hers to do
UPDATE samplan.team_member SET status_code = 'ended', period_end_day = app.today() WHERE user_id = '0c000000-0000-4000-8000-000000000003' AND plan_id = '0f000000-0000-4000-8000-000000000001';
UPDATE samplan.task SET requester_user_id = '0c000000-0000-4000-8000-000000000003', requester_unit_id = '0b000000-0000-4000-8000-000000000002' WHERE id = pg_temp.task('03')::uuid;
SELECT is(pg_temp.shown('03', '{"list": "waiting"}'), NULL, 'a former member waits for nobody in the plan');
UPDATE samplan.team_member SET status_code = 'active', period_end_day = NULL WHERE user_id = '0c000000-0000-4000-8000-000000000003' AND plan_id = '0f000000-0000-4000-8000-000000000001';
SELECT is(pg_temp.shown('03', '{"list": "waiting"}'), 'Flyt startdato for fuldtidsjob', 'a member does');
UPDATE samplan.task SET requester_user_id = '0c000000-0000-4000-8000-000000000001' WHERE id = pg_temp.task('03')::uuid;
DELETE FROM samplan.worklist w USING samplan.task t WHERE t.id = w.task_id AND t.title LIKE 'Opgave %';
DELETE FROM samplan.task WHERE title LIKE 'Opgave %';

-- The counts are those of the lists
INSERT INTO samplan.task_informed (task_id, plan_id, principal, kind_code)
VALUES (pg_temp.task('06')::uuid, '0f000000-0000-4000-8000-000000000001', '0b000000-0000-4000-8000-000000000002', 'unit');
SELECT is((SELECT jsonb_object_agg(l ->> 'list_code', l -> 'n') FROM jsonb_array_elements(pg_temp.call(who, 'task_list') -> 'lists') l),
          (SELECT jsonb_object_agg(list, jsonb_array_length(pg_temp.call(who, 'task_list', jsonb_build_object('list', list)) -> 'tasks'))
             FROM unnest('{answer,mine,waiting,unit,informed}'::text[]) list WHERE NOT (who = '09' AND list = 'unit')), who || ': counts and lists agree')
  FROM unnest('{01,03,05,06,08,09}'::text[]) who;

-- Of one plan ---------------------------------------------------------------------------------------------
CREATE FUNCTION pg_temp.in_plan(who text, input jsonb DEFAULT '{}') RETURNS integer LANGUAGE sql AS $$
    SELECT jsonb_array_length(pg_temp.call(who, 'task_plan_list', '{"plan_id": "0f000000-0000-4000-8000-000000000001"}'::jsonb || input) -> 'tasks') $$;
SELECT is(pg_temp.in_plan('04'), 6, 'all open tasks of a plan');
SELECT is(pg_temp.in_plan('04', '{"ball": "me"}'), 1, 'hers');
SELECT is(pg_temp.in_plan('04', '{"status": "late"}'), 1, 'late ones');
SELECT is(pg_temp.in_plan('04', '{"status": "done"}'), 0, 'done ones');
SELECT is(pg_temp.in_plan('07'), 0, 'the owner of one part sees none of the shared ones');

-- In bulk -------------------------------------------------------------------------------------------------
CREATE FUNCTION pg_temp.bulk(who text, input jsonb) RETURNS text LANGUAGE sql AS $$
    SELECT coalesce((SELECT string_agg(x ->> 'result_code', ' ' ORDER BY x ->> 'id') FROM jsonb_array_elements(d -> 'results') x), d ->> 'errors')
      FROM pg_temp.call(who, 'task_bulk', input) d $$;
SELECT is(pg_temp.bulk('01', '{"action": "remind", "task_ids": []}'), '[{"code": "choose-one", "field": "task_ids"}]', 'nothing chosen');
SELECT is(pg_temp.bulk('01', jsonb_build_object('action', 'due', 'task_ids', jsonb_build_array(pg_temp.task('01')))),
          '[{"code": "required", "field": "bulk_due_day"}, {"code": "reason-required", "field": "bulk_text"}]', 'a new day says which and why');
SELECT is(pg_temp.bulk('01', jsonb_build_object('action', 'remind', 'task_ids', jsonb_build_array(pg_temp.task('02'), pg_temp.task('03'), pg_temp.task('04'),
              '1e000000-0000-4000-8000-00000000ffff'))), 'done done not-yours not-found', 'each has its result');
SELECT is(pg_temp.bulk('01', jsonb_build_object('action', 'remind', 'task_ids', jsonb_build_array(pg_temp.task('02'), pg_temp.task('05')))), 'reminded-today done', 'and one that fails stops no other');
SELECT is((SELECT count(*)::integer FROM samplan.audit a WHERE a.action = 'task.remind' AND a.outcome = 'permit' AND a.xid = pg_current_xact_id()), 3, 'a row for each that was done');
SELECT is(pg_temp.bulk('08', jsonb_build_object('action', 'due', 'bulk_due_day', app.today() + 3, 'bulk_text', 'x', 'task_ids', jsonb_build_array(pg_temp.task('02'), pg_temp.task('03')))),
          'not-found not-found', 'a stranger finds nothing');
SELECT unalike(pg_temp.call('08', 'task_bulk', jsonb_build_object('action', 'remind', 'task_ids', jsonb_build_array(pg_temp.task('02'))))::text, '%medicin%', 'and learns no title');
SELECT is(pg_temp.bulk('03', jsonb_build_object('action', 'due', 'bulk_due_day', app.today() + 3, 'bulk_text', 'x', 'task_ids', jsonb_build_array(pg_temp.task('01'), pg_temp.task('02')))),
          'not-yours not-yours', 'deadlines are moved by who asked');
SELECT is(pg_temp.bulk('01', jsonb_build_object('action', 'due', 'bulk_due_day', app.today() + 3, 'bulk_text', 'Ferie', 'task_ids', jsonb_build_array(pg_temp.task('01'), pg_temp.task('02')))),
          'done done', 'Anders moves two');
SELECT is((SELECT array_agg(DISTINCT t.due_day) FROM samplan.task t WHERE t.id IN (pg_temp.task('01')::uuid, pg_temp.task('02')::uuid)), ARRAY[app.today() + 3], 'to one day');
SELECT is(pg_temp.bulk('03', jsonb_build_object('action', 'hold', 'bulk_hold_until_day', app.today() + 30, 'bulk_text', 'Barsel', 'task_ids', jsonb_build_array(pg_temp.task('01')))), 'done', 'Rikke puts hers on hold');
SELECT is(pg_temp.bulk('03', jsonb_build_object('action', 'take', 'task_ids', jsonb_build_array(pg_temp.task('06')))), 'not-yours', 'what is a person''s is not taken');

-- Saved filters -----------------------------------------------------------------------------------------
SELECT is(pg_temp.call('03', 'task_filter_save', '{"name": "Sent", "list": "mine", "status": "late", "sector": null}') ->> 'location', '/tasks?list=mine&status=late', 'a filter is kept');
SELECT is(pg_temp.call('03', 'task_filter_save', '{"name": "Sent", "list": "waiting"}') ->> 'location', '/tasks?list=waiting', 'and replaced');
SELECT is(jsonb_array_length(pg_temp.call('03', 'task_list') -> 'filters_list'), 1, 'it is on the page');
SELECT is(pg_temp.call('04', 'task_list') -> 'filters_list', '[]', 'of its owner');
SELECT is(pg_temp.call('04', 'task_filter_delete', jsonb_build_object('filter_id', f.id)) #>> '{_refused,status}', '404', 'who alone removes it') FROM samplan.task_filter f;
SELECT is(pg_temp.call('03', 'task_filter_delete', jsonb_build_object('filter_id', f.id)) ->> 'flash', 'filter-deleted', 'removed') FROM samplan.task_filter f;

-- Overview ------------------------------------------------------------------------------------------------
SELECT is(d #>> '{answers,0,kind_code}' || (d ->> 'answers_n') || (d ->> 'meetings_n'), 'handover1' || (d ->> 'meetings_n'), 'Rikke: a hand-over to answer')
  FROM pg_temp.call('03', 'overview_show') d;
SELECT is((SELECT string_agg(p ->> 'name', ', ' ORDER BY p ->> 'name') FROM jsonb_array_elements(pg_temp.call('03', 'overview_show') -> 'plans') p), 'Maja Holm, Peter Vang', 'her citizens');
SELECT is(pg_temp.call('06', 'overview_show') #>> '{answer_tasks_list,0,title}', 'Overtag opfølgning på medicin', 'Ole: a task to answer');
SELECT is(pg_temp.call('08', 'overview_show') -> 'plans', '[]', 'a stranger has nobody');
DO $$ BEGIN PERFORM pg_temp.seen(); PERFORM pg_temp.call('01', 'overview_show'); END $$;
SELECT is((SELECT count(*)::integer FROM samplan.audit a WHERE a.id > current_setting('test.seen')::bigint), 1, 'one row a citizen');
SELECT is((d ->> 'plan_id')::text || (d #>> '{my_tasks_list,0,title}') || (d #>> '{coordinator,name}'), '0f000000-0000-4000-8000-000000000001Gør kriseplanen færdigAnders Lund', 'Maja: her own')
  FROM pg_temp.call('09', 'overview_show') d;
SELECT is((SELECT bool_and((f ->> 'n') IS NULL AND (f ->> 'few')::boolean) FROM jsonb_array_elements(pg_temp.call('10', 'overview_show') -> 'figures_list') f
            WHERE f ->> 'figure_code' NOT IN ('looks', 'refused')), true, 'a manager: small numbers are not told');
SELECT unalike(pg_temp.call(who, 'overview_show')::text, '%Maja%', who || ' sees no citizen') FROM unnest('{10,11,12}'::text[]) who;
SELECT * FROM finish();
ROLLBACK;
