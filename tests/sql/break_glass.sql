-- Opening a plan in an emergency, and its judging: who may, what, for how long, who is told, and that nobody judges herself.
BEGIN;
CREATE EXTENSION IF NOT EXISTS pgtap;
SELECT no_plan();
\ir include/maja.sql
\ir include/call.sql

-- A hospital beside the story: a department with an emergency doctor and a colleague, its manager, a manager above, an auditor.
INSERT INTO samplan.unit (id, organisation_id, parent_id, name, sector_code) VALUES
 ('0b000000-0000-4000-8000-000000000021', '0a000000-0000-4000-8000-000000000001', NULL, 'Hospitalet', 'somatic'),
 ('0b000000-0000-4000-8000-000000000022', '0a000000-0000-4000-8000-000000000001', '0b000000-0000-4000-8000-000000000021', 'Akutmodtagelsen', 'somatic');
INSERT INTO samplan.user_account (id, username, name, profession) VALUES
 ('0c000000-0000-4000-8000-000000000021', 't-hanne', 'Hanne Juul', 'Læge'), ('0c000000-0000-4000-8000-000000000022', 't-poul', 'Poul Birk', 'Leder'),
 ('0c000000-0000-4000-8000-000000000023', 't-else', 'Else Top', 'Direktør'), ('0c000000-0000-4000-8000-000000000024', 't-bo', 'Bo Vik', 'Læge'),
 ('0c000000-0000-4000-8000-000000000025', 't-frivillig', 'Ida Ven', NULL), ('0c000000-0000-4000-8000-000000000026', 't-line', 'Line Holm', NULL);
INSERT INTO samplan.role_assignment (id, user_id, unit_id, role_code, title, valid_from)
SELECT replace(u::text, '0c', '0d')::uuid, u, n, r, NULL, app.today() - 30
  FROM (VALUES ('0c000000-0000-4000-8000-000000000021'::uuid, '0b000000-0000-4000-8000-000000000022'::uuid, 'caseworker'),
               ('0c000000-0000-4000-8000-000000000022', '0b000000-0000-4000-8000-000000000022', 'manager'),
               ('0c000000-0000-4000-8000-000000000023', '0b000000-0000-4000-8000-000000000021', 'manager'),
               ('0c000000-0000-4000-8000-000000000024', '0b000000-0000-4000-8000-000000000022', 'caseworker'),
               ('0c000000-0000-4000-8000-000000000025', '0b000000-0000-4000-8000-000000000022', 'volunteer'),
               ('0c000000-0000-4000-8000-000000000026', NULL, 'relative')) v (u, n, r);
INSERT INTO samplan.session (token_hash, user_id, assignment_id, idle_seconds, absolute_expires_at)
SELECT sha256(convert_to('token-' || right(a.user_id::text, 2), 'UTF8')), a.user_id, a.id, 900, now() + interval '10 hours'
  FROM samplan.role_assignment a WHERE a.id::text ~ '^0d0000.*2[1-6]$';
-- Hanne heads the department beside her work at night: the second assignment is not the one she opens with.
INSERT INTO samplan.role_assignment (id, user_id, unit_id, role_code, valid_from) VALUES
 ('0d000000-0000-4000-8000-000000000031', '0c000000-0000-4000-8000-000000000021', '0b000000-0000-4000-8000-000000000022', 'manager', app.today() - 30);
INSERT INTO samplan.session (token_hash, user_id, assignment_id, idle_seconds, absolute_expires_at) VALUES
 (sha256(convert_to('token-31', 'UTF8')), '0c000000-0000-4000-8000-000000000021', '0d000000-0000-4000-8000-000000000031', 900, now() + interval '10 hours');
UPDATE samplan.session SET strong_at = now();
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;

CREATE FUNCTION pg_temp.open(who text, more jsonb DEFAULT '{}') RETURNS jsonb LANGUAGE sql AS $$
    SELECT pg_temp.call(who, 'break_glass_open', jsonb_build_object('cpr_indexes', jsonb_build_array(encode(sha256('maja'), 'hex')),
        'category_code', 'danger-life', 'reason', 'Bevidstløs, kan ikke spørges om medicin', 'class_codes', '["general-practice"]'::jsonb) || more)
$$;
CREATE FUNCTION pg_temp.plan() RETURNS text LANGUAGE sql AS $$ SELECT '0f000000-0000-4000-8000-000000000001' $$;
CREATE FUNCTION pg_temp.read(who text) RETURNS jsonb LANGUAGE sql AS $$ SELECT pg_temp.call(who, 'plan_show', jsonb_build_object('plan_id', pg_temp.plan())) $$;
-- Time passes for what has been opened: the rows move back, as no clock can be moved forward.
CREATE FUNCTION pg_temp.pass(age interval) RETURNS void LANGUAGE sql AS $$
    UPDATE samplan.break_glass SET started_at = started_at - age, ends_at = ends_at - age, closed_at = closed_at - age
