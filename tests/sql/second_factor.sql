-- Second factors and step-up: what a session may do before they are shown, and what serves once.
BEGIN;
CREATE EXTENSION IF NOT EXISTS pgtap;
SELECT no_plan();
\ir include/maja.sql
\ir include/call.sql

-- Rikke (03) is a caseworker, 12 an administrator; none of them a demo account.
INSERT INTO samplan.credential (user_id, salt, verifier) VALUES
 ('0c000000-0000-4000-8000-000000000003', '\x000102030405060708090a0b0c0d0e0f', sha256('rikke-key')),
 ('0c000000-0000-4000-8000-000000000012', '\x0f0e0d0c0b0a09080706050403020101', sha256('admin-key'));
CREATE FUNCTION pg_temp.hex(text text) RETURNS text LANGUAGE sql AS $$ SELECT encode(convert_to(text, 'UTF8'), 'hex') $$;
CREATE FUNCTION pg_temp.hash(text text) RETURNS text LANGUAGE sql AS $$ SELECT encode(sha256(convert_to(text, 'UTF8')), 'hex') $$;
CREATE FUNCTION pg_temp.login(username text, key text, token text) RETURNS jsonb LANGUAGE sql AS $$
    SELECT pg_temp.call_open('login_finish', jsonb_build_object('username', username, 'key', pg_temp.hex(key),
        'token_hash', pg_temp.hash(token), 'network', '10.1.2.0/24', 'client', 'test',
        'request_id', gen_random_uuid(), 'interface', 'json'))
$$;
-- With the bits that pages for confirming and enrolling have.
CREATE FUNCTION pg_temp.gate(token text, function text, input jsonb DEFAULT '{}') RETURNS jsonb LANGUAGE sql AS $$
    SELECT pg_temp.call(token, function, input, 1023 | (1 << 29))
$$;

-- Step-up ---------------------------------------------------------------------------------------------
SELECT is(pg_temp.login('t-rikke', 'rikke-key', 'r1') ->> 'gate_code', 'open', 'a new role has days of grace');
SELECT is(pg_temp.call('r1', 'assignment_list', '{}', 1023 | (1 << 30)) ->> 'raised', NULL, 'signing in counts as showing who one is');
UPDATE samplan.session SET strong_at = now() - interval '299 seconds' WHERE token_hash = sha256('r1');
SELECT is(pg_temp.call('r1', 'assignment_list', '{}', 1023 | (1 << 30)) ->> 'raised', NULL, 'for five minutes');
UPDATE samplan.session SET strong_at = now() - interval '300 seconds' WHERE token_hash = sha256('r1');
SELECT is(pg_temp.call('r1', 'assignment_list', '{}', 1023 | (1 << 30)) ->> 'raised', 'SP40S', 'to the second');
SELECT is(pg_temp.call('r1', 'assignment_list', '{}', 1 << 30) ->> 'raised', 'SP403', 'what is not hers is said first');
SELECT is(pg_temp.call('r1', 'assignment_list') ->> 'raised', NULL, 'what does not take it goes on');
SELECT is(pg_temp.gate('r1', 'step_up_finish', jsonb_build_object('token_hash', pg_temp.hash('r2'), 'key', pg_temp.hex('wrong'))) #>> '{_refused,errors,0,field}',
          'password', 'a wrong password is refused');
SELECT is(pg_temp.audited(), 'step-up fail', 'and logged');
SELECT is(pg_temp.gate('r1', 'step_up_finish', jsonb_build_object('token_hash', pg_temp.hash('r2'), 'totp_step', 5, 'totp_id', gen_random_uuid())) #>> '{_refused,status}',
          '422', 'a step of codes that she has not is nothing');
SELECT is(pg_temp.gate('r1', 'step_up_finish', jsonb_build_object('token_hash', pg_temp.hash('r2'), 'key', pg_temp.hex('rikke-key'))) #>> '{user,username}',
          't-rikke', 'the right one is taken');
SELECT is(pg_temp.audited(), 'step-up permit password', 'and logged');
SELECT is(pg_temp.call('r1', 'assignment_list') ->> 'raised', 'SP401', 'the old token is dead');
SELECT is(pg_temp.call('r2', 'assignment_list', '{}', 1023 | (1 << 30)) ->> 'raised', NULL, 'the new one may');
SELECT is((SELECT s.assurance FROM samplan.session s WHERE s.token_hash = sha256('r2'))::integer, 1, 'a password alone is no second factor');

