-- POST /plans/{plan_id}: changes the header of the plan.
-- input: fields of app.plan_values, "reason" (why it is changed) · returns {"id","version","location","flash"}.
-- Raises SP409 'plan-closed', SP412, SP422.
CREATE OR REPLACE FUNCTION api.plan_update(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    p joint_plan;
    r record;
    errors jsonb := '[]';
    start_day date;
BEGIN
    PERFORM app.actor_require();
    SELECT * INTO r FROM app.relation((input ->> 'plan_id')::uuid);
    IF r.related IS NOT TRUE THEN
        RETURN app.refuse('plan.update', 'plan', (input ->> 'plan_id')::uuid);
    END IF;
    IF r.write_mask & (app.right_coordinate() | app.right_reopen()) = 0 THEN
        RETURN app.refuse_action('plan.update', (input ->> 'plan_id')::uuid, (input ->> 'plan_id')::uuid, 'coordinator-only');
    END IF;
    SELECT x.* INTO p FROM joint_plan x WHERE x.id = (input ->> 'plan_id')::uuid FOR UPDATE;
    IF p.status_code NOT IN ('draft', 'active', 'on-hold') THEN
        RAISE EXCEPTION 'plan-closed' USING ERRCODE = 'SP409';
    END IF;
    PERFORM app.version_check(input, p.version, app.plan_values(p), p.changed_by, p.changed_at);
    start_day := coalesce((input ->> 'period_start_day')::date, p.period_start_day);
    IF p.status_code <> 'draft' AND length(btrim(coalesce(app.given(input, 'plan_reason', p.reason), ''))) = 0 THEN
        errors := errors || app.error('plan_reason', 'required');
    END IF;
    IF p.status_code <> 'draft' AND p.complexity_code <> 'light' AND length(btrim(coalesce(app.given(input, 'summary', p.summary), ''))) = 0 THEN
        errors := errors || app.error('summary', 'required');
    END IF;
    IF app.given(input, 'period_end_day', p.period_end_day::text)::date < start_day THEN
        errors := errors || app.error('period_end_day', 'before-start');
    END IF;
    IF app.given(input, 'review_day', p.review_day::text)::date < start_day THEN
        errors := errors || app.error('review_day', 'before-start');
    END IF;
    IF coalesce(input ->> 'complexity_code', p.complexity_code) <> p.complexity_code AND p.status_code <> 'draft'
       AND length(btrim(coalesce(input ->> 'reason', ''))) = 0 THEN
        errors := errors || app.error('reason', 'reason-required');
    END IF;
    PERFORM app.errors_raise(errors);
    PERFORM app.reason_set(input ->> 'reason');
    UPDATE joint_plan x SET
           reason = coalesce(app.given(input, 'plan_reason', p.reason), ''),
           target_group_code = app.given(input, 'target_group_code', p.target_group_code),
           complexity_code = coalesce(input ->> 'complexity_code', p.complexity_code),
           summary = app.given(input, 'summary', p.summary),
           period_start_day = start_day,
           period_end_day = app.given(input, 'period_end_day', p.period_end_day::text)::date,
           review_day = app.given(input, 'review_day', p.review_day::text)::date
     WHERE x.id = p.id;
    PERFORM app.draft_drop('/plans/' || p.id);
    PERFORM app.audit_write('plan.update', p.id, r.basis_code, r.basis_id, input ->> 'reason');
    RETURN jsonb_build_object('id', p.id, 'version', p.version + 1, 'location', '/plans/' || p.id, 'flash', 'saved');
END
$$;