$$;
CREATE FUNCTION pg_temp.forget() RETURNS void LANGUAGE sql AS $$ SELECT pg_temp.pass('25 hours') $$;

-- Holidays ------------------------------------------------------------------------------------------------
SELECT is(array_agg(app.easter_day(y) ORDER BY y), '{2016-03-27,2019-04-21,2024-03-31,2025-04-20,2026-04-05,2027-03-28,2038-04-25,2049-04-18,2285-03-22}'::date[],
          'Easter, early and late') FROM unnest('{2016,2019,2024,2025,2026,2027,2038,2049,2285}'::int[]) y;
SELECT is(app.working_day_add('2026-04-01', 3), '2026-04-09'::date, 'over Easter');
SELECT is(app.working_day_add('2026-12-23', 1), '2026-12-28'::date, 'over Christmas');
SELECT is(app.working_day_add('2026-12-30', 3), '2027-01-06'::date, 'over New Year');
SELECT is(app.working_day_add('2026-05-13', 1), '2026-05-15'::date, 'over Ascension Day');
SELECT is(app.working_day_add('2026-05-22', 1), '2026-05-26'::date, 'over Whitsun');
SELECT is(app.working_day_add('2026-06-04', 1), '2026-06-08'::date, 'over Constitution Day and a week-end');
SELECT is(app.working_day_add('2023-05-04', 1), '2023-05-08'::date, 'Common Prayers'' Day was a holiday in 2023');
SELECT is(app.working_day_add('2024-04-25', 1), '2024-04-26'::date, 'and not in 2024');
SELECT is(app.working_day_add('2026-11-21', 3), '2026-11-25'::date, 'from a Saturday');
SELECT is(app.working_days_left('2026-04-01', '2026-04-09'), 3, 'days left');
SELECT is(app.working_days_left('2026-04-09', '2026-04-01'), -3, 'days over');

