-- POST /plans/{plan_id}/contributing-plans: a new contributing plan, owned by the actor's unit.
-- input: {"plan_id","type_code","title","responsible_user_id","period_start_day","period_end_day",
-- "next_follow_up_day","next_step","plain_summary","activate","again": a second plan of a type is meant} · returns {"id","version","created",
-- "location","flash"}. SP422 type_code 'not-your-type' where the unit's sector may not own the type, or
-- the type is not in force today, again 'same-type' where the unit has an open plan of the type; SP409 'plan-closed'.
CREATE OR REPLACE FUNCTION api.part_create(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    plan uuid := (input ->> 'plan_id')::uuid;
    part uuid := gen_random_uuid();
    r record;
    t plan_type;
    none contributing_plan;
    errors jsonb;
BEGIN
    PERFORM app.actor_require();
    SELECT * INTO r FROM app.relation(plan);
    IF r.related IS NOT TRUE THEN
        RETURN app.refuse('contributing-plan.create', 'plan', plan);
    END IF;
    IF r.write_mask & app.right_contribute() = 0 OR app.actor_role() <> 'caseworker' THEN
        RETURN app.refuse_action('contributing-plan.create', plan, plan, 'not-in-team');
    END IF;
    IF NOT EXISTS (SELECT FROM joint_plan p WHERE p.id = plan AND p.status_code IN ('draft', 'active', 'on-hold')) THEN
        RAISE EXCEPTION 'plan-closed' USING ERRCODE = 'SP409';
    END IF;
    errors := app.part_errors(input, none);
    SELECT x.* INTO t FROM plan_type x WHERE x.code = input ->> 'type_code';
    IF NOT EXISTS (SELECT FROM jsonb_array_elements(app.part_types()) o WHERE o ->> 'value' = input ->> 'type_code') THEN
        errors := errors || app.error('type_code', 'not-your-type');
    END IF;
    IF NOT coalesce((input ->> 'again')::boolean, false) THEN
        errors := errors || coalesce((SELECT app.error('again', 'same-type', jsonb_build_object('title', c.title)) FROM contributing_plan c
            WHERE c.plan_id = plan AND c.type_code = t.code AND c.owner_unit_id = app.actor_unit() AND c.status_code IN ('draft', 'active', 'on-hold')
            ORDER BY c.created_at LIMIT 1), '[]');
    END IF;
    PERFORM app.errors_raise(errors);
    INSERT INTO contributing_plan (id, plan_id, type_code, class_code, sector_code, owner_unit_id, responsible_user_id,
        title, status_code, period_start_day, period_end_day, next_follow_up_day, next_step, plain_summary, content, created_by)
    SELECT part, plan, t.code, t.class_code, u.sector_code, u.id,
           coalesce((input ->> 'responsible_user_id')::uuid, app.actor_user()),
           coalesce(nullif(btrim(input ->> 'title'), ''), t.name_da),
           CASE WHEN (input ->> 'activate')::boolean THEN 'active' ELSE 'draft' END,
           coalesce((input ->> 'period_start_day')::date, app.today()), (input ->> 'period_end_day')::date,
           (input ->> 'next_follow_up_day')::date, input ->> 'next_step', input ->> 'plain_summary',
           app.part_content(input, '[]', t.code), app.actor_user()
      FROM unit u WHERE u.id = app.actor_unit();
    PERFORM app.part_version_keep(part, NULL);
    PERFORM app.draft_drop('/plans/' || plan || '/contributing-plans');
    PERFORM app.audit_write('contributing-plan.create', plan, r.basis_code, r.basis_id);
    RETURN jsonb_build_object('id', part, 'version', 1, 'created', true,
        'location', '/contributing-plans/' || part, 'flash', 'part-created');
END
$$;

-- Keeps the plan as it now stands as a version of its own.
CREATE OR REPLACE FUNCTION app.part_version_keep(part uuid, reason text) RETURNS void
LANGUAGE plpgsql SET search_path = samplan, app, pg_temp AS $$
BEGIN
    INSERT INTO contributing_plan_version (contributing_plan_id, version, plan_id, class_code, snapshot, reason, created_by)
    SELECT c.id, c.version, c.plan_id, c.class_code,
           app.part_values(c) || jsonb_build_object('content', c.content, 'status_code', c.status_code), reason, app.actor_user()
      FROM contributing_plan c WHERE c.id = part;
END
$$;
