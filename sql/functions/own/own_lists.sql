-- GET /my-plan/tasks: what she does, what the others do, and what was done lately, in plain words.
-- input: {} · returns {"plan_id","mine_list","others_list","done_list"}; a task: {"id","href","title": the plain text, else the title,
-- "performer_name","due_day","overdue_n","hold_until_day","status_code","closed_at"}.
CREATE OR REPLACE FUNCTION api.own_tasks(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    plan uuid;
    rows jsonb;
BEGIN
    PERFORM app.actor_require();
    plan := app.own_plan();
    SELECT coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'href', '/tasks/' || t.id, 'title', coalesce(nullif(t.plain_text, ''), t.title),
               'mine', t.performer_kind_code = 'citizen', 'performer_name', coalesce(u.name, n.name),
               'due_day', t.due_day, 'hold_until_day', t.hold_until_day, 'status_code', t.status_code, 'closed_at', t.closed_at,
               'overdue_n', CASE WHEN t.closed_at IS NULL AND t.status_code <> 'on-hold' THEN greatest(app.today() - t.due_day, 0) ELSE 0 END)
               ORDER BY t.closed_at DESC NULLS FIRST, t.due_day NULLS LAST, t.created_at), '[]')
      INTO rows
      FROM (SELECT x.* FROM task x WHERE x.plan_id = plan
               AND (x.closed_at IS NULL OR x.closed_at > now() - interval '90 days')
             ORDER BY x.closed_at IS NULL DESC, x.closed_at DESC LIMIT 200) t
      LEFT JOIN user_account u ON u.id = t.performer_user_id LEFT JOIN unit n ON n.id = t.performer_unit_id;
    PERFORM app.own_audit('task.list', plan, 1, (SELECT array_agg((e ->> 'id')::uuid) FROM jsonb_array_elements(rows) e), jsonb_array_length(rows));
    RETURN jsonb_build_object('plan_id', plan,
        'mine_list', (SELECT coalesce(jsonb_agg(e ORDER BY o), '[]') FROM jsonb_array_elements(rows) WITH ORDINALITY x(e, o)
                       WHERE (e ->> 'mine')::boolean AND e ->> 'closed_at' IS NULL),
        'others_list', (SELECT coalesce(jsonb_agg(e ORDER BY o), '[]') FROM jsonb_array_elements(rows) WITH ORDINALITY x(e, o)
                         WHERE NOT (e ->> 'mine')::boolean AND e ->> 'closed_at' IS NULL),
        'done_list', (SELECT coalesce(jsonb_agg(e ORDER BY o), '[]') FROM jsonb_array_elements(rows) WITH ORDINALITY x(e, o)
                       WHERE e ->> 'status_code' = 'done'));
END
$$;

