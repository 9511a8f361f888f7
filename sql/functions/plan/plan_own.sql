-- GET /my-plan: the citizen's own plan: the open one, else the latest. Without any plan the document
-- is {"plan": null, "no_plan": true} with empty lists.
CREATE OR REPLACE FUNCTION api.plan_own(input jsonb) RETURNS json
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    plan uuid;
BEGIN
    PERFORM app.actor_require();
    SELECT p.id INTO plan FROM joint_plan p WHERE p.citizen_id = app.actor_citizen()
     ORDER BY p.status_code IN ('draft', 'active', 'on-hold') DESC, p.created_at DESC LIMIT 1;
    IF plan IS NULL THEN
        PERFORM app.audit('plan.show', NULL, app.actor_citizen(), 0, NULL, 'permit', 'self', app.actor_citizen(), 'own-data', 0);
        RETURN '{"plan": null, "citizen_name": null, "no_plan": true, "contributing_plans_list": [], "hidden_n": 0, "conflicts_list": [],
                 "join_requests_list": [], "seen_at": null, "print_code": null,
                 "rights": {"coordinate": false, "contribute": false, "speak": false, "basis_code": "self"}}';
    END IF;
    RETURN app.plan_text(plan)::json;
END
$$;
