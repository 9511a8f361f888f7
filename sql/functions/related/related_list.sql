-- GET /plans/{plan_id}/related: the people around the citizen, and what each may know.
-- input: {"plan_id"} · returns {"id","plan_id","citizen": strip,"is_adult","related_list","children_list" (for those who may
-- see them),"former_list": [app.related_row …],"children_asked_day","may_add","may_note_contact","contacts_n"}.
CREATE OR REPLACE FUNCTION api.related_list(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    plan uuid := (input ->> 'plan_id')::uuid;
    k record;
    rows jsonb;
BEGIN
    PERFORM app.actor_require();
    SELECT * INTO k FROM app.relation(plan);
    IF k.related IS NOT TRUE OR k.read_mask & app.class_bit('core') = 0 THEN
        RETURN app.refuse('related.list', 'plan', plan);
    END IF;
    SELECT coalesce(jsonb_agg(app.related_row(r, k.write_mask) ORDER BY r.created_at, r.id), '[]') INTO rows
      FROM related_person r WHERE r.plan_id = plan;
    PERFORM app.audit('related.list', plan, k.citizen_id, 1, (SELECT array_agg((e ->> 'id')::uuid) FROM jsonb_array_elements(rows) e),
                      'permit', k.basis_code, k.basis_id, CASE k.basis_code WHEN 'self' THEN 'own-data' ELSE 'care' END);
    RETURN jsonb_build_object('id', plan, 'plan_id', plan, 'citizen', app.citizen_strip(plan, 'team'),
        'is_adult', app.related_adult(plan),
        'related_list', app.related_filter(rows, '$[*] ? (@.status_code == "active" && @.kind_code != "child")'),
        'children_list', app.related_filter(rows, '$[*] ? (@.status_code == "active" && @.kind_code == "child")'),
        'former_list', app.related_filter(rows, '$[*] ? (@.status_code == "ended")'),
        'children_asked_day', (SELECT p.children_asked_day FROM joint_plan p WHERE p.id = plan),
        'sees_children', app.actor_citizen() IS NOT NULL OR k.write_mask & (app.right_coordinate() | app.right_reopen()) <> 0,
        'may_add', k.write_mask & app.right_contribute() <> 0,
        'may_note_contact', app.actor_role() = 'caseworker' AND k.write_mask & app.right_contribute() <> 0);
END
$$;

CREATE OR REPLACE FUNCTION app.related_filter(rows jsonb, path jsonpath) RETURNS jsonb
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT jsonb_path_query_array(rows, path) $$;

-- Whether the citizen is of age; NULL without a birth day.
CREATE OR REPLACE FUNCTION app.related_adult(plan uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN (SELECT app.age_day('majority', c.birth_day) <= app.today() FROM joint_plan p JOIN citizen c ON c.id = p.citizen_id
             WHERE p.id = plan);
END
$$;
