-- POST /plans/{plan_id}/status: moves the plan along.
-- input: {"plan_id","action": 'activate'|'hold'|'resume'|'complete'|'revoke'|'reopen',"reason", for activate:
--  "plan_reason","summary","review_day","coordinate","without_goal","citizen_yes_code","citizen_yes_day","children": 'yes', 'no'
--  or 'not-asked'; for
--  hold: "hold_until_day"; for complete and revoke: "cancel_tasks"}
-- Returns {"id","version","location","flash"}. Raises SP409 'plan-wrong-state', SP412, SP422; refuses with 409
-- 'plan-exists' where another plan of the same citizen is open: then its coordinator has the request.
CREATE OR REPLACE FUNCTION api.plan_status_set(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    plan uuid := (input ->> 'plan_id')::uuid;
    action text := input ->> 'action';
    p joint_plan;
    r record;
    same record;
    next_version integer;
BEGIN
    PERFORM app.actor_require();
    SELECT * INTO r FROM app.relation(plan);
    IF r.related IS NOT TRUE THEN
        RETURN app.refuse('plan.status-set', 'plan', plan);
    END IF;
    IF r.write_mask & app.right_coordinate() = 0 AND (action <> 'reopen' OR r.write_mask & app.right_reopen() = 0) THEN
        RETURN app.refuse_action('plan.status-set', plan, plan, 'coordinator-only');
    END IF;
    SELECT x.* INTO p FROM joint_plan x WHERE x.id = plan FOR UPDATE;
    PERFORM app.version_check(input, p.version, jsonb_build_object('action', p.status_code), p.changed_by, p.changed_at);
    IF action <> ALL (app.plan_actions(p.status_code)) THEN
        RAISE EXCEPTION 'plan-wrong-state' USING ERRCODE = 'SP409', DETAIL = jsonb_build_object('status_code', p.status_code)::text;
    END IF;
    PERFORM app.errors_raise(app.plan_status_errors(p, input));
    PERFORM app.reason_set(input ->> 'reason');
    IF action = 'activate' THEN
        SELECT * INTO same FROM app.citizen_same(p.citizen_id);
        IF same.other_plan_id IS NOT NULL THEN
            RETURN app.plan_exists(p, input);
        END IF;
        PERFORM app.plan_activate(p, input, same.other_id);
    ELSIF action = 'reopen' THEN
        IF app.citizen_has_open_plan(p.citizen_id) THEN
            RAISE EXCEPTION 'plan-open-elsewhere' USING ERRCODE = 'SP409';
        END IF;
        UPDATE joint_plan x SET status_code = CASE WHEN x.activated_at IS NULL THEN 'draft' ELSE 'active' END,
               status_reason = input ->> 'reason', closed_at = NULL WHERE x.id = plan;
        PERFORM app.consents_ask_anew(plan);
    ELSE
        IF action IN ('complete', 'revoke') THEN
            PERFORM app.plan_close_rest(p, input ->> 'reason');
        END IF;
        UPDATE joint_plan x SET
               status_code = CASE action WHEN 'hold' THEN 'on-hold' WHEN 'resume' THEN 'active'
                                         WHEN 'complete' THEN 'completed' ELSE 'revoked' END,
               status_reason = input ->> 'reason',
               on_hold_until_day = CASE action WHEN 'hold' THEN (input ->> 'hold_until_day')::date END,
               closed_at = CASE WHEN action IN ('complete', 'revoke') THEN now() END
         WHERE x.id = plan;
    END IF;
    SELECT x.version INTO next_version FROM joint_plan x WHERE x.id = plan;
    PERFORM app.draft_drop('/plans/' || plan || '/status');
    PERFORM app.audit_write('plan.' || action, plan, r.basis_code, r.basis_id, input ->> 'reason');
    RETURN jsonb_build_object('id', plan, 'version', next_version, 'location',
                              CASE WHEN action = 'activate' AND input ->> 'children' = 'yes' THEN '/plans/' || plan || '/related/new?kind=child'
                                   WHEN action = 'activate' THEN '/plans/' || plan || '/consents'
                                   ELSE '/plans/' || plan END,
                              'flash', 'plan_' || CASE action WHEN 'activate' THEN 'activated' ELSE 'status_changed' END);
END
$$;
