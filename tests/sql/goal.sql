-- Goals: shared ones and those of a contributing plan; whose words they are.
BEGIN;
CREATE EXTENSION IF NOT EXISTS pgtap;
SELECT no_plan();
\ir include/maja.sql
\ir include/call.sql
SET CONSTRAINTS ALL IMMEDIATE;
CREATE FUNCTION pg_temp.goal(who text, input jsonb) RETURNS jsonb LANGUAGE sql AS $$
    SELECT pg_temp.call(who, 'goal_create', '{"plan_id": "0f000000-0000-4000-8000-000000000001"}'::jsonb || input) $$;
CREATE FUNCTION pg_temp.act(who text, function text, goal text, input jsonb DEFAULT '{}') RETURNS jsonb LANGUAGE sql AS $$
    SELECT pg_temp.call(who, function, jsonb_build_object('goal_id', goal, '_version', (SELECT g.version FROM samplan.goal g WHERE g.id = goal::uuid)) || input) $$;
\set g '1d000000-0000-4000-8000-000000000002'
SELECT is(pg_temp.call(who, 'goal_show', jsonb_build_object('goal_id', :'g')) #>> '{_refused,status}', want, who || ' and a shared goal')
  FROM (VALUES ('01', NULL), ('04', NULL), ('09', NULL), ('07', '404'), ('08', '404'), ('10', '404'), ('11', '404'), ('12', '404')) v (who, want);
SELECT is(pg_temp.call('08', f, jsonb_build_object('goal_id', :'g', '_version', 1, 'title', 'x', 'progress_text', 'x')) #>> '{_refused,status}', '404', 'a stranger: ' || f)
  FROM unnest('{goal_edit,goal_update,goal_progress}'::text[]) f;
SELECT is(pg_temp.goal('08', '{"title": "x"}') #>> '{_refused,status}', '404', 'a stranger sets no goals');
SELECT is(pg_temp.goal('07', '{"title": "x"}') #>> '{_refused,status}', '403', 'nor does the owner of one part among the shared ones');

SELECT pg_temp.goal('09', '{"title": "Jeg vil bo alene", "expressed_by": "professional", "target": "Egen lejlighed", "steps_total": 3}') ->> 'id' AS own \gset
SELECT is((SELECT g.expressed_by_code FROM samplan.goal g WHERE g.id = :'own'::uuid), 'citizen', 'what a citizen writes is her own');
SELECT is(pg_temp.act('01', 'goal_edit', :'own') ->> 'words_locked', 'true', 'its words are not for others');
SELECT is(pg_temp.act('01', 'goal_update', :'own', '{"title": "Borgeren ønsker bolig"}') -> 'errors', '[{"code": "citizens-words", "field": "title"}]', 'who do not change them');
SELECT is(pg_temp.act('01', 'goal_update', :'own', '{"due_day": "2030-01-01", "steps_total": 4, "reason": "Aftalt"}') ->> 'flash', 'goal-saved', 'and may plan');
SELECT is(pg_temp.act('09', 'goal_update', :'own', '{"title": "Jeg vil bo for mig selv"}') ->> 'flash', 'goal-saved', 'Maja changes her own');
SELECT is(pg_temp.call('09', 'goal_update', jsonb_build_object('goal_id', :'own', '_version', 1, 'title', 'x')) #>> '{current,title}', 'Jeg vil bo for mig selv', 'an old page meets the new text');
SELECT is(pg_temp.goal('01', '{"title": " ", "expressed_by": "relative", "start_day": "2030-02-01", "due_day": "2030-01-01", "steps_total": 1, "steps_done": 2, "sector_codes": ["moon"]}') -> 'errors',
          '[{"code": "required", "field": "title"}, {"code": "required", "field": "expressed_by_name"}, {"code": "before-start", "field": "due_day"},
            {"code": "more-than-all", "field": "steps_done"}, {"code": "not-an-option", "field": "sector_codes"}]', 'all errors are told at once');

-- Who works on it
SELECT is(pg_temp.act('01', 'goal_update', :'g', '{"sector_codes": ["social", "employment"]}') ->> 'flash', 'goal-saved', 'other sectors');
SELECT is((SELECT string_agg(x.sector_code || ' ' || x.state_code, ', ' ORDER BY x.sector_code) FROM samplan.goal_contribution x WHERE x.goal_id = :'g'),
          'employment in-progress, social late, substance-use ended', 'one is added, one ended, one untouched');
SELECT is(pg_temp.act('01', 'goal_show', :'g') -> 'contributions_list',
          '[{"state_code": "in-progress", "sector_code": "employment"}, {"state_code": "late", "sector_code": "social"}]', 'which is shown no more');
SELECT ok(EXISTS (SELECT FROM samplan.change c WHERE c.entity_id = :'g' AND c.fields @> '[{"field": "sector_codes"}]'), 'and stands in the history');

-- How it goes
SELECT is(pg_temp.act('03', 'goal_progress', :'g', '{"progress_text": "Vi er i gang", "achievement_code": "improving", "steps_done": 2, "state_code": "done"}') ->> 'created', 'true', 'Rikke reports');
SELECT is((SELECT g.achievement_code || g.steps_done FROM samplan.goal g WHERE g.id = :'g'), 'improving2', 'the goal follows');
SELECT is((SELECT string_agg(x.sector_code || ' ' || x.state_code, ', ' ORDER BY x.sector_code) FROM samplan.goal_contribution x WHERE x.goal_id = :'g'),
          'employment in-progress, social done, substance-use ended', 'her own sector, no other''s');
SELECT is(pg_temp.act('09', 'goal_progress', :'g', '{"progress_text": "Det går", "state_code": "late"}') ->> 'created', 'true', 'so does Maja');
SELECT is(pg_temp.act('03', 'goal_progress', :'g', '{"progress_text": "x", "steps_done": 9}') #>> '{errors,0,code}', 'more-than-all', 'no more steps than there are');
SELECT is(jsonb_array_length(pg_temp.act('04', 'goal_show', :'g') -> 'progress_list'), 2, 'entries are added');
SELECT is(pg_temp.act('01', 'goal_update', :'g', '{"lifecycle": "completed"}') ->> 'flash', 'goal-saved', 'completed');
SELECT is(pg_temp.act('03', 'goal_progress', :'g', '{"progress_text": "x"}') ->> 'code', 'goal-closed', 'and closed');

-- Inside a contributing plan
SELECT pg_temp.goal('04', '{"title": "Fuldtid", "contributing_plan_id": "1b000000-0000-4000-8000-000000000003"}') ->> 'id' AS part \gset
SELECT is((SELECT g.class_code FROM samplan.goal g WHERE g.id = :'part'::uuid), 'employment', 'of the plan''s section');
SELECT is(pg_temp.call(who, 'goal_show', jsonb_build_object('goal_id', :'part')) #>> '{_refused,status}', want, who || ' and a goal of the job plan')
  FROM (VALUES ('01', NULL), ('04', NULL), ('09', NULL), ('03', '404'), ('06', '404')) v (who, want);
SELECT is(pg_temp.act('01', 'goal_update', :'part', '{"title": "x"}') #>> '{_refused,code}', 'read-only', 'its owner alone changes it');
SELECT is(pg_temp.goal('03', '{"title": "x", "contributing_plan_id": "1b000000-0000-4000-8000-000000000003"}') #>> '{_refused,status}', '404', 'others put none there');
SELECT is(pg_temp.goal('01', '{"title": "x", "contributing_plan_id": "1b000000-0000-4000-8000-000000000003"}') #>> '{_refused,code}', 'owner-only', 'the coordinator neither');
SELECT * FROM finish();
ROLLBACK;
