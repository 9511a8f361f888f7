-- POST /contributing-plans/{part_id}: changes the plan; the owning unit alone. Keeps a version.
-- input: fields of app.part_values, "reason" · returns {"id","version","location","flash"}.
-- 404, 403 'owner-only', SP409 'part-closed', SP412, SP422.
CREATE OR REPLACE FUNCTION api.part_update(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    part uuid := (input ->> 'part_id')::uuid;
    c contributing_plan;
    r record;
    errors jsonb;
BEGIN
    PERFORM app.actor_require();
    SELECT x.* INTO c FROM contributing_plan x WHERE x.id = part;
    IF NOT FOUND THEN
        RETURN app.refuse('contributing-plan.update', 'part', part);
    END IF;
    SELECT * INTO r FROM app.relation(c.plan_id, part);
    IF r.part_write & app.class_bit(c.class_code) = 0 OR coalesce(c.owner_unit_id <> ALL (app.actor_principals()), true) THEN
        RETURN app.refuse_action('contributing-plan.update', c.plan_id, part, 'owner-only');
    END IF;
    SELECT x.* INTO c FROM contributing_plan x WHERE x.id = part FOR UPDATE;
    IF c.status_code IN ('completed', 'revoked') THEN
        RAISE EXCEPTION 'part-closed' USING ERRCODE = 'SP409';
    END IF;
    PERFORM app.version_check(input, c.version, app.part_values(c), c.changed_by, c.changed_at);
    errors := app.part_errors(input, c);
    IF input ? 'title' AND coalesce(btrim(input ->> 'title'), '') = '' THEN
        errors := errors || app.error('title', 'required');
    END IF;
    PERFORM app.errors_raise(errors);
    PERFORM app.reason_set(input ->> 'reason');
    UPDATE contributing_plan x SET
           title = app.given(input, 'title', c.title),
           responsible_user_id = app.given(input, 'responsible_user_id', c.responsible_user_id::text)::uuid,
           period_start_day = coalesce(app.given(input, 'period_start_day', c.period_start_day::text)::date, c.period_start_day),
           period_end_day = app.given(input, 'period_end_day', c.period_end_day::text)::date,
           next_follow_up_day = app.given(input, 'next_follow_up_day', c.next_follow_up_day::text)::date,
           next_step = app.given(input, 'next_step', c.next_step),
           bar_text = app.given(input, 'bar_text', c.bar_text),
           milestone_day = app.given(input, 'milestone_day', c.milestone_day::text)::date,
           milestone_text = app.given(input, 'milestone_text', c.milestone_text),
           plain_summary = app.given(input, 'plain_summary', c.plain_summary),
           assessment = app.given(input, 'assessment', c.assessment),
           content = app.part_content(input, c.content, c.type_code)
     WHERE x.id = part;
    PERFORM app.part_version_keep(part, input ->> 'reason');
    PERFORM app.draft_drop('/contributing-plans/' || part);
    PERFORM app.audit_write('contributing-plan.update', c.plan_id, r.basis_code, r.basis_id, input ->> 'reason');
    RETURN jsonb_build_object('id', part, 'version', c.version + 1, 'location', '/contributing-plans/' || part,
                              'flash', 'saved');
END
$$;
