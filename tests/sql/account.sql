-- Sign-in, sessions, choice of unit, passwords: what they give and what they cannot be made to give.
BEGIN;
CREATE EXTENSION IF NOT EXISTS pgtap;
SELECT no_plan();
\ir include/maja.sql
\ir include/call.sql

-- t-rikke knows the key 'rikke-key', t-ole 'ole-key' (the server computes keys from passwords).
INSERT INTO samplan.credential (user_id, salt, verifier, must_change) VALUES
 ('0c000000-0000-4000-8000-000000000003', '\x000102030405060708090a0b0c0d0e0f', sha256('rikke-key'), false),
 ('0c000000-0000-4000-8000-000000000006', '\x0f0e0d0c0b0a09080706050403020100', sha256('ole-key'), true),
 ('0c000000-0000-4000-8000-000000000012', '\x0f0e0d0c0b0a09080706050403020101', sha256('admin-key'), false);

CREATE FUNCTION pg_temp.login(username text, key text, more jsonb DEFAULT '{}') RETURNS jsonb LANGUAGE sql AS $$
    SELECT pg_temp.call_open('login_finish', jsonb_build_object(
        'username', username, 'key', encode(convert_to(key, 'UTF8'), 'hex'),
        'token_hash', encode(sha256(convert_to(coalesce(more ->> 'token', 'new-' || username), 'UTF8')), 'hex'),
        'network', '10.1.2.0/24', 'client', 'test', 'request_id', gen_random_uuid(), 'interface', 'json') || more)
$$;

-- Beginning ---------------------------------------------------------------------------------------
SELECT is(pg_temp.call_open('login_begin', '{"username": " T-Rikke ", "network": "10.1.2.0/24"}'),
          '{"salt": "000102030405060708090a0b0c0d0e0f", "passes": 3, "memory_kib": 65536}',
          'a user gets her salt, however she writes her name');
SELECT is(pg_temp.call_open('login_begin', '{"username": "findes-ikke"}'),
          pg_temp.call_open('login_begin', '{"username": "FINDES-ikke"}'),
          'a name that nobody has always gets the same salt');
SELECT isnt(pg_temp.call_open('login_begin', '{"username": "findes-ikke"}') ->> 'salt',
            pg_temp.call_open('login_begin', '{"username": "findes-heller-ikke"}') ->> 'salt',
            'and another name another');
SELECT is((SELECT array_agg(k ORDER BY k) FROM jsonb_object_keys(pg_temp.call_open('login_begin', '{"username": "findes-ikke"}')) k),
          (SELECT array_agg(k ORDER BY k) FROM jsonb_object_keys(pg_temp.call_open('login_begin', '{"username": "t-rikke"}')) k),
          'with the same members');

