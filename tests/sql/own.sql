-- The citizen's own: pages, plans that are hers, remarks that nobody changes, questions about look-ups, everything about her as a file.
BEGIN;
CREATE EXTENSION IF NOT EXISTS pgtap;
SELECT no_plan();
\ir include/maja.sql
\ir include/call.sql
-- Each call ends as a commit would: the deferred triggers write the documents.
ALTER FUNCTION pg_temp.call(text, text, jsonb, integer) RENAME TO call_once;
CREATE FUNCTION pg_temp.call(who text, function text, input jsonb DEFAULT '{}') RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
    document jsonb := pg_temp.call_once(who, function, input);
BEGIN
    SET CONSTRAINTS ALL IMMEDIATE;
    SET CONSTRAINTS ALL DEFERRED;
    PERFORM set_config('samplan.documents_done', '', true);
    RETURN document;
END
$$;
DO $$ BEGIN SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED; PERFORM set_config('samplan.documents_done', '', true); END $$;
\set plan '0f000000-0000-4000-8000-000000000001'
\set treatment '1b000000-0000-4000-8000-000000000001'
\set goal '1d000000-0000-4000-8000-000000000001'
CREATE FUNCTION pg_temp.plan(more jsonb DEFAULT '{}') RETURNS jsonb LANGUAGE sql AS $$ SELECT '{"plan_id": "0f000000-0000-4000-8000-000000000001"}'::jsonb || more $$;

