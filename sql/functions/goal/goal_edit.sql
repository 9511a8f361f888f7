-- The forms about a goal.

CREATE OR REPLACE FUNCTION app.goal_values(g samplan.goal) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN jsonb_build_object('title', g.title, 'description', g.description, 'expressed_by', g.expressed_by_code,
        'expressed_by_name', g.expressed_by_name, 'target', g.target, 'start_day', g.start_day, 'due_day', g.due_day,
        'next_measure_day', g.next_measure_day, 'lifecycle', g.lifecycle_code, 'steps_total', g.steps_total, 'steps_done', g.steps_done,
        'sector_codes', (SELECT coalesce(jsonb_agg(x.sector_code ORDER BY x.sector_code), '[]')
                           FROM goal_contribution x WHERE x.goal_id = g.id AND x.state_code <> 'ended'));
END
$$;

-- Sectors that can work on a goal: those of the team and of the plans that the reader sees; the names are given by the page.
CREATE OR REPLACE FUNCTION app.goal_sectors(plan uuid) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN (SELECT coalesce(jsonb_agg(jsonb_build_object('value', x.sector_code) ORDER BY x.sector_code), '[]')
              FROM (SELECT n.sector_code FROM team_member m JOIN unit n ON n.id = m.unit_id WHERE m.plan_id = plan AND m.status_code = 'active'
                    UNION SELECT c.sector_code FROM contributing_plan c WHERE c.plan_id = plan AND c.status_code <> 'revoked'
                    UNION SELECT x.sector_code FROM goal_contribution x WHERE x.plan_id = plan) x
             WHERE x.sector_code <> 'citizen');
END
$$;

-- GET /plans/{plan_id}/goals/new. input: {"plan_id","contributing_plan_id"?} · returns {"id": plan,"plan_id","is_new","values",
-- "options": {"sector_code","contributing_plan_id"},"draft","citizen": strip,"words_locked","action_path","back_path"}.
CREATE OR REPLACE FUNCTION api.goal_new(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    plan uuid := (input ->> 'plan_id')::uuid;
    part uuid := (input ->> 'contributing_plan_id')::uuid;
    r record;
    refused jsonb;
BEGIN
    PERFORM app.actor_require();
    refused := app.task_place_refusal('goal.new', plan, part, part IS NOT NULL);
    IF refused IS NOT NULL THEN
        RETURN refused;
    END IF;
    SELECT * INTO r FROM app.relation(plan, part);
    PERFORM app.audit('goal.new', plan, r.citizen_id, 1, ARRAY[plan], 'permit', r.basis_code, r.basis_id,
                      CASE r.basis_code WHEN 'self' THEN 'own-data' ELSE 'care' END);
    RETURN jsonb_build_object('id', plan, 'plan_id', plan, 'is_new', true, 'words_locked', false, 'part', NULL,
        'action_path', '/plans/' || plan || '/goals', 'back_path', '/plans/' || plan, 'changes_list', '[]'::jsonb, 'changes_more', false,
        'values', jsonb_build_object('expressed_by', 'citizen', 'lifecycle', 'active', 'steps_total', 0, 'steps_done', 0,
            'contributing_plan_id', part,
            'sector_codes', CASE WHEN app.actor_sector() IS NULL THEN '[]' ELSE jsonb_build_array(app.actor_sector()) END),
        'options', jsonb_build_object('sector_codes', app.goal_sectors(plan),
            'contributing_plan_id', app.task_options(plan, NULL, NULL) -> 'contributing_plan_id'),
        'draft', app.draft_get('/plans/' || plan || '/goals'), 'citizen', app.citizen_strip(plan, 'plan'));
END
$$;

-- GET /goals/{goal_id}/edit. input: {"goal_id"} · returns the goal of app.goal_view with {"is_new": false,"values","options","draft",
-- "words_locked","citizen": strip,"changes_list","changes_more","action_path","back_path"}.
CREATE OR REPLACE FUNCTION api.goal_edit(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    g goal;
    k jsonb;
    changes jsonb;
BEGIN
    PERFORM app.actor_require();
    SELECT x.* INTO g FROM goal x WHERE x.id = (input ->> 'goal_id')::uuid;
    IF NOT FOUND THEN
        RETURN app.refuse('goal.edit', 'goal', (input ->> 'goal_id')::uuid);
    END IF;
    k := app.goal_standing(g);
    IF NOT (k ->> 'contributes')::boolean THEN
        RETURN app.refuse_action('goal.edit', g.plan_id, g.id, 'read-only');
    END IF;
    PERFORM app.goal_audit_read('goal.edit', g, k);
    changes := app.change_page(NULL, g.id, NULL, NULL, NULL, 3);
    RETURN app.goal_view(g) || jsonb_build_object('is_new', false, 'values', app.goal_values(g),
        'action_path', '/goals/' || g.id, 'back_path', '/goals/' || g.id,
        'options', jsonb_build_object('sector_codes', app.goal_sectors(g.plan_id)),
        'draft', app.draft_get('/goals/' || g.id), 'words_locked', k -> 'words_locked', 'citizen', app.citizen_strip(g.plan_id, 'plan'),
        'changes_list', changes -> 'changes_list', 'changes_more', changes ->> 'next' IS NOT NULL);
END
$$;
