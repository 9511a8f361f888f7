-- Statutes as the basis of sharing: who may record one, what it opens for whom, when it ends.
BEGIN;
CREATE EXTENSION IF NOT EXISTS pgtap;
SELECT no_plan();
\ir include/maja.sql
\ir include/call.sql
CREATE FUNCTION pg_temp.commit() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    SET CONSTRAINTS ALL IMMEDIATE;
    SET CONSTRAINTS ALL DEFERRED;
    PERFORM set_config('samplan.documents_done', '', true);
END
$$;
CREATE FUNCTION pg_temp.errors(d jsonb) RETURNS text LANGUAGE sql AS $$
    SELECT coalesce(d ->> 'raised' || ' ', '') || coalesce((SELECT string_agg((e ->> 'field') || ' ' || (e ->> 'code'), ', ' ORDER BY e ->> 'field')
      FROM jsonb_array_elements(d -> 'errors') e), d #>> '{_refused,code}', d ->> 'code', 'none')
$$;
CREATE FUNCTION pg_temp.parts_of(who text) RETURNS text LANGUAGE sql AS $$
    SELECT string_agg(p ->> 'title', ', ' ORDER BY p ->> 'title')
      FROM jsonb_array_elements(pg_temp.call(who, 'plan_show', '{"plan_id": "0f000000-0000-4000-8000-000000000001"}') -> 'contributing_plans_list') p
$$;
\set plan '{"plan_id": "0f000000-0000-4000-8000-000000000001"}'

-- Who may, before there is an agreement -----------------------------------------------------------------
SELECT is(pg_temp.errors(pg_temp.call('01', 'statute_new', :'plan')), 'no-statute', 'without an agreement of her unit the coordinator has nothing to invoke');
INSERT INTO samplan.contributing_plan (id, plan_id, type_code, class_code, sector_code, owner_unit_id, responsible_user_id, title, status_code, created_by) VALUES
 ('1b000000-0000-4000-8000-000000000088', '0f000000-0000-4000-8000-000000000001', 'discharge-agreement', 'psychiatric-treatment', 'psychiatry',
  '0b000000-0000-4000-8000-000000000001', '0c000000-0000-4000-8000-000000000002', 'Udskrivningsaftale', 'active', '0c000000-0000-4000-8000-000000000001');
DO $$ BEGIN PERFORM pg_temp.commit(); END $$;
SELECT is(pg_temp.call('02', 'statute_new', :'plan') #>> '{rules_list,0,paragraph}', 'Psykiatriloven § 13 c', 'with one, the ward is offered the rule');
SELECT is(pg_temp.call('02', 'statute_new', :'plan') #>> '{options,contributing_plan_id,0,label}', 'Udskrivningsaftale', 'for that agreement alone');
SELECT is(jsonb_array_length(pg_temp.call('02', 'statute_new', :'plan') #> '{options,contributing_plan_id}'), 1, 'not for the treatment plan');
SELECT is(pg_temp.errors(pg_temp.call(who, 'statute_new', :'plan')), 'no-statute', who || ' of another sector invokes nothing')
  FROM unnest(ARRAY['03', '04', '05', '06']) who;
SELECT is(pg_temp.errors(pg_temp.call('09', 'statute_new', :'plan')), 'team-only', 'nor does the citizen');
SELECT is(pg_temp.call(who, 'statute_new', :'plan'), pg_temp.call(who, 'statute_new', jsonb_build_object('plan_id', gen_random_uuid())),
          who || ' cannot tell the plan from none') FROM unnest(ARRAY['08', '10', '11', '12']) who;
SELECT is(pg_temp.errors(pg_temp.call(who, 'statute_create', :'plan'::jsonb || '{"rule_code": "psychiatry-13c", "purpose_text": "At følge udskrivningsaftalen", "told": "told"}')),
          code, who || ': ' || code)
  FROM (VALUES ('03', 'no-statute'), ('08', 'not-found'), ('09', 'team-only')) v (who, code);

-- Validity ----------------------------------------------------------------------------------------------
INSERT INTO samplan.legal_basis SELECT v.x, v.f, v.t, b.paragraph, b.name_da, b.name_en, b.plain_da, b.plain_en, b.source, b.invoker_sectors,
       b.class_codes, b.part_type_codes, b.purpose_code, b.obligations_da, b.obligations_en, b.withdrawable, b.max_days
  FROM samplan.legal_basis b, (VALUES ('past-rule', app.today() - 100, app.today()), ('future-rule', app.today() + 1, NULL)) v (x, f, t)
 WHERE b.rule_code = 'psychiatry-13c';
SELECT is(jsonb_array_length(pg_temp.call('02', 'statute_new', :'plan') -> 'rules_list'), 1, 'a rule that has ended or not begun is not offered');
\set form '{"plan_id": "0f000000-0000-4000-8000-000000000001", "rule_code": "psychiatry-13c", "contributing_plan_id": "1b000000-0000-4000-8000-000000000088", "party_ids": ["0b000000-0000-4000-8000-000000000002"], "purpose_text": "At lave og følge udskrivningsaftalen", "responsible_user_id": "0c000000-0000-4000-8000-000000000002", "told": "told"}'
SELECT is(pg_temp.errors(pg_temp.call('02', 'statute_create', :'form'::jsonb || jsonb_build_object('told_day', app.today(), 'rule_code', rule))),
          'SP422 rule_code not-an-option', rule || ' cannot be invoked') FROM unnest(ARRAY['past-rule', 'future-rule', 'no-such-rule']) rule;

-- What must be said -------------------------------------------------------------------------------------
SELECT is(pg_temp.errors(pg_temp.call('02', 'statute_create', :'form'::jsonb || more)), 'SP422 ' || errors, errors) FROM (VALUES
  ('{}'::jsonb, 'told_day required'),
  ('{"told_day": "2099-01-01"}', 'told_day in-future'),
  ('{"told": "deferred", "told_text": "kort"}', 'tell_by_day required, told_text too-short'),
  ('{"told": "deferred", "told_text": "Hun er for syg til at høre om det i dag", "tell_by_day": "2020-01-01"}', 'tell_by_day in-the-past'),
  (jsonb_build_object('told', 'deferred', 'told_text', 'Hun er for syg til at høre om det i dag', 'tell_by_day', app.today() + 31), 'tell_by_day too-late'),
  ('{"told_day": "2026-01-01", "purpose_text": "for kort"}', 'purpose_text too-short'),
  ('{"told_day": "2026-01-01", "purpose_text": "x                   x"}', 'none'),
  ('{"told_day": "2026-01-01", "party_ids": []}', 'party_ids choose-one'),
  ('{"told_day": "2026-01-01", "party_ids": ["0b000000-0000-4000-8000-0000000000ff"]}', 'party_ids not-an-option'),
  ('{"told_day": "2026-01-01", "responsible_user_id": "0c000000-0000-4000-8000-000000000003"}', 'responsible_user_id not-an-option'),
  ('{"told_day": "2026-01-01", "contributing_plan_id": "1b000000-0000-4000-8000-000000000001"}', 'contributing_plan_id not-an-option'),
  ('{"told_day": "2026-01-01", "contributing_plan_id": null}', 'contributing_plan_id required'),
  ('{"told_day": "2026-01-01", "until_day": "2020-01-01"}', 'until_day in-the-past')) v (more, errors) WHERE errors <> 'none';
SELECT is(pg_temp.errors(pg_temp.call('02', 'statute_create', :'form'::jsonb || jsonb_build_object('told_day', app.today(), 'party_ids', jsonb_build_array(
    (SELECT a.id FROM samplan.role_assignment a WHERE a.user_id = '0c000000-0000-4000-8000-000000000002'))))), 'SP422 party_ids own-unit', 'nobody names herself');
INSERT INTO samplan.unit (id, organisation_id, parent_id, name, sector_code) VALUES
 ('0b000000-0000-4000-8000-0000000000a1', '0a000000-0000-4000-8000-000000000001', '0b000000-0000-4000-8000-000000000001', 'Afsnit 2', 'psychiatry');
INSERT INTO samplan.legal_basis SELECT 'whole-plan', app.today(), NULL, b.paragraph, b.name_da, b.name_en, b.plain_da, b.plain_en, b.source, b.invoker_sectors,
       b.class_codes, NULL, b.purpose_code, b.obligations_da, b.obligations_en, b.withdrawable, NULL FROM samplan.legal_basis b WHERE b.rule_code = 'psychiatry-13c';
SELECT is(pg_temp.errors(pg_temp.call(who, 'statute_create', :'form'::jsonb || jsonb_build_object('rule_code', 'whole-plan', 'contributing_plan_id', NULL, 'told_day', app.today(), 'party_ids', jsonb_build_array(party)))),
          'SP422 party_ids own-unit', label)
  FROM (VALUES ('02', '0b000000-0000-4000-8000-000000000001'::uuid, 'a rule that serves no part never names the recorder''s own unit'),
               ('01', '0b000000-0000-4000-8000-000000000001', 'nor does the coordinator name hers'),
               ('02', '0b000000-0000-4000-8000-0000000000a1', 'nor one below it'),
               ('02', (SELECT a.id FROM samplan.role_assignment a WHERE a.user_id = '0c000000-0000-4000-8000-000000000001'), 'nor somebody there')) v (who, party, label);
DELETE FROM samplan.legal_basis WHERE rule_code = 'whole-plan';
SELECT is(pg_temp.errors(pg_temp.call('02', 'statute_create', :'form'::jsonb || '{"find": true, "party_q": "Nørregade"}')), 'SP422 party_ids choose-found', 'a search comes back with what it found');
SELECT ok(pg_temp.call('02', 'statute_new', :'plan'::jsonb || '{"party_q": "Social Viborg"}') #> '{options,party_ids}' @> '[{"value": "0b000000-0000-4000-8000-000000000007"}]',
          'and a unit outside the team can be found');

-- What it opens -----------------------------------------------------------------------------------------
SELECT is(pg_temp.parts_of('03'), 'Handleplan', 'before, the social caseworker sees her own');
CREATE TEMP TABLE used AS SELECT pg_temp.call('02', 'statute_create', :'form'::jsonb || jsonb_build_object('told_day', app.today(),
       'party_ids', jsonb_build_array('0b000000-0000-4000-8000-000000000002',
                    (SELECT a.id FROM samplan.role_assignment a WHERE a.user_id = '0c000000-0000-4000-8000-000000000006')))) AS d;
DO $$ BEGIN PERFORM pg_temp.commit(); END $$;
SELECT is((SELECT d ->> 'flash' FROM used), 'statute-recorded', 'the ward records it');
SELECT is(pg_temp.parts_of('03'), 'Handleplan, Udskrivningsaftale', 'the named unit sees the agreement');
SELECT is(pg_temp.parts_of('06'), 'Opfølgning på medicin, Udskrivningsaftale', 'so does the named person') WHERE pg_temp.parts_of('06') LIKE '%Opf%medicin%';
SELECT ok(pg_temp.parts_of('06') LIKE '%Udskrivningsaftale%', 'the named practitioner sees it');
SELECT unalike(coalesce(pg_temp.parts_of(who), ''), '%Udskrivningsaftale%', who || ', who is not named, does not') FROM unnest(ARRAY['04', '05']) who;
SELECT unalike(pg_temp.parts_of('03'), '%Behandlingsplan%', 'nor does it open the treatment plan, of the same class');
SELECT is(pg_temp.call('03', 'part_show', '{"part_id": "1b000000-0000-4000-8000-000000000088"}') ->> 'basis_code', 'statute', 'her reading rests on the statute');
SELECT is((SELECT a.basis_code || ' ' || a.basis_id FROM samplan.audit a WHERE a.action = 'contributing-plan.show' AND a.user_id = '0c000000-0000-4000-8000-000000000003'
            ORDER BY a.id DESC LIMIT 1), 'statute ' || (SELECT d ->> 'id' FROM used), 'and the row of the log says which');
SELECT is((SELECT a.basis_code || ' ' || a.outcome || ' ' || a.class_mask || ' ' || a.reason FROM samplan.audit a WHERE a.action = 'statute.create' AND a.outcome = 'permit'),
          'statute permit 2 At lave og følge udskrivningsaftalen', 'recording it is a row with the purpose');

-- An objection does not take it away; the citizen cannot withdraw it.
INSERT INTO samplan.consent (id, plan_id, type_code, purpose_code, source_code, given_day, period_start_day, recorded_by) VALUES
 ('2b000000-0000-4000-8000-000000000009', '0f000000-0000-4000-8000-000000000001', 'deny', 'coordination', 'own', app.today(), app.today(), '0c000000-0000-4000-8000-000000000009');
INSERT INTO samplan.consent_provision (consent_id, plan_id, type_code, recipient_kind_code, unit_id, class_code) VALUES
 ('2b000000-0000-4000-8000-000000000009', '0f000000-0000-4000-8000-000000000001', 'deny', 'unit', '0b000000-0000-4000-8000-000000000002', 'psychiatric-treatment');
SELECT is(pg_temp.parts_of('03'), 'Handleplan, Udskrivningsaftale', 'a no of the citizen does not close what the law opens');
CREATE FUNCTION pg_temp.one(who text) RETURNS jsonb LANGUAGE sql AS $$
    SELECT pg_temp.call(who, 'statute_show', jsonb_build_object('plan_id', '0f000000-0000-4000-8000-000000000001', 'statute_use_id', (SELECT d ->> 'id' FROM used))) $$;
SELECT is(pg_temp.one('09') ->> 'may_end', 'false', 'the citizen reads it and cannot end it');
SELECT is(pg_temp.one('09') #>> '{statute,plain}', (SELECT plain_da FROM samplan.legal_basis WHERE rule_code = 'psychiatry-13c'), 'she is told in a sentence what the law says');
SELECT is(jsonb_array_length(pg_temp.one('09') #> '{statute,parties_list}'), 2, 'and who the parties are');
SELECT is(pg_temp.one('03') ->> 'may_end', 'false', 'a party reads it');
SELECT is(pg_temp.errors(pg_temp.one(who)), 'not-found', who || ' does not') FROM unnest(ARRAY['04', '05', '08']) who;
SELECT is(jsonb_array_length(pg_temp.call(who, 'statute_list', :'plan') -> 'statutes_list'), n, who || '''s list has ' || n)
  FROM (VALUES ('01', 1), ('02', 1), ('03', 1), ('04', 0), ('09', 1)) v (who, n);
SELECT is(pg_temp.errors(pg_temp.call('08', 'statute_list', :'plan')), 'not-found', 'a stranger has no list');

-- The end -----------------------------------------------------------------------------------------------
CREATE FUNCTION pg_temp.end_it(who text, more jsonb) RETURNS text LANGUAGE sql AS $$
    SELECT pg_temp.errors(pg_temp.call(who, 'statute_end', more || jsonb_build_object('plan_id', '0f000000-0000-4000-8000-000000000001', 'statute_use_id', (SELECT d ->> 'id' FROM used)))) $$;
SELECT is(pg_temp.end_it(who, '{"_version": 1, "end_reason": "Aftalen er slut"}'), code, who || ' ending it: ' || code)
  FROM (VALUES ('09', 'recorder-only'), ('03', 'recorder-only'), ('04', 'not-found'), ('08', 'not-found')) v (who, code);
SELECT is(pg_temp.end_it('02', '{"end_reason": "Aftalen er slut"}'), 'SP428 version-missing', 'without a version');
SELECT is(pg_temp.end_it('02', '{"_version": 7, "end_reason": "Aftalen er slut"}'), 'SP412 stale', 'on an old version');
SELECT is(pg_temp.end_it('02', '{"_version": 1, "end_reason": " "}'), 'SP422 end_reason reason-required', 'without a reason');
-- The rule may end meanwhile: what was begun under it stays until its own end.
UPDATE samplan.legal_basis SET valid_to = app.today() WHERE rule_code = 'psychiatry-13c';
SELECT is(pg_temp.parts_of('03'), 'Handleplan, Udskrivningsaftale', 'a use goes on when its rule is put out of force');
SELECT is(pg_temp.errors(pg_temp.call('02', 'statute_new', :'plan')), 'no-statute', 'but no new one begins');
UPDATE samplan.legal_basis SET valid_to = NULL WHERE rule_code = 'psychiatry-13c';
SAVEPOINT closing;
UPDATE samplan.contributing_plan SET status_code = 'completed' WHERE id = '1b000000-0000-4000-8000-000000000088';
SELECT is(pg_temp.parts_of('03'), 'Handleplan', 'it ends with the agreement');
SELECT is(pg_temp.one('09') #>> '{statute,ended_code}', 'part', 'which is what its page says');
ROLLBACK TO closing;
SAVEPOINT period;
UPDATE samplan.statute_use SET started_at = now() - interval '9 days', until_day = app.today() - 1;
SELECT is(pg_temp.parts_of('03'), 'Handleplan', 'it ends with its period');
ROLLBACK TO period;
SELECT is(pg_temp.end_it('01', '{"_version": 1, "end_reason": "Aftalen er slut"}'), 'none', 'a colleague of the unit ends it');
SELECT is(pg_temp.parts_of('03'), 'Handleplan', 'and the parties see it no more');
SELECT is(pg_temp.end_it('02', '{"_version": 2, "end_reason": "Igen"}'), 'SP409 statute-ended', 'once is enough');

-- Not told yet ------------------------------------------------------------------------------------------
SELECT is(pg_temp.call('02', 'statute_create', :'form'::jsonb || jsonb_build_object('told', 'deferred', 'told_text', 'Hun er for syg til at høre om det i dag',
          'tell_by_day', app.today() + 3)) ->> 'flash', 'statute-recorded-task', 'the citizen can be told later');
SELECT is((SELECT t.title || '|' || t.class_code || '|' || t.status_code || '|' || (t.due_day - app.today()) FROM samplan.task t
            WHERE t.contributing_plan_id = '1b000000-0000-4000-8000-000000000088'),
          'Fortæl Maja, at der deles efter psykiatriloven § 13 c|psychiatric-treatment|accepted|3', 'and a dated task reminds of it');

SELECT is_empty($$ SELECT * FROM app.access_expected(NULL) EXCEPT SELECT a.plan_id, a.principal, a.part_id, a.citizen_id, a.read_mask, a.write_mask,
    a.basis_code, a.basis_id, a.since, a.until, a.barred, a.user_id, a.unit_id FROM samplan.access a $$, 'access holds all that it should');
SELECT * FROM finish();
ROLLBACK;