-- One-time codes --------------------------------------------------------------------------------------
SELECT is(pg_temp.call('r2', 'totp_begin', '{"totp_id": "0f100000-0000-4000-8000-000000000001", "secret": "00ff"}') ->> 'location',
          '/me/second-factor/codes', 'codes are begun');
SELECT is(pg_temp.login('t-rikke', 'rikke-key', 'r3') ->> 'gate_code', 'open', 'what is only begun is not asked for');
SELECT is(pg_temp.call('r3', 'totp_pending') ->> 'secret', '00ff', 'and is hers to see');
SELECT is(pg_temp.call('02', 'totp_pending') ->> 'id', NULL, 'not another''s');
SELECT is(pg_temp.call('02', 'totp_confirm', jsonb_build_object('totp_id', '0f100000-0000-4000-8000-000000000001', 'totp_step', 100,
              'recovery_hashes', '[]'::jsonb, 'token_hash', pg_temp.hash('x'))) ->> 'code', 'not-begun', 'nor to confirm');
SELECT is(pg_temp.call('r2', 'totp_confirm', jsonb_build_object('totp_id', '0f100000-0000-4000-8000-000000000001', 'totp_step', 100,
              'recovery_hashes', jsonb_build_array(pg_temp.hash('c1'), pg_temp.hash('c2')), 'token_hash', pg_temp.hash('r4'))) #>> '{user,username}',
          't-rikke', 'the first code turns them on');
SELECT is(pg_temp.call('r3', 'assignment_list') ->> 'raised', 'SP401', 'her other sessions have ended');
SELECT is((SELECT (s.assurance, s.gate_code, s.code_ready)::text FROM samplan.session s WHERE s.token_hash = sha256('r4')), '(2,open,t)', 'this one is assured');
SELECT is((SELECT n.kind_code FROM samplan.account_notice n ORDER BY n.happened_at DESC, n.kind_code LIMIT 1), 'codes-added', 'she is told');

