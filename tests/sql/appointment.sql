-- Meetings: time in Denmark, who takes part, who answers for whom.
BEGIN;
CREATE EXTENSION IF NOT EXISTS pgtap;
SELECT no_plan();
\ir include/maja.sql
\ir include/call.sql
SET CONSTRAINTS ALL IMMEDIATE;
\set a '1f000000-0000-4000-8000-000000000001'
\set plan '0f000000-0000-4000-8000-000000000001'
CREATE FUNCTION pg_temp.meeting(who text, input jsonb) RETURNS jsonb LANGUAGE sql AS $$
    SELECT pg_temp.call(who, 'appointment_create', jsonb_build_object('plan_id', '0f000000-0000-4000-8000-000000000001', 'title', 'Møde', 'day', app.today() + 3,
        'start_time', '10:00') || input) $$;
CREATE FUNCTION pg_temp.act(who text, function text, meeting text, input jsonb DEFAULT '{}') RETURNS jsonb LANGUAGE sql AS $$
    SELECT pg_temp.call(who, function, jsonb_build_object('appointment_id', meeting, '_version', (SELECT a.version FROM samplan.appointment a WHERE a.id = meeting::uuid)) || input) $$;

-- The clock
SELECT is(app.danish_moment('2026-03-29', '02:30'), NULL, 'the hour that spring leaves out');
SELECT is(app.danish_moment('2026-03-29', '03:30'), '2026-03-29 01:30Z'::timestamptz, 'summer time from then on');
SELECT is(app.danish_moment('2026-10-24', '10:00'), '2026-10-24 08:00Z'::timestamptz, 'summer');
SELECT is(app.danish_moment('2026-10-25', '10:00'), '2026-10-25 09:00Z'::timestamptz, 'winter');
SELECT is(pg_temp.meeting('01', '{"day": "2027-03-28", "start_time": "02:15"}') -> 'errors', '[{"code": "no-such-time", "field": "start_time"}]', 'nobody meets in an hour that is not');

