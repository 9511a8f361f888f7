-- POST /plans/{plan_id}/team: adds a person, a unit or somebody outside; the coordinator alone.
-- input: {"plan_id","who": 'person:<user>:<unit>' or 'unit:<unit>' or null,"outside_name","outside_organisation",
-- "relationship","contact_type_code","helps_with","phone","phone_hours","period_start_day","period_end_day",
-- "is_statutory_coordinator","replaces_member_id"} · returns {"id","version","created","location","flash"}.
-- SP422: who 'required' (or outside_name), 'not-an-option', 'in-team'; SP409 'plan-closed'.
CREATE OR REPLACE FUNCTION api.member_create(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    plan uuid := (input ->> 'plan_id')::uuid;
    id uuid := gen_random_uuid();
    r record;
    w record;
    errors jsonb;
BEGIN
    PERFORM app.actor_require();
    SELECT * INTO r FROM app.relation(plan);
    IF r.related IS NOT TRUE THEN
        RETURN app.refuse('member.create', 'plan', plan);
    END IF;
    IF r.write_mask & app.right_coordinate() = 0 THEN
        RETURN app.refuse_action('member.create', plan, plan, 'coordinator-only');
    END IF;
    IF NOT EXISTS (SELECT FROM joint_plan p WHERE p.id = plan AND p.status_code IN ('draft', 'active', 'on-hold')) THEN
        RAISE EXCEPTION 'plan-closed' USING ERRCODE = 'SP409';
    END IF;
    w := app.who_read(input ->> 'who');
    errors := app.member_errors(input, w.unit_id);
    IF input ->> 'who' IS NULL AND coalesce(btrim(input ->> 'outside_name'), '') = '' THEN
        errors := errors || app.error('who', 'required');
    ELSIF input ->> 'who' IS NOT NULL AND w.kind_code IS NULL THEN
        errors := errors || app.error('who', 'not-an-option');
    ELSIF EXISTS (SELECT FROM team_member m WHERE m.plan_id = plan AND m.status_code = 'active' AND m.kind_code = w.kind_code
                     AND (m.user_id = w.user_id OR (w.user_id IS NULL AND m.unit_id = w.unit_id))) THEN
        errors := errors || app.error('who', 'in-team');
    END IF;
    IF input ->> 'replaces_member_id' IS NOT NULL AND NOT EXISTS (
        SELECT FROM team_member m WHERE m.id = (input ->> 'replaces_member_id')::uuid AND m.plan_id = plan AND m.status_code = 'active') THEN
        errors := errors || app.error('replaces_member_id', 'not-an-option');
    END IF;
    PERFORM app.errors_raise(errors);
    INSERT INTO team_member (id, plan_id, kind_code, user_id, unit_id, outside_name, outside_organisation, relationship,
        contact_type_code, helps_with, phone, phone_hours, is_statutory_coordinator, replaces_member_id,
        period_start_day, period_end_day, added_by)
    VALUES (id, plan, coalesce(w.kind_code, 'outside'), w.user_id, w.unit_id,
        CASE WHEN w.kind_code IS NULL THEN input ->> 'outside_name' END,
        CASE WHEN w.kind_code IS NULL THEN input ->> 'outside_organisation' END, input ->> 'relationship',
        input ->> 'contact_type_code', input ->> 'helps_with', input ->> 'phone', input ->> 'phone_hours',
        coalesce((input ->> 'is_statutory_coordinator')::boolean, false), (input ->> 'replaces_member_id')::uuid,
        coalesce((input ->> 'period_start_day')::date, app.today()), (input ->> 'period_end_day')::date, app.actor_user());
    IF input ->> 'replaces_member_id' IS NOT NULL THEN
        UPDATE team_member m SET status_code = 'ended', end_reason = NULL,
               period_end_day = greatest(app.today(), m.period_start_day), read_until_day = app.today() + 14
         WHERE m.id = (input ->> 'replaces_member_id')::uuid AND m.plan_id = plan AND m.status_code = 'active';
    END IF;
    PERFORM app.draft_drop('/plans/' || plan || '/team');
    PERFORM app.audit_write('member.create', plan, r.basis_code, r.basis_id);
    RETURN jsonb_build_object('id', id, 'version', 1, 'created', true, 'location', '/plans/' || plan || '/team',
                              'flash', 'member-added');
END
$$;

-- Takes 'person:<user>:<unit>' or 'unit:<unit>' apart; kind_code is NULL where there is no such caseworker
-- or unit now.
CREATE OR REPLACE FUNCTION app.who_read(who text, OUT kind_code text, OUT user_id uuid, OUT unit_id uuid)
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    uuid_form constant text := '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
BEGIN
    IF who ~ ('^person:' || uuid_form || ':' || uuid_form || '$') THEN
        SELECT 'person', u.id, r.unit_id INTO kind_code, user_id, unit_id
          FROM user_account u JOIN role_assignment r ON r.user_id = u.id
         WHERE u.id = split_part(who, ':', 2)::uuid AND r.unit_id = split_part(who, ':', 3)::uuid
           AND r.role_code = 'caseworker' AND u.status_code = 'active' AND u.citizen_id IS NULL AND app.assignment_active(r) LIMIT 1;
    ELSIF who ~ ('^unit:' || uuid_form || '$') THEN
        SELECT 'unit', NULL, u.id INTO kind_code, user_id, unit_id
          FROM unit u WHERE u.id = split_part(who, ':', 2)::uuid AND (u.valid_to IS NULL OR u.valid_to > app.today());
    END IF;
END
$$;
