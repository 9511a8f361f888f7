-- Why somebody sees something, and what somebody else would see: from the same rows that are enforced.
BEGIN;
CREATE EXTENSION IF NOT EXISTS pgtap;
SELECT no_plan();
\ir include/maja.sql
\ir include/call.sql
CREATE FUNCTION pg_temp.commit() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    SET CONSTRAINTS ALL IMMEDIATE;
    SET CONSTRAINTS ALL DEFERRED;
    PERFORM set_config('samplan.documents_done', '', true);
END
$$;
DO $$ BEGIN PERFORM pg_temp.commit(); END $$;
\set plan '{"plan_id": "0f000000-0000-4000-8000-000000000001"}'
CREATE FUNCTION pg_temp.why(who text, more jsonb DEFAULT '{}') RETURNS jsonb LANGUAGE sql AS $$
    SELECT pg_temp.call(who, 'plan_why', '{"plan_id": "0f000000-0000-4000-8000-000000000001"}'::jsonb || more) $$;
CREATE FUNCTION pg_temp.told(d jsonb) RETURNS text LANGUAGE sql AS $$
    SELECT string_agg(coalesce(s ->> 'title', s ->> 'class_code') || ': ' || (SELECT string_agg(r ->> 'basis_code', ' ') FROM jsonb_array_elements(s -> 'reasons_list') r), '; ')
      FROM jsonb_array_elements(d -> 'sections_list') s $$;

