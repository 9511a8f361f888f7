-- Decides on a reset that waits. Returns the document, or the refusal.
CREATE OR REPLACE FUNCTION app.reset_decide(action text, which uuid, outcome text) RETURNS jsonb
LANGUAGE plpgsql SET search_path = samplan, app, pg_temp AS $$
DECLARE
    r samplan.reset_request;
    objection text;
    now_done boolean;
BEGIN
    SELECT * INTO r FROM reset_request x WHERE x.id = which FOR UPDATE;
    IF r.id IS NULL OR app.admin_user_scope(r.user_id) = 'none' THEN
        RETURN app.refuse(action, 'reset', which);
    END IF;
    objection := app.reset_objection(r);
    IF objection IS NOT NULL THEN
        RETURN app.refuse_action(action, NULL, which, objection);
    ELSIF r.status_code <> 'pending' THEN
        RAISE EXCEPTION 'not-pending' USING ERRCODE = 'SP409';
    END IF;
    now_done := outcome = 'confirmed' AND r.kind_code = 'second-factor';
    UPDATE reset_request x SET status_code = CASE WHEN now_done THEN 'done' ELSE outcome END,
           decided_by = app.actor_user(), decided_at = now(), done_at = CASE WHEN now_done THEN now() END
     WHERE x.id = which;
    IF now_done THEN
        PERFORM app.factors_reset(r.user_id);
    END IF;
    PERFORM app.audit(action, NULL, NULL, NULL, ARRAY[r.user_id, which], 'permit', 'administration', NULL,
                      'administration', NULL, app.changed_fields('reset', which, '{"status": "pending"}', jsonb_build_object('status', outcome)), r.reason);
    RETURN jsonb_build_object('id', which, 'location', '/admin', 'flash',
        CASE WHEN outcome = 'refused' THEN 'reset-refused' WHEN now_done THEN 'factor-reset' ELSE 'reset-confirmed' END);
END
$$;

-- The second person says yes: a second factor is reset at once; a password by the one who asked, within a
-- day. input: reset_id. Refused: 404; 403 second-person, not-independent, other-organisation. Raises
-- SP409 not-pending.
CREATE OR REPLACE FUNCTION api.reset_confirm(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    PERFORM app.admin_require();
    PERFORM app.step_up_require();
    RETURN app.reset_decide('reset.confirm', (input ->> 'reset_id')::uuid, 'confirmed');
END
$$;

-- The second person says no. input: reset_id. As reset_confirm.
CREATE OR REPLACE FUNCTION api.reset_refuse(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    PERFORM app.admin_require();
    RETURN app.reset_decide('reset.refuse', (input ->> 'reset_id')::uuid, 'refused');
END
$$;
