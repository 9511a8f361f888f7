-- GET /plans/{plan_id}/statutes/new: the form for recording a statute as the basis of sharing.
-- input: {"plan_id","party_q"?: finds parties by name} · returns {"plan_id","citizen","rules_list": app.basis_shown,
-- "values","options": {"rule_code","contributing_plan_id","party_ids","responsible_user_id","told"},"matches_n","draft"}.
-- Refusals: app.statute_refusal.
CREATE OR REPLACE FUNCTION api.statute_new(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    plan uuid := (input ->> 'plan_id')::uuid;
    r record;
    refused jsonb;
    parts jsonb;
    rules jsonb;
BEGIN
    PERFORM app.actor_require();
    SELECT * INTO r FROM app.relation(plan);
    refused := app.statute_refusal('statute.new', plan, r);
    IF refused IS NOT NULL THEN
        RETURN refused;
    END IF;
    SELECT coalesce(jsonb_agg(app.basis_shown(b)), '[]') INTO rules FROM app.statute_rules(plan) b;
    SELECT coalesce(jsonb_agg(jsonb_build_object('value', c.id, 'label', c.title) ORDER BY c.title), '[]') INTO parts
      FROM (SELECT DISTINCT p.id, p.title FROM app.statute_rules(plan) b CROSS JOIN LATERAL app.statute_parts(plan, b) p) c;
    PERFORM app.audit('statute.new', plan, r.citizen_id, 1, ARRAY[plan], 'permit', r.basis_code, r.basis_id, 'care');
    RETURN jsonb_build_object('plan_id', plan, 'citizen', app.citizen_strip(plan, 'plan'), 'rules_list', rules,
        'values', jsonb_build_object('rule_code', rules -> 0 -> 'rule_code', 'told_day', NULL,
            'contributing_plan_id', CASE WHEN jsonb_array_length(parts) = 1 THEN parts -> 0 -> 'value' END),
        'options', jsonb_build_object(
            'rule_code', (SELECT jsonb_agg(jsonb_build_object('value', x -> 'rule_code', 'label',
                              (x ->> 'paragraph') || ': ' || (x ->> 'name'), 'more', x -> 'plain')) FROM jsonb_array_elements(rules) x),
            'contributing_plan_id', parts, 'party_ids', app.statute_party_options(plan, input ->> 'party_q'),
            'responsible_user_id', app.statute_responsible_options(),
            'told', '[{"value": "told"}, {"value": "deferred"}]'::jsonb),
        'has_parts', jsonb_array_length(parts) > 0, 'matches_n', app.found_n(input ->> 'party_q'),
        'draft', app.draft_get('/plans/' || plan || '/statutes'));
END
$$;

-- A row of the dated table for readers: paragraph, name, plain words and duties in the actor's language.
CREATE OR REPLACE FUNCTION app.basis_shown(b samplan.legal_basis) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN app.basis_words(b, app.actor_words('da', 'en') = 'en');
END
$$;

CREATE OR REPLACE FUNCTION app.basis_words(b samplan.legal_basis, en boolean) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN jsonb_build_object('rule_code', b.rule_code, 'paragraph', b.paragraph,
        'name', CASE WHEN en THEN b.name_en ELSE b.name_da END, 'plain', CASE WHEN en THEN b.plain_en ELSE b.plain_da END,
        'obligations', CASE WHEN en THEN b.obligations_en ELSE b.obligations_da END, 'source', b.source,
        'valid_from_day', b.valid_from, 'valid_to_day', b.valid_to - 1, 'class_codes', b.class_codes,
        'withdrawable', b.withdrawable);
END
$$;
