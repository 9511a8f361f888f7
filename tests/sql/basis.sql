-- The dated table of statutes: two administrators, dates, never an edit.
BEGIN;
CREATE EXTENSION IF NOT EXISTS pgtap;
SELECT no_plan();
\ir include/maja.sql
\ir include/call.sql
CREATE FUNCTION pg_temp.told(d jsonb) RETURNS text LANGUAGE sql AS $$
    SELECT coalesce(d ->> 'raised' || ' ', '') || coalesce((SELECT string_agg((e ->> 'field') || ' ' || (e ->> 'code'), ', ' ORDER BY e ->> 'field')
      FROM jsonb_array_elements(d -> 'errors') e), d #>> '{_refused,code}', d ->> 'code', d ->> 'flash', 'none') $$;
-- A second administrator of the same place.
INSERT INTO samplan.user_account (id, username, name) VALUES ('0c000000-0000-4000-8000-000000000013', 't-admin-2', 'Anna Admin');
INSERT INTO samplan.role_assignment (id, user_id, unit_id, role_code, valid_from)
SELECT '0d000000-0000-4000-8000-000000000013', '0c000000-0000-4000-8000-000000000013', r.unit_id, 'administrator', app.today() - 9
  FROM samplan.role_assignment r WHERE r.user_id = '0c000000-0000-4000-8000-000000000012';
INSERT INTO samplan.session (token_hash, user_id, assignment_id, idle_seconds, absolute_expires_at, strong_at)
VALUES (sha256(convert_to('token-13', 'UTF8')), '0c000000-0000-4000-8000-000000000013', '0d000000-0000-4000-8000-000000000013', 900, now() + interval '1 hour', now());
\set row '{"rule_code": "some-law", "paragraph": "En lov § 1", "name_da": "Aftale", "name_en": "Agreement", "plain_da": "Det må man.", "plain_en": "One may.", "obligations_da": "Kun det nødvendige", "obligations_en": "What is needed", "source": "En lov", "sector_codes": ["social"], "class_codes": ["social"], "purpose": "coordination", "reason": "Ny lov"}'
CREATE FUNCTION pg_temp.propose(who text, b jsonb, more jsonb DEFAULT '{}') RETURNS text LANGUAGE sql AS $$
    SELECT pg_temp.told(pg_temp.call(who, 'basis_propose', b || jsonb_build_object('valid_from_day', app.today() + 10) || more)) $$;

DELETE FROM samplan.setting WHERE key = 'operator_organisation';
SELECT is(pg_temp.propose('12', :'row'), 'operator-only', 'an administrator of one organisation proposes nothing');
SELECT is(pg_temp.call('12', 'basis_list') ->> 'may_change', 'false', 'but reads the table');
INSERT INTO samplan.setting (key, value) SELECT 'operator_organisation', n.organisation_id FROM samplan.role_assignment r JOIN samplan.unit n ON n.id = r.unit_id
 WHERE r.user_id = '0c000000-0000-4000-8000-000000000012';
SELECT is(pg_temp.told(pg_temp.call(who, 'basis_list')), 'SP403 forbidden', who || ' does not read it there') FROM unnest(ARRAY['01', '09', '10', '11']) who;
SELECT is(pg_temp.propose('12', :'row', more), 'SP422 ' || errors, errors) FROM (VALUES
  ('{"sector_codes": ["nowhere"]}'::jsonb, 'sector_codes not-an-option'), ('{"class_codes": []}', 'class_codes choose-one'),
  ('{"class_codes": ["private"]}', 'class_codes not-an-option'), ('{"part_type_codes": ["crisis-plan"]}', 'part_type_codes not-an-option'),
  ('{"purpose": "fun"}', 'purpose not-an-option'), ('{"valid_from_day": "2020-01-01"}', 'valid_from_day in-the-past'),
  ('{"to_last_day": "2020-01-01"}', 'to_last_day before-start'), ('{"rule_code": "psychiatry-13c"}', 'valid_from_day overlaps')) v (more, errors);
SELECT is(pg_temp.propose('12', :'row'), 'basis-proposed', 'a row is proposed');
SELECT is(pg_temp.propose('13', :'row'), 'SP409 change-pending', 'once');
SELECT is((SELECT count(*) FROM samplan.legal_basis WHERE rule_code = 'some-law'), 0::bigint, 'and not in force by that');
CREATE FUNCTION pg_temp.decide(who text, verb text) RETURNS text LANGUAGE sql AS $$
    SELECT pg_temp.told(pg_temp.call(who, 'basis_' || verb, jsonb_build_object('basis_change_id', (SELECT c.id FROM samplan.legal_basis_change c ORDER BY c.requested_at DESC, c.status_code = 'pending' DESC LIMIT 1)))) $$;
SELECT is(pg_temp.decide('12', 'confirm'), 'second-person', 'who proposed it cannot confirm it');
SELECT is(pg_temp.decide('13', 'confirm'), 'basis-confirmed', 'another can');
SELECT is(pg_temp.decide('13', 'confirm'), 'SP409 not-pending', 'once');
SELECT is((SELECT b.invoker_sectors::text || b.class_codes::text || b.withdrawable FROM samplan.legal_basis b WHERE b.rule_code = 'some-law'), '{social}{social}false', 'then it is in the table');
SELECT is((SELECT x ->> 'state_code' FROM jsonb_array_elements(pg_temp.call('12', 'basis_list') -> 'bases_list') x WHERE x ->> 'rule_code' = 'some-law'), 'coming', 'to come');
CREATE FUNCTION pg_temp.end_it(who text, rule text, from_day date, last_day date) RETURNS text LANGUAGE sql AS $$
    SELECT pg_temp.told(pg_temp.call(who, 'basis_end', jsonb_build_object('rule', rule, 'valid_from_day', from_day, 'last_day', last_day, 'reason', 'Ophævet'))) $$;
SELECT is(pg_temp.end_it('13', 'psychiatry-13c', '2007-01-01', app.today() - 30), 'SP422 last_day in-the-past', 'nothing ends in the past');
SELECT is(pg_temp.end_it('13', 'psychiatry-13c', '2008-01-01', app.today()), 'not-found', 'a row that is none');
SELECT is(pg_temp.end_it('13', 'psychiatry-13c', '2007-01-01', app.today()), 'basis-proposed', 'an end is proposed');
SELECT is(pg_temp.decide('12', 'refuse'), 'basis-refused', 'and refused by the other');
SELECT is((SELECT b.valid_to FROM samplan.legal_basis b WHERE b.rule_code = 'psychiatry-13c'), NULL, 'so it goes on');
SELECT is((SELECT string_agg(DISTINCT a.action, ' ' ORDER BY a.action) FROM samplan.audit a WHERE a.action LIKE 'basis.%' AND a.outcome = 'permit'),
          'basis.confirm basis.end basis.propose basis.refuse', 'all of it is in the log');
SELECT throws_ok($$UPDATE samplan.legal_basis_change SET decided_by = requested_by, status_code = 'confirmed', decided_at = now()$$, '23514', NULL, 'the table itself asks for two');

-- What the console imports ----------------------------------------------------------------------------------
CREATE FUNCTION pg_temp.import(more jsonb) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    b samplan.legal_basis;
    detail text;
BEGIN
    SELECT * INTO b FROM samplan.legal_basis WHERE rule_code = 'psychiatry-13c';
    RETURN app.ctl_basis_row(jsonb_strip_nulls(app.ctl_basis_columns(b) || more));
EXCEPTION WHEN SQLSTATE 'SP422' THEN
    GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_DETAIL;
    RETURN detail::jsonb #>> '{errors,0,field}' || ' ' || (detail::jsonb #>> '{errors,0,code}');
END
$$;
SELECT is(pg_temp.import('{}'), 'same', 'a row as it is');
SELECT is(pg_temp.import('{"plain_da": "Noget andet"}'), 'rule_code never-edited', 'an edit is refused');
SELECT is(pg_temp.import('{"valid_from": "2010-01-01"}'), 'valid_from_day overlaps', 'two rows at a time are refused');
SELECT is(pg_temp.import('{"rule_code": "law-2", "invoker_sectors": "nowhere"}'), 'sector_codes not-an-option', 'a sector that is none');
SELECT is(pg_temp.import('{"rule_code": "law-2", "valid_from": "in the spring"}'), 'valid_from invalid', 'a day that is none');
SELECT is(pg_temp.import('{"rule_code": "law-2"}'), 'added', 'a new rule');
SELECT is(pg_temp.import(jsonb_build_object('valid_to', app.today() + 5)), 'ended', 'an end');
SELECT is(pg_temp.import(jsonb_build_object('valid_to', app.today() + 9)), 'valid_to never-edited', 'which is not moved');
-- Nothing of what is not settled ships.
SELECT is((SELECT string_agg(b.rule_code, ' ') FROM samplan.legal_basis b WHERE b.source NOT LIKE '%import%' AND b.rule_code NOT IN ('some-law', 'law-2')), 'psychiatry-13c', 'the shipped table holds the one statute that was read');
SELECT unalike((SELECT string_agg(b.paragraph || b.source, ' ') FROM samplan.legal_basis b), '%42 ' || x || '%', 'not § 42 ' || x) FROM unnest(ARRAY['b', 'c']) x;
SELECT * FROM finish();
ROLLBACK;
