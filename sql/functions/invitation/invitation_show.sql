-- GET /invitations/{appointment_id}: one meeting, as somebody outside the team who is asked to it sees it.
-- returns {"id","title","start_at","end_at","place","agenda","status_code","answer_code","given_name","asked_by": {"name","phone",
-- "phone_href"},"may_answer","access_until_at"}.
CREATE OR REPLACE FUNCTION api.invitation_show(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    i appointment_invitation;
    a appointment;
BEGIN
    PERFORM app.actor_require();
    i := app.invitation_open((input ->> 'appointment_id')::uuid);
    IF i.appointment_id IS NULL THEN
        RETURN app.refuse('invitation.show', 'appointment', (input ->> 'appointment_id')::uuid);
    END IF;
    SELECT x.* INTO a FROM appointment x WHERE x.id = i.appointment_id;
    PERFORM app.invitation_audit('invitation.show', a, app.invitation_citizen(a.id), 'invitation', a.id, NULL);
    RETURN jsonb_build_object('id', a.id, 'title', a.title, 'start_at', a.start_at, 'end_at', a.end_at, 'place', a.place, 'agenda', a.agenda,
        'end_time', to_char(a.end_at AT TIME ZONE 'Europe/Copenhagen', 'FMHH24.MI'),
        'status_code', a.status_code, 'answer_code', i.answer_code, 'given_name', app.invitation_given_name(a.id),
        'asked_by', (SELECT jsonb_build_object('name', u.name, 'phone', app.phone_text(u.phone), 'phone_href', app.phone_href(u.phone))
                       FROM user_account u WHERE u.id = coalesce(i.invited_by, a.created_by)),
        'may_answer', a.status_code = 'planned' AND a.start_at > now(), 'access_until_at', i.until_at);
END
$$;

-- The actor's own invitation to a meeting while it lasts; all NULL otherwise.
CREATE OR REPLACE FUNCTION app.invitation_open(appointment uuid) RETURNS samplan.appointment_invitation
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    i appointment_invitation;
BEGIN
    SELECT x.* INTO i FROM appointment_invitation x
     WHERE x.appointment_id = invitation_open.appointment AND x.principal = ANY (app.actor_principals())
       AND x.since_at <= now() AND x.until_at > now() AND x.answer_code <> 'removed' LIMIT 1;
    RETURN i;
END
$$;

-- Whose plan it is about, for one who is asked to it now; NULL for everybody else.
CREATE OR REPLACE FUNCTION app.invitation_citizen(appointment uuid) RETURNS uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN (SELECT p.citizen_id FROM appointment_invitation i JOIN joint_plan p ON p.id = i.plan_id
             WHERE i.appointment_id = invitation_citizen.appointment AND i.principal = ANY (app.actor_principals())
               AND i.since_at <= now() AND i.until_at > now() AND i.answer_code <> 'removed' LIMIT 1);
END
$$;
ALTER FUNCTION app.invitation_citizen(uuid) OWNER TO samplan_derive;

-- The same person's first name, and no more.
CREATE OR REPLACE FUNCTION app.invitation_given_name(appointment uuid) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN (SELECT c.given_name FROM citizen c WHERE c.id = app.invitation_citizen(invitation_given_name.appointment));
END
$$;
ALTER FUNCTION app.invitation_given_name(uuid) OWNER TO samplan_derive;

-- The actor's invitations to meetings that are still to come: {"id","plan_id","title","start_at","place","answer_code","asks","given_name","href"}.
CREATE OR REPLACE FUNCTION app.invitations_mine() RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN (SELECT coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'plan_id', a.plan_id, 'title', a.title, 'start_at', a.start_at,
                       'place', a.place, 'answer_code', i.answer_code, 'asks', i.answer_code = 'needs-action' AND a.start_at > now(),
                       'given_name', app.invitation_given_name(a.id), 'href', '/invitations/' || a.id) ORDER BY a.start_at), '[]')
              FROM appointment_invitation i JOIN appointment a ON a.id = i.appointment_id
             WHERE i.principal = ANY (app.actor_principals()) AND i.since_at <= now() AND i.until_at > now()
               AND i.answer_code <> 'removed' AND a.status_code = 'planned');
END
$$;

-- POST /invitations/{appointment_id}/answer. input: {"appointment_id","answer_code": 'accepted' or 'declined'} · returns {"id",
-- "answer_code","location","flash"}. SP409 'meeting-over'.
CREATE OR REPLACE FUNCTION api.invitation_answer(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    i appointment_invitation;
    a appointment;
BEGIN
    PERFORM app.actor_require();
    i := app.invitation_open((input ->> 'appointment_id')::uuid);
    IF i.appointment_id IS NULL THEN
        RETURN app.refuse('invitation.answer', 'appointment', (input ->> 'appointment_id')::uuid);
    END IF;
    SELECT x.* INTO a FROM appointment x WHERE x.id = i.appointment_id;
    IF a.status_code <> 'planned' OR a.start_at < now() THEN
        RAISE EXCEPTION 'meeting-over' USING ERRCODE = 'SP409';
    END IF;
    UPDATE appointment_invitation x SET answer_code = input ->> 'answer_code'
     WHERE x.appointment_id = i.appointment_id AND x.principal = i.principal;
    PERFORM app.invitation_participant(i, input ->> 'answer_code');
    PERFORM app.invitation_audit('invitation.answer', a, app.invitation_citizen(a.id), 'invitation', a.id,
                                 jsonb_build_object('field', 'answer_code', 'old', i.answer_code, 'new', input -> 'answer_code'));
    RETURN jsonb_build_object('id', a.id, 'answer_code', input -> 'answer_code', 'version', a.version, 'location', '/invitations/' || a.id,
                              'flash', 'appointment-answered');
END
$$;

-- A relative who is also on the meeting's list as a contact outside: her answer stands there too.
CREATE OR REPLACE FUNCTION app.invitation_participant(i samplan.appointment_invitation, answer text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    UPDATE appointment_participant p SET answer_code = answer
      FROM related_person r
     WHERE r.id = i.related_id AND p.appointment_id = i.appointment_id AND p.member_id = r.member_id AND p.answer_code <> 'removed'
       AND i.principal = ANY (app.actor_principals()) AND answer IN ('accepted', 'declined');
END
$$;
ALTER FUNCTION app.invitation_participant(samplan.appointment_invitation, text) OWNER TO samplan_derive;
