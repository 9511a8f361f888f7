-- Relatives, guardians, holders of custody, children in the family, volunteers, invitations: what each sees, and never sees.
BEGIN;
CREATE EXTENSION IF NOT EXISTS pgtap;
SELECT no_plan();
\ir include/maja.sql
\ir include/close.sql
\ir include/call.sql
SET CONSTRAINTS ALL IMMEDIATE;
\set maja '0f000000-0000-4000-8000-000000000001'
\set emma '0f000000-0000-4000-8000-000000000003'
\set line '2c000000-0000-4000-8000-000000000001'
CREATE FUNCTION pg_temp.involve(who text, levels jsonb, more jsonb DEFAULT '{}') RETURNS jsonb LANGUAGE sql AS $$
    SELECT pg_temp.call(who, 'related_involve', jsonb_build_object('related_id', '2c000000-0000-4000-8000-000000000001', '_version',
        (SELECT r.version FROM samplan.related_person r WHERE r.id = '2c000000-0000-4000-8000-000000000001'),
        'source', CASE WHEN who = '09' THEN 'own' ELSE 'spoken' END) || levels || more) $$;
-- A transaction builds its documents once, at its end; this one is many.
CREATE FUNCTION pg_temp.built() RETURNS void LANGUAGE sql AS $$ SELECT app.document_refresh(p.id) FROM samplan.joint_plan p WHERE p.id::text LIKE '0f0000%' $$;
CREATE FUNCTION pg_temp.section(who text, plan uuid, class text) RETURNS jsonb LANGUAGE sql AS $$
    SELECT FROM pg_temp.built();
    SELECT pg_temp.call(who, 'relative_section', jsonb_build_object('plan_id', plan, 'class_code', class)) $$;
CREATE FUNCTION pg_temp.sees(who text, plan uuid) RETURNS text LANGUAGE sql AS $$
    SELECT FROM pg_temp.built();
    SELECT string_agg(s ->> 'section_code', ' ' ORDER BY app.class_bit(s ->> 'section_code'))
      FROM jsonb_array_elements(pg_temp.call(who, 'relative_home') -> 'citizens_list') c, jsonb_array_elements(c -> 'sections_list') s
     WHERE (c ->> 'plan_id')::uuid = plan $$;
CREATE FUNCTION pg_temp.born(day date) RETURNS void LANGUAGE sql AS $$
    UPDATE samplan.citizen SET birth_day = day WHERE id = '0e000000-0000-4000-8000-000000000003' $$;
CREATE FUNCTION pg_temp.stored_equals_built() RETURNS bigint LANGUAGE sql AS $$
    SELECT count(*) FROM (
        SELECT d.plan_id, d.part_id, d.body::jsonb FROM samplan.document d WHERE d.audience_code = 'relative'
        EXCEPT SELECT p.id, app.relative_document(p.id, c), app.document_relative(p.id, c)
                 FROM samplan.joint_plan p CROSS JOIN LATERAL app.document_relative_classes(p.id) c) x $$;

