-- GET /appointments/{appointment_id}/invitations: who outside the team is asked to the meeting, and asking more of them; for
-- whoever arranged it and the coordinator. input: {"appointment_id","q"?: part of a name} · returns {"id","plan_id","title","start_at",
-- "citizen": strip,"invited_list": [{"principal","name","relationship","unit","answer_code"}],"open","options","values","searched"}.
CREATE OR REPLACE FUNCTION api.invitation_list(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    a appointment;
    r record;
    invited jsonb;
BEGIN
    PERFORM app.actor_require();
    SELECT x.* INTO a FROM appointment x WHERE x.id = (input ->> 'appointment_id')::uuid;
    SELECT * INTO r FROM app.relation(a.plan_id);
    IF a.id IS NULL OR r.related IS NOT TRUE THEN
        RETURN app.refuse('invitation.list', 'appointment', (input ->> 'appointment_id')::uuid);
    ELSIF NOT app.appointment_mine(a, r.write_mask) THEN
        RETURN app.refuse_action('invitation.list', a.plan_id, a.id, 'not-yours');
    END IF;
    invited := app.invitation_people(a.id);
    PERFORM app.audit('invitation.list', a.plan_id, r.citizen_id, 1, ARRAY[a.id], 'permit', r.basis_code, r.basis_id,
                      CASE r.basis_code WHEN 'self' THEN 'own-data' ELSE 'care' END);
    RETURN jsonb_build_object('id', a.id, 'plan_id', a.plan_id, 'title', a.title, 'start_at', a.start_at,
        'citizen', app.citizen_strip(a.plan_id, 'appointments'), 'invited_list', invited, 'open', a.status_code = 'planned',
        'searched', input ->> 'q' IS NOT NULL, 'values', jsonb_build_object('q', input ->> 'q'),
        'options', jsonb_build_object('who', app.invitee_options(a.plan_id, input ->> 'q')));
END
$$;

-- Those who are asked, for whoever may manage the meeting.
CREATE OR REPLACE FUNCTION app.invitation_people(appointment uuid) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN (SELECT coalesce(jsonb_agg(jsonb_build_object('principal', i.principal, 'name', coalesce(r.name, u.name), 'relationship', r.relationship,
                       'unit', n.name, 'answer_code', i.answer_code) ORDER BY i.created_at), '[]')
              FROM appointment_invitation i JOIN samplan.appointment a ON a.id = i.appointment_id
              LEFT JOIN related_person r ON r.id = i.related_id LEFT JOIN user_account u ON u.id = i.user_id LEFT JOIN unit n ON n.id = i.unit_id
             WHERE i.appointment_id = invitation_people.appointment AND i.answer_code <> 'removed' AND app.invitation_manager(a));
END
$$;
ALTER FUNCTION app.invitation_people(uuid) OWNER TO samplan_derive;

-- Relatives of the plan who sign in; with q: caseworkers and volunteers by name.
CREATE OR REPLACE FUNCTION app.invitee_options(plan uuid, q text) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN (SELECT coalesce(jsonb_agg(x.o ORDER BY x.rank, x.o ->> 'label'), '[]') FROM (
        SELECT 0 AS rank, jsonb_build_object('value', 'relative:' || r.id, 'label', concat_ws(', ', r.name, r.relationship)) AS o
          FROM related_person r WHERE r.plan_id = plan AND r.status_code = 'active' AND r.user_id IS NOT NULL
           AND coalesce(r.period_end_day, 'infinity') >= app.today()
        UNION ALL
        SELECT 1, jsonb_build_object('value', h -> 'value', 'label', concat_ws(', ', h ->> 'label', h ->> 'text'))
          FROM jsonb_array_elements(CASE WHEN app.actor_citizen() IS NULL THEN app.directory_search(q, 20) || app.volunteer_search(q) ELSE '[]' END) h
         WHERE h ->> 'value' LIKE 'person:%') x);
END
$$;

-- Volunteers with a current role, by part of a name or organisation; in the shape of app.directory_search.
CREATE OR REPLACE FUNCTION app.volunteer_search(q text) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    pattern text := '%' || replace(replace(replace(lower(btrim(q)), '\', '\\'), '%', '\%'), '_', '\_') || '%';
BEGIN
    IF length(btrim(coalesce(q, ''))) < 2 THEN
        RETURN '[]';
    END IF;
    RETURN (SELECT coalesce(jsonb_agg(jsonb_build_object('value', 'person:' || u.id || ':' || n.id, 'label', u.name,
                       'text', concat_ws(', ', coalesce(r.title, u.profession), n.name))), '[]')
              FROM (SELECT x.* FROM role_assignment x WHERE x.role_code = 'volunteer' AND app.assignment_active(x)) r
              JOIN user_account u ON u.id = r.user_id AND u.status_code = 'active' JOIN unit n ON n.id = r.unit_id
             WHERE lower(u.name) LIKE pattern OR lower(n.name) LIKE pattern);
END
$$;

-- POST /appointments/{appointment_id}/invitations. input: {"appointment_id","who","q"} · returns {"id","location","flash","created"}. SP409
-- 'meeting-over', SP422.
CREATE OR REPLACE FUNCTION api.invitation_add(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    a appointment;
    r record;
    who record;
BEGIN
    PERFORM app.actor_require();
    SELECT x.* INTO a FROM appointment x WHERE x.id = (input ->> 'appointment_id')::uuid;
    SELECT * INTO r FROM app.relation(a.plan_id);
    IF a.id IS NULL OR r.related IS NOT TRUE THEN
        RETURN app.refuse('invitation.add', 'appointment', (input ->> 'appointment_id')::uuid);
    ELSIF NOT app.appointment_mine(a, r.write_mask) THEN
        RETURN app.refuse_action('invitation.add', a.plan_id, a.id, 'not-yours');
    ELSIF a.status_code <> 'planned' OR a.start_at < now() THEN
        RAISE EXCEPTION 'meeting-over' USING ERRCODE = 'SP409';
    END IF;
    who := app.invitee_read(coalesce(input ->> 'who', ''), a.plan_id);
    PERFORM app.errors_raise(CASE WHEN input ->> 'who' IS NULL THEN app.error('who', 'required')
                                  WHEN who.principal IS NULL THEN app.error('who', 'not-an-option')
                                  WHEN who.problem IS NOT NULL THEN app.error('who', who.problem) END);
    PERFORM app.invitation_put(a.id, input ->> 'who');
    PERFORM app.invitation_audit('invitation.add', a, r.citizen_id, r.basis_code, r.basis_id, jsonb_build_object('field', 'invited', 'old', NULL, 'new', who.name));
    RETURN jsonb_build_object('id', a.id, 'principal', who.principal, 'version', a.version, 'created', true, 'flash', 'invited',
                              'location', '/appointments/' || a.id || '/invitations');
END
$$;

-- POST /appointments/{appointment_id}/invitations/remove. input: {"appointment_id","principal"}.
CREATE OR REPLACE FUNCTION api.invitation_remove(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    a appointment;
    r record;
BEGIN
    PERFORM app.actor_require();
    SELECT x.* INTO a FROM appointment x WHERE x.id = (input ->> 'appointment_id')::uuid;
    SELECT * INTO r FROM app.relation(a.plan_id);
    IF a.id IS NULL OR r.related IS NOT TRUE THEN
        RETURN app.refuse('invitation.remove', 'appointment', (input ->> 'appointment_id')::uuid);
    ELSIF NOT app.appointment_mine(a, r.write_mask) THEN
        RETURN app.refuse_action('invitation.remove', a.plan_id, a.id, 'not-yours');
    ELSIF NOT app.invitation_drop(a.id, (input ->> 'principal')::uuid) THEN
        RETURN app.refuse_action('invitation.remove', a.plan_id, a.id, 'not-invited');
    END IF;
    PERFORM app.invitation_audit('invitation.remove', a, r.citizen_id, r.basis_code, r.basis_id,
                                 jsonb_build_object('field', 'invited', 'old', input -> 'principal', 'new', NULL));
    RETURN jsonb_build_object('id', a.id, 'version', a.version, 'flash', 'invitation-removed', 'location', '/appointments/' || a.id || '/invitations');
END
$$;

CREATE OR REPLACE FUNCTION app.invitation_audit(action text, a samplan.appointment, citizen uuid, basis text, basis_id uuid, field jsonb) RETURNS void
LANGUAGE plpgsql SET search_path = samplan, app, pg_temp AS $$
BEGIN
    PERFORM app.audit(action, a.plan_id, citizen, 1, ARRAY[a.id], 'permit', basis, basis_id,
                      CASE app.actor_role() WHEN 'citizen' THEN 'own-data' WHEN 'relative' THEN 'relative' ELSE 'care' END, NULL,
                      CASE WHEN field IS NOT NULL THEN jsonb_build_array(jsonb_build_object('entity', 'appointment_invitation', 'id', a.id,
                          'action', 'update', 'fields', jsonb_build_array(field))) END);
END
$$;
