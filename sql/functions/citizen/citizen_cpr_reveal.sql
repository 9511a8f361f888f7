-- POST /citizens/{citizen_id}/cpr: the sealed CPR number, for the caller to open and show once. For
-- caseworkers who may read the core of a plan of the citizen; the look is recorded.
-- input: {"citizen_id"} · returns {"citizen_id","name","plan_id","cipher" hex or null,"cpr_masked","back_href"}.
CREATE OR REPLACE FUNCTION api.citizen_cpr_reveal(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    c citizen;
    plan uuid;
    r record;
BEGIN
    PERFORM app.actor_require();
    SELECT x.* INTO c FROM citizen x WHERE x.id = (input ->> 'citizen_id')::uuid;
    IF NOT FOUND THEN
        RETURN app.refuse('citizen.cpr-reveal', 'citizen', (input ->> 'citizen_id')::uuid);
    END IF;
    SELECT p.id INTO plan FROM joint_plan p WHERE p.citizen_id = c.id
     ORDER BY p.status_code IN ('draft', 'active', 'on-hold') DESC, p.created_at DESC LIMIT 1;
    SELECT * INTO r FROM app.relation(plan);
    IF r.read_mask & app.class_bit('core') = 0 OR app.actor_role() <> 'caseworker' THEN
        RETURN app.refuse_action('citizen.cpr-reveal', plan, c.id, 'core-only');
    END IF;
    PERFORM app.audit('citizen.cpr-reveal', plan, c.id, 1, ARRAY[c.id], 'permit', r.basis_code, r.basis_id, 'care');
    RETURN jsonb_build_object('citizen_id', c.id, 'name', c.name, 'plan_id', plan, 'cipher', encode(c.cpr_cipher, 'hex'),
                              'cpr_masked', c.cpr_masked, 'back_href', '/plans/' || plan);
END
$$;
