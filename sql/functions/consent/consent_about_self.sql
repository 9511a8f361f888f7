-- A no against a person is hers to respect, not to lift: whoever writes for the citizen takes back no such no about herself, and writes no
-- yes over it. Somebody else writes that down, or the citizen does.

-- Whether a provision is a no against the actor herself that is in force or will be.
CREATE OR REPLACE FUNCTION app.provision_no_to_actor(v samplan.consent_provision) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN v.type_code = 'deny' AND v.user_id = app.actor_user() AND app.actor_citizen() IS NULL AND app.provision_live(v);
END
$$;

-- Whether a completed answer is a yes to the actor herself about a class that a no keeps her out of.
CREATE OR REPLACE FUNCTION app.consent_over_own_no(plan uuid, v jsonb) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN v ->> 'answer_code' = 'permit' AND app.actor_citizen() IS NULL
       AND EXISTS (SELECT FROM app.consent_chosen(plan, v -> 'recipient_keys') c WHERE c.kind_code = 'person' AND c.user_id = app.actor_user())
       AND EXISTS (SELECT FROM consent_provision x WHERE x.plan_id = plan AND (v -> 'section_codes') ? x.class_code AND app.provision_no_to_actor(x));
END
$$;
ALTER FUNCTION app.consent_over_own_no(uuid, jsonb) OWNER TO samplan_derive;

-- Whether what is asked to be taken back of an answer is such a no; whole, recipient, ids as api.consent_withdraw takes them.
CREATE OR REPLACE FUNCTION app.consent_lifts_own_no(consent uuid, input jsonb) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT FROM consent_provision v
                    WHERE v.consent_id = consent AND app.provision_no_to_actor(v)
                      AND (coalesce((input ->> 'whole')::boolean, false) OR app.provision_key(v) = input ->> 'recipient'
                           OR (input -> 'provision_ids') ? v.id::text));
END
$$;
ALTER FUNCTION app.consent_lifts_own_no(uuid, jsonb) OWNER TO samplan_derive;
