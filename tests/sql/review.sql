-- What nobody may gain by a detour: from one contributing plan into the team, from the log into a plan's
-- contents, from a wrong save into a log file; and that work can be handed on at any point of a hand-over.
BEGIN;
CREATE EXTENSION IF NOT EXISTS pgtap;
SELECT no_plan();
\ir include/maja.sql
\ir include/call.sql
SET CONSTRAINTS ALL IMMEDIATE;
CREATE FUNCTION pg_temp.plan() RETURNS text LANGUAGE sql AS $$ SELECT '0f000000-0000-4000-8000-000000000001' $$;

-- One's own part is no way into the team ---------------------------------------------------------------
SELECT is(pg_temp.call('07', 'team_show', jsonb_build_object('plan_id', pg_temp.plan())) #>> '{_refused,status}', '404', 'Mette has one plan alone, not the core');
CREATE TEMPORARY TABLE made AS
SELECT pg_temp.call('07', 'task_create', jsonb_build_object('plan_id', pg_temp.plan(), 'title', 'Ring til skolen', 'only_part', true,
    'contributing_plan_id', (SELECT c.id FROM samplan.contributing_plan c WHERE c.plan_id::text = pg_temp.plan() AND c.sector_code = 'education'),
    'performer_id', 'unit:0b000000-0000-4000-8000-000000000006')) AS d;
SELECT is((SELECT d ->> 'status_code' FROM made), 'proposed', 'she asks her own unit for something within it');
SELECT is(pg_temp.call('07', 'task_status_set', jsonb_build_object('task_id', (SELECT d ->> 'id' FROM made), 'action', 'take', '_version', 1)) ->> 'status_code',
          'accepted', 'and takes it on herself');
SELECT is(pg_temp.call('07', 'team_show', jsonb_build_object('plan_id', pg_temp.plan())) #>> '{_refused,status}', '404', 'which lets her not into the team');
SELECT is((SELECT count(*) FROM samplan.team_member m WHERE m.user_id = '0c000000-0000-4000-8000-000000000007'), 0::bigint, 'there is no such member');
SELECT is(pg_temp.call('07', 'task_show', jsonb_build_object('task_id', (SELECT d ->> 'id' FROM made))) ->> 'status_code', 'accepted', 'the task stays hers');

-- A reviewer of the log reads no plans -----------------------------------------------------------------
SELECT is(pg_temp.call('03', 'task_status_set', '{"task_id": "1e000000-0000-4000-8000-000000000001", "action": "hold", "hold_text": "Indlagt igen efter selvmordsforsøg", "_version": 1}'::jsonb
              || jsonb_build_object('hold_until_day', app.today() + 5)) ->> 'status_code', 'on-hold', 'Rikke writes why a task waits');
SELECT ok((pg_temp.call('10', 'audit_list') -> 'audit_list')::text LIKE '%"task-hold"%', 'her manager sees that she did');
SELECT ok((pg_temp.call('10', 'audit_list') -> 'audit_list')::text NOT LIKE '%selvmord%', 'and not what she wrote');
SELECT ok((pg_temp.call('11', 'audit_list') -> 'audit_list')::text NOT LIKE '%selvmord%', 'nor does the auditor');
SELECT is(pg_temp.call('08', 'task_show', '{"task_id": "1e000000-0000-4000-8000-000000000001"}') #>> '{_refused,status}', '404', 'a stranger tries');
SELECT is(pg_temp.call('04', 'plan_update', jsonb_build_object('plan_id', pg_temp.plan(), '_version', 1)) #>> '{_refused,code}', 'coordinator-only', 'and a member something that is not hers');
SELECT ok((pg_temp.call('11', 'audit_list', '{"outcome_code": "refuse"}') -> 'audit_list')::text LIKE '%coordinator-only%', 'why something was refused is told');

-- The class of what was shown is in the log, also for one who has a single part --------------------------
DO $$ BEGIN PERFORM pg_temp.call('07', 'plan_history', jsonb_build_object('plan_id', pg_temp.plan())); END $$;
SELECT is((SELECT a.class_mask FROM samplan.audit a WHERE a.action = 'plan.history' ORDER BY a.id DESC LIMIT 1), app.class_bit('education'), 'history of one part');

UPDATE samplan.contributing_plan SET next_step = 'Ny medicin' WHERE id = '1b000000-0000-4000-8000-000000000001';
SELECT ok((pg_temp.call('01', 'overview_show') -> 'changes_list')::text LIKE '%Behandlingsplan%', 'the coordinator''s overview tells of the treatment plan');
SELECT ok((SELECT bit_or(a.class_mask) & app.class_bit('psychiatric-treatment') <> 0 FROM samplan.audit a
            WHERE a.action = 'overview.show' AND a.request_id = (SELECT b.request_id FROM samplan.audit b ORDER BY b.id DESC LIMIT 1)), 'and the log of that');

-- In hospital is part of the core ------------------------------------------------------------------------
SELECT is(pg_temp.call('03', 'citizen_search', '{"q": "maja holm"}') #>> '{citizens_list,0,admitted}', 'true', 'the team sees that Maja is in hospital');
SELECT is(pg_temp.call('07', 'citizen_search', '{"q": "maja holm"}') #>> '{citizens_list,0,name}', 'Maja Holm', 'one who has a part finds her');
SELECT is(pg_temp.call('07', 'citizen_search', '{"q": "maja holm"}') #>> '{citizens_list,0,admitted}', 'false', 'and does not see that');
SELECT is(pg_temp.call('07', 'plan_list', '{"whose": "all"}') #>> '{plans,0,admitted}', 'false', 'nor in the list');

-- What is closed stays as it was ------------------------------------------------------------------------
INSERT INTO samplan.goal (id, plan_id, title, created_by) VALUES ('1d000000-0000-4000-8000-000000000021', '0f000000-0000-4000-8000-000000000002', 'Ro', '0c000000-0000-4000-8000-000000000003');
SET CONSTRAINTS ALL DEFERRED;
UPDATE samplan.joint_plan SET status_code = 'completed', closed_at = now() WHERE id = '0f000000-0000-4000-8000-000000000002';
SELECT is(pg_temp.call('03', 'goal_update', '{"goal_id": "1d000000-0000-4000-8000-000000000021", "title": "Uro", "_version": 1}') #>> '{_refused,code}', 'read-only', 'a shared goal');
SELECT is(pg_temp.call('03', 'goal_progress', '{"goal_id": "1d000000-0000-4000-8000-000000000021", "progress_text": "x"}') #>> '{_refused,code}', 'read-only', 'how it goes');

-- A draft opens no record ----------------------------------------------------------------------------------
SET CONSTRAINTS ALL DEFERRED;
UPDATE samplan.citizen SET address = 'Hemmelig Sti 7', address_protected = true WHERE id = '0e000000-0000-4000-8000-000000000002';
INSERT INTO samplan.contributing_plan (plan_id, type_code, class_code, sector_code, owner_unit_id, title, status_code, created_by) VALUES
 ('0f000000-0000-4000-8000-000000000002', 'education-plan', 'education', 'education', '0b000000-0000-4000-8000-000000000006', 'Plan', 'active', '0c000000-0000-4000-8000-000000000007');
UPDATE samplan.joint_plan SET status_code = 'completed', closed_at = now() WHERE id = '0f000000-0000-4000-8000-000000000002';
SELECT is(pg_temp.call('07', 'citizen_create', jsonb_build_object('given_name', 'Peter', 'family_name', 'Vang', 'plan_reason', 'x',
    'cpr_indexes', jsonb_build_array(encode(sha256('peter'), 'hex')), 'cpr_masked', '020180-••••', 'cpr_birth_day', '1980-01-02')) ->> 'flash', 'plan_started', 'Mette starts a draft for Peter');
SELECT is(pg_temp.call('07', 'citizen_edit', '{"citizen_id": "0e000000-0000-4000-8000-000000000002"}') #>> '{_refused,code}', 'not-found', 'and does not get his address by it');
SELECT is(pg_temp.call('07', 'citizen_update', '{"citizen_id": "0e000000-0000-4000-8000-000000000002", "phone": "1", "_version": 99}') #>> '{_refused,code}', 'not-found', 'nor by a stale save');
UPDATE samplan.joint_plan SET status_code = 'revoked', closed_at = now() WHERE citizen_id = '0e000000-0000-4000-8000-000000000002' AND status_code = 'draft';
UPDATE samplan.joint_plan SET status_code = 'active', closed_at = NULL WHERE id = '0f000000-0000-4000-8000-000000000002';
SET CONSTRAINTS ALL IMMEDIATE;

-- Ids that name nothing are errors of their fields -------------------------------------------------------
SELECT is(pg_temp.call('01', 'member_create', jsonb_build_object('plan_id', pg_temp.plan(), 'outside_name', 'X', 'replaces_member_id', gen_random_uuid()))
          #>> '{errors,0,field}', 'replaces_member_id', 'whom a member replaces');
SELECT is(pg_temp.call('01', 'citizen_update', jsonb_build_object('citizen_id', '0e000000-0000-4000-8000-000000000001', '_version', 1, 'gp_unit_id', gen_random_uuid()))
          #>> '{errors,0,field}', 'gp_unit_id', 'a practice');
SELECT is(pg_temp.call('01', 'citizen_update', jsonb_build_object('citizen_id', '0e000000-0000-4000-8000-000000000001', '_version', 1, 'municipality_code', '9999'))
          #>> '{errors,0,field}', 'municipality_code', 'a municipality');
SELECT is(pg_temp.call('08', 'citizen_create', jsonb_build_object('given_name', 'Bo', 'family_name', 'Ny', 'birth_day', '1990-03-02', 'plan_reason', 'x', 'gp_unit_id', gen_random_uuid()))
          #>> '{errors,0,field}', 'gp_unit_id', 'a practice of a new citizen');
SELECT is(pg_temp.call('03', 'intervention_create', jsonb_build_object('part_id', '1b000000-0000-4000-8000-000000000002', 'title', 'X', 'responsible_user_id', gen_random_uuid()))
          #>> '{errors,0,field}', 'responsible_user_id', 'who does it');
SELECT is(pg_temp.call('03', 'intervention_create', jsonb_build_object('part_id', '1b000000-0000-4000-8000-000000000002', 'title', 'X', 'responsible_user_id', '0c000000-0000-4000-8000-000000000009'))
          #>> '{errors,0,field}', 'responsible_user_id', 'not a citizen, whose account nobody need know of');

CREATE FUNCTION pg_temp.cursor(c text) RETURNS text LANGUAGE sql AS $$ SELECT app.cursor_encode(c::jsonb) $$;
SELECT is(pg_temp.call('01', f, jsonb_build_object('plan_id', pg_temp.plan(), 'cursor', pg_temp.cursor(c))) ->> 'raised', 'SP400', f || ' with ' || c)
  FROM (VALUES ('plan_list', '{"due": "x", "name": "a", "id": "b"}'), ('plan_list', '{"due": "2026-01-01", "name": "a", "id": "7"}'),
               ('plan_history', '{"id": "0f000000-0000-4000-8000-000000000001"}'), ('task_list', '{"d": "2026-13-01", "t": "x"}'),
               ('audit_plan_list', '{"at": "yesterday or so", "id": 1}'), ('note_list', '{"u": "1e99"}')) v (f, c);

-- News of a change are for those who may read what was changed -------------------------------------------
CREATE FUNCTION pg_temp.hears(who text, what text) RETURNS text LANGUAGE sql AS $$
    SELECT pg_temp.call(who, 'events_open', jsonb_build_object('plan_id', pg_temp.plan(), 'again', true, 'changes', jsonb_build_array(
        CASE what WHEN 'request' THEN '{"low": 0, "high": 0, "coordinators": true}' WHEN 'other' THEN '{"low": 0, "high": 0, "coordinators": false}'
        ELSE (SELECT jsonb_build_object('low', min(c.id), 'high', min(c.id), 'coordinators', false) FROM samplan.change c
               WHERE c.plan_id::text = pg_temp.plan() AND c.class_bit = app.class_bit(what)) END))) #>> '{shown,0}' $$;
INSERT INTO samplan.note (plan_id, class_code, text, created_by)
VALUES (pg_temp.plan()::uuid, 'private', 'Kun til mig', '0c000000-0000-4000-8000-000000000009');
SELECT is(pg_temp.hears(who, what), heard::text, who || ' and a change of ' || what)
  FROM (VALUES ('01', 'core', true), ('03', 'core', true), ('07', 'core', false), ('09', 'core', true),
               ('01', 'psychiatric-treatment', true), ('02', 'psychiatric-treatment', true), ('03', 'psychiatric-treatment', false),
               ('07', 'psychiatric-treatment', false), ('07', 'education', true), ('03', 'education', false),
               ('09', 'private', true), ('01', 'private', false), ('01', 'request', true), ('03', 'request', false), ('09', 'request', false),
               ('03', 'other', true), ('07', 'other', false)) v (who, what, heard);
SELECT is(pg_temp.call('08', 'events_open', jsonb_build_object('plan_id', pg_temp.plan(), 'again', true, 'changes', '[{"low": 1, "high": 9, "coordinators": false}]'::jsonb))
          #>> '{_refused,status}', '404', 'a stranger hears nothing');

-- The database's own log holds no values -----------------------------------------------------------------
SELECT ok(r.rolconfig @> '{log_error_verbosity=terse}', 'what ' || r.rolname || ' raises is logged without its details')
  FROM pg_roles r WHERE r.rolname IN ('samplan_server', 'samplan_migrate');
SELECT ok(r.rolconfig @> '{log_min_messages=log}', 'and what the server raises, which can quote what was typed, is logged by the server alone')
  FROM pg_roles r WHERE r.rolname = 'samplan_server';
-- Who was asked to take over and leaves the team does not -------------------------------------------------
INSERT INTO samplan.team_member (id, plan_id, kind_code, user_id, unit_id) VALUES
 ('1a000000-0000-4000-8000-000000000024', '0f000000-0000-4000-8000-000000000002', 'person', '0c000000-0000-4000-8000-000000000004', '0b000000-0000-4000-8000-000000000003'),
 ('1a000000-0000-4000-8000-000000000025', '0f000000-0000-4000-8000-000000000002', 'person', '0c000000-0000-4000-8000-000000000005', '0b000000-0000-4000-8000-000000000004');
CREATE FUNCTION pg_temp.ask(handover text, who text, place text) RETURNS void LANGUAGE sql AS $$
    INSERT INTO samplan.handover (id, plan_id, from_user_id, from_unit_id, to_user_id, to_unit_id, effective_day, answer_by_day, note)
    VALUES (('2a000000-0000-4000-8000-0000000000' || handover)::uuid, '0f000000-0000-4000-8000-000000000002', '0c000000-0000-4000-8000-000000000003',
            '0b000000-0000-4000-8000-000000000002', ('0c000000-0000-4000-8000-0000000000' || who)::uuid, ('0b000000-0000-4000-8000-0000000000' || place)::uuid,
            app.today(), app.today(), 'Tag over') $$;
DO $$ BEGIN PERFORM pg_temp.ask('24', '04', '03'); END $$;
SELECT is(pg_temp.call('03', 'member_end', '{"member_id": "1a000000-0000-4000-8000-000000000024", "end_reason": "Ny afdeling", "_version": 1}') ->> 'flash',
          'member-ended', 'Karim is taken out of the team');
SELECT is(pg_temp.call('04', 'handover_answer', '{"handover_id": "2a000000-0000-4000-8000-000000000024", "answer": "accept", "_version": 1}') #>> '{_refused,status}',
          '404', 'and cannot accept what he was asked before');
SELECT is((SELECT h.status_code FROM samplan.handover h WHERE h.id = '2a000000-0000-4000-8000-000000000024'), 'withdrawn', 'for it is withdrawn');
DO $$ BEGIN PERFORM pg_temp.ask('25', '05', '04'); END $$;
SELECT is(pg_temp.call('05', 'plan_leave', '{"plan_id": "0f000000-0000-4000-8000-000000000002", "end_reason": "Ny afdeling"}') ->> 'flash', 'plan-left', 'Sofie leaves by herself');
SELECT is((SELECT h.status_code FROM samplan.handover h WHERE h.id = '2a000000-0000-4000-8000-000000000025'), 'declined', 'which is a no');

-- A user who leaves in the middle of a hand-over that was planned -----------------------------------------
SET CONSTRAINTS ALL DEFERRED;
SELECT is(pg_temp.call('03', 'handover_answer', '{"handover_id": "2a000000-0000-4000-8000-000000000001", "answer": "accept", "_version": 1}') ->> 'flash', 'handover-accept',
          'Rikke is to take over in three days');
CREATE FUNCTION pg_temp.leave(who text, successor text) RETURNS jsonb LANGUAGE sql AS $$
    SELECT pg_temp.call('12', 'user_disable', jsonb_build_object('user_id', '0c000000-0000-4000-8000-0000000000' || who, 'reason', 'Nyt job',
        'successor_id', '0c000000-0000-4000-8000-0000000000' || successor,
        '_version', (SELECT u.version FROM samplan.user_account u WHERE u.id::text = '0c000000-0000-4000-8000-0000000000' || who))) $$;
CREATE FUNCTION pg_temp.coordinators() RETURNS text LANGUAGE sql AS $$
    SELECT string_agg(split_part(u.name, ' ', 1) || CASE WHEN c.started_at > now() THEN ' later' ELSE ' now' END, ', ' ORDER BY c.started_at)
      FROM samplan.coordination c JOIN samplan.user_account u ON u.id = c.user_id
     WHERE c.plan_id::text = pg_temp.plan() AND coalesce(c.ended_at, 'infinity') > now() AND coalesce(c.ended_at, 'infinity') > c.started_at $$;
SELECT is(pg_temp.coordinators(), 'Anders now, Rikke later', 'both are known');
SELECT lives_ok('SET CONSTRAINTS ALL IMMEDIATE', 'as the rule of one coordinator has it');
SET CONSTRAINTS ALL DEFERRED;
SELECT is(pg_temp.leave('01', '02') ->> 'flash', 'user-disabled', 'Anders leaves before that');
SELECT is(pg_temp.coordinators(), 'Birgit now, Rikke later', 'his successor bridges the days');
SELECT lives_ok('SET CONSTRAINTS ALL IMMEDIATE', 'as the rule of one coordinator has it');
SET CONSTRAINTS ALL DEFERRED;
UPDATE samplan.role_assignment SET unit_id = '0b000000-0000-4000-8000-000000000002' WHERE user_id = '0c000000-0000-4000-8000-000000000012';
SELECT is(pg_temp.leave('03', '04') ->> 'flash', 'user-disabled', 'then Rikke leaves too');
SELECT is(pg_temp.coordinators(), 'Birgit now, Karim later', 'and hers takes over in her place');
SELECT lives_ok('SET CONSTRAINTS ALL IMMEDIATE', 'as the rule of one coordinator has it');
SET CONSTRAINTS ALL DEFERRED;
SELECT * FROM finish();
ROLLBACK;
