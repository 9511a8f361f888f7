-- The values of the form about a plan's header.
CREATE OR REPLACE FUNCTION app.plan_values(p samplan.joint_plan) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN jsonb_build_object('plan_reason', p.reason, 'target_group_code', p.target_group_code,
        'complexity_code', p.complexity_code, 'summary', p.summary, 'period_start_day', p.period_start_day,
        'period_end_day', p.period_end_day, 'review_day', p.review_day);
END
$$;

-- GET /plans/{plan_id}/edit: the header of the plan, for its coordinator.
-- input: {"plan_id"} · returns {"id","plan_id","version","values","options","draft","citizen": strip,
-- "plan_status_code"}.
CREATE OR REPLACE FUNCTION api.plan_edit(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    p joint_plan;
    r record;
BEGIN
    PERFORM app.actor_require();
    SELECT * INTO r FROM app.relation((input ->> 'plan_id')::uuid);
    IF r.related IS NOT TRUE THEN
        RETURN app.refuse('plan.edit', 'plan', (input ->> 'plan_id')::uuid);
    END IF;
    SELECT x.* INTO p FROM joint_plan x WHERE x.id = (input ->> 'plan_id')::uuid;
    IF r.write_mask & (app.right_coordinate() | app.right_reopen()) = 0 THEN
        RETURN app.refuse_action('plan.edit', p.id, p.id, 'coordinator-only');
    END IF;
    PERFORM app.audit('plan.edit', p.id, r.citizen_id, 1, ARRAY[p.id], 'permit', r.basis_code, r.basis_id, 'care');
    RETURN jsonb_build_object('id', p.id, 'plan_id', p.id, 'version', p.version, 'values', app.plan_values(p),
        'options', app.plan_options(), 'draft', app.draft_get('/plans/' || p.id), 'citizen', app.citizen_strip(p.id),
        'plan_status_code', p.status_code);
END
$$;
