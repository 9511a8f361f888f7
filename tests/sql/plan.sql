-- The joint plan: what each reader gets, what is written down about it, who may change what.
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
\set maja '{"plan_id": "0f000000-0000-4000-8000-000000000001"}'

-- The last audit rows of this test, newest first.
CREATE FUNCTION pg_temp.rows_of(action text) RETURNS SETOF samplan.audit LANGUAGE sql AS
$$ SELECT a.* FROM samplan.audit a WHERE a.action = rows_of.action ORDER BY a.id DESC $$;

-- Reading ---------------------------------------------------------------------------------------------
SELECT is(jsonb_array_length(pg_temp.call('01', 'plan_show', :'maja') -> 'contributing_plans_list'), 6, 'the coordinator sees all six plans');
SELECT is(jsonb_array_length(pg_temp.call('09', 'plan_show', :'maja') -> 'contributing_plans_list'), 6, 'so does the citizen');
SELECT is(pg_temp.call('01', 'plan_show', :'maja') ->> 'hidden_n', '0', 'and nothing is hidden from the coordinator');
SELECT is(pg_temp.call(who, 'plan_show', :'maja') -> 'contributing_plans_list' -> 0 ->> 'type_code', type, who || ' sees the own unit''s plan')
  FROM (VALUES ('02', 'treatment-plan-psychiatry'), ('03', 'social-action-plan'), ('04', 'job-plan'),
               ('05', 'treatment-plan-substance-use'), ('06', 'gp-follow-up')) v (who, type);
SELECT is(jsonb_array_length(d -> 'contributing_plans_list') || ' ' || (d ->> 'hidden_n'), '1 5', who || ' sees one plan and that five are hidden')
  FROM unnest(ARRAY['02', '03', '04', '05', '06']) who, LATERAL (SELECT pg_temp.call(who, 'plan_show', :'maja') AS d) x;
SELECT unalike(pg_temp.call('04', 'plan_show', :'maja')::text, '%' || hidden || '%', 'the employment adviser does not get "' || hidden || '"')
  FROM unnest(ARRAY['Ingen krav om arbejde', 'Bostøtte 5 timer', 'Samtaler hver uge', 'HF-enkeltfag', 'Medicin og årskontrol']) hidden;
SELECT is(d -> 'plan', 'null'::jsonb, 'who is responsible for a plan and not in the team gets no core')
  FROM (SELECT pg_temp.call('07', 'plan_show', :'maja') AS d) x;
SELECT is(d ->> 'hidden_n', '0', 'nor how much there is')
  FROM (SELECT pg_temp.call('07', 'plan_show', :'maja') AS d) x;
SELECT is(pg_temp.call('07', 'plan_show', :'maja') ->> 'citizen_name', 'Maja Holm', 'but whose it is, as the own plan tells anyhow');
SELECT is(pg_temp.call(who, 'plan_show', :'maja'), pg_temp.call(who, 'plan_show', jsonb_build_object('plan_id', gen_random_uuid())),
          who || ' cannot tell a hidden plan from none')
  FROM unnest(ARRAY['08', '10', '11', '12']) who;
