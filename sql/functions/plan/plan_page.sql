-- A page of the plans that the actor takes part in, for lists; writes one audit row a citizen shown.
-- whose: 'mine' (as a person; for a citizen her own), 'unit' (through her unit), 'all' · status: 'open',
-- 'draft', 'closed', 'all' · cursor: opaque or NULL · n: rows.
-- Order: the next deadline, then the name; where more than 400 plans are in reach, the name alone, so that
-- not every plan has to be opened for sorting. Planned once: with the policies of five tables in it the
-- query takes longer to plan than to run (24 against 6 ms for eleven plans).
-- Returns {"plans": [app.plan_row …], "next": cursor or null, "plans_n"}.
CREATE OR REPLACE FUNCTION app.plan_page(whose text, status text, cursor text, n integer) RETURNS jsonb
LANGUAGE plpgsql SET search_path = samplan, app, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    scope uuid[] := app.plan_scope(whose);
    statuses text[] := CASE status WHEN 'draft' THEN '{draft}' WHEN 'closed' THEN '{completed,revoked}'
                                   WHEN 'all' THEN '{draft,active,on-hold,completed,revoked}'
                                   ELSE '{draft,active,on-hold}' END;
    after jsonb := app.cursor_decode(cursor);
    plans uuid[];
    by_name boolean;
    rows jsonb;
    next jsonb;
BEGIN
    SELECT array_agg(DISTINCT a.plan_id) INTO plans FROM access a
     WHERE a.principal = ANY (scope) AND a.since <= now() AND a.until > now() AND a.basis_code <> 'break-glass';
    by_name := coalesce(array_length(plans, 1), 0) > 400;
    WITH sorted AS (
        SELECT p.id, coalesce(CASE WHEN by_name OR p.status_code NOT IN ('draft', 'active', 'on-hold') THEN NULL
                   ELSE (SELECT min(x ->> 'due_day')::date FROM json_array_elements(d.body::json -> 'tasks_list') x
                          WHERE x ->> 'status_code' NOT IN ('on-hold', 'declined')) END, 'infinity'::date) AS due,
               lower(z.name) AS name
          FROM joint_plan p JOIN citizen z ON z.id = p.citizen_id
          LEFT JOIN document d ON d.plan_id = p.id AND d.part_id = p.id
         WHERE p.id = ANY (plans) AND p.status_code = ANY (statuses)),
    page AS (
        SELECT s.* FROM sorted s
         WHERE after IS NULL OR (s.due, s.name, s.id) > ((after ->> 'due')::date, after ->> 'name', (after ->> 'id')::uuid)
         ORDER BY s.due, s.name, s.id LIMIT n + 1)
    SELECT coalesce(jsonb_agg(app.plan_row(p, z, d.body::jsonb, v.seen_at, d.changed_at)
                   || jsonb_build_object('sort', jsonb_build_object('due', g.due, 'name', g.name, 'id', g.id))
                   ORDER BY g.due, g.name, g.id), '[]')
      INTO rows
      FROM page g JOIN joint_plan p ON p.id = g.id JOIN citizen z ON z.id = p.citizen_id
      LEFT JOIN document d ON d.plan_id = p.id AND d.part_id = p.id
      LEFT JOIN plan_seen v ON v.plan_id = p.id AND v.user_id = app.actor_user();
    IF jsonb_array_length(rows) > n THEN
        next := rows -> (n - 1) -> 'sort';
        rows := rows - n;
    END IF;
    SELECT coalesce(jsonb_agg(e - 'sort' ORDER BY o), '[]') INTO rows FROM jsonb_array_elements(rows) WITH ORDINALITY x(e, o);
    PERFORM app.audit('plan.list', (e ->> 'id')::uuid, (e ->> 'citizen_id')::uuid, 1, ARRAY[(e ->> 'id')::uuid], 'permit',
                      q.basis_code, q.basis_id,
                      CASE q.basis_code WHEN 'self' THEN 'own-data' ELSE 'care' END, jsonb_array_length(rows))
       FROM jsonb_array_elements(rows) e CROSS JOIN LATERAL app.relation((e ->> 'id')::uuid) q;
    IF jsonb_array_length(rows) = 0 THEN
        PERFORM app.audit('plan.list', NULL, NULL, 0, NULL, 'permit', 'none', NULL, 'care', 0);
    END IF;
    RETURN jsonb_build_object('plans', rows, 'next', app.cursor_encode(next), 'plans_n', jsonb_array_length(rows));
END
$$;

-- The principals that a list goes by.
CREATE OR REPLACE FUNCTION app.plan_scope(whose text) RETURNS uuid[]
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN CASE WHEN app.actor_citizen() IS NOT NULL THEN app.actor_principals()
                WHEN whose = 'unit' THEN app.actor_unit_principals()
                WHEN whose = 'all' THEN app.actor_principals()
                ELSE app.actor_person_principals() END;
END
$$;
