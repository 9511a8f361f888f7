-- POST /break-glass: opens chosen classes of a plan in an emergency, to be read for sixty minutes.
-- input: {"plan_id": of which the caller sees a part, or "cpr_indexes": [hex, …] from C, "category_code", "reason",
-- "class_codes", "tell_day", "tell_reason": to tell the citizen then and not at once} · returns {"id","plan_id","ends_at","location","flash","created"}.
-- Refuses: 403 'break-glass-role', 'break-glass-sector', 'break-glass-limit'; 409 'break-glass-running'; 404 'not-found'. Raises
-- SP401 'step-up-required', SP422.
CREATE OR REPLACE FUNCTION api.break_glass_open(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    PERFORM app.actor_require();
    RETURN app.break_glass_open(input);
END
$$;

-- The whole of it: nothing that a caller says is taken for checked.
CREATE OR REPLACE FUNCTION app.break_glass_open(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    allowed text[];
    plan joint_plan;
    refused text;
    opening uuid := gen_random_uuid();
    chosen text[];
BEGIN
    PERFORM app.actor_require();
    -- two requests of one person wait for each other: neither slips past the count
    PERFORM pg_advisory_xact_lock(hashtextextended('break-glass' || app.actor_user()::text, 9));
    allowed := app.break_glass_classes();
    refused := app.break_glass_refusal(allowed);
    IF refused IS NOT NULL THEN
        RETURN app.break_glass_refuse(refused, NULL);
    END IF;
    PERFORM app.step_up_require();
    chosen := ARRAY(SELECT DISTINCT jsonb_array_elements_text(coalesce(nullif(input -> 'class_codes', 'null'), '[]')) ORDER BY 1);
    PERFORM app.errors_raise(app.break_glass_errors(input, allowed, chosen));
    plan := app.break_glass_plan(input);
    IF plan.id IS NULL THEN
        RETURN app.break_glass_refuse('nothing-found', NULL);
    END IF;
    IF app.classes_open(plan.id) & app.class_mask(chosen) = app.class_mask(chosen) THEN
        PERFORM app.errors_raise(app.error('class_codes', 'already-open'));
    END IF;
    INSERT INTO break_glass (id, plan_id, citizen_id, user_id, unit_id, category_code, overrides_objection, reason, class_codes,
                             started_at, ends_at, review_due_day, tell_day, tell_reason, told_at)
    SELECT opening, plan.id, plan.citizen_id, app.actor_user(), app.actor_unit(), c.code, c.overrides_objection,
           btrim(input ->> 'reason'), chosen, now(), now() + interval '60 minutes', app.working_day_add(app.today(), 3),
           (input ->> 'tell_day')::date, nullif(btrim(input ->> 'tell_reason'), ''), CASE WHEN input ->> 'tell_day' IS NULL THEN now() END
      FROM break_glass_category c WHERE c.code = input ->> 'category_code';
    PERFORM app.break_glass_tell(opening);
    PERFORM app.audit('break-glass.open', plan.id, plan.citizen_id, app.class_mask(chosen), ARRAY[opening], 'permit', 'break-glass', opening,
                      'care', NULL, NULL, btrim(input ->> 'reason'));
    RETURN jsonb_build_object('id', opening, 'plan_id', plan.id, 'ends_at', now() + interval '60 minutes',
                              'location', '/plans/' || plan.id, 'flash', 'break-glass-open', 'created', true);
END
$$;
ALTER FUNCTION app.break_glass_open(jsonb) OWNER TO samplan_derive;

-- The plan meant: by id where the caller sees a part of it already; by number the open plan of the confirmed citizen, else
-- her latest. Never a draft.
CREATE OR REPLACE FUNCTION app.break_glass_plan(input jsonb) RETURNS samplan.joint_plan
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    plan joint_plan;
    indexes bytea[] := ARRAY(SELECT decode(x, 'hex') FROM jsonb_array_elements_text(coalesce(nullif(input -> 'cpr_indexes', 'null'), '[]')) x);
BEGIN
    IF input ->> 'plan_id' IS NOT NULL THEN
        SELECT p.* INTO plan FROM joint_plan p
         WHERE p.id = (input ->> 'plan_id')::uuid AND p.status_code <> 'draft' AND app.classes_open(p.id) <> 0;
    ELSE
        SELECT p.* INTO plan FROM citizen c JOIN joint_plan p ON p.citizen_id = c.id
         WHERE c.cpr_index = ANY (indexes) AND c.status_code <> 'merged' AND p.status_code <> 'draft'
         ORDER BY c.status_code = 'confirmed' DESC, p.status_code IN ('active', 'on-hold') DESC, p.created_at DESC LIMIT 1;
    END IF;
    RETURN plan;
END
$$;
ALTER FUNCTION app.break_glass_plan(jsonb) OWNER TO samplan_derive;

-- What stands in the way of the caller, whoever the citizen is; NULL: nothing.
CREATE OR REPLACE FUNCTION app.break_glass_refusal(allowed text[]) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    tries integer;
BEGIN
    IF app.actor_role() IS DISTINCT FROM 'caseworker' THEN
        RETURN 'break-glass-role';
    END IF;
    IF allowed IS NULL THEN
        RETURN 'break-glass-sector';
    END IF;
    IF EXISTS (SELECT FROM break_glass b WHERE b.user_id = app.actor_user() AND b.ends_at > now() AND b.closed_at IS NULL) THEN
        RETURN 'break-glass-running';
    END IF;
    -- a number that nobody has counts too: asking whether somebody has a plan is what costs
    SELECT count(*) INTO tries FROM audit a
     WHERE a.unit_id = ANY (ARRAY(SELECT r.unit_id FROM role_assignment r WHERE r.user_id = app.actor_user()))
       AND a.at > now() - interval '24 hours' AND a.user_id = app.actor_user()
       AND a.action = 'break-glass.open' AND (a.outcome = 'permit' OR a.reason = 'nothing-found');
    SELECT greatest(tries, count(*)) INTO tries FROM break_glass b
     WHERE b.user_id = app.actor_user() AND b.started_at > now() - interval '24 hours';
    IF tries >= app.setting_number('break_glass_day_max', 5) THEN
        RETURN 'break-glass-limit';
    END IF;
    RETURN NULL;
END
$$;
ALTER FUNCTION app.break_glass_refusal(text[]) OWNER TO samplan_derive;

-- The classes that the rule of the caller's sector lets her choose among today; NULL without a rule. Never the private one.
CREATE OR REPLACE FUNCTION app.break_glass_classes() RETURNS text[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN (SELECT array_remove(r.class_codes, 'private')
              FROM break_glass_rule r JOIN unit u ON u.sector_code = r.sector_code
             WHERE u.id = app.actor_unit() AND app.actor_role() = 'caseworker' AND r.valid_from <= app.today()
               AND (r.valid_to IS NULL OR r.valid_to > app.today()));
END
$$;
ALTER FUNCTION app.break_glass_classes() OWNER TO samplan_derive;

CREATE OR REPLACE FUNCTION app.break_glass_errors(input jsonb, allowed text[], chosen text[]) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    errors jsonb := '[]';
BEGIN
    IF NOT EXISTS (SELECT FROM break_glass_category c WHERE c.code = input ->> 'category_code' AND c.valid_from <= app.today()
                      AND (c.valid_to IS NULL OR c.valid_to > app.today())) THEN
        errors := errors || app.error('category_code', CASE WHEN input ->> 'category_code' IS NULL THEN 'required' ELSE 'not-an-option' END);
    END IF;
    IF length(btrim(regexp_replace(coalesce(input ->> 'reason', ''), '\s+', ' ', 'g'))) < 15 THEN
        errors := errors || app.error('reason', 'too-short', '{"min": 15}');
    END IF;
    IF cardinality(chosen) = 0 THEN
        errors := errors || app.error('class_codes', 'required');
    ELSIF NOT chosen <@ allowed THEN
        errors := errors || app.error('class_codes', 'not-an-option');
    END IF;
    IF input ->> 'plan_id' IS NULL AND jsonb_array_length(coalesce(nullif(input -> 'cpr_indexes', 'null'), '[]')) = 0 THEN
        errors := errors || app.error('cpr', 'required');
    END IF;
    RETURN errors || app.break_glass_tell_errors(input);
END
$$;
ALTER FUNCTION app.break_glass_errors(jsonb, text[], text[]) OWNER TO samplan_derive;

-- To tell the citizen later takes a day, at most thirty days ahead (setting break_glass_tell_days), and why it cannot be now. One error at most.
CREATE OR REPLACE FUNCTION app.break_glass_tell_errors(input jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    day constant date := (input ->> 'tell_day')::date;
    why constant text := btrim(regexp_replace(coalesce(input ->> 'tell_reason', ''), '\s+', ' ', 'g'));
    most constant integer := app.setting_number('break_glass_tell_days', 30);
BEGIN
    RETURN CASE WHEN day IS NULL AND why = '' THEN '[]'
                WHEN day IS NULL THEN app.error('tell_day', 'required')
                WHEN day <= app.today() THEN app.error('tell_day', 'not-in-future')
                WHEN day > app.today() + most THEN app.error('tell_day', 'too-late', jsonb_build_object('max', most))
                WHEN length(why) < 15 THEN app.error('tell_reason', 'too-short', '{"min": 15}')
                ELSE '[]' END;
END
$$;
ALTER FUNCTION app.break_glass_tell_errors(jsonb) OWNER TO samplan_derive;

-- The classes that the caller may read in the whole of a plan now, by whatever basis.
CREATE OR REPLACE FUNCTION app.classes_open(plan uuid) RETURNS integer
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN (SELECT coalesce(bit_or(a.read_mask), 0) FROM access a
             WHERE a.plan_id = plan AND a.principal = ANY (app.actor_principals()) AND a.since <= now() AND a.until > now()
               AND (a.barred IS NULL OR NOT a.barred && app.actor_principals())
               AND a.basis_code NOT IN ('relative', 'custody', 'guardian'));
END
$$;
ALTER FUNCTION app.classes_open(uuid) OWNER TO samplan_derive;
