-- Citizens: finding them, starting a plan for somebody who may have one, the record and the number.
BEGIN;
CREATE EXTENSION IF NOT EXISTS pgtap;
SELECT no_plan();
\ir include/maja.sql
\ir include/call.sql

-- What a commit would do: the deferred triggers write the documents.
CREATE FUNCTION pg_temp.commit() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    SET CONSTRAINTS ALL IMMEDIATE;
    SET CONSTRAINTS ALL DEFERRED;
    PERFORM set_config('samplan.documents_done', '', true);
END
$$;
DO $$ BEGIN PERFORM pg_temp.commit(); END $$;

CREATE FUNCTION pg_temp.index_of(word text) RETURNS text LANGUAGE sql AS $$ SELECT encode(sha256(convert_to(word, 'UTF8')), 'hex') $$;
CREATE FUNCTION pg_temp.start(who text, word text, name text DEFAULT 'Ny') RETURNS jsonb LANGUAGE sql AS $$
    SELECT pg_temp.call(who, 'citizen_create', jsonb_build_object('given_name', name, 'family_name', 'Person', 'plan_reason', 'Grunden',
        'cpr_indexes', jsonb_build_array(pg_temp.index_of(word)), 'cpr_masked', '010190-••••', 'cpr_birth_day', '1990-01-01',
        '_sealed', jsonb_build_object('citizen_id', gen_random_uuid(), 'cipher', '0102')))
$$;
CREATE FUNCTION pg_temp.activate(who text, plan text) RETURNS jsonb LANGUAGE sql AS $$
    SELECT pg_temp.call(who, 'plan_status_set', jsonb_build_object('plan_id', plan, 'action', 'activate', 'summary', 'Kort', 'coordinate', true,
        'without_goal', true, 'citizen_yes_code', 'spoken', '_version', (SELECT p.version FROM samplan.joint_plan p WHERE p.id = plan::uuid)))
$$;
-- Audit rows written since: (action, citizen is known) in order.
CREATE TEMP TABLE mark (id bigint);
INSERT INTO mark SELECT coalesce(max(id), 0) FROM samplan.audit;
CREATE FUNCTION pg_temp.since() RETURNS text LANGUAGE plpgsql AS $$
DECLARE s text;
BEGIN
    SELECT string_agg(a.action || CASE WHEN a.citizen_id IS NULL THEN '' ELSE '+' END, ' ' ORDER BY a.id) INTO s
      FROM samplan.audit a WHERE a.id > (SELECT m.id FROM mark m);
    UPDATE mark SET id = (SELECT max(a.id) FROM samplan.audit a);
    RETURN s;
END
$$;

