-- GET /plans/{plan_id}/consents/new: the form in which staff write a citizen's answer down.
-- input: {"plan_id","q","for": key of a recipient,"renews_id": answer to begin from} · returns the document of
-- app.consent_form. 404 without a relation, 403 'read-only' for those who may not write. closed: the plan takes a no alone.
CREATE OR REPLACE FUNCTION api.consent_new(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    PERFORM app.actor_require();
    RETURN app.consent_form((input ->> 'plan_id')::uuid, input, NULL, 'consent.new');
END
$$;

-- GET /my-consents/new: the same for the citizen herself.
CREATE OR REPLACE FUNCTION api.consent_new_own(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    PERFORM app.actor_require();
    RETURN app.consent_form(app.own_plan(), input, NULL, 'consent.new');
END
$$;

-- The form's document: {"plan_id","citizen","given_name","is_citizen","closed","q","searched","options","values","scan": app.held_scan,"draft","renews","preview",
-- "back_href"}. typed: what came with a preview, NULL for a new form. Audits when action is not NULL.
CREATE OR REPLACE FUNCTION app.consent_form(plan uuid, input jsonb, typed jsonb, action text) RETURNS jsonb
LANGUAGE plpgsql SET search_path = samplan, app, pg_temp AS $$
DECLARE
    r record;
    reader record;
    strip jsonb;
    before jsonb;
    own boolean := app.actor_citizen() IS NOT NULL;
    closed constant boolean := NOT app.plan_is_open(plan);
    values_given jsonb;
BEGIN
    SELECT * INTO r FROM app.relation(plan);
    SELECT * INTO reader FROM app.consent_reader(plan);
    IF r.related IS NOT TRUE OR r.read_mask & 1 = 0 THEN
        RETURN app.refuse(coalesce(action, 'consent.new'), 'plan', plan);
    END IF;
    IF NOT reader.may_end THEN
        RETURN app.refuse_action(coalesce(action, 'consent.new'), plan, plan, 'read-only');
    END IF;
    strip := app.citizen_strip(plan, 'consents');
    before := app.consent_before((input ->> 'renews_id')::uuid, plan, input ->> 'for');
    values_given := coalesce(typed, coalesce(before, jsonb_build_object('answer_code', CASE WHEN closed THEN 'deny' WHEN own THEN 'permit' END, 'purpose_code', 'coordination',
            'recipient_keys', CASE WHEN input ->> 'for' IS NULL THEN '[]' ELSE jsonb_build_array(input -> 'for') END))
        || jsonb_build_object('given_day', app.today(), 'period_start_day', app.today(), 'given_by', 'citizen', 'lasts_code', '6-months',
               'until_day', (app.today() + interval '6 months')::date, 'ask_again_day', (app.today() + interval '6 months')::date));
    IF action IS NOT NULL THEN
        PERFORM app.audit(action, plan, r.citizen_id, 1, NULL, 'permit', r.basis_code, r.basis_id, CASE WHEN own THEN 'own-data' ELSE 'care' END);
    END IF;
    RETURN jsonb_build_object('plan_id', plan, 'citizen', strip, 'given_name', strip -> 'given_name', 'is_citizen', own,
        'closed', closed, 'q', input ->> 'q', 'searched', length(btrim(coalesce(input ->> 'q', ''))) > 0, 'renews', before IS NOT NULL,
        'options', app.consent_options(plan, input ->> 'q', values_given -> 'recipient_keys')
            || CASE WHEN closed THEN '{"answer_code": [{"value": "deny"}]}' ELSE '{"answer_code": [{"value": "permit"}, {"value": "deny"}]}' END::jsonb, 'values', values_given || jsonb_build_object('person_keys', values_given -> 'recipient_keys'),
        'scan', CASE WHEN NOT own THEN app.held_scan(plan) END, 'draft', CASE WHEN typed IS NULL AND NOT own THEN app.draft_get('/plans/' || plan || '/consents') END,
        'preview', NULL, 'for', input -> 'for', 'renews_id', input -> 'renews_id',
        'back_href', CASE WHEN own THEN '/my-consents' ELSE '/plans/' || plan || '/consents' END);
END
$$;

-- The answer that a new one begins from, as form values, as far as the actor may read it; NULL for none. recipient: its part to one alone,
-- since a form is about the same classes for all whom it names.
DROP FUNCTION IF EXISTS app.consent_before(uuid, uuid);
CREATE OR REPLACE FUNCTION app.consent_before(consent uuid, plan uuid, recipient text DEFAULT NULL) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN (SELECT jsonb_build_object('renews_id', c.id, 'answer_code', c.type_code, 'purpose_code', c.purpose_code, 'note', c.note,
                'recipient_keys', (SELECT coalesce(jsonb_agg(DISTINCT app.provision_key(v)), '[]') FROM consent_provision v WHERE v.consent_id = c.id
                    AND (recipient IS NULL OR app.provision_key(v) = recipient)),
                'section_codes', (SELECT coalesce(jsonb_agg(DISTINCT v.class_code), '[]') FROM consent_provision v WHERE v.consent_id = c.id
                    AND (recipient IS NULL OR app.provision_key(v) = recipient)))
              FROM consent c WHERE c.id = consent AND c.plan_id = plan);
END
$$;

CREATE OR REPLACE FUNCTION app.provision_key(v samplan.consent_provision) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
    SELECT v.recipient_kind_code || '-' || CASE v.recipient_kind_code WHEN 'unit' THEN v.unit_id WHEN 'organisation' THEN v.organisation_id
        WHEN 'person' THEN app.practitioner(v.user_id, v.unit_id) ELSE v.related_id END
$$;
