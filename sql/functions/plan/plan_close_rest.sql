-- A plan that ends leaves no open task on anybody's list and no hand-over or request waiting. A draft that
-- is given up stays with its author, so that she can take it up again.
CREATE OR REPLACE FUNCTION app.plan_close_rest(p samplan.joint_plan, reason text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    UPDATE task t SET status_code = 'cancelled', status_text = plan_close_rest.reason, closed_at = now(), hold_until_day = NULL
     WHERE t.plan_id = p.id AND t.closed_at IS NULL;
    UPDATE handover h SET status_code = 'withdrawn', answered_at = now() WHERE h.plan_id = p.id AND h.status_code = 'requested';
    UPDATE join_request j SET status_code = 'declined', answer_text = plan_close_rest.reason, answered_at = now(),
           answered_by = app.actor_user()
     WHERE j.plan_id = p.id AND j.status_code = 'requested';
    IF NOT EXISTS (SELECT FROM coordination k WHERE k.plan_id = p.id AND k.ended_at IS NULL) THEN
        INSERT INTO coordination (plan_id, user_id, unit_id) VALUES (p.id, app.actor_user(), app.actor_unit());
    END IF;
END
$$;
ALTER FUNCTION app.plan_close_rest(samplan.joint_plan, text) OWNER TO samplan_derive;