-- ---- Her pages ----
SELECT is(pg_temp.call('09', 'own_start') #>> '{plan,id}', :'plan', 'she begins at her plan');
SELECT is((SELECT count(*)::integer FROM samplan.audit a WHERE a.xid = pg_current_xact_id() AND a.action = 'plan.show' AND a.user_id = '0c000000-0000-4000-8000-000000000009'), 1, 'one row');
SELECT is(jsonb_array_length(pg_temp.call('09', 'own_tasks') -> 'mine_list'), 1, 'one task is hers');
SELECT ok(pg_temp.call('09', 'own_contacts') -> 'contacts_list' @> '[{"name": "Line Holm", "relationship": "søster"}]', 'her sister is among the contacts');
SELECT is(pg_temp.call('09', 'own_contacts') #>> '{coordinator,name}', 'Anders Lund', 'her coordinator is named');
SELECT is(jsonb_array_length(pg_temp.call('09', 'own_parts') -> 'parts_list'), 6, 'six plans in short');
SELECT is((pg_temp.call('09', 'own_goal_create', '{"wish_code": "active", "title": "Jeg vil ud at gå"}')) ->> 'flash', 'goal-created', 'a goal in her own words');
SELECT ok(pg_temp.call('09', 'own_goals') -> 'goals_list' @> '[{"title": "Jeg vil ud at gå", "wish_code": "active", "own": true}]', 'it is hers');
SELECT is(pg_temp.call('09', 'own_goal_progress', jsonb_build_object('goal_id', :'goal', 'progress_text', 'Jeg sov i nat', 'achievement_code', 'improving')) ->> 'location',
          '/my-plan/goals/' || :'goal', 'she tells how it goes');
SELECT is(pg_temp.call('09', 'own_goal_show', '{"goal_id": "1d000000-0000-4000-8000-0000000000ff"}') #>> '{_refused,status}', '404', 'no such goal');

-- ---- Plans of her own ----
SELECT throws_ok($$INSERT INTO samplan.contributing_plan (plan_id, type_code, class_code, sector_code, owner_unit_id, title, created_by) VALUES
    ('0f000000-0000-4000-8000-000000000001', 'crisis-plan', 'crisis-plan', 'citizen', '0b000000-0000-4000-8000-000000000001', 'x', '0c000000-0000-4000-8000-000000000001')$$,
    '23514', NULL, 'a unit owns no plan of hers');
SELECT throws_ok($$INSERT INTO samplan.contributing_plan (plan_id, type_code, class_code, sector_code, title, created_by) VALUES
    ('0f000000-0000-4000-8000-000000000001', 'social-action-plan', 'social', 'social', 'x', '0c000000-0000-4000-8000-000000000001')$$,
    '23514', NULL, 'and no other plan is without a unit');
-- What every professional gets before she writes for herself alone, to be compared with what they get afterwards.
CREATE TEMP TABLE seen AS
SELECT who, f, 0 AS round, pg_temp.call(who, f, pg_temp.plan()) - '{seen_at,draft}'::text[] AS document
  FROM (VALUES ('01'), ('02'), ('03'), ('04'), ('05'), ('06'), ('07'), ('08')) w (who)
  CROSS JOIN (VALUES ('plan_show'), ('plan_history'), ('team_show'), ('task_plan_list'), ('conflict_new'), ('part_new'), ('note_list'), ('plan_list'), ('remark_list'), ('goal_new')) v (f);
SELECT is(pg_temp.call('09', 'own_part_save', '{"type": "wrap-plan", "content_1": "Hemmelig te", "_version": 0}') ->> 'created', 'true', 'she writes for herself alone');
INSERT INTO seen
SELECT who, f, 1, pg_temp.call(who, f, pg_temp.plan()) - '{seen_at,draft}'::text[]
  FROM (SELECT DISTINCT who, f FROM seen) s;
SELECT is(b.document, a.document, a.who || ' sees the same in ' || a.f || ' as before')
  FROM seen a JOIN seen b USING (who, f) WHERE a.round = 0 AND b.round = 1 ORDER BY a.who, a.f;
SELECT c.id AS wrap FROM samplan.contributing_plan c WHERE c.type_code = 'wrap-plan' AND c.plan_id = :'plan' \gset
SELECT is(pg_temp.call(who, 'part_show', jsonb_build_object('part_id', :'wrap')), pg_temp.call(who, 'part_show', '{"part_id": "1b000000-0000-4000-8000-0000000000ff"}'),
          who || ' gets the same answer as for a plan that is not there')
  FROM (VALUES ('01'), ('02'), ('03'), ('08')) w (who);
SELECT is(pg_temp.call('01', 'events_open', pg_temp.plan(jsonb_build_object('again', true, 'changes', (SELECT jsonb_build_array(jsonb_build_object('low', min(c.id), 'high', max(c.id), 'coordinators', false))
            FROM samplan.change c WHERE c.entity_id = :'wrap'::uuid)))) -> 'shown', '[false]'::jsonb, 'nobody is told live that it was written');
SELECT ok(pg_temp.call(who, 'audit_list', '{}')::text NOT LIKE '%own-plan%' AND pg_temp.call(who, 'audit_list', '{}')::text NOT LIKE '%private%', who || ' finds no trace in the log')
  FROM (VALUES ('10'), ('11')) w (who);
SELECT ok(pg_temp.call('01', 'audit_plan_list', pg_temp.plan())::text NOT LIKE '%own-plan%', 'nor does the coordinator');
SELECT ok(pg_temp.call('09', 'audit_list', '{"who_code": "own"}')::text LIKE '%own-plan-save%', 'she does');
SELECT is((SELECT count(*)::integer FROM samplan.access a WHERE a.plan_id = :'plan' AND a.principal <> '0e000000-0000-4000-8000-000000000001' AND a.read_mask & app.class_bit('private') <> 0), 0, 'nobody else has a right to it');
SELECT is((SELECT d.position >= ALL (SELECT e.position FROM samplan.document e WHERE e.plan_id = d.plan_id AND e.audience_code = 'all') FROM samplan.document d WHERE d.part_id = :'wrap'::uuid), true, 'it stands after all others, so that it moves nothing');

SELECT is(pg_temp.call('09', 'own_part_save', '{"type": "crisis-plan", "content_1": "Jeg sover ikke\nJeg svarer ikke", "content_5": "Line 22 33 44 55", "_version": 0}') ->> 'version', '1', 'her crisis plan');
SELECT is(pg_temp.call('09', 'own_part_save', '{"type": "crisis-plan", "content_1": "x", "_version": 0}') ->> 'raised', 'SP412', 'not over a text she has not seen');
SELECT is(pg_temp.call('09', 'own_part_save', '{"type": "crisis-plan", "content_1": "Jeg sover ikke", "_version": 1}') ->> 'version', '2', 'changed by her');
SELECT is((SELECT count(*)::integer FROM samplan.contributing_plan_version v JOIN samplan.contributing_plan c ON c.id = v.contributing_plan_id WHERE c.type_code = 'crisis-plan' AND c.plan_id = :'plan'), 2, 'both texts are kept');
SELECT is(pg_temp.call('09', 'own_part_show', '{"type": "crisis-plan"}') #>> '{sections_list,4,lines_list,0,phone_href}', 'tel:+4522334455', 'a number in it can be rung');
SELECT is(pg_temp.call('09', 'own_part_save', '{"type": "advance-statement", "_version": 0}') #>> '{errors,0,field}', 'content_1', 'nothing is no plan');
SELECT is(pg_temp.call('09', 'own_part_show', '{"type": "social-action-plan"}') #>> '{_refused,status}', '404', 'a plan of the municipality is not hers to own');
SELECT c.id AS crisis FROM samplan.contributing_plan c WHERE c.type_code = 'crisis-plan' AND c.plan_id = :'plan' \gset
SELECT is(pg_temp.call(who, 'part_show', jsonb_build_object('part_id', :'crisis')) #>> '{_refused,status}', '404', who || ' does not read the crisis plan unasked')
  FROM (VALUES ('01'), ('02'), ('03'), ('06')) w (who);
SELECT is(pg_temp.call(who, f, jsonb_build_object('part_id', :'crisis', 'title', 'x', '_version', 2)) #>> '{_refused,status}', '404', who || ' cannot ' || f)
  FROM (VALUES ('01'), ('03')) w (who) CROSS JOIN (VALUES ('part_edit'), ('part_update'), ('part_status_edit'), ('intervention_new')) v (f);
INSERT INTO samplan.consent (id, plan_id, type_code, purpose_code, source_code, given_day, period_start_day, until_day, recorded_by)
VALUES ('1f000000-0000-4000-8000-0000000000aa', :'plan', 'permit', 'coordination', 'own', app.today(), app.today(), app.today() + 30, '0c000000-0000-4000-8000-000000000009');
INSERT INTO samplan.consent_provision (consent_id, plan_id, type_code, recipient_kind_code, unit_id, class_code, since_at, until_at)
VALUES ('1f000000-0000-4000-8000-0000000000aa', :'plan', 'permit', 'unit', '0b000000-0000-4000-8000-000000000002', 'crisis-plan', now() - interval '1 minute', now() + interval '30 days');
SELECT is(pg_temp.call('03', 'part_show', jsonb_build_object('part_id', :'crisis')) #>> '{part,owner_unit}', 'Maja Holm', 'with her yes it is read, as hers');
SELECT is(pg_temp.call('03', 'part_update', jsonb_build_object('part_id', :'crisis', 'title', 'x', '_version', 2)) #>> '{_refused,code}', 'owner-only', 'and changed by nobody else');
SELECT ok(pg_temp.call('09', 'own_part_show', '{"type": "crisis-plan"}') -> 'shared_list' @> '[{"name": "Socialafdelingen"}]', 'she sees with whom she shares it');

-- ---- Remarks ----
UPDATE samplan.contributing_plan SET content = '[{"heading": "Medicin", "text": "Medicinen er gennemgået."}]' WHERE id = :'treatment';
SELECT is(pg_temp.call('09', 'remark_add', pg_temp.plan(jsonb_build_object('about', 'part', 'about_id', :'treatment', 'section', 1, 'remark_text', 'Det er den ikke.'))) ->> 'flash', 'remark-added', 'she disagrees');
SELECT is(pg_temp.call('09', 'remark_add', pg_temp.plan('{"remark_text": "Hele planen er for lang."}')) ->> 'flash', 'remark-added', 'and says something about the whole');
SELECT is(pg_temp.call('09', 'remark_add', pg_temp.plan(jsonb_build_object('about', 'goal', 'about_id', :'goal', 'remark_text', 'Mit mål.'))) ->> 'flash', 'remark-added', 'and about a goal');
SELECT is((SELECT string_agg(right(n.user_id::text, 2) || ' ' || left(m.text, 4), ', ' ORDER BY n.user_id, m.text) FROM samplan.notice n JOIN samplan.remark m ON m.id = n.item_id WHERE n.kind_code = 'remark-new'),
    '01 Det , 01 Hele, 01 Mit , 02 Det ', 'the coordinator is told, and who answers for the part');
SELECT is(pg_temp.call('09', 'remark_add', pg_temp.plan(jsonb_build_object('about', 'part', 'about_id', :'wrap', 'remark_text', 'x'))) #>> '{_refused,status}', '404', 'what is hers alone needs no remark');
SELECT is(pg_temp.call(who, 'remark_add', pg_temp.plan('{"remark_text": "x"}')) #>> '{_refused,status}', want, who || ' writes no remark for her')
  FROM (VALUES ('01', '403'), ('03', '403'), ('08', '404')) v (who, want);
SELECT r.id AS remark, r.passage FROM samplan.remark r WHERE r.text = 'Det er den ikke.' \gset
SELECT is(:'passage'::text, 'Medicinen er gennemgået.', 'the passage is kept as it stood');
CREATE FUNCTION pg_temp.remarks(who text) RETURNS text LANGUAGE sql AS $$
    SELECT string_agg(x ->> 'text', ' ' ORDER BY x ->> 'text') FROM jsonb_array_elements(pg_temp.call(who, 'remark_list', pg_temp.plan()) -> 'remarks_list') x $$;
SELECT is(pg_temp.remarks(who), want, who || ' reads')
  FROM (VALUES ('01', 'Det er den ikke. Hele planen er for lang. Mit mål.'), ('02', 'Det er den ikke. Mit mål.'), ('03', 'Mit mål.'), ('08', NULL), ('09', 'Det er den ikke. Hele planen er for lang. Mit mål.')) v (who, want);
SELECT is(pg_temp.call('03', 'remark_show', jsonb_build_object('remark_id', :'remark')) #>> '{_refused,status}', '404', 'whoever may not read the passage may not read the remark');
SELECT ok(pg_temp.call('02', 'part_show', jsonb_build_object('part_id', :'treatment')) -> 'remarks_list' @> '[{"text": "Det er den ikke.", "passage": "Medicinen er gennemgået."}]', 'it stands beside the passage');
SELECT is(pg_temp.call('02', 'plan_show', pg_temp.plan()) #>> '{contributing_plans_list,0,remarks,unanswered_n}', '1', 'the plan page tells');
SELECT is((pg_temp.call('03', 'plan_show', pg_temp.plan()) #>> '{plan,remarks,remarks_n}')::integer, 1, 'of what the reader may read');
SELECT is(pg_temp.call('02', 'remark_answer', jsonb_build_object('remark_id', :'remark', 'answer_text', 'Vi taler om det.')) ->> 'flash', 'remark-answered', 'the owner answers');
SELECT is(pg_temp.call('01', 'remark_answer', jsonb_build_object('remark_id', :'remark', 'answer_text', 'Også jeg.')) ->> 'flash', 'remark-answered', 'the coordinator too');
SELECT is((SELECT count(*) FROM samplan.notice n WHERE n.kind_code = 'remark-answered' AND n.params ->> 'remark_id' = :'remark' AND n.user_id = '0c000000-0000-4000-8000-000000000009'), 2::bigint, 'she is told of each answer');
SELECT ok(pg_temp.call('09', 'notice_list') -> 'notices_list' @> jsonb_build_array(jsonb_build_object('notice_code', 'remark-answered', 'href', '/remarks/' || :'remark')), 'with the way to it');
SELECT is(pg_temp.call('08', 'remark_list', pg_temp.plan()) #>> '{_refused,status}', '404', 'nothing for strangers');
SELECT is(pg_temp.call('06', 'remark_list', pg_temp.plan('{"about_id": "1b000000-0000-4000-8000-0000000000ff"}')) -> 'remarks_list', '[]', 'who is shown none');
SELECT is((SELECT a.class_mask FROM samplan.audit a WHERE a.action = 'remark.list' AND a.outcome = 'permit' ORDER BY a.id DESC LIMIT 1), 0, 'is logged as having read none');
SELECT is(pg_temp.call('03', 'remark_answer', jsonb_build_object('remark_id', :'remark', 'answer_text', 'x')) #>> '{_refused,status}', '404', 'others do not');
SELECT ok(x -> 'read_list' @> '[{"name": "Birgit Sø"}]' AND jsonb_array_length(x -> 'answers_list') = 2, 'she sees who has read it and what was answered')
  FROM jsonb_array_elements(pg_temp.call('09', 'remark_list', pg_temp.plan()) -> 'remarks_list') x WHERE x ->> 'id' = :'remark';
SELECT is(pg_temp.call('02', 'remark_show', jsonb_build_object('remark_id', :'remark')) -> 'read_list', '[]'::jsonb, 'staff do not see who has read it');
SELECT throws_ok(format('%s samplan.remark %s WHERE id = %L', v, w, :'remark'), 'SP409', 'kept-as-written', 'not even the superuser can ' || v)
  FROM (VALUES ('UPDATE', 'SET text = ''x'''), ('DELETE FROM', '')) x (v, w);
SELECT throws_ok($$UPDATE samplan.remark_answer SET text = 'x'$$, 'SP409', 'kept-as-written', 'nor change an answer');
SELECT ok(NOT has_table_privilege(r, t, p), r || ' may not ' || p || ' ' || t)
  FROM unnest('{samplan_api,samplan_derive,samplan_server,samplan_auth,samplan_audit}'::text[]) r CROSS JOIN unnest('{samplan.remark,samplan.remark_answer,samplan.remark_read}'::text[]) t CROSS JOIN unnest('{UPDATE,DELETE,TRUNCATE}'::text[]) p;
UPDATE samplan.joint_plan SET status_code = 'completed', closed_at = now() WHERE id = :'plan';
SELECT is(pg_temp.call('09', 'remark_add', pg_temp.plan('{"remark_text": "Tak for nu."}')) ->> 'flash', 'remark-added', 'she may say something about a closed plan');
SELECT is(pg_temp.call('09', 'own_part_save', '{"type": "crisis-plan", "content_1": "x", "_version": 2}') ->> 'code', 'plan-closed', 'a crisis plan ends with the work');
SELECT is(pg_temp.call('09', 'own_part_save', '{"type": "wrap-plan", "content_1": "Stadig min", "_version": 1}') ->> 'version', '2', 'what is hers alone does not');
UPDATE samplan.joint_plan SET status_code = 'active', closed_at = NULL WHERE id = :'plan';

-- ---- Questions about look-ups ----
SELECT is(pg_temp.call('04', 'plan_show', pg_temp.plan()) #>> '{plan,id}', :'plan', 'Karim looks');
SELECT x ->> 'look_id' AS look FROM jsonb_array_elements(pg_temp.call('09', 'audit_list') -> 'audit_list') x WHERE x ->> 'name' = 'Karim Nasser' AND x ->> 'action_code' = 'plan-show' LIMIT 1 \gset
SELECT is(pg_temp.call('09', 'question_new', jsonb_build_object('look_id', :'look')) #>> '{look,name}', 'Karim Nasser', 'she picks the look-up');
SELECT is(pg_temp.call('09', 'question_ask', jsonb_build_object('look_id', :'look', 'kind_code', 'why', 'question_text', 'Hvorfor?')) ->> 'flash', 'question-sent', 'and asks');
SELECT set_eq($$SELECT n.user_id FROM samplan.notice n WHERE n.kind_code = 'question-asked'$$, $$SELECT unnest(coalesce(app.managers_near(s.unit_id, s.user_id), app.watchers_of(s.unit_id, s.user_id)))
    FROM samplan.role_assignment s WHERE s.user_id = '0c000000-0000-4000-8000-000000000004'$$, 'whoever is to answer is told');
SELECT is(pg_temp.call('09', 'question_ask', jsonb_build_object('look_id', :'look', 'kind_code', 'why')) ->> 'code', 'question-open', 'once at a time');
SELECT is(pg_temp.call('09', 'question_ask', '{"look_id": "1b000000-0000-4000-8000-0000000000ff", "kind_code": "why"}') #>> '{_refused,status}', '404', 'about what is in her log alone');
SELECT q.id AS question, q.audience_code AS audience, q.answer_by_day - app.today() AS days FROM samplan.access_question q WHERE q.look_id = :'look' \gset
SELECT is((:'audience' || :'days')::text, 'auditor10', 'the job centre has no manager: the data protection officer answers, within ten days');
SELECT is(pg_temp.call('10', 'question_list') ->> 'open_n', '0', 'a manager elsewhere sees nothing of it');
SELECT is(pg_temp.call('10', 'question_show', jsonb_build_object('question_id', :'question')) #>> '{_refused,status}', '404', 'not by its id either');
SELECT is(pg_temp.call(who, 'question_show', jsonb_build_object('question_id', :'question')) #>> '{_refused,status}', '404', who || ' sees no question')
  FROM (VALUES ('01'), ('04'), ('12')) v (who);
SELECT ok(d::text NOT LIKE '%Maja%' AND d @> '{"questions_list": [{"citizen": {"initials": "M.H."}}]}', 'who answers sees initials, not the name')
  FROM pg_temp.call('11', 'question_list') d;
SELECT is(pg_temp.call('11', 'question_answer', jsonb_build_object('question_id', :'question', 'answer_text', 'Karim er i dit team.', '_version', 1)) ->> 'flash', 'question-answered', 'it is answered');
SELECT is(pg_temp.call('11', 'question_answer', jsonb_build_object('question_id', :'question', 'answer_text', 'x', '_version', 2)) ->> 'code', 'question-answered', 'once');
SELECT is(pg_temp.call('09', 'question_show', jsonb_build_object('question_id', :'question')) ->> 'answer_text', 'Karim er i dit team.', 'she reads the answer');
SELECT ok(x -> 'question' @> '{"status_code": "answered"}', 'it stands at the look-up') FROM jsonb_array_elements(pg_temp.call('09', 'audit_list') -> 'audit_list') x WHERE x ->> 'look_id' = :'look';
SELECT is(pg_temp.call('03', 'plan_show', pg_temp.plan()) #>> '{plan,id}', :'plan', 'Rikke looks');
SELECT x ->> 'look_id' AS look2 FROM jsonb_array_elements(pg_temp.call('09', 'audit_list') -> 'audit_list') x WHERE x ->> 'name' = 'Rikke Bak' LIMIT 1 \gset
SELECT is(pg_temp.call('09', 'question_ask', jsonb_build_object('look_id', :'look2', 'kind_code', 'wrong')) ->> 'created', 'true', 'asked of the social department');
SELECT is(pg_temp.call('10', 'question_list') ->> 'open_n', '1', 'its manager is to answer');
UPDATE samplan.access_question SET answer_by_day = app.today() - 3 WHERE look_id = :'look2'::uuid;
SELECT is(pg_temp.call('10', 'question_list') #>> '{questions_list,0,overdue_n}', '3', 'and is told when it is late');
SELECT is(pg_temp.call('09', 'question_list') #>> '{questions_list,0,overdue_n}', '3', 'and so is she');
UPDATE samplan.organisation SET show_staff_names = false WHERE id = '0a000000-0000-4000-8000-000000000002';
SELECT ok(pg_temp.call('09', 'audit_list')::text NOT LIKE '%Rikke Bak%', 'no name where the organisation shows none');
SELECT is(x ->> 'title', 'Socialrådgiver', 'but what she is') FROM jsonb_array_elements(pg_temp.call('09', 'audit_list') -> 'audit_list') x WHERE x ->> 'look_id' = :'look2';

-- ---- Everything about her ----
SELECT is((SELECT string_agg(DISTINCT c.relname, ', ') FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname IN ('plan_id', 'citizen_id') AND NOT a.attisdropped
            WHERE c.relnamespace = 'samplan'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
              AND c.relname NOT IN (SELECT t.table_name FROM app.own_export_tables() t)), NULL, 'every table that speaks of a plan or a citizen is in the file, or says why not');
SELECT is((SELECT count(*)::integer FROM app.own_export_tables() t WHERE (t.section IS NULL) = (t.reason IS NULL)), 0, 'a section or a reason, never both');
CREATE TEMP TABLE file AS SELECT pg_temp.call('09', 'own_export') AS d;
SELECT is((SELECT jsonb_array_length(d -> 'sections_list') FROM file), (SELECT count(*)::integer FROM app.own_export_tables() t WHERE t.section IS NOT NULL), 'all of them are there');
SELECT ok((SELECT d::text LIKE '%' || x || '%' FROM file), 'it holds ' || x)
  FROM unnest('{Hemmelig te,Stadig min,Det er den ikke.,Vi taler om det.,Karim er i dit team.,Jeg sov i nat,Jeg vil gerne hjem,Line Holm}'::text[]) x;
SELECT ok((SELECT d::text NOT LIKE '%cpr_cipher%' AND d::text NOT LIKE '%cpr_index%' AND d::text NOT LIKE '%"salt"%' FROM file), 'and no secrets');
SELECT ok((SELECT d::text NOT LIKE '%Peter%' FROM file), 'nor other citizens');
SELECT is((SELECT count(*)::integer FROM samplan.audit a WHERE a.xid = pg_current_xact_id() AND a.action = 'own-data.export' AND a.outcome = 'permit'), 1, 'one row in the log');
SELECT * FROM finish();
ROLLBACK;
