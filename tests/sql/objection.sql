-- A no reaches what somebody is asked to do, coordinating, and whoever would lift it herself; not only what she reads.
BEGIN;
CREATE EXTENSION IF NOT EXISTS pgtap;
SELECT no_plan();
\ir include/maja.sql
\ir include/close.sql
\ir include/call.sql
SET CONSTRAINTS ALL IMMEDIATE;
\set plan '0f000000-0000-4000-8000-000000000001'
\set meeting '1f000000-0000-4000-8000-000000000001'
CREATE FUNCTION pg_temp.u(n text) RETURNS uuid LANGUAGE sql AS $$ SELECT ('0c000000-0000-4000-8000-0000000000' || n)::uuid $$;
CREATE FUNCTION pg_temp.unit(n text) RETURNS uuid LANGUAGE sql AS $$ SELECT ('0b000000-0000-4000-8000-0000000000' || n)::uuid $$;
CREATE FUNCTION pg_temp.person(who text, unit text) RETURNS text LANGUAGE sql AS $$ SELECT 'person-' || app.practitioner(pg_temp.u(who), pg_temp.unit(unit)) $$;
CREATE FUNCTION pg_temp.wrong(d jsonb) RETURNS text LANGUAGE sql AS $$
    SELECT coalesce((SELECT string_agg((e ->> 'field') || ' ' || (e ->> 'code'), ', ' ORDER BY e ->> 'field') FROM jsonb_array_elements(d -> 'errors') e),
                    d ->> 'code', d #>> '{_refused,code}', 'fine') $$;
CREATE FUNCTION pg_temp.say(who text, answer text, recipient text, class text, more jsonb DEFAULT '{}') RETURNS jsonb LANGUAGE sql AS $$
    SELECT pg_temp.call(who, CASE who WHEN '09' THEN 'consent_create_own' ELSE 'consent_create' END,
        jsonb_build_object('plan_id', '0f000000-0000-4000-8000-000000000001', 'answer_code', answer, 'recipient_keys', jsonb_build_array(recipient),
            'section_codes', to_jsonb(string_to_array(class, ' ')), 'purpose_code', 'coordination', 'source_code', 'spoken', 'confirm', true) || more) $$;
CREATE FUNCTION pg_temp.ask(who text, performer text, more jsonb DEFAULT '{}') RETURNS jsonb LANGUAGE sql AS $$
    SELECT pg_temp.call(who, 'task_create', jsonb_build_object('plan_id', '0f000000-0000-4000-8000-000000000001', 'title', 'Tal med Maja om medicin',
        'description', 'Maja er usikker', 'performer_id', performer) || more) $$;
CREATE FUNCTION pg_temp.task(who text, task uuid) RETURNS text LANGUAGE sql AS $$
    SELECT coalesce(d #>> '{_refused,code}', d ->> 'status_code') FROM pg_temp.call(who, 'task_show', jsonb_build_object('task_id', task)) d $$;
CREATE FUNCTION pg_temp.listed(who text, task uuid) RETURNS boolean LANGUAGE sql AS $$
    SELECT pg_temp.call(who, 'task_list', '{"list": "all"}')::text LIKE '%' || task || '%' $$;
CREATE FUNCTION pg_temp.status(task uuid) RETURNS text LANGUAGE sql AS $$ SELECT t.status_code FROM samplan.task t WHERE t.id = task $$;
CREATE FUNCTION pg_temp.lift(consent text) RETURNS text LANGUAGE sql AS $$
    SELECT pg_temp.wrong(pg_temp.call('09', 'consent_withdraw', jsonb_build_object('consent_id', consent, 'whole', true))) $$;
CREATE FUNCTION pg_temp.told(who text, kind text) RETURNS bigint LANGUAGE sql AS $$
    SELECT count(*) FROM samplan.notice n WHERE n.user_id = pg_temp.u(who) AND n.kind_code = kind $$;
UPDATE samplan.session SET strong_at = now();
SELECT 'person:' || pg_temp.u('06') || ':' || pg_temp.unit('05') AS ole, 'unit:' || pg_temp.unit('05') AS gp,
       'person:' || pg_temp.u('15') || ':' || pg_temp.unit('09') AS vera, 'person:' || pg_temp.u('08') || ':' || pg_temp.unit('07') AS frede \gset

-- A person: what he has, and what he is asked.
SELECT pg_temp.ask('01', :'ole') ->> 'id' AS his, pg_temp.ask('01', :'gp') ->> 'id' AS theirs \gset
SELECT is(pg_temp.task('06', :'his'), 'proposed', 'Ole is asked');
SELECT is(pg_temp.task('06', :'theirs'), 'proposed', 'so is his practice');
SELECT pg_temp.say('09', 'deny', pg_temp.person('06', '05'), 'core') ->> 'id' AS no \gset
SELECT is(pg_temp.status(:'his'), 'cancelled', 'her no to him takes it back');
SELECT is(pg_temp.status(:'theirs'), 'proposed', 'not what his practice was asked');
SELECT is(pg_temp.told('01', 'objection-withdrawn'), 1::bigint, 'the coordinator is told, once');
SELECT is(pg_temp.task('06', t), 'not-found', 'and he reads none of it') FROM (VALUES (:'his'::uuid), (:'theirs')) v (t);
SELECT is(pg_temp.listed('06', :'theirs'), false, 'nor on his lists');
SELECT is(pg_temp.wrong(pg_temp.call('06', 'task_answer', jsonb_build_object('task_id', :'theirs', 'answer', 'accept', '_version', 1))), 'not-found', 'nor can he take it on');
SELECT is(pg_temp.task('01', :'theirs'), 'proposed', 'who asked reads it');
SELECT is(pg_temp.wrong(pg_temp.ask('01', :'ole')), 'performer_id kept-out', 'he is not asked anew');
SELECT is(pg_temp.wrong(pg_temp.ask('09', :'ole')), 'performer_id kept-out', 'not by her either, before she says otherwise');
SELECT is(pg_temp.wrong(pg_temp.ask('01', :'gp')), 'fine', 'his practice is');
SELECT pg_temp.ask('01', 'person:' || pg_temp.u('03') || ':' || pg_temp.unit('02')) ->> 'id' AS hers \gset
SELECT is(pg_temp.wrong(pg_temp.call('01', 'task_status_set', jsonb_build_object('task_id', :'hers', 'action', 'reassign', 'to_performer_id', :'ole', '_version', 1))),
          'to_performer_id kept-out', 'nothing is handed on to him');
SELECT is(pg_temp.wrong(pg_temp.call('01', 'task_update', jsonb_build_object('task_id', :'hers', 'performer_id', :'ole', '_version', 1))), 'performer_id kept-out', 'nor given');
SELECT is(pg_temp.wrong(pg_temp.call('01', 'task_status_set', jsonb_build_object('task_id', :'his', 'action', 'undo',
          '_version', (SELECT t.version FROM samplan.task t WHERE t.id = :'his')))), 'kept-out', 'nor given back');
SELECT is(pg_temp.wrong(pg_temp.call('01', 'invitation_add', jsonb_build_object('appointment_id', :'meeting', 'who', :'ole'))), 'who kept-out', 'nor is he asked to a meeting');
SELECT is(pg_temp.lift(:'no'), 'fine', 'she takes her no back');
SELECT is(pg_temp.task('06', :'theirs'), 'proposed', 'and his practice''s task is his to see again');
SELECT is(pg_temp.status(:'his'), 'cancelled', 'what was taken back is asked anew, or not');

-- A unit and an organisation.
SELECT pg_temp.ask('01', :'ole') ->> 'id' AS his \gset
SELECT pg_temp.say('09', 'deny', 'organisation-0a000000-0000-4000-8000-000000000003', 'core') ->> 'id' AS no \gset
SELECT is(pg_temp.status(t), 'cancelled', 'a no to an organisation reaches its units and people') FROM (VALUES (:'his'::uuid), (:'theirs')) v (t);
SELECT is(pg_temp.wrong(pg_temp.ask('01', c)), 'performer_id kept-out', c || ' is not asked') FROM unnest(ARRAY[:'ole', :'gp']) c;
SELECT is(pg_temp.lift(:'no'), 'fine', 'taken back');
SELECT pg_temp.ask('06', :'ole', '{"contributing_plan_id": "1b000000-0000-4000-8000-000000000006", "only_part": true}') ->> 'id' AS inside \gset
SELECT pg_temp.say('09', 'deny', 'unit-' || pg_temp.unit('05'), 'core general-practice') ->> 'id' AS no \gset
SELECT is(pg_temp.status(:'inside'), 'accepted', 'what a unit does in its own part goes on');
SELECT is(pg_temp.task('06', :'inside'), 'accepted', 'and is read there');
SELECT is(pg_temp.lift(:'no'), 'fine', 'taken back');
SELECT pg_temp.say('09', 'deny', pg_temp.person('06', '05'), 'general-practice') ->> 'id' AS no \gset
SELECT is(pg_temp.status(:'inside'), 'cancelled', 'a no to a person about that class reaches there');
SELECT is(pg_temp.wrong(pg_temp.ask('01', :'ole')), 'fine', 'and leaves what is shared');
SELECT is(pg_temp.lift(:'no'), 'fine', 'taken back');

-- A volunteer, who is named alone for a no.
SELECT pg_temp.ask('01', :'vera') ->> 'id' AS walk \gset
SELECT is(pg_temp.task('15', :'walk'), 'proposed', 'Vera is asked');
SELECT ok(pg_temp.call('09', 'consent_new_own') #> '{options,person_keys}' @> jsonb_build_array(jsonb_build_object('value', pg_temp.person('15', '09'))), 'Maja finds her among those who can be named');
SELECT ok(pg_temp.call('01', 'consent_new', jsonb_build_object('plan_id', :'plan', 'q', 'Vera')) #> '{options}' @> jsonb_build_object('person_keys', jsonb_build_array(jsonb_build_object('value', pg_temp.person('15', '09')))),
          'staff too');
SELECT is(pg_temp.wrong(pg_temp.say('09', 'permit', pg_temp.person('15', '09'), 'social')), 'recipient_keys volunteer-no-only', 'a yes to her would open nothing');
SELECT pg_temp.say('09', 'deny', pg_temp.person('15', '09'), 'core') ->> 'id' AS no \gset
SELECT is(pg_temp.status(:'walk'), 'cancelled', 'a no takes back what she was asked');
SELECT is(pg_temp.task('15', :'walk'), 'not-found', 'and she reads none of it');
SELECT is(pg_temp.wrong(pg_temp.ask('01', :'vera')), 'performer_id kept-out', 'she is not asked anew');
SELECT is(pg_temp.lift(:'no'), 'fine', 'taken back');
SELECT pg_temp.ask('01', :'vera') ->> 'id' AS walk \gset
SELECT pg_temp.say('09', 'deny', 'unit-' || pg_temp.unit('09'), 'core') ->> 'id' AS no \gset
SELECT is(pg_temp.status(:'walk') || pg_temp.task('15', :'walk'), 'cancellednot-found', 'a no to her association reaches her too');
SELECT is(pg_temp.lift(:'no'), 'fine', 'taken back');

-- One that begins later: its first day closes, and a job takes back.
SELECT pg_temp.ask('01', :'frede') ->> 'id' AS far \gset
SELECT pg_temp.say('09', 'deny', pg_temp.person('08', '07'), 'core', jsonb_build_object('period_start_day', app.today() + 5)) ->> 'id' AS no \gset
SELECT is(pg_temp.task('08', :'far'), 'proposed', 'before its day all is as it was');
UPDATE samplan.consent_provision v SET since_at = now() WHERE v.consent_id = :'no';
SELECT is(pg_temp.status(:'far') || pg_temp.task('08', :'far') || pg_temp.listed('08', :'far'), 'proposednot-foundfalse', 'on it nothing is read');
SELECT is(app.job_objections(), 1, 'and the job takes back');
SELECT is(pg_temp.status(:'far') || app.job_objections(), 'cancelled0', 'once');
SELECT is((SELECT a.action || ' ' || a.basis_code FROM samplan.audit a ORDER BY a.id DESC LIMIT 1), 'objection.withdraw rule', 'logged');

-- Coordinating. Two rows change in one transaction, so what must hold is asked at its end.
SET CONSTRAINTS ALL DEFERRED;
\set handover '2a000000-0000-4000-8000-000000000001'
SELECT is(pg_temp.wrong(pg_temp.call('03', 'handover_show', jsonb_build_object('handover_id', :'handover'))), 'fine', 'Rikke is offered the coordination');
SELECT pg_temp.say('09', 'deny', pg_temp.person('03', '02'), 'core') ->> 'id' AS no \gset
SELECT is((SELECT h.status_code FROM samplan.handover h WHERE h.id = :'handover'), 'withdrawn', 'a no takes the offer back');
SELECT is(pg_temp.wrong(pg_temp.call('03', f, jsonb_build_object('handover_id', :'handover', 'answer', 'accept', '_version', 1))), 'not-found', f || ': she reads nothing of it')
  FROM unnest('{handover_show,handover_answer}'::text[]) f;
SELECT ok(NOT pg_temp.call('01', 'handover_new', jsonb_build_object('plan_id', :'plan')) #> '{options,to_user_id}' @> jsonb_build_array(jsonb_build_object('value', pg_temp.u('03'))), 'nor is she a choice');
SELECT is(pg_temp.wrong(pg_temp.call('01', 'handover_request', jsonb_build_object('plan_id', :'plan', 'to_user_id', pg_temp.u('03'), 'effective_day', app.today(), 'answer_by_day', app.today(), 'note', 'x'))),
          'to_user_id not-an-option', 'nor can she be asked');
UPDATE samplan.handover h SET status_code = 'requested' WHERE h.id = :'handover';
SELECT is(pg_temp.wrong(pg_temp.call('03', 'handover_show', jsonb_build_object('handover_id', :'handover'))), 'not-found', 'an offer that came about otherwise is not hers to see');
SELECT throws_ok(format('SELECT app.handover_settle(%L, jsonb_build_object(''answer'', ''accept'', ''_version'', (SELECT h.version FROM samplan.handover h WHERE h.id = %L)))', :'handover', :'handover'),
                 'SP409', 'kept-out', 'nor to accept');
SELECT is(app.job_objections(), 1, 'and is taken back');
SELECT is(pg_temp.lift(:'no'), 'fine', 'taken back');
SELECT pg_temp.call('01', 'handover_request', jsonb_build_object('plan_id', :'plan', 'to_user_id', pg_temp.u('03'), 'effective_day', app.today() + 3, 'answer_by_day', app.today(), 'note', 'x')) ->> 'id' AS handover \gset
SELECT is(pg_temp.wrong(pg_temp.call('03', 'handover_answer', jsonb_build_object('handover_id', :'handover', 'answer', 'accept', '_version', 1))), 'fine', 'Rikke is to coordinate in three days');
SELECT pg_temp.say('09', 'deny', pg_temp.person('03', '02'), 'core') ->> 'id' AS no \gset
SELECT is((SELECT count(*) FROM samplan.coordination c WHERE c.plan_id = :'plan' AND c.ended_at IS NULL AND c.user_id = pg_temp.u('01')), 1::bigint, 'a no before then leaves it with Anders');
SELECT lives_ok('SET CONSTRAINTS ALL IMMEDIATE', 'at every instant somebody coordinates');
SET CONSTRAINTS ALL DEFERRED;
SELECT is((SELECT count(*) FROM samplan.access a WHERE a.plan_id = :'plan' AND a.basis_code = 'coordination' AND a.user_id = pg_temp.u('03')), 0::bigint, 'she has no right to come');
SELECT is_empty(format('SELECT * FROM (SELECT principal, read_mask, write_mask, until FROM app.access_expected(%L) EXCEPT SELECT principal, read_mask, write_mask, until FROM samplan.access WHERE plan_id = %L) x', :'plan', :'plan'), 'rights are as computed');
SELECT is(pg_temp.lift(:'no'), 'fine', 'taken back');

-- Whoever coordinates: somebody must, so it is handed over.
SELECT pg_temp.say('01', 'deny', pg_temp.person('01', '01'), 'core') ->> 'id' AS no \gset
SELECT isnt(:'no'::text, NULL, 'a no to the coordinator is written down, by himself too');
SELECT is(pg_temp.told(who, 'coordinator-refused'), want, who || ' is told') FROM (VALUES ('01', 1::bigint), ('11', 1), ('10', 0), ('03', 0)) v (who, want);
SELECT is((SELECT count(*) FROM samplan.task t WHERE t.plan_id = :'plan' AND t.title = 'Giv koordinationen for Maja videre' AND t.performer_user_id = pg_temp.u('01')
             AND t.due_day = app.today() + 7 AND t.status_code = 'accepted'), 1::bigint, 'with a dated task');
SELECT is(app.job_objections(), 0, 'he keeps what he has to do');
SELECT is(pg_temp.told('01', 'coordinator-refused'), 1::bigint, 'and is told once');
SELECT is(pg_temp.wrong(pg_temp.call('01', 'plan_show', jsonb_build_object('plan_id', :'plan'))), 'fine', 'he coordinates until another does');
SELECT is(pg_temp.wrong(pg_temp.call('01', f, jsonb_build_object('consent_id', :'no', 'whole', true, 'withdrawn_source_code', 'spoken'))), 'about-yourself', f || ': he lifts no no to himself')
  FROM unnest('{consent_withdraw_edit,consent_withdraw}'::text[]) f;
SELECT is(pg_temp.audited(), 'consent.withdraw refuse about-yourself', 'which is logged');
SELECT is(pg_temp.wrong(pg_temp.say('01', 'permit', pg_temp.person('01', '01'), 'core')), 'recipient_keys about-yourself', 'nor writes a yes over it');
SELECT pg_temp.call('01', 'handover_request', jsonb_build_object('plan_id', :'plan', 'to_user_id', pg_temp.u('03'), 'effective_day', app.today(), 'answer_by_day', app.today(), 'note', 'x')) ->> 'id' AS handover \gset
SELECT is(pg_temp.wrong(pg_temp.call('03', 'handover_answer', jsonb_build_object('handover_id', :'handover', 'answer', 'accept', '_version', 1))), 'fine', 'Rikke takes over');
SELECT is(pg_temp.task('01', :'hers'), 'not-found', 'and the no takes effect');
SELECT is(app.job_objections(), 1, 'what he had to do is taken back');
SELECT is(pg_temp.wrong(pg_temp.call('03', 'consent_withdraw', jsonb_build_object('consent_id', :'no', 'whole', true, 'withdrawn_source_code', 'spoken'))), 'fine', 'Rikke may write down that it is lifted');

SET CONSTRAINTS ALL IMMEDIATE;

-- What hides and what is absent is one answer; nothing blanket.
SELECT pg_temp.say('09', 'deny', 'unit-' || pg_temp.unit('07'), 'social') ->> 'id' AS no \gset
SELECT is(pg_temp.call('08', f, jsonb_build_object('consent_id', :'no', 'whole', true)), pg_temp.call('08', f, jsonb_build_object('consent_id', gen_random_uuid(), 'whole', true)),
          f || ': a stranger whom a no is against cannot tell it from none') FROM unnest('{consent_withdraw_edit,consent_withdraw}'::text[]) f;
SELECT is(pg_temp.wrong(pg_temp.say(who, 'permit', 'organisation-0a000000-0000-4000-8000-000000000003', 'core psychiatric-treatment substance-use social assessment employment general-practice crisis-plan')),
          'section_codes blanket', 'everything for a whole organisation is no consent') FROM unnest('{01,09}'::text[]) who;
INSERT INTO samplan.related_person (id, plan_id, kind_code, name, created_by)
VALUES ('2c000000-0000-4000-8000-0000000000c1', :'plan', 'child', 'Otto', pg_temp.u('08')), ('2c000000-0000-4000-8000-0000000000c2', :'plan', 'relative', 'Oda', pg_temp.u('08'));
SELECT FROM pg_temp.act_as('08');
SET LOCAL ROLE samplan_api;
SELECT count(*) AS n FROM samplan.related_person r WHERE r.created_by = app.actor_user() \gset
RESET ROLE;
SELECT is(:n, 0, 'having written somebody down gives nothing without a relation');
SELECT finish();
ROLLBACK;