SELECT is(pg_temp.call('08', 'plan_show', :'maja') #>> '{_refused,status}', '404', 'a stranger is told that there is none');

-- Every look leaves one row, with its basis; a refusal too.
SELECT is((SELECT count(*) FROM pg_temp.rows_of('plan.show') a WHERE a.user_id = '0c000000-0000-4000-8000-000000000009'), 1::bigint,
          'the citizen''s one look is one row');
SELECT is((SELECT a.basis_code || ' ' || a.purpose_code || ' ' || cardinality(a.item_ids) FROM pg_temp.rows_of('plan.show') a
            WHERE a.user_id = '0c000000-0000-4000-8000-000000000009'), 'self own-data 7', 'her basis, purpose, and the seven sections');
SELECT is((SELECT DISTINCT a.basis_code || ' ' || a.class_mask FROM pg_temp.rows_of('plan.show') a
            WHERE a.user_id = '0c000000-0000-4000-8000-000000000004'), 'team 17', 'a member''s row names the classes that were shown: core and employment');
SELECT is((SELECT DISTINCT a.outcome || ' ' || a.citizen_id FROM pg_temp.rows_of('plan.show') a
            WHERE a.user_id = '0c000000-0000-4000-8000-000000000008' AND a.plan_id IS NOT NULL),
          'refuse 0e000000-0000-4000-8000-000000000001', 'the refusal stands in the log of the citizen');

-- Unit members, former members, periods.
INSERT INTO samplan.team_member (id, plan_id, kind_code, unit_id) VALUES
 ('1a000000-0000-4000-8000-000000000099', '0f000000-0000-4000-8000-000000000001', 'unit', '0b000000-0000-4000-8000-000000000007');
SELECT is(pg_temp.call('08', 'plan_show', :'maja') #>> '{rights,basis_code}', 'unit-team', 'a unit in the team gives its people the core');
UPDATE samplan.team_member SET period_end_day = app.today() - 1, period_start_day = app.today() - 9 WHERE id = '1a000000-0000-4000-8000-000000000099';
SELECT is(pg_temp.call('08', 'plan_show', :'maja') #>> '{_refused,status}', '404', 'until its period is over');
UPDATE samplan.team_member SET status_code = 'ended', read_until_day = app.today() WHERE user_id = '0c000000-0000-4000-8000-000000000005';
DO $$ BEGIN PERFORM pg_temp.commit(); END $$;
SELECT is(pg_temp.call('05', 'plan_show', :'maja') #>> '{rights,contribute}', 'false', 'a former member reads on and changes nothing');
UPDATE samplan.team_member SET read_until_day = app.today() - 1 WHERE user_id = '0c000000-0000-4000-8000-000000000005';
SELECT is(pg_temp.call('05', 'plan_show', :'maja') -> 'plan', 'null'::jsonb, 'until the day is over');

-- What is new since the last visit: pages count, programs do not.
CREATE FUNCTION pg_temp.page(who text) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
    d jsonb;
BEGIN
    PERFORM set_config('role', 'samplan_server', true);
    PERFORM api.auth_enter(convert_to('token-' || who, 'UTF8'), 255, gen_random_uuid(), 'html', 'test');
    d := api.plan_show('{"plan_id": "0f000000-0000-4000-8000-000000000001"}');
    PERFORM set_config('role', 'none', true);
    RETURN d;
END
$$;
SELECT is((SELECT count(*) FROM samplan.plan_seen s WHERE s.plan_id = '0f000000-0000-4000-8000-000000000001'), 0::bigint, 'a program''s look is no visit');
SELECT is(pg_temp.page('02') -> 'seen_at', 'null'::jsonb, 'the first visit compares with none');
SELECT is(pg_temp.page('02') -> 'seen_at', 'null'::jsonb, 'nor does a second look within it');
UPDATE samplan.plan_seen SET seen_at = now() - interval '2 hours' WHERE user_id = '0c000000-0000-4000-8000-000000000002';
SELECT is((pg_temp.page('02') ->> 'seen_at')::timestamptz, now() - interval '2 hours', 'the next visit compares with the last');

-- The stored excerpts of changes keep to the sections' readers.
DO $$ BEGIN PERFORM pg_temp.commit(); END $$;
SELECT is((SELECT count(*) FROM jsonb_array_elements(pg_temp.call(who, 'plan_show', :'maja') #> '{plan,recent_list}') c
            WHERE c ->> 'entity_code' IN ('contributing_plan', 'intervention')), 0::bigint, who || ': the core''s excerpt has nothing of a party''s plan')
  FROM unnest(ARRAY['01', '04']) who;
SELECT is(pg_temp.call('04', 'plan_show', :'maja') #>> '{contributing_plans_list,0,recent_list,0,title}', 'Jobplan', 'an owner has the changes of the own plan');
SELECT is_empty($$
    SELECT c.plan_id FROM samplan.change c
     WHERE c.part_id IS NULL AND c.class_bit IN (1, 2048)
       AND EXISTS (SELECT FROM samplan.access a WHERE a.plan_id = c.plan_id AND a.part_id IS NULL AND a.read_mask & 1 <> 0 AND a.read_mask & c.class_bit = 0)
$$, 'whoever reads the core may read every class of change in its excerpt');

-- Lists -----------------------------------------------------------------------------------------------
SELECT is(pg_temp.call('01', 'plan_list') #>> '{plans,0,name}', 'Maja Holm', 'the coordinator''s list has Maja');
SELECT is(pg_temp.call('01', 'plan_list') #>> '{plans,0,stuck_list,0,kind_code}', 'conflict', 'and what is stuck, the conflict first');
SELECT ok(NOT pg_temp.call('04', 'plan_list') #> '{plans,0,stuck_list}' @> '[{"kind_code": "conflict"}]', 'which the employment adviser is not told of');
SELECT is(pg_temp.call(who, 'plan_list', '{"whose": "all", "status": "all"}') -> 'plans_n', '0'::jsonb, who || '''s list is empty')
  FROM unnest(ARRAY['08', '10', '11', '12']) who;
SELECT is(pg_temp.call('07', 'plan_list') #>> '{plans,0,own_part}', 'true', 'a responsible outside the team has the plan as own part');
SELECT is(pg_temp.call('07', 'plan_list') #> '{plans,0,stuck_list}', '[]'::jsonb, 'without what is stuck in the rest');
SELECT is((SELECT count(*) FROM pg_temp.rows_of('plan.list') a WHERE a.citizen_id IS NULL AND a.hit_n = 0 AND a.user_id = '0c000000-0000-4000-8000-000000000008'),
          1::bigint, 'an empty list is a row, too');
SELECT is(pg_temp.call('01', 'plan_list', '{"cursor": "eyJ"}') ->> 'raised', 'SP400', 'a cursor that is none of ours');

-- The header ------------------------------------------------------------------------------------------
SELECT is(pg_temp.call('03', 'plan_edit', :'maja') #>> '{_refused,code}', 'coordinator-only', 'a member cannot open the header');
SELECT is(pg_temp.call('09', 'plan_update', :'maja'::jsonb || '{"_version": 1, "summary": "x"}') #>> '{_refused,code}', 'coordinator-only', 'nor can the citizen change it');
SELECT is(pg_temp.call('08', 'plan_update', :'maja'::jsonb || '{"_version": 1, "summary": "x"}') #>> '{_refused,status}', '404', 'a stranger finds no plan');
SELECT is(pg_temp.call('01', 'plan_update', :'maja'::jsonb || '{"summary": "x"}') ->> 'raised', 'SP428', 'without a version');
SELECT is(pg_temp.call('01', 'plan_update', :'maja'::jsonb || '{"_version": 1, "summary": "Ny", "reason": "Fordi"}') ->> 'version', '2', 'the coordinator changes it');
SELECT is(pg_temp.call('01', 'plan_update', :'maja'::jsonb || '{"_version": 1, "summary": "Igen"}') #>> '{current,summary}', 'Ny', 'who comes second meets the other text');
SELECT ok((SELECT a.changed @> '[{"fields": [{"new": "Ny", "old": "Maja skal hjem med hjælp fra region, kommune og læge.", "field": "summary"}]}]'
             FROM pg_temp.rows_of('plan.update') a WHERE a.outcome = 'permit' LIMIT 1), 'the row has old and new');

-- History ---------------------------------------------------------------------------------------------
SELECT is(pg_temp.call('04', 'plan_history', :'maja') #>> '{changes_list,0,reason}', 'Fordi', 'the team reads why');
SELECT is(count(*), 0::bigint, 'and nothing of plans that are not theirs')
  FROM jsonb_array_elements(pg_temp.call('04', 'plan_history', :'maja'::jsonb || '{"kind": "parts"}') -> 'changes_list') c
 WHERE c ->> 'title' <> 'Jobplan';
SELECT is(pg_temp.call('04', 'item_history', '{"item_id": "1b000000-0000-4000-8000-000000000001"}') #>> '{_refused,status}', '404', 'nor one of them by its id');
SELECT is(pg_temp.call('02', 'item_history', '{"item_id": "1b000000-0000-4000-8000-000000000001"}') ->> 'title', 'Behandlingsplan', 'its owner does');
SELECT is((SELECT a.plan_id::text FROM pg_temp.rows_of('item.history') a WHERE a.outcome = 'refuse' LIMIT 1), '0f000000-0000-4000-8000-000000000001',
          'the refusal finds the plan');

-- Status ----------------------------------------------------------------------------------------------
CREATE FUNCTION pg_temp.status(who text, input jsonb) RETURNS jsonb LANGUAGE sql AS $$
    SELECT pg_temp.call(who, 'plan_status_set', '{"plan_id": "0f000000-0000-4000-8000-000000000001"}'
        || jsonb_build_object('_version', (SELECT p.version FROM samplan.joint_plan p WHERE p.id = '0f000000-0000-4000-8000-000000000001')) || input)
$$;
SELECT is(pg_temp.status('03', '{"action": "hold", "reason": "x"}') #>> '{_refused,code}', 'coordinator-only', 'a member does not move the plan');
SELECT is(pg_temp.status('01', '{"action": "activate"}') ->> 'code', 'plan-wrong-state', 'an active plan is not started again');
SELECT is(pg_temp.status('01', '{"action": "hold"}') -> 'errors' -> 0 ->> 'field', 'reason', 'a hold needs a reason');
SELECT is(pg_temp.status('01', '{"action": "complete", "reason": "x"}') -> 'errors' -> 0 ->> 'code', 'open-tasks', 'an end asks about open tasks');
SELECT is(pg_temp.status('01', '{"action": "complete", "reason": "Nået", "cancel_tasks": true}') ->> 'flash', 'plan_status_changed', 'completed');
SELECT is((SELECT count(*) FROM samplan.task t WHERE t.plan_id = '0f000000-0000-4000-8000-000000000001' AND t.closed_at IS NULL), 0::bigint, 'no task stays open');
SELECT is((SELECT count(*) FROM samplan.worklist w WHERE w.plan_id = '0f000000-0000-4000-8000-000000000001'), 0::bigint, 'nor on anybody''s list');
SELECT is((SELECT h.status_code FROM samplan.handover h WHERE h.id = '2a000000-0000-4000-8000-000000000001'), 'withdrawn', 'nor a hand-over');
SELECT is(pg_temp.status('01', '{"action": "reopen"}') -> 'errors' -> 0 ->> 'code', 'reason-required', 'reopening needs a reason');
SELECT is(pg_temp.status('01', '{"action": "reopen", "reason": "Tilbagefald"}') ->> 'flash', 'plan_status_changed', 'reopened');
SELECT is((SELECT p.status_code FROM samplan.joint_plan p WHERE p.id = '0f000000-0000-4000-8000-000000000001'), 'active', 'and active');
SELECT lives_ok('SELECT pg_temp.commit()', 'with its one coordinator');

-- The citizen's words -----------------------------------------------------------------------------------
SELECT is(pg_temp.call(who, 'words_add', :'maja'::jsonb || '{"_version": 1, "text": "x"}') #>> '{_refused,code}', 'citizen-only', who || ' cannot write for Maja')
  FROM unnest(ARRAY['01', '03']) who;
SELECT is(pg_temp.call('09', 'words_add', :'maja'::jsonb || '{"_version": 1, "text": "Nye ord"}') ->> 'version', '2', 'Maja can');
SELECT is(pg_temp.call('09', 'words_add', :'maja'::jsonb || '{"_version": 1, "text": "Andre ord"}') #>> '{current,text}', 'Nye ord', 'two windows meet');
SELECT is((SELECT count(*) FROM samplan.citizen_statement s WHERE s.plan_id = '0f000000-0000-4000-8000-000000000001' AND s.text LIKE 'Jeg vil gerne hjem%'),
          1::bigint, 'the earlier text is kept as it was');
SELECT is(pg_temp.call('03', 'words_add', '{"plan_id": "0f000000-0000-4000-8000-000000000002", "_version": 0, "text": "Som Peter sagde"}') ->> 'version', '1',
          'the coordinator writes for Peter, who has no account');
SELECT ok((SELECT s.on_behalf FROM samplan.citizen_statement s WHERE s.plan_id = '0f000000-0000-4000-8000-000000000002'), 'and it is marked so');

-- What she had said yes to ended with the plan; the conflicts below are read with it said anew.
SELECT is((SELECT count(*) FROM samplan.consent_provision v WHERE v.plan_id = '0f000000-0000-4000-8000-000000000001' AND v.type_code = 'permit' AND app.provision_live(v)),
          0::bigint, 'a plan that is opened again brings no yes along');
SELECT is((SELECT count(*) FROM samplan.task t WHERE t.plan_id = '0f000000-0000-4000-8000-000000000001' AND t.title LIKE 'Spørg Maja igen om at dele%'
           AND t.due_day = app.today() + 14 AND t.status_code = 'accepted'), 1::bigint, 'the coordinator has a task to ask again');
SELECT is((SELECT count(*) FROM samplan.audit a WHERE a.action = 'plan.reopen'), 1::bigint, 'all of it is one row in the log');
UPDATE samplan.consent_provision SET until_at = 'infinity', plan_ended_at = NULL WHERE plan_id = '0f000000-0000-4000-8000-000000000001' AND plan_ended_at IS NOT NULL;

-- Conflicts ---------------------------------------------------------------------------------------------
SELECT is(jsonb_array_length(pg_temp.call(who, 'plan_show', :'maja') -> 'conflicts_list'), n, who || ' sees ' || n || ' conflicts')
  FROM (VALUES ('01', 1), ('09', 1), ('02', 0), ('04', 0), ('03', 0)) v (who, n);
SELECT is(pg_temp.call('04', 'conflict_create', :'maja'::jsonb || '{"part_a_id": "1b000000-0000-4000-8000-000000000003",
    "part_b_id": "1b000000-0000-4000-8000-000000000001", "text_a": "x", "text_b": "y"}') #>> '{errors,0,field}', 'part_b_id',
          'nobody marks a plan that she cannot read');
SELECT is(pg_temp.call('01', 'conflict_create', :'maja'::jsonb || '{"part_a_id": "1b000000-0000-4000-8000-000000000003",
    "part_b_id": "1b000000-0000-4000-8000-000000000002", "text_a": "x", "text_b": "y"}') ->> 'created', 'true', 'the coordinator marks');
SELECT is(pg_temp.call('02', 'conflict_resolve', '{"conflict_id": "1c000000-0000-4000-8000-000000000001", "_version": 1, "resolution": "x"}') #>> '{_refused,status}',
          '404', 'who reads one of the two finds no conflict');
SELECT is(pg_temp.call('01', 'conflict_resolve', '{"conflict_id": "1c000000-0000-4000-8000-000000000001", "_version": 1, "resolution": "Flyttet"}') ->> 'version', '2',
          'who reads both resolves it');

DO $$ BEGIN PERFORM pg_temp.commit(); END $$;
-- The deciding numbers agree: the strip of other pages and the core -----------------------------------------
SELECT is(pg_temp.call('03', 'words_list', :'maja') #>> '{citizen,coordinator,phone}', '12 34 56 10', 'the strip has the coordinator''s telephone');
SELECT is(pg_temp.call('03', 'words_list', :'maja') #>> '{citizen,next_appointment,title}', 'Netværksmøde før udskrivning', 'and the next meeting');
SELECT is(pg_temp.call('07', 'words_list', :'maja') #>> '{_refused,code}', 'core-only', 'and none for who has no core');

SELECT * FROM finish();
ROLLBACK;