-- Who may ------------------------------------------------------------------------------------------------
SELECT is(pg_temp.open(w) #>> '{_refused,code}', 'break-glass-sector', w || ' is of a sector without a rule')
  FROM unnest('{03,04,07,08}'::text[]) w;
SELECT is(pg_temp.open(w) #>> '{_refused,code}', 'break-glass-role', w || ' has not the role')
  FROM unnest('{09,10,11,12,22,25,26,31}'::text[]) w;
SELECT is(count(*), 12::bigint, 'each with its row in the log') FROM samplan.audit WHERE action = 'break-glass.open' AND outcome = 'refuse';
SELECT is(count(*), 0::bigint, 'and nothing opened') FROM samplan.break_glass;
UPDATE samplan.session SET strong_at = now() - interval '6 minutes';
SELECT is(pg_temp.open('21') ->> 'code', 'step-up-required', 'not long after she showed who she is');
SELECT is(pg_temp.open('21') ->> 'raised', 'SP40S', 'which asks her again');
UPDATE samplan.session SET strong_at = now();
UPDATE samplan.break_glass_rule SET valid_to = app.today() WHERE sector_code = 'somatic';
SELECT is(pg_temp.open('21') #>> '{_refused,code}', 'break-glass-sector', 'not when the rule has ended');
UPDATE samplan.break_glass_rule SET valid_to = NULL WHERE sector_code = 'somatic';

-- What she must say -----------------------------------------------------------------------------------------
SELECT is(pg_temp.open('21', '{"reason": "kort"}') #>> '{errors,0,code}', 'too-short', 'a reason of fifteen characters');
SELECT is(pg_temp.open('21', '{"reason": "    x                 y      "}') #>> '{errors,0,code}', 'too-short', 'spaces are none');
SELECT is(pg_temp.open('21', '{"category_code": "nysgerrig"}') #>> '{errors,0,field}', 'category_code', 'a category that there is');
UPDATE samplan.break_glass_category SET valid_to = app.today() WHERE code = 'danger-others';
SELECT is(pg_temp.open('21', '{"category_code": "danger-others"}') #>> '{errors,0,field}', 'category_code', 'and still is');
UPDATE samplan.break_glass_category SET valid_to = NULL WHERE code = 'danger-others';
SELECT is(pg_temp.open('21', '{"class_codes": []}') #>> '{errors,0,code}', 'required', 'something chosen');
SELECT is(pg_temp.open('21', jsonb_build_object('class_codes', jsonb_build_array(c))) #>> '{errors,0,code}', 'not-an-option', 'never ' || c)
  FROM unnest('{social,employment,education,relatives-contact,citizen-statement,minutes,private,everything}'::text[]) c;
SELECT is(pg_temp.open('21', '{"class_codes": ["general-practice", "private"]}') #>> '{errors,0,code}', 'not-an-option', 'nor beside what she may');
SELECT is(pg_temp.open('21', '{"cpr_indexes": []}') #>> '{errors,0,field}', 'cpr', 'a citizen');
SELECT is(pg_temp.open('24', jsonb_build_object('cpr_indexes', NULL, 'plan_id', pg_temp.plan())) #>> '{_refused,status}', '404', 'not by the id of a plan that she knows nothing of');
SELECT is(pg_temp.open('02', jsonb_build_object('cpr_indexes', jsonb_build_array(encode(sha256('nobody'), 'hex')))) #>> '{_refused,status}', '404', 'nobody has that number');
UPDATE samplan.joint_plan SET status_code = 'draft' WHERE id = '0f000000-0000-4000-8000-000000000002';
SELECT is(pg_temp.open('02', jsonb_build_object('cpr_indexes', jsonb_build_array(encode(sha256('peter'), 'hex')))) #>> '{_refused,status}', '404', 'nor for a draft');
UPDATE samplan.joint_plan SET status_code = 'active' WHERE id = '0f000000-0000-4000-8000-000000000002';
SELECT is(count(*), 0::bigint, 'nothing opened yet') FROM samplan.break_glass;
DELETE FROM samplan.notice;

-- Opened -----------------------------------------------------------------------------------------------------
SELECT is(pg_temp.read('21') #>> '{_refused,status}', '404', 'closed before');
SELECT is(pg_temp.open('21', '{"class_codes": ["general-practice", "psychiatric-treatment"]}') ->> 'flash', 'break-glass-open', 'opened');
SELECT is(pg_temp.audited(), 'break-glass.open permit Bevidstløs, kan ikke spørges om medicin', 'with its row');
SELECT is((SELECT a.basis_id FROM samplan.audit a ORDER BY a.id DESC LIMIT 1), (SELECT b.id FROM samplan.break_glass b), 'that names the opening');
SELECT is(ends_at - started_at, interval '60 minutes', 'for sixty minutes') FROM samplan.break_glass;
SELECT is(review_due_day, app.working_day_add(app.today(), 3), 'to be judged within three working days') FROM samplan.break_glass;
SELECT set_eq($$SELECT user_id, kind_code FROM samplan.notice$$, $$VALUES
    ('0c000000-0000-4000-8000-000000000009'::uuid, 'break-glass-opened'), ('0c000000-0000-4000-8000-000000000022', 'break-glass-review')$$,
    'the citizen and the manager of the unit are told, in the same transaction; not the manager above, nor herself');
SELECT set_eq($$SELECT jsonb_array_elements(pg_temp.read('21') -> 'contributing_plans_list') ->> 'class_code'$$, '{general-practice,psychiatric-treatment}'::text[], 'she reads what she chose');
SELECT is(pg_temp.read('21') -> 'plan', 'null', 'not the core');
SELECT is(pg_temp.read('21') #>> '{break_glass,name}', 'Maja Holm', 'whose it is');
SELECT is((SELECT a.action || ' ' || a.basis_code FROM samplan.audit a ORDER BY a.id DESC LIMIT 1), 'plan.show break-glass', 'each read names its basis');
SELECT is((SELECT a.basis_id FROM samplan.audit a ORDER BY a.id DESC LIMIT 1), (SELECT b.id FROM samplan.break_glass b), 'and which opening');
SELECT is(pg_temp.call('21', 'part_show', '{"part_id": "1b000000-0000-4000-8000-000000000001"}') #>> '{part,title}', 'Behandlingsplan', 'a part of it');
SELECT is(pg_temp.call('21', 'part_show', jsonb_build_object('part_id', p)) #>> '{_refused,status}', '404', 'not ' || p)
  FROM unnest('{1b000000-0000-4000-8000-000000000002,1b000000-0000-4000-8000-000000000003,1b000000-0000-4000-8000-000000000004,1b000000-0000-4000-8000-000000000005}'::text[]) p;
SELECT is(pg_temp.read('24') #>> '{_refused,status}', '404', 'her colleague reads nothing by it');
SELECT is(pg_temp.read('31') #>> '{_refused,status}', '404', 'nor she herself in another role');

-- Side doors while it runs --------------------------------------------------------------------------------------
SELECT is(pg_temp.call('21', 'citizen_search', '{"q": "maja"}') ->> 'hits_n', '0', 'not found by name');
SELECT is(pg_temp.call('21', 'plan_list', jsonb_build_object('whose', w, 'status', 'all')) ->> 'plans_n', '0', 'not in the list of ' || w) FROM unnest('{mine,unit,all}'::text[]) w;
SELECT is(pg_temp.call('21', 'overview_show') ->> 'plans_n', '0', 'not in the overview');
SELECT is(pg_temp.call('21', 'overview_show') ->> 'changes_n', '0', 'nor its news');
SELECT is(jsonb_array_length(pg_temp.call('21', 'appointment_list', '{"whose": "all"}') -> 'appointments'), 0, 'no meetings');
SELECT is(pg_temp.call('21', f, jsonb_build_object('plan_id', pg_temp.plan())) -> '_refused' IS NOT NULL, true, f || ' is closed')
  FROM unnest('{team_show,appointment_plan_list,audit_plan_list,plan_edit,handover_new,member_new,goal_new,task_new}'::text[]) f;
SELECT ok(pg_temp.call('21', 'task_plan_list', jsonb_build_object('plan_id', pg_temp.plan()))::text !~ 'Afgør|Ring|Jobplan|Handleplan', 'and lists no task');
SELECT is(pg_temp.call('21', 'citizen_cpr_reveal', '{"citizen_id": "0e000000-0000-4000-8000-000000000001"}') #>> '{_refused,code}', 'core-only', 'the number stays hidden');
SELECT is(pg_temp.call('21', 'goal_create', jsonb_build_object('plan_id', pg_temp.plan(), 'title', 'x')) -> '_refused' IS NOT NULL, true, 'nothing is written');
SELECT is(pg_temp.call('21', 'part_update', '{"part_id": "1b000000-0000-4000-8000-000000000001", "next_step": "x", "_version": 1}') -> '_refused' IS NOT NULL, true, 'nor changed');

-- Never in bulk -------------------------------------------------------------------------------------------------
SELECT is(pg_temp.open('21', '{"class_codes": ["crisis-plan"]}') #>> '{_refused,code}', 'break-glass-running', 'one at a time');
SELECT is(pg_temp.audited(), 'break-glass.open refuse break-glass-running', 'with its row');
SELECT is(pg_temp.call('24', 'break_glass_close', jsonb_build_object('break_glass_id', (SELECT b.id FROM samplan.break_glass b))) #>> '{_refused,status}', '404', 'a colleague does not end it');
SELECT is(pg_temp.read('21') #>> '{break_glass,running}', 'true', 'it runs');

-- It ends to the second -------------------------------------------------------------------------------------------
SELECT pg_temp.pass('59 minutes 59 seconds');
SELECT is(pg_temp.read('21') #>> '{break_glass,running}', 'true', 'one second before');
SELECT pg_temp.pass('1 second');
SELECT is(pg_temp.read('21') #>> '{_refused,status}', '404', 'and at the second');
SELECT is(pg_temp.call('21', 'part_show', '{"part_id": "1b000000-0000-4000-8000-000000000001"}') #>> '{_refused,status}', '404', 'every page of it');
SELECT is(pg_temp.call('21', 'break_glass_show', jsonb_build_object('break_glass_id', (SELECT b.id FROM samplan.break_glass b))) ->> 'running', 'false', 'her own page says so');
SELECT ok(pg_temp.call('21', 'break_glass_show', jsonb_build_object('break_glass_id', (SELECT b.id FROM samplan.break_glass b)))::text !~ 'Maja|Holm', 'and names nobody');
SELECT is(pg_temp.call('24', 'break_glass_show', jsonb_build_object('break_glass_id', (SELECT b.id FROM samplan.break_glass b))) #>> '{_refused,status}', '404', 'a colleague does not see it');

-- Closed by herself -------------------------------------------------------------------------------------------------
SELECT is(pg_temp.open('21', '{"class_codes": ["core"]}') ->> 'flash', 'break-glass-open', 'another');
SELECT is(pg_temp.read('21') #>> '{plan,citizen,name}', 'Maja Holm', 'now the core');
SELECT is(jsonb_array_length(pg_temp.read('21') -> 'contributing_plans_list'), 0, 'and no part');
SELECT is(pg_temp.call('21', 'plan_list', '{"whose": "all", "status": "all"}') ->> 'plans_n', '0', 'still in no list');
SELECT is(pg_temp.call('21', 'break_glass_close', jsonb_build_object('break_glass_id', (SELECT b.id FROM samplan.break_glass b ORDER BY b.started_at DESC LIMIT 1))) ->> 'flash', 'break-glass-closed', 'closed');
SELECT is(pg_temp.read('21') #>> '{_refused,status}', '404', 'at once');

-- How many ------------------------------------------------------------------------------------------------------------
SELECT is(count(*), 0::bigint, 'two are no alarm') FROM samplan.notice WHERE kind_code = 'break-glass-many';
SELECT is(pg_temp.open('21') ->> 'flash', 'break-glass-open', 'a third within a day');
SELECT set_eq($$SELECT user_id FROM samplan.notice WHERE kind_code = 'break-glass-many'$$, $$VALUES
    ('0c000000-0000-4000-8000-000000000022'::uuid), ('0c000000-0000-4000-8000-000000000023'), ('0c000000-0000-4000-8000-000000000011')$$,
    'is told to her managers and the auditor');
SELECT pg_temp.pass('1 hour');
SELECT is(pg_temp.open('21', jsonb_build_object('cpr_indexes', jsonb_build_array(encode(sha256(convert_to('nobody' || n, 'UTF8')), 'hex')))) #>> '{_refused,status}', '404', 'try ' || n || ' of a number that nobody has')
  FROM generate_series(4, 5) n;
SELECT is(pg_temp.open('21') #>> '{_refused,code}', 'break-glass-limit', 'counts as well: five are too many');
SELECT is(pg_temp.audited(), 'break-glass.open refuse break-glass-limit', 'with its row');
SELECT is(pg_temp.open('24') ->> 'flash', 'break-glass-open', 'her colleague may');
SELECT is(pg_temp.call('24', 'break_glass_close', jsonb_build_object('break_glass_id', (SELECT b.id FROM samplan.break_glass b WHERE b.user_id = '0c000000-0000-4000-8000-000000000024'))) ->> 'flash', 'break-glass-closed', 'and closes it');

-- An objection ---------------------------------------------------------------------------------------------------------
CREATE FUNCTION pg_temp.object(unit uuid, class text) RETURNS void LANGUAGE sql AS $$
    INSERT INTO samplan.consent (id, plan_id, type_code, purpose_code, source_code, given_day, period_start_day, recorded_by)
    SELECT '1f000000-0000-4000-8000-000000000001', '0f000000-0000-4000-8000-000000000001', 'deny', (SELECT min(code) FROM samplan.purpose), 'own',
           app.today(), app.today(), '0c000000-0000-4000-8000-000000000009'
     WHERE NOT EXISTS (SELECT FROM samplan.consent WHERE id = '1f000000-0000-4000-8000-000000000001');
    INSERT INTO samplan.consent_provision (consent_id, plan_id, type_code, recipient_kind_code, unit_id, class_code, since_at)
    VALUES ('1f000000-0000-4000-8000-000000000001', '0f000000-0000-4000-8000-000000000001', 'deny', 'unit', unit, class, now() - interval '1 day')
$$;
SELECT pg_temp.object('0b000000-0000-4000-8000-000000000022', 'psychiatric-treatment');
SELECT is(pg_temp.open('24', '{"category_code": "cannot-consent", "class_codes": ["general-practice", "psychiatric-treatment"]}') ->> 'flash', 'break-glass-open', 'a ground that does not set a no aside');
SELECT is(pg_temp.read('24') #> '{break_glass,barred_codes}', '["psychiatric-treatment"]', 'is told what stays closed');
SELECT set_eq($$SELECT jsonb_array_elements(pg_temp.read('24') -> 'contributing_plans_list') ->> 'class_code'$$, '{general-practice}'::text[], 'and does not read it');
SELECT pg_temp.forget();
SELECT is(pg_temp.open('24', '{"category_code": "danger-life", "class_codes": ["general-practice", "psychiatric-treatment"]}') ->> 'flash', 'break-glass-open', 'a ground that does');
SELECT is(pg_temp.read('24') #> '{break_glass,barred_codes}', '[]', 'leaves nothing closed');
SELECT set_eq($$SELECT jsonb_array_elements(pg_temp.read('24') -> 'contributing_plans_list') ->> 'class_code'$$, '{general-practice,psychiatric-treatment}'::text[], 'and reads it');
SELECT pg_temp.forget();

DELETE FROM samplan.notice WHERE kind_code = 'break-glass-many';
INSERT INTO samplan.setting (key, value) VALUES ('break_glass_unit_alarm', '2'), ('break_glass_person_alarm', '99');
SELECT is(pg_temp.open('24') ->> 'flash', 'break-glass-open', 'one of a unit');
SELECT is(count(*), 0::bigint, 'is no alarm') FROM samplan.notice WHERE kind_code = 'break-glass-many';
SELECT pg_temp.pass('2 hours');
INSERT INTO samplan.setting (key, value) VALUES ('break_glass_day_max', '99');
SELECT is(pg_temp.open('21') ->> 'flash', 'break-glass-open', 'another by a colleague');
SELECT is(count(*), 3::bigint, 'is told of') FROM samplan.notice WHERE kind_code = 'break-glass-many';
SELECT is((SELECT n.params ->> 'of_unit_n' FROM samplan.notice n WHERE n.kind_code = 'break-glass-many' LIMIT 1), '2', 'with how many');
SELECT pg_temp.forget();

-- Another of her requests ended the first one while this one waited: what each row of the log names is its own opening.
CREATE FUNCTION pg_temp.entered_before() RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
    document jsonb;
BEGIN
    PERFORM api.auth_enter('token-24', 1023, gen_random_uuid(), 'json', 'test');
    UPDATE samplan.break_glass SET closed_at = now() WHERE closed_at IS NULL AND ends_at > now();
    document := api.break_glass_open(jsonb_build_object('cpr_indexes', jsonb_build_array(encode(sha256('maja'), 'hex')),
        'category_code', 'danger-life', 'reason', 'Bevidstløs, kan ikke spørges om medicin', 'class_codes', '["general-practice"]'::jsonb));
    RETURN document;
END
$$;
SELECT is(pg_temp.open('24') ->> 'flash', 'break-glass-open', 'one that will be closed');
SELECT is(pg_temp.entered_before() ->> 'flash', 'break-glass-open', 'and one by a request that had begun before that');
SELECT is((SELECT a.basis_id FROM samplan.audit a ORDER BY a.id DESC LIMIT 1), (SELECT a.item_ids[1] FROM samplan.audit a ORDER BY a.id DESC LIMIT 1),
          'each has a row of its own');
SELECT pg_temp.forget();

-- From a plan that she sees a part of -------------------------------------------------------------------------------------
SELECT is(pg_temp.call('06', 'break_glass_new', jsonb_build_object('plan_id', pg_temp.plan())) ->> 'citizen_name', 'Maja Holm', 'a member of the team');
SELECT ok(NOT pg_temp.call('06', 'break_glass_new', jsonb_build_object('plan_id', pg_temp.plan())) #> '{options,class_codes}' @> '[{"value": "core"}]', 'is not offered what she reads already');
SELECT is(pg_temp.call('21', 'break_glass_new', jsonb_build_object('plan_id', pg_temp.plan())) #>> '{_refused,status}', '404', 'a stranger gets no such form');
SELECT is(pg_temp.call('03', 'break_glass_new') #>> '{_refused,code}', 'break-glass-sector', 'a social worker none at all');
SELECT is(pg_temp.open('06', jsonb_build_object('cpr_indexes', NULL, 'plan_id', pg_temp.plan(), 'class_codes', '["core"]'::jsonb)) #>> '{errors,0,code}', 'already-open', 'what is open is not opened');
SELECT is(pg_temp.open('06', jsonb_build_object('cpr_indexes', NULL, 'plan_id', pg_temp.plan(), 'class_codes', '["substance-use"]'::jsonb)) ->> 'flash', 'break-glass-open', 'what is not is');
SELECT ok(pg_temp.read('06')::text LIKE '%Behandlingsplan (rusmidler)%', 'beside what she sees as a member');
SELECT is((SELECT a.basis_code FROM samplan.audit a ORDER BY a.id DESC LIMIT 1), 'break-glass', 'and the log says by what');
DO $$ BEGIN PERFORM pg_temp.call('06', 'team_show', jsonb_build_object('plan_id', pg_temp.plan())); END $$;
SELECT is((SELECT a.action || ' ' || a.basis_code FROM samplan.audit a ORDER BY a.id DESC LIMIT 1), 'team.show team', 'a page without it keeps its own basis');
SELECT is(pg_temp.call('06', 'task_create', jsonb_build_object('plan_id', pg_temp.plan(), 'title', 'Ring', 'performer_id', '0c000000-0000-4000-8000-000000000001')) ->> 'created', 'true', 'she works on as a member');
SELECT is((SELECT a.basis_code FROM samplan.audit a WHERE a.action LIKE 'task.%' ORDER BY a.id DESC LIMIT 1), 'team', 'which is no emergency');
SELECT pg_temp.forget();
SELECT ok(pg_temp.read('06')::text NOT LIKE '%rusmidler)%', 'and it ends');

-- Judged by somebody else -----------------------------------------------------------------------------------------------------
CREATE TEMP TABLE first AS SELECT b.id FROM samplan.break_glass b WHERE b.user_id = '0c000000-0000-4000-8000-000000000021' ORDER BY b.started_at LIMIT 1;
CREATE FUNCTION pg_temp.judge(who text, verdict text, said text DEFAULT 'Fordi') RETURNS jsonb LANGUAGE sql AS $$
    SELECT pg_temp.call(who, 'review_judge', jsonb_build_object('review_id', (SELECT f.id FROM first f), 'verdict_code', verdict, 'verdict_text', said,
        '_version', (SELECT b.version FROM samplan.break_glass b WHERE b.id = (SELECT f.id FROM first f))))
$$;
SELECT ok(jsonb_array_length(pg_temp.call('22', 'review_list') -> 'open_list') > 0, 'her manager has it to judge');
SELECT ok(pg_temp.call('22', 'review_list')::text !~ 'Maja|Holm|Bevidstløs', 'by facts, not by name');
SELECT ok(jsonb_array_length(pg_temp.call('23', 'review_list') -> 'open_list') > 0, 'so has the manager above');
SELECT is(pg_temp.call('10', 'review_list') ->> 'open_n', '0', 'one elsewhere has not');
SELECT is(pg_temp.call('31', 'review_list') #>> '{open_list,0,name}', 'Bo Vik', 'Hanne as a manager sees her colleague''s');
SELECT is((SELECT count(*) FROM jsonb_array_elements(pg_temp.call('31', 'review_list') -> 'open_list') e WHERE e ->> 'name' = 'Hanne Juul'), 0::bigint, 'and not her own');
SELECT is(pg_temp.call('31', 'review_show', jsonb_build_object('review_id', (SELECT f.id FROM first f))) #>> '{_refused,status}', '404', 'not by its id either');
SELECT is(pg_temp.judge('31', 'justified') #>> '{_refused,status}', '404', 'and judges it not');
SELECT is(pg_temp.judge(w, 'justified') #>> '{_refused,status}', CASE w WHEN '11' THEN '403' ELSE '404' END, w || ' judges not') FROM unnest('{10,11,12,09,24,21}'::text[]) w;
SELECT is(pg_temp.judge('22', 'justified', '   ') #>> '{errors,0,field}', 'verdict_text', 'a verdict says why');
SELECT ok(pg_temp.call('22', 'review_show', jsonb_build_object('review_id', (SELECT f.id FROM first f)))::text !~ 'Maja|Holm|Behandlingsplan', 'the page holds nothing of the plan');
SELECT is(pg_temp.call('22', 'review_show', jsonb_build_object('review_id', (SELECT f.id FROM first f))) -> 'facts',
          '{"team": false, "task": false, "appointment": false, "consent": false, "join_after": false, "earlier_n": 0}', 'what tied her to the citizen');
SELECT is(pg_temp.audited(), 'review.show permit', 'reading it is in the log');
SELECT is(pg_temp.judge('22', 'more-information', 'Hvem bad om det?') ->> 'flash', 'review-asked', 'a question');
SELECT is((SELECT b.reviewed_at FROM samplan.break_glass b WHERE b.id = (SELECT f.id FROM first f)), NULL, 'leaves it open');
SELECT is(count(*), 1::bigint, 'and goes to her') FROM samplan.notice WHERE kind_code = 'break-glass-asked' AND user_id = '0c000000-0000-4000-8000-000000000021';
SELECT is(pg_temp.call('24', 'break_glass_answer', jsonb_build_object('break_glass_id', (SELECT f.id FROM first f), 'answer_text', 'x')) #>> '{_refused,status}', '404', 'nobody answers for her');
SELECT is(pg_temp.call('21', 'break_glass_answer', jsonb_build_object('break_glass_id', (SELECT f.id FROM first f), 'answer_text', 'Ambulancen')) ->> 'flash', 'break-glass-answered', 'she answers');
SELECT is(count(*), 1::bigint, 'which is told') FROM samplan.notice WHERE kind_code = 'break-glass-answered' AND user_id = '0c000000-0000-4000-8000-000000000022';
SELECT is(pg_temp.judge('22', 'justified') ->> 'flash', 'review-judged', 'the verdict');
SELECT is(pg_temp.judge('23', 'not-justified') ->> 'code', 'review-closed', 'is the only one');
SELECT set_eq($$SELECT kind_code FROM samplan.notice WHERE item_id = (SELECT f.id FROM first f) AND kind_code IN ('break-glass-judged', 'break-glass-verdict')$$,
              '{break-glass-judged,break-glass-verdict}'::text[], 'the citizen and the employee are told');
SELECT is(pg_temp.call('21', 'break_glass_answer', jsonb_build_object('break_glass_id', (SELECT f.id FROM first f), 'answer_text', 'x')) ->> 'code', 'nothing-asked', 'no answer afterwards');
SELECT ok(pg_temp.call('09', 'notice_list')::text LIKE '%Akutmodtagelsen%Fordi%', 'the citizen reads who, and the answer');
SELECT ok(pg_temp.call('09', 'notice_list')::text LIKE '%Hanne Juul%', 'by name where the organisation shows names');
UPDATE samplan.organisation SET show_staff_names = false WHERE id = '0a000000-0000-4000-8000-000000000001';
SELECT ok(pg_temp.call('09', 'notice_list')::text NOT LIKE '%Hanne Juul%', 'and only there');
SELECT ok(pg_temp.call('22', 'notice_list')::text NOT LIKE '%Bevidstløs%', 'the manager''s notice holds no reason');
SELECT is(jsonb_array_length(pg_temp.call('26', 'notice_list') -> 'notices_list'), 0, 'a relative is told nothing');

-- In time, or on to others ----------------------------------------------------------------------------------------------------------
SELECT is(app.job_break_glass(), 0, 'nothing is late');
UPDATE samplan.break_glass SET review_due_day = app.today() WHERE reviewed_at IS NULL;
SELECT is(app.job_break_glass(), 0, 'nor on the last day');
UPDATE samplan.break_glass SET review_due_day = app.today() - 1 WHERE reviewed_at IS NULL AND user_id = '0c000000-0000-4000-8000-000000000021';
CREATE TEMP TABLE late AS SELECT b.id FROM samplan.break_glass b WHERE b.reviewed_at IS NULL AND b.review_due_day < app.today();
SELECT is(app.job_break_glass(), (SELECT count(*)::integer FROM late), 'the day after they go on');
SELECT set_eq($$SELECT DISTINCT user_id FROM samplan.notice WHERE kind_code = 'break-glass-escalated'$$, $$VALUES
    ('0c000000-0000-4000-8000-000000000022'::uuid), ('0c000000-0000-4000-8000-000000000023'), ('0c000000-0000-4000-8000-000000000011')$$,
    'to the managers and the auditor, never to her who opened');
SELECT is(app.job_break_glass(), 0, 'once');
SELECT is(pg_temp.call('23', 'review_list') #>> '{open_list,0,late}', 'true', 'and are marked');
SELECT is((SELECT count(*) FROM samplan.audit WHERE action = 'break-glass.escalate'), (SELECT count(*) FROM late), 'each with its row');

-- The jobs program --------------------------------------------------------------------------------------------------------------------
CREATE FUNCTION app.job_breaks() RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$ BEGIN RAISE EXCEPTION 'no'; END $$;
ALTER FUNCTION app.job_breaks() OWNER TO samplan_derive;
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
UPDATE samplan.joint_plan SET status_code = 'on-hold', on_hold_until_day = app.today() WHERE id = '0f000000-0000-4000-8000-000000000002';
UPDATE samplan.contributing_plan SET on_hold_until_day = app.today() WHERE id = '1b000000-0000-4000-8000-000000000004';
SET ROLE samplan_jobs;
SELECT api.jobs_run('{}') AS round \gset
RESET ROLE;
SELECT is(:'round'::jsonb ->> 'busy', 'false', 'a round');
SELECT is(j ->> 'failed', 'P0001', 'one job fails') FROM jsonb_array_elements(:'round'::jsonb -> 'jobs_list') j WHERE j ->> 'name' = 'job_breaks';
SELECT is(j ->> 'done_n', '2', 'the others go on') FROM jsonb_array_elements(:'round'::jsonb -> 'jobs_list') j WHERE j ->> 'name' = 'job_holds';
SELECT is(status_code, 'active', 'a plan comes back from hold on its day') FROM samplan.joint_plan WHERE id = '0f000000-0000-4000-8000-000000000002';
SELECT is(status_code, 'active', 'and a part') FROM samplan.contributing_plan WHERE id = '1b000000-0000-4000-8000-000000000004';
SELECT is(count(*), 1::bigint, 'whoever coordinates is told') FROM samplan.notice WHERE kind_code = 'plan-resumed' AND user_id = '0c000000-0000-4000-8000-000000000003';
SELECT is(count(*), 2::bigint, 'and the log') FROM samplan.audit WHERE action IN ('plan.resume', 'contributing-plan.resume') AND interface = 'job';

-- Rows that the database itself does not take ----------------------------------------------------------------------------------------------
SELECT throws_ok($$INSERT INTO samplan.break_glass (plan_id, citizen_id, user_id, unit_id, category_code, overrides_objection, reason, class_codes, ends_at, review_due_day)
    SELECT plan_id, citizen_id, user_id, unit_id, category_code, true, reason, class_codes, now() + interval '61 minutes', review_due_day FROM samplan.break_glass LIMIT 1$$,
    '23514', NULL, 'longer than an hour');
SELECT throws_ok($$UPDATE samplan.break_glass SET reviewed_by = user_id, reviewed_at = now(), verdict_code = 'justified'$$, '23514', NULL, 'judged by herself');
SELECT ok(NOT has_table_privilege('samplan_api', 'samplan.break_glass', 'INSERT') AND NOT has_any_column_privilege('samplan_api', 'samplan.break_glass', 'UPDATE'),
          'the server''s functions write none');
SELECT ok(NOT has_column_privilege('samplan_derive', 'samplan.break_glass', c, 'UPDATE'), 'nobody changes ' || c) FROM unnest('{ends_at,class_codes,reason,user_id,started_at}'::text[]) c;

SELECT * FROM finish();
ROLLBACK;
