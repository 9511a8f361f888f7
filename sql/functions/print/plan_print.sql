-- Paper is cut to whom it is for: nothing that one of its readers may not see, nothing that the one who prints may not see.

-- Whom a meeting's print can be for: the readers of the plan and the citizen. id stands for a reader in forms. principals empty: she
-- has no account, and gets what relatives without one get, nothing.
CREATE OR REPLACE FUNCTION app.print_readers(plan uuid)
RETURNS TABLE (id uuid, name text, more text, principals uuid[], role text, kind_code text)
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN QUERY
    SELECT p.citizen_id, c.name, NULL::text, ARRAY[p.citizen_id], 'citizen', 'citizen'
      FROM joint_plan p JOIN citizen c ON c.id = p.citizen_id WHERE p.id = plan
    UNION ALL
    SELECT md5(x.value)::uuid, x.name, x.more, x.principals, x.role, x.kind_code
      FROM app.plan_readers(plan) x WHERE x.kind_code IN ('person', 'relative');
END
$$;

-- The readers of a print: [{"name","principals","role"}]. The citizen; her practice, that is its people in the team and whoever
-- works there; or those whom the meeting's participants are. Empty where there is none.
CREATE OR REPLACE FUNCTION app.print_recipients(plan uuid, recipient text, participants jsonb)
RETURNS TABLE (name text, principals uuid[], role text)
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    IF recipient = 'gp' THEN
        RETURN QUERY
        SELECT n.name, app.reader_principals(NULL, n.id, NULL) || coalesce((
                   SELECT array_agg(x) FROM team_member m CROSS JOIN LATERAL unnest(app.reader_principals(m.user_id, m.unit_id, NULL)) x
                    WHERE m.plan_id = plan AND m.unit_id = n.id AND m.kind_code = 'person' AND m.status_code = 'active'), '{}'), 'caseworker'
          FROM joint_plan p JOIN citizen c ON c.id = p.citizen_id JOIN unit n ON n.id = c.gp_unit_id WHERE p.id = plan;
        RETURN;
    END IF;
    RETURN QUERY SELECT x.name, x.principals, x.role FROM app.print_readers(plan) x
                  WHERE CASE recipient WHEN 'citizen' THEN x.kind_code = 'citizen'
                                       ELSE jsonb_typeof(participants) = 'array' AND participants ? x.id::text END
                  ORDER BY x.kind_code <> 'citizen', x.name;
END
$$;

-- The documents of a plan that every one of them may see: what a relative gets is cut otherwise, so there is none with her.
CREATE OR REPLACE FUNCTION app.print_ids(plan uuid, recipient text, participants jsonb) RETURNS uuid[]
LANGUAGE plpgsql SET search_path = samplan, app, pg_temp AS $$
DECLARE
    ids uuid[] := ARRAY(SELECT d.part_id FROM document d WHERE d.plan_id = plan);
    x record;
BEGIN
    FOR x IN SELECT * FROM app.print_recipients(plan, recipient, participants) LOOP
        ids := ARRAY(SELECT i FROM unnest(ids) i
                      WHERE i::text IN (SELECT jsonb_array_elements_text(app.as_reader(plan, x.principals, x.role) -> 'ids')));
    END LOOP;
    RETURN ids;
END
$$;

-- Why the plan cannot be printed by the actor now, as a refusal, or NULL: 404 without a relation; 403 'break-glass-read-only' for
-- who reads it by an emergency opening.
CREATE OR REPLACE FUNCTION app.print_refusal(action text, plan uuid, r record) RETURNS jsonb
LANGUAGE plpgsql SET search_path = samplan, app, pg_temp AS $$
BEGIN
    IF r.related IS NOT TRUE THEN
        RETURN app.refuse(action, 'plan', plan);
    ELSIF app.glass_on(plan) THEN
        RETURN app.refuse_action(action, plan, plan, 'break-glass-read-only');
    END IF;
    RETURN NULL;
END
$$;

