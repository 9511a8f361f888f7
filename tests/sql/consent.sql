-- The citizen's answers: what may be said, what it opens and closes, who reads of it, and that nothing goes unlogged.
BEGIN;
CREATE EXTENSION IF NOT EXISTS pgtap;
SELECT no_plan();
\ir include/maja.sql
\ir include/call.sql
SET CONSTRAINTS ALL IMMEDIATE;
\set plan '0f000000-0000-4000-8000-000000000001'
\set job 'unit-0b000000-0000-4000-8000-000000000003'
\set social 'unit-0b000000-0000-4000-8000-000000000002'
\set gp 'unit-0b000000-0000-4000-8000-000000000005'
INSERT INTO samplan.related_person (id, plan_id, kind_code, name, relationship, created_by)
VALUES ('2c000000-0000-4000-8000-000000000001', :'plan', 'relative', 'Line Holm', 'søster', '0c000000-0000-4000-8000-000000000001');

-- As user `who`: an answer about some classes to some recipients; more: further fields of the form.
CREATE FUNCTION pg_temp.say(who text, answer text, recipients text, classes text, more jsonb DEFAULT '{}') RETURNS jsonb LANGUAGE sql AS $$
    SELECT pg_temp.call(who, CASE who WHEN '09' THEN 'consent_create_own' ELSE 'consent_create' END,
        jsonb_build_object('plan_id', '0f000000-0000-4000-8000-000000000001', 'answer_code', answer, 'recipient_keys', to_jsonb(string_to_array(recipients, ' ')),
            'section_codes', to_jsonb(string_to_array(classes, ' ')), 'purpose_code', 'coordination', 'source_code', 'spoken', 'confirm', true) || more) $$;
