-- A moment from a day and a time in Denmark. NULL for a time that this day does not have (the hour that is left out in
-- spring).
CREATE OR REPLACE FUNCTION app.danish_moment(day date, at time) RETURNS timestamptz
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    moment timestamptz := (danish_moment.day + danish_moment.at) AT TIME ZONE 'Europe/Copenhagen';
BEGIN
    RETURN CASE WHEN moment AT TIME ZONE 'Europe/Copenhagen' = danish_moment.day + danish_moment.at THEN moment END;
END
$$;

-- POST /plans/{plan_id}/appointments: arranges a meeting.
-- input: {"plan_id","title","kind","day","start_time","end_time","place","agenda","participant_ids": team members, and the citizen's id} ·
-- returns {"id","version","location","flash","created"}. SP409 'plan-closed', SP422.
CREATE OR REPLACE FUNCTION api.appointment_create(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    plan uuid := (input ->> 'plan_id')::uuid;
    id uuid := gen_random_uuid();
    r record;
    refused jsonb;
BEGIN
    PERFORM app.actor_require();
    refused := app.task_place_refusal('appointment.create', plan, NULL, false);
    IF refused IS NOT NULL THEN
        RETURN refused;
    END IF;
    PERFORM app.errors_raise(app.appointment_errors(input, plan, NULL));
    SELECT * INTO r FROM app.relation(plan);
    INSERT INTO appointment (id, plan_id, title, kind_code, start_at, end_at, place, agenda, created_by)
    VALUES (id, plan, input ->> 'title', coalesce(input ->> 'kind', 'appointment'),
            app.danish_moment((input ->> 'day')::date, (input ->> 'start_time')::time),
            app.danish_moment((input ->> 'day')::date, (input ->> 'end_time')::time), input ->> 'place', input ->> 'agenda', app.actor_user());
    PERFORM app.participants_set(id, plan, coalesce(input -> 'participant_ids', jsonb_build_array(r.citizen_id)), false);
    PERFORM app.invitations_of_participants(id);
    PERFORM app.draft_drop('/plans/' || plan || '/appointments');
    PERFORM app.audit_write('appointment.create', plan, r.basis_code, r.basis_id);
    RETURN jsonb_build_object('id', id, 'version', 1, 'location', '/plans/' || plan || '/appointments', 'flash', 'appointment-created',
                              'created', true);
END
$$;

-- POST /appointments/{appointment_id}. input: the same fields, {"meeting_status": 'planned', 'held' or 'cancelled',"status_text",
-- "reason","_version"}; what is left out stays. Another time asks everybody anew · returns {"id","version","location","flash"}.
CREATE OR REPLACE FUNCTION api.appointment_update(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    a appointment;
    r record;
    new_start timestamptz;
BEGIN
    PERFORM app.actor_require();
    SELECT x.* INTO a FROM appointment x WHERE x.id = (input ->> 'appointment_id')::uuid;
    IF NOT FOUND THEN
        RETURN app.refuse('appointment.update', 'appointment', (input ->> 'appointment_id')::uuid);
    END IF;
    SELECT * INTO r FROM app.relation(a.plan_id);
    IF NOT app.appointment_mine(a, r.write_mask) THEN
        RETURN app.refuse_action('appointment.update', a.plan_id, a.id, 'not-yours');
    END IF;
    SELECT x.* INTO a FROM appointment x WHERE x.id = a.id FOR UPDATE;
    PERFORM app.version_check(input, a.version, app.appointment_values(a), a.changed_by, a.changed_at);
    input := app.appointment_values(a) || input;
    PERFORM app.errors_raise(app.appointment_errors(input, a.plan_id, a));
    new_start := app.danish_moment((input ->> 'day')::date, (input ->> 'start_time')::time);
    PERFORM app.reason_set(coalesce(input ->> 'reason', input ->> 'status_text'));
    UPDATE appointment x SET title = input ->> 'title', kind_code = coalesce(input ->> 'kind', x.kind_code),
           start_at = new_start, end_at = app.danish_moment((input ->> 'day')::date, (input ->> 'end_time')::time),
           place = input ->> 'place', agenda = input ->> 'agenda', status_code = coalesce(input ->> 'meeting_status', x.status_code),
           status_text = CASE coalesce(input ->> 'meeting_status', x.status_code) WHEN 'planned' THEN NULL ELSE input ->> 'status_text' END
     WHERE x.id = a.id;
    PERFORM app.participants_set(a.id, a.plan_id, input -> 'participant_ids', a.start_at <> new_start);
    PERFORM app.invitations_of_participants(a.id);
    PERFORM app.draft_drop('/appointments/' || a.id);
    PERFORM app.audit_write('appointment.update', a.plan_id, r.basis_code, r.basis_id, coalesce(input ->> 'reason', input ->> 'status_text'));
    RETURN jsonb_build_object('id', a.id, 'version', a.version + 1, 'location', '/plans/' || a.plan_id || '/appointments',
                              'flash', 'appointment-saved');
END
$$;

-- before: the meeting as it is, NULL for a new one; its own time may lie in the past.
CREATE OR REPLACE FUNCTION app.appointment_errors(input jsonb, plan uuid, before samplan.appointment) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    errors jsonb := '[]';
    day date := (input ->> 'day')::date;
    starts timestamptz;
    ends timestamptz;
BEGIN
    IF coalesce(btrim(input ->> 'title'), '') = '' THEN
        errors := errors || app.error('title', 'required');
    END IF;
    IF day IS NULL THEN
        errors := errors || app.error('day', 'required');
    END IF;
    IF input ->> 'start_time' IS NULL THEN
        errors := errors || app.error('start_time', 'required');
    END IF;
    IF errors = '[]' THEN
        starts := app.danish_moment(day, (input ->> 'start_time')::time);
        ends := app.danish_moment(day, (input ->> 'end_time')::time);
        IF starts IS NULL THEN
            errors := errors || app.error('start_time', 'no-such-time');
        ELSIF starts < now() AND starts IS DISTINCT FROM before.start_at AND day < app.today() THEN
            errors := errors || app.error('day', 'in-the-past');
        END IF;
        IF input ->> 'end_time' IS NOT NULL AND ends IS NULL THEN
            errors := errors || app.error('end_time', 'no-such-time');
        ELSIF ends <= starts THEN
            errors := errors || app.error('end_time', 'before-start-time');
        END IF;
        IF input ->> 'meeting_status' = 'held' AND starts > now() THEN
            errors := errors || app.error('meeting_status', 'not-yet');
        END IF;
    END IF;
    IF input ->> 'meeting_status' = 'cancelled' AND coalesce(btrim(input ->> 'status_text'), '') = '' THEN
        errors := errors || app.error('status_text', 'reason-required');
    END IF;
    IF jsonb_typeof(input -> 'participant_ids') = 'array' AND EXISTS (
        SELECT FROM jsonb_array_elements_text(input -> 'participant_ids') i
         WHERE i NOT IN (SELECT o ->> 'value' FROM jsonb_array_elements(app.participant_options(plan)) o)
           AND NOT EXISTS (SELECT FROM appointment_participant p WHERE p.appointment_id = before.id AND p.member_id::text = i)) THEN
        errors := errors || app.error('participant_ids', 'not-an-option');
    END IF;
    RETURN errors;
END
$$;

-- Makes the participants equal to ids (team members, and the citizen by her own id); again: ask all of them anew.
CREATE OR REPLACE FUNCTION app.participants_set(appointment uuid, plan uuid, ids jsonb, again boolean) RETURNS void
LANGUAGE plpgsql SET search_path = samplan, app, pg_temp AS $$
DECLARE
    citizen constant uuid := (SELECT p.citizen_id FROM joint_plan p WHERE p.id = plan);
BEGIN
    IF jsonb_typeof(ids) = 'array' THEN
        UPDATE appointment_participant p SET answer_code = CASE WHEN ids ? coalesce(p.member_id, citizen)::text THEN 'needs-action' ELSE 'removed' END
         WHERE p.appointment_id = participants_set.appointment
           AND (p.answer_code = 'removed') = (ids ? coalesce(p.member_id, citizen)::text);
        INSERT INTO appointment_participant (appointment_id, plan_id, member_id, answer_code)
        SELECT participants_set.appointment, participants_set.plan, nullif(i::uuid, citizen),
               CASE WHEN m.user_id = app.actor_user() OR i::uuid = app.actor_citizen() THEN 'accepted' ELSE 'needs-action' END
          FROM jsonb_array_elements_text(ids) i LEFT JOIN team_member m ON m.id = i::uuid
         WHERE NOT EXISTS (SELECT FROM appointment_participant p WHERE p.appointment_id = participants_set.appointment
                              AND p.member_id IS NOT DISTINCT FROM nullif(i::uuid, citizen));
    END IF;
    IF again THEN
        UPDATE appointment_participant p SET answer_code = 'needs-action'
         WHERE p.appointment_id = participants_set.appointment AND p.answer_code IN ('accepted', 'declined');
    END IF;
END
$$;
