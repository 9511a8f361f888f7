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
-- The server's key of proofs, and what it says with it.
DELETE FROM samplan.proof_key;
INSERT INTO samplan.proof_key (id, secret) VALUES (7, decode(repeat('0b', 32), 'hex'));
CREATE FUNCTION pg_temp.proof(VARIADIC facts text[]) RETURNS text LANGUAGE sql AS $$
    SELECT '7:' || encode(app.hmac_sha256(decode(repeat('0b', 32), 'hex'),
                       convert_to('samplan proof v1' || chr(10) || array_to_string(facts, chr(10)) || chr(10), 'UTF8')), 'hex')
$$;
-- Step n of one-time codes: 100 is now, one at a time from then on.
CREATE FUNCTION pg_temp.step(n integer) RETURNS bigint LANGUAGE sql AS $$
    SELECT floor(extract(epoch FROM now()) / 30)::bigint + n - 100
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

-- Proofs ----------------------------------------------------------------------------------------------
SELECT is(encode(app.hmac_sha256(convert_to('Jefe', 'UTF8'), convert_to('what do ya want for nothing?', 'UTF8')), 'hex'),
          '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843', 'HMAC-SHA-256 as in RFC 4231');
SELECT ok(app.proof_ok(pg_temp.proof('code', 'a', '1'), 'code', 'a', '1'), 'what the server proves');
SELECT ok(NOT app.proof_ok(pg_temp.proof('code', 'a', '1'), 'code', 'a', '2'), 'holds for nothing else');
SELECT ok(NOT app.proof_ok(pg_temp.proof('code', 'a', '1'), 'code', 'a' || chr(10) || '1'), 'nor for facts put otherwise');
SELECT ok(NOT app.proof_ok(replace(pg_temp.proof('code', 'a'), '7:', '8:'), 'code', 'a'), 'nor under a key that is not there');
SELECT ok(NOT app.proof_ok(p, 'code', 'a'), 'nor is ' || coalesce(p, 'nothing') || ' a proof')
  FROM unnest(ARRAY[NULL, '', '7:', '7:00', '999999:' || repeat('0', 64), repeat('0', 64)]) p;
SELECT ok(NOT app.proof_ok(pg_temp.proof('code', ''), 'code', NULL), 'nor for a fact that lacks');
SELECT is(pg_temp.call_open('server_info', jsonb_build_object('proof', pg_temp.proof('server'))) ->> 'proven', 'true', 'a server is told that it is known');
SELECT is(pg_temp.call_open('server_info', '{}') ->> 'proven', 'false', 'or not');

-- One-time codes --------------------------------------------------------------------------------------
SELECT is(pg_temp.call('r2', 'totp_begin', '{"totp_id": "0f100000-0000-4000-8000-000000000001", "secret": "00ff"}') ->> 'location',
          '/me/second-factor/codes', 'codes are begun');
SELECT is(pg_temp.login('t-rikke', 'rikke-key', 'r3') ->> 'gate_code', 'open', 'what is only begun is not asked for');
SELECT is(pg_temp.call('r3', 'totp_pending') ->> 'secret', '00ff', 'and is hers to see');
SELECT is(pg_temp.call('02', 'totp_pending') ->> 'id', NULL, 'not another''s');
UPDATE samplan.session SET strong_at = now() WHERE token_hash = sha256('token-02');
SELECT is(pg_temp.call('02', 'totp_confirm', jsonb_build_object('totp_id', '0f100000-0000-4000-8000-000000000001', 'totp_step', pg_temp.step(100),
              'recovery_hashes', '[]'::jsonb, 'token_hash', pg_temp.hash('x'))) ->> 'code', 'not-begun', 'nor to confirm');
