-- POST /goals/{goal_id}/progress: how it goes. Adds an entry, never changes one.
-- input: {"goal_id","progress_text","achievement_code","steps_done","state_code": how the actor's own sector gets on} · returns
-- {"id": goal,"version","location","flash","created"}. SP409 'goal-closed', 'plan-closed' (a shared goal), SP422.
CREATE OR REPLACE FUNCTION api.goal_progress(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    g goal;
    k jsonb;
    old_state text;
BEGIN
    PERFORM app.actor_require();
    SELECT x.* INTO g FROM goal x WHERE x.id = (input ->> 'goal_id')::uuid;
    IF NOT FOUND THEN
        RETURN app.refuse('goal.progress', 'goal', (input ->> 'goal_id')::uuid);
    END IF;
    k := app.goal_standing(g);
    IF NOT (k ->> 'contributes')::boolean THEN
        RETURN app.refuse_action('goal.progress', g.plan_id, g.id, 'read-only');
    END IF;
    SELECT x.* INTO g FROM goal x WHERE x.id = g.id FOR UPDATE;
    IF g.lifecycle_code NOT IN ('proposed', 'active', 'on-hold') THEN
        RAISE EXCEPTION 'goal-closed' USING ERRCODE = 'SP409';
    END IF;
    IF g.class_code = 'core' AND NOT EXISTS (
        SELECT FROM joint_plan p WHERE p.id = g.plan_id AND p.status_code IN ('draft', 'active', 'on-hold')) THEN
        RAISE EXCEPTION 'plan-closed' USING ERRCODE = 'SP409';
    END IF;
    IF (input ->> 'steps_done')::integer > g.steps_total THEN
        PERFORM app.errors_raise(app.error('steps_done', 'more-than-all'));
    END IF;
    INSERT INTO goal_progress (goal_id, plan_id, contributing_plan_id, class_code, text, achievement_code, steps_done, created_by)
    VALUES (g.id, g.plan_id, g.contributing_plan_id, g.class_code, input ->> 'progress_text',
            coalesce(input ->> 'achievement_code', g.achievement_code), (input ->> 'steps_done')::smallint, app.actor_user());
    UPDATE goal x SET achievement_code = coalesce(input ->> 'achievement_code', x.achievement_code),
           steps_done = coalesce((input ->> 'steps_done')::smallint, x.steps_done)
     WHERE x.id = g.id;
    IF input ->> 'state_code' IS NOT NULL AND g.class_code = 'core' AND app.actor_sector() IS NOT NULL THEN
        SELECT x.state_code INTO old_state FROM goal_contribution x WHERE x.goal_id = g.id AND x.sector_code = app.actor_sector();
        IF old_state IS DISTINCT FROM input ->> 'state_code' THEN
            INSERT INTO goal_contribution AS x (goal_id, plan_id, sector_code, state_code)
            VALUES (g.id, g.plan_id, app.actor_sector(), input ->> 'state_code')
            ON CONFLICT (goal_id, sector_code) DO UPDATE SET state_code = excluded.state_code;
            PERFORM app.goal_change_note(g.id, 'state_code', to_jsonb(old_state), input -> 'state_code');
        END IF;
    END IF;
    PERFORM app.draft_drop('/goals/' || g.id || '/progress');
    PERFORM app.audit_write('goal.progress', g.plan_id, k ->> 'basis_code', (k ->> 'basis_id')::uuid);
    RETURN jsonb_build_object('id', g.id, 'version', g.version + 1, 'location', '/goals/' || g.id, 'flash', 'goal-progress',
                              'created', true);
END
$$;
