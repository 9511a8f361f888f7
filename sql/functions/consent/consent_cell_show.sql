-- GET /plans/{plan_id}/consents/cell: one cell of the matrix: who, what, why, since when, until when, given how, to whom.
-- input: {"plan_id","recipient","class_code" or "part_id"} · returns {"plan_id","citizen","is_citizen","name","place","shared_code","title","cell",
-- "given_msg","purpose","consent_href","law": statute or null,"answers_list": earlier and other answers,"new_href"}. 404 for what the reader
-- may not know of.
CREATE OR REPLACE FUNCTION api.consent_cell_show(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    plan uuid := (input ->> 'plan_id')::uuid;
    r record;
    matrix jsonb;
    w jsonb;
    cell jsonb;
    recipient jsonb;
    own boolean := app.actor_citizen() IS NOT NULL;
    provision consent_provision;
BEGIN
    PERFORM app.actor_require();
    SELECT * INTO r FROM app.relation(plan);
    IF r.related IS TRUE AND r.read_mask & 1 <> 0 THEN
        matrix := app.consent_matrix(plan);
        SELECT x INTO w FROM jsonb_array_elements(matrix -> 'rows_list') x
         WHERE CASE WHEN input ->> 'part_id' IS NOT NULL THEN x ->> 'part_id' = input ->> 'part_id' ELSE x ->> 'class_code' = input ->> 'class_code' END;
        SELECT x INTO cell FROM jsonb_array_elements(w -> 'cells_list') x WHERE x ->> 'recipient' = input ->> 'recipient' AND x ->> 'state_code' <> 'hidden';
    END IF;
    IF cell IS NULL THEN
        RETURN app.refuse('consent.cell', 'plan', plan);
    END IF;
    SELECT x INTO recipient FROM jsonb_array_elements(matrix -> 'recipients_list') x WHERE x ->> 'key' = input ->> 'recipient';
    SELECT v.* INTO provision FROM consent_provision v WHERE v.id = (cell ->> 'basis_id')::uuid AND v.plan_id = plan;
    PERFORM app.audit('consent.cell', plan, r.citizen_id, 1, ARRAY[plan], 'permit', r.basis_code, r.basis_id,
                      CASE WHEN own THEN 'own-data' ELSE 'care' END);
    RETURN jsonb_build_object('plan_id', plan, 'citizen', app.citizen_strip(plan, 'consents'), 'is_citizen', own, 'name', recipient -> 'name',
        'place', recipient -> 'place', 'kind_code', recipient -> 'kind_code', 'class_code', w -> 'class_code', 'row_code', w -> 'row_code',
        'title', w -> 'title', 'cell', cell, 'given_msg', app.consent_given(provision.consent_id),
        'purpose', (SELECT app.actor_words(p.name_da, p.name_en) FROM consent c JOIN purpose p ON p.code = c.purpose_code WHERE c.id = provision.consent_id),
        'consent_href', CASE WHEN app.consent_given(provision.consent_id) IS NOT NULL THEN '/consents/' || provision.consent_id END,
        'people', CASE WHEN recipient ->> 'kind_code' = 'unit' THEN array_to_string(app.team_people(plan, (recipient ->> 'unit_id')::uuid), ', ') END,
        'law', (SELECT x FROM jsonb_array_elements(app.consents_statutes(plan)) x WHERE x ->> 'id' = cell ->> 'basis_id'),
        'answers_list', (SELECT coalesce(jsonb_agg(jsonb_build_object('type_code', v.type_code, 'given_msg', app.consent_given(v.consent_id),
                'since_day', (v.since_at AT TIME ZONE 'Europe/Copenhagen')::date, 'until_day', app.last_day(least(v.until_at, v.withdrawn_at)),
                'state_code', CASE WHEN app.provision_live(v) THEN 'live' ELSE app.provision_ended(v) END) ORDER BY v.created_at DESC), '[]')
             FROM consent_provision v WHERE v.plan_id = plan AND app.provision_key(v) = input ->> 'recipient' AND v.class_code = w ->> 'class_code'),
        'back_href', CASE WHEN own THEN '/my-consents' ELSE '/plans/' || plan || '/consents' END,
        'new_href', CASE WHEN (SELECT x.may_end FROM app.consent_reader(plan) x) THEN
            CASE WHEN own THEN '/my-consents/new?for=' ELSE '/plans/' || plan || '/consents/new?for=' END || (input ->> 'recipient') END);
END
$$;
