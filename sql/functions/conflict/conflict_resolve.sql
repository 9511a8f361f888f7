-- POST /conflicts/{conflict_id}/resolve: says how the two plans were brought together; it stays readable.
-- input: {"conflict_id","resolution","_version"} · returns {"id","version","location","flash"}.
-- Raises SP409 'conflict-resolved', SP412.
CREATE OR REPLACE FUNCTION api.conflict_resolve(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    c plan_conflict;
    r record;
BEGIN
    PERFORM app.actor_require();
    SELECT x.* INTO c FROM plan_conflict x WHERE x.id = (input ->> 'conflict_id')::uuid FOR UPDATE;
    IF NOT FOUND THEN
        RETURN app.refuse('conflict.resolve', 'conflict', (input ->> 'conflict_id')::uuid);
    END IF;
    SELECT * INTO r FROM app.relation(c.plan_id);
    PERFORM app.version_check(input, c.version, jsonb_build_object('resolution', c.resolution), c.changed_by, c.changed_at);
    IF c.status_code <> 'open' THEN
        RAISE EXCEPTION 'conflict-resolved' USING ERRCODE = 'SP409';
    END IF;
    UPDATE plan_conflict x SET status_code = 'resolved', resolution = input ->> 'resolution' WHERE x.id = c.id;
    PERFORM app.draft_drop('/conflicts/' || c.id || '/resolve');
    PERFORM app.audit('conflict.resolve', c.plan_id, r.citizen_id, app.class_bit(c.class_a_code) | app.class_bit(c.class_b_code),
                      ARRAY[c.id, c.part_a_id, c.part_b_id], 'permit', r.basis_code, r.basis_id, 'care', NULL,
                      jsonb_build_array(jsonb_build_object('entity', 'plan_conflict', 'id', c.id, 'action', 'update', 'fields',
                          jsonb_build_array(jsonb_build_object('field', 'status_code', 'old', 'open', 'new', 'resolved'),
                                            jsonb_build_object('field', 'resolution', 'old', NULL, 'new', input -> 'resolution')))));
    RETURN jsonb_build_object('id', c.id, 'version', c.version + 1, 'location', '/plans/' || c.plan_id, 'flash', 'conflict_resolved');
END
$$;
