-- Interventions: what the owner of a contributing plan does. Changed by the owning unit alone.
CREATE OR REPLACE FUNCTION app.intervention_values(i samplan.intervention) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN jsonb_build_object('title', i.title, 'description', i.description, 'responsible_user_id', i.responsible_user_id,
        'intervention_status_code', i.status_code, 'period_start_day', i.period_start_day, 'period_end_day', i.period_end_day);
END
$$;

-- Whoever does it works in the owning unit; before: who it was, who may have left it since.
CREATE OR REPLACE FUNCTION app.intervention_responsible_errors(input jsonb, owner_unit uuid, before uuid) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN CASE WHEN input ->> 'responsible_user_id' IS NULL OR (input ->> 'responsible_user_id')::uuid = before
                  OR EXISTS (SELECT FROM jsonb_array_elements(app.part_responsibles(owner_unit)) o
                              WHERE o ->> 'value' = lower(input ->> 'responsible_user_id')) THEN '[]'
                ELSE app.error('responsible_user_id', 'not-an-option') END;
END
$$;

-- GET /contributing-plans/{part_id}/interventions/new
CREATE OR REPLACE FUNCTION api.intervention_new(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    part uuid := (input ->> 'part_id')::uuid;
    c contributing_plan;
    r record;
BEGIN
    PERFORM app.actor_require();
    SELECT x.* INTO c FROM contributing_plan x WHERE x.id = part;
    IF NOT FOUND THEN
        RETURN app.refuse('intervention.new', 'part', part);
    END IF;
    SELECT * INTO r FROM app.relation(c.plan_id, part);
    IF r.part_write & app.class_bit(c.class_code) = 0 OR coalesce(c.owner_unit_id <> ALL (app.actor_principals()), true) THEN
        RETURN app.refuse_action('intervention.new', c.plan_id, part, 'owner-only');
    END IF;
    PERFORM app.audit('intervention.new', c.plan_id, r.citizen_id, app.class_bit(c.class_code), ARRAY[part], 'permit',
                      r.basis_code, r.basis_id, 'care');
    RETURN jsonb_build_object('part_id', part, 'part_title', c.title, 'plan_id', c.plan_id, 'citizen', app.citizen_strip(c.plan_id),
        'values', jsonb_build_object('responsible_user_id', app.actor_user(), 'period_start_day', app.today(),
                                     'intervention_status_code', 'planned'),
        'options', jsonb_build_object('responsible_user_id', app.part_responsibles(c.owner_unit_id)),
        'draft', app.draft_get('/contributing-plans/' || part || '/interventions'));
END
$$;

-- POST /contributing-plans/{part_id}/interventions
CREATE OR REPLACE FUNCTION api.intervention_create(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    part uuid := (input ->> 'part_id')::uuid;
    id uuid := gen_random_uuid();
    c contributing_plan;
    r record;
    errors jsonb := '[]';
BEGIN
    PERFORM app.actor_require();
    SELECT x.* INTO c FROM contributing_plan x WHERE x.id = part;
    IF NOT FOUND THEN
        RETURN app.refuse('intervention.create', 'part', part);
    END IF;
    SELECT * INTO r FROM app.relation(c.plan_id, part);
    IF r.part_write & app.class_bit(c.class_code) = 0 OR coalesce(c.owner_unit_id <> ALL (app.actor_principals()), true) THEN
        RETURN app.refuse_action('intervention.create', c.plan_id, part, 'owner-only');
    END IF;
    IF c.status_code IN ('completed', 'revoked') THEN
        RAISE EXCEPTION 'part-closed' USING ERRCODE = 'SP409';
    END IF;
    IF (input ->> 'period_end_day')::date < (input ->> 'period_start_day')::date THEN
        errors := errors || app.error('period_end_day', 'before-start');
    END IF;
    PERFORM app.errors_raise(errors || app.intervention_responsible_errors(input, c.owner_unit_id, NULL));
    INSERT INTO intervention (id, plan_id, contributing_plan_id, class_code, title, description, responsible_user_id,
                              status_code, period_start_day, period_end_day, created_by)
    VALUES (id, c.plan_id, part, c.class_code, input ->> 'title', input ->> 'description',
            (input ->> 'responsible_user_id')::uuid, coalesce(input ->> 'intervention_status_code', 'planned'),
            (input ->> 'period_start_day')::date, (input ->> 'period_end_day')::date, app.actor_user());
    PERFORM app.draft_drop('/contributing-plans/' || part || '/interventions');
    PERFORM app.audit_write('intervention.create', c.plan_id, r.basis_code, r.basis_id);
    RETURN jsonb_build_object('id', id, 'version', 1, 'created', true, 'location', '/contributing-plans/' || part, 'flash', 'saved');
END
$$;

-- GET /interventions/{intervention_id}/edit
CREATE OR REPLACE FUNCTION api.intervention_edit(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    i intervention;
    c contributing_plan;
    r record;
BEGIN
    PERFORM app.actor_require();
    SELECT x.* INTO i FROM intervention x WHERE x.id = (input ->> 'intervention_id')::uuid;
    IF NOT FOUND THEN
        RETURN app.refuse('intervention.edit', 'intervention', (input ->> 'intervention_id')::uuid);
    END IF;
    SELECT x.* INTO c FROM contributing_plan x WHERE x.id = i.contributing_plan_id;
    SELECT * INTO r FROM app.relation(i.plan_id, c.id);
    IF r.part_write & app.class_bit(c.class_code) = 0 OR coalesce(c.owner_unit_id <> ALL (app.actor_principals()), true) THEN
        RETURN app.refuse_action('intervention.edit', i.plan_id, i.id, 'owner-only');
    END IF;
    PERFORM app.audit('intervention.edit', i.plan_id, r.citizen_id, app.class_bit(i.class_code), ARRAY[i.id], 'permit',
                      r.basis_code, r.basis_id, 'care');
    RETURN jsonb_build_object('id', i.id, 'part_id', c.id, 'part_title', c.title, 'plan_id', c.plan_id, 'version', i.version,
        'citizen', app.citizen_strip(c.plan_id), 'values', app.intervention_values(i),
        'options', jsonb_build_object('responsible_user_id', app.part_responsibles(c.owner_unit_id)),
        'draft', app.draft_get('/interventions/' || i.id));
END
$$;

-- POST /interventions/{intervention_id}
CREATE OR REPLACE FUNCTION api.intervention_update(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    i intervention;
    c contributing_plan;
    r record;
    errors jsonb := '[]';
BEGIN
    PERFORM app.actor_require();
    SELECT x.* INTO i FROM intervention x WHERE x.id = (input ->> 'intervention_id')::uuid;
    IF NOT FOUND THEN
        RETURN app.refuse('intervention.update', 'intervention', (input ->> 'intervention_id')::uuid);
    END IF;
    SELECT x.* INTO c FROM contributing_plan x WHERE x.id = i.contributing_plan_id;
    SELECT * INTO r FROM app.relation(i.plan_id, c.id);
    IF r.part_write & app.class_bit(c.class_code) = 0 OR coalesce(c.owner_unit_id <> ALL (app.actor_principals()), true) THEN
        RETURN app.refuse_action('intervention.update', i.plan_id, i.id, 'owner-only');
    END IF;
    SELECT x.* INTO i FROM intervention x WHERE x.id = i.id FOR UPDATE;
    PERFORM app.version_check(input, i.version, app.intervention_values(i), i.changed_by, i.changed_at);
    IF app.given(input, 'period_end_day', i.period_end_day::text)::date
       < app.given(input, 'period_start_day', i.period_start_day::text)::date THEN
        errors := errors || app.error('period_end_day', 'before-start');
    END IF;
    PERFORM app.errors_raise(errors || app.intervention_responsible_errors(input, c.owner_unit_id, i.responsible_user_id));
    PERFORM app.reason_set(input ->> 'reason');
    UPDATE intervention x SET
           title = coalesce(app.given(input, 'title', i.title), i.title),
           description = app.given(input, 'description', i.description),
           responsible_user_id = app.given(input, 'responsible_user_id', i.responsible_user_id::text)::uuid,
           status_code = coalesce(app.given(input, 'intervention_status_code', i.status_code), i.status_code),
           period_start_day = app.given(input, 'period_start_day', i.period_start_day::text)::date,
           period_end_day = app.given(input, 'period_end_day', i.period_end_day::text)::date
     WHERE x.id = i.id;
    PERFORM app.draft_drop('/interventions/' || i.id);
    PERFORM app.audit_write('intervention.update', i.plan_id, r.basis_code, r.basis_id, input ->> 'reason');
    RETURN jsonb_build_object('id', i.id, 'version', i.version + 1, 'location', '/contributing-plans/' || c.id, 'flash', 'saved');
END
$$;
