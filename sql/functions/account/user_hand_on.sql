-- Hands on what a disabled user left lying. input: user_id, successor_id, reason. Document: handed_on_n.
-- Raises SP409 (not disabled), SP422. Refused: 404; 403.
CREATE OR REPLACE FUNCTION api.user_hand_on(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    u samplan.user_account;
    refusal jsonb := app.user_leave_refusal('user.hand-on', (input ->> 'user_id')::uuid);
    handed integer;
BEGIN
    PERFORM app.admin_require();
    IF refusal IS NOT NULL THEN
        RETURN refusal;
    END IF;
    SELECT * INTO u FROM user_account x WHERE x.id = (input ->> 'user_id')::uuid FOR UPDATE;
    IF u.status_code <> 'disabled' THEN
        RAISE EXCEPTION 'not-disabled' USING ERRCODE = 'SP409';
    END IF;
    handed := app.user_hand_on_checked(u.id, (input ->> 'successor_id')::uuid, input ->> 'reason');
    PERFORM app.audit('user.hand-on', NULL, NULL, NULL, ARRAY[u.id, (input ->> 'successor_id')::uuid], 'permit',
                      'administration', NULL, 'administration', handed, NULL, input ->> 'reason');
    RETURN jsonb_build_object('id', u.id, 'handed_on_n', handed, 'location', '/admin/users/' || u.id,
                              'flash', 'user-handed-on');
END
$$;

-- Checks the successor, then hands on. Returns how many things; 0 when nothing was open.
DROP FUNCTION IF EXISTS app.user_hand_on_checked(uuid, uuid, text);
CREATE OR REPLACE FUNCTION app.user_hand_on_checked(who uuid, successor uuid, reason text, from_console boolean DEFAULT false)
RETURNS integer
LANGUAGE plpgsql SET search_path = samplan, app, pg_temp AS $$
DECLARE
    total integer := (SELECT count(*) FROM app.user_open_work(who));
    place uuid := (SELECT s.unit_id FROM app.user_successors(who, from_console) s WHERE s.user_id = successor);
    errors jsonb := '[]';
BEGIN
    IF total > 0 AND successor IS NULL THEN
        errors := errors || app.error('successor_id', 'successor-required');
    ELSIF successor IS NOT NULL AND place IS NULL THEN
        errors := errors || app.error('successor_id', 'not-found');
    END IF;
    IF coalesce(btrim(reason), '') = '' THEN
        errors := errors || app.error('reason', 'reason-required');
    END IF;
    PERFORM app.errors_raise(errors);
    IF total > 0 THEN
        PERFORM app.reason_set(reason);
        PERFORM app.user_hand_on_plan(who, successor, place, p.plan_id, reason)
           FROM (SELECT DISTINCT w.plan_id FROM app.user_open_work(who) w) p;
    END IF;
    RETURN total;
END
$$;

-- Everything that a user has in one plan goes to the successor, who thereby takes her place in the team.
-- Leaves the change rows and one audit row for the citizen. Who may has been decided by then.
CREATE OR REPLACE FUNCTION app.user_hand_on_plan(who uuid, successor uuid, place uuid, plan uuid, reason text)
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    UPDATE handover h
       SET status_code = CASE WHEN h.to_user_id = who THEN 'declined' ELSE 'withdrawn' END,
           answer_text = user_hand_on_plan.reason, answered_at = now()
     WHERE h.plan_id = plan AND h.status_code = 'requested' AND who IN (h.to_user_id, h.from_user_id);
    PERFORM app.user_hand_on_coordination(who, successor, place, plan, reason);
    PERFORM app.user_hand_on_team(who, successor, place, plan, reason);
    UPDATE task t
       SET performer_user_id = successor, performer_principal = app.practitioner(successor, place), performer_unit_id = place
     WHERE t.plan_id = plan AND t.performer_user_id = who AND t.closed_at IS NULL;
    UPDATE task t SET requester_user_id = successor, requester_unit_id = place
     WHERE t.plan_id = plan AND t.requester_user_id = who AND t.closed_at IS NULL;
    UPDATE contributing_plan c SET responsible_user_id = successor
     WHERE c.plan_id = plan AND c.responsible_user_id = who AND c.status_code IN ('draft', 'active', 'on-hold');
    PERFORM app.audit_write('plan.hand-on', plan, 'administration', who, reason);
END
$$;
ALTER FUNCTION app.user_hand_on_plan(uuid, uuid, uuid, uuid, text) OWNER TO samplan_derive;

-- The coordination passes over in one instant, recorded as a hand-over that needed no answer. In the middle of
-- a planned hand-over the successor takes the place that the one who leaves has in it: until its day, or from it on.
CREATE OR REPLACE FUNCTION app.user_hand_on_coordination(who uuid, successor uuid, place uuid, plan uuid, reason text)
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    old coordination;
    passed uuid;
BEGIN
    FOR old IN SELECT c.* FROM coordination c
                WHERE c.plan_id = plan AND c.user_id = who AND (c.ended_at IS NULL OR c.ended_at > now())
                ORDER BY c.started_at FOR UPDATE LOOP
        passed := gen_random_uuid();
        INSERT INTO handover (id, plan_id, from_user_id, from_unit_id, to_user_id, to_unit_id, effective_day,
                              answer_by_day, note, status_code, answered_at, changed_by)
        VALUES (passed, plan, who, old.unit_id, successor, place,
                greatest(app.today(), (old.started_at AT TIME ZONE 'Europe/Copenhagen')::date), app.today(), reason,
                'accepted', now(), app.actor_user());
        IF old.started_at > now() THEN
            UPDATE coordination c SET user_id = successor, unit_id = place, handover_id = passed WHERE c.id = old.id;
        ELSE
            UPDATE coordination c SET ended_at = now() WHERE c.id = old.id;
            INSERT INTO coordination (plan_id, user_id, unit_id, started_at, ended_at, handover_id)
            VALUES (plan, successor, place, now(), old.ended_at, passed);
        END IF;
    END LOOP;
END
$$;
ALTER FUNCTION app.user_hand_on_coordination(uuid, uuid, uuid, uuid, text) OWNER TO samplan_derive;

CREATE OR REPLACE FUNCTION app.user_hand_on_team(who uuid, successor uuid, place uuid, plan uuid, reason text)
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    old team_member;
BEGIN
    UPDATE team_member m
       SET status_code = 'ended', period_end_day = greatest(m.period_start_day, app.today()),
           end_reason = user_hand_on_team.reason
     WHERE m.plan_id = plan AND m.user_id = who AND m.kind_code = 'person' AND m.status_code = 'active'
    RETURNING m.* INTO old;
    IF EXISTS (SELECT FROM team_member m WHERE m.plan_id = plan AND m.user_id = successor
                  AND m.kind_code = 'person' AND m.status_code = 'active') THEN
        RETURN;
    END IF;
    INSERT INTO team_member (plan_id, kind_code, user_id, unit_id, contact_type_code, helps_with,
                             is_statutory_coordinator, replaces_member_id, period_start_day, added_by)
    VALUES (plan, 'person', successor, place, old.contact_type_code, old.helps_with,
            coalesce(old.is_statutory_coordinator, false), old.id, app.today(), app.actor_user());
END
$$;
ALTER FUNCTION app.user_hand_on_team(uuid, uuid, uuid, uuid, text) OWNER TO samplan_derive;