-- GET /plans/{plan_id}/print/new: who will be at the meeting. input: {"plan_id"} · returns {"plan_id","citizen","options":
-- {"participant_ids"},"values"}. 404; 403 'break-glass-read-only'.
CREATE OR REPLACE FUNCTION api.plan_print_new(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    plan uuid := (input ->> 'plan_id')::uuid;
    refused jsonb;
    r record;
BEGIN
    PERFORM app.actor_require();
    SELECT * INTO r FROM app.relation(plan);
    refused := app.print_refusal('plan.print-new', plan, r);
    IF refused IS NOT NULL THEN
        RETURN refused;
    END IF;
    PERFORM app.audit('plan.print-new', plan, r.citizen_id, 1, ARRAY[plan], 'permit', r.basis_code, r.basis_id,
                      CASE r.basis_code WHEN 'self' THEN 'own-data' ELSE 'care' END);
    RETURN jsonb_build_object('plan_id', plan, 'citizen', app.citizen_strip(plan, 'plan'),
        'options', jsonb_build_object('participant_ids', (SELECT coalesce(jsonb_agg(jsonb_build_object('value', x.id, 'label', x.name, 'more', x.more)
                       ORDER BY x.kind_code <> 'citizen', x.kind_code, x.name), '[]') FROM app.print_readers(plan) x)),
        'values', jsonb_build_object('participant_ids', (SELECT coalesce(jsonb_agg(x.id), '[]') FROM app.print_readers(plan) x
                                                          WHERE x.kind_code IN ('citizen', 'person'))));
END
$$;

-- GET /plans/{plan_id}/print. input: {"plan_id","recipient": 'meeting', 'citizen' or 'gp',"participant_ids" (of a meeting),"purpose"?} ·
-- returns what app.plan_text does, cut, with "print": {"id","recipients_list": [{"name"}],"purpose"} and "print_code".
-- 404; 403 'break-glass-read-only'; SP409 'no-practice'; SP422.
CREATE OR REPLACE FUNCTION api.plan_print(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    plan uuid := (input ->> 'plan_id')::uuid;
    recipient text := input ->> 'recipient';
    print_id uuid := gen_random_uuid();
    names text[];
    ids uuid[];
    refused jsonb;
    r record;
BEGIN
    PERFORM app.actor_require();
    PERFORM app.step_up_require();
    SELECT * INTO r FROM app.relation(plan);
    refused := app.print_refusal('plan.print', plan, r);
    IF refused IS NOT NULL THEN
        RETURN refused;
    END IF;
    names := ARRAY(SELECT x.name FROM app.print_recipients(plan, recipient, input -> 'participant_ids') x);
    IF cardinality(names) = 0 AND recipient = 'gp' THEN
        RAISE EXCEPTION 'no-practice' USING ERRCODE = 'SP409';
    ELSIF cardinality(names) = 0
          OR recipient = 'meeting' AND cardinality(names) < jsonb_array_length(input -> 'participant_ids') THEN
        PERFORM app.errors_raise(app.error('participant_ids', CASE WHEN cardinality(names) = 0 THEN 'choose-one' ELSE 'not-an-option' END));
    END IF;
    ids := app.print_ids(plan, recipient, input -> 'participant_ids');
    PERFORM app.audit('plan.print', plan, r.citizen_id, (SELECT coalesce(bit_or(d.class_bit), 0) FROM document d WHERE d.plan_id = plan AND d.part_id = ANY (ids)),
                      print_id || ids, 'permit', r.basis_code, r.basis_id, CASE r.basis_code WHEN 'self' THEN 'own-data' ELSE 'care' END,
                      NULL, NULL, left(recipient || ': ' || array_to_string(names, ', ') || coalesce('. ' || (input ->> 'purpose'), ''), 2000));
    RETURN app.print_document(plan, ids, r) || jsonb_build_object('print_code', recipient, 'print', jsonb_build_object('id', print_id,
        'recipients_list', (SELECT jsonb_agg(jsonb_build_object('name', n) ORDER BY o) FROM unnest(names) WITH ORDINALITY x(n, o)),
        'purpose', input -> 'purpose'));
END
$$;

-- The documents named, in the form of app.plan_text. Says nothing of what was left out.
CREATE OR REPLACE FUNCTION app.print_document(plan uuid, ids uuid[], r record) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    d jsonb;
BEGIN
    SELECT jsonb_build_object('plan', (max(x.body) FILTER (WHERE x.part_id = plan))::jsonb,
               'contributing_plans_list', coalesce(jsonb_agg(x.body::jsonb ORDER BY x.position) FILTER (WHERE x.part_id <> plan), '[]'))
      INTO d FROM document x WHERE x.plan_id = plan AND x.part_id = ANY (ids);
    RETURN d || jsonb_build_object('hidden_n', 0, 'join_requests_list', '[]'::jsonb, 'remarks_new_n', 0, 'seen_at', NULL,
        'citizen_name', CASE WHEN d -> 'plan' = 'null' THEN (SELECT c.name FROM citizen c WHERE c.id = r.citizen_id) END,
        'conflicts_list', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'text_a', c.text_a, 'text_b', c.text_b, 'part_a_id', c.part_a_id,
                               'part_b_id', c.part_b_id, 'from_day', c.day_from, 'to_day', c.day_to, 'note', c.note, 'version', c.version)
                               ORDER BY c.created_at), '[]')
                             FROM plan_conflict c WHERE c.plan_id = plan AND c.status_code = 'open' AND ARRAY[c.part_a_id, c.part_b_id] <@ ids),
        'rights', jsonb_build_object('coordinate', false, 'contribute', false, 'speak', false, 'basis_code', r.basis_code));
END
$$;
