-- Who can see a task, from the same access rows that decide it: for "Hvem kan se opgaven?". The caller has read
-- the task and has a relation to the plan; where that is to one contributing plan alone, she is told of nobody who is not
-- of that part, but for the citizen and that there is a coordinator. Returns {"readers_list": [{"kind_code": 'citizen', 'coordinator', 'person',
-- 'unit' or 'performer', "name","title","organisation","sector_code"}], "hidden_list": those of the plan who do not see
-- it, in the same shape}.
CREATE OR REPLACE FUNCTION app.task_readers(t samplan.task) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    core boolean;
    rows jsonb;
BEGIN
    SELECT bool_or(a.part_id IS NULL AND a.read_mask & app.class_bit('core') <> 0) INTO core FROM access a
     WHERE a.plan_id = t.plan_id AND a.principal = ANY (app.actor_principals()) AND a.since <= now() AND a.until > now()
       AND (a.barred IS NULL OR NOT a.barred && app.actor_principals())
       AND (a.basis_code IN ('relative', 'custody', 'guardian')) = (app.actor_role() = 'relative');
    IF core IS NULL THEN
        RETURN '{"readers_list": [], "hidden_list": []}';
    END IF;
    SELECT jsonb_agg(jsonb_build_object('sees', s.sees, 'kind_code', s.kind,
               'name', CASE WHEN core OR s.kind <> 'coordinator' THEN coalesce(c.name, u.name, n.name, g.name) END,
               'title', CASE WHEN core THEN u.profession END, 'organisation', CASE WHEN core OR s.kind <> 'coordinator' THEN coalesce(un.name, nullif(o.name, n.name)) END,
               'sector_code', CASE WHEN c.id IS NOT NULL THEN 'citizen'
                                   WHEN core OR s.kind <> 'coordinator' THEN coalesce(un.sector_code, n.sector_code) END)
               ORDER BY array_position('{citizen,coordinator,person,unit,performer}', s.kind), coalesce(u.name, n.name))
      INTO rows
      FROM (SELECT a.principal, bool_or(a.read_mask & app.class_bit(t.class_code) <> 0
                                        AND (a.part_id IS NULL OR a.part_id = t.contributing_plan_id))
                                OR a.principal = t.performer_principal AS sees,
                   bool_or(a.part_id IS NULL) AS circle,
                   CASE WHEN bool_or(a.basis_code = 'self') THEN 'citizen' WHEN bool_or(a.basis_code = 'coordination') THEN 'coordinator'
                        WHEN max(a.user_id::text) IS NULL THEN 'unit' ELSE 'person' END AS kind,
                   max(a.unit_id::text)::uuid AS unit_id, max(a.user_id::text)::uuid AS user_id
              FROM access a
             WHERE a.plan_id = t.plan_id AND a.since <= now() AND a.until > now() AND a.basis_code NOT IN ('relative', 'custody', 'guardian')
             GROUP BY a.principal
            UNION ALL
            SELECT t.performer_principal, true, true, 'performer', t.performer_unit_id, t.performer_user_id
             WHERE NOT EXISTS (SELECT FROM access a WHERE a.plan_id = t.plan_id AND a.principal = t.performer_principal
                                  AND a.since <= now() AND a.until > now())) s
      LEFT JOIN citizen c ON c.id = s.principal
      LEFT JOIN user_account u ON u.id = s.user_id
      LEFT JOIN unit n ON n.id = s.unit_id AND s.user_id IS NULL
      LEFT JOIN unit un ON un.id = s.unit_id AND s.user_id IS NOT NULL
      LEFT JOIN organisation o ON o.id = n.organisation_id
      LEFT JOIN organisation g ON g.id = s.principal
     WHERE CASE WHEN core THEN s.sees OR s.circle ELSE s.sees END;
    RETURN jsonb_build_object(
        'readers_list', (SELECT coalesce(jsonb_agg(e - 'sees' ORDER BY i), '[]')
                           FROM jsonb_array_elements(rows) WITH ORDINALITY x(e, i) WHERE (e ->> 'sees')::boolean),
        'hidden_list', (SELECT coalesce(jsonb_agg(e - 'sees' ORDER BY i), '[]')
                          FROM jsonb_array_elements(rows) WITH ORDINALITY x(e, i) WHERE NOT (e ->> 'sees')::boolean));
END
$$;
ALTER FUNCTION app.task_readers(samplan.task) OWNER TO samplan_derive;
