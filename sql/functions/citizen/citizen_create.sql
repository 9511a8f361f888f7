-- POST /citizens: a citizen who is not confirmed yet, and the draft of her joint plan, which belongs to the
-- caller. Looks for the CPR number first:
--  * a citizen whom the caller may know of, with an open plan that she sees: nothing is made, the answer
--    leads there;
--  * such a citizen without any open plan: the draft is for her;
--  * otherwise a new citizen. When somebody else has an open plan for the same number, its coordinator gets
--    a request to let the caller join; the answer is the same and takes the same work.
-- input: {"given_name","family_name","municipality_code","gp_unit_id","phone","contact_preference_code",
--  "interpreter_language","name_protected","address_protected","complexity_code","target_group_code",
--  "plan_reason", "birth_day" (without CPR), and from C: "cpr_indexes": [hex, current key first],
--  "cpr_masked","cpr_birth_day","_sealed": {"citizen_id","cipher" hex}}
-- Returns {"id": plan, "citizen_id","location","flash","created"}. Raises SP422.
CREATE OR REPLACE FUNCTION api.citizen_create(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    indexes bytea[] := (SELECT array_agg(decode(x, 'hex') ORDER BY o)
                          FROM jsonb_array_elements_text(nullif(input -> 'cpr_indexes', 'null')) WITH ORDINALITY y(x, o));
    known citizen;
    plan uuid;
    citizen_id uuid := coalesce((input #>> '{_sealed,citizen_id}')::uuid, gen_random_uuid());
BEGIN
    PERFORM app.actor_require();
    IF indexes IS NULL AND input ->> 'birth_day' IS NULL THEN
        PERFORM app.errors_raise(app.error('birth_day', 'required'));
    END IF;
    IF (input ->> 'birth_day')::date > app.today() THEN
        PERFORM app.errors_raise(app.error('birth_day', 'in-future'));
    END IF;
    PERFORM app.errors_raise(app.citizen_choice_errors(input, NULL));
    IF indexes IS NOT NULL THEN
        SELECT c.* INTO known FROM citizen c
         WHERE c.cpr_index = ANY (indexes) AND c.status_code <> 'merged'
         ORDER BY c.status_code = 'confirmed' DESC, c.created_at LIMIT 1;
    END IF;
    IF known.id IS NOT NULL THEN
        SELECT p.id INTO plan FROM joint_plan p
         WHERE p.citizen_id = known.id AND p.status_code IN ('draft', 'active', 'on-hold');
        IF plan IS NOT NULL THEN
            PERFORM app.audit('citizen.search', plan, known.id, 1, ARRAY[known.id], 'permit', q.basis_code, q.basis_id, 'care', 1)
               FROM app.relation(plan) q;
            PERFORM app.draft_drop('/citizens');
            RETURN jsonb_build_object('id', plan, 'citizen_id', known.id, 'location', '/plans/' || plan,
                                      'flash', 'citizen_known', 'created', false);
        END IF;
    END IF;
    -- A draft opens no record: until the citizen has said yes it speaks of nobody but whom its author wrote down. The
    -- two become one when the plan begins.
    INSERT INTO citizen (id, given_name, family_name, cpr_cipher, cpr_index, cpr_masked, birth_day, name_protected,
                         address_protected, municipality_code, gp_unit_id, phone, contact_preference_code,
                         interpreter_language, status_code, created_by)
    VALUES (citizen_id, input ->> 'given_name', input ->> 'family_name', decode(input #>> '{_sealed,cipher}', 'hex'),
            indexes[1], input ->> 'cpr_masked', coalesce((input ->> 'cpr_birth_day')::date, (input ->> 'birth_day')::date),
            coalesce((input ->> 'name_protected')::boolean, false), coalesce((input ->> 'address_protected')::boolean, false),
            input ->> 'municipality_code', (input ->> 'gp_unit_id')::uuid, input ->> 'phone',
            coalesce(input ->> 'contact_preference_code', 'phone'), input ->> 'interpreter_language', 'unconfirmed',
            app.actor_user());
    plan := gen_random_uuid();
    INSERT INTO joint_plan (id, citizen_id, status_code, complexity_code, reason, target_group_code, created_by, created_unit_id)
    VALUES (plan, citizen_id, 'draft', coalesce(input ->> 'complexity_code', 'standard'), coalesce(input ->> 'plan_reason', ''),
            input ->> 'target_group_code', app.actor_user(), app.actor_unit());
    PERFORM app.join_request_add(indexes, plan, coalesce(input ->> 'plan_reason', ''));
    PERFORM app.draft_drop('/citizens');
    PERFORM app.audit_write('plan.create', plan, 'coordination', plan);
    RETURN jsonb_build_object('id', plan, 'citizen_id', citizen_id, 'location', '/plans/' || plan, 'flash', 'plan_started',
                              'created', true);
END
$$;