-- Who sees, who arranges
SELECT is(pg_temp.call(who, 'appointment_plan_list', jsonb_build_object('plan_id', :'plan')) #>> '{_refused,status}', want, who || ' and the meetings of a plan')
  FROM (VALUES ('01', NULL), ('06', NULL), ('09', NULL), ('07', '403'), ('08', '404'), ('10', '404'), ('11', '404'), ('12', '404')) v (who, want);
SELECT is(pg_temp.act('08', f, :'a', '{"answer_code": "accepted"}') #>> '{_refused,status}', '404', 'a stranger: ' || f) FROM unnest('{appointment_edit,appointment_update,appointment_answer}'::text[]) f;
SELECT is(pg_temp.meeting(who, '{}') #>> '{_refused,status}', want, who || ' arranges') FROM (VALUES ('08', '404'), ('07', '403'), ('04', NULL), ('09', NULL)) v (who, want);
SELECT is(pg_temp.meeting('01', jsonb_build_object('title', '', 'day', app.today() - 1)) -> 'errors', '[{"code": "required", "field": "title"}]', 'a title');
SELECT is(pg_temp.meeting('01', jsonb_build_object('day', app.today() - 1, 'end_time', '09:00', 'participant_ids', jsonb_build_array(gen_random_uuid()))) -> 'errors',
          '[{"code": "in-the-past", "field": "day"}, {"code": "before-start-time", "field": "end_time"}, {"code": "not-an-option", "field": "participant_ids"}]', 'all errors are told at once');

SELECT pg_temp.meeting('01', '{"participant_ids": ["0e000000-0000-4000-8000-000000000001", "1a000000-0000-4000-8000-000000000001", "1a000000-0000-4000-8000-000000000003"], "end_time": "11:00"}')
       ->> 'id' AS m \gset
SELECT is((SELECT string_agg(coalesce(p.member_id::text, 'citizen') || ' ' || p.answer_code, ', ' ORDER BY p.member_id) FROM samplan.appointment_participant p WHERE p.appointment_id = :'m'::uuid),
          '1a000000-0000-4000-8000-000000000001 accepted, 1a000000-0000-4000-8000-000000000003 needs-action, citizen needs-action', 'who arranges it comes; others are asked');
SELECT is((SELECT to_char(a.start_at AT TIME ZONE 'Europe/Copenhagen', 'YYYY-MM-DD HH24:MI') FROM samplan.appointment a WHERE a.id = :'m'::uuid), (app.today() + 3) || ' 10:00', 'at ten in Denmark');

-- Answers
SELECT is(pg_temp.act('03', 'appointment_answer', :'m', '{"answer_code": "accepted"}') ->> 'answer_code', 'accepted', 'Rikke comes');
SELECT is(pg_temp.act('09', 'appointment_answer', :'m', '{"answer_code": "declined"}') ->> 'answer_code', 'declined', 'Maja does not');
SELECT is(pg_temp.act('04', 'appointment_answer', :'m', '{"answer_code": "accepted"}') #>> '{_refused,code}', 'not-invited', 'Karim is not asked');
SELECT is(pg_temp.act('04', 'appointment_answer', :'m', '{"answer_code": "declined", "member_id": "1a000000-0000-4000-8000-000000000003"}') #>> '{_refused,code}', 'not-invited', 'and answers for nobody');
SELECT is(pg_temp.act('01', 'appointment_answer', :'m', '{"answer_code": "declined", "member_id": "1a000000-0000-4000-8000-000000000003"}') #>> '{_refused,code}', 'not-invited', 'nor Anders for Rikke');
SELECT is(pg_temp.act('01', 'appointment_answer', :'m', '{"answer_code": "accepted", "for_citizen": true}') ->> 'answer_code', 'accepted', 'he writes down what Maja says');
SELECT is((SELECT string_agg(p.answer_code, ' ' ORDER BY p.member_id) FROM samplan.appointment_participant p WHERE p.appointment_id = :'m'::uuid), 'accepted accepted accepted', 'as it stands');
SELECT is(jsonb_array_length(pg_temp.call(who, 'appointment_list', '{}') -> 'appointments'), n, who || ' across plans') FROM (VALUES ('01', 2), ('03', 1), ('04', 1), ('06', 0), ('08', 0)) v (who, n);
SELECT is(jsonb_array_length(pg_temp.call('06', 'appointment_list', '{"whose": "all"}') -> 'appointments'), 4, 'all of her plans');

-- Changes
SELECT is(pg_temp.act('03', 'appointment_update', :'m', '{"title": "x"}') #>> '{_refused,code}', 'not-yours', 'who takes part does not move it');
SELECT is(pg_temp.act('01', 'appointment_update', :'m', '{"start_time": "13:30", "end_time": "14:00", "reason": "Bus"}') ->> 'flash', 'appointment-saved', 'moved');
SELECT is((SELECT string_agg(p.answer_code, ' ' ORDER BY p.member_id) FROM samplan.appointment_participant p WHERE p.appointment_id = :'m'::uuid), 'needs-action needs-action needs-action',
          'everybody is asked anew');
SELECT is(pg_temp.act('01', 'appointment_update', :'m', '{"participant_ids": ["1a000000-0000-4000-8000-000000000001"]}') ->> 'flash', 'appointment-saved', 'fewer people');
SELECT is(jsonb_array_length(pg_temp.call('01', 'appointment_plan_list', jsonb_build_object('plan_id', :'plan')) #> '{coming_list,1,participants_list}'), 1, 'are shown');
SELECT is(pg_temp.act('03', 'appointment_answer', :'m', '{"answer_code": "accepted"}') #>> '{_refused,code}', 'not-invited', 'who was taken off answers no more');
SELECT is(pg_temp.call('01', 'appointment_update', jsonb_build_object('appointment_id', :'m', '_version', 1, 'title', 'x')) ->> 'raised', 'SP412', 'an old page');
SELECT is(pg_temp.act('01', 'appointment_update', :'m', '{"meeting_status": "held"}') #>> '{errors,0,code}', 'not-yet', 'what is to come was not held');
SELECT is(pg_temp.act('01', 'appointment_update', :'m', '{"meeting_status": "cancelled"}') #>> '{errors,0,code}', 'reason-required', 'a cancelled meeting says why');
SELECT is(pg_temp.act('01', 'appointment_update', :'m', '{"meeting_status": "cancelled", "status_text": "Sygdom"}') ->> 'flash', 'appointment-saved', 'cancelled');
SELECT is(pg_temp.act('01', 'appointment_answer', :'m', '{"answer_code": "declined"}') ->> 'code', 'meeting-over', 'and nobody answers');
SELECT * FROM finish();
ROLLBACK;