SELECT is(pg_temp.login('t-rikke', 'rikke-key', 'r5') ->> 'gate_code', 'confirm', 'now the password is half of a sign-in');
SELECT is(pg_temp.call('r5', 'assignment_list') ->> 'raised', 'SP40S', 'which opens nothing');
SELECT is(pg_temp.call('r5', 'plan_show', '{"plan_id": "0f000000-0000-4000-8000-000000000001"}') ->> 'raised', 'SP40S', 'no plan either');
SELECT is(pg_temp.gate('r5', 'plan_show', '{"plan_id": "0f000000-0000-4000-8000-000000000001"}') #>> '{_refused,status}', '404', 'not even past the route');
SELECT is(pg_temp.gate('r5', 'step_up_show') - 'recovery_n', '{"gate_code": "confirm", "wants_password": false, "wants_factor": true, "has_code": true, "has_passkey": false}',
          'the code alone is asked for');
SELECT is(pg_temp.gate('r5', 'second_factor_show') ->> 'raised', 'SP40S', 'which factors there are is not told yet');
CREATE FUNCTION pg_temp.code(token text, step integer, new_token text) RETURNS text LANGUAGE sql AS $$
    SELECT coalesce(d #>> '{_refused,errors,0,code}', d ->> 'raised', 'ok')
      FROM pg_temp.gate(token, 'step_up_finish', jsonb_build_object('totp_id', '0f100000-0000-4000-8000-000000000001',
               'totp_step', step, 'network', '10.1.2.0/24', 'token_hash', pg_temp.hash(new_token))) d
$$;
SELECT is(pg_temp.code('r5', 100, 'r6'), 'wrong-code', 'the step that turned them on is spent');
SELECT is(pg_temp.code('r5', 99, 'r6'), 'wrong-code', 'so is an earlier one');
SELECT is(pg_temp.gate('r5', 'step_up_finish', jsonb_build_object('key', pg_temp.hex('rikke-key'), 'token_hash', pg_temp.hash('r6'))) #>> '{_refused,status}', '422', 'the password again is not it');
UPDATE samplan.login_attempt SET blocked_until = NULL;
SELECT is(pg_temp.code('r5', 101, 'r6'), 'ok', 'a later one opens');
SELECT is(pg_temp.call('r6', 'assignment_list') ->> 'raised', NULL, 'the session');
SELECT is(pg_temp.code('r6', 101, 'r7'), 'wrong-code', 'once');
SELECT is(pg_temp.gate('r6', 'step_up_finish', jsonb_build_object('recovery_hashes', jsonb_build_array(pg_temp.hash('c3')), 'token_hash', pg_temp.hash('r7'))) #>> '{_refused,status}',
          '422', 'a recovery code that is none');
SELECT is(pg_temp.gate('r6', 'step_up_finish', jsonb_build_object('recovery_hashes', jsonb_build_array(pg_temp.hash('c1')), 'token_hash', pg_temp.hash('r7'))) #>> '{user,username}',
          't-rikke', 'one of hers');
UPDATE samplan.login_attempt SET blocked_until = NULL;
SELECT is(pg_temp.gate('r7', 'step_up_finish', jsonb_build_object('recovery_hashes', jsonb_build_array(pg_temp.hash('c1')), 'token_hash', pg_temp.hash('r8'))) #>> '{_refused,status}',
          '422', 'once');

-- Who has the password cannot reset the count of wrong codes by giving it again.
UPDATE samplan.login_attempt SET blocked_until = NULL, failures = 0;
SELECT pg_temp.login('t-rikke', 'rikke-key', 's1'), pg_temp.code('s1', 1, 'x'), pg_temp.code('s1', 1, 'x'), pg_temp.code('s1', 1, 'x'), pg_temp.code('s1', 1, 'x');
SELECT is(pg_temp.login('t-rikke', 'rikke-key', 's2') #>> '{_refused,status}', '429', 'four wrong codes slow the password down');
UPDATE samplan.login_attempt SET blocked_until = NULL;
SELECT pg_temp.login('t-rikke', 'rikke-key', 's3');
SELECT cmp_ok((SELECT max(a.failures) FROM samplan.login_attempt a WHERE a.subject LIKE 'pair:t-rikke@%'), '>=', 4, 'and giving it right forgets none of them');

-- Rules by role ---------------------------------------------------------------------------------------
SELECT is(pg_temp.login('t-admin', 'admin-key', 'a1') ->> 'gate_code', 'enrol', 'an administrator needs a second factor from the first day');
SELECT is(pg_temp.call('a1', 'admin_show') ->> 'raised', 'SP40F', 'before anything else');
SELECT is(pg_temp.gate('a1', 'admin_show') ->> 'raised', 'SP403', 'also past the route');
SELECT is(pg_temp.gate('a1', 'second_factor_show') ->> 'rule_code', 'required', 'the page for adding one opens');
SELECT ok(p.valid_from > '2020-01-01', 'the rules as shipped begin with the installation') FROM samplan.sign_in_policy p WHERE p.role_code = 'caseworker' AND p.applies_code = 'all';
UPDATE samplan.user_account SET created_at = now() - interval '3 years' WHERE username = 't-ole';
SELECT is(app.session_gate((SELECT id FROM samplan.user_account WHERE username = 't-ole'), 'caseworker', 1), 'open', 'who was there before has the days of grace too');
UPDATE samplan.sign_in_policy SET valid_from = '2020-02-01';
UPDATE samplan.sign_in_policy SET valid_to = app.today() WHERE role_code = 'administrator' AND applies_code = 'all';
SELECT is((app.sign_in_rule('administrator', '0c000000-0000-4000-8000-000000000012')).second_factor, 'required', 'a role without a rule is asked for everything');
INSERT INTO samplan.sign_in_policy (role_code, second_factor, idle_seconds, absolute_seconds, valid_from, source)
VALUES ('administrator', 'none', 60, 120, app.today(), 'test');
SELECT is((pg_temp.login('t-admin', 'admin-key', 'a2') ->> 'gate_code'), 'open', 'a rule of today holds today');
SELECT is((SELECT s.idle_seconds FROM samplan.session s WHERE s.token_hash = sha256('a2')), 60, 'and says how long');
UPDATE samplan.user_account SET created_at = now() - interval '13 days' WHERE username = 't-ole';
SELECT is(app.session_gate((SELECT id FROM samplan.user_account WHERE username = 't-ole'), 'caseworker', 1), 'open', 'on the last day of grace');
UPDATE samplan.user_account SET created_at = now() - interval '14 days' WHERE username = 't-ole';
SELECT is(app.session_gate((SELECT id FROM samplan.user_account WHERE username = 't-ole'), 'caseworker', 1), 'enrol', 'not after it');
UPDATE samplan.user_account SET is_demo = true WHERE username = 't-ole';
SELECT is(app.session_gate((SELECT id FROM samplan.user_account WHERE username = 't-ole'), 'caseworker', 1), 'open', 'accounts of the demo are offered one');

-- Passkeys --------------------------------------------------------------------------------------------
UPDATE samplan.session SET gate_code = 'open' WHERE token_hash = sha256('r7');
SELECT pg_temp.call('r7', 'passkey_begin', jsonb_build_object('challenge', pg_temp.hash('p1'), 'purpose', 'register'));
CREATE FUNCTION pg_temp.add(token text, challenge text, new_token text) RETURNS jsonb LANGUAGE sql AS $$
    SELECT pg_temp.call(token, 'passkey_add', jsonb_build_object('challenge', pg_temp.hash(challenge), 'credential_id', pg_temp.hash('id'),
        'public_key', '00', 'algorithm', -7, 'count', 0, 'name', 'Nøgle', 'token_hash', pg_temp.hash(new_token), 'recovery_hashes', '[]'::jsonb))
$$;
SELECT is(pg_temp.add('02', 'p1', 'x') ->> 'raised', 'SP422', 'another session cannot answer her challenge');
SELECT is(pg_temp.add('r7', 'p1', 'k1') ->> 'recovery', 'false', 'she can, and keeps her recovery codes');
SELECT is(pg_temp.add('k1', 'p1', 'k2') ->> 'raised', 'SP422', 'once');
SELECT pg_temp.call('k1', 'passkey_begin', jsonb_build_object('challenge', pg_temp.hash('p2'), 'purpose', 'register'));
SELECT is(pg_temp.add('k1', 'p2', 'k2') ->> 'code', 'passkey-known', 'a passkey belongs to one user');
CREATE FUNCTION pg_temp.used(challenge text, count integer) RETURNS text LANGUAGE sql AS $$
    SELECT coalesce(d ->> 'gate_code', d #>> '{_refused,code}')
      FROM pg_temp.call_open('passkey_login', jsonb_build_object('ok', true, 'network', '10.1.2.0/24', 'token_hash', pg_temp.hash('k-' || challenge || count),
          'passkey', jsonb_build_object('id', (SELECT p.id FROM samplan.passkey p WHERE p.name = 'Nøgle'), 'challenge', pg_temp.hash(challenge), 'count', count))) d
$$;
SELECT pg_temp.call_open('passkey_login_begin', jsonb_build_object('challenge', pg_temp.hash(c))) FROM unnest(ARRAY['q1', 'q2', 'q3', 'q4']) c;
SELECT is(pg_temp.used('p9', 0), 'passkey-failed', 'a challenge that nobody gave');
SELECT is(pg_temp.used('q1', 0), 'open', 'an authenticator without a counter');
SELECT is(pg_temp.used('q1', 0), 'passkey-failed', 'each challenge once');
SELECT is(pg_temp.used('q2', 7), 'open', 'a counter that grows');
SELECT is(pg_temp.used('q3', 7), 'passkey-failed', 'not the counter of a copy');
UPDATE samplan.passkey_challenge SET expires_at = now() - interval '1 second';
SELECT is(pg_temp.used('q4', 8), 'passkey-failed', 'nor a challenge that is too old');
SELECT is(pg_temp.call('r7', 'passkey_remove', '{"passkey_id": "0f100000-0000-4000-8000-00000000000f"}') ->> 'raised', 'SP401', 'the token before is dead');
SELECT is(pg_temp.call('k1', 'totp_remove') ->> 'flash', 'codes-removed', 'with a passkey left the codes may go');
SELECT is(pg_temp.call('k1', 'passkey_remove', jsonb_build_object('passkey_id', (SELECT p.id FROM samplan.passkey p))) ->> 'code', 'last-factor',
          'the last factor stays where the role requires one');
SELECT is((SELECT count(*) FROM samplan.totp WHERE secret IS NOT NULL)::integer, 0, 'a secret that is not used is not kept');

SELECT * FROM finish();
ROLLBACK;
