-- How the actor stands to a goal: {"related","citizen_id","basis_code","basis_id","contributes": may write where it belongs,
-- "words_locked": the citizen wrote it herself, and the actor is somebody else}.
CREATE OR REPLACE FUNCTION app.goal_standing(g samplan.goal) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    r record;
BEGIN
    SELECT * INTO r FROM app.relation(g.plan_id, g.contributing_plan_id);
    RETURN jsonb_build_object('related', r.related, 'citizen_id', r.citizen_id, 'basis_code', r.basis_code, 'basis_id', r.basis_id,
        'contributes', CASE WHEN g.class_code = 'core' THEN r.write_mask & app.right_contribute() <> 0
                            ELSE r.part_write & app.class_bit(g.class_code) <> 0 END,
        'words_locked', app.actor_citizen() IS NULL
                        AND EXISTS (SELECT FROM user_account u WHERE u.id = g.created_by AND u.citizen_id = r.citizen_id));
END
$$;

-- The audit row of reading a goal.
CREATE OR REPLACE FUNCTION app.goal_audit_read(action text, g samplan.goal, standing jsonb) RETURNS void
LANGUAGE plpgsql SET search_path = samplan, app, pg_temp AS $$
BEGIN
    PERFORM app.audit(action, g.plan_id, (standing ->> 'citizen_id')::uuid, app.class_bit(g.class_code), ARRAY[g.id], 'permit',
                      standing ->> 'basis_code', (standing ->> 'basis_id')::uuid,
                      CASE standing ->> 'basis_code' WHEN 'self' THEN 'own-data' ELSE 'care' END);
END
$$;

-- GET /goals/{goal_id}: one goal, how it goes, and what is done for it.
-- input: {"goal_id"} · returns {"id","plan_id","version","title","description","expressed_by_code","expressed_by_name","target",
-- "start_day","due_day","next_measure_day","overdue_n","lifecycle_code","achievement_code","steps_total","steps_done","class_code",
-- "part","contributions_list","progress_list","tasks_list","changes_list","changes_more","may_edit","may_report","own_sector_code",
-- "values","citizen": strip}.
CREATE OR REPLACE FUNCTION api.goal_show(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    g goal;
    k jsonb;
    changes jsonb;
BEGIN
    PERFORM app.actor_require();
    SELECT x.* INTO g FROM goal x WHERE x.id = (input ->> 'goal_id')::uuid;
    IF NOT FOUND THEN
        RETURN app.refuse('goal.show', 'goal', (input ->> 'goal_id')::uuid);
    END IF;
    k := app.goal_standing(g);
    PERFORM app.goal_audit_read('goal.show', g, k);
    changes := app.change_page(NULL, g.id, NULL, NULL, NULL, 4);
    RETURN app.goal_view(g) || jsonb_build_object('may_edit', k -> 'contributes',
        'may_report', (k ->> 'contributes')::boolean AND g.lifecycle_code IN ('proposed', 'active', 'on-hold'),
        'own_sector_code', app.actor_sector(),
        'values', jsonb_build_object('achievement_code', g.achievement_code, 'steps_done', g.steps_done,
            'state_code', (SELECT x.state_code FROM goal_contribution x WHERE x.goal_id = g.id AND x.sector_code = app.actor_sector())),
        'draft', app.draft_get('/goals/' || g.id || '/progress'),
        'progress_list', (SELECT coalesce(jsonb_agg(jsonb_build_object('text', p.text, 'achievement_code', p.achievement_code,
                'steps_done', p.steps_done, 'created_at', p.created_at, 'name', u.name, 'title', u.profession,
                'initials', app.initials(u.name)) ORDER BY p.created_at DESC), '[]')
             FROM (SELECT x.* FROM goal_progress x WHERE x.goal_id = g.id ORDER BY x.created_at DESC LIMIT 50) p
             LEFT JOIN user_account u ON u.id = p.created_by),
        'tasks_list', (SELECT coalesce(jsonb_agg(app.task_row(app.task_ball(t), app.document_task_row(t) || '{"citizen": null}', app.today())
                ORDER BY t.due_day NULLS LAST, t.id), '[]')
             FROM task t WHERE t.goal_id = g.id AND t.plan_id = g.plan_id AND t.closed_at IS NULL),
        'changes_list', changes -> 'changes_list', 'changes_more', changes ->> 'next' IS NOT NULL,
        'citizen', app.citizen_strip(g.plan_id, 'plan'));
END
$$;

CREATE OR REPLACE FUNCTION app.goal_view(g samplan.goal) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN jsonb_build_object('id', g.id, 'plan_id', g.plan_id, 'version', g.version, 'title', g.title, 'description', g.description,
        'expressed_by_code', g.expressed_by_code, 'expressed_by_name', g.expressed_by_name, 'target', g.target,
        'start_day', g.start_day, 'due_day', g.due_day, 'next_measure_day', g.next_measure_day,
        'overdue_n', CASE WHEN g.lifecycle_code IN ('proposed', 'active') THEN greatest(app.today() - g.due_day, 0) END,
        'lifecycle_code', g.lifecycle_code, 'achievement_code', g.achievement_code, 'steps_total', g.steps_total,
        'steps_done', g.steps_done, 'class_code', g.class_code,
        'steps_list', (SELECT coalesce(jsonb_agg(jsonb_build_object('on', i <= g.steps_done) ORDER BY i), '[]')
                         FROM generate_series(1, g.steps_total) i),
        'part', (SELECT jsonb_build_object('id', c.id, 'title', c.title, 'sector_code', c.sector_code, 'owner', app.part_owner(c, n.name),
                     'href', '/contributing-plans/' || c.id)
                   FROM contributing_plan c LEFT JOIN unit n ON n.id = c.owner_unit_id WHERE c.id = g.contributing_plan_id),
        'contributions_list', (SELECT coalesce(jsonb_agg(jsonb_build_object('sector_code', x.sector_code, 'state_code', x.state_code)
                                               ORDER BY x.sector_code), '[]')
                                 FROM goal_contribution x WHERE x.goal_id = g.id AND x.state_code <> 'ended'));
END
$$;

-- The sector that the actor works in; NULL for citizens.
CREATE OR REPLACE FUNCTION app.actor_sector() RETURNS text
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN (SELECT n.sector_code FROM unit n WHERE n.id = app.actor_unit());
END
$$;