SELECT is(pg_temp.call('r2', 'totp_confirm', jsonb_build_object('totp_id', '0f100000-0000-4000-8000-000000000001', 'totp_step', pg_temp.step(100),
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
CREATE FUNCTION pg_temp.code(token text, step integer, new_token text, proven text DEFAULT NULL) RETURNS text LANGUAGE sql AS $$
    SELECT coalesce(d #>> '{_refused,errors,0,code}', d ->> 'raised', 'ok')
      FROM pg_temp.gate(token, 'step_up_finish', jsonb_build_object('totp_id', '0f100000-0000-4000-8000-000000000001',
               'totp_step', pg_temp.step(step), 'network', '10.1.2.0/24', 'token_hash', pg_temp.hash(new_token),
               'totp_proof', coalesce(proven, pg_temp.proof('code', '0f100000-0000-4000-8000-000000000001', pg_temp.step(step)::text,
                                                            pg_temp.hash(new_token))))) d
$$;
SELECT is(pg_temp.code('r5', 100, 'r6'), 'wrong-code', 'the step that turned them on is spent');
SELECT is(pg_temp.code('r5', 99, 'r6'), 'wrong-code', 'so is an earlier one');
SELECT is(pg_temp.gate('r5', 'step_up_finish', jsonb_build_object('key', pg_temp.hex('rikke-key'), 'token_hash', pg_temp.hash('r6'))) #>> '{_refused,status}', '422', 'the password again is not it');
UPDATE samplan.login_attempt SET blocked_until = NULL;
SELECT is(pg_temp.code('r5', 101, 'r6', ''), 'wrong-code', 'a step that the server only says to have found is nothing');
SELECT is(pg_temp.audited(), 'step-up fail unproven', 'and stands in the log as what it is');
SELECT is(pg_temp.code('r5', 101, 'r6', pg_temp.proof('code', '0f100000-0000-4000-8000-000000000001', pg_temp.step(101)::text, pg_temp.hash('r9'))),
          'wrong-code', 'nor one that was proven for another session''s token');
UPDATE samplan.login_attempt SET blocked_until = NULL;
SELECT is(pg_temp.code('r5', 160, 'r6'), 'wrong-code', 'nor one of half an hour from now');
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

SELECT pg_temp.login('t-rikke', 'rikke-key', 'w' || n) FROM generate_series(1, 5) n;
SELECT is((SELECT count(*) FROM samplan.session s WHERE s.user_id = '0c000000-0000-4000-8000-000000000003' AND s.gate_code = 'confirm' AND s.ended_at IS NULL), 3::bigint,
          'nor can she try codes in many sessions at once');
SELECT is((SELECT s.ended_at FROM samplan.session s WHERE s.token_hash = sha256('w5')), NULL, 'the newest stays');

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
-- The challenge that the database gives, and what an authenticator for localhost makes of it.
CREATE FUNCTION pg_temp.challenge(token text, purpose text) RETURNS text LANGUAGE sql AS $$
    SELECT (CASE WHEN token IS NULL THEN pg_temp.call_open('passkey_login_begin', '{}')
                 ELSE pg_temp.call(token, 'passkey_begin', jsonb_build_object('purpose', purpose)) END) ->> 'challenge'
$$;
CREATE FUNCTION pg_temp.client(challenge text, kind text) RETURNS text LANGUAGE sql AS $$
    SELECT pg_temp.hex(jsonb_build_object('type', kind, 'origin', 'http://localhost', 'challenge',
               rtrim(translate(encode(decode(challenge, 'hex'), 'base64'), '+/', '-_'), '='))::text)
$$;
CREATE FUNCTION pg_temp.head(flags integer, count integer, site text DEFAULT 'localhost') RETURNS text LANGUAGE sql AS $$
    SELECT pg_temp.hash(site) || lpad(to_hex(flags), 2, '0') || lpad(to_hex(count), 8, '0')
$$;
CREATE FUNCTION pg_temp.add(token text, challenge text, new_token text, flags integer DEFAULT 69) RETURNS jsonb LANGUAGE sql AS $$
    SELECT pg_temp.call(token, 'passkey_add', jsonb_build_object('client_data', pg_temp.client(challenge, 'webauthn.create'),
        'authenticator_data', pg_temp.head(flags, 0) || repeat('00', 16) || '0020' || pg_temp.hash('id') || 'a0',
        'public_key', '00', 'algorithm', -7, 'name', 'Nøgle', 'token_hash', pg_temp.hash(new_token), 'recovery_hashes', '[]'::jsonb))
$$;
CREATE TEMP TABLE given (name text PRIMARY KEY, challenge text);
INSERT INTO given SELECT 'p1', pg_temp.challenge('r7', 'register');
CREATE FUNCTION pg_temp.given(name text) RETURNS text LANGUAGE sql AS $$ SELECT g.challenge FROM given g WHERE g.name = given.name $$;
SELECT is(length(pg_temp.given('p1')), 64, 'the database makes the challenge');
SELECT is(pg_temp.add('02', pg_temp.given('p1'), 'x') ->> 'raised', 'SP422', 'another session cannot answer hers');
SELECT is(pg_temp.add('r7', pg_temp.given('p1'), 'x', 65) ->> 'raised', 'SP422', 'nor she without showing her finger');
SELECT is(pg_temp.add('r7', pg_temp.given('p1'), 'k1') ->> 'recovery', 'false', 'she can, and keeps her recovery codes');
SELECT is((SELECT p.site_hash FROM samplan.passkey p WHERE p.credential_id = sha256('id')), sha256('localhost'), 'what is kept was read from what the authenticator said');
SELECT is(pg_temp.add('k1', pg_temp.given('p1'), 'k2') ->> 'raised', 'SP422', 'once');
SELECT is(pg_temp.add('k1', pg_temp.challenge('k1', 'register'), 'k2') ->> 'code', 'passkey-known', 'a passkey belongs to one user');
UPDATE samplan.session SET strong_at = now() - interval '6 minutes' WHERE token_hash = sha256('k1');
SELECT is(pg_temp.add('k1', pg_temp.challenge('k1', 'register'), 'k2') ->> 'raised', 'SP40S', 'a factor is added by who has just shown who she is, whatever the route said');
SELECT is(pg_temp.call('k1', f, '{"totp_id": "0f100000-0000-4000-8000-0000000000ff", "secret": "00"}') ->> 'raised', 'SP40S', 'so is ' || f)
  FROM unnest(ARRAY['totp_begin', 'totp_pending', 'totp_confirm', 'totp_remove', 'passkey_remove', 'recovery_make']) f;
UPDATE samplan.session SET strong_at = now() WHERE token_hash = sha256('k1');

-- flaw: what is wrong with the answer, for the proof as well as without
CREATE FUNCTION pg_temp.used(challenge text, count integer, flaw text DEFAULT '') RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    head text := pg_temp.head(CASE flaw WHEN 'unverified' THEN 1 ELSE 5 END, count, CASE flaw WHEN 'site' THEN 'example.com' ELSE 'localhost' END);
    client text := CASE flaw WHEN 'garbage' THEN '7b' ELSE pg_temp.client(challenge, CASE flaw WHEN 'kind' THEN 'webauthn.create' ELSE 'webauthn.get' END) END;
    token text := pg_temp.hash('k-' || challenge || count);
    which uuid := (SELECT p.id FROM samplan.passkey p WHERE p.name = 'Nøgle');
    signed text := encode(sha256(decode(head, 'hex') || sha256(decode(client, 'hex'))), 'hex');
    d jsonb;
BEGIN
    d := pg_temp.call_open('passkey_login', jsonb_build_object('network', '10.1.2.0/24', 'token_hash', token,
        'passkey', jsonb_build_object('id', which, 'authenticator_data', head, 'client_data', client, 'proof', CASE flaw
            WHEN 'no proof' THEN NULL WHEN 'other purpose' THEN pg_temp.proof('passkey', 'confirm', which::text, signed, token)
            WHEN 'other session' THEN pg_temp.proof('passkey', 'sign-in', which::text, signed, pg_temp.hash('other'))
            ELSE pg_temp.proof('passkey', 'sign-in', which::text, signed, token) END)));
    RETURN coalesce(d ->> 'gate_code', d #>> '{_refused,code}');
END
$$;
SELECT is(pg_temp.used(pg_temp.hash('made up'), 0), 'passkey-failed', 'a challenge that nobody gave');
SELECT is(pg_temp.used(pg_temp.challenge('k1', 'confirm'), 0), 'passkey-failed', 'one that was given to a session');
INSERT INTO given SELECT 'q1', pg_temp.challenge(NULL, NULL);
SELECT is(pg_temp.used(pg_temp.given('q1'), 0), 'open', 'an authenticator without a counter');
SELECT is(pg_temp.used(pg_temp.given('q1'), 0), 'passkey-failed', 'each challenge once');
SELECT is(pg_temp.used(pg_temp.challenge(NULL, NULL), 1, flaw), 'passkey-failed', 'not with: ' || flaw)
  FROM unnest(ARRAY['unverified', 'site', 'garbage', 'kind']) flaw;
SELECT is(pg_temp.used(pg_temp.challenge(NULL, NULL), 1, flaw), 'passkey-failed', 'whoever has only the server''s connection signs nobody in: ' || flaw)
  FROM unnest(ARRAY['no proof', 'other purpose', 'other session']) flaw;
SELECT is(pg_temp.audited(), 'login fail unproven', 'and it stands in the log as what it is');
SELECT is(pg_temp.used(pg_temp.challenge(NULL, NULL), 7), 'open', 'a counter that grows');
SELECT is(pg_temp.used(pg_temp.challenge(NULL, NULL), 7), 'passkey-failed', 'not the counter of a copy');
INSERT INTO given SELECT 'q4', pg_temp.challenge(NULL, NULL);
UPDATE samplan.passkey_challenge SET expires_at = now() - interval '1 second';
SELECT is(pg_temp.used(pg_temp.given('q4'), 8), 'passkey-failed', 'nor a challenge that is too old');
SELECT is(pg_temp.call('r7', 'passkey_remove', '{"passkey_id": "0f100000-0000-4000-8000-00000000000f"}') ->> 'raised', 'SP401', 'the token before is dead');
SELECT is(pg_temp.call('k1', 'totp_remove') ->> 'flash', 'codes-removed', 'with a passkey left the codes may go');
SELECT is(pg_temp.call('k1', 'passkey_remove', jsonb_build_object('passkey_id', (SELECT p.id FROM samplan.passkey p))) ->> 'code', 'last-factor',
          'the last factor stays where the role requires one');
SELECT is((SELECT count(*) FROM samplan.totp WHERE secret IS NOT NULL)::integer, 0, 'a secret that is not used is not kept');

SELECT * FROM finish();
ROLLBACK;