-- Finishing ---------------------------------------------------------------------------------------
SELECT is(pg_temp.login('t-rikke', 'rikke-key') #>> '{user,role_code}', 'caseworker', 'the right key opens a session');
SELECT is(pg_temp.audited(), 'login permit', 'which is logged');
SELECT is((SELECT (a.user_id, a.unit_id)::text FROM samplan.audit a ORDER BY a.id DESC LIMIT 1),
          '(0c000000-0000-4000-8000-000000000003,0b000000-0000-4000-8000-000000000002)', 'with who and where');
SELECT is(pg_temp.call('new-t-rikke', 'assignment_list') #>> '{assignments_list,0,current}', 'true', 'the session works');
SELECT is((SELECT (s.idle_seconds, s.absolute_expires_at - s.created_at)::text FROM samplan.session s
            WHERE s.token_hash = sha256('new-t-rikke')), '(900,10:00:00)', 'a caseworker has 15 minutes and 10 hours');
SELECT is(pg_temp.login('t-rikke', 'Rikke-key'), pg_temp.login('findes-ikke', 'rikke-key'),
          'a wrong password and an unknown name get the same answer');
SELECT is(pg_temp.login('t-rikke', '') #>> '{_refused,code}', 'login-failed', 'an empty key opens nothing');
SELECT is(pg_temp.audited(), 'login fail wrong-password', 'failures are logged');
SELECT is(pg_temp.login('t-rikke', encode(sha256('rikke-key'), 'hex')) #>> '{_refused,code}', 'login-failed',
          'what the database stores opens nothing');
SELECT ok(NOT EXISTS (SELECT FROM samplan.audit a WHERE a.action = 'login' AND a.changed::text LIKE '%key%'),
          'no key in the log');
DELETE FROM samplan.login_attempt;
SELECT is(pg_temp.login('t-admin', 'admin-key', '{"token": "new-admin"}') #>> '{user,role_code}', 'administrator', 'the administrator signs in');
SELECT is((SELECT (s.idle_seconds, s.absolute_expires_at - s.created_at)::text FROM samplan.session s
            WHERE s.token_hash = sha256('new-admin')), '(300,01:00:00)', 'for 5 minutes and an hour');

-- Disabled, without a role, elsewhere's assignment --------------------------------------------------
UPDATE samplan.user_account SET status_code = 'disabled' WHERE username = 't-rikke';
SELECT is(pg_temp.login('t-rikke', 'rikke-key', '{"token": "x1"}'), '{"_refused": {"code": "login-failed", "status": 401}}',
          'a disabled user is told no more than a stranger');
SELECT is(pg_temp.call('new-t-rikke', 'assignment_list') ->> 'raised', 'SP401', 'and her session is over at once');
UPDATE samplan.user_account SET status_code = 'active' WHERE username = 't-rikke';
DELETE FROM samplan.login_attempt;
SELECT is(pg_temp.login('t-rikke', 'rikke-key', '{"token": "x2", "assignment_id": "0d000000-0000-4000-8000-000000000012"}')
          #>> '{_refused,errors,0,field}', 'assignment_id', 'somebody else''s role cannot be chosen at sign-in');
SELECT ok(NOT EXISTS (SELECT FROM samplan.session s WHERE s.token_hash = sha256('x2')), 'and opens no session');
UPDATE samplan.role_assignment SET valid_to = app.today() WHERE user_id = '0c000000-0000-4000-8000-000000000003';
SELECT is(pg_temp.login('t-rikke', 'rikke-key', '{"token": "x3"}') #>> '{_refused,code}', 'no-role',
          'a role that ended yesterday gives nothing');
UPDATE samplan.role_assignment SET valid_to = NULL WHERE user_id = '0c000000-0000-4000-8000-000000000003';

-- A session that the browser still had ends; a given token is never taken over -----------------------
SELECT count(pg_temp.login('t-rikke', 'rikke-key', jsonb_build_object('token', 'x4', 'old_token_hash', encode(sha256('new-t-rikke'), 'hex')))) AS junk \gset
SELECT is(pg_temp.call('new-t-rikke', 'assignment_list') ->> 'raised', 'SP401', 'signing in again ends the session of before');
SELECT throws_ok($$ SELECT pg_temp.login('t-rikke', 'rikke-key', '{"token": "x4"}') $$, '23505', NULL,
                 'a token that exists already cannot be given to another session');

-- Throttling ----------------------------------------------------------------------------------------
DELETE FROM samplan.login_attempt;
SELECT count(pg_temp.login('t-anders', 'wrong', '{"network": "10.9.9.0/24"}')) AS junk FROM generate_series(1, 4) \gset
SELECT is(pg_temp.login('t-anders', 'wrong', '{"network": "10.9.9.0/24"}') #>> '{_refused,status}', '429', 'the fifth try in a row must wait');
SELECT ok((pg_temp.call_open('login_begin', '{"username": "t-anders", "network": "10.9.9.0/24"}') #>> '{_refused,retry_after_s}')::integer
          BETWEEN 1 AND 2, 'first for a second');
UPDATE samplan.login_attempt SET blocked_until = NULL;
SELECT count(pg_temp.login('t-anders', 'wrong', '{"network": "10.9.9.0/24"}')) AS junk \gset
SELECT ok((pg_temp.call_open('login_begin', '{"username": "t-anders", "network": "10.9.9.0/24"}') #>> '{_refused,retry_after_s}')::integer
          BETWEEN 2 AND 3, 'then longer');
SELECT is(pg_temp.call_open('login_begin', '{"username": "t-anders", "network": "10.8.8.0/24"}') ? 'salt', true,
          'but not yet from elsewhere');
UPDATE samplan.login_attempt SET blocked_until = NULL;
SELECT count(pg_temp.login('t-anders', 'wrong', jsonb_build_object('network', '10.7.' || i || '.0/24'))) AS junk FROM generate_series(1, 2) i \gset
SELECT is(pg_temp.call_open('login_begin', '{"username": "t-anders", "network": "10.6.6.0/24"}') #>> '{_refused,status}', '429',
          'guesses from many networks slow the account down');
INSERT INTO samplan.session (token_hash, user_id, idle_seconds, absolute_expires_at, network)
VALUES (sha256('known'), '0c000000-0000-4000-8000-000000000001', 900, now() + interval '1 hour', '10.5.5.0/24');
SELECT is(pg_temp.call_open('login_begin', '{"username": "t-anders", "network": "10.5.5.0/24"}') ? 'salt', true,
          'but not for the network where she works');
SELECT count(pg_temp.login('ingen-' || i, 'wrong', '{"network": "10.4.4.0/24"}')) AS junk FROM generate_series(1, 31) i \gset
SELECT is(pg_temp.call_open('login_begin', '{"username": "t-rikke", "network": "10.4.4.0/24"}') #>> '{_refused,status}', '429',
          'a network that tries many names waits, whatever the name');
SELECT is(pg_temp.call_open('login_finish', '{"username": "t-rikke", "key": "00", "network": "10.4.4.0/24"}') #>> '{_refused,status}',
          '429', 'also when it goes straight to the second step');
UPDATE samplan.login_attempt SET blocked_until = NULL, last_at = now() - interval '3 hours';
SELECT count(pg_temp.login('t-anders', 'wrong', '{"network": "10.9.9.0/24"}')) AS junk \gset
SELECT is(pg_temp.call_open('login_begin', '{"username": "t-anders", "network": "10.9.9.0/24"}') ? 'salt', true, 'failures are forgotten with time');
DELETE FROM samplan.login_attempt;

-- One-time password: nothing is open but changing it -------------------------------------------------
SELECT is(pg_temp.login('t-ole', 'ole-key') ->> 'must_change', 'true', 'a one-time password is noticed');
SELECT is(pg_temp.call('new-t-ole', 'plan_show', '{"plan_id": "0f000000-0000-4000-8000-000000000001"}', 4) ->> 'raised', 'SP40C',
          'and opens no page of a role');
SELECT is(pg_temp.call('new-t-ole', 'assignment_choose', jsonb_build_object('assignment_id', '0d000000-0000-4000-8000-000000000006',
              'token_hash', encode(sha256('o1'), 'hex'))) ->> 'code', 'password-must-change', 'nor can a unit be chosen');
SELECT is(pg_temp.call('new-t-ole', 'password_change', jsonb_build_object('key', encode('wrong', 'hex'), 'salt', repeat('11', 16),
              'verifier', encode(sha256('ole-new'), 'hex'), 'token_hash', encode(sha256('o2'), 'hex'), 'network', 'n'))
          #>> '{_refused,errors,0,code}', 'wrong', 'the old password is asked for');
SELECT is(pg_temp.audited(), 'password.change fail wrong-password', 'and a wrong one logged');
SELECT is(pg_temp.call('new-t-ole', 'password_change', jsonb_build_object('key', encode('ole-key', 'hex'), 'salt', repeat('11', 16),
              'verifier', encode(sha256('ole-new'), 'hex'), 'token_hash', encode(sha256('o3'), 'hex'), 'network', 'n'))
          #>> '{user,role_code}', 'caseworker', 'after the change the role is there');
SELECT is(pg_temp.call('new-t-ole', 'assignment_list') ->> 'raised', 'SP401', 'the session of before is over');
SELECT is(pg_temp.call('06', 'assignment_list') ->> 'raised', 'SP401', 'as are all others of hers');
SELECT is(pg_temp.call('o3', 'assignment_list') ->> 'must_change', 'false', 'the new one works');
SELECT is(pg_temp.login('t-ole', 'ole-key', '{"token": "o4"}') #>> '{_refused,code}', 'login-failed', 'the one-time password is spent');

-- Choice of unit --------------------------------------------------------------------------------------
INSERT INTO samplan.role_assignment (id, user_id, unit_id, role_code, valid_from) VALUES
 ('0d000000-0000-4000-8000-000000000033', '0c000000-0000-4000-8000-000000000003', '0b000000-0000-4000-8000-000000000003', 'caseworker', app.today()),
 ('0d000000-0000-4000-8000-000000000034', '0c000000-0000-4000-8000-000000000003', '0b000000-0000-4000-8000-000000000002', 'administrator', app.today());
SELECT is(pg_temp.login('t-rikke', 'rikke-key', '{"token": "r1"}') ->> 'choose', 'true', 'who has several roles must choose');
SELECT is(pg_temp.call('r1', 'plan_show', '{"plan_id": "0f000000-0000-4000-8000-000000000001"}', 4) ->> 'raised', 'SP40C', 'before anything else');
SELECT is(jsonb_array_length(pg_temp.call('r1', 'assignment_list') -> 'assignments_list'), 3, 'and is shown them');
CREATE FUNCTION pg_temp.choose(token text, assignment text, new_token text) RETURNS jsonb LANGUAGE sql AS $$
    SELECT pg_temp.call(token, 'assignment_choose', jsonb_build_object('assignment_id', assignment,
        'token_hash', encode(sha256(convert_to(new_token, 'UTF8')), 'hex')))
$$;
SELECT is(pg_temp.choose('r1', '0d000000-0000-4000-8000-000000000012', 'r2') #>> '{_refused,status}', '422', 'another''s role cannot be chosen');
SELECT is(pg_temp.audited(), 'assignment.choose refuse', 'the attempt is logged');
SELECT is(pg_temp.choose('r1', '0d000000-0000-4000-8000-000000000033', 'r3') #>> '{user,unit}', 'Jobcenter Skive', 'her own can');
SELECT is(pg_temp.call('r1', 'assignment_list') ->> 'raised', 'SP401', 'the token before the choice is dead');
UPDATE samplan.sign_in_policy SET second_factor = 'offered' WHERE role_code = 'administrator';
SELECT is(pg_temp.choose('r3', '0d000000-0000-4000-8000-000000000034', 'r4') #>> '{user,role_code}', 'administrator', 'switching works');
UPDATE samplan.session SET authenticated_at = now() - interval '61 minutes', last_seen_at = now(), absolute_expires_at = now() + interval '1 hour'
 WHERE token_hash = sha256('r4');
SELECT is(pg_temp.choose('r4', '0d000000-0000-4000-8000-000000000034', 'r5') #>> '{_refused,code}', 'login-again',
          'an hour after the password was given it is asked for again');
SELECT is((SELECT (s.absolute_expires_at - s.authenticated_at)::text FROM samplan.session s WHERE s.token_hash = sha256('r3')), '10:00:00',
          'switching does not prolong');

-- Own sessions ------------------------------------------------------------------------------------------
SELECT is(jsonb_array_length(pg_temp.call('01', 'me_show') -> 'sessions_list'), 2, 'her own sessions are shown');
SELECT is(pg_temp.call('01', 'session_end', jsonb_build_object('session_id',
              (SELECT s.id FROM samplan.session s WHERE s.token_hash = sha256('token-02')))) #>> '{_refused,status}', '404',
          'another''s session is not found');
SELECT is(pg_temp.call('01', 'session_end', jsonb_build_object('session_id',
              (SELECT s.id FROM samplan.session s WHERE s.token_hash = sha256('token-01')))) #>> '{_refused,status}', '404',
          'the current one is ended by signing out');
SELECT is(pg_temp.call('01', 'session_end_others') ->> 'ended_n', '1', 'the others can be ended');
SELECT ok((SELECT bool_and(s.ended_at IS NULL) FROM samplan.session s WHERE s.token_hash = sha256('token-02')), 'but only hers');
SELECT is(pg_temp.call('01', 'logout') ->> 'location', '/login', 'signing out');
SELECT is(pg_temp.call('01', 'me_show') ->> 'raised', 'SP401', 'ends the session');

-- Own details -----------------------------------------------------------------------------------------
SELECT is(pg_temp.call('02', 'me_update', '{"_version": 1, "phone": "11111111", "email": "x"}') #>> '{errors,0,code}', 'not-an-email', 'an address is looked at');
SELECT is(pg_temp.call('02', 'me_update', '{"_version": 1, "phone": "11111111", "name": "Kong Hans", "status_code": "x", "citizen_id": "0e000000-0000-4000-8000-000000000001"}') ->> 'version',
          '2', 'the phone number can be changed');
SELECT is((SELECT (u.name, u.phone, u.citizen_id)::text FROM samplan.user_account u WHERE u.username = 't-birgit'), '("Birgit Sø",11111111,)', 'and nothing else');
SELECT is(pg_temp.call('02', 'me_update', '{"_version": 1, "phone": "2"}') ->> 'raised', 'SP412', 'an old page does not overwrite');
SELECT is(pg_temp.call('02', 'me_update', '{"phone": "2"}') ->> 'raised', 'SP428', 'nor one without a version');
SELECT is(pg_temp.call('09', 'me_show') #>> '{user,is_citizen}', 'true', 'a citizen has a page too');

-- Expiry --------------------------------------------------------------------------------------------------
UPDATE samplan.session SET last_seen_at = now() - interval '901 seconds' WHERE token_hash = sha256('token-03');
SELECT is(pg_temp.call('03', 'me_show') ->> 'raised', 'SP401', 'an idle session ends');
SELECT is(pg_temp.call_open('login_show', jsonb_build_object('token_hash', encode(sha256('token-03'), 'hex'))) ->> 'ended_code', 'idle',
          'and the sign-in page can say why');
SELECT is(pg_temp.call_open('login_show', jsonb_build_object('token_hash', encode(sha256('token-05'), 'hex'))), '{}', 'but says nothing of a live one');
SELECT is(pg_temp.call_open('login_show', '{}'), '{}', 'nor to a stranger');
SELECT is(pg_temp.call('03', 'session_keepalive') ->> 'raised', 'SP401', 'an ended session cannot be kept alive');
SELECT ok((pg_temp.call('04', 'session_keepalive') ->> 'expires_at')::timestamptz > now() + interval '899 seconds', 'a live one can');

-- No actor, no answer --------------------------------------------------------------------------------------
CREATE FUNCTION pg_temp.call_forged(function text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_config('role', 'samplan_server', true), set_config('samplan.seal', '', true),
            set_config('samplan.user_id', '0c000000-0000-4000-8000-000000000012', true),
            set_config('samplan.role', 'administrator', true);
    EXECUTE format('SELECT api.%I($1)', function) USING '{}'::jsonb;
    RETURN 'answered';
EXCEPTION WHEN OTHERS THEN
    RETURN SQLSTATE;
END
$$;
SELECT is(pg_temp.call_forged(f), 'SP401', f || ' does not believe a setting')
  FROM unnest(ARRAY['me_show', 'me_update', 'assignment_list', 'assignment_choose', 'logout', 'session_end', 'session_end_others',
                    'session_keepalive', 'language_set', 'password_begin', 'password_change', 'admin_show', 'organisation_list',
                    'organisation_show', 'organisation_edit', 'organisation_create', 'organisation_update', 'unit_show', 'unit_edit',
                    'unit_create', 'unit_update', 'user_list', 'user_show', 'user_edit', 'user_update', 'user_new', 'user_create',
                    'user_password_set', 'user_leave', 'user_disable', 'user_enable', 'user_hand_on', 'role_new', 'role_grant',
                    'role_confirm', 'role_refuse', 'role_end', 'offer_list']) f;
SELECT * FROM finish();
ROLLBACK;
