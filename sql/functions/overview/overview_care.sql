-- A caseworker's overview: {"late_list","late_n","answer_tasks_list","answers": hand-overs and requests to join,"answers_n","waiting_list",
-- "waiting_n","waiting_more_n","meetings_list","meetings_n","changes_list": of others, since she last had the plan open,"changes_n",
-- "plans": [app.plan_row …],"plans_n","plans_more"}. Tasks are rows of app.task_row. All of it from what is hers
-- (worklists, access), so that it costs the same however many plans there are in the country.
CREATE OR REPLACE FUNCTION app.overview_care() RETURNS jsonb
LANGUAGE plpgsql SET search_path = samplan, app, pg_temp AS $$
DECLARE
    counts constant jsonb := app.worklist_counts();
    answers constant jsonb := app.answers_waiting();
    late jsonb := app.overview_tasks('all', '{"ball": "me", "status": "late"}', 5, 100);
    asked jsonb := app.overview_tasks('answer', '{}', 6, 6);
    waiting jsonb := app.overview_tasks('waiting', '{}', 4, 4);
    meetings jsonb := app.overview_meetings();
    changes jsonb := app.overview_changes();
    waiting_n constant integer := (SELECT c ->> 'n' FROM jsonb_array_elements(counts) c WHERE c ->> 'list_code' = 'waiting');
BEGIN
    RETURN jsonb_build_object('late_list', late -> 'rows', 'late_n', late -> 'n', 'answer_tasks_list', asked -> 'rows', 'answers', answers,
        'answers_n', jsonb_array_length(answers) + (SELECT (c ->> 'n')::integer FROM jsonb_array_elements(counts) c WHERE c ->> 'list_code' = 'answer'),
        'waiting_list', waiting -> 'rows', 'waiting_n', waiting_n, 'waiting_more_n', waiting_n - jsonb_array_length(waiting -> 'rows'),
        'meetings_list', meetings, 'meetings_n', jsonb_array_length(meetings),
        'changes_list', changes -> 'changes_list', 'changes_n', changes -> 'n') || app.overview_plans();
END
$$;

-- The first tasks of a list: {"rows": n of them, shown as rows,"n": how many there are, counted up to most}.
DROP FUNCTION IF EXISTS app.overview_tasks(text, jsonb, integer);
CREATE OR REPLACE FUNCTION app.overview_tasks(list text, filter jsonb, n integer, most integer) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN (SELECT jsonb_build_object('n', count(*), 'rows',
                coalesce(jsonb_agg(app.task_row(w.list_code, w.shown::jsonb, app.today()) ORDER BY w.o) FILTER (WHERE w.o <= overview_tasks.n), '[]'))
              FROM (SELECT x.*, row_number() OVER (ORDER BY x.due_day, x.task_id) AS o
                      FROM app.worklist_page(list, filter, NULL, most - 1) x) w);
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
              FROM app.appointment_page(false, true, NULL, 7, week_end) m);
END
$$;

-- What others did in her plans since she last had each of them open, newest first: {"changes_list": 6 of them, in the shape of
-- app.change_page with "plan_id","plan_href","class_bit" and "citizen_name","n": how many in the 25 plans that changed last, 100 at most}.
CREATE OR REPLACE FUNCTION app.overview_changes() RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    me constant uuid := app.actor_user();
    mine constant uuid[] := app.actor_person_principals();
    ids bigint[];
