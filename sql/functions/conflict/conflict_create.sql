-- POST /plans/{plan_id}/conflicts: marks it; whoever can read both plans sees it until it is resolved.
-- input: {"plan_id","part_a_id","part_b_id","text_a","text_b","from_day","to_day","note"} · returns
-- {"id","location","flash","created"}. Raises SP422.
CREATE OR REPLACE FUNCTION api.conflict_create(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    plan uuid := (input ->> 'plan_id')::uuid;
    r record;
    a contributing_plan;
    b contributing_plan;
    errors jsonb := '[]';
    id uuid := gen_random_uuid();
BEGIN
    PERFORM app.actor_require();
    SELECT * INTO r FROM app.relation(plan);
    IF r.related IS NOT TRUE THEN
        RETURN app.refuse('conflict.create', 'plan', plan);
    END IF;
    SELECT c.* INTO a FROM contributing_plan c WHERE c.id = (input ->> 'part_a_id')::uuid AND c.plan_id = plan;
    SELECT c.* INTO b FROM contributing_plan c WHERE c.id = (input ->> 'part_b_id')::uuid AND c.plan_id = plan;
    IF a.id IS NULL THEN
        errors := errors || app.error('part_a_id', 'not-an-option');
    END IF;
    IF b.id IS NULL THEN
        errors := errors || app.error('part_b_id', 'not-an-option');
    ELSIF a.id = b.id THEN
        errors := errors || app.error('part_b_id', 'same');
    END IF;
    IF (input ->> 'to_day')::date < (input ->> 'from_day')::date THEN
        errors := errors || app.error('to_day', 'before-start');
    END IF;
    PERFORM app.errors_raise(errors);
    INSERT INTO plan_conflict (id, plan_id, part_a_id, part_b_id, class_a_code, class_b_code, text_a, text_b, day_from, day_to,
                               note, created_by)
    VALUES (id, plan, a.id, b.id, a.class_code, b.class_code, input ->> 'text_a', input ->> 'text_b',
            (input ->> 'from_day')::date, (input ->> 'to_day')::date, input ->> 'note', app.actor_user());
    PERFORM app.draft_drop('/plans/' || plan || '/conflicts');
    PERFORM app.audit('conflict.create', plan, r.citizen_id, app.class_bit(a.class_code) | app.class_bit(b.class_code),
                      ARRAY[id, a.id, b.id], 'permit', r.basis_code, r.basis_id, 'care', NULL,
                      jsonb_build_array(jsonb_build_object('entity', 'plan_conflict', 'id', id, 'action', 'create', 'fields',
                          jsonb_build_array(jsonb_build_object('field', 'text_a', 'old', NULL, 'new', input -> 'text_a'),
                                            jsonb_build_object('field', 'text_b', 'old', NULL, 'new', input -> 'text_b')))));
    RETURN jsonb_build_object('id', id, 'version', 1, 'location', '/plans/' || plan || '#conflicts', 'flash', 'conflict_marked',
                              'created', true);
END
$$;
