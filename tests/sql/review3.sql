-- What a hostile reader of the rights, the consents and the emergencies found, and shall not find again.
BEGIN;
CREATE EXTENSION IF NOT EXISTS pgtap;
SELECT no_plan();
\ir include/maja.sql
\ir include/close.sql
\ir include/call.sql
SET CONSTRAINTS ALL IMMEDIATE;
\set maja '0f000000-0000-4000-8000-000000000001'
\set line '2c000000-0000-4000-8000-000000000001'

-- A member of the team makes a relative a guardian, and so opens what she may not read herself.
UPDATE samplan.related_person SET created_by = '0c000000-0000-4000-8000-000000000004' WHERE id = :'line';
CREATE FUNCTION pg_temp.guard(who text) RETURNS jsonb LANGUAGE sql AS $$
    SELECT pg_temp.call(who, 'related_update', jsonb_build_object('related_id', r.id, 'kind', 'guardian', 'document_text', 'Brev',
               'guardian_classes', '["psychiatric-treatment"]'::jsonb, '_version', r.version))
      FROM samplan.related_person r WHERE r.id = '2c000000-0000-4000-8000-000000000001' $$;
SELECT is(pg_temp.guard('04') #>> '{_refused,code}', 'coordinator-only', 'who wrote a relative down does not make her a guardian');
SELECT is(pg_temp.audited(), 'related.update refuse coordinator-only', 'and it is logged');
SELECT is(pg_temp.call('04', 'related_create', jsonb_build_object('plan_id', :'maja', 'kind', 'guardian', 'name', 'X', 'document_text', 'Brev',
    'guardian_classes', '["social"]'::jsonb)) #>> '{_refused,code}', 'coordinator-only', 'nor adds one');
SELECT is((SELECT string_agg(o ->> 'value', ' ') FROM jsonb_array_elements(pg_temp.call('04', 'related_new', jsonb_build_object('plan_id', :'maja')) #> '{options,kind}') o),
          'relative companion', 'nor is she offered it');
UPDATE samplan.session SET strong_at = NULL WHERE user_id = '0c000000-0000-4000-8000-000000000001';
SELECT is(pg_temp.guard('01') ->> 'code', 'step-up-required', 'the coordinator shows first who she is');
UPDATE samplan.session SET strong_at = now() WHERE user_id = '0c000000-0000-4000-8000-000000000001';
SELECT is(pg_temp.guard('01') ->> 'flash', 'related-saved', 'then she may');
SELECT is(pg_temp.call('04', 'related_update', jsonb_build_object('related_id', :'line', 'kind', 'relative', '_version',
    (SELECT r.version FROM samplan.related_person r WHERE r.id = :'line'))) #>> '{_refused,code}', 'coordinator-only', 'and nobody else ends it');

-- A no that a later yes was to take the place of, when that yes is taken back before it began.
CREATE FUNCTION pg_temp.answer(answer text, more jsonb DEFAULT '{}') RETURNS jsonb LANGUAGE sql AS $$
    SELECT pg_temp.call('09', 'consent_create_own', jsonb_build_object('answer_code', answer, 'recipient_keys', '["unit-0b000000-0000-4000-8000-000000000003"]'::jsonb,
        'section_codes', '["core"]'::jsonb, 'purpose_code', 'coordination', 'confirm', true) || more) $$;
CREATE FUNCTION pg_temp.open_on(day date) RETURNS boolean LANGUAGE sql AS $$
    SELECT EXISTS (SELECT FROM samplan.access a WHERE a.plan_id = '0f000000-0000-4000-8000-000000000001' AND a.user_id = '0c000000-0000-4000-8000-000000000004'
                      AND a.basis_code = 'team' AND a.since <= app.day_start(day) AND a.until > app.day_start(day) AND a.barred IS NULL) $$;
SELECT is(pg_temp.answer('deny') ->> 'flash', 'consent-refused', 'Maja says no to the job centre');
SELECT pg_temp.answer('permit', jsonb_build_object('period_start_day', app.today() + 5, 'until_day', app.today() + 60)) ->> 'id' AS later \gset
SELECT is(pg_temp.open_on(app.today() + 4), false, 'a yes from a later day leaves it until then');
SELECT is(pg_temp.open_on(app.today() + 6), true, 'and ends it then');
SELECT is(pg_temp.call('09', 'consent_withdraw', jsonb_build_object('consent_id', :'later', 'whole', true)) ->> 'flash', 'consent-withdrawn', 'she takes it back');
SELECT is(pg_temp.open_on(app.today() + 6), false, 'the no holds on');
SELECT is((SELECT count(*) FROM samplan.consent_provision v WHERE v.plan_id = :'maja' AND v.type_code = 'deny' AND v.class_code = 'core'
              AND v.until_at = 'infinity' AND v.replaced_by_id IS NULL), 1::bigint, 'without an end');
SELECT pg_temp.answer('permit', jsonb_build_object('period_start_day', app.today() + 5, 'until_day', app.today() + 60)) ->> 'id' AS later \gset
SELECT is(pg_temp.answer('permit') ->> 'flash', 'consent-given', 'a yes from now on takes the place of both');
SELECT is(pg_temp.open_on(app.today() + 1), true, 'and the no is over');

-- What somebody wrote down and laid in, after she has left.
SELECT pg_temp.call('03', 'consent_create', jsonb_build_object('plan_id', :'maja', 'answer_code', 'permit', 'recipient_keys', '["unit-0b000000-0000-4000-8000-000000000006"]'::jsonb,
    'section_codes', '["social"]'::jsonb, 'purpose_code', 'coordination', 'confirm', true, 'source_code', 'written', 'given_to', 'Rikke')) ->> 'id' AS consent \gset
SELECT pg_temp.call('03', 'attachment_create', jsonb_build_object('consent_id', :'consent', 'name', 'ja.pdf', 'media_type', 'application/pdf',
    'body', encode('%PDF-1.7 x', 'base64'))) ->> 'id' AS scan \gset
SELECT is(pg_temp.call('03', 'attachment_show', jsonb_build_object('attachment_id', :'scan')) ->> 'name', 'ja.pdf', 'Rikke opens the scan that she laid in');
UPDATE samplan.handover SET status_code = 'declined' WHERE plan_id = :'maja';
UPDATE samplan.contributing_plan SET responsible_user_id = NULL WHERE plan_id = :'maja' AND responsible_user_id = '0c000000-0000-4000-8000-000000000003';
UPDATE samplan.team_member SET status_code = 'ended', period_end_day = app.today() - 1 WHERE plan_id = :'maja' AND user_id = '0c000000-0000-4000-8000-000000000003';
SELECT is(pg_temp.call('03', 'attachment_show', jsonb_build_object('attachment_id', :'scan')) #>> '{_refused,status}', '404', 'not after she left');
SELECT is(pg_temp.call('03', 'consent_show', jsonb_build_object('consent_id', :'consent')) #>> '{_refused,status}', '404', 'nor what she wrote down');
SELECT is(pg_temp.audited(), 'consent.show refuse', 'which is logged');

-- A task for a relative tells her of the plan, so whom Maja keeps out is asked to do nothing.
CREATE FUNCTION pg_temp.ask_line() RETURNS jsonb LANGUAGE sql AS $$
    SELECT pg_temp.call('04', 'task_create', jsonb_build_object('plan_id', '0f000000-0000-4000-8000-000000000001', 'title', 'Følg Maja',
               'performer_id', 'relative:2c000000-0000-4000-8000-000000000001', 'due_day', app.today() + 3)) $$;
SELECT is(pg_temp.ask_line() ->> 'created', 'true', 'Line can be asked');
SELECT pg_temp.call('09', 'consent_create_own', jsonb_build_object('answer_code', 'deny', 'recipient_keys', '["relative-2c000000-0000-4000-8000-000000000001"]'::jsonb,
    'section_codes', '["core"]'::jsonb, 'purpose_code', 'relatives', 'confirm', true)) ->> 'flash' AS said \gset
SELECT is(:'said'::text, 'consent-refused', 'until Maja says no');
SELECT is(pg_temp.ask_line() #>> '{errors,0,code}', 'not-an-option', 'then not');
SELECT is((SELECT string_agg(t.status_code, ' ') FROM samplan.task t WHERE t.title = 'Følg Maja'), 'cancelled', 'and what she was asked before is cancelled');
SELECT is((SELECT pg_temp.call('13', 'task_show', jsonb_build_object('task_id', t.id)) #>> '{_refused,status}' FROM samplan.task t WHERE t.title = 'Følg Maja'),
          '404', 'and hers no more');

-- The file that she takes along names those who looked only where the organisation does.
INSERT INTO samplan.break_glass (plan_id, citizen_id, user_id, unit_id, category_code, overrides_objection, reason, class_codes, started_at, ends_at, review_due_day)
VALUES (:'maja', '0e000000-0000-4000-8000-000000000001', '0c000000-0000-4000-8000-000000000006', '0b000000-0000-4000-8000-000000000005', 'danger-life', true,
        'Fundet bevidstløs hjemme', '{crisis-plan}', now() - interval '2 hours', now() - interval '1 hour', app.today() + 3);
CREATE FUNCTION pg_temp.exported() RETURNS jsonb LANGUAGE sql AS $$
    SELECT s #> '{rows_list,0}' FROM jsonb_array_elements(pg_temp.call('09', 'own_export') -> 'sections_list') s WHERE s ->> 'section_code' = 'emergencies' $$;
SELECT is(pg_temp.exported() ->> 'name', 'Ole Thomsen', 'by name');
UPDATE samplan.organisation SET show_staff_names = false WHERE id = '0a000000-0000-4000-8000-000000000003';
SELECT is(pg_temp.exported() ->> 'name', NULL::text, 'or by unit');
SELECT is(pg_temp.exported() ->> 'unit', 'Lægerne Nørregade', 'alone');

-- A unit that becomes one of another sector, or another organisation's, has no right by a yes that was for the treatment there.
SELECT is(pg_temp.call('09', 'consent_create_own', jsonb_build_object('answer_code', 'permit', 'recipient_keys', '["unit-0b000000-0000-4000-8000-000000000004"]'::jsonb,
    'section_codes', '["psychiatric-treatment"]'::jsonb, 'purpose_code', 'treatment', 'confirm', true)) ->> 'flash', 'consent-given', 'a yes for treatment');
CREATE FUNCTION pg_temp.opened() RETURNS bigint LANGUAGE sql AS $$
    SELECT count(*) FROM samplan.access a WHERE a.plan_id = '0f000000-0000-4000-8000-000000000001' AND a.principal = '0b000000-0000-4000-8000-000000000004' AND a.basis_code = 'consent' $$;
SELECT is(pg_temp.opened(), 1::bigint, 'opens for those who treat');
UPDATE samplan.unit SET sector_code = 'employment' WHERE id = '0b000000-0000-4000-8000-000000000004';
SELECT is(pg_temp.opened(), 0::bigint, 'and for nobody when they are another sector');
SELECT is((SELECT count(*) FROM (SELECT a.plan_id, a.principal, a.part_id, a.read_mask, a.until FROM samplan.access a
                                 EXCEPT SELECT e.plan_id, e.principal, e.part_id, e.read_mask, e.until FROM app.access_expected(NULL) e) x), 0::bigint, 'what is kept is what is computed');
SELECT * FROM finish();
ROLLBACK;
