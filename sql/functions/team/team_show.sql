-- GET /plans/{plan_id}/team: who is in the team, who was, and the history of coordination.
-- input: {"plan_id"} · returns {"id","plan_id","citizen": strip,"may_change","may_leave","is_coordinator",
-- "coordinator": person or null,"next_coordinator": person with started_at or null,"handover": open request or null,
-- "team_list": persons with member_id …, not_asked: nobody has asked the citizen what this unit may see,"former_list","coordinations_list","members_n"}.
CREATE OR REPLACE FUNCTION api.team_show(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    plan uuid := (input ->> 'plan_id')::uuid;
    r record;
    core jsonb;
    reader record;
    unasked uuid[];
BEGIN
    PERFORM app.actor_require();
    SELECT * INTO r FROM app.relation(plan);
    SELECT d.body::jsonb INTO core FROM document d WHERE d.plan_id = plan AND d.part_id = plan;
    IF core IS NULL THEN
        RETURN app.refuse('team.show', 'plan', plan);
    END IF;
    SELECT * INTO reader FROM app.consent_reader(plan);
    IF reader.every THEN
        unasked := ARRAY(SELECT x.unit_id FROM app.consent_recipients(plan) x WHERE x.kind_code = 'unit' AND x.in_team AND NOT x.asked);
    END IF;
    PERFORM app.audit('team.show', plan, r.citizen_id, 1, ARRAY[plan], 'permit', r.basis_code, r.basis_id,
                      CASE r.basis_code WHEN 'self' THEN 'own-data' ELSE 'care' END);
    RETURN jsonb_build_object('id', plan, 'plan_id', plan, 'citizen', app.citizen_strip(plan, 'team'),
        'may_change', r.write_mask & app.right_coordinate() <> 0,
        'is_coordinator', app.is_coordinator(plan),
        'may_leave', EXISTS (SELECT FROM team_member m WHERE m.plan_id = plan AND m.user_id = app.actor_user()
                                AND m.status_code = 'active') AND NOT app.is_coordinator(plan),
        'coordinator', (SELECT app.person_shown(x) FROM jsonb_array_elements(core -> 'coordinations') x
                         WHERE (x ->> 'started_at')::timestamptz <= now()
                           AND coalesce((x ->> 'ended_at')::timestamptz, 'infinity') > now() LIMIT 1),
        'next_coordinator', (SELECT app.person_shown(x) || jsonb_build_object('started_day',
                                    ((x ->> 'started_at')::timestamptz AT TIME ZONE 'Europe/Copenhagen')::date) FROM jsonb_array_elements(core -> 'coordinations') x
                              WHERE (x ->> 'started_at')::timestamptz > now() LIMIT 1),
        'handover', CASE WHEN core -> 'handover' <> 'null'::jsonb THEN core -> 'handover'
            || jsonb_build_object('href', '/handovers/' || (core -> 'handover' ->> 'id'),
                                  'is_mine', (core -> 'handover' -> 'to' ->> 'user_id')::uuid = app.actor_user()) END,
        'team_list', (SELECT coalesce(jsonb_agg(app.person_shown(x) || jsonb_build_object(
                'unit', app.other_name(x ->> 'unit', x ->> 'name'), 'organisation', app.other_name(x ->> 'organisation', coalesce(x ->> 'unit', '')),
                'contact_type', (SELECT app.actor_words(t.name_da, t.name_en) FROM contact_type t WHERE t.code = x ->> 'contact_type_code'),
                'edit_href', '/members/' || (x ->> 'member_id') || '/edit',
                'not_asked', coalesce((x ->> 'unit_id')::uuid = ANY (unasked), false),
                'is_me', (x ->> 'user_id')::uuid IS NOT DISTINCT FROM app.actor_user() AND x ->> 'user_id' IS NOT NULL)
                ORDER BY o), '[]') FROM jsonb_array_elements(core -> 'team_list') WITH ORDINALITY y(x, o)),
        'former_list', (SELECT coalesce(jsonb_agg(jsonb_build_object('name', coalesce(u.name, n.name, m.outside_name),
                'initials', app.initials(coalesce(u.name, n.name, m.outside_name)), 'unit', n.name,
                'helps_with', m.helps_with, 'period_start_day', m.period_start_day, 'period_end_day', m.period_end_day,
                'end_reason', m.end_reason) ORDER BY m.period_end_day DESC), '[]')
             FROM team_member m LEFT JOIN user_account u ON u.id = m.user_id LEFT JOIN unit n ON n.id = m.unit_id
            WHERE m.plan_id = plan AND m.status_code = 'ended'),
        'coordinations_list', (SELECT coalesce(jsonb_agg(jsonb_build_object('name', u.name, 'unit', n.name,
                'upcoming', k.started_at > now(), 'started_at', k.started_at, 'ended_at', k.ended_at,
                'started_day', (k.started_at AT TIME ZONE 'Europe/Copenhagen')::date, 'ended_day', (k.ended_at AT TIME ZONE 'Europe/Copenhagen')::date) ORDER BY k.started_at DESC), '[]')
             FROM coordination k JOIN user_account u ON u.id = k.user_id JOIN unit n ON n.id = k.unit_id
            WHERE k.plan_id = plan));
END
$$;

-- A person of a document as the partial _person reads it: telephone as read and as dialled.
CREATE OR REPLACE FUNCTION app.person_shown(person jsonb) RETURNS jsonb
LANGUAGE sql IMMUTABLE AS $$
    SELECT person || jsonb_build_object('phone', app.phone_text(person ->> 'phone'),
                                        'phone_href', app.phone_href(person ->> 'phone'))
$$;

-- True when the actor coordinates the plan at this moment.
CREATE OR REPLACE FUNCTION app.is_coordinator(plan uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT FROM coordination c WHERE c.plan_id = plan AND c.user_id = app.actor_user()
                      AND c.started_at <= now() AND (c.ended_at IS NULL OR c.ended_at > now()));
END
$$;