-- GET /my-plan/appointments: the dates to come and those that were.
-- input: {} · returns {"plan_id","coming_list","past_list": [app.appointment_row …]}.
CREATE OR REPLACE FUNCTION api.own_appointments(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    plan uuid;
    r record;
    coming jsonb;
    past jsonb;
BEGIN
    PERFORM app.actor_require();
    plan := app.own_plan();
    SELECT * INTO r FROM app.relation(plan);
    SELECT coalesce(jsonb_agg(app.appointment_row(a, r.write_mask) ORDER BY a.start_at, a.id), '[]') INTO coming
      FROM appointment a
     WHERE a.plan_id = plan AND coalesce(a.end_at, a.start_at + interval '1 hour') >= now();
    SELECT coalesce(jsonb_agg(app.appointment_row(a, r.write_mask) ORDER BY a.start_at DESC, a.id), '[]') INTO past
      FROM (SELECT x.* FROM appointment x WHERE x.plan_id = plan AND coalesce(x.end_at, x.start_at + interval '1 hour') < now()
             ORDER BY x.start_at DESC LIMIT 20) a;
    PERFORM app.own_audit('appointment.list', plan, 1,
        (SELECT array_agg((e ->> 'id')::uuid) FROM jsonb_array_elements(coming || past) e), jsonb_array_length(coming || past));
    RETURN jsonb_build_object('plan_id', plan, 'coming_list', coming, 'past_list', past);
END
$$;

-- GET /my-plan/contacts: whom she can ring, and with what each helps; those who were are kept.
-- input: {} · returns {"plan_id","coordinator": person or null,"next_coordinator","contacts_list","former_list","gp": {"name","phone",
-- "phone_href"} or null}.
CREATE OR REPLACE FUNCTION api.own_contacts(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    plan uuid;
    core jsonb;
    k jsonb;
BEGIN
    PERFORM app.actor_require();
    plan := app.own_plan();
    SELECT d.body::jsonb INTO core FROM document d WHERE d.plan_id = plan AND d.part_id = plan;
    SELECT app.person_shown(x) INTO k FROM jsonb_array_elements(core -> 'coordinations') x
     WHERE (x ->> 'started_at')::timestamptz <= now() AND coalesce((x ->> 'ended_at')::timestamptz, 'infinity') > now() LIMIT 1;
    PERFORM app.own_audit('team.show', plan, 1, ARRAY[plan]);
    RETURN jsonb_build_object('plan_id', plan, 'coordinator', k,
        'next_coordinator', (SELECT app.person_shown(x) || jsonb_build_object('start_day',
                                    ((x ->> 'started_at')::timestamptz AT TIME ZONE 'Europe/Copenhagen')::date)
                               FROM jsonb_array_elements(core -> 'coordinations') x WHERE (x ->> 'started_at')::timestamptz > now() LIMIT 1),
        'contacts_list', (SELECT coalesce(jsonb_agg('{"title": null, "unit": null, "organisation": null, "helps_with": null,
                    "relationship": null, "phone_hours": null, "sector_code": "citizen"}'::jsonb || jsonb_strip_nulls(app.person_shown(x))
                    || jsonb_build_object('phone', app.phone_text(x ->> 'phone'), 'phone_href', app.phone_href(x ->> 'phone'),
                        'contact_type', (SELECT app.actor_words(t.name_da, t.name_en) FROM contact_type t WHERE t.code = x ->> 'contact_type_code'),
                        'is_coordinator', (x ->> 'user_id')::uuid IS NOT DISTINCT FROM (k ->> 'user_id')::uuid AND x ->> 'user_id' IS NOT NULL)
                    ORDER BY o), '[]') FROM jsonb_array_elements(core -> 'team_list') WITH ORDINALITY y(x, o)),
        'gp', CASE WHEN core -> 'citizen' ->> 'gp' IS NOT NULL THEN jsonb_build_object('name', core -> 'citizen' -> 'gp',
                   'phone', app.phone_text(core -> 'citizen' ->> 'gp_phone'), 'phone_href', app.phone_href(core -> 'citizen' ->> 'gp_phone')) END,
        'former_list', (SELECT coalesce(jsonb_agg(jsonb_build_object('name', coalesce(u.name, n.name, m.outside_name), 'unit', n.name,
                'helps_with', m.helps_with, 'period_start_day', m.period_start_day, 'period_end_day', m.period_end_day)
                ORDER BY m.period_end_day DESC NULLS LAST), '[]')
             FROM team_member m LEFT JOIN user_account u ON u.id = m.user_id LEFT JOIN unit n ON n.id = m.unit_id
            WHERE m.plan_id = plan AND m.status_code = 'ended'));
END
$$;

-- GET /my-plan/parts: what each plan says, told in short.
-- input: {} · returns {"plan_id","summary","parts_list": [document of app.document_part and "href"]}.
CREATE OR REPLACE FUNCTION api.own_parts(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    plan uuid;
    rows jsonb;
    mask integer;
BEGIN
    PERFORM app.actor_require();
    plan := app.own_plan();
    SELECT coalesce(jsonb_agg(d.body::jsonb || jsonb_build_object('href', '/contributing-plans/' || d.part_id) ORDER BY d.position), '[]'),
           bit_or(d.class_bit)
      INTO rows, mask
      FROM document d WHERE d.plan_id = plan AND d.part_id <> plan AND d.audience_code = 'all'
       AND d.body::jsonb ->> 'sector_code' <> 'citizen';
    PERFORM app.own_audit('plan.show', plan, coalesce(mask, 0) | 1, (SELECT array_agg((e ->> 'id')::uuid) FROM jsonb_array_elements(rows) e));
    RETURN jsonb_build_object('plan_id', plan, 'summary', (SELECT p.summary FROM joint_plan p WHERE p.id = plan), 'parts_list', rows);
END
$$;
