-- Administration: organisations, units, users, roles; what an administrator of one organisation, or one
-- who wants more than she has, cannot do.
BEGIN;
CREATE EXTENSION IF NOT EXISTS pgtap;
SELECT no_plan();
\ir include/maja.sql
\ir include/call.sql

-- Region Midtjylland runs the installation only where a test says so. '12' is its administrator, '21' a
-- second one, '22' the administrator of Skive, '23' one whom '12' appointed.
INSERT INTO samplan.user_account (id, username, name) VALUES
 ('0c000000-0000-4000-8000-000000000021', 't-admin2', 'Alma Admin'),
 ('0c000000-0000-4000-8000-000000000022', 't-skive', 'Søren Skive'),
 ('0c000000-0000-4000-8000-000000000023', 't-admin3', 'Åge Admin');
INSERT INTO samplan.role_assignment (id, user_id, unit_id, role_code, valid_from, granted_by) VALUES
 ('0d000000-0000-4000-8000-000000000021', '0c000000-0000-4000-8000-000000000021', '0b000000-0000-4000-8000-000000000001', 'administrator', app.today() - 9, NULL),
 ('0d000000-0000-4000-8000-000000000022', '0c000000-0000-4000-8000-000000000022', '0b000000-0000-4000-8000-000000000002', 'administrator', app.today() - 9, NULL),
 ('0d000000-0000-4000-8000-000000000023', '0c000000-0000-4000-8000-000000000023', '0b000000-0000-4000-8000-000000000001', 'administrator', app.today() - 9,
  '0c000000-0000-4000-8000-000000000012');
INSERT INTO samplan.session (token_hash, user_id, assignment_id, idle_seconds, absolute_expires_at, strong_at)
SELECT sha256(convert_to('token-' || right(a.user_id::text, 2), 'UTF8')), a.user_id, a.id, 300, now() + interval '1 hour', now()
  FROM samplan.role_assignment a WHERE a.user_id::text LIKE '0c000000-%' AND right(a.user_id::text, 2) IN ('21', '22', '23');
DELETE FROM samplan.setting WHERE key = 'operator_organisation';

-- Only administrators ---------------------------------------------------------------------------------
SELECT is(pg_temp.call(who, f) ->> 'raised', 'SP403', who || ' may not ' || f)
  FROM unnest(ARRAY['01', '09', '10', '11']) who,
       unnest(ARRAY['admin_show', 'organisation_list', 'organisation_show', 'organisation_edit', 'organisation_create', 'organisation_update',
                    'unit_show', 'unit_edit', 'unit_create', 'unit_update', 'user_list', 'user_show', 'user_edit', 'user_update',
                    'user_new', 'user_create', 'user_password_set', 'user_leave', 'user_disable', 'user_enable', 'user_hand_on',
                    'role_new', 'role_grant', 'role_confirm', 'role_refuse', 'role_end']) f;

-- No citizen's content ------------------------------------------------------------------------------------
SELECT is(pg_temp.call('12', 'plan_show', '{"plan_id": "0f000000-0000-4000-8000-000000000001"}') #>> '{_refused,status}', '404',
          'an administrator does not see a plan');
SELECT is(pg_temp.call('12', 'user_show', '{"user_id": "0c000000-0000-4000-8000-000000000009"}') #>> '{_refused,status}', '404',
          'nor a citizen''s account');
SELECT is(pg_temp.call('12', 'user_leave', '{"user_id": "0c000000-0000-4000-8000-000000000001"}') #>> '{open_work,open_n}', '9',
          'she sees how much a leaver has open');
SELECT unalike(pg_temp.call('12', 'user_leave', '{"user_id": "0c000000-0000-4000-8000-000000000001"}')::text, '%' || word || '%',
               'without the word ' || word)
  FROM unnest(ARRAY['Maja', 'Holm', 'udskrivning', 'medicin', '0f000000', '0e000000']) word;

-- Numbers ---------------------------------------------------------------------------------------------------
SELECT ok(app.cvr_valid('29190925') AND app.cvr_valid('29189579') AND NOT app.cvr_valid('29190926')
          AND NOT app.cvr_valid('00000000') AND NOT app.cvr_valid('2919092') AND NOT app.cvr_valid('2919092x'), 'CVR numbers are checked');
SELECT ok(app.sor_valid('6071000016008') AND app.sor_valid('265161000016000') AND NOT app.sor_valid('6071000016007')
          AND NOT app.sor_valid('6701000016008') AND NOT app.sor_valid('12345') AND NOT app.sor_valid(''), 'SOR numbers are checked');

-- Organisations -----------------------------------------------------------------------------------------------
SELECT is(pg_temp.call('12', 'organisation_create', '{"type": "voluntary", "name": "SIND Skive"}') #>> '{_refused,code}', 'other-organisation',
          'an organisation''s administrator adds no organisations');
