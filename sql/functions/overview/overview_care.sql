-- A caseworker's overview: {"late_list","late_n","answer_tasks_list","answers": hand-overs and requests to join,"answers_n","waiting_list",
-- "waiting_n","waiting_more_n","meetings_list","meetings_n","changes_list": of others, since she last had the plan open,"changes_n",
-- "plans": [app.plan_row …],"plans_n","plans_more"}. Tasks are rows of app.task_row. All of it from what is hers
-- (worklists, access), so that it costs the same however many plans there are in the country.
CREATE OR REPLACE FUNCTION app.overview_care() RETURNS jsonb
LANGUAGE plpgsql SET search_path = samplan, app, pg_temp AS $$
DECLARE
    counts constant jsonb := app.worklist_counts();
    answers constant jsonb := app.answers_waiting();
    late jsonb := app.overview_tasks('all', '{"ball": "me", "status": "late"}', 5);
    asked jsonb := app.overview_tasks('answer', '{}', 6);
    waiting jsonb := app.overview_tasks('waiting', '{"ball": "others"}', 4);
    meetings jsonb := app.overview_meetings();
    changes jsonb := app.overview_changes();
    waiting_n constant integer := (SELECT c ->> 'n' FROM jsonb_array_elements(counts) c WHERE c ->> 'list_code' = 'waiting');
BEGIN
    RETURN jsonb_build_object('late_list', late,
        'late_n', (SELECT count(*) FROM app.worklist_page('all', '{"ball": "me", "status": "late"}', NULL, 99)),
        'answer_tasks_list', asked, 'answers', answers,
        'answers_n', jsonb_array_length(answers) + (SELECT (c ->> 'n')::integer FROM jsonb_array_elements(counts) c WHERE c ->> 'list_code' = 'answer'),
        'waiting_list', waiting, 'waiting_n', waiting_n, 'waiting_more_n', waiting_n - jsonb_array_length(waiting),
        'meetings_list', meetings, 'meetings_n', jsonb_array_length(meetings),
        'changes_list', changes -> 'changes_list', 'changes_n', changes -> 'n') || app.overview_plans();
END
$$;

-- The first n tasks of a list, shown as rows.
CREATE OR REPLACE FUNCTION app.overview_tasks(list text, filter jsonb, n integer) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN (SELECT coalesce(jsonb_agg(app.task_row(w.list_code, w.shown::jsonb, app.today()) ORDER BY w.due_day, w.task_id), '[]')
              FROM app.worklist_page(list, filter, NULL, n - 1) w);
END
$$;

-- The meetings that are left of this week, at most 8.
CREATE OR REPLACE FUNCTION app.overview_meetings() RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    week_end constant timestamptz := app.day_start(app.today() + 8 - extract(isodow FROM app.today())::integer);
BEGIN
    RETURN (SELECT coalesce(jsonb_agg(app.appointment_row(m.a, m.write_mask) || jsonb_build_object('citizen_name', m.name,
                       'plan_href', '/plans/' || (m.a).plan_id || '/appointments') ORDER BY m.o), '[]')
              FROM app.appointment_page(false, true, NULL, 7) m WHERE (m.a).start_at < week_end);
END
$$;

-- What others did in her plans since she last had each of them open, newest first: {"changes_list": 6 of them, in the shape of
-- app.change_page with "plan_id","plan_href" and "citizen_name","n": how many, 100 at most}.
CREATE OR REPLACE FUNCTION app.overview_changes() RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    me constant uuid := app.actor_user();
    ids bigint[];
BEGIN
    SELECT array_agg(q.id ORDER BY q.id DESC) INTO ids
      FROM (SELECT c.id
              FROM (SELECT DISTINCT a.plan_id FROM access a
                     WHERE a.principal = me AND a.part_id IS NULL AND a.since <= now() AND a.until > now()) g
              LEFT JOIN plan_seen v ON v.plan_id = g.plan_id AND v.user_id = me
              JOIN document d ON d.plan_id = g.plan_id AND d.part_id = g.plan_id AND d.changed_at > coalesce(v.seen_at, now() - interval '7 days')
             CROSS JOIN LATERAL (SELECT x.id FROM change x
                                  WHERE x.plan_id = g.plan_id AND x.changed_at > coalesce(v.seen_at, now() - interval '7 days')
                                    AND x.user_id IS DISTINCT FROM me
                                  ORDER BY x.id DESC LIMIT 20) c
             ORDER BY c.id DESC LIMIT 100) q;
    RETURN jsonb_build_object('n', coalesce(cardinality(ids), 0), 'changes_list',
        (SELECT coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'plan_id', c.plan_id, 'plan_href', '/plans/' || c.plan_id,
                    'citizen_name', z.name, 'entity_code', c.entity_code, 'entity_id', c.entity_id, 'action_code', c.action_code,
                    'title', c.title, 'fields_list', app.change_fields(c.fields), 'reason', c.reason, 'name', u.name, 'unit', n.name,
                    'user_id', c.user_id, 'changed_at', c.changed_at) ORDER BY c.id DESC), '[]')
           FROM change c JOIN joint_plan p ON p.id = c.plan_id JOIN citizen z ON z.id = p.citizen_id
           LEFT JOIN user_account u ON u.id = c.user_id LEFT JOIN unit n ON n.id = c.unit_id
          WHERE c.id = ANY (ids[1:6])));
END
$$;

-- Her citizens, those with the nearest deadline first (where there are more than 60, by name): {"plans": 25 at most,"plans_n","plans_more"}.
CREATE OR REPLACE FUNCTION app.overview_plans() RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    me constant uuid := app.actor_user();
    plans uuid[];
    many boolean;
BEGIN
    SELECT array_agg(DISTINCT a.plan_id) INTO plans
      FROM access a JOIN joint_plan p ON p.id = a.plan_id AND p.status_code IN ('draft', 'active', 'on-hold')
     WHERE a.principal = me AND a.since <= now() AND a.until > now();
    many := cardinality(plans) > 60;
    RETURN (SELECT jsonb_build_object('plans_n', coalesce(cardinality(plans), 0), 'plans_more', coalesce(cardinality(plans), 0) > 25,
            'plans', coalesce(jsonb_agg(app.plan_row(s.p, s.z, s.core, v.seen_at, s.changed_at) ORDER BY s.due, lower((s.z).name), (s.p).id), '[]'))
      FROM (SELECT q.p, q.z, d.body::jsonb AS core, d.changed_at, coalesce(CASE WHEN NOT many THEN
                       (SELECT min(x ->> 'due_day')::date FROM json_array_elements(d.body::json -> 'tasks_list') x
                         WHERE x ->> 'status_code' <> 'on-hold') END, 'infinity'::date) AS due
              FROM (SELECT j AS p, c AS z FROM joint_plan j JOIN citizen c ON c.id = j.citizen_id WHERE j.id = ANY (plans)
                     ORDER BY CASE WHEN many THEN lower(c.name) END, j.id LIMIT CASE WHEN many THEN 25 ELSE 60 END) q
              LEFT JOIN document d ON d.plan_id = (q.p).id AND d.part_id = (q.p).id
             ORDER BY due, lower((q.z).name), (q.p).id LIMIT 25) s
      LEFT JOIN plan_seen v ON v.plan_id = (s.p).id AND v.user_id = me);
END
$$;
