-- GET /my-plan/goals: her goals and how they go.
-- input: {} · returns {"plan_id","may_add","goals_list","reached_list"}; a goal: {"id","href","title","description","wish_code","own": she
-- wrote it,"due_day","achievement_code","steps_done","steps_total","steps_list","latest": {"text","name","created_at"} or null,"may_tell"}.
CREATE OR REPLACE FUNCTION api.own_goals(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    plan uuid;
    rows jsonb;
    open boolean;
BEGIN
    PERFORM app.actor_require();
    plan := app.own_plan();
    open := app.plan_is_open(plan);
    SELECT coalesce(jsonb_agg(app.own_goal_row(g, open) ORDER BY g.position, g.created_at), '[]') INTO rows
      FROM goal g WHERE g.plan_id = plan AND g.class_code = 'core' AND g.lifecycle_code <> 'cancelled';
    PERFORM app.own_audit('goal.list', plan, 1, (SELECT array_agg((e ->> 'id')::uuid) FROM jsonb_array_elements(rows) e), jsonb_array_length(rows));
    RETURN jsonb_build_object('plan_id', plan, 'may_add', open,
        'goals_list', (SELECT coalesce(jsonb_agg(e ORDER BY o), '[]') FROM jsonb_array_elements(rows) WITH ORDINALITY x(e, o)
                        WHERE e ->> 'lifecycle_code' <> 'completed'),
        'reached_list', (SELECT coalesce(jsonb_agg(e ORDER BY o), '[]') FROM jsonb_array_elements(rows) WITH ORDINALITY x(e, o)
                          WHERE e ->> 'lifecycle_code' = 'completed'));
END
$$;

CREATE OR REPLACE FUNCTION app.own_goal_row(g samplan.goal, open boolean) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN jsonb_build_object('id', g.id, 'plan_id', g.plan_id, 'href', '/my-plan/goals/' || g.id, 'title', g.title, 'description', g.description,
        'wish_code', g.wish_code, 'own', g.created_by = app.actor_user(), 'due_day', g.due_day, 'lifecycle_code', g.lifecycle_code,
        'achievement_code', g.achievement_code, 'steps_done', g.steps_done, 'steps_total', g.steps_total,
        'steps_list', (SELECT coalesce(jsonb_agg(jsonb_build_object('on', i <= g.steps_done) ORDER BY i), '[]') FROM generate_series(1, g.steps_total) i),
        'latest', (SELECT jsonb_build_object('text', p.text, 'name', u.name, 'created_at', p.created_at)
                     FROM goal_progress p LEFT JOIN user_account u ON u.id = p.created_by
                    WHERE p.goal_id = g.id ORDER BY p.created_at DESC LIMIT 1),
        'may_tell', open AND g.lifecycle_code IN ('proposed', 'active', 'on-hold'));
END
$$;

-- GET /my-plan/goals/new: a goal in her own words, from a template.
-- input: {} · returns {"plan_id","values","options": {"wish_code"},"draft"}. SP409 'no-plan', 'plan-closed'.
CREATE OR REPLACE FUNCTION api.own_goal_new(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    plan uuid;
BEGIN
    PERFORM app.actor_require();
    plan := app.own_open_plan();
    PERFORM app.own_audit('goal.new', plan, 0);
    RETURN jsonb_build_object('plan_id', plan, 'values', jsonb_build_object('wish_code', 'active'),
        'options', '{"wish_code": [{"value": "active"}, {"value": "together"}, {"value": "meaningful"}]}'::jsonb,
        'draft', app.draft_get('/my-plan/goals'));
END
$$;

-- Her plan, where something new can be written. Raises SP409 'no-plan', 'plan-closed'.
CREATE OR REPLACE FUNCTION app.own_open_plan() RETURNS uuid
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    plan uuid := app.own_plan();
BEGIN
    IF plan IS NULL THEN
        RAISE EXCEPTION 'no-plan' USING ERRCODE = 'SP409';
    ELSIF NOT app.plan_is_open(plan) THEN
        RAISE EXCEPTION 'plan-closed' USING ERRCODE = 'SP409';
    END IF;
    RETURN plan;
END
$$;

-- POST /my-plan/goals. input: {"wish_code","title","description"?: why it matters to her} · returns {"id","version","location","flash",
-- "created"}. SP409 'no-plan', 'plan-closed', SP422.
CREATE OR REPLACE FUNCTION api.own_goal_create(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    plan uuid;
    id uuid := gen_random_uuid();
BEGIN
    PERFORM app.actor_require();
    plan := app.own_open_plan();
    INSERT INTO goal (id, plan_id, class_code, title, description, wish_code, expressed_by_code, position, created_by)
    VALUES (id, plan, 'core', btrim(input ->> 'title'), input ->> 'description', input ->> 'wish_code', 'citizen',
            (SELECT coalesce(max(x.position), 0) + 1 FROM goal x WHERE x.plan_id = plan), app.actor_user());
    PERFORM app.draft_drop('/my-plan/goals');
    PERFORM app.audit_write('goal.create', plan, 'self', app.actor_citizen());
    RETURN jsonb_build_object('id', id, 'version', 1, 'location', '/my-plan/goals', 'flash', 'goal-created', 'created', true);
END
$$;

-- GET /my-plan/goals/{goal_id}: one goal, and telling how it goes.
-- input: {"goal_id"} · returns app.own_goal_row and {"progress_list","values","options": {"achievement_code"},"draft"}. 404.
CREATE OR REPLACE FUNCTION api.own_goal_show(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    g goal;
BEGIN
    PERFORM app.actor_require();
    SELECT x.* INTO g FROM goal x WHERE x.id = (input ->> 'goal_id')::uuid AND x.class_code = 'core';
    IF NOT FOUND THEN
        RETURN app.refuse('goal.show', 'goal', (input ->> 'goal_id')::uuid);
    END IF;
    PERFORM app.own_audit('goal.show', g.plan_id, 1, ARRAY[g.id]);
    RETURN app.own_goal_row(g, app.plan_is_open(g.plan_id)) || jsonb_build_object('values', '{}'::jsonb,
        'options', jsonb_build_object('achievement_code', '[{"value": "improving"}, {"value": "no-change"}, {"value": "worsening"}, {"value": "achieved"}]'::jsonb),
        'draft', app.draft_get('/my-plan/goals/' || g.id || '/progress'),
        'progress_list', (SELECT coalesce(jsonb_agg(jsonb_build_object('text', p.text, 'achievement_code', p.achievement_code,
                'created_at', p.created_at, 'name', u.name, 'is_me', p.created_by = app.actor_user()) ORDER BY p.created_at DESC), '[]')
             FROM (SELECT x.* FROM goal_progress x WHERE x.goal_id = g.id ORDER BY x.created_at DESC LIMIT 50) p
             LEFT JOIN user_account u ON u.id = p.created_by));
END
$$;

-- POST /my-plan/goals/{goal_id}/progress: as api.goal_progress, and back to her own page.
CREATE OR REPLACE FUNCTION api.own_goal_progress(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    document jsonb;
BEGIN
    PERFORM app.actor_require();
    document := api.goal_progress(input);
    IF document ? '_refused' THEN
        RETURN document;
    END IF;
    PERFORM app.draft_drop('/my-plan/goals/' || (input ->> 'goal_id') || '/progress');
    RETURN document || jsonb_build_object('location', '/my-plan/goals/' || (input ->> 'goal_id'));
END
$$;
