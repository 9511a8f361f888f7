-- Notes: seen by section, never changed.
BEGIN;
CREATE EXTENSION IF NOT EXISTS pgtap;
SELECT no_plan();
\ir include/maja.sql
\ir include/call.sql
SET CONSTRAINTS ALL IMMEDIATE;
CREATE FUNCTION pg_temp.note(who text, place text, text text) RETURNS jsonb LANGUAGE sql AS $$
    SELECT pg_temp.call(who, 'note_create', jsonb_build_object('plan_id', '0f000000-0000-4000-8000-000000000001', 'belongs_to', place, 'text', text)) $$;
CREATE FUNCTION pg_temp.notes(who text) RETURNS text LANGUAGE sql AS $$
    SELECT string_agg(x ->> 'text', ', ' ORDER BY x ->> 'text')
      FROM jsonb_array_elements(pg_temp.call(who, 'note_list', '{"plan_id": "0f000000-0000-4000-8000-000000000001"}') -> 'notes_list') x $$;
SELECT is(pg_temp.note('03', 'core', 'A fælles') ->> 'created', 'true', 'a shared note');
SELECT is(pg_temp.note('03', '1b000000-0000-4000-8000-000000000002', 'B socialt') ->> 'created', 'true', 'one in the action plan');
SELECT is(pg_temp.note('09', 'private', 'C privat') ->> 'created', 'true', 'one for Maja alone');
SELECT is(pg_temp.note('04', '1b000000-0000-4000-8000-000000000002', 'x') #>> '{_refused,status}', '403', 'a plan of others takes none');
SELECT is(pg_temp.note('01', 'private', 'x') #>> '{_refused,status}', '403', 'what is hers alone neither');
SELECT is(pg_temp.note('08', 'core', 'x') #>> '{_refused,status}', '404', 'a stranger notes nothing');
SELECT is(pg_temp.notes(who), want, who || ' reads')
  FROM (VALUES ('01', 'A fælles, B socialt'), ('03', 'A fælles, B socialt'), ('04', 'A fælles'), ('06', 'A fælles'), ('09', 'A fælles, B socialt, C privat'), ('08', NULL), ('10', NULL)) v (who, want);
SELECT is(pg_temp.call('08', 'note_list', '{"plan_id": "0f000000-0000-4000-8000-000000000001"}') #>> '{_refused,status}', '404', 'a stranger gets no list');
SELECT n.id AS id FROM samplan.note n WHERE n.text = 'A fælles' \gset
SELECT is(pg_temp.call(who, 'note_amend', jsonb_build_object('note_id', :'id', 'amend_text', 'x')) #>> '{_refused,status}', want, who || ' corrects')
  FROM (VALUES ('04', '403'), ('01', '403'), ('08', '404'), ('03', NULL)) v (who, want);
SELECT is((SELECT n.text FROM samplan.note n WHERE n.id = :'id'::uuid), 'A fælles', 'the first text stays');
SELECT is(pg_temp.call('01', 'note_list', '{"plan_id": "0f000000-0000-4000-8000-000000000001", "belongs_to": "core"}') #>> '{notes_list,0,amendments_list,0,text}', 'x', 'the correction stands under it');
SELECT is(pg_temp.call(who, 'note_withdraw', jsonb_build_object('note_id', :'id', '_version', 1, 'withdraw_reason', 'Forkert borger')) #>> '{_refused,status}', want, who || ' withdraws')
  FROM (VALUES ('04', '403'), ('08', '404'), ('03', NULL)) v (who, want);
SELECT is((x ->> 'withdrawn') || (x ->> 'withdrawn_reason') || (x ->> 'text'), 'trueForkert borgerA fælles', 'withdrawn, with the reason, and still there')
  FROM jsonb_array_elements(pg_temp.call('01', 'note_list', '{"plan_id": "0f000000-0000-4000-8000-000000000001", "belongs_to": "core"}') -> 'notes_list') x;
SELECT is(pg_temp.call('03', 'note_amend', jsonb_build_object('note_id', :'id', 'amend_text', 'x')) ->> 'code', 'note-withdrawn', 'nothing is added to it');
SELECT is((SELECT count(*)::integer FROM samplan.audit a WHERE a.action = 'note.withdraw' AND a.outcome = 'permit' AND a.reason = 'Forkert borger' AND a.xid = pg_current_xact_id()), 1, 'logged with the reason');
SELECT * FROM finish();
ROLLBACK;
