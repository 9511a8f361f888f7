-- GET /my-plan: where the citizen begins. The document of app.plan_text and "own": {"plans_list": her own plans, see
-- app.own_plans_list, "looks_n","urgent_n": look-ups by others in the last seven days,"questions_n": answers that she has not read,
-- "answered_n": remarks with an answer that she has not read,"next_coordinator": person with start_day or null}. Without any plan
-- {"plan": null, "no_plan": true} with empty lists.
DROP FUNCTION IF EXISTS api.plan_own(jsonb);
CREATE OR REPLACE FUNCTION api.own_start(input jsonb) RETURNS json
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    plan uuid;
    body text;
BEGIN
    PERFORM app.actor_require();
    plan := app.own_plan();
    IF plan IS NULL THEN
        PERFORM app.own_audit('plan.show', NULL, 0, NULL, 0);
        RETURN jsonb_build_object('plan', NULL, 'citizen_name', NULL, 'no_plan', true, 'contributing_plans_list', '[]'::jsonb, 'hidden_n', 0,
            'conflicts_list', '[]'::jsonb, 'join_requests_list', '[]'::jsonb, 'remarks_new_n', 0, 'seen_at', NULL, 'print_code', NULL,
            'rights', '{"coordinate": false, "contribute": false, "speak": false, "basis_code": "self"}'::jsonb, 'own', app.own_summary(NULL));
    END IF;
    body := app.plan_text(plan);
    RETURN (left(body, -1) || ',"own":' || app.own_summary(plan) || '}')::json;
END
$$;

CREATE OR REPLACE FUNCTION app.own_summary(plan uuid) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    looks record;
BEGIN
    SELECT count(*) AS n, count(*) FILTER (WHERE a.basis_code = 'break-glass') AS urgent INTO looks
      FROM audit a
     WHERE a.citizen_id = app.actor_citizen() AND a.at > now() - interval '7 days' AND a.user_id IS DISTINCT FROM app.actor_user()
       AND a.action <> 'events.open';
    RETURN jsonb_build_object('plans_list', app.own_plans_list(plan), 'looks_n', looks.n, 'urgent_n', looks.urgent,
        'questions_n', (SELECT count(*) FROM access_question q WHERE q.status_code = 'answered' AND q.read_at IS NULL),
        'answered_n', (SELECT count(DISTINCT r.id) FROM remark r JOIN remark_answer a ON a.remark_id = r.id
                       WHERE r.plan_id = plan AND a.created_at > coalesce((SELECT max(s.seen_at) FROM own_seen s
                              WHERE s.user_id = app.actor_user() AND s.item_id = r.id), '-infinity')),
        'next_coordinator', (SELECT app.person_shown(app.document_person(k.user_id, k.unit_id))
                || jsonb_build_object('start_day', (k.started_at AT TIME ZONE 'Europe/Copenhagen')::date)
             FROM coordination k WHERE k.plan_id = plan AND k.started_at > now() ORDER BY k.started_at LIMIT 1));
END
$$;
