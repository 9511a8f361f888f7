-- GET /conflicts/{conflict_id}: two plans that pull in different directions, for whoever can read both.
-- input: {"conflict_id"} · returns {"id","plan_id","version","status_code","a": {"part_id","title","sector_code","owner",
-- "text"},"b","from_day","to_day","note","resolution","created_at","created_by_name","changed_at","changed_by_name",
-- "values","draft","citizen": strip}.
CREATE OR REPLACE FUNCTION api.conflict_show(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    c plan_conflict;
    r record;
BEGIN
    PERFORM app.actor_require();
    SELECT x.* INTO c FROM plan_conflict x WHERE x.id = (input ->> 'conflict_id')::uuid;
    IF NOT FOUND THEN
        RETURN app.refuse('conflict.show', 'conflict', (input ->> 'conflict_id')::uuid);
    END IF;
    SELECT * INTO r FROM app.relation(c.plan_id);
    PERFORM app.audit('conflict.show', c.plan_id, r.citizen_id, app.class_bit(c.class_a_code) | app.class_bit(c.class_b_code),
                      ARRAY[c.id, c.part_a_id, c.part_b_id], 'permit', r.basis_code, r.basis_id,
                      CASE r.basis_code WHEN 'self' THEN 'own-data' ELSE 'care' END);
    RETURN jsonb_build_object('id', c.id, 'plan_id', c.plan_id, 'version', c.version, 'status_code', c.status_code,
        'a', app.conflict_side(c.part_a_id, c.text_a), 'b', app.conflict_side(c.part_b_id, c.text_b),
        'from_day', c.day_from, 'to_day', c.day_to, 'note', c.note, 'resolution', c.resolution,
        'created_at', c.created_at, 'created_by_name', (SELECT u.name FROM user_account u WHERE u.id = c.created_by),
        'changed_at', c.changed_at, 'changed_by_name', (SELECT u.name FROM user_account u WHERE u.id = c.changed_by),
        'values', '{}'::jsonb, 'draft', app.draft_get('/conflicts/' || c.id || '/resolve'),
        'citizen', app.citizen_strip(c.plan_id), 'may_resolve', app.actor_role() = 'caseworker' AND c.status_code = 'open');
END
$$;

CREATE OR REPLACE FUNCTION app.conflict_side(part uuid, text text) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN (SELECT jsonb_build_object('part_id', p.id, 'title', p.title, 'sector_code', p.sector_code, 'owner', app.part_owner(p, n.name),
                       'href', '/contributing-plans/' || p.id, 'text', conflict_side.text)
              FROM contributing_plan p LEFT JOIN unit n ON n.id = p.owner_unit_id WHERE p.id = part);
END
$$;
