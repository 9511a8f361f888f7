-- POST /plans/{plan_id}/goals: a new goal, shared or of one contributing plan.
-- input: {"plan_id","contributing_plan_id","title","description","expressed_by","expressed_by_name","target","start_day","due_day",
-- "next_measure_day","lifecycle","steps_total","steps_done","sector_codes"} · returns {"id","version","location","flash","created"}.
-- What a citizen writes is expressed by herself. SP409 'plan-closed', SP422.
CREATE OR REPLACE FUNCTION api.goal_create(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    plan uuid := (input ->> 'plan_id')::uuid;
    part uuid := (input ->> 'contributing_plan_id')::uuid;
    id uuid := gen_random_uuid();
    r record;
    refused jsonb;
BEGIN
    PERFORM app.actor_require();
    refused := app.task_place_refusal('goal.create', plan, part, part IS NOT NULL);
    IF refused IS NOT NULL THEN
        RETURN refused;
    END IF;
    PERFORM app.errors_raise(app.goal_errors(input, plan));
    SELECT * INTO r FROM app.relation(plan, part);
    INSERT INTO goal (id, plan_id, contributing_plan_id, class_code, title, description, expressed_by_code, expressed_by_name, target,
                      start_day, due_day, next_measure_day, lifecycle_code, steps_total, steps_done, position, created_by)
    VALUES (id, plan, part, coalesce((SELECT c.class_code FROM contributing_plan c WHERE c.id = part), 'core'), input ->> 'title',
            input ->> 'description',
            CASE WHEN app.actor_citizen() IS NOT NULL THEN 'citizen' ELSE coalesce(input ->> 'expressed_by', 'citizen') END,
            input ->> 'expressed_by_name', input ->> 'target', (input ->> 'start_day')::date, (input ->> 'due_day')::date,
            (input ->> 'next_measure_day')::date, coalesce(input ->> 'lifecycle', 'active'),
            coalesce((input ->> 'steps_total')::smallint, 0), coalesce((input ->> 'steps_done')::smallint, 0),
            (SELECT coalesce(max(x.position), 0) + 1 FROM goal x WHERE x.plan_id = plan), app.actor_user());
    IF part IS NULL THEN
        PERFORM app.goal_sectors_set(id, plan, input -> 'sector_codes');
    END IF;
    PERFORM app.draft_drop('/plans/' || plan || '/goals');
    PERFORM app.audit_write('goal.create', plan, r.basis_code, r.basis_id);
    RETURN jsonb_build_object('id', id, 'version', 1, 'location', '/goals/' || id, 'flash', 'goal-created', 'created', true);
END
$$;

-- POST /goals/{goal_id}. input: the same fields and {"reason","_version"}; what is left out stays · returns {"id","version",
-- "location","flash"}. SP409 'plan-closed' (a shared goal), SP412, SP422; 'citizens-words' where somebody else would change what the citizen wrote.
CREATE OR REPLACE FUNCTION api.goal_update(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    g goal;
    k jsonb;
    old jsonb;
    f text;
    errors jsonb := '[]';
BEGIN
    PERFORM app.actor_require();
    SELECT x.* INTO g FROM goal x WHERE x.id = (input ->> 'goal_id')::uuid;
    IF NOT FOUND THEN
        RETURN app.refuse('goal.update', 'goal', (input ->> 'goal_id')::uuid);
    END IF;
    k := app.goal_standing(g);
    IF NOT (k ->> 'contributes')::boolean THEN
        RETURN app.refuse_action('goal.update', g.plan_id, g.id, 'read-only');
    END IF;
    SELECT x.* INTO g FROM goal x WHERE x.id = g.id FOR UPDATE;
    old := app.goal_values(g);
    PERFORM app.version_check(input, g.version, old, g.changed_by, g.changed_at);
    IF g.class_code = 'core' AND NOT EXISTS (
        SELECT FROM joint_plan p WHERE p.id = g.plan_id AND p.status_code IN ('draft', 'active', 'on-hold')) THEN
        RAISE EXCEPTION 'plan-closed' USING ERRCODE = 'SP409';
    END IF;
    input := old || input;
    FOREACH f IN ARRAY '{title,description,target,expressed_by,expressed_by_name}'::text[] LOOP
        IF (k ->> 'words_locked')::boolean AND nullif(input ->> f, '') IS DISTINCT FROM nullif(old ->> f, '') THEN
            errors := errors || app.error(f, 'citizens-words');
        END IF;
    END LOOP;
    PERFORM app.errors_raise(errors || app.goal_errors(input, g.plan_id));
    PERFORM app.reason_set(input ->> 'reason');
    UPDATE goal x SET title = input ->> 'title', description = input ->> 'description',
           expressed_by_code = CASE WHEN app.actor_citizen() IS NOT NULL THEN x.expressed_by_code ELSE input ->> 'expressed_by' END,
           expressed_by_name = input ->> 'expressed_by_name', target = input ->> 'target', start_day = (input ->> 'start_day')::date,
           due_day = (input ->> 'due_day')::date, next_measure_day = (input ->> 'next_measure_day')::date,
           lifecycle_code = coalesce(input ->> 'lifecycle', x.lifecycle_code),
           steps_total = coalesce((input ->> 'steps_total')::smallint, 0), steps_done = coalesce((input ->> 'steps_done')::smallint, 0)
     WHERE x.id = g.id;
    IF g.contributing_plan_id IS NULL THEN
        PERFORM app.goal_sectors_set(g.id, g.plan_id, input -> 'sector_codes');
    END IF;
    PERFORM app.draft_drop('/goals/' || g.id);
    PERFORM app.audit_write('goal.update', g.plan_id, k ->> 'basis_code', (k ->> 'basis_id')::uuid, input ->> 'reason');
    RETURN jsonb_build_object('id', g.id, 'version', g.version + 1, 'location', '/goals/' || g.id, 'flash', 'goal-saved');
END
$$;

CREATE OR REPLACE FUNCTION app.goal_errors(input jsonb, plan uuid) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    errors jsonb := '[]';
BEGIN
    IF coalesce(btrim(input ->> 'title'), '') = '' THEN
        errors := errors || app.error('title', 'required');
    END IF;
    IF input ->> 'expressed_by' = 'relative' AND coalesce(btrim(input ->> 'expressed_by_name'), '') = '' THEN
        errors := errors || app.error('expressed_by_name', 'required');
    END IF;
    IF (input ->> 'due_day')::date < (input ->> 'start_day')::date THEN
        errors := errors || app.error('due_day', 'before-start');
    END IF;
    IF coalesce((input ->> 'steps_done')::integer, 0) > coalesce((input ->> 'steps_total')::integer, 0) THEN
        errors := errors || app.error('steps_done', 'more-than-all');
    END IF;
    IF jsonb_typeof(input -> 'sector_codes') = 'array' AND EXISTS (
        SELECT FROM jsonb_array_elements_text(input -> 'sector_codes') s
         WHERE s NOT IN (SELECT o ->> 'value' FROM jsonb_array_elements(app.goal_sectors(plan)) o)) THEN
        errors := errors || app.error('sector_codes', 'not-an-option');
    END IF;
    RETURN errors;
END
$$;

-- Makes the sectors that work on a shared goal equal to codes; an absent list leaves them. What a sector reports
-- of itself stays as it is; one that is taken off is kept as ended.
CREATE OR REPLACE FUNCTION app.goal_sectors_set(goal uuid, plan uuid, codes jsonb) RETURNS void
LANGUAGE plpgsql SET search_path = samplan, app, pg_temp AS $$
DECLARE
    before text[];
    after text[];
BEGIN
    IF jsonb_typeof(codes) IS DISTINCT FROM 'array' THEN
        RETURN;
    END IF;
    SELECT array_agg(x.sector_code ORDER BY x.sector_code) INTO before
      FROM goal_contribution x WHERE x.goal_id = goal_sectors_set.goal AND x.state_code <> 'ended';
    SELECT array_agg(s ORDER BY s) INTO after FROM jsonb_array_elements_text(codes) s;
    IF before IS NOT DISTINCT FROM after THEN
        RETURN;
    END IF;
    UPDATE goal_contribution x SET state_code = CASE WHEN x.sector_code = ANY (after) THEN 'in-progress' ELSE 'ended' END
     WHERE x.goal_id = goal_sectors_set.goal AND (x.state_code = 'ended') = (x.sector_code = ANY (coalesce(after, '{}')));
    INSERT INTO goal_contribution (goal_id, plan_id, sector_code)
    SELECT goal_sectors_set.goal, goal_sectors_set.plan, s FROM unnest(after) s
     WHERE NOT EXISTS (SELECT FROM goal_contribution x WHERE x.goal_id = goal_sectors_set.goal AND x.sector_code = s);
    PERFORM app.goal_change_note(goal_sectors_set.goal, 'sector_codes', to_jsonb(before), to_jsonb(after));
END
$$;

-- History of what hangs on a goal and has no row of its own there: which sectors work on it, how one of them gets on.
CREATE OR REPLACE FUNCTION app.goal_change_note(goal uuid, field text, old_value jsonb, new_value jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    INSERT INTO change (plan_id, class_bit, entity_code, entity_id, action_code, title, fields, reason, user_id, unit_id, request_id)
    SELECT g.plan_id, app.class_bit(g.class_code), 'goal', g.id, 'update', left(g.title, 200),
           jsonb_build_array(jsonb_build_object('field', goal_change_note.field, 'old', old_value, 'new', new_value)),
           nullif(current_setting('samplan.reason', true), ''), app.actor_user(), app.actor_unit(),
           nullif(current_setting('samplan.request_id', true), '')::uuid
      FROM goal g WHERE g.id = goal_change_note.goal;
END
$$;
ALTER FUNCTION app.goal_change_note(uuid, text, jsonb, jsonb) OWNER TO samplan_derive;
