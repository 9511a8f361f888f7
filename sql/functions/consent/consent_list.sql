-- GET /plans/{plan_id}/consents: who may see what, as far as the reader may know it.
-- input: {"plan_id"} · returns {"plan_id","citizen": strip,"given_name","is_citizen","may_write","closed","every", the matrix of
-- app.consent_matrix,"current_list","past_list","statutes_list","summary_list": [{"title_msg","text_msg"}],"not_asked_list":
-- [{"name","href"}],"new_href","access_until_at"}. 404 without a relation to the core.
CREATE OR REPLACE FUNCTION api.consent_list(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    PERFORM app.actor_require();
    RETURN app.consent_page((input ->> 'plan_id')::uuid, 'consent.list');
END
$$;

-- GET /my-consents: the same of the citizen's own plan: the open one, else the latest. Without a plan {"no_plan": true}.
CREATE OR REPLACE FUNCTION api.consent_own(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    plan uuid;
BEGIN
    PERFORM app.actor_require();
    plan := app.own_plan();
    IF plan IS NULL THEN
        PERFORM app.audit('consent.list', NULL, app.actor_citizen(), 0, NULL, 'permit', 'self', app.actor_citizen(), 'own-data', 0);
        RETURN '{"no_plan": true, "plan_id": null, "citizen": null, "given_name": null, "is_citizen": true, "may_write": false, "closed": false, "every": true,
                 "recipients_list": [], "rows_list": [], "self_recorded_some": false, "current_list": [], "past_list": [], "statutes_list": [], "summary_list": [],
                 "not_asked_list": [], "new_href": null, "access_until_at": null}'::jsonb;
    END IF;
    RETURN app.consent_page(plan, 'consent.list');
END
$$;

-- The citizen's own plan: the open one, else the latest; NULL without any.
CREATE OR REPLACE FUNCTION app.own_plan() RETURNS uuid
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN (SELECT p.id FROM joint_plan p WHERE p.citizen_id = app.actor_citizen()
             ORDER BY p.status_code IN ('draft', 'active', 'on-hold') DESC, p.created_at DESC LIMIT 1);
END
$$;

CREATE OR REPLACE FUNCTION app.consent_page(plan uuid, action text) RETURNS jsonb
LANGUAGE plpgsql SET search_path = samplan, app, pg_temp AS $$
DECLARE
    r record;
    reader record;
    strip jsonb;
    matrix jsonb;
    current jsonb;
    is_citizen boolean := app.actor_citizen() IS NOT NULL;
    new_path text := CASE WHEN app.actor_citizen() IS NOT NULL THEN '/my-consents/new' ELSE '/plans/' || plan || '/consents/new' END;
BEGIN
    SELECT * INTO r FROM app.relation(plan);
    SELECT * INTO reader FROM app.consent_reader(plan);
    IF r.related IS NOT TRUE OR r.read_mask & 1 = 0 THEN
        RETURN app.refuse(action, 'plan', plan);
    END IF;
    strip := app.citizen_strip(plan, 'consents');
    matrix := app.consent_matrix(plan);
    current := app.consents_current(plan, reader.may_end);
    PERFORM app.audit(action, plan, r.citizen_id, 1, ARRAY[plan], 'permit', r.basis_code, r.basis_id,
                      CASE r.basis_code WHEN 'self' THEN 'own-data' ELSE 'care' END);
    RETURN matrix || jsonb_build_object('no_plan', false, 'plan_id', plan, 'citizen', strip, 'given_name', strip -> 'given_name',
        'is_citizen', is_citizen, 'access_until_at', r.until, 'may_write', reader.may_write, 'closed', NOT app.plan_is_open(plan), 'every', reader.every, 'current_list', current,
        'past_list', app.consents_past(plan, reader.may_end), 'statutes_list', app.consents_statutes(plan),
        'summary_list', (SELECT coalesce(jsonb_agg(app.consent_summary(e, matrix, reader.every) ORDER BY o), '[]')
                           FROM jsonb_array_elements(current) WITH ORDINALITY x(e, o) WHERE o <= 3),
        'not_asked_list', CASE WHEN reader.every AND reader.may_write THEN (SELECT coalesce(jsonb_agg(jsonb_build_object('name', x.name,
                'href', new_path || '?for=' || x.key) ORDER BY x.place_n, x.name), '[]')
             FROM app.consent_recipients(plan) x WHERE NOT x.asked AND x.kind_code IN ('unit', 'relative')) ELSE '[]' END,
        'new_href', CASE WHEN reader.may_end THEN new_path END);
END
$$;

-- A yes as a card: whom it is about, until when, and what they all do not see.
CREATE OR REPLACE FUNCTION app.consent_summary(item jsonb, matrix jsonb, every boolean) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    unseen jsonb;
BEGIN
    SELECT jsonb_agg(w -> 'class_code' ORDER BY o) INTO unseen
      FROM jsonb_array_elements(matrix -> 'rows_list') WITH ORDINALITY x(w, o)
     WHERE every AND NOT (w ->> 'law')::boolean
       AND EXISTS (SELECT FROM jsonb_array_elements(w -> 'cells_list') c WHERE item #> '{title_msg,who}' ? (c ->> 'name'))
       AND NOT EXISTS (SELECT FROM jsonb_array_elements(w -> 'cells_list') c
                        WHERE item #> '{title_msg,who}' ? (c ->> 'name') AND c ->> 'state_code' NOT IN ('no', 'refused', 'later'));
    RETURN jsonb_build_object('title_msg', item -> 'title_msg', 'href', item -> 'href', 'text_msg', jsonb_build_object(
        'key', CASE WHEN unseen IS NULL THEN 'consent.card_until' ELSE 'consent.card_until_not' END,
        'until_day', item -> 'until_day', 'shared_codes', unseen));
END
$$;
