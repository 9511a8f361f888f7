-- GET /plans/{plan_id}/contributing-plans/new: the form for a new contributing plan of the actor's unit.
-- input: {"plan_id", "type_code" optional} · returns {"plan_id","citizen": strip,"options","values","draft",
-- "no_types": true where the unit's sector may own none}. 403 'not-in-team' for readers who may not add.
CREATE OR REPLACE FUNCTION api.part_new(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    plan uuid := (input ->> 'plan_id')::uuid;
    r record;
    types jsonb;
    type_code text;
BEGIN
    PERFORM app.actor_require();
    SELECT * INTO r FROM app.relation(plan);
    IF r.related IS NOT TRUE THEN
        RETURN app.refuse('contributing-plan.new', 'plan', plan);
    END IF;
    IF r.write_mask & app.right_contribute() = 0 OR app.actor_role() <> 'caseworker' THEN
        RETURN app.refuse_action('contributing-plan.new', plan, plan, 'not-in-team');
    END IF;
    types := app.part_types();
    type_code := coalesce(input ->> 'type_code', types -> 0 ->> 'value');
    PERFORM app.audit('contributing-plan.new', plan, r.citizen_id, 1, NULL, 'permit', r.basis_code, r.basis_id, 'care');
    RETURN jsonb_build_object('plan_id', plan, 'citizen', app.citizen_strip(plan), 'no_types', types = '[]'::jsonb,
        'options', jsonb_build_object('type_code', types, 'responsible_user_id', app.part_responsibles(app.actor_unit())),
        'values', jsonb_build_object('type_code', type_code, 'responsible_user_id', app.actor_user(),
                                     'period_start_day', app.today()),
        'draft', app.draft_get('/plans/' || plan || '/contributing-plans'));
END
$$;
