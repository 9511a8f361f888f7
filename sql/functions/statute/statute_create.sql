-- POST /plans/{plan_id}/statutes: records that a statute is the basis of sharing with named parties.
-- input: {"plan_id","rule_code","contributing_plan_id","party_ids","party_q","find","purpose_text","responsible_user_id",
-- "until_day","told": 'told' or 'deferred',"told_day","told_text","tell_by_day"} ·
-- returns {"id","version","created","location","flash"}. Where the citizen is not told yet, a dated task reminds of it, and on the day her own
-- account tells her (app.job_tell).
-- Refusals: app.statute_refusal; SP422.
CREATE OR REPLACE FUNCTION api.statute_create(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    plan uuid := (input ->> 'plan_id')::uuid;
    new_id uuid := gen_random_uuid();
    b legal_basis;
    part contributing_plan;
    parties jsonb := CASE jsonb_typeof(input -> 'party_ids') WHEN 'array' THEN input -> 'party_ids' ELSE '[]' END;
    told boolean := input ->> 'told' = 'told';
    r record;
    refused jsonb;
BEGIN
    PERFORM app.actor_require();
    PERFORM app.step_up_require();
    SELECT * INTO r FROM app.relation(plan);
    refused := app.statute_refusal('statute.create', plan, r);
    IF refused IS NOT NULL THEN
        RETURN refused;
    END IF;
    IF (input ->> 'find')::boolean AND btrim(coalesce(input ->> 'party_q', '')) <> '' THEN
        PERFORM app.errors_raise(app.error('party_ids', CASE WHEN app.found_n(input ->> 'party_q') > 0 THEN 'choose-found'
                                                             ELSE 'none-found' END));
    END IF;
    PERFORM FROM joint_plan p WHERE p.id = plan FOR SHARE;
    SELECT x.* INTO b FROM app.statute_rules(plan) x WHERE x.rule_code = input ->> 'rule_code';
    IF b.rule_code IS NOT NULL AND b.part_type_codes IS NOT NULL THEN
        SELECT x.* INTO part FROM app.statute_parts(plan, b) x WHERE x.id = (input ->> 'contributing_plan_id')::uuid;
    END IF;
    PERFORM app.errors_raise(app.statute_errors(input, b, part, parties));
    INSERT INTO statute_use (id, plan_id, rule_code, rule_valid_from, contributing_plan_id, class_codes, purpose_text,
        responsible_user_id, told_code, told_day, told_text, tell_day, told_at, until_day, recorded_by, recorded_unit_id)
    VALUES (new_id, plan, b.rule_code, b.valid_from, part.id,
        CASE WHEN part.id IS NOT NULL THEN ARRAY[part.class_code] ELSE b.class_codes END, btrim(input ->> 'purpose_text'),
        (input ->> 'responsible_user_id')::uuid, input ->> 'told', CASE WHEN told THEN (input ->> 'told_day')::date END,
        nullif(btrim(input ->> 'told_text'), ''), CASE WHEN NOT told THEN (input ->> 'tell_by_day')::date END, CASE WHEN told THEN now() END,
        (input ->> 'until_day')::date, app.actor_user(), app.actor_unit());
    INSERT INTO statute_party (statute_use_id, plan_id, unit_id, user_id)
    SELECT DISTINCT new_id, plan, y.unit_id, y.user_id
      FROM jsonb_array_elements_text(parties) c CROSS JOIN LATERAL app.statute_party_read(c::uuid) y;
    IF told THEN
        PERFORM app.citizen_tell(plan, 'statute-recorded', new_id);
    ELSE
        PERFORM app.statute_tell_task(plan, part, b, (input ->> 'tell_by_day')::date);
    END IF;
    PERFORM app.draft_drop('/plans/' || plan || '/statutes');
    PERFORM app.audit('statute.create', plan, r.citizen_id, app.class_mask(ARRAY[coalesce(part.class_code, 'core')]),
        array_remove(ARRAY[new_id, part.id], NULL), 'permit', 'statute', new_id, 'care', NULL,
        jsonb_build_array(jsonb_build_object('entity', 'statute_use', 'id', new_id, 'action', 'create', 'fields',
            jsonb_build_array(jsonb_build_object('field', 'rule_code', 'old', NULL, 'new', b.rule_code),
                              jsonb_build_object('field', 'party_ids', 'old', NULL, 'new', parties)))),
        btrim(input ->> 'purpose_text'));
    RETURN jsonb_build_object('id', new_id, 'version', 1, 'created', true,
        'location', '/plans/' || plan || '/statutes/' || new_id, 'flash', CASE WHEN told THEN 'statute-recorded' ELSE 'statute-recorded-task' END);
END
$$;

-- What is wrong with the answers. b, part: the rule that may be invoked and the plan it serves, empty where there is none.
CREATE OR REPLACE FUNCTION app.statute_errors(input jsonb, b samplan.legal_basis, part samplan.contributing_plan, parties jsonb)
RETURNS jsonb LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    errors jsonb := '[]';
    until_day date := (input ->> 'until_day')::date;
BEGIN
    IF b.rule_code IS NULL THEN
        errors := errors || app.error('rule_code', 'not-an-option');
    ELSIF b.part_type_codes IS NOT NULL AND part.id IS NULL THEN
        errors := errors || app.error('contributing_plan_id', CASE WHEN input ->> 'contributing_plan_id' IS NULL THEN 'required' ELSE 'not-an-option' END);
    END IF;
    IF jsonb_array_length(parties) = 0 THEN
        errors := errors || app.error('party_ids', 'choose-one');
    ELSIF EXISTS (SELECT FROM jsonb_array_elements_text(parties) c WHERE NOT EXISTS (SELECT FROM app.statute_party_read(c::uuid))) THEN
        errors := errors || app.error('party_ids', 'not-an-option');
    ELSIF app.statute_widens_own(part.id, parties) THEN
        errors := errors || app.error('party_ids', 'own-unit');
    END IF;
    IF length(btrim(input ->> 'purpose_text')) < 15 THEN
        errors := errors || app.error('purpose_text', 'too-short', '{"min": 15}');
    END IF;
    IF NOT EXISTS (SELECT FROM jsonb_array_elements(app.statute_responsible_options()) o
                    WHERE o ->> 'value' = input ->> 'responsible_user_id') THEN
        errors := errors || app.error('responsible_user_id', 'not-an-option');
    END IF;
    IF until_day < app.today() THEN
        errors := errors || app.error('until_day', 'in-the-past');
    ELSIF b.max_days IS NOT NULL AND until_day IS NULL THEN
        errors := errors || app.error('until_day', 'required');
    ELSIF until_day > app.today() + b.max_days THEN
        errors := errors || app.error('until_day', 'too-late', jsonb_build_object('max', b.max_days));
    END IF;
    RETURN errors || app.statute_told_errors(input);
END
$$;

-- Whether a recorder would open something for herself: she is a party, or where the statute serves no part of her own unit's, a party
-- is her unit, one above or below it, or somebody there.
CREATE OR REPLACE FUNCTION app.statute_widens_own(part uuid, parties jsonb) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    hers constant uuid[] := (SELECT n.path FROM unit n WHERE n.id = app.actor_unit());
BEGIN
    RETURN EXISTS (SELECT FROM jsonb_array_elements_text(parties) c CROSS JOIN LATERAL app.statute_party_read(c::uuid) y
                     JOIN unit n ON n.id = y.unit_id
                    WHERE y.user_id = app.actor_user()
                       OR part IS NULL AND (n.id = ANY (hers) OR app.actor_unit() = ANY (n.path)));
END
$$;

-- Told: on which day. Not yet: why, and by when somebody will, at most 30 days ahead (setting statute_tell_days).
CREATE OR REPLACE FUNCTION app.statute_told_errors(input jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    errors jsonb := '[]';
    latest constant integer := app.setting_number('statute_tell_days', 30);
BEGIN
    IF input ->> 'told' = 'told' THEN
        IF input ->> 'told_day' IS NULL THEN
            errors := errors || app.error('told_day', 'required');
        ELSIF (input ->> 'told_day')::date > app.today() THEN
            errors := errors || app.error('told_day', 'in-future');
        END IF;
        RETURN errors;
    END IF;
    IF length(btrim(coalesce(input ->> 'told_text', ''))) < 15 THEN
        errors := errors || app.error('told_text', 'too-short', '{"min": 15}');
    END IF;
    IF input ->> 'tell_by_day' IS NULL THEN
        errors := errors || app.error('tell_by_day', 'required');
    ELSIF (input ->> 'tell_by_day')::date < app.today() THEN
        errors := errors || app.error('tell_by_day', 'in-the-past');
    ELSIF (input ->> 'tell_by_day')::date > app.today() + latest THEN
        errors := errors || app.error('tell_by_day', 'too-late', jsonb_build_object('max', latest));
    END IF;
    RETURN errors;
END
$$;

-- The task to tell the citizen: the recorder's own, inside the plan that the statute serves, where there is one.
CREATE OR REPLACE FUNCTION app.statute_tell_task(plan uuid, part samplan.contributing_plan, b samplan.legal_basis, due date) RETURNS void
LANGUAGE plpgsql SET search_path = samplan, app, pg_temp AS $$
BEGIN
    INSERT INTO task (id, plan_id, contributing_plan_id, class_code, sector_code, title, description, requester_user_id,
        requester_unit_id, performer_kind_code, performer_user_id, performer_unit_id, performer_principal, due_day, priority_code,
        status_code, answered_at, created_by)
    SELECT gen_random_uuid(), plan, part.id, coalesce(part.class_code, 'core'), n.sector_code,
        'Fortæl ' || c.given_name || ', at der deles efter ' || lower(left(b.paragraph, 1)) || substr(b.paragraph, 2),
        b.plain_da, app.actor_user(), app.actor_unit(), 'person', app.actor_user(), app.actor_unit(),
        app.practitioner(app.actor_user(), app.actor_unit()), due, 'high', 'accepted', now(), app.actor_user()
      FROM joint_plan p JOIN citizen c ON c.id = p.citizen_id, unit n
     WHERE p.id = plan AND n.id = app.actor_unit();
END
$$;
