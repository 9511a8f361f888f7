-- POST /citizens/{citizen_id}: changes the citizen's record. The coordinator changes all of it; the citizen
-- how she is reached: phone, address, contact preference, interpreter. The CPR number can be put right as
-- long as the citizen is not confirmed.
-- input: fields of app.citizen_values, "reason", and from C, when a CPR number was given: "cpr_indexes",
-- "cpr_masked","cpr_birth_day","_sealed": {"cipher"}.
-- Returns {"id","version","location","flash"}. Raises SP412, SP422.
CREATE OR REPLACE FUNCTION api.citizen_update(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    c citizen;
    n citizen;
    plan uuid;
    r record;
    indexes bytea[] := (SELECT array_agg(decode(x, 'hex') ORDER BY o)
                          FROM jsonb_array_elements_text(nullif(input -> 'cpr_indexes', 'null')) WITH ORDINALITY y(x, o));
    changed jsonb;
BEGIN
    PERFORM app.actor_require();
    SELECT x.* INTO c FROM citizen x WHERE x.id = (input ->> 'citizen_id')::uuid;
    IF NOT FOUND THEN
        RETURN app.refuse('citizen.update', 'citizen', (input ->> 'citizen_id')::uuid);
    END IF;
    plan := app.citizen_plan(c.id);
    SELECT * INTO r FROM app.relation(plan);
    IF NOT app.citizen_may_change(c, plan, r.write_mask) THEN
        RETURN app.refuse_action('citizen.update', plan, c.id, 'coordinator-only');
    END IF;
    SELECT x.* INTO c FROM citizen x WHERE x.id = c.id FOR UPDATE;
    PERFORM app.version_check(input, c.version, app.citizen_values(c), c.changed_by, c.changed_at);
    IF indexes IS NOT NULL AND c.status_code <> 'unconfirmed' THEN
        PERFORM app.errors_raise(app.error('cpr', 'not-allowed'));
    END IF;
    IF (input ->> 'birth_day')::date > app.today() OR (input ->> 'admitted_since_day')::date > app.today() THEN
        PERFORM app.errors_raise(app.error(CASE WHEN (input ->> 'birth_day')::date > app.today() THEN 'birth_day'
                                                ELSE 'admitted_since_day' END, 'in-future'));
    END IF;
    PERFORM app.errors_raise(app.citizen_choice_errors(input, c));
    n := c;
    n.phone := app.given(input, 'phone', c.phone);
    n.address := app.given(input, 'address', c.address);
    n.contact_preference_code := coalesce(app.given(input, 'contact_preference_code', c.contact_preference_code), 'phone');
    n.interpreter_language := app.given(input, 'interpreter_language', c.interpreter_language);
    IF c.id IS DISTINCT FROM app.actor_citizen() THEN
        n.given_name := coalesce(input ->> 'given_name', c.given_name);
        n.family_name := coalesce(input ->> 'family_name', c.family_name);
        n.birth_day := coalesce((input ->> 'cpr_birth_day')::date, app.given(input, 'birth_day', c.birth_day::text)::date);
        n.municipality_code := app.given(input, 'municipality_code', c.municipality_code);
        n.gp_unit_id := app.given(input, 'gp_unit_id', c.gp_unit_id::text)::uuid;
        n.name_protected := coalesce((input ->> 'name_protected')::boolean, false);
        n.address_protected := coalesce((input ->> 'address_protected')::boolean, false);
        n.admitted_since_day := app.given(input, 'admitted_since_day', c.admitted_since_day::text)::date;
        n.admitted_unit_id := CASE WHEN n.admitted_since_day IS NULL THEN NULL
            ELSE coalesce(c.admitted_unit_id, (SELECT u.id FROM unit u WHERE u.id = app.actor_unit()
                                                  AND u.sector_code IN ('psychiatry', 'somatic'))) END;
    END IF;
    UPDATE citizen x SET given_name = n.given_name, family_name = n.family_name, birth_day = n.birth_day,
           municipality_code = n.municipality_code, gp_unit_id = n.gp_unit_id, phone = n.phone, address = n.address,
           name_protected = n.name_protected, address_protected = n.address_protected,
           contact_preference_code = n.contact_preference_code, interpreter_language = n.interpreter_language,
           admitted_since_day = n.admitted_since_day, admitted_unit_id = n.admitted_unit_id,
           cpr_index = coalesce(indexes[1], c.cpr_index), cpr_masked = CASE WHEN indexes IS NULL THEN c.cpr_masked ELSE input ->> 'cpr_masked' END,
           cpr_cipher = coalesce(decode(input #>> '{_sealed,cipher}', 'hex'), c.cpr_cipher)
     WHERE x.id = c.id;
    IF indexes IS NOT NULL THEN
        PERFORM app.join_request_add(indexes, plan, (SELECT p.reason FROM joint_plan p WHERE p.id = plan));
    END IF;
    changed := app.citizen_change(plan, c, n, indexes IS NOT NULL, input ->> 'reason');
    PERFORM app.draft_drop('/citizens/' || c.id);
    PERFORM app.audit('citizen.update', plan, c.id, 1, ARRAY[c.id], 'permit', r.basis_code, r.basis_id,
                      CASE r.basis_code WHEN 'self' THEN 'own-data' ELSE 'care' END, NULL, changed, input ->> 'reason');
    RETURN jsonb_build_object('id', c.id, 'version', c.version + 1, 'location', CASE r.basis_code WHEN 'self' THEN '/my-plan'
                                  ELSE '/plans/' || plan END, 'flash', 'saved');
END
$$;

-- The value given for a field, NULL when it was emptied, the old one when the field was not sent.
CREATE OR REPLACE FUNCTION app.given(input jsonb, field text, old text) RETURNS text
LANGUAGE sql IMMUTABLE AS $$ SELECT CASE WHEN input ? field THEN input ->> field ELSE old END $$;
