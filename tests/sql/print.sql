-- Prints: what both their readers and the one who prints may see, and what is written down about it.
BEGIN;
CREATE EXTENSION IF NOT EXISTS pgtap;
SELECT no_plan();
\ir include/maja.sql
\ir include/call.sql
SET CONSTRAINTS ALL IMMEDIATE;
CREATE FUNCTION pg_temp.paper(who text, more jsonb) RETURNS jsonb LANGUAGE sql AS $$
    SELECT pg_temp.call(who, 'plan_print', '{"plan_id": "0f000000-0000-4000-8000-000000000001"}'::jsonb || more) $$;
CREATE FUNCTION pg_temp.titles(d jsonb) RETURNS text LANGUAGE sql AS $$
    SELECT coalesce(CASE WHEN d -> 'plan' <> 'null' THEN 'core ' END, '') || coalesce((SELECT string_agg(p ->> 'title', ', ' ORDER BY p ->> 'title') FROM jsonb_array_elements(d -> 'contributing_plans_list') p), '') $$;
CREATE FUNCTION pg_temp.people(who uuid[]) RETURNS jsonb LANGUAGE sql AS $$
    SELECT jsonb_build_object('recipient', 'meeting', 'participant_ids', (SELECT jsonb_agg(x.id) FROM (
        SELECT md5('person:' || m.user_id || ':' || m.unit_id)::uuid AS id FROM samplan.team_member m WHERE m.user_id = ANY (who)
        UNION SELECT '0e000000-0000-4000-8000-000000000001' WHERE '0e000000-0000-4000-8000-000000000001' = ANY (who)) x)) $$;
\set anders '0c000000-0000-4000-8000-000000000001'
\set birgit '0c000000-0000-4000-8000-000000000002'
\set rikke '0c000000-0000-4000-8000-000000000003'
\set karim '0c000000-0000-4000-8000-000000000004'
\set maja '0e000000-0000-4000-8000-000000000001'

SELECT is(pg_temp.titles(pg_temp.paper('01', '{"recipient": "citizen"}')),
          pg_temp.titles(pg_temp.call('01', 'plan_show', '{"plan_id": "0f000000-0000-4000-8000-000000000001"}')), 'for the citizen: all that the coordinator sees');
SELECT is(pg_temp.titles(pg_temp.paper('04', '{"recipient": "citizen"}')), 'core Jobplan', 'but never more than the one who prints sees');
SELECT alike(pg_temp.titles(pg_temp.paper('01', '{"recipient": "gp"}')), 'core %', 'for the practice: the core');
SELECT is((SELECT count(*) FROM jsonb_array_elements(pg_temp.paper('01', '{"recipient": "gp"}') -> 'contributing_plans_list') p WHERE p ->> 'sector_code' <> 'general-practice'), 0::bigint,
          'and of the plans its own alone');
