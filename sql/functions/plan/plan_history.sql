-- GET /plans/{plan_id}/history: what has happened in the plan, as far as the reader may see it.
-- input: {"plan_id","cursor"?,"user_id"?,"kind"?: see app.change_kinds} · returns the page of app.change_page with
-- {"plan_id","citizen": strip,"seen_at","user_id_options","kind_options","first_page","kind","user_id"}.
CREATE OR REPLACE FUNCTION api.plan_history(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    plan uuid := (input ->> 'plan_id')::uuid;
    who uuid := (input ->> 'user_id')::uuid;
    r record;
    page jsonb;
BEGIN
    PERFORM app.actor_require();
    SELECT * INTO r FROM app.relation(plan);
    IF r.related IS NOT TRUE THEN
        RETURN app.refuse('plan.history', 'plan', plan);
    END IF;
    page := app.change_page(plan, NULL, who, app.change_kinds(input ->> 'kind'), input ->> 'cursor', 50);
    PERFORM app.audit('plan.history', plan, r.citizen_id, app.read_classes(plan), ARRAY[plan], 'permit', r.basis_code,
                      r.basis_id, CASE r.basis_code WHEN 'self' THEN 'own-data' ELSE 'care' END,
                      jsonb_array_length(page -> 'changes_list'));
    RETURN page || jsonb_build_object('plan_id', plan, 'citizen', app.citizen_strip(plan, 'history'),
        'seen_at', (SELECT coalesce(s.previous_at, s.seen_at) FROM plan_seen s WHERE s.user_id = app.actor_user() AND s.plan_id = plan),
        'user_id_options', (SELECT coalesce(jsonb_agg(jsonb_build_object('value', u.id, 'label', u.name, 'selected', u.id IS NOT DISTINCT FROM who)
                                ORDER BY u.name), '[]')
             FROM (SELECT DISTINCT c.user_id FROM change c WHERE c.plan_id = plan) x JOIN user_account u ON u.id = x.user_id),
        'kind_options', (SELECT jsonb_agg(jsonb_build_object('value', k, 'kind_code', k, 'selected', k IS NOT DISTINCT FROM input ->> 'kind') ORDER BY o)
             FROM unnest('{plan,words,people,parts,goals,tasks,appointments,notes}'::text[]) WITH ORDINALITY y(k, o)),
        'first_page', input ->> 'cursor' IS NULL, 'kind', input ->> 'kind', 'user_id', who);
END
$$;
