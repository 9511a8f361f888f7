-- POST /plans/{plan_id}/consents: staff write down what the citizen has answered.
-- input: the form's fields with "confirm": without it nothing is stored and the form comes back with "preview" (app.consent_preview);
-- with it the answer is stored, with the scan that is held for the form · returns {"id","version","location","flash","created"}. SP422;
-- SP409 'plan-closed': a closed plan takes a no alone, from the citizen or, after her word, its coordinator.
CREATE OR REPLACE FUNCTION api.consent_create(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    PERFORM app.actor_require();
    PERFORM app.step_up_require();
    RETURN app.consent_answer((input ->> 'plan_id')::uuid, input);
END
$$;

-- POST /my-consents: the same by the citizen herself.
CREATE OR REPLACE FUNCTION api.consent_create_own(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    PERFORM app.actor_require();
    RETURN app.consent_answer(app.own_plan(), input);
END
$$;

CREATE OR REPLACE FUNCTION app.consent_answer(plan uuid, input jsonb) RETURNS jsonb
LANGUAGE plpgsql SET search_path = samplan, app, pg_temp AS $$
DECLARE
    own boolean := app.actor_citizen() IS NOT NULL;
    r record;
    reader record;
    v jsonb;
    consent uuid;
BEGIN
    SELECT * INTO r FROM app.relation(plan);
    SELECT * INTO reader FROM app.consent_reader(plan);
    IF r.related IS NOT TRUE OR r.read_mask & 1 = 0 THEN
        RETURN app.refuse('consent.create', 'plan', plan);
    END IF;
    IF NOT reader.may_end THEN
        RETURN app.refuse_action('consent.create', plan, plan, 'read-only');
    END IF;
    IF input ->> 'answer_code' IS DISTINCT FROM 'deny' AND NOT app.plan_is_open(plan) THEN
        RAISE EXCEPTION 'plan-closed' USING ERRCODE = 'SP409';
    END IF;
    IF NOT own AND coalesce((input ->> 'scan_drop')::boolean, false) THEN
        PERFORM app.held_scan_drop(plan);
    END IF;
    v := app.consent_complete(plan, input);
    PERFORM app.errors_raise(app.consent_errors(plan, v)
        || CASE WHEN NOT own AND v ->> 'source_code' <> 'written' AND app.held_scan(plan) IS NOT NULL THEN app.error('scan', 'written-only') ELSE '[]' END);
    IF NOT coalesce((input ->> 'confirm')::boolean, false) THEN
        PERFORM app.audit('consent.preview', plan, r.citizen_id, 1, NULL, 'permit', r.basis_code, r.basis_id,
                          CASE WHEN own THEN 'own-data' ELSE 'care' END);
        RETURN app.consent_form(plan, input, v, NULL) || jsonb_build_object('preview', app.consent_preview(plan, v));
    END IF;
    consent := app.consent_store(plan, v);
    IF NOT own THEN
        PERFORM app.citizen_tell(plan, 'consent-recorded', consent);
        PERFORM app.consent_tell_self_recorded(consent);
        IF app.plan_is_open(plan) THEN
            PERFORM app.held_scan_attach(plan, consent);
        END IF;
        PERFORM app.draft_drop('/plans/' || plan || '/consents');
    END IF;
    PERFORM app.audit_write('consent.create', plan, r.basis_code, r.basis_id, v ->> 'note');
    RETURN jsonb_build_object('id', consent, 'version', 1, 'created', true,
        'location', CASE WHEN own THEN '/my-consents' WHEN v ->> 'source_code' = 'written' THEN '/consents/' || consent
                         ELSE '/plans/' || plan || '/consents' END,
        'flash', CASE v ->> 'answer_code' WHEN 'deny' THEN 'consent-refused' ELSE 'consent-given' END);
END
$$;

-- A yes that somebody wrote down for her own unit: whoever coordinates the plan is told, unless she did it herself.
CREATE OR REPLACE FUNCTION app.consent_tell_self_recorded(consent uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    PERFORM app.notice_add(array_remove(app.coordinators(c.plan_id), c.recorded_by), 'consent-self-recorded', c.plan_id, p.citizen_id, c.id)
       FROM samplan.consent c JOIN joint_plan p ON p.id = c.plan_id
      WHERE c.id = consent_tell_self_recorded.consent AND app.consent_self_recorded(c.id);
END
$$;
ALTER FUNCTION app.consent_tell_self_recorded(uuid) OWNER TO samplan_derive;
DROP FUNCTION IF EXISTS app.consent_tell(uuid, text, uuid);
