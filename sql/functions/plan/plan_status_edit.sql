-- What can be done with a plan's status, the first being what is most likely meant.
CREATE OR REPLACE FUNCTION app.plan_actions(status text) RETURNS text[]
LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE status WHEN 'draft' THEN ARRAY['activate', 'revoke']
                       WHEN 'active' THEN ARRAY['hold', 'complete', 'revoke']
                       WHEN 'on-hold' THEN ARRAY['resume', 'complete', 'revoke']
                       ELSE ARRAY['reopen'] END
$$;

-- GET /plans/{plan_id}/status: the ways on from the plan's status, for its coordinator (a draft: its author).
-- input: {"plan_id","action"?} · returns {"id","plan_id","version","status_code","plan_action_code": the one shown,
-- "actions_list": [{"plan_action_code","href","current"}],"values","options","citizen": strip,"goals_n","tasks_n",
-- "coordinator_missing","asks_children","is_light","draft"}.
CREATE OR REPLACE FUNCTION api.plan_status_edit(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    plan uuid := (input ->> 'plan_id')::uuid;
    p joint_plan;
    r record;
    actions text[];
    action text;
BEGIN
    PERFORM app.actor_require();
    SELECT * INTO r FROM app.relation(plan);
    IF r.related IS NOT TRUE THEN
        RETURN app.refuse('plan.status', 'plan', plan);
    END IF;
    IF r.write_mask & (app.right_coordinate() | app.right_reopen()) = 0 THEN
        RETURN app.refuse_action('plan.status', plan, plan, 'coordinator-only');
    END IF;
    SELECT x.* INTO p FROM joint_plan x WHERE x.id = plan;
    actions := app.plan_actions(p.status_code);
    action := CASE WHEN input ->> 'action' = ANY (actions) THEN input ->> 'action' ELSE actions[1] END;
    PERFORM app.audit('plan.status', plan, r.citizen_id, 1, ARRAY[plan], 'permit', r.basis_code, r.basis_id, 'care');
    RETURN jsonb_build_object('id', plan, 'plan_id', plan, 'version', p.version, 'status_code', p.status_code,
        'plan_action_code', action,
        'actions_list', (SELECT jsonb_agg(jsonb_build_object('plan_action_code', a, 'current', a = action,
                             'href', '/plans/' || plan || '/status?action=' || a) ORDER BY o) FROM unnest(actions) WITH ORDINALITY x(a, o)),
        'values', jsonb_build_object('action', action, 'plan_reason', p.reason, 'summary', p.summary, 'review_day', p.review_day,
                      'citizen_yes_code', p.citizen_yes_code, 'citizen_yes_day', coalesce(p.citizen_yes_day, app.today()),
                      'hold_until_day', p.on_hold_until_day, 'coordinate', true),
        'options', '{"citizen_yes_code": [{"value": "spoken"}, {"value": "written"}, {"value": "own"}],
                      "children": [{"value": "yes"}, {"value": "no"}, {"value": "not-asked"}]}'::jsonb,
        'asks_children', action = 'activate' AND app.related_adult(plan) IS DISTINCT FROM false AND p.children_asked_day IS NULL,
        'citizen', app.citizen_strip(plan), 'is_light', p.complexity_code = 'light',
        'coordinator_missing', NOT EXISTS (SELECT FROM coordination k WHERE k.plan_id = plan AND k.ended_at IS NULL),
        'goals_n', (SELECT count(*) FROM goal g WHERE g.plan_id = plan AND g.contributing_plan_id IS NULL
                       AND g.lifecycle_code IN ('proposed', 'active', 'on-hold')),
        'tasks_n', (SELECT count(*) FROM task t WHERE t.plan_id = plan AND t.closed_at IS NULL),
        'draft', app.draft_get('/plans/' || plan || '/status'));
END
$$;