-- Why -----------------------------------------------------------------------------------------------------
SELECT is(pg_temp.told(pg_temp.why('04')), 'core: team; Jobplan: own-part', 'the employment adviser: the team, and the own plan');
SELECT is(pg_temp.told(pg_temp.why('01', '{"class": "core"}')), 'core: coordination team', 'the coordinator has two reasons for the core');
SELECT is(pg_temp.told(pg_temp.why('01', '{"part": "1b000000-0000-4000-8000-000000000003"}')), 'Jobplan: consent', 'and the citizen''s yes for the job plan');
SELECT is(r ->> 'given_by' || ', ' || (r ->> 'how_code') || ', ' || (r ->> 'purpose') || ', ' || (r ->> 'recipient'),
          'Anders Lund, spoken, At lave og følge den fælles plan, Anders Lund', 'who wrote it down, how it was given, for what, for whom')
  FROM (SELECT pg_temp.why('01', '{"part": "1b000000-0000-4000-8000-000000000003"}') #> '{sections_list,0,reasons_list,0}' AS r) x;
SELECT is((r ->> 'until_at')::timestamptz, app.day_start(app.today() + 201), 'and until when')
  FROM (SELECT pg_temp.why('01', '{"part": "1b000000-0000-4000-8000-000000000003"}') #> '{sections_list,0,reasons_list,0}' AS r) x;
SELECT is(pg_temp.why('09') ->> 'own', 'true', 'the citizen is told that it is her own');
SELECT is(pg_temp.why('04', '{"class": "social"}') -> 'sections_list', '[]'::jsonb, 'a class that one does not see gives no reason');
SELECT is(pg_temp.why('04', '{"class": "social"}') - 'class_code', pg_temp.why('04', '{"class": "crisis-plan"}') - 'class_code',
          'and the answer is the same whether the plan has it or not');
SELECT is(pg_temp.why('04', '{"class": "nothing-at-all"}') -> 'sections_list', '[]'::jsonb, 'an unknown class gives none');
SELECT is(pg_temp.why('04', '{"part": "1b000000-0000-4000-8000-000000000002"}'), pg_temp.why('04', jsonb_build_object('part', gen_random_uuid())),
          'a plan that is hidden and one that does not exist answer alike');
SELECT is(pg_temp.why(who), pg_temp.call(who, 'plan_why', jsonb_build_object('plan_id', gen_random_uuid())), who || ' cannot tell the plan from none')
  FROM unnest(ARRAY['08', '10', '11', '12']) who;
SELECT is(pg_temp.why('08') #>> '{_refused,status}', '404', 'which is a 404');
SELECT is((SELECT a.outcome || ' ' || a.class_mask || ' ' || a.basis_code FROM samplan.audit a WHERE a.action = 'plan.why' AND a.user_id = '0c000000-0000-4000-8000-000000000004'
            ORDER BY a.id LIMIT 1), 'permit 17 team', 'the explanation is a row of the log');

-- What the log of a look says --------------------------------------------------------------------------------
CREATE FUNCTION pg_temp.logged(who text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_temp.call(who, 'plan_show', '{"plan_id": "0f000000-0000-4000-8000-000000000001"}');
    RETURN (SELECT a.basis_code || ': ' || coalesce((SELECT string_agg((b ->> 'basis') || ' ' || (b ->> 'class_mask'), ', ' ORDER BY o)
                                                       FROM jsonb_array_elements(a.bases) WITH ORDINALITY x (b, o)), '-')
              FROM samplan.audit a WHERE a.action = 'plan.show' ORDER BY a.id DESC LIMIT 1);
END
$$;
SELECT is(pg_temp.logged('04'), 'team: team 1, own-part 16', 'the row of a look names every ground, with the sections that it gave');
SELECT is((SELECT a.bases #>> '{1,basis_id}' FROM samplan.audit a WHERE a.action = 'plan.show' ORDER BY a.id DESC LIMIT 1), '1b000000-0000-4000-8000-000000000003', 'and what gave it');
SELECT alike(pg_temp.logged('01'), 'coordination: coordination %consent %', 'the coordinator reads the core by her office, the rest by the citizen''s yes');
SELECT is((SELECT bit_or((b ->> 'class_mask')::integer) FROM samplan.audit a, jsonb_array_elements(a.bases) b WHERE a.id = (SELECT max(y.id) FROM samplan.audit y WHERE y.action = 'plan.show')),
          (SELECT a.class_mask FROM samplan.audit a WHERE a.action = 'plan.show' ORDER BY a.id DESC LIMIT 1), 'together they are all that was shown');
SELECT is(pg_temp.logged('09'), 'self: -', 'the citizen has one ground, which stands where it always did');
SELECT is(pg_temp.logged('07'), 'own-part: -', 'so has who reads one plan of her own');
SELECT is((SELECT string_agg((w ->> 'why_code') || ' ' || (w ->> 'class_codes'), ', ' ORDER BY o)
             FROM jsonb_array_elements(pg_temp.call('09', 'audit_list') -> 'audit_list') r,
                  jsonb_array_elements(r -> 'why_list') WITH ORDINALITY x (w, o) WHERE r ->> 'name' = 'Karim Nasser' AND r ->> 'action_code' = 'plan-show'),
          'team ["core"], own-part ["employment"]', 'the citizen reads why, part by part');
SELECT ok((SELECT bool_or(w #>> '{consent,name}' = 'Anders Lund') FROM jsonb_array_elements(pg_temp.call('09', 'audit_list') -> 'audit_list') r,
                  jsonb_array_elements(r -> 'why_list') w WHERE r ->> 'name' = 'Anders Lund'), 'with the yes that she gave');
SELECT is((SELECT r -> 'bases_list' FROM jsonb_array_elements(pg_temp.call('11', 'audit_list') -> 'audit_list') r WHERE r ->> 'user_id' = '0c000000-0000-4000-8000-000000000004' AND r ->> 'action_code' = 'plan-show'),
          '[{"basis_code": "team", "class_codes": ["core"]}, {"basis_code": "own-part", "class_codes": ["employment"]}]'::jsonb, 'so does the auditor');
SELECT ok(EXISTS (SELECT FROM jsonb_array_elements(pg_temp.call('11', 'audit_list', '{"basis_code": "own-part"}') -> 'audit_list') r WHERE r ->> 'user_id' = '0c000000-0000-4000-8000-000000000004'),
          'who finds the row by any of its grounds');
SELECT ok(pg_temp.call('11', 'audit_export') ->> 'rows' LIKE '%team (core); own-part (employment)%', 'and in the file');

-- Whom to ask ---------------------------------------------------------------------------------------------
SELECT is(pg_temp.why('04') #>> '{ask,hidden_n}', '5', 'five plans are not shared with the employment adviser');
SELECT is(pg_temp.why('04') #>> '{ask,coordinator,name}', 'Anders Lund', 'she can ask the coordinator');
SELECT is(pg_temp.why(who) #>> '{ask,may_break_glass}', may, who || ' may open in an emergency: ' || may)
  FROM (VALUES ('04', 'false'), ('03', 'false'), ('02', 'true'), ('06', 'true')) v (who, may);
SELECT unalike(pg_temp.why('04')::text, '%' || hidden || '%', 'the answer has nothing of "' || hidden || '"')
  FROM unnest(ARRAY['Behandlingsplan', 'Handleplan', 'Uddannelsesplan', 'substance', 'social-action', 'Uddannelse Skive']) hidden;
SELECT is(pg_temp.why('07') -> 'ask', 'null'::jsonb, 'who is not in the team is told of nobody');
SELECT is(pg_temp.told(pg_temp.why('07')), 'Uddannelsesplan: own-part', 'only why she sees her own plan');
SELECT is(pg_temp.why('09') -> 'ask', 'null'::jsonb, 'the citizen asks nobody');

-- Seen as -------------------------------------------------------------------------------------------------
CREATE FUNCTION pg_temp.seen(who text, reader text) RETURNS jsonb LANGUAGE sql AS $$
    SELECT pg_temp.call(who, 'plan_seen_as', jsonb_build_object('plan_id', '0f000000-0000-4000-8000-000000000001', 'reader', reader)) $$;
CREATE FUNCTION pg_temp.titles(d jsonb) RETURNS text LANGUAGE sql AS $$
    SELECT string_agg(p ->> 'title', ', ' ORDER BY p ->> 'title') FROM jsonb_array_elements(d #> '{seen,parts_list}') p $$;
\set karim 'person:0c000000-0000-4000-8000-000000000004:0b000000-0000-4000-8000-000000000003'
\set anders 'person:0c000000-0000-4000-8000-000000000001:0b000000-0000-4000-8000-000000000001'
SELECT is(pg_temp.titles(pg_temp.seen('09', :'karim')), 'Jobplan', 'Maja sees what the job centre sees');
SELECT is(pg_temp.seen('09', :'karim') #>> '{seen,hidden_n}', '5', 'and how much it is told of');
SELECT is(jsonb_array_length(pg_temp.seen('09', :'karim') #> '{seen,closed_list}'), 5, 'and what it does not see, since it is hers');
SELECT is(pg_temp.titles(pg_temp.seen('01', :'karim')), 'Jobplan', 'so does the coordinator');
SELECT is(pg_temp.seen('09', 'unit:0b000000-0000-4000-8000-000000000003') #>> '{seen,core}', NULL, 'a colleague of the job centre without a relation sees nothing');
SELECT is(pg_temp.seen('09', :'karim') #>> '{seen,parts_list,0,reasons_list,0,basis_code}', 'own-part', 'each part says why');
-- The coordinator's own consent to the job plan ends: what Karim sees is then no longer hers to see.
UPDATE samplan.consent_provision SET withdrawn_at = now() - interval '1 second', withdrawn_by = '0c000000-0000-4000-8000-000000000009', since_at = now() - interval '1 day' WHERE class_code = 'employment';
SELECT is(coalesce(pg_temp.titles(pg_temp.seen('01', :'karim')), '') || (pg_temp.seen('01', :'karim') #>> '{seen,not_yours_n}'), '1', 'the asker never gets more than her own');
SELECT unalike(pg_temp.seen('01', :'karim')::text, '%Jobplan%', 'not even the title');
SELECT is(pg_temp.seen(who, :'karim') #>> '{_refused,code}', code, who || ' asking: ' || code)
  FROM (VALUES ('03', 'coordinator-only'), ('04', 'coordinator-only'), ('08', 'not-found'), ('12', 'not-found')) v (who, code);
SELECT is(pg_temp.seen('09', reader) #>> '{errors,0,code}', 'not-an-option', reader || ' is no reader of this plan')
  FROM unnest(ARRAY['person:0c000000-0000-4000-8000-000000000008:0b000000-0000-4000-8000-000000000007', 'unit:0b000000-0000-4000-8000-000000000007', 'x']) reader;
SELECT is((SELECT a.reason FROM samplan.audit a WHERE a.action = 'plan.seen-as' AND a.outcome = 'permit' ORDER BY a.id DESC LIMIT 1),
          'Karim Nasser, jobkonsulent, Jobcenter Skive, Skive Kommune', 'the row says whom it was seen as');
SELECT is(pg_temp.call('01', 'plan_show', :'plan') #>> '{rights,basis_code}', 'coordination', 'and she is herself again afterwards');

-- For every member of every plan of the demo (and of this story): what the citizen is shown as hers is what she really gets.
CREATE TEMP TABLE pair AS
SELECT p.id AS plan_id, p.citizen_id, m.user_id, m.unit_id, a.id AS assignment_id, 'c' || p.id AS citizen_token, 'm' || a.id AS member_token,
       'person:' || m.user_id || ':' || m.unit_id AS reader
  FROM samplan.joint_plan p JOIN samplan.team_member m ON m.plan_id = p.id AND m.kind_code = 'person' AND m.status_code = 'active'
  JOIN samplan.user_account u ON u.id = m.user_id AND u.status_code = 'active'
  JOIN LATERAL (SELECT r.id FROM samplan.role_assignment r WHERE r.user_id = m.user_id AND r.unit_id = m.unit_id AND r.role_code = 'caseworker'
                   AND app.assignment_active(r) LIMIT 1) a ON true
 WHERE p.status_code IN ('active', 'on-hold');
INSERT INTO samplan.user_account (id, username, name, citizen_id)
SELECT md5('account' || x.citizen_id)::uuid, 'own-' || x.citizen_id, 'Borger', x.citizen_id FROM (SELECT DISTINCT citizen_id FROM pair) x
 WHERE NOT EXISTS (SELECT FROM samplan.user_account u WHERE u.citizen_id = x.citizen_id);
INSERT INTO samplan.role_assignment (id, user_id, role_code, valid_from)
SELECT md5('assignment' || x.citizen_id)::uuid, u.id, 'citizen', app.today() - 1
  FROM (SELECT DISTINCT citizen_id FROM pair) x JOIN samplan.user_account u ON u.citizen_id = x.citizen_id;
INSERT INTO samplan.session (token_hash, user_id, assignment_id, idle_seconds, absolute_expires_at)
SELECT DISTINCT sha256(convert_to(x.citizen_token, 'UTF8')), u.id, md5('assignment' || x.citizen_id)::uuid, 900, now() + interval '1 hour'
  FROM pair x JOIN samplan.user_account u ON u.citizen_id = x.citizen_id AND u.id = (SELECT r.user_id FROM samplan.role_assignment r WHERE r.id = md5('assignment' || x.citizen_id)::uuid)
UNION ALL
SELECT DISTINCT sha256(convert_to(x.member_token, 'UTF8')), x.user_id, x.assignment_id, 900, now() + interval '1 hour' FROM pair x;
CREATE FUNCTION pg_temp.section_ids(core jsonb, parts jsonb) RETURNS text LANGUAGE sql AS $$
    SELECT concat_ws(' ', CASE WHEN core <> 'null' THEN 'core' END, (SELECT string_agg(p ->> 'id', ' ' ORDER BY p ->> 'id') FROM jsonb_array_elements(parts) p)) $$;
CREATE TEMP TABLE compared AS
SELECT x.*, pg_temp.section_ids(s #> '{seen,core}', s #> '{seen,parts_list}') AS seen, s #>> '{seen,hidden_n}' AS seen_hidden,
       pg_temp.section_ids(g -> 'plan', g -> 'contributing_plans_list') AS got, g ->> 'hidden_n' AS got_hidden
  FROM pair x
  CROSS JOIN LATERAL (SELECT pg_temp.call(x.citizen_token, 'plan_seen_as', jsonb_build_object('plan_id', x.plan_id, 'reader', x.reader)) AS s) s
  CROSS JOIN LATERAL (SELECT pg_temp.call(x.member_token, 'plan_show', jsonb_build_object('plan_id', x.plan_id)) AS g) g;
SELECT cmp_ok((SELECT count(*) FROM compared), '>=', 6::bigint, 'compared ' || (SELECT count(*) FROM compared) || ' members');
SELECT is_empty('SELECT plan_id, reader, seen, got FROM compared WHERE seen IS DISTINCT FROM got OR seen_hidden IS DISTINCT FROM got_hidden', 'seen-as is what each member really gets');
SELECT is_empty('SELECT plan_id FROM compared WHERE got IS NULL OR got = ''''', 'and each gets something');
SELECT * FROM finish();
ROLLBACK;
