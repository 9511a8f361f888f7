-- Somebody outside the team, a relative or a volunteer: what she was asked to do and where she was asked to come.

-- GET /volunteer: the volunteer's start page. returns {"tasks_list","invitations_list"}. One audit row a citizen.
CREATE OR REPLACE FUNCTION api.volunteer_home(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    tasks jsonb;
    invitations jsonb;
BEGIN
    PERFORM app.actor_require();
    tasks := app.outside_tasks();
    invitations := app.invitations_mine();
    IF tasks = '[]' AND invitations = '[]' THEN
        PERFORM app.audit('volunteer.home', NULL, NULL, 0, NULL, 'permit', 'none', NULL, 'care');
    END IF;
    PERFORM app.outside_audit('volunteer.home', tasks, invitations, '{}');
    RETURN jsonb_build_object('tasks_list', app.outside_list(tasks), 'invitations_list', app.outside_list(invitations));
END
$$;

-- A list as she gets it: what plan a thing belongs to is not for her.
CREATE OR REPLACE FUNCTION app.outside_list(things jsonb) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN (SELECT coalesce(jsonb_agg(e - 'plan_id' ORDER BY o), '[]') FROM jsonb_array_elements(things) WITH ORDINALITY x(e, o));
END
$$;

-- Her open tasks, those to answer first: {"id","plan_id","title","href","status_code","due_day","due_time","overdue_n","given_name",
-- "asks": waits for her answer}.
CREATE OR REPLACE FUNCTION app.outside_tasks() RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN (SELECT coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'plan_id', t.plan_id, 'title', t.title, 'href', '/tasks/' || t.id,
                       'status_code', app.task_status(t), 'due_day', t.due_day, 'due_time', to_char(t.due_time, 'HH24.MI'),
                       'overdue_n', greatest(app.today() - t.due_day, 0), 'asks', t.status_code = 'proposed',
                       'given_name', app.task_citizen_name(t.id))
                   ORDER BY t.status_code <> 'proposed', t.due_day NULLS LAST, t.created_at), '[]')
              FROM task t
             WHERE t.performer_principal = ANY ((SELECT app.actor_principals())::uuid[]) AND t.closed_at IS NULL);
END
$$;

-- The audit rows of showing them: one for each citizen who has none yet from this page.
CREATE OR REPLACE FUNCTION app.outside_audit(action text, tasks jsonb, invitations jsonb, done uuid[]) RETURNS void
LANGUAGE plpgsql SET search_path = samplan, app, pg_temp AS $$
BEGIN
    PERFORM app.audit(action, x.plan_id, x.citizen_id, 1, x.ids, 'permit', CASE WHEN x.task THEN 'task' ELSE 'invitation' END, x.ids[1],
                      CASE app.actor_role() WHEN 'relative' THEN 'relative' ELSE 'care' END)
       FROM (SELECT y.plan_id, max(y.citizen_id::text)::uuid AS citizen_id, bool_or(y.task) AS task, array_agg(y.id ORDER BY y.task DESC, y.id) AS ids
               FROM (SELECT (e ->> 'plan_id')::uuid AS plan_id, app.task_citizen_id((e ->> 'id')::uuid) AS citizen_id, (e ->> 'id')::uuid AS id, true AS task
                       FROM jsonb_array_elements(tasks) e
                     UNION ALL
                     SELECT (e ->> 'plan_id')::uuid, app.invitation_citizen((e ->> 'id')::uuid), (e ->> 'id')::uuid, false
                       FROM jsonb_array_elements(invitations) e) y
              WHERE y.plan_id <> ALL (done) GROUP BY y.plan_id) x;
END
$$;
