-- A draft becomes the citizen's plan. known: a confirmed citizen with the same CPR number and no open plan,
-- to whom the draft then belongs; NULL otherwise. The actor becomes coordinator where there is none.
CREATE OR REPLACE FUNCTION app.plan_activate(p samplan.joint_plan, input jsonb, known uuid) RETURNS void
LANGUAGE plpgsql SET search_path = samplan, app, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM coordination k WHERE k.plan_id = p.id AND k.ended_at IS NULL) THEN
        INSERT INTO coordination (plan_id, user_id, unit_id) VALUES (p.id, app.actor_user(), app.actor_unit());
    END IF;
    INSERT INTO team_member (plan_id, kind_code, user_id, unit_id, added_by)
    SELECT p.id, 'person', k.user_id, k.unit_id, app.actor_user()
      FROM coordination k
     WHERE k.plan_id = p.id AND k.ended_at IS NULL
       AND NOT EXISTS (SELECT FROM team_member m WHERE m.plan_id = p.id AND m.user_id = k.user_id AND m.status_code = 'active');
    IF known IS NOT NULL THEN
        PERFORM app.citizen_merge(p.id, p.citizen_id, known);
    ELSE
        UPDATE citizen c SET status_code = 'confirmed' WHERE c.id = p.citizen_id AND c.status_code = 'unconfirmed';
    END IF;
    UPDATE joint_plan x SET status_code = 'active', status_reason = input ->> 'reason', activated_at = now(),
           reason = coalesce(app.given(input, 'plan_reason', p.reason), ''),
           summary = app.given(input, 'summary', p.summary),
           review_day = coalesce((input ->> 'review_day')::date, p.review_day,
                                 CASE WHEN p.complexity_code <> 'light' THEN app.today() + 180 END),
           citizen_yes_code = input ->> 'citizen_yes_code',
           citizen_yes_day = coalesce((input ->> 'citizen_yes_day')::date, app.today()),
           citizen_yes_by = app.actor_user(),
           children_asked_day = CASE WHEN input ->> 'children' IN ('yes', 'no') THEN app.today() ELSE p.children_asked_day END
     WHERE x.id = p.id;
EXCEPTION WHEN unique_violation THEN
    RAISE EXCEPTION 'plan-exists' USING ERRCODE = 'SP409';  -- somebody confirmed the same citizen this instant
END
$$;

-- The citizen has said yes, and has a plan elsewhere: that gives the basis to be told so. Records the yes on
-- the draft, sees to it that the other coordinator has the request, and refuses the activation.
CREATE OR REPLACE FUNCTION app.plan_exists(p samplan.joint_plan, input jsonb) RETURNS jsonb
LANGUAGE plpgsql SET search_path = samplan, app, pg_temp AS $$
DECLARE
    answer record;
BEGIN
    UPDATE joint_plan x SET citizen_yes_code = input ->> 'citizen_yes_code',
           citizen_yes_day = coalesce((input ->> 'citizen_yes_day')::date, app.today()), citizen_yes_by = app.actor_user()
     WHERE x.id = p.id;
    SELECT * INTO answer FROM app.join_request_state(p.id);
    IF answer.status_code IS NULL THEN
        PERFORM app.join_request_add((SELECT ARRAY[c.cpr_index] FROM citizen c WHERE c.id = p.citizen_id), p.id, p.reason);
    END IF;
    PERFORM app.audit('plan.activate', p.id, p.citizen_id, 1, ARRAY[p.id], 'refuse', 'coordination', p.id, 'care', NULL, NULL,
                      'plan-exists');
    RETURN jsonb_build_object('_refused', jsonb_build_object('status', 409,
        'code', CASE answer.status_code WHEN 'declined' THEN 'plan-exists-declined' ELSE 'plan-exists' END,
        'answer_text', CASE answer.status_code WHEN 'declined' THEN answer.answer_text END));
END
$$;
