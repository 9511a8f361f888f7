-- GET /plans/{plan_id}/words: the citizen's own words through time, for everybody who reads the core.
-- input: {"plan_id"} · returns {"plan_id","citizen": strip,"words_list": [{"id","text","created_at","written_by",
-- "on_behalf"}] newest first,"may_write"}.
CREATE OR REPLACE FUNCTION api.words_list(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    plan uuid := (input ->> 'plan_id')::uuid;
    r record;
BEGIN
    PERFORM app.actor_require();
    SELECT * INTO r FROM app.relation(plan);
    IF r.related IS NOT TRUE THEN
        RETURN app.refuse('words.list', 'plan', plan);
    END IF;
    IF r.read_mask & app.class_bit('core') = 0 THEN
        RETURN app.refuse_action('words.list', plan, plan, 'core-only');
    END IF;
    PERFORM app.audit('words.list', plan, r.citizen_id, app.class_bit('core') | app.class_bit('citizen-statement'), ARRAY[plan],
                      'permit', r.basis_code, r.basis_id, CASE r.basis_code WHEN 'self' THEN 'own-data' ELSE 'care' END);
    RETURN jsonb_build_object('plan_id', plan, 'citizen', app.citizen_strip(plan), 'words_list', app.words_older(plan, true),
                              'may_write', app.words_right(r.citizen_id, r.write_mask) IS NOT NULL);
END
$$;
