-- GET /break-glass/new: the form for opening a plan in an emergency, for caseworkers whose sector's rule allows it.
-- input: {"plan_id": of which the reader sees a part, or NULL, "subject": C's} · returns {"plan_id","citizen_name" (of plan_id),
-- "options": app.break_glass_options(),"labels"}. 403 as for opening; 404 for a plan_id that she sees nothing of.
CREATE OR REPLACE FUNCTION api.break_glass_new(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    plan uuid := (input ->> 'plan_id')::uuid;
    options jsonb;
    name text;
    r record;
BEGIN
    PERFORM app.actor_require();
    options := app.break_glass_options(plan);
    IF options IS NULL THEN
        RETURN app.refuse_action('break-glass.new', plan, plan, 'break-glass-sector');
    END IF;
    SELECT * INTO r FROM app.relation(plan);
    IF plan IS NOT NULL THEN
        SELECT c.name INTO name FROM joint_plan p JOIN citizen c ON c.id = p.citizen_id WHERE p.id = plan AND r.related;
        IF name IS NULL THEN
            RETURN app.refuse('break-glass.new', 'plan', plan);
        END IF;
    END IF;
    PERFORM app.audit('break-glass.new', plan, r.citizen_id, 0, array_remove(ARRAY[plan], NULL), 'permit', coalesce(r.basis_code, 'none'),
                      r.basis_id, 'care');
    RETURN jsonb_build_object('plan_id', plan, 'citizen_name', name, 'options', options,
        'labels', '{"reason": "glass.write_reason", "class_codes": "glass.what", "tell_day": "glass.tell_day", "tell_reason": "glass.tell_reason"}'::jsonb);
END
$$;

-- What can be chosen: {"category_code": [{"value","label"}],"class_codes": [{"value","label_key"}]}, none chosen beforehand; of a plan only the
-- classes that the actor does not read in the whole of it already. NULL: her sector has no rule.
CREATE OR REPLACE FUNCTION app.break_glass_options(plan uuid DEFAULT NULL) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    allowed constant text[] := app.break_glass_classes();
    has constant integer := CASE WHEN plan IS NULL THEN 0 ELSE app.classes_open(plan) END;
    english constant boolean := app.actor_role() = 'caseworker'
        AND (SELECT u.language FROM user_account u WHERE u.id = app.actor_user()) = 'en';
BEGIN
    IF allowed IS NULL THEN
        RETURN NULL;
    END IF;
    RETURN jsonb_build_object(
        'category_code', (SELECT coalesce(jsonb_agg(jsonb_build_object('value', c.code, 'label', CASE WHEN english THEN c.name_en ELSE c.name_da END)
                                             ORDER BY c.overrides_objection DESC, c.code = 'danger-others', c.code), '[]')
                            FROM break_glass_category c
                           WHERE c.valid_from <= app.today() AND (c.valid_to IS NULL OR c.valid_to > app.today())),
        'class_codes', (SELECT coalesce(jsonb_agg(jsonb_build_object('value', s.code, 'label_key', 'glass.class.' || s.code)
                                           ORDER BY array_position('{general-practice,crisis-plan,psychiatric-treatment,substance-use,assessment}', s.code), s.bit), '[]')
                          FROM section_class s WHERE s.code = ANY (allowed) AND has & (1 << s.bit) = 0));
END
$$;
