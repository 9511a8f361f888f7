-- Invitations to one meeting for somebody outside the team: a professional elsewhere, a relative, a volunteer. They
-- last from the asking until a day after the meeting and give that meeting, not the plan.

-- When an invitation ends.
CREATE OR REPLACE FUNCTION app.invitation_until(a samplan.appointment) RETURNS timestamptz
LANGUAGE plpgsql IMMUTABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN coalesce(a.end_at, a.start_at + interval '1 hour') + interval '1 day';
END
$$;

-- Whom a choice names: 'relative:<related person>' of the plan who signs in, 'person:<user>:<unit>' a caseworker or volunteer with a
-- current role there. principal NULL: nobody who can be asked. problem: 'in-team', 'kept-out' by the citizen's objection, or NULL.
CREATE OR REPLACE FUNCTION app.invitee_read(choice text, plan uuid, OUT principal uuid, OUT user_id uuid, OUT unit_id uuid, OUT related_id uuid,
                                            OUT name text, OUT problem text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    hers uuid[];
BEGIN
    IF choice ~ '^relative:[0-9a-f-]{36}$' THEN
        SELECT r.user_id, r.user_id, r.id, r.name INTO principal, user_id, related_id, name FROM related_person r
         WHERE r.id = substr(choice, 10)::uuid AND r.plan_id = plan AND r.status_code = 'active' AND r.user_id IS NOT NULL
           AND coalesce(r.period_end_day, 'infinity') >= app.today();
        hers := ARRAY[principal];
    ELSIF choice ~ '^person:[0-9a-f-]{36}:[0-9a-f-]{36}$' THEN
        SELECT app.practitioner(u.id, n.id), u.id, n.id, u.name, app.practitioner_principals(u.id, n.path) || n.path || n.organisation_id
          INTO principal, user_id, unit_id, name, hers
          FROM role_assignment a JOIN user_account u ON u.id = a.user_id JOIN unit n ON n.id = a.unit_id
         WHERE u.id = split_part(choice, ':', 2)::uuid AND n.id = split_part(choice, ':', 3)::uuid
           AND a.role_code IN ('caseworker', 'volunteer') AND app.assignment_active(a) AND u.status_code = 'active' LIMIT 1;
    END IF;
    IF app.kept_out(plan, user_id, unit_id) THEN
        problem := 'kept-out';
    ELSIF related_id IS NULL AND EXISTS (SELECT FROM access x WHERE x.plan_id = plan AND x.principal = ANY (hers) AND x.part_id IS NULL
                                            AND x.read_mask & 1 <> 0 AND x.since <= now() AND x.until > now()) THEN
        problem := 'in-team';
    END IF;
EXCEPTION WHEN invalid_text_representation THEN
    principal := NULL;
END
$$;
ALTER FUNCTION app.invitee_read(text, uuid) OWNER TO samplan_derive;

-- Asks somebody, or asks her anew. Has more rights than the actor, so it looks for itself: the meeting is planned, and the actor
-- arranged it or coordinates its plan. False: not so.
CREATE OR REPLACE FUNCTION app.invitation_put(appointment uuid, choice text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    a samplan.appointment;
    who record;
BEGIN
    SELECT x.* INTO a FROM samplan.appointment x WHERE x.id = invitation_put.appointment AND x.status_code = 'planned'
       AND app.invitation_manager(x);
    who := app.invitee_read(choice, a.plan_id);
    IF a.id IS NULL OR who.principal IS NULL OR who.problem IS NOT NULL THEN
        RETURN false;
    END IF;
    INSERT INTO appointment_invitation AS i (appointment_id, plan_id, principal, user_id, unit_id, related_id, until_at, invited_by)
    VALUES (a.id, a.plan_id, who.principal, who.user_id, who.unit_id, who.related_id, app.invitation_until(a), app.actor_user())
    ON CONFLICT (appointment_id, principal) DO UPDATE SET answer_code = 'needs-action', since_at = now(), until_at = excluded.until_at,
           invited_by = excluded.invited_by, related_id = excluded.related_id
     WHERE i.answer_code = 'removed' OR i.until_at <= now();
    IF FOUND THEN
        PERFORM app.invitation_notice(a.id, 'meeting-invited', who.user_id);
    END IF;
    RETURN true;
END
$$;
ALTER FUNCTION app.invitation_put(uuid, text) OWNER TO samplan_derive;

-- A contact outside the team who takes part and signs in as a relative is invited with it; one who no longer does is not.
CREATE OR REPLACE FUNCTION app.invitations_of_participants(appointment uuid) RETURNS void
LANGUAGE plpgsql SET search_path = samplan, app, pg_temp AS $$
DECLARE
    p record;
BEGIN
    FOR p IN SELECT q.answer_code, r.id, r.user_id FROM appointment_participant q
               JOIN related_person r ON r.member_id = q.member_id AND r.plan_id = q.plan_id
              WHERE q.appointment_id = invitations_of_participants.appointment AND r.user_id IS NOT NULL AND r.status_code = 'active' LOOP
        IF p.answer_code = 'removed' THEN
            PERFORM app.invitation_drop(invitations_of_participants.appointment, p.user_id);
        ELSE
            PERFORM app.invitation_put(invitations_of_participants.appointment, 'relative:' || p.id);
        END IF;
    END LOOP;
END
$$;

-- Takes an invitation back.
CREATE OR REPLACE FUNCTION app.invitation_drop(appointment uuid, principal uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    UPDATE appointment_invitation i SET answer_code = 'removed', until_at = least(i.until_at, now())
      FROM samplan.appointment a
     WHERE i.appointment_id = invitation_drop.appointment AND i.principal = invitation_drop.principal AND a.id = i.appointment_id
       AND i.answer_code <> 'removed' AND app.invitation_manager(a);
    RETURN FOUND;
END
$$;
ALTER FUNCTION app.invitation_drop(uuid, uuid) OWNER TO samplan_derive;

-- Whether the actor arranged the meeting, as one who may write in its plan, or coordinates that.
CREATE OR REPLACE FUNCTION app.invitation_manager(a samplan.appointment) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN coalesce((SELECT app.appointment_mine(a, bit_or(x.write_mask)) FROM access x
                      WHERE x.plan_id = a.plan_id AND x.principal = ANY (app.actor_principals()) AND x.part_id IS NULL
                        AND x.since <= now() AND x.until > now() AND (x.barred IS NULL OR NOT x.barred && app.actor_principals())), false);
END
$$;
ALTER FUNCTION app.invitation_manager(samplan.appointment) OWNER TO samplan_derive;

-- Tells the invited: ids alone.
CREATE OR REPLACE FUNCTION app.invitation_notice(appointment uuid, kind text, person uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    INSERT INTO notice AS n (user_id, kind_code, item_id)
    SELECT person, kind, invitation_notice.appointment WHERE person IS NOT NULL AND person IS DISTINCT FROM app.actor_user()
    ON CONFLICT (user_id, kind_code, item_id) WHERE item_id IS NOT NULL DO UPDATE SET created_at = now(), seen_at = NULL;
END
$$;
ALTER FUNCTION app.invitation_notice(uuid, text, uuid) OWNER TO samplan_derive;

-- AFTER UPDATE of a meeting: its invitations move and end with it; another time asks anew.
CREATE OR REPLACE FUNCTION app.tg_invitation() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    moved constant boolean := NEW.start_at <> OLD.start_at;
    i record;
BEGIN
    IF NEW.status_code = OLD.status_code AND NOT moved AND NEW.end_at IS NOT DISTINCT FROM OLD.end_at THEN
        RETURN NULL;
    END IF;
    FOR i IN UPDATE appointment_invitation x
                SET until_at = CASE NEW.status_code WHEN 'cancelled' THEN least(x.until_at, now()) ELSE app.invitation_until(NEW) END,
                    answer_code = CASE WHEN moved THEN 'needs-action' ELSE x.answer_code END
              WHERE x.appointment_id = NEW.id AND x.answer_code <> 'removed' AND (x.until_at > now() OR OLD.status_code = 'cancelled')
             RETURNING x.user_id LOOP
        IF NEW.status_code = 'cancelled' OR moved THEN
            PERFORM app.invitation_notice(NEW.id, CASE NEW.status_code WHEN 'cancelled' THEN 'meeting-cancelled' ELSE 'meeting-moved' END, i.user_id);
        END IF;
    END LOOP;
    RETURN NULL;
END
$$;
ALTER FUNCTION app.tg_invitation() OWNER TO samplan_derive;
