-- GET /plans/{plan_id}/remarks: the citizen's remarks in a plan, as far as the reader may read what they are about, newest first. Reading
-- them leaves a receipt.
-- input: {"plan_id","about_id"?: only those about this thing} · returns {"id","plan_id","citizen": strip,"remarks_list": [app.remark_row …] at most
-- 200,"may_add": the citizen,"own"}. 404 without a relation.
CREATE OR REPLACE FUNCTION api.remark_list(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    plan uuid := (input ->> 'plan_id')::uuid;
    r record;
    rows jsonb;
    ids uuid[];
    mask integer;
BEGIN
    PERFORM app.actor_require();
    SELECT * INTO r FROM app.relation(plan);
    IF r.related IS NOT TRUE THEN
        RETURN app.refuse('remark.list', 'plan', plan);
    END IF;
    SELECT coalesce(jsonb_agg(app.remark_row(x::remark) ORDER BY x.created_at DESC, x.id), '[]'), array_agg(x.id), bit_or(app.class_bit(x.class_code))
      INTO rows, ids, mask
      FROM (SELECT y.* FROM remark y WHERE y.plan_id = plan
               AND (input ->> 'about_id' IS NULL OR y.about_id = (input ->> 'about_id')::uuid)
             ORDER BY y.created_at DESC LIMIT 200) x;
    PERFORM app.remark_mark(ids);
    PERFORM app.audit('remark.list', plan, r.citizen_id, CASE WHEN rows = '[]' THEN 0 ELSE mask | app.class_bit('citizen-statement') END, ids, 'permit', r.basis_code, r.basis_id,
                      CASE r.basis_code WHEN 'self' THEN 'own-data' ELSE 'care' END, jsonb_array_length(rows));
    RETURN jsonb_build_object('id', plan, 'plan_id', plan, 'citizen', app.citizen_strip(plan, 'plan'), 'remarks_list', rows,
        'own', r.basis_code = 'self', 'may_add', r.basis_code = 'self');
END
$$;

-- GET /my-plan/remarks: the same, for her menu.
CREATE OR REPLACE FUNCTION api.own_remarks(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    PERFORM app.actor_require();
    IF app.own_plan() IS NULL THEN
        PERFORM app.own_audit('remark.list', NULL, 0, NULL, 0);
        RETURN '{"id": null, "plan_id": null, "citizen": null, "remarks_list": [], "own": true, "may_add": false}';
    END IF;
    RETURN api.remark_list(jsonb_build_object('plan_id', app.own_plan()));
END
$$;

-- GET /remarks/{remark_id}: one remark with the passage and what was answered.
-- input: {"remark_id"} · returns app.remark_row and {"citizen": strip,"values","draft"}. 404.
CREATE OR REPLACE FUNCTION api.remark_show(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    x remark;
    r record;
    shown jsonb;
BEGIN
    PERFORM app.actor_require();
    SELECT y.* INTO x FROM remark y WHERE y.id = (input ->> 'remark_id')::uuid;
    IF NOT FOUND THEN
        RETURN app.refuse('remark.show', 'remark', (input ->> 'remark_id')::uuid);
    END IF;
    SELECT * INTO r FROM app.relation(x.plan_id, x.contributing_plan_id);
    shown := app.remark_row(x);
    PERFORM app.remark_mark(ARRAY[x.id]);
    PERFORM app.audit('remark.show', x.plan_id, r.citizen_id, app.class_bit(x.class_code) | app.class_bit('citizen-statement'), ARRAY[x.id], 'permit',
                      r.basis_code, r.basis_id, CASE r.basis_code WHEN 'self' THEN 'own-data' ELSE 'care' END);
    RETURN shown || jsonb_build_object('citizen', app.citizen_strip(x.plan_id, 'plan'), 'values', '{}'::jsonb,
                                     'draft', app.draft_get('/remarks/' || x.id || '/answers'));
END
$$;
