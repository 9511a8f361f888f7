-- The contributing plans of a plan that the actor may read, as options.
CREATE OR REPLACE FUNCTION app.part_options(plan uuid) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN (SELECT coalesce(jsonb_agg(jsonb_build_object('value', c.id, 'label', c.title || ', ' || app.part_owner(c, n.name),
                       'sector_code', c.sector_code) ORDER BY c.created_at, c.id), '[]')
              FROM contributing_plan c LEFT JOIN unit n ON n.id = c.owner_unit_id
             WHERE c.plan_id = plan AND c.status_code IN ('draft', 'active', 'on-hold') AND c.class_code <> 'private');
END
$$;

-- GET /plans/{plan_id}/conflicts/new: to mark that two contributing plans pull in different directions.
-- input: {"plan_id"} · returns {"plan_id","citizen": strip,"values","options": {"part_a_id","part_b_id"},"draft",
-- "enough": two plans can be chosen}.
CREATE OR REPLACE FUNCTION api.conflict_new(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    plan uuid := (input ->> 'plan_id')::uuid;
    r record;
    parts jsonb;
BEGIN
    PERFORM app.actor_require();
    SELECT * INTO r FROM app.relation(plan);
    IF r.related IS NOT TRUE THEN
        RETURN app.refuse('conflict.new', 'plan', plan);
    END IF;
    parts := app.part_options(plan);
    IF jsonb_array_length(parts) < 2 THEN
        RETURN app.refuse_action('conflict.new', plan, plan, 'two-plans-needed');
    END IF;
    PERFORM app.audit('conflict.new', plan, r.citizen_id, app.read_classes(plan),
                      (SELECT array_agg((x ->> 'value')::uuid) FROM jsonb_array_elements(parts) x),
                      'permit', r.basis_code, r.basis_id, 'care');
    RETURN jsonb_build_object('plan_id', plan, 'citizen', app.citizen_strip(plan), 'values', '{}'::jsonb,
        'options', jsonb_build_object('part_a_id', parts, 'part_b_id', parts),
        'draft', app.draft_get('/plans/' || plan || '/conflicts'));
END
$$;
