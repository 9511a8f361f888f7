-- GET /plans/{plan_id}/team/new: the form for a new member. Without script the page searches by q first.
-- input: {"plan_id","q"} · returns {"plan_id","citizen","q","found_list","options": {"who" …},"values","draft"}.
CREATE OR REPLACE FUNCTION api.member_new(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    plan uuid := (input ->> 'plan_id')::uuid;
    r record;
    found_list jsonb;
BEGIN
    PERFORM app.actor_require();
    SELECT * INTO r FROM app.relation(plan);
    IF r.related IS NOT TRUE THEN
        RETURN app.refuse('member.new', 'plan', plan);
    END IF;
    IF r.write_mask & app.right_coordinate() = 0 THEN
        RETURN app.refuse_action('member.new', plan, plan, 'coordinator-only');
    END IF;
    found_list := app.directory_search(input ->> 'q', 20);
    PERFORM app.audit('member.new', plan, r.citizen_id, 1, NULL, 'permit', r.basis_code, r.basis_id, 'care',
                      jsonb_array_length(found_list));
    RETURN jsonb_build_object('plan_id', plan, 'citizen', app.citizen_strip(plan, 'team'), 'q', input ->> 'q',
        'searched', length(btrim(coalesce(input ->> 'q', ''))) > 0, 'found_list', found_list,
        'options', app.member_options(plan) || jsonb_build_object('who',
            (SELECT coalesce(jsonb_agg(x || jsonb_build_object('label', concat_ws(', ', x ->> 'label', x ->> 'text')) ORDER BY o), '[]')
               FROM jsonb_array_elements(found_list) WITH ORDINALITY y(x, o))),
        'values', jsonb_build_object('period_start_day', app.today()),
        'draft', app.draft_get('/plans/' || plan || '/team'));
END
$$;
