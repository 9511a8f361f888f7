-- GET /plans/{plan_id}/appointments: the meetings of one plan, the coming ones first, then those that were.
-- input: {"plan_id"} · returns {"id","plan_id","citizen": strip,"coming_list","past_list": [app.appointment_row …] (50 at most),
-- "may_add"}.
CREATE OR REPLACE FUNCTION api.appointment_plan_list(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    plan uuid := (input ->> 'plan_id')::uuid;
    r record;
    coming jsonb;
    past jsonb;
BEGIN
    PERFORM app.actor_require();
    SELECT * INTO r FROM app.relation(plan);
    IF r.related IS NOT TRUE THEN
        RETURN app.refuse('appointment.list', 'plan', plan);
    ELSIF r.read_mask & app.class_bit('core') = 0 THEN
        RETURN app.refuse_action('appointment.list', plan, plan, 'core-only');
    END IF;
    SELECT coalesce(jsonb_agg(app.appointment_row(a, r.write_mask) ORDER BY a.start_at, a.id), '[]') INTO coming
      FROM appointment a WHERE a.plan_id = plan AND coalesce(a.end_at, a.start_at + interval '1 hour') >= now();
    SELECT coalesce(jsonb_agg(app.appointment_row(a, r.write_mask) ORDER BY a.start_at DESC, a.id), '[]') INTO past
      FROM (SELECT x.* FROM appointment x WHERE x.plan_id = plan AND coalesce(x.end_at, x.start_at + interval '1 hour') < now()
             ORDER BY x.start_at DESC LIMIT 50) a;
    PERFORM app.audit('appointment.list', plan, r.citizen_id, 1,
                      (SELECT array_agg((e ->> 'id')::uuid) FROM jsonb_array_elements(coming || past) e), 'permit', r.basis_code, r.basis_id,
                      CASE r.basis_code WHEN 'self' THEN 'own-data' ELSE 'care' END, jsonb_array_length(coming || past));
    RETURN jsonb_build_object('id', plan, 'plan_id', plan, 'citizen', app.citizen_strip(plan, 'appointments'),
        'coming_list', coming, 'past_list', past,
        'may_add', r.write_mask & app.right_contribute() <> 0
                   AND EXISTS (SELECT FROM joint_plan p WHERE p.id = plan AND p.status_code IN ('draft', 'active', 'on-hold')));
END
$$;

-- GET /appointments: meetings across plans, in the order of time. One audit row a citizen shown.
-- input: {"when": 'coming' or 'past',"whose": 'mine' (she takes part, or arranged it) or 'all' (of her plans),"cursor"} · returns
-- {"appointments": [app.appointment_row … with "citizen_name" and "plan_href"],"next","first_page","when_code","whose_code",
-- "invitations_list": to single meetings of plans that she is not of, on the first page of those to come}.
CREATE OR REPLACE FUNCTION api.appointment_list(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    n constant integer := 50;
    rows jsonb;
    next jsonb;
    invitations jsonb := '[]';
BEGIN
    PERFORM app.actor_require();
    SELECT coalesce(jsonb_agg(app.appointment_row(x.a, x.write_mask) || jsonb_build_object('citizen_name', x.name,
                       'plan_href', '/plans/' || (x.a).plan_id || '/appointments') ORDER BY x.o), '[]'),
           jsonb_agg(jsonb_build_object('s', (x.a).start_at, 'i', (x.a).id) ORDER BY x.o) -> (n - 1)
      INTO rows, next
      FROM app.appointment_page(input ->> 'when' IS NOT DISTINCT FROM 'past', input ->> 'whose' IS DISTINCT FROM 'all',
                                app.cursor_decode(input ->> 'cursor'), n, 'infinity') x;
    IF jsonb_array_length(rows) > n THEN
        rows := rows - n;
    ELSE
        next := NULL;
    END IF;
    PERFORM app.audit_many('appointment.list',
        (SELECT array_agg((e ->> 'plan_id')::uuid ORDER BY o) FROM jsonb_array_elements(rows) WITH ORDINALITY x(e, o)),
        (SELECT array_agg((e ->> 'id')::uuid ORDER BY o) FROM jsonb_array_elements(rows) WITH ORDINALITY x(e, o)),
        array_fill(1, ARRAY[jsonb_array_length(rows)]), jsonb_array_length(rows));
    IF app.actor_role() = 'caseworker' AND input ->> 'cursor' IS NULL AND input ->> 'when' IS DISTINCT FROM 'past' THEN
        invitations := app.invitations_mine();
        PERFORM app.outside_audit('appointment.list', '[]', invitations, ARRAY(SELECT (e ->> 'plan_id')::uuid FROM jsonb_array_elements(rows) e));
    END IF;
    RETURN jsonb_build_object('invitations_list', app.outside_list(invitations), 'appointments', rows, 'next', app.cursor_encode(next), 'first_page', input ->> 'cursor' IS NULL,
        'when_code', coalesce(input ->> 'when', 'coming'), 'whose_code', coalesce(input ->> 'whose', 'mine'));
END
$$;

-- n + 1 meetings of the plans in the actor's reach that begin before `until`, numbered in the order of the page.
DROP FUNCTION IF EXISTS app.appointment_page(boolean, boolean, jsonb, integer);
CREATE OR REPLACE FUNCTION app.appointment_page(past boolean, mine boolean, after jsonb, n integer, until timestamptz)
RETURNS TABLE (a samplan.appointment, name text, write_mask integer, o bigint)
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    principals constant uuid[] := app.actor_principals();
    me constant uuid := app.actor_user();
    citizen constant boolean := app.actor_citizen() IS NOT NULL;
BEGIN
    RETURN QUERY
    SELECT q.x, c.name, q.write_mask, row_number() OVER (ORDER BY CASE WHEN past THEN - extract(epoch FROM (q.x).start_at) ELSE
                                                                   extract(epoch FROM (q.x).start_at) END, (q.x).id)
      FROM (SELECT g.write_mask, y.x FROM (
                SELECT b.plan_id, bit_or(b.write_mask) AS write_mask FROM access b
                 WHERE b.principal = ANY (principals) AND b.part_id IS NULL AND b.since <= now() AND b.until > now()
                   AND b.read_mask & 1 <> 0 GROUP BY b.plan_id) g
             CROSS JOIN LATERAL (
                SELECT z AS x FROM appointment z
                 WHERE z.plan_id = g.plan_id AND z.start_at < appointment_page.until
                   AND CASE WHEN past THEN coalesce(z.end_at, z.start_at + interval '1 hour') < now() AND z.start_at < now()
                            ELSE coalesce(z.end_at, z.start_at + interval '1 hour') >= now() AND z.start_at > now() - interval '2 days' END
                   AND (past OR z.status_code = 'planned')
                   AND (after IS NULL OR CASE WHEN past THEN (z.start_at, (after ->> 'i')::uuid) < ((after ->> 's')::timestamptz, z.id)
                                              ELSE (z.start_at, z.id) > ((after ->> 's')::timestamptz, (after ->> 'i')::uuid) END)
                   AND (NOT mine OR citizen OR z.created_by = me
                        OR EXISTS (SELECT FROM appointment_participant p JOIN team_member m ON m.id = p.member_id
                                    WHERE p.appointment_id = z.id AND p.answer_code <> 'removed'
                                      AND (m.user_id = me OR m.kind_code = 'unit' AND m.unit_id = ANY (principals))))) y
             ORDER BY CASE WHEN past THEN - extract(epoch FROM (y.x).start_at) ELSE extract(epoch FROM (y.x).start_at) END, (y.x).id
             LIMIT n + 1) q
      JOIN joint_plan j ON j.id = (q.x).plan_id JOIN citizen c ON c.id = j.citizen_id;
END
$$;
