-- The values of the form about a citizen. Protected as the form is: only for the coordinator and herself.
CREATE OR REPLACE FUNCTION app.citizen_values(c samplan.citizen) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN jsonb_build_object('given_name', c.given_name, 'family_name', c.family_name, 'birth_day', c.birth_day,
        'municipality_code', c.municipality_code, 'gp_unit_id', c.gp_unit_id, 'phone', c.phone, 'address', c.address,
        'name_protected', c.name_protected, 'address_protected', c.address_protected,
        'contact_preference_code', c.contact_preference_code, 'interpreter_language', c.interpreter_language,
        'admitted_since_day', c.admitted_since_day);
END
$$;

-- Whether the actor changes a citizen's record: she herself, or the coordinator of the plan. Whoever has but
-- started a draft for a confirmed citizen, who has not said yes to it, does not: the record holds her address.
CREATE OR REPLACE FUNCTION app.citizen_may_change(c samplan.citizen, plan uuid, write_mask integer) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN c.id IS NOT DISTINCT FROM app.actor_citizen()
        OR write_mask & app.right_coordinate() <> 0
           AND (c.status_code = 'unconfirmed'
                OR NOT EXISTS (SELECT FROM joint_plan p WHERE p.id = plan AND p.status_code = 'draft'));
END
$$;

-- GET /citizens/{citizen_id}/edit: for the coordinator of the citizen's plan, and for the citizen, who may
-- change how she is reached and no more.
-- input: {"citizen_id"} · returns {"id","plan_id","version","values","options","draft","citizen": strip,
-- "full": may change everything,"unconfirmed"}.
CREATE OR REPLACE FUNCTION api.citizen_edit(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    c citizen;
    plan uuid;
    r record;
BEGIN
    PERFORM app.actor_require();
    SELECT x.* INTO c FROM citizen x WHERE x.id = (input ->> 'citizen_id')::uuid;
    IF NOT FOUND THEN
        RETURN app.refuse('citizen.edit', 'citizen', (input ->> 'citizen_id')::uuid);
    END IF;
    plan := app.citizen_plan(c.id);
    SELECT * INTO r FROM app.relation(plan);
    IF NOT app.citizen_may_change(c, plan, r.write_mask) THEN
        RETURN app.refuse_action('citizen.edit', plan, c.id, 'coordinator-only');
    END IF;
    PERFORM app.audit('citizen.edit', plan, c.id, 1, ARRAY[c.id], 'permit', r.basis_code, r.basis_id,
                      CASE r.basis_code WHEN 'self' THEN 'own-data' ELSE 'care' END);
    RETURN jsonb_build_object('id', c.id, 'plan_id', plan, 'version', c.version, 'values', app.citizen_values(c),
        'options', app.citizen_options(c.municipality_code, c.gp_unit_id), 'draft', app.draft_get('/citizens/' || c.id),
        'citizen', app.citizen_strip(plan), 'full', c.id IS DISTINCT FROM app.actor_citizen(),
        'unconfirmed', c.status_code = 'unconfirmed', 'cpr_masked', c.cpr_masked);
END
$$;

-- The plan that a citizen's record is changed under: the open one, else the latest that the actor sees.
CREATE OR REPLACE FUNCTION app.citizen_plan(citizen uuid) RETURNS uuid
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN (SELECT p.id FROM joint_plan p WHERE p.citizen_id = citizen
             ORDER BY p.status_code IN ('draft', 'active', 'on-hold') DESC, p.created_at DESC LIMIT 1);
END
$$;
