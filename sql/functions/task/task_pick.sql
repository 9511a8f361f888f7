-- GET /tasks/new: for which citizen? The open plans in which the actor may ask somebody to do something.
-- input: {} · returns {"plans_list": [{"plan_id","name","href","status_code"}],"many": not all of them}. One audit row a citizen shown.
CREATE OR REPLACE FUNCTION api.task_pick(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    rows jsonb;
    plans uuid[];
BEGIN
    PERFORM app.actor_require();
    SELECT coalesce(jsonb_agg(jsonb_build_object('plan_id', x.id, 'name', x.name, 'status_code', x.status_code,
                       'href', '/plans/' || x.id || '/tasks/new') ORDER BY lower(x.name), x.id), '[]'), array_agg(x.id)
      INTO rows, plans
      FROM (SELECT p.id, c.name, p.status_code FROM joint_plan p JOIN citizen c ON c.id = p.citizen_id
             WHERE p.status_code IN ('draft', 'active', 'on-hold')
               AND p.id IN (SELECT a.plan_id FROM access a
                             WHERE a.principal = ANY (app.actor_principals()) AND a.part_id IS NULL
                               AND a.write_mask & (1 << 24) <> 0 AND a.since <= now() AND a.until > now())
             ORDER BY lower(c.name), p.id LIMIT 200) x;
    PERFORM app.audit_many('task.new', plans, plans, array_fill(1, ARRAY[jsonb_array_length(rows)]), jsonb_array_length(rows));
    RETURN jsonb_build_object('plans_list', rows, 'many', jsonb_array_length(rows) = 200);
END
$$;