SELECT is(pg_temp.titles(pg_temp.paper('01', pg_temp.people(ARRAY[:'karim'::uuid]))), 'core Jobplan', 'for a meeting with the job centre');
SELECT is(pg_temp.titles(pg_temp.paper('01', pg_temp.people(ARRAY[:'karim'::uuid, :'rikke']))), 'core ', 'with two who share nothing but the core');
SELECT is(pg_temp.titles(pg_temp.paper('01', pg_temp.people(ARRAY[:'birgit'::uuid, :'maja']))), 'core Behandlingsplan', 'with the consultant and the citizen');
SELECT is(pg_temp.paper('01', pg_temp.people(ARRAY[:'karim'::uuid])) ->> 'hidden_n', '0', 'paper does not say how much is left out');
SELECT is(pg_temp.titles(pg_temp.paper('09', pg_temp.people(ARRAY[:'karim'::uuid]))), 'core Jobplan', 'the citizen can print for it, too');
SELECT is(pg_temp.paper('01', '{"recipient": "meeting"}') #>> '{errors,0,code}', 'choose-one', 'a meeting has participants');
SELECT is(pg_temp.paper('01', jsonb_build_object('recipient', 'meeting', 'participant_ids', jsonb_build_array(gen_random_uuid()))) #>> '{errors,0,field}', 'participant_ids', 'of this plan');
SELECT is(pg_temp.paper('01', pg_temp.people(ARRAY[:'karim'::uuid]) || jsonb_build_object('participant_ids',
             (pg_temp.people(ARRAY[:'karim'::uuid]) -> 'participant_ids') || to_jsonb(gen_random_uuid()))) #>> '{errors,0,code}', 'not-an-option', 'all of them');
SELECT is(pg_temp.paper(who, '{"recipient": "citizen"}') #>> '{_refused,status}', '404', who || ' prints nothing') FROM unnest(ARRAY['08', '10', '11', '12']) who;
SELECT is(pg_temp.call(who, 'plan_print_new', '{"plan_id": "0f000000-0000-4000-8000-000000000001"}') #>> '{_refused,status}', '404', who || ' chooses nobody') FROM unnest(ARRAY['08', '12']) who;
SELECT is((SELECT a.outcome || ' ' || a.class_mask || ' ' || a.reason FROM samplan.audit a WHERE a.action = 'plan.print' AND a.user_id = :'karim' ORDER BY a.id DESC LIMIT 1),
          'permit 17 citizen: Maja Holm', 'the row says for whom, and which classes');
CREATE TEMP TABLE paper AS SELECT pg_temp.paper('01', '{"recipient": "gp", "purpose": "Kontrol"}') AS d;
SELECT ok((SELECT (d #>> '{print,id}')::uuid = ANY (a.item_ids) FROM paper, (SELECT * FROM samplan.audit y WHERE y.action = 'plan.print' ORDER BY y.id DESC LIMIT 1) a), 'and the number on the paper');
SELECT alike((SELECT a.reason FROM samplan.audit a WHERE a.action = 'plan.print' ORDER BY a.id DESC LIMIT 1), 'gp: Lægerne Nørregade. Kontrol', 'and what it is for');

-- For every pair of the team: nothing that one of them does not really see, nothing that the printer does not.
CREATE TEMP TABLE got AS SELECT who, pg_temp.call(who, 'plan_show', '{"plan_id": "0f000000-0000-4000-8000-000000000001"}') AS d FROM unnest(ARRAY['01', '02', '03', '04', '05', '06']) who;
SELECT is_empty($$
    SELECT a.who, b.who, p.who, x ->> 'title' FROM got a, got b, got p, jsonb_array_elements(pg_temp.paper(p.who, pg_temp.people(ARRAY[
           ('0c000000-0000-4000-8000-0000000000' || a.who)::uuid, ('0c000000-0000-4000-8000-0000000000' || b.who)::uuid])) -> 'contributing_plans_list') x
     WHERE a.who < b.who AND EXISTS (SELECT FROM unnest(ARRAY[a.d, b.d, p.d]) s WHERE NOT s -> 'contributing_plans_list' @> jsonb_build_array(jsonb_build_object('id', x -> 'id')))
$$, 'no paper holds what one of its readers does not see');
UPDATE samplan.citizen SET gp_unit_id = NULL WHERE id = :'maja';
SELECT is(pg_temp.paper('01', '{"recipient": "gp"}') ->> 'code', 'no-practice', 'without a practice there is no print for it');

-- An emergency opening is for reading.
INSERT INTO samplan.break_glass (plan_id, citizen_id, user_id, unit_id, category_code, overrides_objection, reason, class_codes, ends_at, review_due_day) VALUES
 ('0f000000-0000-4000-8000-000000000001', :'maja', :'birgit', '0b000000-0000-4000-8000-000000000001', 'danger-life', true, 'Hun svarer ikke og er i fare', '{general-practice}',
  now() + interval '30 minutes', app.today() + 3);
SELECT is(pg_temp.paper('02', '{"recipient": "citizen"}') #>> '{_refused,code}', 'break-glass-read-only', 'while one runs, nothing is printed');
SELECT is((SELECT a.outcome || ' ' || a.reason FROM samplan.audit a WHERE a.action = 'plan.print' ORDER BY a.id DESC LIMIT 1), 'refuse break-glass-read-only', 'and that is written down');
SELECT * FROM finish();
ROLLBACK;