-- Finding -----------------------------------------------------------------------------------------------
SELECT is(pg_temp.call('03', 'citizen_search', '{"q": "HOLM ma"}') #>> '{citizens_list,0,name}', 'Maja Holm', 'words in any order and case');
SELECT is(pg_temp.since(), 'citizen.search+', 'one row for the one shown');
SELECT is(jsonb_array_length(pg_temp.call('03', 'citizen_search', jsonb_build_object('q', q)) -> 'citizens_list'), 0, 'no hit for ' || q)
  FROM unnest(ARRAY['%%', '__', 'aja', 'Maja Vang', 'olm']) q;
SELECT is((SELECT count(*) FROM samplan.audit a, mark m WHERE a.id > m.id AND a.action = 'citizen.search' AND a.citizen_id IS NULL AND a.hit_n = 0), 5::bigint, 'and each search is a row');
SELECT is(pg_temp.call('03', 'citizen_search', '{"q": " "}') ->> 'raised', 'SP422', 'nothing to search for');
SELECT is(pg_temp.call('08', 'citizen_search', jsonb_build_object('cpr_indexes', jsonb_build_array(pg_temp.index_of('maja')))),
          pg_temp.call('08', 'citizen_search', jsonb_build_object('cpr_indexes', jsonb_build_array(pg_temp.index_of('nobody')))),
          'a hidden number and one that nobody has give the same document');
SELECT is(pg_temp.call('03', 'citizen_search', jsonb_build_object('cpr_indexes', jsonb_build_array(pg_temp.index_of('older key'), pg_temp.index_of('maja'))))
          ->> 'hits_n', '1', 'an index under an older key finds her');
SELECT is(pg_temp.call('10', 'citizen_search', '{"q": "maja"}') ->> 'hits_n', '0', 'a manager finds nobody');
DO $$ BEGIN PERFORM pg_temp.since(); END $$;

-- Starting: the same answer, and the same rows but for whom they are about --------------------------------
CREATE TEMP TABLE made AS SELECT pg_temp.start('08', 'maja') AS hidden;
SELECT is(pg_temp.since(), 'join-request.create+ plan.create+', 'a plan for somebody who has one: two rows');
ALTER TABLE made ADD fresh jsonb;
UPDATE made SET fresh = pg_temp.start('08', 'nobody');
SELECT is(pg_temp.since(), 'citizen.search plan.create+', 'for somebody new: two rows as well');
DO $$ BEGIN PERFORM pg_temp.commit(); END $$;
SELECT is(hidden - '{id,citizen_id,location}'::text[], fresh - '{id,citizen_id,location}'::text[], 'the answers are the same') FROM made;
SELECT is((SELECT array_agg(k ORDER BY k) FROM jsonb_object_keys(hidden) k), (SELECT array_agg(k ORDER BY k) FROM jsonb_object_keys(fresh) k),
          'to the last member') FROM made;
SELECT is((SELECT count(*) FROM samplan.join_request), 1::bigint, 'one request');
SELECT is((SELECT j.plan_id::text FROM samplan.join_request j), '0f000000-0000-4000-8000-000000000001', 'for Maja''s plan');
SELECT is(pg_temp.call('08', 'plan_show', jsonb_build_object('plan_id', hidden ->> 'id')) #>> '{plan,status_code}', 'draft', 'the draft is its author''s') FROM made;
SELECT is(pg_temp.call('08', 'plan_show', '{"plan_id": "0f000000-0000-4000-8000-000000000001"}') #>> '{_refused,status}', '404', 'Maja''s plan stays hidden');
SELECT is(pg_temp.call(who, 'plan_show', jsonb_build_object('plan_id', hidden ->> 'id')) #>> '{_refused,status}', '404', who || ' does not see the draft')
  FROM made, unnest(ARRAY['01', '03', '09', '10', '12']) who;
SELECT is(pg_temp.call(who, 'join_request_show', jsonb_build_object('join_request_id', j.id)) #>> '{_refused,status}', '404', who || ' does not see the request')
  FROM samplan.join_request j, unnest(ARRAY['08', '03', '04', '09', '10', '11']) who;
SELECT is(pg_temp.call('03', 'plan_show', '{"plan_id": "0f000000-0000-4000-8000-000000000001"}') -> 'join_requests_list', '[]'::jsonb, 'the team hears nothing of it');
SELECT is(pg_temp.start('08', 'maja') ->> 'flash', 'citizen_known', 'a second draft for the same number leads to the first');
SELECT is(pg_temp.start('03', 'maja') ->> 'location', '/plans/0f000000-0000-4000-8000-000000000001', 'who is in the team is led to the plan');

DO $$ BEGIN PERFORM pg_temp.commit(); END $$;
-- The yes gives the basis to know.
SELECT is(pg_temp.activate('08', hidden ->> 'id') #>> '{_refused,code}', 'plan-exists', 'starting it tells, once the yes is recorded') FROM made;
SELECT is((SELECT p.citizen_yes_code FROM samplan.joint_plan p WHERE p.id = (hidden ->> 'id')::uuid), 'spoken', 'the yes is kept') FROM made;
SELECT is((SELECT c.status_code FROM samplan.citizen c WHERE c.id = (hidden ->> 'citizen_id')::uuid), 'unconfirmed', 'nobody is confirmed twice') FROM made;
SELECT is(pg_temp.call('01', 'join_request_answer', jsonb_build_object('join_request_id', j.id, '_version', j.version, 'answer', 'decline', 'answer_text', 'Ikke nu')) ->> 'flash',
          'join_declined', 'the coordinator says no') FROM samplan.join_request j;
SELECT is(pg_temp.activate('08', hidden ->> 'id') #>> '{_refused,answer_text}', 'Ikke nu', 'and why') FROM made;
UPDATE samplan.join_request SET status_code = 'requested', answer_text = NULL;
SELECT is(pg_temp.call('01', 'join_request_answer', jsonb_build_object('join_request_id', j.id, '_version', j.version, 'answer', 'accept')) ->> 'flash',
          'join_accepted', 'or yes') FROM samplan.join_request j;
SELECT is(pg_temp.call('08', 'plan_show', '{"plan_id": "0f000000-0000-4000-8000-000000000001"}') #>> '{rights,basis_code}', 'team', 'she is in the team');
SELECT is((SELECT p.status_code || ' ' || c.status_code || ' ' || c.merged_into FROM samplan.joint_plan p JOIN samplan.citizen c ON c.id = p.citizen_id
            WHERE p.id = (hidden ->> 'id')::uuid), 'revoked merged 0e000000-0000-4000-8000-000000000001', 'her draft is merged') FROM made;

-- For somebody known without an open plan the draft becomes hers.
UPDATE samplan.joint_plan SET status_code = 'completed', closed_at = now() WHERE id = '0f000000-0000-4000-8000-000000000002';
CREATE TEMP TABLE peter AS SELECT pg_temp.start('08', 'peter') AS d;
SELECT is(pg_temp.activate('08', d ->> 'id') ->> 'flash', 'plan_activated', 'a plan that is over does not stand in the way') FROM peter;
SELECT is((SELECT p.citizen_id::text FROM samplan.joint_plan p WHERE p.id = (d ->> 'id')::uuid), '0e000000-0000-4000-8000-000000000002', 'the plan is the known citizen''s') FROM peter;
SELECT is(pg_temp.call('08', 'plan_show', '{"plan_id": "0f000000-0000-4000-8000-000000000002"}') #>> '{_refused,status}', '404', 'the old one stays hidden');

-- Starting needs what it needs.
SELECT is((SELECT array_agg(e ->> 'code' ORDER BY e ->> 'code') FROM jsonb_array_elements(pg_temp.call('08', 'plan_status_set',
    jsonb_build_object('plan_id', fresh ->> 'id', 'action', 'activate', '_version', 1)) -> 'errors') e),
          ARRAY['citizen-yes-missing', 'coordinator-missing', 'no-goal', 'required'], 'summary, coordinator, goal and yes') FROM made;
UPDATE samplan.joint_plan SET complexity_code = 'light' WHERE id = (SELECT (fresh ->> 'id')::uuid FROM made);
SELECT is((SELECT array_agg(e ->> 'code' ORDER BY e ->> 'code') FROM jsonb_array_elements(pg_temp.call('08', 'plan_status_set',
    jsonb_build_object('plan_id', fresh ->> 'id', 'action', 'activate', '_version', 2)) -> 'errors') e),
          ARRAY['citizen-yes-missing', 'coordinator-missing'], 'a light plan less') FROM made;

-- Two confirm the same citizen.
DO $$ BEGIN PERFORM pg_temp.commit(); END $$;
CREATE TEMP TABLE twin AS SELECT pg_temp.start('03', 'twin') AS a, pg_temp.start('04', 'twin') AS b;
SELECT is(pg_temp.activate('03', a ->> 'id') ->> 'flash', 'plan_activated', 'the first') FROM twin;
SELECT is(pg_temp.activate('04', b ->> 'id') #>> '{_refused,code}', 'plan-exists', 'the second is told') FROM twin;
SELECT is((SELECT count(*) FROM samplan.join_request j JOIN twin t ON j.plan_id = (t.a ->> 'id')::uuid), 1::bigint, 'and the first has the request');

-- The record --------------------------------------------------------------------------------------------
SELECT is(pg_temp.call(who, 'citizen_edit', '{"citizen_id": "0e000000-0000-4000-8000-000000000001"}') #>> '{_refused,code}', 'coordinator-only', who || ' does not open the record')
  FROM unnest(ARRAY['03', '04', '07']) who;
SELECT is(pg_temp.call(who, 'citizen_edit', '{"citizen_id": "0e000000-0000-4000-8000-000000000001"}') #>> '{_refused,code}', 'not-found', who || ' finds none')
  FROM unnest(ARRAY['10', '11', '12']) who;
SELECT is(pg_temp.call('01', 'citizen_update', '{"citizen_id": "0e000000-0000-4000-8000-000000000001", "_version": 1, "address": "Skjult Vej 9",
    "address_protected": true, "name_protected": true, "phone": "11223344", "reason": "Ønske"}') ->> 'version', '2', 'the coordinator protects her');
DO $$ BEGIN PERFORM pg_temp.commit(); END $$;
SELECT unalike(pg_temp.call(who, f, '{"plan_id": "0f000000-0000-4000-8000-000000000001", "q": "maja"}')::text, '%Skjult Vej%', who || ' does not get the address from ' || f)
  FROM unnest(ARRAY['03', '04', '06', '07']) who,
       unnest(ARRAY['plan_show', 'plan_list', 'plan_history', 'words_list', 'citizen_search']) f;
SELECT is((SELECT c.fields @> '[{"field": "address", "old": null, "new": null}]' FROM samplan.change c WHERE c.entity_code = 'citizen' ORDER BY c.id DESC LIMIT 1),
          true, 'the history says that, not what');
SELECT is(pg_temp.call('09', 'citizen_update', '{"citizen_id": "0e000000-0000-4000-8000-000000000001", "_version": 2, "phone": "99887766", "given_name": "X",
    "name_protected": false}') ->> 'version', '3', 'the citizen changes her telephone');
SELECT is((SELECT c.given_name || c.name_protected::text || c.phone FROM samplan.citizen c WHERE c.id = '0e000000-0000-4000-8000-000000000001'), 'Majatrue99887766',
          'and nothing that is not hers to change');
SELECT is(pg_temp.call('09', 'citizen_edit', '{"citizen_id": "0e000000-0000-4000-8000-000000000002"}') #>> '{_refused,status}', '404', 'nor anybody else''s');

-- The number -----------------------------------------------------------------------------------------------
SELECT is(pg_temp.call('03', 'citizen_cpr_reveal', '{"citizen_id": "0e000000-0000-4000-8000-000000000001"}') ->> 'cipher', '01', 'the team may see the number, sealed until C');
SELECT is(pg_temp.audited(), 'citizen.cpr-reveal permit', 'and it is a row of its own');
SELECT is(pg_temp.call('07', 'citizen_cpr_reveal', '{"citizen_id": "0e000000-0000-4000-8000-000000000001"}') #>> '{_refused,code}', 'core-only', 'not who has one plan alone');
SELECT is(pg_temp.call(who, 'citizen_cpr_reveal', '{"citizen_id": "0e000000-0000-4000-8000-000000000001"}') #>> '{_refused,status}', '404', who || ' finds nobody')
  FROM unnest(ARRAY['10', '11', '12']) who;
SELECT is((SELECT count(*) FROM samplan.change c WHERE c.fields::text LIKE '%cpr_cipher%' OR c.fields::text LIKE '%cpr_index%'), 0::bigint, 'no cipher in any history');

SELECT * FROM finish();
ROLLBACK;
