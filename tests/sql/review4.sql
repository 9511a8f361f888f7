-- What a second hostile reader found: rights at a unit that outlive the role there, a relative who takes up work, a job after a job.
BEGIN;
CREATE EXTENSION IF NOT EXISTS pgtap;
SELECT no_plan();
\ir include/maja.sql
\ir include/close.sql
\ir include/call.sql
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
\set maja '0f000000-0000-4000-8000-000000000001'
CREATE FUNCTION pg_temp.read(who text) RETURNS text LANGUAGE sql AS $$
    SELECT coalesce(d #>> '{_refused,status}', d ->> 'code', 'shown')
      FROM pg_temp.call(who, 'plan_show', '{"plan_id": "0f000000-0000-4000-8000-000000000001"}') d $$;

-- Karim works in the job centre, where he is in the team, and at a desk below it.
INSERT INTO samplan.unit (id, organisation_id, parent_id, name, sector_code) VALUES
 ('0b000000-0000-4000-8000-000000000013', '0a000000-0000-4000-8000-000000000002', '0b000000-0000-4000-8000-000000000003', 'Ungeteamet', 'employment');
INSERT INTO samplan.role_assignment (id, user_id, unit_id, role_code, valid_from) VALUES
 ('0d000000-0000-4000-8000-000000000034', '0c000000-0000-4000-8000-000000000004', '0b000000-0000-4000-8000-000000000013', 'caseworker', app.today() - 30);
INSERT INTO samplan.session (token_hash, user_id, assignment_id, idle_seconds, absolute_expires_at) VALUES
 (sha256(convert_to('token-34', 'UTF8')), '0c000000-0000-4000-8000-000000000004', '0d000000-0000-4000-8000-000000000034', 900, now() + interval '10 hours');
-- what the centre's other people may read is closed: what is asked is what he may in person
UPDATE samplan.contributing_plan SET owner_unit_id = '0b000000-0000-4000-8000-000000000004', responsible_user_id = '0c000000-0000-4000-8000-000000000005'
 WHERE owner_unit_id = '0b000000-0000-4000-8000-000000000003';
SELECT is(pg_temp.read('04'), 'shown', 'at the centre he reads');
SELECT is(pg_temp.read('34'), 'shown', 'and at the desk below while he has both');
UPDATE samplan.role_assignment SET valid_to = app.today() WHERE id = '0d000000-0000-4000-8000-000000000004';
SELECT is(pg_temp.read('34'), '404', 'not when his work at the centre is over');
UPDATE samplan.role_assignment SET valid_to = NULL, role_code = 'manager' WHERE id = '0d000000-0000-4000-8000-000000000004';
SELECT is(pg_temp.read('34'), '404', 'nor when he manages it instead');
UPDATE samplan.role_assignment SET role_code = 'caseworker' WHERE id = '0d000000-0000-4000-8000-000000000004';
SELECT is(pg_temp.read('34'), 'shown', 'again when he works there again');

-- An emergency opened at the one is one at the other.
CREATE FUNCTION pg_temp.glass(who text) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
    frame jsonb := api.auth_enter(convert_to('token-' || who, 'UTF8'), 1023, gen_random_uuid(), 'html', 'test');
BEGIN
    RETURN jsonb_build_object('here', frame #> '{glass,here}', 'on', app.glass_on('0f000000-0000-4000-8000-000000000001'));
END
$$;
INSERT INTO samplan.break_glass (plan_id, citizen_id, user_id, unit_id, category_code, overrides_objection, reason, class_codes, started_at, ends_at, review_due_day)
VALUES (:'maja', '0e000000-0000-4000-8000-000000000001', '0c000000-0000-4000-8000-000000000004', '0b000000-0000-4000-8000-000000000003', 'danger-life', true,
        'Fundet bevidstløs hjemme', '{crisis-plan}', now() - interval '2 minutes', now() + interval '58 minutes', app.today() + 3);
SELECT is(pg_temp.glass('04'), '{"here": true, "on": true}', 'where she opened it');
SELECT is(pg_temp.glass('34'), '{"here": true, "on": true}', 'and at the desk below');
UPDATE samplan.session SET strong_at = now() WHERE user_id = '0c000000-0000-4000-8000-000000000004';
SELECT is(pg_temp.call('34', 'plan_print', jsonb_build_object('plan_id', :'maja', 'recipient', 'citizen')) #>> '{_refused,code}', 'break-glass-read-only', 'where nothing of it is printed');
UPDATE samplan.role_assignment SET valid_to = app.today() WHERE id = '0d000000-0000-4000-8000-000000000004';
SELECT is(pg_temp.glass('34'), '{"here": false, "on": false}', 'until the role is over where it was opened');
SELECT is(pg_temp.read('34'), '404', 'which closes it');

-- A unit that has closed is nowhere to work.
UPDATE samplan.unit SET valid_to = app.today() + 1 WHERE id = '0b000000-0000-4000-8000-000000000004';
SELECT is(pg_temp.read('05'), 'shown', 'on its last day a unit is open');
UPDATE samplan.unit SET valid_to = app.today() WHERE id = '0b000000-0000-4000-8000-000000000004';
SELECT is(pg_temp.call('05', 'plan_show', jsonb_build_object('plan_id', :'maja'), 1021) ->> 'code', 'choose-unit', 'the day after not');
SELECT is(pg_temp.read('05'), '404', 'nor by a page for those who choose');

-- Line is Maja's sister; the same account becomes a caseworker's.
CREATE FUNCTION pg_temp.line_sees(role text) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
    n integer;
BEGIN
    UPDATE samplan.role_assignment SET role_code = role, invited_unit_id = NULL, unit_id = CASE role WHEN 'caseworker' THEN '0b000000-0000-4000-8000-000000000007'::uuid END
     WHERE user_id = (SELECT r.user_id FROM samplan.related_person r WHERE r.id = '2c000000-0000-4000-8000-000000000001');
    PERFORM set_config('role', 'samplan_server', true);
    PERFORM api.auth_enter('token-13', 1073741823, gen_random_uuid(), 'json', 'test');
    PERFORM set_config('role', 'samplan_api', true);
    SELECT count(*) INTO n FROM samplan.access;
    PERFORM set_config('role', 'none', true);
    RETURN n;
END
$$;
SELECT is(pg_temp.call('09', 'consent_create_own', jsonb_build_object('answer_code', 'permit', 'recipient_keys', '["relative-2c000000-0000-4000-8000-000000000001"]'::jsonb,
    'section_codes', '["core"]'::jsonb, 'purpose_code', 'relatives', 'confirm', true)) ->> 'flash', 'consent-given', 'Maja shares with her');
SELECT cmp_ok(pg_temp.line_sees('relative'), '>', 0, 'a relative has rights');
SELECT is(pg_temp.line_sees('caseworker'), 0, 'which she has not at work');
SELECT is(pg_temp.call('13', 'plan_why', jsonb_build_object('plan_id', :'maja')) #>> '{_refused,status}', '404', 'there the plan is not there');
SELECT is(pg_temp.line_sees('relative') > 0, true, 'and has again as a relative');

-- Two jobs after another change the same plan: what is stored shows both.
CREATE FUNCTION app.job_aa() RETURNS integer LANGUAGE plpgsql AS $$ BEGIN
    UPDATE samplan.goal SET title = 'Job aa' WHERE id = (SELECT min(g.id::text)::uuid FROM samplan.goal g WHERE g.plan_id = '0f000000-0000-4000-8000-000000000001'); RETURN 1; END $$;
CREATE FUNCTION app.job_ab() RETURNS integer LANGUAGE plpgsql AS $$ BEGIN
    UPDATE samplan.goal SET title = 'Job ab' WHERE id = (SELECT max(g.id::text)::uuid FROM samplan.goal g WHERE g.plan_id = '0f000000-0000-4000-8000-000000000001'); RETURN 1; END $$;
GRANT UPDATE, SELECT ON samplan.goal TO samplan_derive;
SELECT api.jobs_run('{}') #>> '{jobs_list,0,failed}' AS failed \gset
SET CONSTRAINTS ALL IMMEDIATE;
SELECT matches((SELECT d.body FROM samplan.document d WHERE d.plan_id = :'maja' AND d.part_id = :'maja'), 'Job aa', 'the first');
SELECT matches((SELECT d.body FROM samplan.document d WHERE d.plan_id = :'maja' AND d.part_id = :'maja'), 'Job ab', 'and the second');
SELECT * FROM finish();
ROLLBACK;
