-- GET /audit: the log. A citizen sees all that concerns her, a manager the own unit's staff and those
-- below, an auditor everything. Reading it is a row of its own.
-- input: filters of app.audit_page, cursor · returns {"view_code": 'own' or 'control', "audit_list": […],
-- "next": cursor or null, "summary": {"total_n","urgent_n"} for the citizen's last 7 days, "options":
-- {"user_id","unit_id","action_code"}: lists for the filters (the citizen: "action_code"), "values": the filters used}.
CREATE OR REPLACE FUNCTION api.audit_list(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    view text := CASE WHEN app.actor_role() = 'citizen' THEN 'own' ELSE 'control' END;
    page_n constant integer := 50;
    rows jsonb;
    next jsonb;
    shown_n integer;
    ret jsonb;
BEGIN
    PERFORM app.actor_require();
    IF view = 'own' THEN
        -- her own look-ups are a list of their own
        input := input || jsonb_build_object('who_code', coalesce(input ->> 'who_code', 'others'),
                                             'period_code', coalesce(input ->> 'period_code', 'all'));
    END IF;
    SELECT coalesce(jsonb_agg(app.audit_row(p, view) || CASE view WHEN 'own' THEN app.look_why(p) ELSE '{}' END || jsonb_build_object('cursor', jsonb_build_object('at', p.at, 'id', p.id))
                              ORDER BY p.at DESC, p.id DESC), '[]')
      INTO rows FROM app.audit_page(input, app.cursor_decode(input ->> 'cursor'), page_n) p;
    shown_n := least(jsonb_array_length(rows), page_n);
    next := CASE WHEN jsonb_array_length(rows) > page_n THEN rows -> (page_n - 1) -> 'cursor' END;
    SELECT coalesce(jsonb_agg(e - 'cursor' ORDER BY o), '[]') INTO rows
      FROM jsonb_array_elements(rows) WITH ORDINALITY x(e, o) WHERE o <= page_n;
    ret := jsonb_build_object('view_code', view, 'audit_list', rows, 'next', app.cursor_encode(next),
        'shown_n', shown_n, 'values', input - 'cursor', 'first_page', input ->> 'cursor' IS NULL);
    IF view = 'own' THEN
        ret := ret || jsonb_build_object('summary', (SELECT jsonb_build_object('total_n', count(*),
                'urgent_n', count(*) FILTER (WHERE a.basis_code = 'break-glass'),
                'work_n', count(*) FILTER (WHERE a.basis_code IS DISTINCT FROM 'break-glass' AND a.outcome = 'permit'),
                'refused_n', count(*) FILTER (WHERE a.outcome = 'refuse'))
              FROM audit a WHERE a.at > now() - interval '7 days' AND a.user_id IS DISTINCT FROM app.actor_user()
                AND a.action <> 'events.open'),
            'options', app.look_options());
    ELSE
        ret := ret || jsonb_build_object('options', app.audit_options());
    END IF;
    PERFORM app.audit('audit.list', NULL,
        CASE WHEN view = 'own' THEN app.actor_citizen() ELSE (input ->> 'citizen_id')::uuid END, 0, NULL, 'permit',
        CASE view WHEN 'own' THEN 'self' ELSE 'review' END, NULL,
        CASE view WHEN 'own' THEN 'own-data' ELSE 'control' END, shown_n, NULL, app.audit_filter_text(input));
    RETURN ret;
END
$$;
