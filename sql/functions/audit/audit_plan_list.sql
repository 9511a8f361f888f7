-- GET /plans/{plan_id}/access-log: who has looked at a plan, for the citizen and the coordinator.
-- input: {"plan_id","cursor"} · returns {"plan_id","citizen": strip, "audit_list", "next", "shown_n"}.
-- 404 without a relation, 403 'coordinator-only' for others in the team.
CREATE OR REPLACE FUNCTION api.audit_plan_list(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    plan uuid := (input ->> 'plan_id')::uuid;
    page_n constant integer := 50;
    r record;
    rows jsonb;
    next jsonb;
BEGIN
    PERFORM app.actor_require();
    SELECT * INTO r FROM app.relation(plan);
    IF r.related IS NOT TRUE THEN
        RETURN app.refuse('audit.plan-list', 'plan', plan);
    END IF;
    IF r.basis_code <> 'self' AND r.write_mask & (app.right_coordinate() | app.right_reopen()) = 0 THEN
        RETURN app.refuse_action('audit.plan-list', plan, plan, 'coordinator-only');
    END IF;
    rows := app.audit_plan_rows(plan, app.cursor_decode(input ->> 'cursor'), page_n);
    next := CASE WHEN jsonb_array_length(rows) > page_n THEN rows -> (page_n - 1) -> 'cursor' END;
    SELECT coalesce(jsonb_agg(e - 'cursor' ORDER BY o), '[]') INTO rows
      FROM jsonb_array_elements(rows) WITH ORDINALITY x(e, o) WHERE o <= page_n;
    PERFORM app.audit('audit.plan-list', plan, r.citizen_id, 0, ARRAY[plan], 'permit', r.basis_code, r.basis_id,
                      CASE r.basis_code WHEN 'self' THEN 'own-data' ELSE 'control' END, jsonb_array_length(rows));
    RETURN jsonb_build_object('plan_id', plan, 'citizen', app.citizen_strip(plan, 'audit'), 'audit_list', rows, 'next', app.cursor_encode(next),
                              'shown_n', jsonb_array_length(rows), 'first_page', input ->> 'cursor' IS NULL);
END
$$;

-- The rows of one plan's log for readers whose right audit_plan_list has checked. Newest first, n + 1.
CREATE OR REPLACE FUNCTION app.audit_plan_rows(plan uuid, after jsonb, n integer) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    after_at timestamptz := coalesce((after ->> 'at')::timestamptz, 'infinity');
    after_id bigint := coalesce((after ->> 'id')::bigint, 9223372036854775807);
BEGIN
    RETURN (SELECT coalesce(jsonb_agg(app.audit_row(x::audit, 'own')
                   || jsonb_build_object('cursor', jsonb_build_object('at', x.at, 'id', x.id))
                   ORDER BY x.at DESC, x.id DESC), '[]')
              FROM (SELECT a.* FROM audit a
                     WHERE a.citizen_id = (SELECT p.citizen_id FROM joint_plan p WHERE p.id = plan)
                       AND a.plan_id = plan AND a.action <> 'events.open'
                       AND (a.class_mask IS DISTINCT FROM app.class_bit('private') OR a.citizen_id = app.actor_citizen()) AND a.at <= after_at
                       AND (a.at, a.id) < (after_at, after_id)
                     ORDER BY a.at DESC, a.id DESC LIMIT n + 1) x);
END
$$;
ALTER FUNCTION app.audit_plan_rows(uuid, jsonb, integer) OWNER TO samplan_derive;
