-- POST /appointments/{appointment_id}/answer: comes or does not come. Whoever arranged the meeting writes it down for those who
-- have no account here, and for the citizen.
-- input: {"appointment_id","answer_code": 'accepted' or 'declined',"member_id"?: for whom,"for_citizen"?,"back"?: 'list' or 'own'} · returns
-- {"id","answer_code","location","flash"}. SP409 'meeting-over'.
CREATE OR REPLACE FUNCTION api.appointment_answer(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    a appointment;
    r record;
    arranges boolean;
    others constant boolean := input ->> 'member_id' IS NOT NULL OR coalesce((input ->> 'for_citizen')::boolean, false);
    done integer;
BEGIN
    PERFORM app.actor_require();
    SELECT x.* INTO a FROM appointment x WHERE x.id = (input ->> 'appointment_id')::uuid;
    IF NOT FOUND THEN
        RETURN app.refuse('appointment.answer', 'appointment', (input ->> 'appointment_id')::uuid);
    END IF;
    SELECT * INTO r FROM app.relation(a.plan_id);
    arranges := app.appointment_mine(a, r.write_mask);
    IF r.write_mask & app.right_contribute() = 0 THEN
        RETURN app.refuse_action('appointment.answer', a.plan_id, a.id, 'read-only');
    END IF;
    IF a.status_code <> 'planned' THEN
        RAISE EXCEPTION 'meeting-over' USING ERRCODE = 'SP409';
    END IF;
    UPDATE appointment_participant p SET answer_code = input ->> 'answer_code'
      FROM (SELECT q.ctid AS place, q AS whole, m FROM appointment_participant q LEFT JOIN team_member m ON m.id = q.member_id
             WHERE q.appointment_id = a.id AND q.answer_code <> 'removed') s
     WHERE p.ctid = s.place AND p.appointment_id = a.id
       AND CASE WHEN NOT others THEN app.participant_is_me(s.whole, s.m)
                WHEN input ->> 'member_id' IS NOT NULL
                     THEN p.member_id = (input ->> 'member_id')::uuid
                          AND (app.participant_is_me(s.whole, s.m) OR arranges AND (s.m).kind_code = 'outside')
                ELSE p.member_id IS NULL AND (arranges OR app.actor_citizen() IS NOT NULL) END;
    GET DIAGNOSTICS done = ROW_COUNT;
    IF done = 0 THEN
        RETURN app.refuse_action('appointment.answer', a.plan_id, a.id, 'not-invited');
    END IF;
    PERFORM app.audit('appointment.answer', a.plan_id, r.citizen_id, 1, ARRAY[a.id], 'permit', r.basis_code, r.basis_id,
                      CASE r.basis_code WHEN 'self' THEN 'own-data' ELSE 'care' END, NULL,
                      jsonb_build_array(jsonb_build_object('entity', 'appointment_participant', 'id', a.id, 'action', 'update', 'fields',
                          jsonb_build_array(jsonb_build_object('field', 'answer_code', 'old', NULL, 'new', input -> 'answer_code'),
                                            jsonb_build_object('field', 'member_id', 'old', NULL, 'new', input -> 'member_id')))));
    RETURN jsonb_build_object('id', a.id, 'answer_code', input -> 'answer_code', 'version', a.version, 'flash', 'appointment-answered',
        'location', CASE input ->> 'back' WHEN 'list' THEN '/appointments' WHEN 'own' THEN '/my-plan/appointments' ELSE '/plans/' || a.plan_id || '/appointments' END);
END
$$;