BEGIN
    SELECT array_agg(q.id ORDER BY q.id DESC) INTO ids
      FROM (SELECT c.id
              FROM (SELECT d.plan_id, coalesce(v.seen_at, now() - interval '7 days') AS seen_at
                      FROM (SELECT DISTINCT a.plan_id FROM access a
                             WHERE a.principal = ANY (mine) AND a.part_id IS NULL AND a.since <= now() AND a.until > now()
                               AND a.basis_code <> 'break-glass') g
                      JOIN document d ON d.plan_id = g.plan_id AND d.part_id = g.plan_id
                      LEFT JOIN plan_seen v ON v.plan_id = g.plan_id AND v.user_id = me
                     WHERE d.changed_at > coalesce(v.seen_at, now() - interval '7 days')
                     ORDER BY d.changed_at DESC LIMIT 25) g
             CROSS JOIN LATERAL (SELECT x.id FROM change x
                                  WHERE x.plan_id = g.plan_id AND x.changed_at > g.seen_at AND x.user_id IS DISTINCT FROM me
                                  ORDER BY x.id DESC LIMIT 10) c
             ORDER BY c.id DESC LIMIT 100) q;
    RETURN jsonb_build_object('n', coalesce(cardinality(ids), 0), 'changes_list',
        (SELECT coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'plan_id', c.plan_id, 'plan_href', '/plans/' || c.plan_id,
                    'citizen_name', z.name, 'class_bit', c.class_bit, 'entity_code', c.entity_code, 'entity_id', c.entity_id, 'action_code', c.action_code,
                    'title', coalesce(c.title, app.change_title(c.entity_code, c.entity_id)), 'fields_list', app.change_fields(c.fields),
                    'reason', c.reason, 'name', u.name, 'unit', n.name, 'user_id', c.user_id, 'changed_at', c.changed_at) ORDER BY c.id DESC), '[]')
           FROM change c JOIN joint_plan p ON p.id = c.plan_id JOIN citizen z ON z.id = p.citizen_id
           LEFT JOIN user_account u ON u.id = c.user_id LEFT JOIN unit n ON n.id = c.unit_id
          WHERE c.id = ANY (ids[1:6])));
END
$$;

-- Her citizens, those whose tasks are next on her lists first, then by name: {"plans": [app.plan_row …] 15 at most,"plans_n",
-- "plans_more"}.
CREATE OR REPLACE FUNCTION app.overview_plans() RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    me constant uuid := app.actor_user();
    mine constant uuid[] := app.actor_person_principals();
    n constant integer := 15;
    plans uuid[];
    first uuid[];
BEGIN
    SELECT array_agg(DISTINCT a.plan_id) INTO plans
      FROM access a JOIN joint_plan p ON p.id = a.plan_id AND p.status_code IN ('draft', 'active', 'on-hold')
     WHERE a.principal = ANY (mine) AND a.since <= now() AND a.until > now() AND a.basis_code <> 'break-glass';
    SELECT array_agg(q.plan_id ORDER BY q.due, q.plan_id) INTO first
      FROM (SELECT w.plan_id, min(w.due_day) AS due
              FROM unnest('{1,2,3}'::smallint[]) k (code) CROSS JOIN unnest(mine) m (principal)
             CROSS JOIN LATERAL (SELECT x.plan_id, x.due_day FROM worklist x WHERE x.principal = m.principal AND x.list_code = k.code
                                  ORDER BY x.due_day, x.task_id LIMIT 40) w
             WHERE w.plan_id = ANY (plans) GROUP BY w.plan_id ORDER BY due, w.plan_id LIMIT n) q;
    IF coalesce(cardinality(first), 0) < n THEN
        first := first || (SELECT array_agg(q.id ORDER BY q.name, q.id)
                             FROM (SELECT p.id, lower(c.name) AS name FROM joint_plan p JOIN citizen c ON c.id = p.citizen_id
                                    WHERE p.id = ANY (plans) AND NOT p.id = ANY (coalesce(first, '{}'))
                                    ORDER BY 2, 1 LIMIT n - coalesce(cardinality(first), 0)) q);
    END IF;
    RETURN (SELECT jsonb_build_object('plans_n', coalesce(cardinality(plans), 0), 'plans_more', coalesce(cardinality(plans), 0) > n,
            'plans', coalesce(jsonb_agg(app.plan_row(p, z, d.body::jsonb, v.seen_at, d.changed_at) ORDER BY f.o), '[]'))
      FROM unnest(first) WITH ORDINALITY f (id, o) JOIN joint_plan p ON p.id = f.id JOIN citizen z ON z.id = p.citizen_id
      LEFT JOIN document d ON d.plan_id = p.id AND d.part_id = p.id
      LEFT JOIN plan_seen v ON v.plan_id = p.id AND v.user_id = me);
END
$$;
