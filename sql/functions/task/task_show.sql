-- GET /tasks/{task_id}: one task, for the circle of its plan and for whoever is asked to do it, who sees
-- the task alone until she has said yes.
-- input: {"task_id"} · returns {"id","plan_id","version","title","description","plain_text","status_code","status_text","back":
-- came back from a hold by itself,"requester": person,"performer": {"kind_code","name","initials","sector_code","unit",
-- "is_me"},"ball": {"name","is_me"},"due_day","due_time","answer_by_day","overdue_n","waiting_n","priority_code","class_code",
-- "sector_code","part","goal","counter_day","counter_time","counter_text","hold_until_day","proposed_at","answered_at",
-- "closed_at","reminded_at","outside","informed_list","comments_list","changes_list","changes_more","readers_list",
-- "hidden_list","can","options","values","citizen": strip, or {"name"} for one outside}.
CREATE OR REPLACE FUNCTION api.task_show(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    t samplan.task;
    k jsonb;
    related boolean;
    changes jsonb;
    can jsonb;
BEGIN
    PERFORM app.actor_require();
    SELECT x.* INTO t FROM task x WHERE x.id = (input ->> 'task_id')::uuid;
    IF NOT FOUND THEN
        RETURN app.refuse('task.show', 'task', (input ->> 'task_id')::uuid);
    END IF;
    k := app.task_standing(t);
    related := (k ->> 'related')::boolean;
    PERFORM app.task_audit_read('task.show', t, k);
    can := app.task_can(t, k);
    changes := CASE WHEN related THEN app.change_page(NULL, t.id, NULL, NULL, NULL, 4) ELSE '{"changes_list": [], "next": null}' END;
    RETURN app.task_view(t, k) || app.task_context(t, related)
        || CASE WHEN related THEN app.task_readers(t) ELSE '{"readers_list": [], "hidden_list": []}' END
        || jsonb_build_object('can', can, 'values', '{}'::jsonb,
            'options', jsonb_build_object('to_performer_id',
                app.performer_options(t.plan_id, NULL, NOT ((k ->> 'manages')::boolean OR (k ->> 'coordinates')::boolean))),
            'changes_list', changes -> 'changes_list', 'changes_more', changes ->> 'next' IS NOT NULL,
            'draft', app.draft_get('/tasks/' || t.id || CASE WHEN (can ->> 'accept')::boolean OR (can ->> 'accept_counter')::boolean
                                                              THEN '/answer' ELSE '/comments' END));
END
$$;

-- The audit row of reading one task.
CREATE OR REPLACE FUNCTION app.task_audit_read(action text, t samplan.task, standing jsonb) RETURNS void
LANGUAGE plpgsql SET search_path = samplan, app, pg_temp AS $$
BEGIN
    PERFORM app.audit(action, t.plan_id, (standing ->> 'citizen_id')::uuid, app.class_bit(t.class_code), ARRAY[t.id], 'permit',
                      standing ->> 'basis_code', (standing ->> 'basis_id')::uuid,
                      CASE WHEN app.actor_citizen() IS NULL THEN 'care' ELSE 'own-data' END);
END
$$;

-- The audit row of changing one.
CREATE OR REPLACE FUNCTION app.task_audit_write(action text, t samplan.task, standing jsonb, reason text DEFAULT NULL) RETURNS void
LANGUAGE plpgsql SET search_path = samplan, app, pg_temp AS $$
BEGIN
    PERFORM app.audit_write(action, t.plan_id, standing ->> 'basis_code', (standing ->> 'basis_id')::uuid, reason);
END
$$;

-- The task itself.
CREATE OR REPLACE FUNCTION app.task_view(t samplan.task, standing jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    status constant text := standing ->> 'status_code';
    performer constant jsonb := app.task_performer(t);
    requester constant jsonb := app.document_person(t.requester_user_id, t.requester_unit_id);
    asked constant boolean := (standing ->> 'asked')::boolean;
BEGIN
    RETURN jsonb_build_object('id', t.id, 'plan_id', t.plan_id, 'version', t.version, 'href', '/tasks/' || t.id,
        'title', t.title, 'description', t.description, 'plain_text', t.plain_text, 'status_code', status,
        'status_text', t.status_text, 'back', t.status_code = 'on-hold' AND status <> 'on-hold',
        'requester', requester || jsonb_build_object('is_me', asked, 'phone', app.phone_text(requester ->> 'phone'),
                                                     'phone_href', app.phone_href(requester ->> 'phone')),
        'performer', performer,
        'ball', CASE WHEN status IN ('done', 'cancelled') THEN NULL
                     WHEN status IN ('counter-proposed', 'declined') THEN jsonb_build_object('name', requester -> 'name', 'is_me', asked)
                     ELSE jsonb_build_object('name', performer -> 'name', 'is_me', performer -> 'is_me') END,
        'due_day', t.due_day, 'due_time', to_char(t.due_time, 'HH24.MI'), 'answer_by_day', t.answer_by_day,
        'overdue_n', CASE WHEN t.closed_at IS NULL AND status <> 'on-hold' THEN greatest(app.today() - t.due_day, 0) END,
        'waiting_n', CASE WHEN status = 'proposed' AND NOT (standing ->> 'performs')::boolean
                          THEN app.today() - (t.proposed_at AT TIME ZONE 'Europe/Copenhagen')::date END,
        'priority_code', t.priority_code, 'class_code', t.class_code, 'sector_code', t.sector_code,
        'counter_day', t.counter_day, 'counter_time', to_char(t.counter_time, 'HH24.MI'), 'counter_text', t.counter_text,
        'hold_until_day', CASE WHEN status = 'on-hold' THEN t.hold_until_day END,
        'proposed_at', t.proposed_at, 'answered_at', t.answered_at, 'closed_at', t.closed_at, 'reminded_at', t.reminded_at,
        'outside', NOT (standing ->> 'related')::boolean);
END
$$;

-- Who is to do it.
CREATE OR REPLACE FUNCTION app.task_performer(t samplan.task) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    name text := CASE t.performer_kind_code
        WHEN 'person' THEN (SELECT u.name FROM user_account u WHERE u.id = t.performer_user_id)
        WHEN 'unit' THEN (SELECT n.name FROM unit n WHERE n.id = t.performer_unit_id)
        ELSE (SELECT c.name FROM joint_plan p JOIN citizen c ON c.id = p.citizen_id WHERE p.id = t.plan_id) END;
BEGIN
    RETURN jsonb_build_object('kind_code', t.performer_kind_code, 'name', name, 'initials', app.initials(name),
        'unit', (SELECT n.name FROM unit n WHERE n.id = t.performer_unit_id AND t.performer_kind_code = 'person'),
        'sector_code', coalesce((SELECT n.sector_code FROM unit n WHERE n.id = t.performer_unit_id), 'citizen'),
        'is_me', t.performer_kind_code <> 'unit' AND t.performer_principal = ANY (app.actor_principals()),
        'is_my_unit', t.performer_kind_code = 'unit' AND t.performer_principal = ANY (app.actor_principals()));
END
$$;

-- What stands around it: the plan's strip, its part and goal as far as the reader sees them, who is informed, comments.
CREATE OR REPLACE FUNCTION app.task_context(t samplan.task, related boolean) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN jsonb_build_object(
        'citizen', CASE WHEN related THEN app.citizen_strip(t.plan_id, 'tasks')
                        ELSE jsonb_build_object('name', app.task_citizen_name(t.id)) END,
        'part', (SELECT jsonb_build_object('id', c.id, 'title', c.title, 'href', '/contributing-plans/' || c.id)
                   FROM contributing_plan c WHERE c.id = t.contributing_plan_id),
        'goal', (SELECT jsonb_build_object('id', g.id, 'title', g.title, 'href', '/goals/' || g.id) FROM goal g WHERE g.id = t.goal_id),
        'informed_list', (SELECT coalesce(jsonb_agg(jsonb_build_object('name', coalesce(u.name, n.name, c.name)) ORDER BY 1), '[]')
              FROM task_informed i LEFT JOIN user_account u ON u.id = i.principal LEFT JOIN unit n ON n.id = i.principal
              LEFT JOIN citizen c ON c.id = i.principal WHERE i.task_id = t.id),
        'comments_list', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', m.id, 'text', m.text, 'name', u.name, 'title', u.profession,
                     'initials', app.initials(u.name), 'created_at', m.created_at, 'is_me', m.created_by = app.actor_user())
                     ORDER BY m.created_at), '[]')
              FROM (SELECT x.* FROM task_comment x WHERE x.task_id = t.id ORDER BY x.created_at DESC LIMIT 200) m
              LEFT JOIN user_account u ON u.id = m.created_by));
END
$$;