-- Nothing without the citizen's yes.
SELECT is(pg_temp.call('13', 'relative_home') -> 'citizens_list', '[]'::jsonb, 'a relative without a yes sees nobody');
SELECT is(pg_temp.audited(), 'relative.home permit', 'and it is logged');
SELECT is(pg_temp.section('13', :'maja', 'core') #>> '{_refused,status}', '404', 'nothing is 404');
SELECT is(pg_temp.audited(), 'relative.section refuse', 'a refusal is a row');

-- Involvement: a class at a time.
SELECT is(pg_temp.involve('08', '{"level_core": "involved"}') #>> '{_refused,status}', '404', 'a stranger decides nothing');
SELECT is(pg_temp.involve('04', '{"level_core": "involved"}') #>> '{_refused,status}', '403', 'nor a member who did not write her down');
SELECT is(pg_temp.involve('13', '{"level_core": "involved"}') #>> '{_refused,status}', '404', 'nor Line herself');
SELECT is(pg_temp.involve('01', '{}') #>> '{errors,0,code}', 'choose-level', 'an answer says something');
SELECT is(pg_temp.involve('01', '{"level_core": "involved"}', jsonb_build_object('until_day', app.today() + 400)) #>> '{errors,0,code}', 'at-most-a-year', 'a yes lasts a year at most');
SELECT is(pg_temp.involve('01', '{"level_core": "involved", "source": "own"}') #>> '{errors,0,field}', 'source', 'staff do not answer as the citizen');
SELECT is(pg_temp.involve('09', '{"level_core": "involved", "level_social": "informed", "level_crisis_plan": "involved", "level_psychiatric_treatment": "out"}',
                          jsonb_build_object('until_day', app.today() + 100)) ->> 'flash', 'related-involved', 'Maja says what Line may know');
SELECT is(pg_temp.sees('13', :'maja'), 'core social crisis-plan', 'Line sees that and nothing else, at once');
SELECT is((SELECT v.type_code || ' ' || c.purpose_code || ' ' || c.source_code || ' ' || (c.ask_again_day = (app.today() + interval '6 months')::date)
             FROM samplan.consent_provision v JOIN samplan.consent c ON c.id = v.consent_id
            WHERE v.related_id = :'line' AND v.class_code = 'psychiatric-treatment'), 'deny relatives own true', 'a no is kept, asked again in six months');
SELECT is((SELECT t.status_code || ' ' || (t.hold_until_day = (app.today() + interval '6 months')::date) || ' ' || t.performer_user_id
             FROM samplan.task t JOIN samplan.related_person r ON r.ask_task_id = t.id WHERE r.id = :'line'),
          'on-hold true 0c000000-0000-4000-8000-000000000001', 'by a task that rests with the coordinator until the day');
SELECT is(pg_temp.stored_equals_built(), 0::bigint, 'stored documents for relatives equal the built ones');
SELECT is((SELECT count(*) FROM samplan.document d WHERE d.plan_id = :'maja' AND d.audience_code = 'relative'), 3::bigint,
          'there is one for each class that somebody close has a right to');

-- What is in them.
SELECT is(pg_temp.section('13', :'maja', 'crisis-plan') #>> '{parts_list,0,content_list,0,text}', 'Line, når som helst', 'the crisis plan''s text');
SELECT is(pg_temp.section('13', :'maja', 'core') #>> '{coordinator,name}', 'Anders Lund', 'who coordinates');
SELECT is(pg_temp.section('13', :'maja', 'social') #>> '{parts_list,0,owner_unit}', 'Social Skive', 'who owns a plan') WHERE EXISTS (SELECT FROM samplan.unit WHERE name = 'Social Skive');
SELECT is((SELECT a.basis_code || ' ' || (a.basis_id = v.id) || ' ' || a.class_mask FROM samplan.audit a, samplan.consent_provision v
            WHERE a.action = 'relative.section' AND a.outcome = 'permit' AND v.related_id = :'line' AND v.class_code = 'core' AND a.class_mask = 1
            ORDER BY a.id DESC LIMIT 1), 'relative true 1', 'the log names the yes that it rests on');
SELECT is((SELECT count(*) FROM samplan.audit a WHERE a.action = 'relative.home' AND a.citizen_id = '0e000000-0000-4000-8000-000000000001'), 1::bigint,
          'one row a citizen and page');
CREATE TEMP TABLE shown AS SELECT pg_temp.call('13', 'relative_home')::text AS text
    UNION ALL SELECT pg_temp.section('13', :'maja', c)::text FROM unnest('{core,social,crisis-plan}'::text[]) c;
SELECT is_empty(format('SELECT 1 FROM shown WHERE text LIKE %L', '%' || never || '%'), 'a relative never reads ' || never)
  FROM unnest(ARRAY['090991', '••••', 'Vestergade', '87654321', 'Gustav', 'Kaj', 'Behandlingsplan', 'Jobplan', 'psychiatric', 'substance', 'admitted_unit": "', 'Afsnit',
                    'Holm"', 'Rikke', 'Birgit', 'recent_list', 'assessment', 'Netværksmøde før']) never;
SELECT is((SELECT d.body::jsonb ? 'admitted_since_day' FROM samplan.document d WHERE d.part_id = app.relative_document(:'maja', 'core')), false, 'nor of an admission');
SELECT is(pg_temp.section('13', :'maja', c) #>> '{_refused,status}', '404', 'not ' || c)
  FROM unnest('{psychiatric-treatment,substance-use,employment,education,general-practice,assessment,minutes,private,citizen-statement,relatives-contact,x}'::text[]) c;

-- Everything else of the plan is closed to her, whatever function is asked.
SELECT is(coalesce(pg_temp.call('13', f, jsonb_build_object('plan_id', :'maja')) #>> '{_refused,status}', 'shown'), '404', f || ' is closed to relatives')
  FROM unnest('{plan_show,team_show,related_list,related_new,relative_contact_list,note_list,plan_history,appointment_plan_list,task_plan_list}'::text[]) f;
SELECT is(pg_temp.call('13', 'related_edit', jsonb_build_object('related_id', :'line')) #>> '{_refused,status}', '404', 'she does not read what is kept about her');

-- Ordinary readers do not read the documents for relatives.
SELECT is(jsonb_array_length(pg_temp.call('09', 'plan_show', jsonb_build_object('plan_id', :'maja')) -> 'contributing_plans_list'), 7, 'Maja''s plan holds each part once');

-- A level changes; a no after a yes, a yes after a no.
SELECT is(pg_temp.involve('01', '{"level_social": "out", "level_psychiatric_treatment": "informed"}') ->> 'flash', 'related-involved', 'Maja has told the coordinator something else');
SELECT is(pg_temp.sees('13', :'maja'), 'core psychiatric-treatment crisis-plan', 'it holds at once');
SELECT is((SELECT count(*) FROM samplan.consent_provision v WHERE v.related_id = :'line' AND v.replaced_by_id IS NOT NULL), 2::bigint, 'what was said before stays in the history');
SELECT is(pg_temp.section('13', :'maja', 'psychiatric-treatment') ->> 'admitted_unit', 'Psykiatri Viborg', 'with that class the admission shows')
 WHERE EXISTS (SELECT FROM samplan.unit WHERE name = 'Psykiatri Viborg');
SELECT ok((SELECT pg_temp.section('13', :'maja', 'psychiatric-treatment') ->> 'admitted_since_day' IS NOT NULL), 'and its day');
SELECT is((SELECT count(*) FROM samplan.task t WHERE t.title = 'Spørg Maja igen om Line Holm' AND t.closed_at IS NULL), 1::bigint, 'one task to ask again');
SELECT is(pg_temp.involve('09', '{"level_social": "none", "level_core": "none", "level_psychiatric_treatment": "none", "level_crisis_plan": "none"}') ->> 'flash', 'related-involved', 'Maja takes all of it back');
SELECT is(pg_temp.call('13', 'relative_home') -> 'citizens_list', '[]'::jsonb, 'Line sees nothing now, and not why');
SELECT is(pg_temp.section('13', :'maja', 'crisis-plan') #>> '{_refused,status}', '404', 'an old address is 404');
SELECT is((SELECT count(*) FROM samplan.document d WHERE d.plan_id = :'maja' AND d.part_id = app.relative_document(:'maja', 'core')), 0::bigint, 'the document is gone');
SELECT is((SELECT count(*) FROM samplan.task t WHERE t.title = 'Spørg Maja igen om Line Holm' AND t.closed_at IS NULL), 0::bigint, 'there is nothing to ask again');
SELECT is(pg_temp.involve('01', '{"level_core": "involved"}', jsonb_build_object('start_day', app.today() + 3)) ->> 'flash', 'related-involved', 'a yes from a later day');
SELECT is(pg_temp.sees('13', :'maja'), NULL, 'opens nothing before');
SELECT is(pg_temp.involve('01', '{"level_core": "involved"}') ->> 'flash', 'related-involved', 'from now');
SELECT is(pg_temp.sees('13', :'maja'), 'core', 'opens now');

-- The record itself.
SELECT is(pg_temp.call('04', 'related_create', jsonb_build_object('plan_id', :'maja', 'kind', 'relative', 'name', 'Nabo Niels', 'relationship', 'nabo')) ->> 'created', 'true', 'a neighbour is somebody close');
SELECT is(pg_temp.call('08', 'related_create', jsonb_build_object('plan_id', :'maja', 'kind', 'relative', 'name', 'X')) #>> '{_refused,status}', '404', 'not by strangers');
SELECT is(pg_temp.call('01', 'related_create', jsonb_build_object('plan_id', :'maja', 'kind', 'guardian', 'name', 'X')) -> 'errors' @> '[{"field": "guardian_classes"}, {"field": "document_text"}]', true, 'a guardian shows what for');
SELECT is(pg_temp.call('01', 'related_create', jsonb_build_object('plan_id', :'maja', 'kind', 'custody-holder', 'name', 'X', 'document_text', 'y')) #>> '{errors,0,code}', 'citizen-is-adult', 'nobody has custody of an adult');
SELECT is(pg_temp.call('02', 'related_edit', (SELECT jsonb_build_object('related_id', r.id) FROM samplan.related_person r WHERE r.name = 'Nabo Niels')) #>> '{_refused,status}', '403', 'another member does not change her');
SELECT is(pg_temp.call('04', 'related_update', (SELECT jsonb_build_object('related_id', r.id, '_version', r.version, 'phone', '12345699') FROM samplan.related_person r WHERE r.name = 'Nabo Niels')) ->> 'flash', 'related-saved', 'who wrote her down does');
SELECT is(pg_temp.call('04', 'related_update', (SELECT jsonb_build_object('related_id', r.id, '_version', 1, 'phone', '1') FROM samplan.related_person r WHERE r.name = 'Nabo Niels')) ->> 'raised', 'SP412', 'not over what was changed since');
SELECT is(pg_temp.call('01', 'related_end', jsonb_build_object('related_id', :'line', 'end_reason', 'Maja vil ikke', '_version', (SELECT r.version FROM samplan.related_person r WHERE r.id = :'line'))) ->> 'flash', 'related-ended', 'she is ended');
SELECT is(pg_temp.sees('13', :'maja'), NULL, 'and sees nothing from that moment');
SELECT is(pg_temp.call('01', 'related_end', jsonb_build_object('related_id', :'line', '_version', 99)) ->> 'raised', 'SP409', 'once');
UPDATE samplan.related_person SET status_code = 'active', period_end_day = NULL WHERE id = :'line';

-- Children in the family.
SELECT is(pg_temp.call('04', 'related_create', jsonb_build_object('plan_id', :'maja', 'kind', 'child', 'name', 'Bo', 'birth_day', app.today() - 2000, 'note', 'Ved det ikke')) ->> 'created', 'true', 'a child is written down');
SELECT is(jsonb_array_length(pg_temp.call(who, 'related_list', jsonb_build_object('plan_id', :'maja')) -> 'children_list'), n, who || ' sees ' || n || ' children')
  FROM (VALUES ('09', 1), ('01', 1), ('04', 1), ('02', 0), ('03', 0), ('06', 0)) v (who, n);
SELECT is_empty($$SELECT 1 FROM samplan.change c WHERE c.fields::text LIKE '%Ved det ikke%'$$, 'it is in no history that others read');
SELECT is(pg_temp.call('08', 'related_list', jsonb_build_object('plan_id', :'maja')) #>> '{_refused,status}', '404', 'strangers see no list');

-- Starting a plan for an adult asks; the plan keeps that it was asked, not what was said.
INSERT INTO samplan.citizen (id, given_name, family_name, birth_day, status_code) VALUES ('0e000000-0000-4000-8000-000000000009', 'Ida', 'Lund', '1990-01-01', 'confirmed');
INSERT INTO samplan.joint_plan (id, citizen_id, status_code, reason, complexity_code, created_by, created_unit_id) VALUES
 ('0f000000-0000-4000-8000-000000000009', '0e000000-0000-4000-8000-000000000009', 'draft', 'Grund', 'light', '0c000000-0000-4000-8000-000000000003', '0b000000-0000-4000-8000-000000000002');
SELECT is(pg_temp.call('03', 'plan_status_edit', '{"plan_id": "0f000000-0000-4000-8000-000000000009"}') ->> 'asks_children', 'true', 'an adult is asked');
SELECT is(pg_temp.call('03', 'plan_status_set', '{"plan_id": "0f000000-0000-4000-8000-000000000009", "action": "activate", "_version": 1, "coordinate": true, "citizen_yes_code": "spoken", "children": "yes"}') ->> 'location',
          '/plans/0f000000-0000-4000-8000-000000000009/related/new?kind=child', 'a yes leads to the form about a child');
SELECT is((SELECT p.children_asked_day FROM samplan.joint_plan p WHERE p.id = '0f000000-0000-4000-8000-000000000009'), app.today(), 'it was asked');

-- A contact is noted without a yes, also about somebody kept out, and tells nothing.
SELECT is(pg_temp.call('03', 'relative_contact_add', jsonb_build_object('plan_id', :'maja', 'related_id', :'line', 'told_text', 'Line er bekymret')) ->> 'created', 'true', 'she has rung');
SELECT is(pg_temp.call('03', 'relative_contact_add', jsonb_build_object('plan_id', :'maja', 'caller_name', 'En ven', 'told_text', 'Har set hende', 'given', 'general-only')) ->> 'created', 'true', 'so has somebody nobody named');
SELECT is(pg_temp.call('03', 'relative_contact_add', jsonb_build_object('plan_id', :'maja', 'caller_name', 'En ven', 'told_text', 'x', 'given', 'by-consent')) #>> '{errors,0,code}', 'no-consent', 'more than general information needs a yes');
SELECT is(pg_temp.call('03', 'relative_contact_add', jsonb_build_object('plan_id', :'maja', 'told_text', 'x')) #>> '{errors,0,field}', 'caller_name', 'it says who');
SELECT c.id AS rung FROM samplan.relative_contact c WHERE c.told_text = 'Line er bekymret' \gset
SELECT is(pg_temp.call('03', 'relative_contact_amend', jsonb_build_object('contact_id', :'rung', 'amend_text', 'Det var om fredagen')) ->> 'flash', 'relative-contact-amended', 'she corrects what she wrote');
SELECT ok(pg_temp.call(who, 'relative_contact_list', jsonb_build_object('plan_id', :'maja')) -> 'contacts_list' @> '[{"told_text": "Line er bekymret", "amendments_list": [{"text": "Det var om fredagen", "name": "Rikke Bak"}]}]', who || ' reads both')
  FROM unnest('{03,01,09}'::text[]) who;
SELECT is(pg_temp.call(who, 'relative_contact_amend', jsonb_build_object('contact_id', :'rung', 'amend_text', 'x')) #>> '{_refused,status}', want, who || ' does not correct it')
  FROM (VALUES ('01', '403'), ('02', '404'), ('08', '404'), ('09', '403'), ('13', '404')) v (who, want);
SELECT ok(NOT has_table_privilege('samplan_api', 'samplan.relative_contact', 'UPDATE'), 'the text itself is changed by nobody');
SELECT is(jsonb_array_length(pg_temp.call('02', 'relative_contact_list', jsonb_build_object('plan_id', :'maja')) -> 'contacts_list'), 0, 'who is shown none');
SELECT is((SELECT a.class_mask FROM samplan.audit a WHERE a.action = 'relative-contact.list' ORDER BY a.id DESC LIMIT 1), 0, 'is logged as having read none');
SELECT is(jsonb_array_length(pg_temp.call(who, 'relative_contact_list', jsonb_build_object('plan_id', :'maja')) -> 'contacts_list'), n, who || ' reads ' || n)
  FROM (VALUES ('01', 2), ('03', 2), ('04', 0), ('02', 0), ('09', 2)) v (who, n);
SELECT is(pg_temp.call(who, f, jsonb_build_object('plan_id', :'maja', 'told_text', 'x')) #>> '{_refused,status}', '404', f || ' ' || who)
  FROM (VALUES ('08', 'relative_contact_list'), ('13', 'relative_contact_list'), ('08', 'relative_contact_add'), ('13', 'relative_contact_add'), ('15', 'relative_contact_list')) v (who, f);
SELECT is(pg_temp.call('09', 'relative_contact_add', jsonb_build_object('plan_id', :'maja', 'told_text', 'x')) #>> '{_refused,status}', '403', 'the citizen does not write staff''s log');

-- Guardians: what the document covers.
SELECT is(pg_temp.sees('17', :'maja'), 'social crisis-plan', 'a guardian sees what the guardianship covers');
SELECT is((SELECT a.basis_code || ' ' || a.basis_id FROM samplan.audit a WHERE a.user_id = '0c000000-0000-4000-8000-000000000017' ORDER BY a.id DESC LIMIT 1),
          'guardian 2c000000-0000-4000-8000-000000000003', 'logged by that');
UPDATE samplan.related_person SET period_end_day = app.today() - 1, period_start_day = app.today() - 9 WHERE id = '2c000000-0000-4000-8000-000000000003';
SELECT is(pg_temp.sees('17', :'maja'), NULL, 'until its last day');

-- Custody and birthdays, to the second, in Denmark.
SELECT FROM pg_temp.born((app.today() - interval '14 years')::date);
SELECT is(pg_temp.sees('14', :'emma'), 'core social', 'a parent of a child of 14 sees what there is');
SELECT is(pg_temp.section('14', :'emma', c) ->> 'section_code', c, 'and may see ' || c)
  FROM unnest('{core,psychiatric-treatment,substance-use,social,employment,education,general-practice,assessment,crisis-plan,minutes}'::text[]) c;
SELECT is((SELECT string_agg(DISTINCT a.until::text, ' ') FROM samplan.access a WHERE a.plan_id = :'emma' AND a.basis_code = 'custody' AND a.read_mask <> 1),
          app.day_start(app.age_day('own-consent', (app.today() - interval '14 years')::date))::text, 'until midnight, as the 15th birthday begins');
SELECT is((SELECT a.until FROM samplan.access a WHERE a.plan_id = :'emma' AND a.basis_code = 'custody' AND a.read_mask = 1),
          app.day_start(app.age_day('majority', (app.today() - interval '14 years')::date)), 'the core until the 18th');
SELECT FROM pg_temp.born((app.today() + 1 - interval '15 years')::date);
SELECT is(pg_temp.sees('14', :'emma') LIKE '%social%', true, 'the day before she is 15 the parent sees');
SELECT is((SELECT min(a.until) FROM samplan.access a WHERE a.plan_id = :'emma' AND a.basis_code = 'custody'), app.day_start(app.today() + 1), 'to 23:59:59');
SELECT is((pg_temp.call('14', 'relative_home') ->> 'access_until_at')::timestamptz, app.day_start(app.today() + 1), 'and an open page is told the instant');
SELECT FROM pg_temp.born((app.today() - interval '15 years')::date);
SELECT is(pg_temp.sees('14', :'emma'), 'core', 'on the birthday, from 00:00:00, the core alone');
SELECT is(pg_temp.section('14', :'emma', 'social') #>> '{_refused,status}', '404', 'an open page is 404 then');
SELECT FROM pg_temp.born((app.today() - interval '18 years')::date);
SELECT is(pg_temp.sees('14', :'emma'), NULL, 'at 18 nothing');
SELECT FROM pg_temp.born((app.today() + 1 - interval '18 years')::date);
SELECT is(pg_temp.sees('14', :'emma'), 'core', 'the day before 18 the core');
SELECT FROM pg_temp.born(NULL);
SELECT is(pg_temp.sees('14', :'emma'), NULL, 'without a birth day nobody can say that she is a child');
SELECT is(app.age_day('own-consent', '2012-02-29'), '2027-03-01'::date, 'born on 29 February: 15 on 1 March');
SELECT is(app.age_day('majority', '2008-02-29'), '2026-03-01'::date, 'and 18 on 1 March');
SELECT is(app.age_day('own-consent', '2010-02-28'), '2025-02-28'::date, 'the 28th stays the 28th');
SELECT is(app.day_start('2026-07-01') AT TIME ZONE 'UTC', '2026-06-30 22:00'::timestamp, 'midnight is Danish in summer');
SELECT is(app.day_start('2026-01-01') AT TIME ZONE 'UTC', '2025-12-31 23:00'::timestamp, 'and in winter');

-- The coordinator is told in time, the young person and her parent on the day.
SELECT FROM pg_temp.born((app.today() + 20 - interval '15 years')::date);
SELECT cmp_ok(app.job_ages(), '>=', 1, 'a task in time');
SELECT is((SELECT t.due_day || ' ' || t.performer_user_id FROM samplan.task t WHERE t.title = 'Spørg Emma selv: 15 år'), (app.today() + 20) || ' 0c000000-0000-4000-8000-000000000003', 'for the coordinator, on the birthday');
SELECT is_empty($$SELECT 1 FROM samplan.notice n WHERE n.kind_code LIKE 'age-%' AND n.user_id = '0c000000-0000-4000-8000-000000000016'$$, 'nobody is told before');
SELECT FROM pg_temp.born((app.today() - interval '15 years')::date);
SELECT cmp_ok(app.job_ages(), '>=', 0, 'the job runs');
SELECT is((SELECT string_agg(n.kind_code, ' ' ORDER BY n.kind_code) FROM samplan.notice n WHERE n.user_id IN ('0c000000-0000-4000-8000-000000000016', '0c000000-0000-4000-8000-000000000014')),
          'age-own-consent age-own-consent-parent', 'she and her parent are told on the day');
SELECT cmp_ok(app.job_ages(), '>=', 0, 'the job runs');
SELECT is((SELECT count(*) FROM samplan.notice n WHERE n.kind_code LIKE 'age-%' AND n.user_id = '0c000000-0000-4000-8000-000000000016'), 1::bigint, 'once');
SELECT FROM pg_temp.born((app.today() - interval '18 years')::date);
SELECT cmp_ok(app.job_ages(), '>=', 0, 'the job runs');
SELECT is((SELECT count(*) FROM samplan.task t WHERE t.title = 'Overgang til voksen: Emma bliver 18 år'), 1::bigint, 'a task for the transition at 18');

-- An account: asked for by the coordinator, made by an administrator who learns a name.
SELECT is(pg_temp.call('04', 'related_account_ask', (SELECT jsonb_build_object('related_id', r.id) FROM samplan.related_person r WHERE r.name = 'Nabo Niels')) #>> '{_refused,status}', '403', 'a member does not ask');
SELECT is(pg_temp.call('01', 'related_account_ask', (SELECT jsonb_build_object('related_id', r.id) FROM samplan.related_person r WHERE r.name = 'Nabo Niels')) ->> 'flash', 'account-asked', 'the coordinator does');
SELECT is(pg_temp.call('12', 'relative_account_list') #>> '{waiting_list,0,name}', 'Nabo Niels', 'the administrator sees who waits');
SELECT ok(pg_temp.call('12', 'relative_account_list')::text NOT LIKE '%Maja%', 'but not for whom');
SELECT is(pg_temp.call('01', 'relative_account_list') ->> 'raised', 'SP403', 'nobody else does');
SELECT is(pg_temp.call('12', 'relative_account_create', (SELECT jsonb_build_object('related_id', r.id, 'username', 't-anders') FROM samplan.related_person r WHERE r.name = 'Nabo Niels')) #>> '{errors,0,code}', 'taken', 'a user name is taken once');
SELECT is(pg_temp.call('12', 'relative_account_create', (SELECT jsonb_build_object('related_id', r.id, 'username', 't-anders', 'existing', true) FROM samplan.related_person r WHERE r.name = 'Nabo Niels')) #>> '{errors,0,code}', 'no-such-relative', 'staff''s accounts are not relatives''');
SELECT is(pg_temp.call('12', 'relative_account_create', (SELECT jsonb_build_object('related_id', r.id, 'username', 't-niels') FROM samplan.related_person r WHERE r.name = 'Nabo Niels')) ->> 'username', 't-niels', 'made');
SELECT is((SELECT a.role_code || coalesce(a.unit_id::text, ' nowhere') FROM samplan.role_assignment a JOIN samplan.user_account u ON u.id = a.user_id WHERE u.username = 't-niels'), 'relative nowhere', 'a relative, at no unit');

SELECT is(pg_temp.call('12', 'role_grant', jsonb_build_object('username', 't-niels', 'unit_id', '0b000000-0000-4000-8000-000000000001', 'role', 'caseworker', 'reason', 'x')) #>> '{errors,0,code}', 'relative-account', 'a relative''s account is not used for work');
CREATE FUNCTION pg_temp.niels_works() RETURNS text LANGUAGE sql AS $$
    SELECT pg_temp.call('12', 'role_grant', '{"username": "t-niels", "unit_id": "0b000000-0000-4000-8000-000000000001", "role": "caseworker", "reason": "x"}') #>> '{errors,0,code}' $$;
SELECT u.id AS niels, r.id AS neighbour FROM samplan.user_account u JOIN samplan.related_person r ON r.user_id = u.id WHERE u.username = 't-niels' \gset
UPDATE samplan.role_assignment SET status_code = 'ended' WHERE user_id = :'niels';
SELECT is(pg_temp.niels_works(), 'relative-account', 'nor when the role has ended, while it is linked to somebody');
INSERT INTO samplan.role_assignment (id, user_id, unit_id, role_code, valid_from, status_code, granted_by) VALUES
 ('0d000000-0000-4000-8000-0000000000a1', :'niels', '0b000000-0000-4000-8000-000000000001', 'caseworker', app.today(), 'pending', '0c000000-0000-4000-8000-000000000001');
SELECT is(pg_temp.call('12', 'role_confirm', '{"assignment_id": "0d000000-0000-4000-8000-0000000000a1"}') - 'raised', '{"code": "relative-account"}', 'a role that waited is not confirmed either');
UPDATE samplan.role_assignment SET status_code = 'active' WHERE user_id = :'niels' AND role_code = 'relative';
UPDATE samplan.related_person SET user_id = NULL WHERE id = :'neighbour';
CREATE FUNCTION pg_temp.link(related uuid) RETURNS jsonb LANGUAGE sql AS $$
    SELECT pg_temp.call('12', 'relative_account_create', jsonb_build_object('related_id', related, 'username', 't-niels', 'existing', true)) $$;
SELECT is(pg_temp.link(:'neighbour') #>> '{errors,0,code}', 'no-such-relative', 'nor is an account that waits for one linked');
UPDATE samplan.role_assignment SET valid_from = app.today() + 9, status_code = 'active' WHERE id = '0d000000-0000-4000-8000-0000000000a1';
SELECT is(pg_temp.link(:'neighbour') #>> '{errors,0,code}', 'no-such-relative', 'or one that will have it');
UPDATE samplan.role_assignment SET status_code = 'ended' WHERE id = '0d000000-0000-4000-8000-0000000000a1';
SELECT is(pg_temp.link(:'neighbour') ->> 'flash', 'account-linked', 'but a relative''s alone is');
UPDATE samplan.related_person SET status_code = 'ended' WHERE id = :'neighbour';
UPDATE samplan.role_assignment SET status_code = 'ended' WHERE user_id = :'niels';
SELECT is(pg_temp.niels_works(), NULL, 'who is a relative no more may have the account for work');

-- Volunteers: tasks given to them, meetings they are asked to, nothing else.
SELECT is(pg_temp.call('01', 'task_create', jsonb_build_object('plan_id', :'maja', 'title', 'Gå en tur', 'performer_id', 'person:0c000000-0000-4000-8000-000000000015:0b000000-0000-4000-8000-000000000009')) ->> 'created', 'true', 'a volunteer is asked');
SELECT t.id AS walk FROM samplan.task t WHERE t.title = 'Gå en tur' \gset
SELECT is(pg_temp.call('15', 'volunteer_home') #>> '{tasks_list,0,title}', 'Gå en tur', 'she sees it');
SELECT is(pg_temp.call('15', 'volunteer_home') #>> '{tasks_list,0,given_name}', 'Maja', 'with the first name');
SELECT is(pg_temp.call('15', 'task_show', jsonb_build_object('task_id', :'walk')) #>> '{citizen,name}', 'Maja', 'no more on the task');
SELECT is(pg_temp.call('01', 'task_comment', jsonb_build_object('task_id', :'walk', 'comment_text', 'Internt')) ->> 'raised', NULL, 'staff comment');
SELECT is(pg_temp.call('15', 'task_show', jsonb_build_object('task_id', :'walk')) -> 'comments_list', '[]'::jsonb, 'which she does not read');
SELECT is(pg_temp.call('15', 'task_answer', jsonb_build_object('task_id', :'walk', 'answer', 'accept', '_version', 1)) ->> 'status_code', 'accepted', 'she says yes');
SELECT is_empty($$SELECT 1 FROM samplan.team_member m WHERE m.user_id = '0c000000-0000-4000-8000-000000000015'$$, 'and is not of the team by that');
SELECT isnt(pg_temp.call('15', f, jsonb_build_object('plan_id', :'maja', 'q', 'Rikke')) #>> '{_refused,status}', NULL, f || ' is closed to volunteers')
  FROM unnest('{plan_show,team_show,related_list,note_list,plan_history,task_plan_list,appointment_plan_list}'::text[]) f;
-- A task for a relative.
SELECT is(pg_temp.call('01', 'task_create', jsonb_build_object('plan_id', :'maja', 'title', 'Hent katten', 'performer_id', 'relative:' || :'line')) ->> 'created', 'true', 'Line is asked');
SELECT is(pg_temp.call('13', 'relative_home') #>> '{tasks_list,0,title}', 'Hent katten', 'she sees it, though nothing is shared with her');
SELECT is(pg_temp.call('13', 'task_answer', (SELECT jsonb_build_object('task_id', t.id, 'answer', 'decline', 'answer_text', 'Kan ikke', '_version', 1) FROM samplan.task t WHERE t.title = 'Hent katten')) ->> 'status_code', 'declined', 'and says no');
SELECT is(pg_temp.call('01', 'task_create', jsonb_build_object('plan_id', '0f000000-0000-4000-8000-000000000002', 'title', 'x', 'performer_id', 'relative:' || :'line')) ->> 'created', NULL, 'not in another''s plan');

-- Invitations.
SELECT '1f000000-0000-4000-8000-000000000001'::uuid AS meeting \gset
SELECT is(pg_temp.call('15', 'invitation_show', jsonb_build_object('appointment_id', :'meeting')) #>> '{_refused,status}', '404', 'not before she is asked');
SELECT is(pg_temp.call('04', 'invitation_add', jsonb_build_object('appointment_id', :'meeting', 'who', 'x')) #>> '{_refused,status}', '403', 'not by one who did not arrange it');
SELECT is(pg_temp.call('08', 'invitation_list', jsonb_build_object('appointment_id', :'meeting')) #>> '{_refused,status}', '404', 'nor by strangers');
SELECT is(pg_temp.call('01', 'invitation_add', jsonb_build_object('appointment_id', :'meeting', 'who', w)) #>> '{errors,0,code}', e, e)
  FROM (VALUES ('person:0c000000-0000-4000-8000-000000000003:0b000000-0000-4000-8000-000000000002', 'in-team'), ('unit:x', 'not-an-option'), (NULL, 'required')) v (w, e);
SELECT is(pg_temp.call('01', 'invitation_add', jsonb_build_object('appointment_id', :'meeting', 'who', w)) ->> 'created', 'true', 'asked: ' || w)
  FROM unnest(ARRAY['person:0c000000-0000-4000-8000-000000000015:0b000000-0000-4000-8000-000000000009', 'relative:' || :'line',
                    'person:0c000000-0000-4000-8000-000000000008:0b000000-0000-4000-8000-000000000007']) w;
SELECT is(pg_temp.call(who, 'invitation_show', jsonb_build_object('appointment_id', :'meeting')) ->> 'title', 'Netværksmøde før udskrivning', who || ' sees the meeting')
  FROM unnest('{15,13,08}'::text[]) who;
SELECT is(pg_temp.call('08', 'plan_show', jsonb_build_object('plan_id', :'maja')) #>> '{_refused,status}', '404', 'and not the plan');
SELECT is(pg_temp.call('13', 'invitation_answer', jsonb_build_object('appointment_id', :'meeting', 'answer_code', 'accepted')) ->> 'answer_code', 'accepted', 'she comes');
SELECT is(pg_temp.call('13', 'relative_home') #>> '{invitations_list,0,answer_code}', 'accepted', 'as her page says');
SELECT is((SELECT i.until_at FROM samplan.appointment_invitation i WHERE i.user_id = '0c000000-0000-4000-8000-000000000015'),
          (SELECT a.start_at + interval '25 hours' FROM samplan.appointment a WHERE a.id = :'meeting'), 'until a day after the meeting');
UPDATE samplan.appointment SET start_at = start_at + interval '3 days' WHERE id = :'meeting';
SELECT is((SELECT i.until_at || ' ' || i.answer_code FROM samplan.appointment_invitation i WHERE i.user_id = '0c000000-0000-4000-8000-000000000013'),
          (SELECT (a.start_at + interval '25 hours') || ' needs-action' FROM samplan.appointment a WHERE a.id = :'meeting'), 'a meeting that moves takes it along, and asks anew');
SELECT is(pg_temp.call('01', 'invitation_remove', jsonb_build_object('appointment_id', :'meeting', 'principal', app.practitioner('0c000000-0000-4000-8000-000000000008', '0b000000-0000-4000-8000-000000000007'))) ->> 'flash', 'invitation-removed', 'taken back');
SELECT is(pg_temp.call('08', 'invitation_show', jsonb_build_object('appointment_id', :'meeting')) #>> '{_refused,status}', '404', 'she sees it no longer');
SELECT is(pg_temp.involve('09', '{"level_core": "out"}') ->> 'flash', 'related-involved', 'Maja keeps Line out');
SELECT is(pg_temp.call('13', 'invitation_show', jsonb_build_object('appointment_id', :'meeting')) #>> '{_refused,status}', '404', 'from meetings too');
SELECT is(pg_temp.call('01', 'invitation_add', jsonb_build_object('appointment_id', :'meeting', 'who', 'relative:' || :'line')) #>> '{errors,0,code}', 'kept-out', 'she is not asked again');
-- A contact outside the team who takes part and signs in is invited with it; whoever is taken off the list is not.
SELECT is(pg_temp.involve('09', '{"level_core": "involved"}') ->> 'flash', 'related-involved', 'Maja wants Line along after all');
SELECT is(pg_temp.call('01', 'appointment_update', (SELECT jsonb_build_object('appointment_id', a.id, '_version', a.version, 'participant_ids', jsonb_build_array(r.member_id))
             FROM samplan.appointment a, samplan.related_person r WHERE a.id = :'meeting' AND r.id = :'line')) ->> 'flash', 'appointment-saved', 'Line takes part');
SELECT is(pg_temp.call('13', 'invitation_show', jsonb_build_object('appointment_id', :'meeting')) ->> 'answer_code', 'needs-action', 'and is asked');
SELECT is(pg_temp.call('13', 'invitation_answer', jsonb_build_object('appointment_id', :'meeting', 'answer_code', 'declined')) ->> 'answer_code', 'declined', 'she says no');
SELECT is((SELECT p.answer_code FROM samplan.appointment_participant p JOIN samplan.related_person r ON r.member_id = p.member_id WHERE p.appointment_id = :'meeting' AND r.id = :'line'), 'declined', 'which the list of those who take part says too');
SELECT is(pg_temp.call('01', 'appointment_update', (SELECT jsonb_build_object('appointment_id', a.id, '_version', a.version, 'participant_ids', '[]'::jsonb) FROM samplan.appointment a WHERE a.id = :'meeting')) ->> 'flash', 'appointment-saved', 'without Line');
SELECT is(pg_temp.call('13', 'invitation_show', jsonb_build_object('appointment_id', :'meeting')) #>> '{_refused,status}', '404', 'she is not asked');
-- A caseworker outside the team finds her invitation among her meetings.
SELECT is(pg_temp.call('01', 'invitation_add', jsonb_build_object('appointment_id', :'meeting', 'who', 'person:0c000000-0000-4000-8000-000000000008:0b000000-0000-4000-8000-000000000007')) ->> 'created', 'true', 'asked again');
SELECT is(pg_temp.call('08', 'appointment_list') #>> '{invitations_list,0,id}', :'meeting'::text, 'she finds it');
SELECT is((SELECT a.basis_code FROM samplan.audit a WHERE a.action = 'appointment.list' AND a.user_id = '0c000000-0000-4000-8000-000000000008' AND a.citizen_id IS NOT NULL ORDER BY a.id DESC LIMIT 1), 'invitation', 'and the citizen''s log says why');
UPDATE samplan.appointment SET status_code = 'cancelled', status_text = 'x' WHERE id = :'meeting';
SELECT is(pg_temp.call('15', 'invitation_show', jsonb_build_object('appointment_id', :'meeting')) #>> '{_refused,status}', '404', 'a cancelled meeting ends it');
SELECT is((SELECT n.kind_code FROM samplan.notice n WHERE n.user_id = '0c000000-0000-4000-8000-000000000015' ORDER BY n.created_at DESC, n.kind_code LIMIT 1), 'meeting-cancelled', 'and she is told');
SELECT * FROM finish();
ROLLBACK;
