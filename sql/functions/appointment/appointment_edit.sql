-- The forms about a meeting.

-- Day and time as they are in Denmark; the same from and to.
CREATE OR REPLACE FUNCTION app.appointment_values(a samplan.appointment) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN jsonb_build_object('title', a.title, 'kind', a.kind_code,
        'day', (a.start_at AT TIME ZONE 'Europe/Copenhagen')::date,
        'start_time', to_char(a.start_at AT TIME ZONE 'Europe/Copenhagen', 'HH24:MI'),
        'end_time', to_char(a.end_at AT TIME ZONE 'Europe/Copenhagen', 'HH24:MI'),
        'place', a.place, 'agenda', a.agenda, 'meeting_status', a.status_code, 'status_text', a.status_text,
        'participant_ids', (SELECT coalesce(jsonb_agg(coalesce(p.member_id, j.citizen_id) ORDER BY coalesce(p.member_id, j.citizen_id)), '[]')
             FROM appointment_participant p JOIN joint_plan j ON j.id = p.plan_id
            WHERE p.appointment_id = a.id AND p.answer_code <> 'removed'));
END
$$;

-- The citizen and the team, as choices.
CREATE OR REPLACE FUNCTION app.participant_options(plan uuid) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN (SELECT coalesce(jsonb_agg(jsonb_build_object('value', x.id, 'label', x.label) ORDER BY x.rank, x.label), '[]')
      FROM (SELECT c.id, c.name AS label, 0 AS rank FROM joint_plan p JOIN citizen c ON c.id = p.citizen_id WHERE p.id = plan
            UNION ALL
            SELECT m.id, CASE m.kind_code WHEN 'person' THEN concat_ws(', ', u.name, n.name) WHEN 'unit' THEN n.name
                              ELSE concat_ws(', ', m.outside_name, coalesce(m.relationship, m.outside_organisation)) END,
                   CASE m.kind_code WHEN 'person' THEN 1 WHEN 'outside' THEN 2 ELSE 3 END
              FROM team_member m LEFT JOIN user_account u ON u.id = m.user_id LEFT JOIN unit n ON n.id = m.unit_id
             WHERE m.plan_id = plan AND m.status_code = 'active') x);
END
$$;

-- GET /plans/{plan_id}/appointments/new. input: {"plan_id"} · returns {"id": plan,"plan_id","is_new","values","options","draft",
-- "citizen": strip,"action_path"}. The citizen and the actor are chosen beforehand.
CREATE OR REPLACE FUNCTION api.appointment_new(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    plan uuid := (input ->> 'plan_id')::uuid;
    r record;
    refused jsonb;
BEGIN
    PERFORM app.actor_require();
    refused := app.task_place_refusal('appointment.new', plan, NULL, false);
    IF refused IS NOT NULL THEN
        RETURN refused;
    END IF;
    SELECT * INTO r FROM app.relation(plan);
    PERFORM app.audit('appointment.new', plan, r.citizen_id, 1, ARRAY[plan], 'permit', r.basis_code, r.basis_id,
                      CASE r.basis_code WHEN 'self' THEN 'own-data' ELSE 'care' END);
    RETURN jsonb_build_object('id', plan, 'plan_id', plan, 'is_new', true, 'action_path', '/plans/' || plan || '/appointments',
        'changes_list', '[]'::jsonb, 'changes_more', false,
        'values', jsonb_build_object('kind', 'appointment', 'participant_ids',
            jsonb_build_array(r.citizen_id) || (SELECT coalesce(jsonb_agg(m.id), '[]') FROM team_member m
                                                 WHERE m.plan_id = plan AND m.status_code = 'active' AND m.user_id = app.actor_user())),
        'options', jsonb_build_object('participant_ids', app.participant_options(plan)),
        'draft', app.draft_get('/plans/' || plan || '/appointments'), 'citizen', app.citizen_strip(plan, 'appointments'));
END
$$;

-- GET /appointments/{appointment_id}/edit, for whoever arranged it and the coordinator. input: {"appointment_id"} · returns
-- {"id","plan_id","version","is_new","title","values","options","draft","citizen": strip,"changes_list","changes_more"}.
CREATE OR REPLACE FUNCTION api.appointment_edit(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    a appointment;
    r record;
    changes jsonb;
BEGIN
    PERFORM app.actor_require();
    SELECT x.* INTO a FROM appointment x WHERE x.id = (input ->> 'appointment_id')::uuid;
    IF NOT FOUND THEN
        RETURN app.refuse('appointment.edit', 'appointment', (input ->> 'appointment_id')::uuid);
    END IF;
    SELECT * INTO r FROM app.relation(a.plan_id);
    IF NOT app.appointment_mine(a, r.write_mask) THEN
        RETURN app.refuse_action('appointment.edit', a.plan_id, a.id, 'not-yours');
    END IF;
    PERFORM app.audit('appointment.edit', a.plan_id, r.citizen_id, 1, ARRAY[a.id], 'permit', r.basis_code, r.basis_id,
                      CASE r.basis_code WHEN 'self' THEN 'own-data' ELSE 'care' END);
    changes := app.change_page(NULL, a.id, NULL, NULL, NULL, 3);
    RETURN jsonb_build_object('id', a.id, 'plan_id', a.plan_id, 'version', a.version, 'is_new', false, 'title', a.title,
        'action_path', '/appointments/' || a.id,
        'values', app.appointment_values(a), 'options', jsonb_build_object('participant_ids', app.participant_options(a.plan_id)),
        'draft', app.draft_get('/appointments/' || a.id), 'citizen', app.citizen_strip(a.plan_id, 'appointments'),
        'changes_list', changes -> 'changes_list', 'changes_more', changes ->> 'next' IS NOT NULL);
END
$$;

-- Whether the actor may change a meeting: she arranged it, or coordinates the plan.
CREATE OR REPLACE FUNCTION app.appointment_mine(a samplan.appointment, write_mask integer) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN write_mask & app.right_contribute() <> 0 AND (a.created_by = app.actor_user() OR write_mask & app.right_coordinate() <> 0);
END
$$;
