-- The life of a task: who may do what, in which status, and what nobody else can see or do.
BEGIN;
CREATE EXTENSION IF NOT EXISTS pgtap;
SELECT no_plan();
\ir include/maja.sql
\ir include/call.sql
SET CONSTRAINTS ALL IMMEDIATE;
CREATE FUNCTION pg_temp.task(n text) RETURNS text LANGUAGE sql AS $$ SELECT '1e000000-0000-4000-8000-0000000000' || n $$;
CREATE FUNCTION pg_temp.plan() RETURNS text LANGUAGE sql AS $$ SELECT '0f000000-0000-4000-8000-000000000001' $$;
-- Calls with the version that the task has now.
CREATE FUNCTION pg_temp.act(who text, function text, task text, input jsonb DEFAULT '{}') RETURNS jsonb LANGUAGE sql AS $$
    SELECT pg_temp.call(who, function, jsonb_build_object('task_id', task,
        '_version', (SELECT t.version FROM samplan.task t WHERE t.id = task::uuid)) || input)
$$;
CREATE FUNCTION pg_temp.status(task text) RETURNS text LANGUAGE sql AS $$ SELECT t.status_code FROM samplan.task t WHERE t.id = task::uuid $$;
CREATE FUNCTION pg_temp.made(who text, input jsonb) RETURNS text LANGUAGE sql AS $$
    SELECT pg_temp.call(who, 'task_create', jsonb_build_object('plan_id', pg_temp.plan(), 'title', 'Ring til Maja') || input) ->> 'id'
$$;

-- Who sees a task --------------------------------------------------------------------------------------
SELECT is(pg_temp.call(who, 'task_show', jsonb_build_object('task_id', pg_temp.task('02'))) ->> 'title', 'Overtag opfølgning på medicin',
          who || ' of the team sees a shared task') FROM unnest('{01,02,03,04,05,06,09}'::text[]) who;
