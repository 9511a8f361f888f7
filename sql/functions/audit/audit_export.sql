-- GET /audit.csv: the same as audit_list without pages, at most 50,000 rows, logged as an export.
-- Returns {"rows": [[…cells of text or null…]], "truncated": bool}; the columns are those of
-- services/review/audit.c.
CREATE OR REPLACE FUNCTION api.audit_export(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    view text := CASE WHEN app.actor_role() = 'citizen' THEN 'own' ELSE 'control' END;
    most constant integer := 50000;
    rows jsonb;
    n integer;
BEGIN
    PERFORM app.actor_require();
    PERFORM app.step_up_require();
    SELECT coalesce(jsonb_agg(jsonb_build_array(to_char(p.at AT TIME ZONE 'Europe/Copenhagen', 'YYYY-MM-DD HH24:MI:SS'),
               r ->> 'name', r ->> 'title', r ->> 'role_code', r ->> 'unit', r ->> 'organisation',
               r -> 'citizen' ->> 'initials', r ->> 'action_code', r ->> 'outcome_code',
               (SELECT string_agg(c, ' ') FROM jsonb_array_elements_text(r -> 'class_codes') c),
               CASE WHEN p.bases IS NULL THEN r ->> 'basis_code' ELSE (SELECT string_agg((b ->> 'basis_code') || ' (' ||
                   (SELECT string_agg(c, ' ') FROM jsonb_array_elements_text(b -> 'class_codes') c) || ')', '; ')
                   FROM jsonb_array_elements(r -> 'bases_list') b) END, r ->> 'purpose_code', r ->> 'interface_code', r ->> 'hit_n', p.request_id)
               ORDER BY p.at DESC, p.id DESC), '[]')
      INTO rows
      FROM app.audit_page(input, NULL, most) p CROSS JOIN LATERAL app.audit_row(p, view) r;
    n := jsonb_array_length(rows);
    PERFORM app.audit('audit.export', NULL,
        CASE WHEN view = 'own' THEN app.actor_citizen() ELSE (input ->> 'citizen_id')::uuid END, 0, NULL, 'permit',
        CASE view WHEN 'own' THEN 'self' ELSE 'review' END, NULL,
        CASE view WHEN 'own' THEN 'own-data' ELSE 'control' END, least(n, most), NULL, app.audit_filter_text(input));
    RETURN jsonb_build_object('rows', CASE WHEN n > most THEN rows - most ELSE rows END, 'truncated', n > most);
END
$$;