CREATE FUNCTION pg_temp.wrong(d jsonb) RETURNS text LANGUAGE sql AS $$
    SELECT coalesce((SELECT string_agg((e ->> 'field') || ' ' || (e ->> 'code'), ', ' ORDER BY e ->> 'field') FROM jsonb_array_elements(d -> 'errors') e),
                    d ->> 'code', d #>> '{_refused,status}', 'fine') $$;
-- The titles of the contributing plans that somebody reads.
CREATE FUNCTION pg_temp.reads(who text) RETURNS text LANGUAGE sql AS $$
    SELECT string_agg(x ->> 'title', ', ' ORDER BY x ->> 'title')
      FROM jsonb_array_elements(pg_temp.call(who, 'plan_show', '{"plan_id": "0f000000-0000-4000-8000-000000000001"}') -> 'contributing_plans_list') x $$;
-- One cell as somebody sees it: its state, and the day on which it ends.
CREATE FUNCTION pg_temp.cell(who text, recipient text, class text) RETURNS text LANGUAGE sql AS $$
    SELECT concat_ws(' ', c ->> 'state_code', c ->> 'until_day')
      FROM jsonb_array_elements(pg_temp.call(who, 'consent_list', '{"plan_id": "0f000000-0000-4000-8000-000000000001"}') -> 'rows_list') w,
           jsonb_array_elements(w -> 'cells_list') c WHERE w ->> 'class_code' = class AND c ->> 'recipient' = recipient $$;

-- What is no answer.
SELECT is(pg_temp.wrong(pg_temp.say(who, answer, recipients, classes, more::jsonb)), want, label) FROM (VALUES
    ('01', 'permit', '', 'social', '{}', 'recipient_keys choose-whom', 'whom?'),
    ('01', 'permit', :'job', '', '{}', 'section_codes choose-what', 'what?'),
    ('01', NULL, :'job', 'social', '{}', 'answer_code required', 'yes or no?'),
    ('01', 'permit', :'job', 'private', '{}', 'section_codes never-private', 'what she keeps to herself is never shared'),
    ('01', 'permit', :'job', 'everything', '{}', 'section_codes not-an-option', 'an unknown class'),
    ('01', 'permit', 'unit-0b000000-0000-4000-8000-0000000000ff', 'social', '{}', 'recipient_keys not-an-option', 'an unknown unit'),
    ('01', 'permit', :'job', 'social', '{"purpose_code": null}', 'purpose_code required', 'what for?'),
    ('01', 'permit', :'job', 'social', '{"purpose_code": "treatment"}', 'purpose_code not-their-purpose', 'a purpose that is not theirs'),
    ('01', 'permit', :'job', 'social', '{"source_code": null}', 'source_code required', 'given how?'),
    ('01', 'permit', :'job', 'social', jsonb_build_object('until_day', (app.today() + interval '1 year')::date + 1)::text, 'until_day over-a-year', 'more than a year'),
    ('01', 'permit', :'job', 'social', jsonb_build_object('until_day', app.today() - 1, 'given_day', app.today() - 9, 'period_start_day', app.today() - 9)::text, 'until_day in-past', 'over before it is written'),
    ('01', 'permit', :'job', 'social', jsonb_build_object('given_day', app.today() + 1)::text, 'given_day in-future', 'tomorrow''s word'),
    ('01', 'deny', :'job', 'social', jsonb_build_object('ask_again_day', app.today())::text, 'ask_again_day not-in-future', 'no nagging on the same day'),
    ('01', 'permit', 'relative-2c000000-0000-4000-8000-000000000001', 'citizen-statement', '{}', 'section_codes not-for-relatives', 'not for relatives'),
    ('08', 'permit', :'job', 'social', '{}', '404', 'a stranger writes nothing'),
    ('07', 'permit', :'job', 'social', '{}', '404', 'nor does who owns one part'),
    ('10', 'permit', :'job', 'social', '{}', '404', 'nor a manager'))
    v (who, answer, recipients, classes, more, want, label);
SELECT is(pg_temp.wrong(pg_temp.say('01', 'permit', '', 'core psychiatric-treatment substance-use social assessment employment general-practice crisis-plan', '{"team": true}')),
    'section_codes blanket', 'everything for everybody is no consent');
SELECT is(pg_temp.wrong(pg_temp.say('09', 'permit', '', 'core psychiatric-treatment substance-use social assessment employment general-practice crisis-plan',
    (SELECT jsonb_build_object('recipient_keys', jsonb_agg(r.key)) FROM app.consent_recipients('0f000000-0000-4000-8000-000000000001') r WHERE r.kind_code = 'unit'))),
    'section_codes blanket', 'not from herself either');

-- A preview stores nothing, and says what would be.
CREATE TEMP TABLE before AS SELECT (SELECT count(*) FROM samplan.consent) AS consents, (SELECT count(*) FROM samplan.access) AS rights, (SELECT count(*) FROM samplan.change) AS changes;
SELECT is((SELECT string_agg((x ->> 'what_code') || ' ' || (x ->> 'name') || ' ' || (x ->> 'class_code') || coalesce(' ' || (x #>> '{parts,0}'), ''), ', ' ORDER BY x ->> 'class_code')
             FROM jsonb_array_elements(pg_temp.say('01', 'permit', :'job', 'social crisis-plan', '{"confirm": false}') #> '{preview,changes_list}') x),
    'opens Jobcenter Skive crisis-plan, opens Jobcenter Skive social Handleplan', 'what a yes would open, by name');
SELECT is((SELECT (SELECT count(*) FROM samplan.consent) - b.consents + (SELECT count(*) FROM samplan.access) - b.rights + (SELECT count(*) FROM samplan.change) - b.changes FROM before b), 0::bigint, 'and nothing was stored');
SELECT is((SELECT string_agg((x ->> 'what_code') || ' ' || (x ->> 'name'), ', ') FROM jsonb_array_elements(pg_temp.say('04', 'permit', :'social', 'substance-use', '{"confirm": false}') #> '{preview,changes_list}') x),
    'hidden Socialafdelingen', 'a preview is no way to find out what others may see');
SELECT is((SELECT a.action || ' ' || a.outcome FROM samplan.audit a ORDER BY a.id DESC LIMIT 1), 'consent.preview permit', 'logged');

-- A yes, by staff after her word.
SELECT is(pg_temp.reads('04'), 'Jobplan', 'the job centre reads its own plan');
SELECT pg_temp.say('03', 'permit', :'job', 'social', '{"note": "Sagt på mødet"}') ->> 'id' AS yes \gset
SELECT is(pg_temp.reads('04'), 'Handleplan, Jobplan', 'and hers of Rikke''s from the next statement on');
SELECT is(pg_temp.cell('09', :'job', 'social'), 'yes ' || (app.today() + interval '6 months')::date, 'half a year where nothing was said');
SELECT is((SELECT a.action || ' ' || a.basis_code || ' ' || a.reason FROM samplan.audit a WHERE a.action = 'consent.create' ORDER BY a.id DESC LIMIT 1), 'consent.create team Sagt på mødet', 'logged with basis');
SELECT is((SELECT count(*) FROM samplan.notice n WHERE n.kind_code = 'consent-recorded' AND n.user_id = '0c000000-0000-4000-8000-000000000009' AND n.item_id = :'yes'), 1::bigint, 'Maja is told');
SELECT is((SELECT a.basis_code FROM samplan.audit a WHERE a.action = 'plan.show' AND a.user_id = '0c000000-0000-4000-8000-000000000004' ORDER BY a.id DESC LIMIT 1) IS NOT NULL, true, 'each reading has its basis');
SELECT is(pg_temp.reads('05'), 'Behandlingsplan (rusmidler)', 'nobody else reads more');

-- Who reads of it.
SELECT is(pg_temp.cell(who, :'job', 'social'), want, who || ' looks at the cell') FROM (VALUES
    ('01', 'yes ' || (app.today() + interval '6 months')::date), ('04', 'yes ' || (app.today() + interval '6 months')::date), ('05', 'hidden'), ('08', NULL), ('10', NULL)) v (who, want);
SELECT is(pg_temp.wrong(pg_temp.call(who, 'consent_show', jsonb_build_object('consent_id', :'yes'))), want, who || ' reads the answer')
  FROM (VALUES ('01', 'fine'), ('03', 'fine'), ('09', 'fine'), ('04', '404'), ('05', '404'), ('08', '404')) v (who, want);
SELECT is(pg_temp.wrong(pg_temp.call('05', 'consent_cell_show', jsonb_build_object('plan_id', :'plan', 'recipient', :'job', 'class_code', 'social'))), '404', 'a cell that is not hers is not there');
SELECT is((SELECT a.outcome || ' ' || a.action FROM samplan.audit a ORDER BY a.id DESC LIMIT 1), 'refuse consent.cell', 'and the try is logged');

-- A newer answer takes the place of the older.
SELECT pg_temp.say('01', 'permit', :'job', 'social', jsonb_build_object('until_day', app.today() + 30)) ->> 'id' AS newer \gset
SELECT is(pg_temp.cell('01', :'job', 'social'), 'yes ' || (app.today() + 30), 'the newer counts, though it is shorter');
SELECT is((SELECT v.replaced_by_id FROM samplan.consent_provision v WHERE v.consent_id = :'yes'), :'newer'::uuid, 'the older names it');
SELECT pg_temp.say('04', 'permit', :'gp', 'substance-use') ->> 'id' AS unseen \gset
SELECT pg_temp.say('06', 'deny', :'gp', 'substance-use') ->> 'id' AS unseen_no \gset
SELECT is((SELECT v.replaced_by_id FROM samplan.consent_provision v WHERE v.consent_id = :'unseen'), :'unseen_no'::uuid, 'also one that its writer could not read');
SELECT is(pg_temp.cell('01', :'gp', 'substance-use'), 'refused', 'a no is told from a mere nothing');
SELECT is((SELECT string_agg(x ->> 'what_code', ' ') FROM jsonb_array_elements(pg_temp.say('01', 'permit', :'job', 'social', jsonb_build_object('confirm', false, 'period_start_day', app.today() + 10)) #> '{preview,changes_list}') x), 'shorter',
    'one that begins later leaves the older until then');

-- A no goes before a yes; a statute and the team's core go before a no.
SELECT is(pg_temp.wrong(pg_temp.say('09', 'deny', 'person-' || app.practitioner('0c000000-0000-4000-8000-000000000004', '0b000000-0000-4000-8000-000000000003'), 'social')), 'fine', 'Maja says no to Karim');
SELECT is(pg_temp.reads('04'), 'Jobplan', 'her no to a person beats her yes to his unit');
INSERT INTO samplan.statute_use (id, plan_id, rule_code, rule_valid_from, contributing_plan_id, class_codes, purpose_text, told_code, told_day, recorded_by, recorded_unit_id)
SELECT '2d000000-0000-4000-8000-000000000001', :'plan', b.rule_code, b.valid_from, '1b000000-0000-4000-8000-000000000001', '{psychiatric-treatment}', 'lave og følge aftalen', 'told', app.today(),
       '0c000000-0000-4000-8000-000000000002', '0b000000-0000-4000-8000-000000000001' FROM samplan.legal_basis b WHERE b.rule_code = 'psychiatry-13c';
INSERT INTO samplan.statute_party (statute_use_id, plan_id, unit_id) VALUES ('2d000000-0000-4000-8000-000000000001', :'plan', '0b000000-0000-4000-8000-000000000002');
SELECT is(pg_temp.wrong(pg_temp.say('09', 'deny', :'social', 'psychiatric-treatment')), 'fine', 'Maja says no to the social department');
SELECT is(pg_temp.reads('03'), 'Behandlingsplan, Handleplan', 'what a statute shares stays shared');
SELECT is((SELECT string_agg(c ->> 'state_code', ' ') FROM jsonb_array_elements(pg_temp.call('09', 'consent_list', jsonb_build_object('plan_id', :'plan')) -> 'rows_list') w, jsonb_array_elements(w -> 'cells_list') c
            WHERE (w ->> 'law')::boolean AND c ->> 'recipient' = :'social'), 'law', 'and she sees that it is by law');
SELECT is((pg_temp.call('09', 'consent_list', jsonb_build_object('plan_id', :'plan')) #>> '{statutes_list,0,law_msg,parties}'), '["Socialafdelingen"]', 'with its parties');

-- Taking back: one cell, the rest, by whom.
SELECT pg_temp.say('01', 'permit', :'job', 'substance-use crisis-plan assessment') ->> 'id' AS three \gset
SELECT is(pg_temp.reads('04'), 'Behandlingsplan (rusmidler), Jobplan', 'open');
SELECT v.id AS cell FROM samplan.consent_provision v WHERE v.consent_id = :'three' AND v.class_code = 'substance-use' \gset
SELECT is(pg_temp.wrong(pg_temp.call(who, 'consent_withdraw', jsonb_build_object('consent_id', :'three', 'provision_ids', jsonb_build_array(:'cell')) || more::jsonb)), want, label) FROM (VALUES
    ('08', '{}', '404', 'a stranger takes nothing back'), ('10', '{}', '404', 'nor a manager'),
    ('03', '{}', '404', 'nor who may not know of it'), ('01', '{}', 'withdrawn_source_code required', 'staff say how she said it'), ('09', '{"provision_ids": []}', 'provision_ids choose-one', 'what?'),
    ('09', '{}', 'fine', 'Maja takes one cell back')) v (who, more, want, label);
SELECT is(pg_temp.reads('04'), 'Jobplan', 'closed in the next statement');
SELECT is(pg_temp.cell('09', :'job', 'crisis-plan'), 'yes ' || (app.today() + interval '6 months')::date, 'the others stay');
SELECT is(pg_temp.wrong(pg_temp.call('01', 'consent_withdraw', jsonb_build_object('consent_id', :'three', 'recipient', :'job', 'withdrawn_source_code', 'spoken'))), 'fine', 'the rest, after her word');
SELECT is((SELECT count(*) FROM samplan.notice n WHERE n.kind_code = 'consent-withdrawn' AND n.params ->> 'consent_id' = :'three'), 1::bigint, 'of which she is told');
SELECT is((SELECT count(*) FROM samplan.notice n WHERE n.kind_code = 'consent-ended' AND n.params ->> 'consent_id' = :'three' AND n.user_id = '0c000000-0000-4000-8000-000000000001'),
    1::bigint, 'the coordinator is told of what Maja took back herself, not of what she did');
SELECT is((SELECT count(*) FROM samplan.notice n WHERE n.kind_code = 'consent-ended' AND n.params ->> 'consent_id' = :'three' AND n.user_id = '0c000000-0000-4000-8000-000000000004'),
    2::bigint, 'and he who saw less by it of each time');
SELECT is(pg_temp.wrong(pg_temp.call('09', 'consent_withdraw', jsonb_build_object('consent_id', :'three', 'whole', true))), 'consent-over', 'nothing is left of it');
SELECT is((SELECT count(*) FROM samplan.consent_provision v WHERE v.consent_id = :'three' AND v.withdrawn_at IS NOT NULL), 3::bigint, 'all of it stays on record');
SELECT ok(pg_temp.call('09', 'consent_new_own', jsonb_build_object('renews_id', :'three')) -> 'values' @> '{"section_codes": ["assessment", "crisis-plan", "substance-use"]}', 'undoing begins from what was');

SELECT pg_temp.say('01', 'permit', :'job' || ' ' || :'social', 'crisis-plan assessment') ->> 'id' AS two \gset
SELECT is(pg_temp.wrong(pg_temp.call('03', 'consent_withdraw', jsonb_build_object('consent_id', :'two', 'whole', true, 'withdrawn_source_code', 'spoken'))), 'fine', 'staff who see some of it take back the whole');
SELECT is((SELECT count(*) FROM samplan.consent_provision v WHERE v.consent_id = :'two' AND v.withdrawn_at IS NULL), 0::bigint, 'and the whole is what is taken back');
UPDATE samplan.session SET strong_at = now() - interval '1 hour' WHERE user_id = '0c000000-0000-4000-8000-000000000001';
SELECT is(pg_temp.wrong(pg_temp.call('01', 'consent_withdraw', jsonb_build_object('consent_id', :'unseen_no', 'whole', true, 'withdrawn_source_code', 'spoken'))), 'step-up-required', 'lifting a no on her behalf asks again who it is');
UPDATE samplan.session SET strong_at = now() WHERE user_id = '0c000000-0000-4000-8000-000000000001';
SELECT is(pg_temp.wrong(pg_temp.call('01', 'consent_withdraw', jsonb_build_object('consent_id', :'unseen_no', 'whole', true, 'withdrawn_source_code', 'spoken'))), 'fine', 'then it is lifted');
SELECT is(pg_temp.cell('01', :'gp', 'substance-use'), 'no', 'which alone opens nothing');
SELECT pg_temp.say('06', 'deny', :'gp', 'substance-use') ->> 'id' AS unseen_no \gset

-- It reaches lists, tasks, search and history alike.
INSERT INTO samplan.task (id, plan_id, contributing_plan_id, class_code, title, requester_user_id, requester_unit_id, performer_kind_code, performer_user_id, performer_unit_id, performer_principal, due_day, status_code, created_by)
VALUES ('1e000000-0000-4000-8000-0000000000aa', :'plan', '1b000000-0000-4000-8000-000000000005', 'substance-use', 'Ring om hash', '0c000000-0000-4000-8000-000000000005', '0b000000-0000-4000-8000-000000000004',
        'unit', NULL, '0b000000-0000-4000-8000-000000000004', '0b000000-0000-4000-8000-000000000004', app.today(), 'accepted', '0c000000-0000-4000-8000-000000000005');
INSERT INTO samplan.note (plan_id, contributing_plan_id, class_code, text, created_by, created_unit_id)
VALUES (:'plan', '1b000000-0000-4000-8000-000000000005', 'substance-use', 'Notat om hash', '0c000000-0000-4000-8000-000000000005', '0b000000-0000-4000-8000-000000000004');
CREATE FUNCTION pg_temp.traces(who text) RETURNS text LANGUAGE sql AS $$
    SELECT concat_ws(' ', CASE WHEN pg_temp.call(who, 'task_plan_list', '{"plan_id": "0f000000-0000-4000-8000-000000000001"}')::text LIKE '%Ring om hash%' THEN 'task' END,
        CASE WHEN pg_temp.call(who, 'note_list', '{"plan_id": "0f000000-0000-4000-8000-000000000001"}')::text LIKE '%Notat om hash%' THEN 'note' END,
        CASE WHEN pg_temp.call(who, 'plan_show', '{"plan_id": "0f000000-0000-4000-8000-000000000001"}')::text LIKE '%Første samtale efter udskrivning.%' THEN 'part' END,
        CASE WHEN pg_temp.call(who, 'overview_show')::text LIKE '%Ring om hash%' THEN 'overview' END,
        CASE WHEN NOT pg_temp.call(who, 'task_show', '{"task_id": "1e000000-0000-4000-8000-0000000000aa"}') ? '_refused' THEN 'row' END,
        CASE WHEN NOT pg_temp.call(who, 'part_show', '{"part_id": "1b000000-0000-4000-8000-000000000005"}') ? '_refused' THEN 'link' END,
        CASE WHEN NOT pg_temp.call(who, 'item_history', '{"item_id": "1b000000-0000-4000-8000-000000000005"}') ? '_refused' THEN 'history' END) $$;
SELECT is(pg_temp.traces('06'), '', 'the general practitioner, to whom she said no, finds no trace');
SELECT pg_temp.say('09', 'permit', :'gp', 'substance-use') ->> 'id' AS opened \gset
SELECT is(replace(pg_temp.traces('06'), 'overview ', ''), 'task note part row link history', 'with her yes it is everywhere');
SELECT is(pg_temp.wrong(pg_temp.call('09', 'consent_withdraw', jsonb_build_object('consent_id', :'opened', 'whole', true))), 'fine', 'she takes it back');
SELECT is(pg_temp.traces('06'), '', 'and it is nowhere');

SELECT is(pg_temp.call('09', 'consent_new_own', jsonb_build_object('renews_id', :'three', 'for', :'gp')) #> '{values,recipient_keys}', '[]', 'for one recipient only what was hers');

-- The citizen herself: no fields of staff, and always her own plan.
SELECT is((SELECT c.source_code || ' ' || c.given_by_code || coalesce(c.given_to, '') FROM samplan.consent c WHERE c.id = :'opened'), 'own citizen', 'her own answer is her own');
SELECT pg_temp.say('09', 'permit', :'job', 'core', '{"source_code": "written", "given_to": "Karim", "plan_id": "0f000000-0000-4000-8000-000000000002"}') ->> 'id' AS own \gset
SELECT is((SELECT c.source_code || coalesce(c.given_to, '') FROM samplan.consent c WHERE c.id = :'own' AND c.plan_id = :'plan'), 'own', 'whatever is sent along');
SELECT is(pg_temp.wrong(pg_temp.call('01', 'consent_create_own', '{}')), '404', 'staff have no own plan');

-- The table itself holds the year, should everything else fail.
SELECT throws_ok(format($$INSERT INTO samplan.consent (plan_id, type_code, purpose_code, source_code, given_day, period_start_day, until_day, recorded_by)
    VALUES (%L, 'permit', 'coordination', 'own', app.today(), app.today(), app.today() + 367, '0c000000-0000-4000-8000-000000000009')$$, :'plan'), '23514', NULL, 'a year and a day is not stored');
SELECT throws_ok(format($$INSERT INTO samplan.consent_provision (consent_id, plan_id, type_code, recipient_kind_code, unit_id, class_code)
    VALUES (%L, %L, 'permit', 'unit', '0b000000-0000-4000-8000-000000000003', 'private')$$, :'yes', :'plan'), '23514', NULL, 'nor is what she keeps to herself');

-- Reminders: a month before, once; after a no on its day, once; never before.
UPDATE samplan.consent SET until_day = app.today() + 31, period_start_day = app.today() - 100, given_day = app.today() - 100 WHERE id = '2b000000-0000-4000-8000-000000000001';
UPDATE samplan.consent SET ask_again_day = app.today() + 1 WHERE type_code = 'deny';
UPDATE samplan.consent SET reminded_at = now() WHERE id <> '2b000000-0000-4000-8000-000000000001' AND type_code = 'permit';
SELECT is(app.job_consent_reminders(), 0, 'nothing yet');
UPDATE samplan.consent SET until_day = app.today() + 30 WHERE id = '2b000000-0000-4000-8000-000000000001';
UPDATE samplan.consent SET ask_again_day = app.today() WHERE id = :'unseen_no';
SELECT is(app.job_consent_reminders(), 1, 'a month before the end; a no that a yes took the place of is not raised again');
SELECT is(app.job_consent_reminders(), 0, 'once');
SELECT is((SELECT string_agg(u.username, ' ' ORDER BY u.username) FROM samplan.notice n JOIN samplan.user_account u ON u.id = n.user_id WHERE n.kind_code = 'consent-lapses' AND n.item_id = '2b000000-0000-4000-8000-000000000001'), 't-anders t-maja', 'the coordinator and Maja are told');
SELECT is((SELECT t.due_day FROM samplan.task t WHERE t.plan_id = :'plan' AND t.title LIKE 'Spørg Maja om at dele videre%' AND t.performer_user_id = '0c000000-0000-4000-8000-000000000001'), app.today() + 30, 'and the coordinator has a task');
SELECT pg_temp.say('01', 'deny', :'job', 'psychiatric-treatment', jsonb_build_object('ask_again_day', app.today() + 1)) ->> 'id' AS no \gset
SELECT is(app.job_consent_reminders(), 0, 'a no is left alone until its day');
UPDATE samplan.consent SET ask_again_day = app.today() WHERE id = :'no';
SELECT is(app.job_consent_reminders() + app.job_consent_reminders(), 1, 'and raised once then');
SELECT is((SELECT count(*) FROM samplan.task t WHERE t.plan_id = :'plan' AND t.title = 'Spørg Maja igen om at dele'), 1::bigint, 'as a task that says neither whom nor what');

-- A scan: with the answer, for whom the answer is.
SELECT pg_temp.call('01', 'attachment_create', jsonb_build_object('consent_id', :'no', 'name', 'nej.pdf', 'media_type', 'application/pdf', 'body', encode('%PDF-1.7 x', 'base64'))) ->> 'id' AS scan \gset
SELECT is(pg_temp.wrong(pg_temp.call(who, 'attachment_show', jsonb_build_object('attachment_id', :'scan'))), want, who || ' downloads the scan') FROM (VALUES ('01', 'fine'), ('09', 'fine'), ('03', '404'), ('04', '404'), ('08', '404')) v (who, want);
SELECT is(pg_temp.wrong(pg_temp.call('04', 'attachment_create', jsonb_build_object('consent_id', :'no', 'name', 'x', 'media_type', 'application/pdf', 'body', ''))), '404', 'others lay none in');
INSERT INTO samplan.setting (key, value) VALUES ('consent_scans_max', '1'), ('plan_scans_mb_max', '1');
SELECT is(pg_temp.wrong(pg_temp.call('01', 'attachment_create', (SELECT jsonb_build_object('consent_id', a.consent_id, 'name', 'x', 'media_type', 'application/pdf', 'body', 'eHg=') FROM samplan.attachment a WHERE a.id = :'scan'))),
    'scan too-many-scans', 'an answer takes so many scans');
UPDATE samplan.setting SET value = '2' WHERE key = 'consent_scans_max';
SELECT is(pg_temp.wrong(pg_temp.call('01', 'attachment_create', (SELECT jsonb_build_object('consent_id', a.consent_id, 'name', 'x', 'media_type', 'application/pdf', 'body', encode(convert_to(repeat('x', 1048576), 'UTF8'), 'base64'))
    FROM samplan.attachment a WHERE a.id = :'scan'))), 'scan scans-too-large', 'and a plan so much of them');
DELETE FROM samplan.setting WHERE key IN ('consent_scans_max', 'plan_scans_mb_max');
SELECT is(convert_from(decode(pg_temp.call('09', 'attachment_show', jsonb_build_object('attachment_id', :'scan')) ->> 'body', 'base64'), 'UTF8'), '%PDF-1.7 x', 'as it was');

-- A scan that is held for a form: its sender's alone, one at a time, gone once it is stored.
SELECT is(pg_temp.wrong(pg_temp.call(who, 'held_scan_create', jsonb_build_object('plan_id', :'plan', 'name', 'ja.pdf', 'media_type', 'application/pdf', 'body', encode('%PDF-1.7 y', 'base64')))), want, who || ' holds a scan') FROM (VALUES ('01', 'fine'), ('01', 'fine'), ('08', '404')) v (who, want);
SELECT is((SELECT count(*) FROM samplan.held_scan), 1::bigint, 'the last one alone');
SELECT is(pg_temp.call('01', 'consent_new', jsonb_build_object('plan_id', :'plan')) #>> '{scan,name}', 'ja.pdf', 'it is on her form');
SELECT is(pg_temp.call('03', 'consent_new', jsonb_build_object('plan_id', :'plan')) -> 'scan', 'null'::jsonb, 'and on nobody else''s');
UPDATE samplan.held_scan SET held_at = now() - interval '25 hours';
SELECT is(pg_temp.call('01', 'consent_new', jsonb_build_object('plan_id', :'plan')) -> 'scan', 'null'::jsonb, 'for a day');

SELECT is((SELECT string_agg(DISTINCT a.outcome, ' ') FROM samplan.audit a WHERE a.action LIKE 'consent.%' AND a.basis_code = 'none'), 'refuse', 'a refusal has no basis, all else has');

-- What somebody writes down for her own unit: it is marked, and the coordinator is told.
SELECT pg_temp.say('03', 'permit', :'social', 'crisis-plan') ->> 'id' AS own_yes \gset
SELECT ok(app.consent_self_recorded(:'own_yes'), 'a yes for the unit that wrote it down is known as such');
SELECT is((SELECT string_agg(n.user_id::text, ' ') FROM samplan.notice n WHERE n.kind_code = 'consent-self-recorded' AND n.item_id = :'own_yes'),
    '0c000000-0000-4000-8000-000000000001', 'the coordinator is told');
SELECT is((SELECT count(*) FROM samplan.notice n WHERE n.kind_code = 'consent-recorded' AND n.item_id = :'own_yes'), 1::bigint, 'and Maja');
SELECT is((SELECT c -> 'self_recorded' FROM jsonb_array_elements(pg_temp.call(who, 'consent_list', jsonb_build_object('plan_id', :'plan')) -> 'rows_list') w, jsonb_array_elements(w -> 'cells_list') c
            WHERE w ->> 'class_code' = 'crisis-plan' AND c ->> 'recipient' = :'social'), 'true', who || ' sees it in the overview') FROM (VALUES ('01'), ('03'), ('09')) v (who);
SELECT is((SELECT e #>> '{self_msg,key}' FROM jsonb_array_elements(pg_temp.call('09', 'consent_list', jsonb_build_object('plan_id', :'plan')) -> 'current_list') e WHERE e ->> 'id' = :'own_yes'),
    'consent.self_recorded', 'and in the list');
SELECT is(pg_temp.call('01', 'consent_show', jsonb_build_object('consent_id', :'own_yes')) #>> '{self_msg,key}', 'consent.self_recorded', 'and on the answer');
SELECT ok(NOT app.consent_self_recorded((pg_temp.say('03', 'permit', :'gp', 'crisis-plan') ->> 'id')::uuid), 'one for others is not');
SELECT ok(NOT app.consent_self_recorded((pg_temp.say('09', 'permit', :'social', 'employment') ->> 'id')::uuid), 'nor what she says herself');
SELECT is((SELECT count(*) FROM samplan.notice n WHERE n.kind_code = 'consent-self-recorded'), 1::bigint, 'of which nobody is told so');

-- A citizen who has no account is told by a dated task of the coordinator's.
UPDATE samplan.user_account SET status_code = 'disabled' WHERE citizen_id = (SELECT p.citizen_id FROM samplan.joint_plan p WHERE p.id = :'plan');
SELECT pg_temp.say('03', 'permit', :'gp', 'social') ->> 'id' AS told \gset
SELECT is((SELECT string_agg(t.title || ' ' || (t.due_day - app.today()) || ' ' || t.performer_user_id, ', ') FROM samplan.task t WHERE t.plan_id = :'plan' AND t.title LIKE 'Fortæl Maja%'),
    'Fortæl Maja: et svar om at dele er skrevet ned 7 0c000000-0000-4000-8000-000000000001', 'a task to tell her');
SELECT is(pg_temp.wrong(pg_temp.call('01', 'consent_withdraw', jsonb_build_object('consent_id', :'told', 'whole', true, 'withdrawn_source_code', 'spoken'))), 'fine', 'taken back after her word');
SELECT is((SELECT count(*) FROM samplan.task t WHERE t.plan_id = :'plan' AND t.title = 'Fortæl Maja: et svar om at dele er trukket tilbage'), 1::bigint, 'and of that');
UPDATE samplan.user_account SET status_code = 'active' WHERE citizen_id = (SELECT p.citizen_id FROM samplan.joint_plan p WHERE p.id = :'plan');

-- A closed plan: every yes ends with it, a no stays, and she can still say no and take a no back.
SELECT pg_temp.say('09', 'deny', :'gp', 'crisis-plan') ->> 'id' AS kept_no \gset
UPDATE samplan.joint_plan SET status_code = 'completed', closed_at = now(), status_reason = 'Slut' WHERE id = :'plan';
SELECT is(pg_temp.reads('04'), 'Jobplan', 'with the plan the yes ends');
SELECT is((SELECT count(*) FROM samplan.consent_provision v WHERE v.plan_id = :'plan' AND v.type_code = 'permit' AND app.provision_live(v)), 0::bigint, 'each of them');
SELECT is(pg_temp.call('09', 'consent_own') -> 'current_list', '[]', 'nothing stands as in force');
SELECT ok(pg_temp.call('09', 'consent_own') -> 'past_list' @> jsonb_build_array(jsonb_build_object('id', :'own_yes', 'what_code', 'plan-ended', 'self_msg', jsonb_build_object('key', 'consent.self_recorded'))), 'it says what they ended with');
SELECT ok(pg_temp.cell('09', :'job', 'core') ~ '^former ', 'the overview says that the former team still reads the core');
SELECT is(pg_temp.wrong(pg_temp.say(who, 'permit', :'job', 'social')), 'plan-closed', who || ' cannot give a new one') FROM (VALUES ('09'), ('01')) v (who);
SELECT is(pg_temp.wrong(pg_temp.say('03', 'deny', :'job', 'social')), '403', 'a former team writes nothing down');
SELECT is(pg_temp.call('09', 'consent_new_own') #> '{options,answer_code}', '[{"value": "deny"}]', 'the form offers a no alone');
SELECT is(pg_temp.wrong(pg_temp.call('09', 'consent_withdraw', jsonb_build_object('consent_id', :'kept_no', 'whole', true))), 'fine', 'a no can be taken back');
SELECT is(pg_temp.wrong(pg_temp.call('09', 'consent_withdraw', jsonb_build_object('consent_id', :'own_yes', 'whole', true))), 'consent-over', 'of a yes nothing is left to take back');
SELECT is(pg_temp.wrong(pg_temp.say('09', 'deny', :'social', 'core')), 'fine', 'Maja says no');
SELECT is(pg_temp.call('03', 'consent_list', jsonb_build_object('plan_id', :'plan')) #>> '{_refused,status}', '404', 'which keeps the former team out from now on');
SELECT is(pg_temp.wrong(pg_temp.say('01', 'deny', :'gp', 'core')), 'fine', 'the coordinator writes one down after her word');
-- Opened again: nothing of it comes back.
UPDATE samplan.joint_plan SET status_code = 'active', closed_at = NULL WHERE id = :'plan';
SELECT is((SELECT count(*) FROM samplan.access a WHERE a.plan_id = :'plan' AND a.basis_code IN ('consent', 'relative', 'statute') AND a.until > now()), 0::bigint, 'no yes comes back with the plan');
SELECT is(pg_temp.reads('04'), 'Jobplan', 'he sees his own part alone');
SELECT is(pg_temp.wrong(pg_temp.say('09', 'permit', :'job', 'crisis-plan')), 'fine', 'it is said anew');
SELECT is(pg_temp.cell('09', :'job', 'crisis-plan'), 'yes ' || (app.today() + interval '6 months')::date, 'and holds');
SELECT is((SELECT count(*) FROM app.access_expected(:'plan') e WHERE NOT EXISTS (SELECT FROM samplan.access a WHERE a.plan_id = e.plan_id AND a.principal = e.principal
    AND a.part_id IS NOT DISTINCT FROM e.part_id AND a.read_mask = e.read_mask AND a.basis_id = e.basis_id AND a.since = e.since AND a.until = e.until)), 0::bigint, 'the rights are those that the facts give');
SELECT * FROM finish();
ROLLBACK;
