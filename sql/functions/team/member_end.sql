-- POST /members/{member_id}/end: takes a member out of the team; the coordinator alone. She reads the core
-- until read_until_day, if one is given. input: {"member_id","reason","read_until_day","anyway"}.
-- SP409 'member-is-coordinator', 'member-has-open-tasks' (unless anyway), 'member-ended'; SP412.
CREATE OR REPLACE FUNCTION api.member_end(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    m team_member;
    r record;
BEGIN
    PERFORM app.actor_require();
    SELECT x.* INTO m FROM team_member x WHERE x.id = (input ->> 'member_id')::uuid;
    IF NOT FOUND THEN
        RETURN app.refuse('member.end', 'member', (input ->> 'member_id')::uuid);
    END IF;
    SELECT * INTO r FROM app.relation(m.plan_id);
    IF r.write_mask & app.right_coordinate() = 0 THEN
        RETURN app.refuse_action('member.end', m.plan_id, m.id, 'coordinator-only');
    END IF;
    SELECT x.* INTO m FROM team_member x WHERE x.id = m.id FOR UPDATE;
    IF m.status_code = 'ended' THEN
        RAISE EXCEPTION 'member-ended' USING ERRCODE = 'SP409';
    END IF;
    PERFORM app.version_check(input, m.version, app.member_values(m), m.changed_by, m.changed_at);
    PERFORM app.member_leave(m, input);
    PERFORM app.audit_write('member.end', m.plan_id, r.basis_code, r.basis_id, input ->> 'end_reason');
    RETURN jsonb_build_object('id', m.id, 'version', m.version + 1, 'location', '/plans/' || m.plan_id || '/team',
                              'flash', 'member-ended');
END
$$;

-- Ends a membership after the checks that hold for whoever ends it.
CREATE OR REPLACE FUNCTION app.member_leave(m samplan.team_member, input jsonb) RETURNS void
LANGUAGE plpgsql SET search_path = samplan, app, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM coordination c WHERE c.plan_id = m.plan_id AND c.user_id = m.user_id
                  AND (c.ended_at IS NULL OR c.ended_at > now())) THEN
        RAISE EXCEPTION 'member-is-coordinator' USING ERRCODE = 'SP409';
    END IF;
    IF NOT coalesce((input ->> 'anyway')::boolean, false) AND app.member_open_tasks(m) > 0 THEN
        RAISE EXCEPTION 'member-has-open-tasks' USING ERRCODE = 'SP409',
            DETAIL = jsonb_build_object('open_tasks_n', app.member_open_tasks(m))::text;
    END IF;
    IF coalesce(btrim(input ->> 'end_reason'), '') = '' THEN
        PERFORM app.errors_raise(app.error('end_reason', 'reason-required'));
    END IF;
    PERFORM app.reason_set(input ->> 'end_reason');
    -- Nobody takes the coordination over who has left the team in between.
    UPDATE handover h SET status_code = CASE WHEN h.to_user_id = app.actor_user() THEN 'declined' ELSE 'withdrawn' END,
           answer_text = input ->> 'end_reason', answered_at = now()
     WHERE h.plan_id = m.plan_id AND h.to_user_id = m.user_id AND h.status_code = 'requested';
    UPDATE team_member x SET status_code = 'ended', end_reason = input ->> 'end_reason',
           period_end_day = greatest(app.today(), x.period_start_day), read_until_day = (input ->> 'read_until_day')::date
     WHERE x.id = m.id;
END
$$;

-- POST /plans/{plan_id}/leave: a member leaves by herself. The same checks.
CREATE OR REPLACE FUNCTION api.plan_leave(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    plan uuid := (input ->> 'plan_id')::uuid;
    m team_member;
    r record;
BEGIN
    PERFORM app.actor_require();
    SELECT * INTO r FROM app.relation(plan);
    SELECT x.* INTO m FROM team_member x
     WHERE x.plan_id = plan AND x.user_id = app.actor_user() AND x.status_code = 'active';
    IF r.related IS NOT TRUE OR NOT FOUND THEN
        RETURN app.refuse('plan.leave', 'plan', plan);
    END IF;
    PERFORM app.member_leave(m, input - 'anyway' - 'read_until_day');
    PERFORM app.audit_write('plan.leave', plan, r.basis_code, r.basis_id, input ->> 'end_reason');
    RETURN jsonb_build_object('id', m.id, 'location', '/citizens', 'flash', 'plan-left');
END
$$;