SELECT is(pg_temp.call(who, f, jsonb_build_object('task_id', pg_temp.task('02'))) #>> '{_refused,status}', '404', who || ' gets no ' || f)
  FROM unnest('{07,08,10,11,12}'::text[]) who, unnest('{task_show,task_edit}'::text[]) f;
SELECT is(pg_temp.call('08', f, jsonb_build_object('task_id', pg_temp.task('02'), '_version', 1) || i) #>> '{_refused,status}', '404',
          'a stranger gets the same answer from ' || f)
  FROM (VALUES ('task_update', '{"title": "x"}'::jsonb), ('task_answer', '{"answer": "accept"}'), ('task_status_set', '{"action": "cancel"}'),
               ('task_comment', '{"comment_text": "x"}'), ('task_remind', '{}')) v (f, i);
SELECT is(pg_temp.audited(), 'task.remind refuse', 'and the attempt is logged');
SELECT is((SELECT a.citizen_id::text FROM samplan.audit a WHERE a.action = 'task.remind' ORDER BY a.id DESC LIMIT 1),
          '0e000000-0000-4000-8000-000000000001', 'in the citizen''s log');
SELECT is(pg_temp.call('08', 'task_show', '{"task_id": "1e000000-0000-4000-8000-00000000ffff"}'),
          pg_temp.call('08', 'task_show', jsonb_build_object('task_id', pg_temp.task('02'))), 'what is not there is refused in the same words');
SELECT is(pg_temp.call('08', 'task_plan_list', jsonb_build_object('plan_id', pg_temp.plan())) #>> '{_refused,status}', '404', 'nor the list of a plan');

-- Asking --------------------------------------------------------------------------------------------------
SELECT is(pg_temp.call(who, 'task_new', jsonb_build_object('plan_id', pg_temp.plan())) #>> '{_refused,status}', want, who || ' and the form')
  FROM (VALUES ('01', NULL), ('09', NULL), ('08', '404'), ('10', '404'), ('07', '403')) v (who, want);
SELECT is(pg_temp.call('08', 'task_create', jsonb_build_object('plan_id', pg_temp.plan(), 'title', 'x', 'performer_id', 'citizen')) #>> '{_refused,status}', '404',
          'a stranger asks for nothing');
SELECT is(pg_temp.call('01', 'task_create', jsonb_build_object('plan_id', pg_temp.plan(), 'title', 'x', 'due_day', app.today() - 1, 'answer_by_day', app.today() - 1,
              'goal_id', gen_random_uuid())) -> 'errors',
          '[{"code": "not-an-option", "field": "goal_id"}, {"code": "in-the-past", "field": "due_day"}, {"code": "in-the-past", "field": "answer_by_day"},
            {"code": "choose-performer", "field": "performer_id"}]', 'all errors are told at once');
SELECT is(pg_temp.call('01', 'task_create', jsonb_build_object('plan_id', pg_temp.plan(), 'title', 'x', 'performer_id', p)) #>> '{errors,0,code}', 'not-an-option',
          'nobody can be asked who is no caseworker: ' || p)
  FROM unnest(ARRAY['0c000000-0000-4000-8000-000000000010', gen_random_uuid()::text, 'nobody', 'person:x',
                    'person:0c000000-0000-4000-8000-000000000003:0b000000-0000-4000-8000-000000000003', '0e000000-0000-4000-8000-000000000002']) p;
SELECT is(pg_temp.call('09', 'task_create', jsonb_build_object('plan_id', pg_temp.plan(), 'title', 'x', 'performer_id', '0c000000-0000-4000-8000-000000000008'))
          #>> '{errors,0,code}', 'not-an-option', 'a citizen asks her own team');
SELECT is(pg_temp.call('09', 'task_create', jsonb_build_object('plan_id', pg_temp.plan(), 'title', 'Giv katten mad', 'performer_id', 'citizen')) ->> 'status_code',
          'accepted', 'or herself, which needs no answer');
SELECT is(pg_temp.call('09', 'task_create', jsonb_build_object('plan_id', pg_temp.plan(), 'title', 'Ring til mig', 'performer_id', '0c000000-0000-4000-8000-000000000003'))
          ->> 'status_code', 'proposed', 'others are asked');
SELECT is(pg_temp.call('01', 'task_create', jsonb_build_object('plan_id', pg_temp.plan(), 'title', 'x', 'find', true, 'performer_q', q)) #>> '{errors,0,code}', want,
          'looking for ' || q) FROM (VALUES ('frede', 'choose-found'), ('findes ikke', 'none-found')) v (q, want);
SELECT ok(pg_temp.call('01', 'task_new', jsonb_build_object('plan_id', pg_temp.plan(), 'performer_q', 'frede')) #> '{options,performer_id}'
          @> '[{"value": "person:0c000000-0000-4000-8000-000000000008:0b000000-0000-4000-8000-000000000007"}]', 'who was found can be chosen');

-- Yes ------------------------------------------------------------------------------------------------------
SELECT is(pg_temp.act(who, 'task_answer', pg_temp.task('02'), '{"answer": "accept"}') #>> '{_refused,code}', 'not-yours', who || ' cannot answer for Ole')
  FROM unnest('{01,03,09}'::text[]) who;
SELECT is(pg_temp.call('06', 'task_answer', jsonb_build_object('task_id', pg_temp.task('02'), 'answer', 'accept')) ->> 'raised', 'SP428', 'an answer says to what');
SELECT is(pg_temp.call('06', 'task_answer', jsonb_build_object('task_id', pg_temp.task('02'), 'answer', 'accept', '_version', 0)) ->> 'raised', 'SP412', 'and to no old page');
SELECT is(pg_temp.act('06', 'task_answer', pg_temp.task('02'), '{"answer": "accept", "answer_text": "Det gør jeg"}') ->> 'status_code', 'accepted', 'Ole says yes');
SELECT is((SELECT c.text FROM samplan.task_comment c WHERE c.task_id = pg_temp.task('02')::uuid), 'Det gør jeg', 'his words are kept');
SELECT is(pg_temp.act('06', 'task_answer', pg_temp.task('02'), '{"answer": "accept"}') ->> 'code', 'task-state', 'once');
SELECT is(pg_temp.act('06', 'task_status_set', pg_temp.task('02'), '{"action": "start"}') ->> 'status_code', 'in-progress', 'he begins');
SELECT is(pg_temp.act('06', 'task_status_set', pg_temp.task('02'), '{"action": "done", "done_text": "Gjort"}') ->> 'status_code', 'done', 'and is done');
SELECT is(pg_temp.act('06', 'task_status_set', pg_temp.task('02'), '{"action": "start"}') ->> 'code', 'task-closed', 'what is done does not begin');
SELECT is((SELECT count(*)::integer FROM samplan.worklist w WHERE w.task_id = pg_temp.task('02')::uuid), 0, 'and is on nobody''s list');
SELECT is(pg_temp.act('03', 'task_status_set', pg_temp.task('02'), '{"action": "undo"}') #>> '{_refused,code}', 'not-yours', 'others do not undo it');
SELECT is(pg_temp.act('06', 'task_status_set', pg_temp.task('02'), '{"action": "undo"}') ->> 'status_code', 'in-progress', 'he can');
SELECT is(pg_temp.act('01', 'task_status_set', pg_temp.task('02'), '{"action": "done"}') ->> 'status_code', 'done', 'who asked can close it too');
SELECT is(pg_temp.act('01', 'task_status_set', pg_temp.task('02'), '{"action": "undo"}') ->> 'status_code', 'in-progress', 'and open it again');

-- Hold -------------------------------------------------------------------------------------------------------
SELECT is(pg_temp.act('06', 'task_status_set', pg_temp.task('02'), jsonb_build_object('action', 'hold', 'hold_until_day', app.today())) -> 'errors',
          '[{"code": "not-in-future", "field": "hold_until_day"}, {"code": "reason-required", "field": "hold_text"}]', 'a hold has an end and a reason');
SELECT is(pg_temp.act('06', 'task_status_set', pg_temp.task('02'), jsonb_build_object('action', 'hold', 'hold_until_day', app.today() + 9, 'hold_text', 'Ferie'))
          ->> 'status_code', 'on-hold', 'on hold');
SELECT is(pg_temp.call('06', 'task_list', '{"list": "mine"}') -> 'tasks', '[]', 'it is off the list until then');
SELECT is(pg_temp.call('06', 'task_list', '{"list": "mine", "status": "on-hold"}') #>> '{tasks,0,hold_until_day}', (app.today() + 9)::text, 'and can be found');
SELECT is(pg_temp.act('06', 'task_status_set', pg_temp.task('02'), '{"action": "resume"}') ->> 'status_code', 'in-progress', 'it can be taken up before');
UPDATE samplan.task SET status_code = 'on-hold', hold_until_day = app.today(), held_status_code = 'in-progress' WHERE id = pg_temp.task('02')::uuid;
SELECT is(pg_temp.call('06', 'task_list', '{"list": "mine"}') #>> '{tasks,0,status_code}', 'in-progress', 'when the day comes it is back by itself');
SELECT is((d ->> 'status_code') || (d ->> 'back'), 'in-progresstrue', 'on its page too')
  FROM pg_temp.call('06', 'task_show', jsonb_build_object('task_id', pg_temp.task('02'))) d;
SELECT is(pg_temp.act('06', 'task_status_set', pg_temp.task('02'), '{"action": "done"}') ->> 'status_code', 'done', 'and can be done');

-- Ja, men ---------------------------------------------------------------------------------------------------
SELECT is(pg_temp.act('04', 'task_answer', pg_temp.task('03'), '{"answer": "counter"}') #>> '{errors,0,code}', 'propose-something', 'another proposal says something else');
SELECT is(pg_temp.act('04', 'task_answer', pg_temp.task('03'), jsonb_build_object('answer', 'counter', 'proposed_day', app.today() - 3)) #>> '{errors,0,code}',
          'in-the-past', 'and not the past');
SELECT is(pg_temp.act('04', 'task_answer', pg_temp.task('03'), jsonb_build_object('answer', 'counter', 'proposed_day', app.today() + 20, 'proposed_time', '13:00',
              'answer_text', 'Efter ferien')) ->> 'status_code', 'counter-proposed', 'Karim proposes another day');
SELECT is((SELECT string_agg(w.principal || ' ' || w.list_code, ', ' ORDER BY w.list_code) FROM samplan.worklist w WHERE w.task_id = pg_temp.task('03')::uuid),
          app.practitioner('0c000000-0000-4000-8000-000000000001', '0b000000-0000-4000-8000-000000000001') || ' 1, '
          || app.practitioner('0c000000-0000-4000-8000-000000000004', '0b000000-0000-4000-8000-000000000003') || ' 3', 'Anders has the ball, Karim waits');
SELECT is(pg_temp.act('04', 'task_answer', pg_temp.task('03'), '{"answer": "accept-counter"}') #>> '{_refused,code}', 'not-yours', 'who proposes does not accept');
SELECT is(pg_temp.act('01', 'task_answer', pg_temp.task('03'), '{"answer": "refuse-counter", "answer_text": "Det haster"}') ->> 'status_code', 'proposed', 'Anders says no');
SELECT is(pg_temp.act('04', 'task_answer', pg_temp.task('03'), jsonb_build_object('answer', 'counter', 'proposed_day', app.today() + 10)) ->> 'status_code',
          'counter-proposed', 'Karim tries once more');
SELECT is(pg_temp.act('01', 'task_answer', pg_temp.task('03'), '{"answer": "accept-counter"}') ->> 'status_code', 'accepted', 'Anders says yes');
SELECT is((SELECT (t.due_day, t.due_time, t.counter_day)::text FROM samplan.task t WHERE t.id = pg_temp.task('03')::uuid), format('(%s,,)', app.today() + 10),
          'and the day has moved');

-- No ----------------------------------------------------------------------------------------------------------
SELECT pg_temp.made('01', '{"performer_id": "0c000000-0000-4000-8000-000000000003"}') AS t \gset
SELECT is(pg_temp.act('03', 'task_answer', :'t', '{"answer": "decline"}') -> 'errors', '[{"code": "reason-required", "field": "answer_text"}]', 'a no says why');
SELECT is(pg_temp.act('03', 'task_answer', :'t', '{"answer": "decline", "answer_text": "Ikke mit bord"}') ->> 'status_code', 'declined', 'Rikke says no');
SELECT is(pg_temp.call('01', 'task_list', '{"list": "answer"}') #>> '{tasks,0,status_code}', 'declined', 'Anders has it back');
SELECT is(pg_temp.act('03', 'task_status_set', :'t', '{"action": "undo"}') ->> 'status_code', 'proposed', 'she can think again');
SELECT is(pg_temp.act('03', 'task_answer', :'t', '{"answer": "decline", "answer_text": "Nej"}') ->> 'status_code', 'declined', 'and again');
SELECT is(pg_temp.act('01', 'task_update', :'t', '{"title": "Ring til Maja i dag", "reason": "Haster"}') ->> 'status_code', 'proposed', 'a changed request is asked anew');

-- Taking in somebody from outside -------------------------------------------------------------------------
SELECT pg_temp.made('01', '{"performer_id": "person:0c000000-0000-4000-8000-000000000008:0b000000-0000-4000-8000-000000000007"}') AS t \gset
SELECT is(d ->> 'outside', 'true', 'Frede in Viborg sees the task') FROM pg_temp.call('08', 'task_show', jsonb_build_object('task_id', :'t')) d;
SELECT is((SELECT a.basis_code FROM samplan.audit a WHERE a.action = 'task.show' ORDER BY a.id DESC LIMIT 1), 'task', 'because of the task');
SELECT is(d -> 'citizen', '{"name": "Maja Holm"}', 'with a name and no more') FROM pg_temp.call('08', 'task_show', jsonb_build_object('task_id', :'t')) d;
SELECT is(jsonb_build_array(d -> 'changes_list', d -> 'readers_list', d -> 'comments_list'), '[[], [], []]', 'nothing about the rest')
  FROM pg_temp.call('08', 'task_show', jsonb_build_object('task_id', :'t')) d;
SELECT is(pg_temp.call('08', 'plan_show', jsonb_build_object('plan_id', pg_temp.plan())) #>> '{_refused,status}', '404', 'and not the plan');
SELECT is(pg_temp.call('08', 'task_show', jsonb_build_object('task_id', pg_temp.task('03'))) #>> '{_refused,status}', '404', 'nor other tasks');
SELECT is(pg_temp.call('08', 'task_list', '{}') #>> '{tasks,0,citizen}', 'Maja Holm', 'it is on his list');
SELECT is(pg_temp.act('08', 'task_answer', :'t', jsonb_build_object('answer', 'counter', 'proposed_day', app.today() + 5)) ->> 'status_code', 'counter-proposed', 'he proposes another day');
SELECT is(pg_temp.call('08', 'task_list', '{"list": "waiting"}') #>> '{tasks,0,id}', :'t', 'and waits');
SELECT is(pg_temp.call('08', 'plan_show', jsonb_build_object('plan_id', pg_temp.plan())) #>> '{_refused,status}', '404', 'which opens nothing yet');
SELECT is(pg_temp.act('08', 'task_status_set', :'t', '{"action": "reassign", "to_performer_id": "0c000000-0000-4000-8000-000000000003"}') #>> '{_refused,code}',
          'not-yours', 'while Anders has the ball he gives nothing on');
SELECT is(pg_temp.act('01', 'task_answer', :'t', '{"answer": "accept-counter"}') ->> 'status_code', 'accepted', 'they agree');
SELECT is((SELECT m.status_code || ' ' || m.helps_with FROM samplan.team_member m WHERE m.plan_id = pg_temp.plan()::uuid AND m.user_id = '0c000000-0000-4000-8000-000000000008'),
          'active Ring til Maja', 'so Frede joins the team');
SELECT is(pg_temp.call('08', 'plan_show', jsonb_build_object('plan_id', pg_temp.plan())) #>> '{plan,citizen,name}', 'Maja Holm', 'and sees the plan''s core');
SELECT is(pg_temp.call('08', 'plan_show', jsonb_build_object('plan_id', pg_temp.plan())) -> 'contributing_plans_list', '[]', 'and none of its parts');
-- who was taken out of the team does not come back by going on with a task
UPDATE samplan.team_member SET status_code = 'ended', period_end_day = app.today() WHERE user_id = '0c000000-0000-4000-8000-000000000008';
UPDATE samplan.task SET answered_at = now() - interval '1 hour' WHERE id = :'t'::uuid;
SELECT is(pg_temp.act('08', 'task_status_set', :'t', '{"action": "start"}') ->> 'status_code', 'in-progress', 'a former member finishes what is his');
SELECT is(pg_temp.call('08', 'plan_show', jsonb_build_object('plan_id', pg_temp.plan())) #>> '{_refused,status}', '404', 'and stays out');

-- Handing on ----------------------------------------------------------------------------------------------
SELECT pg_temp.made('01', '{"performer_id": "unit:0b000000-0000-4000-8000-000000000002"}') AS t \gset
SELECT is(pg_temp.call('03', 'task_list', '{"list": "unit"}') #>> '{tasks,0,unassigned}', 'true', 'a task for a unit is on the unit''s list');
SELECT is(pg_temp.call('04', 'task_list', '{"list": "unit"}') -> 'tasks', '[]', 'not on another''s');
SELECT is(pg_temp.act('04', 'task_status_set', :'t', '{"action": "take"}') #>> '{_refused,code}', 'not-yours', 'who cannot take it');
SELECT is(pg_temp.act('03', 'task_status_set', :'t', '{"action": "reassign", "to_performer_id": "0c000000-0000-4000-8000-000000000008"}') #>> '{errors,0,code}',
          'other-organisation', 'it is given on at home');
SELECT is(pg_temp.act('03', 'task_status_set', :'t', '{"action": "reassign", "to_performer_id": "0c000000-0000-4000-8000-000000000007", "to_text": "Kan du?"}') ->> 'status_code',
          'proposed', 'to Mette of the same municipality, who is not in the team');
SELECT is(pg_temp.call('07', 'task_list', '{}') #>> '{tasks,0,list}', 'answer', 'who is asked');
SELECT is(pg_temp.call('07', 'task_show', jsonb_build_object('task_id', :'t')) #>> '{comments_list,0,text}', 'Kan du?', 'in so many words');
SELECT is(pg_temp.act('07', 'task_status_set', :'t', '{"action": "reassign", "to_performer_id": "0c000000-0000-4000-8000-000000000004"}') ->> 'status_code',
          'proposed', 'she gives it on in turn, though she has no other right in the plan');
SELECT is(pg_temp.call('07', 'task_show', jsonb_build_object('task_id', :'t')) #>> '{_refused,status}', '404', 'and sees it no more');
SELECT is(pg_temp.act('07', 'task_status_set', :'t', '{"action": "reassign", "to_performer_id": "0c000000-0000-4000-8000-000000000007"}') #>> '{_refused,status}', '404', 'nor takes it back');
SELECT is(pg_temp.act('01', 'task_status_set', :'t', '{"action": "reassign", "to_performer_id": "unit:0b000000-0000-4000-8000-000000000004"}') ->> 'status_code', 'proposed',
          'the coordinator gives it to anybody');
SELECT is(pg_temp.act('05', 'task_status_set', :'t', '{"action": "take"}') ->> 'status_code', 'accepted', 'Sofie takes it for her unit');
SELECT is((SELECT t.performer_user_id::text FROM samplan.task t WHERE t.id = :'t'::uuid), '0c000000-0000-4000-8000-000000000005', 'so that it is hers');

-- Reminding -------------------------------------------------------------------------------------------------
SELECT is(pg_temp.call(who, 'task_remind', jsonb_build_object('task_id', :'t')) #>> '{_refused,code}', 'not-yours', who || ' has nobody to remind') FROM unnest('{03,05,09}'::text[]) who;
SELECT is(pg_temp.call('01', 'task_remind', jsonb_build_object('task_id', :'t')) ->> 'flash', 'task-remind', 'who asked reminds');
SELECT is(pg_temp.audited(), 'task.remind permit', 'which is logged');
SELECT is(pg_temp.call('01', 'task_remind', jsonb_build_object('task_id', :'t')) ->> 'code', 'reminded-today', 'once a day');
SELECT ok(EXISTS (SELECT FROM samplan.change c WHERE c.entity_id = :'t'::uuid AND c.fields @> '[{"field": "reminded_at"}]'), 'and stands in the history');

-- Editing, cancelling ------------------------------------------------------------------------------------
SELECT is(pg_temp.act(who, 'task_update', :'t', '{"title": "Kapret"}') #>> '{_refused,code}', 'not-yours', who || ' does not change another''s request') FROM unnest('{03,05,09}'::text[]) who;
SELECT is(pg_temp.act('05', 'task_status_set', :'t', '{"action": "cancel", "cancel_text": "x"}') #>> '{_refused,code}', 'not-yours', 'who does it does not cancel it');
SELECT is(pg_temp.act('01', 'task_status_set', :'t', '{"action": "cancel"}') #>> '{errors,0,code}', 'reason-required', 'a cancelled task says why');
SELECT is(pg_temp.act('01', 'task_status_set', :'t', '{"action": "cancel", "cancel_text": "Overflødig"}') ->> 'status_code', 'cancelled', 'cancelled');
SELECT is(pg_temp.act('01', 'task_status_set', :'t', '{"action": "undo"}') ->> 'status_code', 'accepted', 'and back where it was');
SELECT is(d ->> 'raised' || ' ' || (d #>> '{current,title}'), 'SP412 Ring til Maja', 'an old page meets the new text')
  FROM pg_temp.call('01', 'task_update', jsonb_build_object('task_id', :'t', '_version', 1, 'title', 'Min tekst')) d;
SELECT is(pg_temp.act('01', 'task_update', :'t', jsonb_build_object('due_day', app.today() - 2)) #>> '{errors,0,code}', 'in-the-past-reason', 'a day in the past needs a reason');
SELECT is(pg_temp.act('01', 'task_update', :'t', jsonb_build_object('due_day', app.today() - 2, 'reason', 'Den var aftalt')) ->> 'flash', 'task-saved', 'with one it may stay');
SELECT is(pg_temp.act('01', 'task_update', :'t', '{"title": "Ny titel"}') ->> 'flash', 'task-saved', 'what is not touched is not asked for again');
SELECT is((SELECT c.reason FROM samplan.change c WHERE c.entity_id = :'t'::uuid AND c.fields @> '[{"field": "due_day"}]' ORDER BY c.id DESC LIMIT 1), 'Den var aftalt',
          'the reason stands beside the change');
SELECT is(pg_temp.act('01', 'task_update', :'t', '{"performer_id": "citizen"}') ->> 'status_code', 'proposed', 'somebody else is asked anew');
SELECT is(pg_temp.call('09', 'task_list', '{}') #>> '{tasks,0,list}', 'answer', 'Maja is asked');
SELECT is(pg_temp.act('09', 'task_answer', :'t', '{"answer": "accept"}') ->> 'status_code', 'accepted', 'and says yes');
SELECT is((SELECT count(*)::integer FROM samplan.team_member m WHERE m.plan_id = pg_temp.plan()::uuid AND m.user_id = '0c000000-0000-4000-8000-000000000009'), 0,
          'which makes her no member of her own team');

-- Comments, informed --------------------------------------------------------------------------------------
SELECT is(pg_temp.call(who, 'task_comment', jsonb_build_object('task_id', :'t', 'comment_text', 'Hej')) ->> 'created', 'true', who || ' comments') FROM unnest('{04,09}'::text[]) who;
SELECT is(pg_temp.act('01', 'task_update', :'t', '{"informed_ids": ["0c000000-0000-4000-8000-000000000006"]}') ->> 'flash', 'task-saved', 'Ole is told');
SELECT is(pg_temp.call('06', 'task_list', '{"list": "informed"}') #>> '{tasks,0,id}', :'t', 'and has it on a list of its own');
SELECT is(pg_temp.act('06', 'task_answer', :'t', '{"answer": "accept"}') #>> '{_refused,code}', 'not-yours', 'told is not responsible');
SELECT is(pg_temp.act('01', 'task_update', :'t', '{"informed_ids": ["0c000000-0000-4000-8000-000000000008"]}') #>> '{errors,0,code}', 'not-an-option', 'a stranger is not told');
SELECT is(pg_temp.act('01', 'task_update', :'t', '{"informed_ids": []}') ->> 'flash', 'task-saved', 'told no longer');
SELECT is(pg_temp.call('06', 'task_list', '{"list": "informed"}') -> 'tasks', '[]', 'and off the list');

-- Inside a contributing plan -------------------------------------------------------------------------------
SELECT pg_temp.made('03', '{"performer_id": "0c000000-0000-4000-8000-000000000003", "contributing_plan_id": "1b000000-0000-4000-8000-000000000002", "only_part": true}') AS t \gset
SELECT is((SELECT t.class_code FROM samplan.task t WHERE t.id = :'t'::uuid), 'social', 'the task belongs to the plan''s section');
SELECT is(pg_temp.call(who, 'task_show', jsonb_build_object('task_id', :'t')) #>> '{_refused,status}', want, who || ' and a task of the action plan')
  FROM (VALUES ('01', NULL), ('03', NULL), ('09', NULL), ('04', '404'), ('06', '404'), ('08', '404')) v (who, want);
SELECT is(pg_temp.call('03', 'task_comment', jsonb_build_object('task_id', :'t', 'comment_text', 'Hemmelig')) ->> 'created', 'true', 'a comment there');
SELECT is((SELECT (c.class_bit = app.class_bit('social')) FROM samplan.change c WHERE c.title = 'Hemmelig'), true, 'is of the section too');
SELECT unalike(pg_temp.call('04', 'plan_history', jsonb_build_object('plan_id', pg_temp.plan()))::text, '%Hemmelig%', 'and in nobody else''s history');
SELECT unalike(pg_temp.call('04', 'task_plan_list', jsonb_build_object('plan_id', pg_temp.plan()))::text, '%' || :'t' || '%', 'nor in the plan''s list');
SELECT is(pg_temp.act('01', 'task_status_set', :'t', '{"action": "cancel", "cancel_text": "x"}') #>> '{_refused,code}', 'not-yours', 'the coordinator reads it and leaves it alone');
SELECT is(pg_temp.call('04', 'task_create', jsonb_build_object('plan_id', pg_temp.plan(), 'title', 'x', 'performer_id', '0c000000-0000-4000-8000-000000000004',
              'contributing_plan_id', '1b000000-0000-4000-8000-000000000002', 'only_part', true)) #>> '{_refused,status}', '404', 'a plan of others takes no tasks');
SELECT is(jsonb_array_length(d -> 'hidden_list') > 0 AND d -> 'readers_list' @> '[{"kind_code": "coordinator"}, {"kind_code": "citizen"}]', true, 'the page says who sees it and who not')
  FROM pg_temp.call('03', 'task_show', jsonb_build_object('task_id', :'t')) d;
SELECT unalike((d -> 'readers_list')::text, '%Karim%', 'Karim does not') FROM pg_temp.call('03', 'task_show', jsonb_build_object('task_id', :'t')) d;

-- The owner of one part, who is not in the team, is not told who is in it
SELECT pg_temp.call('07', 'task_create', jsonb_build_object('plan_id', pg_temp.plan(), 'title', 'Ring til HF', 'performer_id', '0c000000-0000-4000-8000-000000000007',
           'contributing_plan_id', '1b000000-0000-4000-8000-000000000004', 'only_part', true)) ->> 'id' AS t \gset
SELECT is((d -> 'hidden_list')::text || (SELECT string_agg(coalesce(x ->> 'name', x ->> 'kind_code'), ', ' ORDER BY x ->> 'kind_code', x ->> 'name')
               FROM jsonb_array_elements(d -> 'readers_list') x), '[]Maja Holm, coordinator, Mette Friis', 'Mette sees a task of her own plan, and no names of the team')
  FROM pg_temp.call('07', 'task_show', jsonb_build_object('task_id', :'t')) d;
SELECT unalike(pg_temp.call('07', f, jsonb_build_object('task_id', :'t'))::text, '%' || word || '%', f || ' does not say ' || word)
  FROM unnest('{task_show,task_edit}'::text[]) f, unnest('{Anders,Rikke,Karim,090991,psychiatry}'::text[]) word;

-- Past the functions ----------------------------------------------------------------------------------------
SELECT is(pg_temp.act_as('08'), NULL, 'as Frede; a program gets no head of a page');
DO $$ BEGIN PERFORM app.task_team_join(t.id) FROM samplan.task t; END $$;
SELECT is((SELECT count(*)::integer FROM samplan.team_member m WHERE m.user_id = '0c000000-0000-4000-8000-000000000008' AND m.status_code = 'active'), 0, 'and it lets in nobody by itself');
SELECT throws_ok($$ SELECT app.task_hand_on_own('1e000000-0000-4000-8000-000000000001', 'person', '0c000000-0000-4000-8000-000000000008', '0b000000-0000-4000-8000-000000000007') $$,
                 'SP403', NULL, 'nor gives away what is another''s');
SELECT * FROM finish();
ROLLBACK;