SELECT is(pg_temp.audited(), 'organisation.create refuse other-organisation', 'the attempt is logged');
SELECT is(pg_temp.call('12', 'organisation_edit', '{}') #>> '{_refused,code}', 'other-organisation', 'nor sees the form');
SELECT is(pg_temp.call('12', 'organisation_update', '{"organisation_id": "0a000000-0000-4000-8000-000000000002", "_version": 1, "type": "municipality",
              "name": "Kapret"}') #>> '{_refused,status}', '403', 'nor changes another one');
INSERT INTO samplan.setting VALUES ('operator_organisation', '0a000000-0000-4000-8000-000000000001');
SELECT is(pg_temp.call('12', 'organisation_create', '{"type": "gp-practice", "name": "Lægehuset", "cvr_number": "12345678", "sor_id": "123456",
              "start_day": "2026-02-01", "end_day": "2026-01-01", "region": "xx"}') #> '{errors}',
          '[{"code": "before-start", "field": "end_day"}, {"code": "not-a-cvr", "field": "cvr_number"}, {"code": "not-a-sor", "field": "sor_id"},
            {"code": "required", "field": "provider_number"}, {"code": "required", "field": "municipality"}, {"code": "not-an-option", "field": "region"}]',
          'all errors are told at once');
SELECT is(pg_temp.call('12', 'organisation_create', '{"type": "gp-practice", "name": "Lægehuset", "cvr_number": "29190925", "sor_id": "6071000016008",
              "provider_number": "012345", "municipality": "0779", "start_day": "2026-02-01", "end_day": "2026-12-31"}') ->> 'created', 'true',
          'the installation''s administrator adds one');
SELECT is((SELECT (o.valid_from, o.valid_to, o.version)::text FROM samplan.organisation o WHERE o.name = 'Lægehuset'), '(2026-02-01,2027-01-01,1)',
          'valid to the end of its last day');
SELECT is(pg_temp.call('12', 'organisation_create', '{"type": "voluntary", "name": "To", "sor_id": "6071000016008"}') #>> '{errors,0,code}', 'taken',
          'a SOR number is given once');
SELECT is(pg_temp.call('12', 'organisation_update', jsonb_build_object('organisation_id', o.id, '_version', 1, 'type', 'gp-practice', 'name', 'Lægehuset 2',
              'provider_number', '012345', 'municipality', '0779', 'sor_id', '6071000016008')) ->> 'version', '2', 'it can be changed')
  FROM samplan.organisation o WHERE o.name = 'Lægehuset';
SELECT ok((SELECT a.changed @> '[{"field": "name", "old": "Lægehuset", "new": "Lægehuset 2"}]' FROM samplan.audit a ORDER BY a.id DESC LIMIT 1),
          'old and new are in the log');
SELECT is(pg_temp.call('12', 'organisation_update', jsonb_build_object('organisation_id', o.id, '_version', 1, 'type', 'gp-practice', 'name', 'x'))
          ->> 'raised', 'SP412', 'an old page does not overwrite') FROM samplan.organisation o WHERE o.name = 'Lægehuset 2';
SELECT is(pg_temp.call('12', 'organisation_list', '{"q": "029"}') -> 'organisations_list', '[]', 'the list searches whole numbers');
SELECT is(pg_temp.call('12', 'organisation_list', '{"q": "lægehuset"}') #>> '{organisations_list,0,type_code}', 'gp-practice', 'and parts of names');
CREATE FUNCTION pg_temp.pages(function text, list text) RETURNS integer[] LANGUAGE plpgsql AS $$
DECLARE
    page jsonb;
    ids text[] := '{}';
    at_cursor text;
    n integer := 0;
BEGIN
    LOOP
        page := pg_temp.call('12', function, jsonb_build_object('limit', 3, 'cursor', at_cursor));
        ids := ids || ARRAY(SELECT x.value ->> 'id' FROM jsonb_array_elements(page -> list) x);
        at_cursor := page ->> 'next';
        n := n + 1;
        EXIT WHEN at_cursor IS NULL OR n > 500;
    END LOOP;
    RETURN ARRAY[cardinality(ids), (SELECT count(DISTINCT i) FROM unnest(ids) i)];
END
$$;
SELECT is(pg_temp.pages('organisation_list', 'organisations_list'),
          (SELECT ARRAY[count(*), count(*)]::integer[] FROM samplan.organisation), 'paging shows each organisation once');
SELECT is(pg_temp.pages('user_list', 'users_list'),
          (SELECT ARRAY[count(*), count(*)]::integer[] FROM samplan.user_account u WHERE u.citizen_id IS NULL
              AND EXISTS (SELECT FROM samplan.role_assignment r WHERE r.user_id = u.id AND (r.unit_id IS NOT NULL OR r.invited_unit_id IS NOT NULL))), 'and each user');
SELECT is(pg_temp.pages('offer_list', 'offers_list'), (SELECT ARRAY[count(*), count(*)]::integer[] FROM samplan.offer), 'and each offer');
SELECT is(pg_temp.call('12', f, jsonb_build_object('cursor', c)) #>> '{errors,0,code}', 'invalid', f || ' refuses the cursor ' || c)
  FROM unnest(ARRAY['organisation_list', 'user_list', 'offer_list']) f, unnest(ARRAY['x', '!!', 'W10', 'e30', 'WyJhIl0', 'bnVsbA']) c;
SELECT is(pg_temp.call('01', 'offer_list', '{"municipality": "0779"}') #>> '{offers_list,0,edition}', 'historisk 2008', 'offers are marked as history');

-- Units -----------------------------------------------------------------------------------------------------
DELETE FROM samplan.setting WHERE key = 'operator_organisation';
SELECT is(pg_temp.call('12', 'unit_create', '{"organisation_id": "0a000000-0000-4000-8000-000000000002", "name": "x", "sector": "social"}')
          #>> '{_refused,status}', '403', 'no unit in another organisation');
SELECT is(pg_temp.call('12', 'unit_create', '{"organisation_id": "0a000000-0000-4000-8000-000000000001", "name": "Afsnit 9", "sector": "psychiatry",
              "parent_id": "0b000000-0000-4000-8000-000000000002"}') #>> '{errors,0,field}', 'parent_id', 'nor below another''s');
SELECT is(pg_temp.call('12', 'unit_create', '{"organisation_id": "0a000000-0000-4000-8000-000000000001", "name": "Afsnit 9", "sector": "psychiatry",
              "parent_id": "0b000000-0000-4000-8000-000000000001"}') ->> 'created', 'true', 'a unit below her own');
SELECT is(pg_temp.call('12', 'unit_update', '{"unit_id": "0b000000-0000-4000-8000-000000000002", "_version": 1, "name": "Kapret", "sector": "social"}')
          #>> '{_refused,status}', '403', 'another''s unit is not changed');
SELECT is(pg_temp.call('12', 'unit_update', jsonb_build_object('unit_id', '0b000000-0000-4000-8000-000000000001', '_version', 1, 'name', 'x', 'sector', 'psychiatry',
              'parent_id', u.id)) #>> '{errors,0,field}', 'parent_id', 'no circle') FROM samplan.unit u WHERE u.name = 'Afsnit 9';
SELECT is(pg_temp.call('12', 'organisation_show', '{"organisation_id": "0a000000-0000-4000-8000-000000000001"}') #>> '{units_list,1,above}',
          'Voksenpsykiatrien Viborg', 'the tree tells what is above');
SELECT is(pg_temp.call('12', 'unit_show', '{"unit_id": "0b000000-0000-4000-8000-000000000002"}') -> 'staff_list', '[]',
          'the staff of another organisation is not listed');

-- A unit's sector and place: two administrators ------------------------------------------------------------------
UPDATE samplan.session SET strong_at = now() WHERE token_hash IN (sha256('token-12'), sha256('token-21'), sha256('token-22'), sha256('token-23'));
SELECT u.id AS unit, u.version AS v FROM samplan.unit u WHERE u.name = 'Afsnit 9' \gset
CREATE FUNCTION pg_temp.unit_update(who text, which uuid, more jsonb) RETURNS jsonb LANGUAGE sql AS $$
    SELECT pg_temp.call(who, 'unit_update', jsonb_build_object('unit_id', u.id, '_version', u.version, 'name', u.name, 'sector', u.sector_code,
               'parent_id', u.parent_id, 'phone', u.phone, 'phone_hours', u.phone_hours, 'sor_id', u.sor_id) || more)
      FROM samplan.unit u WHERE u.id = which
$$;
SELECT is(pg_temp.unit_update('12', :'unit', '{"phone": "87654321"}') ->> 'pending', 'false', 'a phone number is one administrator''s to change');
SELECT is(pg_temp.audited(), 'unit.update permit', 'as before');
SELECT is(pg_temp.unit_update('12', :'unit', '{"sector": "health"}') #>> '{errors,0,field}', 'reason', 'another sector takes a reason');
UPDATE samplan.session SET strong_at = now() - interval '1 hour' WHERE token_hash = sha256('token-12');
SELECT is(pg_temp.unit_update('12', :'unit', '{"sector": "health", "reason": "Ny opgave"}') ->> 'raised', 'SP40S', 'and showing who one is, whatever the route said');
SELECT is(pg_temp.unit_update('12', :'unit', '{"parent_id": null, "reason": "Ny opgave"}') ->> 'raised', 'SP40S', 'another place too');
UPDATE samplan.session SET strong_at = now() WHERE token_hash = sha256('token-12');
SELECT is(pg_temp.unit_update('12', :'unit', '{"name": "Afsnit 10", "sector": "health", "parent_id": null, "reason": "Ny opgave"}') ->> 'flash', 'unit-change-asked', 'it is asked for');
SELECT is(pg_temp.audited(), 'unit-change.ask permit Ny opgave', 'which is logged');
SELECT is((SELECT (u.name, u.sector_code, u.parent_id)::text FROM samplan.unit u WHERE u.id = :'unit'),
          '("Afsnit 10",psychiatry,0b000000-0000-4000-8000-000000000001)', 'only its name has changed');
SELECT is(pg_temp.unit_update('12', :'unit', '{"sector": "social", "reason": "Ny opgave"}') ->> 'code', 'change-pending', 'one at a time');
SELECT is(pg_temp.unit_update('21', :'unit', '{"phone": "12345678"}') ->> 'flash', 'saved', 'meanwhile the rest can be changed');
SELECT c.id AS change FROM samplan.unit_change c \gset
SELECT is((pg_temp.call('12', 'unit_show', jsonb_build_object('unit_id', :'unit')) #> '{changes_list,0}') - '{id,unit_id,requested_at}'::text[],
          '{"unit": "Afsnit 10", "organisation": "Region Midtjylland", "sector": {"from": {"sector_code": "psychiatry"}, "to": {"sector_code": "health"}},
            "place": {"from": "Voksenpsykiatrien Viborg", "to": null}, "reason": "Ny opgave", "requested_by": "Adam Admin", "unit_staff_n": 0, "mine": true, "may_confirm": false}'::jsonb,
          'whoever asked sees that it waits');
SELECT is(pg_temp.call(who, f, jsonb_build_object('unit_change_id', :'change')) ->> 'raised', 'SP403', who || ' may not ' || f)
  FROM unnest(ARRAY['01', '09', '10', '11']) who, unnest(ARRAY['unit_change_confirm', 'unit_change_refuse']) f;
SELECT is(pg_temp.call('12', 'unit_change_confirm', jsonb_build_object('unit_change_id', :'change')) #>> '{_refused,code}', 'second-person', 'she does not confirm herself');
SELECT is(pg_temp.call('23', 'unit_change_confirm', jsonb_build_object('unit_change_id', :'change')) #>> '{_refused,code}', 'not-independent', 'nor one whom she alone appointed');
SELECT is(pg_temp.audited(), 'unit-change.confirm refuse not-independent', 'each refusal is logged');
SELECT is(pg_temp.call('22', f, jsonb_build_object('unit_change_id', :'change')) #>> '{_refused,status}', '404', 'another organisation does not even see it: ' || f)
  FROM unnest(ARRAY['unit_change_confirm', 'unit_change_refuse']) f;
UPDATE samplan.session SET strong_at = now() - interval '1 hour' WHERE token_hash = sha256('token-21');
SELECT is(pg_temp.call('21', 'unit_change_confirm', jsonb_build_object('unit_change_id', :'change')) ->> 'raised', 'SP40S', 'the second one shows who she is, too');
UPDATE samplan.session SET strong_at = now() WHERE token_hash = sha256('token-21');
SELECT is(pg_temp.call('21', 'unit_change_confirm', jsonb_build_object('unit_change_id', :'change')) ->> 'flash', 'unit-change-confirmed', 'and says yes');
SELECT is((SELECT (u.sector_code, u.parent_id)::text FROM samplan.unit u WHERE u.id = :'unit'), '(health,)', 'now it has changed');
SELECT is((SELECT jsonb_path_query_array(a.changed, '$[*].field') FROM samplan.audit a ORDER BY a.id DESC LIMIT 1), '["parent_id", "sector"]', 'with old and new in the log');
SELECT is(pg_temp.call('21', f, jsonb_build_object('unit_change_id', :'change')) ->> 'code', 'not-pending', 'once: ' || f)
  FROM unnest(ARRAY['unit_change_confirm', 'unit_change_refuse']) f;
SELECT is(pg_temp.unit_update('12', :'unit', '{"parent_id": "0b000000-0000-4000-8000-000000000001", "reason": "Tilbage igen"}') ->> 'pending', 'true', 'asked again');
SELECT is(pg_temp.call('12', 'unit_change_refuse', jsonb_build_object('unit_change_id', c.id)) ->> 'flash', 'unit-change-refused', 'and taken back')
  FROM samplan.unit_change c WHERE c.status_code = 'pending';
SELECT is((SELECT u.parent_id FROM samplan.unit u WHERE u.id = :'unit'), NULL, 'nothing came of it');

-- A unit that closes --------------------------------------------------------------------------------------------
SAVEPOINT closing;
SELECT is(pg_temp.unit_update('12', :'unit', jsonb_build_object('end_day', app.today() + 30)) ->> 'flash', 'saved', 'one with nothing in it closes');
SELECT is(pg_temp.unit_update('22', '0b000000-0000-4000-8000-000000000003', jsonb_build_object('end_day', app.today() + 30)) #> '{errors,0}',
          '{"field": "end_day", "code": "open-work", "staff": 1, "work": 3, "units": 0}', 'else she is told what is left in it');
SELECT is(pg_temp.unit_update('12', '0b000000-0000-4000-8000-000000000001', jsonb_build_object('end_day', app.today() + 30, 'close_anyway', true)) ->> 'code',
          'last-administrator', 'never the unit of the last administrators');
SELECT is(pg_temp.unit_update('22', '0b000000-0000-4000-8000-000000000003', jsonb_build_object('end_day', app.today(), 'close_anyway', true, 'reason', 'Lagt sammen')) ->> 'flash', 'saved', 'she may say that she knows');
SELECT is(pg_temp.audited(), 'unit.update permit Lagt sammen', 'and why');
SELECT is(pg_temp.unit_update('22', '0b000000-0000-4000-8000-000000000003', jsonb_build_object('end_day', app.today() + 9)) ->> 'flash', 'saved', 'a later day asks nothing');
SELECT ok(app.assignment_active(ra), 'till then the roles in it hold') FROM samplan.role_assignment ra WHERE ra.id = '0d000000-0000-4000-8000-000000000004';
UPDATE samplan.unit SET valid_to = app.today() WHERE id = '0b000000-0000-4000-8000-000000000003';
SELECT ok(NOT app.assignment_active(ra), 'from then on no more') FROM samplan.role_assignment ra WHERE ra.id = '0d000000-0000-4000-8000-000000000004';
SELECT is((app.assignment_default('0c000000-0000-4000-8000-000000000004', NULL)).refusal #>> '{_refused,code}', 'no-role', 'nobody signs in to it');
SELECT is((app.assignment_default('0c000000-0000-4000-8000-000000000004', '0d000000-0000-4000-8000-000000000004')).refusal #>> '{_refused,status}', '403', 'nor asks for it by name');
SELECT is(pg_temp.call('22', 'admin_show') #>> '{left_list,0,name}', 'Karim Nasser', 'what she leaves open is on the first page, to be handed on');
SELECT is(pg_temp.call('22', 'user_show', '{"user_id": "0c000000-0000-4000-8000-000000000004"}') #>> '{assignments_list,0,grant_code}', 'ended', 'her page says so');
SELECT is(pg_temp.call('22', 'role_grant', '{"username": "t-karim", "unit_id": "0b000000-0000-4000-8000-000000000003", "role": "manager", "reason": "x"}') #>> '{errors,0,field}',
          'unit_id', 'and no role is given in it');
ROLLBACK TO closing;

-- Users of other organisations --------------------------------------------------------------------------------
SELECT is(pg_temp.call('22', f, '{"user_id": "0c000000-0000-4000-8000-000000000001", "_version": 1, "name": "x", "successor_id": null, "reason": "x",
              "salt": "00112233445566778899aabbccddeeff", "verifier": "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"}')
          #>> '{_refused,status}', '404', 'Skive cannot ' || f || ' in the region')
  FROM unnest(ARRAY['user_show', 'user_edit', 'user_update', 'user_password_set', 'user_leave', 'user_disable', 'user_enable', 'user_hand_on']) f;
SELECT is(pg_temp.call('22', 'role_end', '{"assignment_id": "0d000000-0000-4000-8000-000000000001"}') #>> '{_refused,status}', '404', 'nor end a role there');
SELECT is(pg_temp.call('22', 'role_grant', '{"username": "t-skive", "unit_id": "0b000000-0000-4000-8000-000000000001", "role": "caseworker"}')
          #>> '{_refused,status}', '403', 'nor grant one');
SELECT is(pg_temp.call('22', 'user_create', '{"username": "spion", "name": "Spion", "unit_id": "0b000000-0000-4000-8000-000000000001", "role": "caseworker"}')
          #>> '{_refused,status}', '403', 'nor add a user');
-- A user of two organisations belongs to neither alone.
SELECT is(pg_temp.call('22', 'role_grant', '{"username": "t-anders", "unit_id": "0b000000-0000-4000-8000-000000000002", "role": "caseworker"}') ->> 'pending',
          'false', 'a nurse of the region may get a role in Skive');
SELECT is(pg_temp.call('22', 'user_show', '{"user_id": "0c000000-0000-4000-8000-000000000001"}') ->> 'scope_code', 'part', 'who is then shared');
SELECT is(pg_temp.call('22', f, '{"user_id": "0c000000-0000-4000-8000-000000000001", "_version": 1, "reason": "x",
              "salt": "00112233445566778899aabbccddeeff", "verifier": "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"}')
          #>> '{_refused,code}', 'other-organisation', 'Skive cannot ' || f || ' a shared user')
  FROM unnest(ARRAY['user_edit', 'user_update', 'user_password_set', 'user_leave', 'user_disable', 'user_enable', 'user_hand_on']) f;
SELECT is((SELECT pg_temp.call('22', 'role_end', jsonb_build_object('assignment_id', ra.id)) ->> 'flash' FROM samplan.role_assignment ra
            WHERE ra.user_id = '0c000000-0000-4000-8000-000000000001' AND ra.unit_id = '0b000000-0000-4000-8000-000000000002'), 'role-ended',
          'but it can end its own role');

-- New users -----------------------------------------------------------------------------------------------------
SELECT is(pg_temp.call('12', 'user_create', '{"username": "T-Anders", "name": "x", "unit_id": "0b000000-0000-4000-8000-000000000001", "role": "citizen",
              "email": "x@y"}') -> 'errors', '[{"code": "not-an-option", "field": "role"}, {"code": "not-an-email", "field": "email"}, {"code": "taken", "field": "username"}]',
          'a new user is checked, and no role of a citizen given');
SELECT is(pg_temp.call('12', 'user_create', '{"username": "ny.kollega", "name": "Ny Kollega", "unit_id": "0b000000-0000-4000-8000-000000000001", "role": "caseworker"}')
          ->> 'created', 'true', 'a user is added');
SELECT is(pg_temp.call_open('login_finish', jsonb_build_object('username', 'ny.kollega', 'key', '', 'token_hash', repeat('00', 32)))
          #>> '{_refused,code}', 'login-failed', 'who cannot sign in before a password is set');
SELECT is((SELECT pg_temp.call('12', 'user_password_set', jsonb_build_object('user_id', u.id, 'salt', repeat('aa', 16), 'verifier', encode(sha256('once'), 'hex')))
              ->> 'username' FROM samplan.user_account u WHERE u.username = 'ny.kollega'), 'ny.kollega', 'a one-time password is set');
SELECT is(pg_temp.call_open('login_finish', jsonb_build_object('username', 'ny.kollega', 'key', encode('once', 'hex'), 'token_hash', encode(sha256('nk'), 'hex')))
          ->> 'must_change', 'true', 'and must be changed');
-- Nobody becomes somebody else: what has been used takes two, staff's and a relative's alike.
INSERT INTO samplan.user_account (id, username, name) VALUES ('0c000000-0000-4000-8000-000000000025', 't-line', 'Line Relative');
INSERT INTO samplan.role_assignment (user_id, role_code, granted_by, invited_unit_id)
VALUES ('0c000000-0000-4000-8000-000000000025', 'relative', '0c000000-0000-4000-8000-000000000012', '0b000000-0000-4000-8000-000000000001');
CREATE FUNCTION pg_temp.password(who text, whose uuid) RETURNS text LANGUAGE sql AS $$
    SELECT coalesce(d ->> 'username', d #>> '{_refused,code}', d ->> 'raised')
      FROM pg_temp.call(who, 'user_password_set', jsonb_build_object('user_id', whose, 'salt', repeat('aa', 16), 'verifier', encode(sha256('line'), 'hex'))) d
$$;
-- Relatives stand in the list, as that and no more.
SELECT is(pg_temp.call('12', 'user_list', '{"kind": "relative", "q": "line rel"}') -> 'users_list',
          '[{"id": "0c000000-0000-4000-8000-000000000025", "name": "Line Relative", "initials": "LR", "username": "t-line", "profession": null, "kind_code": "relative",
             "account_code": "active", "last_login_at": null, "assignments_list": [{"unit": null, "role_code": "relative", "organisation": null}]}]'::jsonb,
          'whoever asked, and for whom, is not told');
SELECT is((SELECT a.action || ' ' || a.item_ids::text || ' ' || a.hit_n FROM samplan.audit a ORDER BY a.id DESC LIMIT 1),
          'user.list {0c000000-0000-4000-8000-000000000025} 1', 'and it is logged that she was seen');
SELECT is(pg_temp.call('12', 'user_list', jsonb_build_object('kind', k, 'q', 'line rel')) -> 'users_list', '[]', 'she is no ' || k) FROM unnest(ARRAY['staff', 'volunteer']) k;
SELECT is((SELECT count(*) FROM samplan.audit a WHERE a.action = 'user.list' AND a.user_id = '0c000000-0000-4000-8000-000000000012' AND '0c000000-0000-4000-8000-000000000025' = ANY (a.item_ids)), 1::bigint, 'a list of staff leaves no row');
SELECT is(pg_temp.call('22', 'user_list', '{"q": "line rel"}') -> 'users_list', '[]', 'another organisation does not see her');
SELECT is(pg_temp.call('12', 'admin_show') #> '{counts,relatives_n}', '1', 'the first page counts her');
SELECT is((pg_temp.call('12', 'user_show', '{"user_id": "0c000000-0000-4000-8000-000000000025"}') #> '{assignments_list,0}') - '{id,start_day}'::text[],
          '{"role_code": "relative", "title": null, "unit": null, "unit_id": null, "organisation": null, "end_day": null, "grant_code": "active", "granted_by": "Adam Admin",
            "confirmed_by": null, "reason": null, "may_end": false, "may_confirm": false}'::jsonb, 'nor is it on her page');
SELECT is(pg_temp.call('12', 'user_list', '{"kind": "citizen"}') -> 'users_list', '[]', 'citizens are not among them');
SELECT is(pg_temp.password('12', '0c000000-0000-4000-8000-000000000025'), 't-line', 'a relative''s first password is written');
SELECT is(pg_temp.password('12', '0c000000-0000-4000-8000-000000000025'), 't-line', 'and again, when the slip was lost');
SELECT is(pg_temp.call('12', 'user_reset', '{"user_id": "0c000000-0000-4000-8000-000000000025", "kind": "password", "reason": "Glemt den"}') #>> '{errors,0,field}', 'kind', 'that takes nobody else');
UPDATE samplan.credential SET must_change = false WHERE user_id = '0c000000-0000-4000-8000-000000000025';
SELECT is(pg_temp.password(w, '0c000000-0000-4000-8000-000000000025'), 'second-person', 'once she has a password of her own, ' || w || ' alone cannot make her another')
  FROM unnest(ARRAY['12', '21']) w;
SELECT is(pg_temp.audited(), 'user.password refuse second-person', 'and the attempt is in the log');
UPDATE samplan.credential SET must_change = true WHERE user_id = '0c000000-0000-4000-8000-000000000025';
INSERT INTO samplan.session (token_hash, user_id, idle_seconds, absolute_expires_at, ended_at, end_reason)
VALUES (sha256('line-1'), '0c000000-0000-4000-8000-000000000025', 300, now(), now(), 'logout');
SELECT is(pg_temp.password('12', '0c000000-0000-4000-8000-000000000025'), 'second-person', 'nor once she has signed in');
SELECT is(pg_temp.call('12', 'user_reset_new', '{"user_id": "0c000000-0000-4000-8000-000000000025"}') -> 'options' -> 'kind', '[{"value": "password"}]', 'the form offers to ask');
SELECT pg_temp.call('12', 'user_reset', '{"user_id": "0c000000-0000-4000-8000-000000000025", "kind": "password", "reason": "Glemt den"}') ->> 'id' AS reset \gset
SELECT is(pg_temp.password('12', '0c000000-0000-4000-8000-000000000025'), 'second-person', 'asking is not enough');
SELECT is(pg_temp.call('23', 'reset_confirm', jsonb_build_object('reset_id', :'reset')) #>> '{_refused,code}', 'not-independent', 'nor the yes of one whom she appointed');
SELECT is(pg_temp.call('21', 'reset_confirm', jsonb_build_object('reset_id', :'reset')) ->> 'flash', 'reset-confirmed', 'another one says yes');
SELECT is(pg_temp.password('21', '0c000000-0000-4000-8000-000000000025'), 'second-person', 'which gives it not to her');
SELECT is(pg_temp.password('12', '0c000000-0000-4000-8000-000000000025'), 't-line', 'but to who asked');
SELECT is(pg_temp.password('12', '0c000000-0000-4000-8000-000000000025'), 'second-person', 'once');
SELECT is(pg_temp.password('12', '0c000000-0000-4000-8000-000000000001'), 'second-person', 'a caseworker at work neither');
SELECT is(pg_temp.call('12', 'user_password_set', jsonb_build_object('user_id', '0c000000-0000-4000-8000-000000000012', 'salt', repeat('aa', 16),
              'verifier', repeat('bb', 32))) #>> '{_refused,code}', 'not-yourself', 'her own password is changed another way');
SELECT is(pg_temp.call('12', 'user_password_set', jsonb_build_object('user_id', '0c000000-0000-4000-8000-000000000009', 'salt', repeat('aa', 16),
              'verifier', repeat('bb', 32))) #>> '{_refused,status}', '404', 'and a citizen''s not at all');
SELECT is(pg_temp.call('12', 'user_update', '{"user_id": "0c000000-0000-4000-8000-000000000002", "_version": 1, "name": "Birgit Sø", "username": "ny",
              "citizen_id": "0e000000-0000-4000-8000-000000000001", "status_code": "disabled", "phone": "1"}') ->> 'version', '2', 'details are changed');
SELECT is((SELECT (u.username, u.status_code, u.citizen_id, u.phone)::text FROM samplan.user_account u WHERE u.id = '0c000000-0000-4000-8000-000000000002'),
          '(t-birgit,active,,1)', 'and nothing but those');

-- Granting oneself a role takes a second person --------------------------------------------------------------------
SELECT is(pg_temp.call('12', 'role_grant', '{"username": "t-admin", "unit_id": "0b000000-0000-4000-8000-000000000001", "role": "caseworker", "reason": "Vikar"}')
          ->> 'pending', 'true', 'a role for herself waits');
SELECT ra.id AS pending FROM samplan.role_assignment ra WHERE ra.status_code = 'pending' \gset
SELECT is(jsonb_array_length(pg_temp.call('12', 'assignment_list') -> 'assignments_list'), 1, 'and gives nothing meanwhile');
SELECT is(pg_temp.call('12', 'role_confirm', jsonb_build_object('assignment_id', :'pending')) #>> '{_refused,code}', 'second-person', 'she cannot confirm it');
SELECT is(pg_temp.audited(), 'role.confirm refuse second-person', 'the attempt is logged');
SELECT is(pg_temp.call('23', 'role_confirm', jsonb_build_object('assignment_id', :'pending')) #>> '{_refused,code}', 'not-independent',
          'nor can somebody whom she made administrator');
SELECT is(pg_temp.call('22', 'role_confirm', jsonb_build_object('assignment_id', :'pending')) #>> '{_refused,status}', '404', 'nor another organisation''s');
SELECT is(pg_temp.call('12', 'admin_show') #>> '{pending_list,0,may_confirm}', 'false', 'her page offers no button');
SELECT is(pg_temp.call('21', 'admin_show') #>> '{pending_list,0,may_confirm}', 'true', 'a colleague''s does');
SELECT is(pg_temp.call('21', 'role_confirm', jsonb_build_object('assignment_id', :'pending')) ->> 'flash', 'role-confirmed', 'who confirms');
SELECT is(pg_temp.call('21', 'role_confirm', jsonb_build_object('assignment_id', :'pending')) ->> 'code', 'not-pending', 'once');
SELECT is(jsonb_array_length(pg_temp.call('12', 'assignment_list') -> 'assignments_list'), 2, 'then the role is there');
SELECT is(pg_temp.call('12', 'role_grant', '{"username": "t-admin", "unit_id": "0b000000-0000-4000-8000-000000000001", "role": "caseworker"}')
          #>> '{errors,0,code}', 'has-already', 'not twice');
SELECT is(pg_temp.call('12', 'role_grant', '{"username": "t-maja", "unit_id": "0b000000-0000-4000-8000-000000000001", "role": "caseworker"}')
          #>> '{errors,0,code}', 'not-found', 'a citizen''s account gets no role of staff');
SELECT is(pg_temp.call('12', 'role_grant', '{"username": "t-admin2", "unit_id": "0b000000-0000-4000-8000-000000000001", "role": "manager"}') ->> 'pending', 'false',
          'a role for another is given at once');
SELECT is(pg_temp.call('12', 'role_grant', '{"username": "t-admin2", "unit_id": "0b000000-0000-4000-8000-000000000001", "role": "auditor"}') ->> 'pending', 'true',
          'an auditor''s waits for a second person');
SELECT is(pg_temp.call('22', 'role_end', '{"assignment_id": "0d000000-0000-4000-8000-000000000022"}') ->> 'code', 'last-administrator',
          'the last administrator stays');
SELECT is(pg_temp.call('12', 'role_end', '{"assignment_id": "0d000000-0000-4000-8000-000000000001"}') ->> 'code', 'open-work',
          'a role with open work behind it is not just ended');

-- Leaving ---------------------------------------------------------------------------------------------------------------
SELECT u.version AS v FROM samplan.user_account u WHERE u.id = '0c000000-0000-4000-8000-000000000001' \gset
SELECT is(pg_temp.call('12', 'user_disable', jsonb_build_object('user_id', '0c000000-0000-4000-8000-000000000012', '_version', 1, 'reason', 'x'))
          #>> '{_refused,code}', 'not-yourself', 'nobody shuts herself out');
SELECT is(pg_temp.call('12', 'user_disable', jsonb_build_object('user_id', '0c000000-0000-4000-8000-000000000001', '_version', :v)) -> 'errors',
          '[{"code": "successor-required", "field": "successor_id"}, {"code": "reason-required", "field": "reason"}]', 'open work needs somebody who takes over');
SELECT is(pg_temp.call('12', 'user_disable', jsonb_build_object('user_id', '0c000000-0000-4000-8000-000000000001', '_version', :v, 'reason', 'x',
              'successor_id', s)) #>> '{errors,0,code}', 'not-found', 'not ' || s)
  FROM unnest(ARRAY['0c000000-0000-4000-8000-000000000003', '0c000000-0000-4000-8000-000000000001', '0c000000-0000-4000-8000-000000000009']) s;
SELECT is(pg_temp.call('12', 'user_disable', jsonb_build_object('user_id', '0c000000-0000-4000-8000-000000000001', '_version', :v, 'reason', 'Nyt job',
              'successor_id', '0c000000-0000-4000-8000-000000000002')) ->> 'handed_on_n', '9', 'a colleague takes it all');
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
SELECT is(pg_temp.call('01', 'me_show') ->> 'raised', 'SP401', 'the leaver''s session is over at once');
SELECT is((SELECT count(*) FROM app.user_open_work('0c000000-0000-4000-8000-000000000001')), 0::bigint, 'nothing is left lying');
SELECT is((SELECT c.user_id FROM samplan.coordination c WHERE c.plan_id = '0f000000-0000-4000-8000-000000000001' AND c.ended_at IS NULL),
          '0c000000-0000-4000-8000-000000000002'::uuid, 'the plan has its coordinator');
SELECT is((SELECT count(*) FROM samplan.coordination c WHERE c.plan_id = '0f000000-0000-4000-8000-000000000001' AND tstzrange(c.started_at, c.ended_at) @> now()),
          1::bigint, 'exactly one at this instant');
SELECT is((SELECT h.status_code FROM samplan.handover h WHERE h.id = '2a000000-0000-4000-8000-000000000001'), 'withdrawn', 'a hand-over under way is withdrawn');
SELECT is((SELECT count(*) FROM samplan.access a WHERE a.principal = '0c000000-0000-4000-8000-000000000001' AND a.until > now()), 0::bigint, 'no access is left');
SELECT ok((SELECT a.citizen_id = '0e000000-0000-4000-8000-000000000001' AND a.changed::text LIKE '%coordination%' FROM samplan.audit a
            WHERE a.action = 'plan.hand-on'), 'the citizen can see in the log what happened');
SELECT is((SELECT count(*) FROM samplan.audit a WHERE a.action = 'plan.hand-on'), 1::bigint, 'in one row');
SELECT is(pg_temp.call('02', 'plan_show', '{"plan_id": "0f000000-0000-4000-8000-000000000001"}') #>> '{rights,coordinate}', 'true', 'the successor coordinates');
SELECT is(pg_temp.call('12', 'plan_show', '{"plan_id": "0f000000-0000-4000-8000-000000000001"}') #>> '{_refused,status}', '404', 'the administrator still sees nothing');
SELECT is((SELECT count(*) FROM samplan.role_assignment ra WHERE ra.user_id = '0c000000-0000-4000-8000-000000000001' AND app.assignment_active(ra)), 0::bigint,
          'the roles have ended');
SELECT is(pg_temp.call('12', 'user_enable', jsonb_build_object('user_id', '0c000000-0000-4000-8000-000000000001', '_version', :v + 1)) ->> 'flash', 'user-enabled',
          'the account can be opened again');
SELECT is((SELECT count(*) FROM samplan.role_assignment ra WHERE ra.user_id = '0c000000-0000-4000-8000-000000000001' AND app.assignment_active(ra)), 0::bigint,
          'without its old roles');

-- In a hurry: access ends now, the rest is handed on afterwards.
SELECT u.version AS v FROM samplan.user_account u WHERE u.id = '0c000000-0000-4000-8000-000000000003' \gset
INSERT INTO samplan.user_account (id, username, name) VALUES ('0c000000-0000-4000-8000-000000000024', 't-ny', 'Nina Ny');
INSERT INTO samplan.role_assignment (user_id, unit_id, role_code) VALUES ('0c000000-0000-4000-8000-000000000024', '0b000000-0000-4000-8000-000000000002', 'caseworker');
SELECT is(pg_temp.call('22', 'user_hand_on', '{"user_id": "0c000000-0000-4000-8000-000000000003", "successor_id": "0c000000-0000-4000-8000-000000000024", "reason": "x"}')
          ->> 'code', 'not-disabled', 'work is not taken from somebody at work');
SELECT is(pg_temp.call('22', 'user_disable', jsonb_build_object('user_id', '0c000000-0000-4000-8000-000000000003', '_version', :v, 'urgent', true, 'reason', 'Bortvist'))
          ->> 'flash', 'user-disabled-urgent', 'access can be ended in a hurry');
SELECT is(pg_temp.call('03', 'me_show') ->> 'raised', 'SP401', 'at once');
SELECT is(pg_temp.call('22', 'admin_show') #>> '{left_list,0,name}', 'Rikke Bak', 'what was left is on the first page');
SELECT is(pg_temp.call('22', 'user_hand_on', '{"user_id": "0c000000-0000-4000-8000-000000000003", "successor_id": "0c000000-0000-4000-8000-000000000024", "reason": "Bortvist"}')
          ->> 'flash', 'user-handed-on', 'and is handed on');
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
SELECT is(pg_temp.call('22', 'admin_show') -> 'left_list', '[]', 'then the list is empty');
SELECT is((SELECT count(*) FROM samplan.audit a WHERE a.action = 'plan.hand-on'), 3::bigint, 'with a row for each citizen');
SELECT * FROM finish();
ROLLBACK;
