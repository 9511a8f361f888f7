-- What ends with something else: a relative's tasks and invitations with her time, a kept answer and a draft with the right.
BEGIN;
CREATE EXTENSION IF NOT EXISTS pgtap;
SELECT no_plan();
\ir include/maja.sql
\ir include/close.sql
\ir include/call.sql
SET CONSTRAINTS ALL IMMEDIATE;
\set maja '0f000000-0000-4000-8000-000000000001'
\set line '2c000000-0000-4000-8000-000000000001'
-- As pg_temp.call, with a key.
CREATE FUNCTION pg_temp.keyed(who text, key uuid, function text, input jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
    document jsonb;
BEGIN
    BEGIN
        PERFORM set_config('role', 'samplan_server', true);
        PERFORM api.auth_enter(convert_to('token-' || who, 'UTF8'), 1023, gen_random_uuid(), 'json', 'test');
        document := api.write(function, key, input);
        PERFORM set_config('role', 'none', true), set_config('samplan.touched', '', true);
        RETURN document;
    EXCEPTION WHEN OTHERS THEN
        RETURN jsonb_build_object('raised', SQLSTATE, 'code', SQLERRM);
    END;
END
$$;

-- Asked to a meeting and to do something, and finished with something else.
CREATE FUNCTION pg_temp.ask() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    meeting uuid := gen_random_uuid();
BEGIN
    UPDATE samplan.related_person SET status_code = 'active', end_reason = NULL, period_end_day = NULL WHERE id = '2c000000-0000-4000-8000-000000000001';
    INSERT INTO samplan.appointment (id, plan_id, title, start_at, end_at, created_by)
    VALUES (meeting, '0f000000-0000-4000-8000-000000000001', 'Møde med Line', now() + interval '3 days', now() + interval '3 days 1 hour',
            '0c000000-0000-4000-8000-000000000001');
    PERFORM pg_temp.call('01', 'invitation_add', jsonb_build_object('appointment_id', meeting, 'who', 'relative:2c000000-0000-4000-8000-000000000001'));
    PERFORM pg_temp.call('01', 'task_create', jsonb_build_object('plan_id', '0f000000-0000-4000-8000-000000000001', 'title', t, 'performer_id', 'relative:2c000000-0000-4000-8000-000000000001'))
       FROM unnest('{Hent katten,Vand blomster}'::text[]) t;
    UPDATE samplan.task SET status_code = 'done', closed_at = now() WHERE title = 'Vand blomster' AND closed_at IS NULL;
END
$$;
-- What she has before her: tasks, invitations, a finished task by its address, open tasks and invitations that stand.
CREATE FUNCTION pg_temp.hers() RETURNS text LANGUAGE sql AS $$
    SELECT concat_ws(' ', jsonb_array_length(h -> 'tasks_list'), jsonb_array_length(h -> 'invitations_list'),
        (SELECT coalesce(pg_temp.call('13', 'task_show', jsonb_build_object('task_id', t.id)) ->> 'title', 'none') FROM samplan.task t WHERE t.title = 'Vand blomster' ORDER BY t.created_at DESC LIMIT 1))
      FROM pg_temp.call('13', 'relative_home') h $$;
CREATE FUNCTION pg_temp.stands() RETURNS text LANGUAGE sql AS $$
    SELECT (SELECT count(*) FROM samplan.task t WHERE t.performer_user_id = '0c000000-0000-4000-8000-000000000013' AND t.closed_at IS NULL) || ' '
        || (SELECT count(*) FROM samplan.appointment_invitation i WHERE i.principal = '0c000000-0000-4000-8000-000000000013' AND i.until_at > now()) $$;
CREATE FUNCTION pg_temp.told() RETURNS bigint LANGUAGE sql AS $$
    SELECT count(*) FROM samplan.notice n WHERE n.kind_code = 'related-withdrawn' AND n.user_id = '0c000000-0000-4000-8000-000000000001' $$;

SELECT pg_temp.ask();
SELECT is(pg_temp.hers(), '1 1 Vand blomster', 'she is asked to do something and to come, and sees what she has done');
-- The day passes.
UPDATE samplan.related_person SET period_start_day = app.today() - 9, period_end_day = app.today() WHERE id = :'line';
SELECT is(pg_temp.hers(), '1 1 Vand blomster', 'on the last day too');
SELECT is(app.job_related_ends(), 0, 'which is not over');
ALTER TABLE samplan.related_person DISABLE TRIGGER g_related_end; -- as time does it
UPDATE samplan.related_person SET period_end_day = app.today() - 1 WHERE id = :'line';
ALTER TABLE samplan.related_person ENABLE TRIGGER g_related_end;
SELECT is(pg_temp.hers(), '0 0 none', 'the day after she sees nothing of it, before anything has run');
SELECT is(pg_temp.call('13', 'task_answer', (SELECT jsonb_build_object('task_id', t.id, 'answer', 'accept', '_version', 1) FROM samplan.task t WHERE t.title = 'Hent katten')) #>> '{_refused,status}', '404', 'nor answers');
SELECT is(pg_temp.call('01', 'task_create', jsonb_build_object('plan_id', :'maja', 'title', 'x', 'performer_id', 'relative:' || :'line')) ->> 'created', NULL, 'nor is asked to more');
SELECT is(pg_temp.stands(), '1 1', 'it stands still');
SELECT is(app.job_related_ends(), 1, 'then it is taken back');
SELECT is(pg_temp.stands(), '0 0', 'all of it');
SELECT is((SELECT t.due_day || ' ' || t.performer_user_id || ' ' || t.status_code FROM samplan.task t WHERE t.title = 'Perioden for Line Holm er slut: spørg Maja'),
    (app.today() + 7) || ' 0c000000-0000-4000-8000-000000000001 accepted', 'the coordinator has a dated task');
SELECT is(pg_temp.audited(), 'related.period-end permit', 'with its row');
SELECT is(app.job_related_ends(), 0, 'once');
SELECT is(pg_temp.told(), 0::bigint, 'the task is enough');
UPDATE samplan.related_person SET period_end_day = app.today() - 2 WHERE id = :'line';
SELECT is(app.job_related_ends(), 1, 'another last day is another matter');
-- At once, on a change.
SELECT pg_temp.ask();
SELECT is(pg_temp.stands(), '1 1', 'asked anew');
SELECT is(pg_temp.call('09', 'related_update', (SELECT jsonb_build_object('related_id', r.id, '_version', r.version, 'period_end_day', app.today() - 1, 'period_start_day', app.today() - 9) FROM samplan.related_person r WHERE r.id = :'line')) ->> 'flash', 'related-saved', 'Maja sets a day that is over');
SELECT is(pg_temp.stands(), '0 0', 'it is taken back with that');
SELECT is(pg_temp.told(), 1::bigint, 'and the coordinator is told');
SELECT is(app.job_related_ends(), 0, 'who knows it already');
SELECT pg_temp.ask();
SELECT is(pg_temp.call('09', 'related_end', (SELECT jsonb_build_object('related_id', r.id, '_version', r.version) FROM samplan.related_person r WHERE r.id = :'line')) ->> 'flash', 'related-ended', 'Maja ends it');
SELECT is(pg_temp.stands() || ' ' || pg_temp.told(), '0 0 2', 'taken back, told');
SELECT pg_temp.ask();
SELECT is(pg_temp.call('01', 'related_end', (SELECT jsonb_build_object('related_id', r.id, '_version', r.version) FROM samplan.related_person r WHERE r.id = :'line')) ->> 'flash', 'related-ended', 'the coordinator ends it');
SELECT is(pg_temp.stands() || ' ' || pg_temp.told(), '0 0 2', 'and needs no telling');
SELECT pg_temp.ask();
SELECT is(pg_temp.call('09', 'consent_create_own', jsonb_build_object('answer_code', 'deny', 'recipient_keys', jsonb_build_array('relative-' || :'line'), 'section_codes', '["core"]'::jsonb, 'purpose_code', 'relatives', 'confirm', true)) ->> 'flash', 'consent-refused', 'Maja keeps her out');
SELECT is(pg_temp.hers() || ' ' || pg_temp.stands() || ' ' || pg_temp.told(), '0 0 none 0 0 3', 'of what she was asked to and of what she did');
UPDATE samplan.consent_provision SET withdrawn_at = now(), withdrawn_by = '0c000000-0000-4000-8000-000000000009' WHERE related_id = :'line' AND type_code = 'deny' AND withdrawn_at IS NULL;
SELECT pg_temp.ask();
SELECT is(pg_temp.hers(), '1 1 Vand blomster', 'again');
UPDATE samplan.joint_plan SET status_code = 'completed', closed_at = now() WHERE id = :'maja';
SELECT is(pg_temp.hers(), '0 0 none', 'with the plan it ends');
UPDATE samplan.joint_plan SET status_code = 'active', closed_at = NULL WHERE id = :'maja';

-- A kept answer. Karim notes something, and sends it twice.
\set note '{"plan_id": "0f000000-0000-4000-8000-000000000001", "text": "Ringet i dag"}'
SELECT pg_temp.keyed('04', '5c000000-0000-4000-8000-000000000001', 'note_create', :'note') AS first \gset
SELECT is(pg_temp.keyed('04', '5c000000-0000-4000-8000-000000000001', 'note_create', :'note'), :'first'::jsonb, 'the same answer again');
SELECT is(pg_temp.audited(), 'answer.repeat permit note.create', 'with a row of its own');
SELECT is((SELECT a.plan_id || ' ' || a.basis_code || ' ' || (a.class_mask & 1) FROM samplan.audit a ORDER BY a.id DESC LIMIT 1), :'maja' || ' team 1', 'that says whose, why and what');
SELECT is((SELECT count(*) FROM samplan.note n WHERE n.text = 'Ringet i dag'), 1::bigint, 'it was written once');
SELECT is(pg_temp.keyed('04', '5c000000-0000-4000-8000-000000000001', 'note_create', :'note'::jsonb || '{"text": "Andet"}') ->> 'code', 'key-reused', 'a key is for one thing');
UPDATE samplan.team_member SET status_code = 'ended' WHERE plan_id = :'maja' AND user_id = '0c000000-0000-4000-8000-000000000004';
SELECT is(pg_temp.keyed('04', '5c000000-0000-4000-8000-000000000001', 'note_create', :'note') #>> '{_refused,status}', '404', 'without the right it is not found');
SELECT is(pg_temp.audited(), 'note.create refuse answer-repeated', 'with the row of a refusal');
UPDATE samplan.team_member SET status_code = 'active' WHERE plan_id = :'maja' AND user_id = '0c000000-0000-4000-8000-000000000004';
SELECT is(pg_temp.keyed('04', '5c000000-0000-4000-8000-000000000001', 'note_create', :'note'), :'first'::jsonb, 'and with it, it is');
-- A preview shows who sees what: the class that she no longer reads is not shown again.
\set preview '{"plan_id": "0f000000-0000-4000-8000-000000000001", "answer_code": "permit", "recipient_keys": ["unit-0b000000-0000-4000-8000-000000000003"], "section_codes": ["social"], "purpose_code": "coordination", "source_code": "spoken"}'
SELECT ok(pg_temp.keyed('03', '5c000000-0000-4000-8000-000000000002', 'consent_create', :'preview') -> 'preview' IS NOT NULL, 'a preview is kept too');
UPDATE samplan.team_member SET status_code = 'ended' WHERE plan_id = :'maja' AND user_id = '0c000000-0000-4000-8000-000000000003';
UPDATE samplan.contributing_plan SET responsible_user_id = NULL WHERE plan_id = :'maja' AND responsible_user_id = '0c000000-0000-4000-8000-000000000003';
SELECT is(pg_temp.keyed('03', '5c000000-0000-4000-8000-000000000002', 'consent_create', :'preview') #>> '{_refused,status}', '404', 'not after she has left');
UPDATE samplan.team_member SET status_code = 'active' WHERE plan_id = :'maja' AND user_id = '0c000000-0000-4000-8000-000000000003';
-- What ends the right itself is answered the same the second time.
UPDATE samplan.task SET status_code = 'done', closed_at = now() WHERE plan_id = :'maja' AND closed_at IS NULL AND performer_user_id = '0c000000-0000-4000-8000-000000000006';
SELECT pg_temp.keyed('06', '5c000000-0000-4000-8000-000000000003', 'plan_leave', jsonb_build_object('plan_id', :'maja', 'end_reason', 'Ny stilling', '_version', 1)) AS left_it \gset
SELECT is(:'left_it'::jsonb ->> 'flash', 'plan-left', 'he leaves the team');
SELECT is(pg_temp.keyed('06', '5c000000-0000-4000-8000-000000000003', 'plan_leave', jsonb_build_object('plan_id', :'maja', 'end_reason', 'Ny stilling', '_version', 1)), :'left_it'::jsonb, 'and is told so again');
-- Of a task, by whoever is asked to do it.
SELECT pg_temp.ask();
SELECT t.id AS cat FROM samplan.task t WHERE t.title = 'Hent katten' AND t.closed_at IS NULL AND t.status_code = 'proposed' LIMIT 1 \gset
SELECT pg_temp.keyed('13', '5c000000-0000-4000-8000-000000000004', 'task_answer', jsonb_build_object('task_id', :'cat', 'answer', 'accept', '_version', 1)) AS yes \gset
SELECT is(:'yes'::jsonb ->> 'status_code', 'accepted', 'Line says yes');
SELECT is(pg_temp.keyed('13', '5c000000-0000-4000-8000-000000000004', 'task_answer', jsonb_build_object('task_id', :'cat', 'answer', 'accept', '_version', 1)), :'yes'::jsonb, 'twice');
UPDATE samplan.related_person SET status_code = 'ended' WHERE id = :'line';
SELECT is(pg_temp.keyed('13', '5c000000-0000-4000-8000-000000000004', 'task_answer', jsonb_build_object('task_id', :'cat', 'answer', 'accept', '_version', 1)) #>> '{_refused,status}', '404', 'not when her time is over');
SELECT is((SELECT count(*) FROM samplan.idempotency i WHERE i.touched = '[]'), 0::bigint, 'each kept answer says what it is about');
UPDATE samplan.idempotency SET created_at = now() - interval '49 hours' WHERE user_id = '0c000000-0000-4000-8000-000000000013';
SELECT is(app.job_answers(), 1, 'none is kept for more than two days');

-- Drafts: what she typed herself is hers; what stood in the form before is not, once the right is over.
CREATE FUNCTION pg_temp.drafts(who text) RETURNS jsonb LANGUAGE sql AS $$ SELECT (pg_temp.call(who, 'draft_list') -> 'drafts_list') $$;
SELECT is(pg_temp.call('04', 'draft_save', '{"form": "/plans/0f000000-0000-4000-8000-000000000001/notes", "own_fields": ["text"], "values": {"text": "Mine egne ord om samtalen", "belongs_to": "core"}}') ->> 'raised', NULL, 'a note begun');
SELECT is(pg_temp.call('04', 'draft_save', '{"form": "/goals/1d000000-0000-4000-8000-000000000001", "own_fields": ["next_step"], "values": {"title": "Det, der stod i planen om Maja", "next_step": "Et skridt som jeg skrev"}}') ->> 'raised', NULL, 'a goal being edited');
UPDATE samplan.draft SET form_key = 'goals/' || (SELECT g.id FROM samplan.goal g WHERE g.plan_id = :'maja' AND g.class_code = 'core' LIMIT 1) WHERE form_key LIKE 'goals/%';
SELECT is(jsonb_path_query_array(pg_temp.drafts('04'), '$[*].closed'), '[false, false]', 'both are open');
SELECT ok(pg_temp.drafts('04')::text ~ 'stod i planen', 'and say what is in them');
UPDATE samplan.team_member SET status_code = 'ended' WHERE plan_id = :'maja' AND user_id = '0c000000-0000-4000-8000-000000000004';
UPDATE samplan.contributing_plan SET responsible_user_id = NULL WHERE plan_id = :'maja' AND responsible_user_id = '0c000000-0000-4000-8000-000000000004';
UPDATE samplan.consent_provision SET withdrawn_at = now(), withdrawn_by = '0c000000-0000-4000-8000-000000000009' WHERE plan_id = :'maja' AND withdrawn_at IS NULL;
SELECT is(pg_temp.call('04', 'plan_show', jsonb_build_object('plan_id', :'maja')) #>> '{_refused,status}', '404', 'Karim has nothing to do with the plan any more');
SELECT is(jsonb_path_query_array(pg_temp.drafts('04'), '$[*].closed'), '[true, true]', 'his drafts know it');
SELECT ok(pg_temp.drafts('04')::text !~ 'stod i planen', 'what stood in the plan is not given back');
SELECT set_eq($$SELECT jsonb_array_elements_text(jsonb_path_query_array(pg_temp.drafts('04'), '$[*].texts_list[*].text'))$$, $$VALUES ('Et skridt som jeg skrev'), ('Mine egne ord om samtalen')$$, 'what he wrote is');
SELECT is(jsonb_path_query_array(pg_temp.drafts('04'), '$[*].href'), '[null, null]', 'without a way into the form');
SELECT ok(app.draft_open('me') AND app.draft_open('citizens') AND NOT app.draft_open('nonsense/0f000000-0000-4000-8000-000000000001'), 'what nobody knows is closed');

-- To be told later: an emergency whose citizen is told on a day, and knows nothing of it till then.
UPDATE samplan.session SET strong_at = now();
CREATE FUNCTION pg_temp.open(more jsonb) RETURNS jsonb LANGUAGE sql AS $$
    SELECT pg_temp.call('06', 'break_glass_open', jsonb_build_object('cpr_indexes', jsonb_build_array(encode(sha256('maja'), 'hex')), 'category_code', 'danger-life',
        'reason', 'Bevidstløs, kan ikke spørges om medicin', 'class_codes', '["crisis-plan"]'::jsonb) || more) $$;
SELECT is(pg_temp.open(more::jsonb) #>> '{errors,0,code}', want, label) FROM (VALUES
    ('{"tell_reason": "Vold i hjemmet, faren er der endnu"}', 'required', 'which day?'), (jsonb_build_object('tell_day', app.today(), 'tell_reason', 'Vold i hjemmet')::text, 'not-in-future', 'today is at once'),
    (jsonb_build_object('tell_day', app.today() + 31, 'tell_reason', 'Vold i hjemmet')::text, 'too-late', 'not for ever'), (jsonb_build_object('tell_day', app.today() + 3)::text, 'too-short', 'and why')) v (more, want, label);
SELECT is(pg_temp.open(jsonb_build_object('tell_day', app.today() + 3, 'tell_reason', 'Vold i hjemmet, faren er der endnu')) ->> 'flash', 'break-glass-open', 'opened, to be told in three days');
SELECT b.id AS glass FROM samplan.break_glass b WHERE b.user_id = '0c000000-0000-4000-8000-000000000006' \gset
SELECT is(pg_temp.call('06', 'plan_show', jsonb_build_object('plan_id', :'maja')) #>> '{break_glass,running}', 'true', 'he reads');
CREATE FUNCTION pg_temp.log() RETURNS bigint LANGUAGE sql AS $$ SELECT count(*) FROM jsonb_array_elements(pg_temp.call('09', 'audit_list') -> 'audit_list') x WHERE x ->> 'basis_code' = 'break-glass' $$;
CREATE FUNCTION pg_temp.notes(who text) RETURNS text LANGUAGE sql AS $$ SELECT string_agg(n.kind_code, ' ' ORDER BY n.kind_code) FROM samplan.notice n WHERE n.kind_code LIKE 'break-glass-%' AND n.user_id = ('0c000000-0000-4000-8000-0000000000' || who)::uuid $$;
SELECT is(pg_temp.log(), 0::bigint, 'her log is without it');
SELECT is(pg_temp.notes('09'), NULL, 'she is told nothing');
SELECT ok(pg_temp.call('09', 'own_export')::text !~ :'glass', 'nor is it in what she downloads');
SELECT is(pg_temp.notes('11'), 'break-glass-review', 'the auditor is, since nobody manages the practice');
SELECT is(pg_temp.call('11', 'review_show', jsonb_build_object('review_id', :'glass')) ->> 'tell_reason', 'Vold i hjemmet, faren er der endnu', 'and reads why the citizen is not');
SELECT is(pg_temp.call('06', 'break_glass_show', jsonb_build_object('break_glass_id', :'glass')) ->> 'tell_day', (app.today() + 3)::text, 'who opened it sees the day');
SELECT is(app.job_tell(), 0, 'it is not the day');
-- Where nobody manages an auditor judges; in time, or it goes on.
SELECT is(pg_temp.call('11', 'review_list') #>> '{open_list,0,mine}', 'true', 'it stands in the auditor''s queue');
SELECT is(pg_temp.call('11', 'review_show', jsonb_build_object('review_id', :'glass')) ->> 'may_judge', 'true', 'for her to judge');
SELECT is((SELECT b.review_due_day FROM samplan.break_glass b WHERE b.id = :'glass'), app.working_day_add(app.today(), 3), 'within three working days');
UPDATE samplan.break_glass SET review_due_day = app.today() - 1 WHERE id = :'glass';
SELECT is(app.job_break_glass(), 1, 'which have passed');
SELECT is(pg_temp.notes('11'), 'break-glass-escalated break-glass-review', 'she is told again');
SELECT is(pg_temp.call('11', 'review_judge', jsonb_build_object('review_id', :'glass', 'verdict_text', 'x', '_version', (SELECT b.version FROM samplan.break_glass b WHERE b.id = :'glass'))) #>> '{errors,0,field}', 'verdict_code', 'a verdict is one of three');
SELECT is(pg_temp.call('11', 'review_judge', jsonb_build_object('review_id', :'glass', 'verdict_code', 'justified', 'verdict_text', 'Der var fare', '_version', (SELECT b.version FROM samplan.break_glass b WHERE b.id = :'glass'))) ->> 'flash', 'review-judged', 'judged');
SELECT is(pg_temp.notes('09'), NULL, 'the citizen is told of that, too, when the day comes');
ALTER TABLE samplan.break_glass DISABLE TRIGGER USER;
UPDATE samplan.break_glass SET tell_day = app.today() WHERE id = :'glass';
ALTER TABLE samplan.break_glass ENABLE TRIGGER USER;
SELECT is(app.job_tell(), 1, 'it comes');
SELECT is(pg_temp.notes('09'), 'break-glass-judged break-glass-opened', 'she is told of both');
SELECT cmp_ok(pg_temp.log(), '>=', 2::bigint, 'and her log has all of it, with its time');
SELECT is(app.job_tell(), 0, 'once');
-- What should not have been opened is told at once.
UPDATE samplan.break_glass SET closed_at = now() WHERE id = :'glass';
SELECT is(pg_temp.open(jsonb_build_object('tell_day', app.today() + 3, 'tell_reason', 'Vold i hjemmet, faren er der endnu')) ->> 'flash', 'break-glass-open', 'another');
SELECT b.id AS second FROM samplan.break_glass b WHERE b.user_id = '0c000000-0000-4000-8000-000000000006' AND b.id <> :'glass' \gset
SELECT is(pg_temp.call('11', 'review_judge', jsonb_build_object('review_id', :'second', 'verdict_code', 'not-justified', 'verdict_text', 'Der var ingen fare', '_version', 1)) ->> 'flash', 'review-judged', 'without ground');
SELECT is(pg_temp.notes('09'), 'break-glass-judged break-glass-judged break-glass-opened break-glass-opened', 'she is told');
-- Peter has no account: his coordinator tells him.
SELECT is(pg_temp.call('02', 'break_glass_open', jsonb_build_object('cpr_indexes', jsonb_build_array(encode(sha256('peter'), 'hex')), 'category_code', 'danger-life',
    'reason', 'Bevidstløs, kan ikke spørges om medicin', 'class_codes', '["crisis-plan"]'::jsonb)) ->> 'flash', 'break-glass-open', 'Peter''s plan in an emergency');
SELECT is((SELECT t.title || ' ' || t.performer_user_id || ' ' || (t.due_day - app.today()) FROM samplan.task t WHERE t.plan_id = '0f000000-0000-4000-8000-000000000002' AND t.title LIKE 'Fortæl%'),
    'Fortæl Peter: planen er læst uden samtykke 0c000000-0000-4000-8000-000000000003 7', 'his coordinator has a task to tell him');
SELECT * FROM finish();
ROLLBACK;
