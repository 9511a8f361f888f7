-- GET /plans/{plan_id}/related/new: the form for somebody close, or ("kind": 'child') a child in the family.
-- input: {"plan_id","kind"?} · returns {"id","plan_id","is_new","is_child","action_path","values","options","draft","citizen"}.
CREATE OR REPLACE FUNCTION api.related_new(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    plan uuid := (input ->> 'plan_id')::uuid;
    k record;
BEGIN
    PERFORM app.actor_require();
    SELECT * INTO k FROM app.relation(plan);
    IF k.related IS NOT TRUE THEN
        RETURN app.refuse('related.new', 'plan', plan);
    ELSIF k.write_mask & app.right_contribute() = 0 THEN
        RETURN app.refuse_action('related.new', plan, plan, 'read-only');
    END IF;
    PERFORM app.audit('related.new', plan, k.citizen_id, 1, ARRAY[plan], 'permit', k.basis_code, k.basis_id,
                      CASE k.basis_code WHEN 'self' THEN 'own-data' ELSE 'care' END);
    RETURN jsonb_build_object('id', plan, 'plan_id', plan, 'is_new', true, 'has_members', app.related_options(plan, NULL) -> 'member_id' <> '[]', 'is_child', coalesce(input ->> 'kind' = 'child', false), 'ended', false,
        'name', NULL, 'kind_code', coalesce(input ->> 'kind', 'relative'), 'action_path', '/plans/' || plan || '/related',
        'values', jsonb_build_object('kind', coalesce(input ->> 'kind', 'relative'), 'period_start_day', app.today()),
        'options', app.related_options(plan, NULL), 'draft', app.draft_get('/plans/' || plan || '/related'),
        'citizen', app.citizen_strip(plan, 'team'));
END
$$;

-- GET /related/{related_id}/edit. returns the same with "version","ended","end_path".
CREATE OR REPLACE FUNCTION api.related_edit(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    o record;
BEGIN
    PERFORM app.actor_require();
    o := app.related_open('related.edit', (input ->> 'related_id')::uuid);
    IF o.refused IS NOT NULL THEN
        RETURN o.refused;
    END IF;
    PERFORM app.related_audit('related.edit', o.r, o.relation);
    RETURN jsonb_build_object('id', (o.r).id, 'plan_id', (o.r).plan_id, 'version', (o.r).version, 'is_new', false, 'has_members', app.related_options((o.r).plan_id, o.r) -> 'member_id' <> '[]',
        'is_child', (o.r).kind_code = 'child', 'kind_code', (o.r).kind_code, 'name', (o.r).name, 'ended', (o.r).status_code = 'ended',
        'action_path', '/related/' || (o.r).id, 'values', app.related_values(o.r), 'options', app.related_options((o.r).plan_id, o.r),
        'draft', app.draft_get('/related/' || (o.r).id), 'citizen', app.citizen_strip((o.r).plan_id, 'team'));
END
$$;

-- The audit row of reading one related person.
CREATE OR REPLACE FUNCTION app.related_audit(action text, r samplan.related_person, relation jsonb, changed jsonb DEFAULT NULL,
                                             reason text DEFAULT NULL) RETURNS void
LANGUAGE plpgsql SET search_path = samplan, app, pg_temp AS $$
BEGIN
    PERFORM app.audit(action, r.plan_id, (relation ->> 'citizen_id')::uuid, 1, ARRAY[r.id], 'permit', relation ->> 'basis_code',
                      (relation ->> 'basis_id')::uuid, CASE relation ->> 'basis_code' WHEN 'self' THEN 'own-data' ELSE 'care' END,
                      NULL, changed, reason);
END
$$;

CREATE OR REPLACE FUNCTION app.related_values(r samplan.related_person) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN jsonb_build_object('kind', r.kind_code, 'name', r.name, 'relationship', r.relationship, 'phone', r.phone,
        'birth_day', r.birth_day, 'note', r.note, 'guardian_classes', to_jsonb(r.guardian_class_codes), 'document_text', r.document_text,
        'period_start_day', r.period_start_day, 'period_end_day', r.period_end_day, 'member_id', r.member_id);
END
$$;

-- What the form can choose from: kinds, what a guardianship can cover, and the contact of the team that she is.
CREATE OR REPLACE FUNCTION app.related_options(plan uuid, r samplan.related_person) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN jsonb_build_object(
        'kind', (SELECT jsonb_agg(jsonb_build_object('value', x) ORDER BY i)
                   FROM unnest('{relative,custody-holder,guardian,companion}'::text[]) WITH ORDINALITY k(x, i)
                  WHERE NOT app.related_decides(x) OR x = r.kind_code
                     OR app.related_may_decide((SELECT w.write_mask FROM app.relation(plan) w))),
        'guardian_classes', (SELECT jsonb_agg(jsonb_build_object('value', s.code, 'label', app.actor_words(s.name_da, s.name_en)) ORDER BY s.bit)
                               FROM section_class s WHERE app.relative_class(s.code)),
        'member_id', (SELECT coalesce(jsonb_agg(jsonb_build_object('value', m.id,
                             'label', concat_ws(', ', m.outside_name, m.relationship)) ORDER BY m.outside_name), '[]')
              FROM team_member m
             WHERE m.plan_id = plan AND m.kind_code = 'outside' AND (m.status_code = 'active' OR m.id = r.member_id)
               AND NOT EXISTS (SELECT FROM related_person x WHERE x.member_id = m.id AND x.id IS DISTINCT FROM r.id AND x.status_code = 'active')));
END
$$;

-- What is wrong with the form. before: the person as she is, NULL for a new one.
CREATE OR REPLACE FUNCTION app.related_errors(input jsonb, plan uuid, before samplan.related_person) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    errors jsonb := '[]';
    kind text := input ->> 'kind';
BEGIN
    IF length(btrim(coalesce(input ->> 'name', ''))) = 0 THEN
        errors := errors || app.error('name', 'required');
    END IF;
    IF kind IS NULL OR before.id IS NOT NULL AND (kind = 'child') <> (before.kind_code = 'child') THEN
        errors := errors || app.error('kind', CASE WHEN kind IS NULL THEN 'required' ELSE 'not-an-option' END);
    END IF;
    IF kind = 'guardian' AND coalesce(jsonb_array_length(nullif(input -> 'guardian_classes', 'null')), 0) = 0 THEN
        errors := errors || app.error('guardian_classes', 'required');
    END IF;
    IF jsonb_typeof(input -> 'guardian_classes') = 'array'
       AND EXISTS (SELECT FROM jsonb_array_elements_text(input -> 'guardian_classes') c WHERE NOT app.relative_class(c)) THEN
        errors := errors || app.error('guardian_classes', 'not-an-option');
    END IF;
    -- Somebody who decides for another shows why.
    IF kind IN ('guardian', 'custody-holder') AND length(btrim(coalesce(input ->> 'document_text', ''))) = 0 THEN
        errors := errors || app.error('document_text', 'document-missing');
    END IF;
    IF kind = 'custody-holder' AND app.related_adult(plan) THEN
        errors := errors || app.error('kind', 'citizen-is-adult');
    END IF;
    IF (input ->> 'birth_day')::date > app.today() THEN
        errors := errors || app.error('birth_day', 'in-future');
    END IF;
    IF (input ->> 'period_end_day')::date < coalesce((input ->> 'period_start_day')::date, app.today()) THEN
        errors := errors || app.error('period_end_day', 'before-start');
    END IF;
    IF input ->> 'member_id' IS NOT NULL
       AND NOT app.related_options(plan, before) -> 'member_id' @> jsonb_build_array(jsonb_build_object('value', input -> 'member_id')) THEN
        errors := errors || app.error('member_id', 'not-an-option');
    END IF;
    RETURN errors;
END
$$;
