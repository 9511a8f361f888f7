-- GET /plans/{plan_id}/tasks/new: the form for a new task.
-- input: {"plan_id","goal_id"?,"contributing_plan_id"?,"performer_q"?: part of a name, to find somebody outside the team} ·
-- returns {"id": plan,"plan_id","citizen": strip,"values","options","own_parts": there are plans to choose from,"draft","matches_n": found by performer_q, or NULL}.
CREATE OR REPLACE FUNCTION api.task_new(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    plan uuid := (input ->> 'plan_id')::uuid;
    r record;
    refused jsonb;
    options jsonb;
BEGIN
    PERFORM app.actor_require();
    refused := app.task_place_refusal('task.new', plan, NULL, false);
    IF refused IS NOT NULL THEN
        RETURN refused;
    END IF;
    SELECT * INTO r FROM app.relation(plan);
    PERFORM app.audit('task.new', plan, r.citizen_id, r.read_mask & app.class_bit('core'), ARRAY[plan], 'permit', r.basis_code,
                      r.basis_id, CASE r.basis_code WHEN 'self' THEN 'own-data' ELSE 'care' END);
    options := app.task_options(plan, (input ->> 'contributing_plan_id')::uuid, input ->> 'performer_q');
    RETURN jsonb_build_object('id', plan, 'plan_id', plan, 'citizen', app.citizen_strip(plan, 'tasks'),
        'values', jsonb_build_object('goal_id', input -> 'goal_id', 'contributing_plan_id', input -> 'contributing_plan_id',
                                     'priority', 'normal'),
        'options', options, 'own_parts', options -> 'contributing_plan_id' <> '[]',
        'matches_n', app.found_n(input ->> 'performer_q'),
        'draft', app.draft_get('/plans/' || plan || '/tasks'));
END
$$;

-- How many people and units a search found, NULL without one.
CREATE OR REPLACE FUNCTION app.found_n(q text) RETURNS integer
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN CASE WHEN btrim(coalesce(q, '')) <> '' THEN jsonb_array_length(app.directory_search(q, 20)) END;
END
$$;

-- Why the actor may not put a task, goal or note into a plan, as a refusal, or NULL. part: into this contributing plan,
-- only_part: seen there alone. A plan that is closed raises SP409 'plan-closed'.
CREATE OR REPLACE FUNCTION app.task_place_refusal(action text, plan uuid, part uuid, only_part boolean) RETURNS jsonb
LANGUAGE plpgsql SET search_path = samplan, app, pg_temp AS $$
DECLARE
    r record;
    c contributing_plan;
BEGIN
    SELECT * INTO r FROM app.relation(plan, part);
    IF r.related IS NOT TRUE THEN
        RETURN app.refuse(action, 'plan', plan);
    END IF;
    IF only_part THEN
        SELECT x.* INTO c FROM contributing_plan x WHERE x.id = part AND x.plan_id = plan;
        IF NOT FOUND THEN
            RETURN app.refuse(action, 'part', part);
        ELSIF r.part_write & app.class_bit(c.class_code) = 0 THEN
            RETURN app.refuse_action(action, plan, part, 'owner-only');
        END IF;
    ELSIF r.write_mask & app.right_contribute() = 0 THEN
        RETURN app.refuse_action(action, plan, plan, 'read-only');
    END IF;
    IF NOT EXISTS (SELECT FROM joint_plan p WHERE p.id = plan AND p.status_code IN ('draft', 'active', 'on-hold')) THEN
        RAISE EXCEPTION 'plan-closed' USING ERRCODE = 'SP409';
    END IF;
    RETURN NULL;
END
$$;
