-- What somebody close to a citizen sees when she signs in. Everything comes from the documents that are cut for
-- relatives, picked by the policies; nothing else of a plan is open to her.

-- GET /relative: her start page. One audit row a citizen, with the right that it rests on; without any right, one without a citizen.
-- returns {"citizens_list": [{"plan_id","given_name","basis_code","coordinator","until_day": the earliest end of something
-- shown, NULL: no end,"sections_list": [{"section_code","href","until_day"}],"crisis_href","goals_list","appointments_list"}],
-- "tasks_list","invitations_list","access_until_at": when the page must be fetched anew}.
CREATE OR REPLACE FUNCTION api.relative_home(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    citizens jsonb;
    tasks jsonb;
    invitations jsonb;
BEGIN
    PERFORM app.actor_require();
    SELECT coalesce(jsonb_agg(app.relative_citizen(x.plan_id) ORDER BY x.plan_id), '[]') INTO citizens
      FROM (SELECT DISTINCT d.plan_id FROM access a JOIN document d ON d.plan_id = a.plan_id AND d.audience_code = 'relative'
             WHERE a.principal = ANY ((SELECT app.actor_principals())::uuid[])) x;
    tasks := app.outside_tasks();
    invitations := app.invitations_mine();
    IF citizens = '[]' THEN
        PERFORM app.audit('relative.home', NULL, NULL, 0, NULL, 'permit', 'none', NULL, 'relative');
    ELSE
        PERFORM app.relative_audit('relative.home', (c ->> 'plan_id')::uuid, NULL) FROM jsonb_array_elements(citizens) c;
    END IF;
    PERFORM app.outside_audit('relative.home', tasks, invitations, ARRAY(SELECT (c ->> 'plan_id')::uuid FROM jsonb_array_elements(citizens) c));
    RETURN jsonb_build_object('citizens_list', citizens, 'tasks_list', app.outside_list(tasks), 'invitations_list', app.outside_list(invitations),
        'access_until_at', app.relative_until());
END
$$;

-- One citizen on that page.
CREATE OR REPLACE FUNCTION app.relative_citizen(plan uuid) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    d record;
    body jsonb;
    result jsonb := '{}';
    sections jsonb := '[]';
    until timestamptz;
BEGIN
    FOR d IN SELECT x.body::jsonb AS body, k.* FROM document x
               CROSS JOIN LATERAL app.decision(plan, x.body::jsonb ->> 'class_code', x.part_id) k
              WHERE x.plan_id = plan AND x.audience_code = 'relative' AND k.permit ORDER BY x.class_bit LOOP
        body := app.relative_shown(d.body);
        until := least(until, d.until);
        -- what holds nothing tells a parent, who has a right to every section, nothing
        sections := CASE WHEN d.basis_code = 'custody' AND body ->> 'class_code' <> 'core' AND body -> 'parts_list' = '[]'
                              AND coalesce(body -> 'appointments_list', '[]') = '[]' AND body ->> 'admitted_since_day' IS NULL THEN sections ELSE sections || jsonb_build_object('section_code', body -> 'class_code', 'basis_code', d.basis_code,
            'href', '/relative/' || plan || '/' || (body ->> 'class_code'),
            'until_day', CASE WHEN d.until < 'infinity' THEN (d.until AT TIME ZONE 'Europe/Copenhagen')::date - 1 END) END;
        result := jsonb_build_object('goals_list', '[]'::jsonb, 'appointments_list', '[]'::jsonb, 'crisis_href', NULL) || result
            || jsonb_build_object('given_name', body -> 'given_name', 'coordinator', body -> 'coordinator', 'basis_code', d.basis_code);
        IF body ->> 'class_code' = 'core' THEN
            result := result || jsonb_build_object('goals_list', body -> 'goals_list', 'appointments_list', body -> 'appointments_list');
        ELSIF body ->> 'class_code' = 'crisis-plan' AND jsonb_array_length(body -> 'parts_list') > 0 THEN
            result := result || jsonb_build_object('crisis_href', '/relative/' || plan || '/crisis-plan');
        END IF;
    END LOOP;
    RETURN result || jsonb_build_object('plan_id', plan, 'sections_list', sections,
        'until_day', CASE WHEN until < 'infinity' THEN (until AT TIME ZONE 'Europe/Copenhagen')::date - 1 END);
END
$$;

-- GET /relative/{plan_id}/{class_code}: one section. Hidden, ended and absent look the same.
-- returns the document, with "coordinator" for now,"section_code","basis_code","until_day","access_until_at".
CREATE OR REPLACE FUNCTION api.relative_section(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    plan uuid := (input ->> 'plan_id')::uuid;
    part uuid := app.relative_document(plan, input ->> 'class_code');
    body jsonb;
    k record;
BEGIN
    PERFORM app.actor_require();
    SELECT d.body::jsonb INTO body FROM document d WHERE d.plan_id = plan AND d.part_id = part AND d.audience_code = 'relative';
    SELECT * INTO k FROM app.decision(plan, input ->> 'class_code', part);
    IF body IS NULL OR NOT k.permit THEN
        RETURN app.refuse('relative.section', 'plan', plan);
    END IF;
    PERFORM app.relative_audit('relative.section', plan, input ->> 'class_code');
    body := app.relative_shown(body);
    RETURN '{"goals_list": [], "appointments_list": [], "parts_list": [], "admitted_since_day": null, "admitted_unit": null}'::jsonb || body
        || jsonb_build_object('id', plan, 'section_code', body -> 'class_code', 'basis_code', k.basis_code,
            'until_day', CASE WHEN k.until < 'infinity' THEN (k.until AT TIME ZONE 'Europe/Copenhagen')::date - 1 END,
            'access_until_at', app.relative_until());
END
$$;

-- A stored document as it is at this moment: who coordinates now, and what is still to come.
CREATE OR REPLACE FUNCTION app.relative_shown(body jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    k jsonb;
BEGIN
    SELECT x INTO k FROM jsonb_array_elements(body -> 'coordinations') x
     WHERE (x ->> 'started_at')::timestamptz <= now() AND coalesce((x ->> 'ended_at')::timestamptz, 'infinity') > now() LIMIT 1;
    RETURN body - 'coordinations' || jsonb_build_object('coordinator', CASE WHEN k IS NOT NULL THEN jsonb_build_object('name', k -> 'name',
               'phone', app.phone_text(k ->> 'phone'), 'phone_href', app.phone_href(k ->> 'phone'), 'phone_hours', k -> 'phone_hours') END)
        || CASE WHEN body ? 'appointments_list' THEN jsonb_build_object('appointments_list',
               (SELECT coalesce(jsonb_agg(a ORDER BY o), '[]') FROM jsonb_array_elements(body -> 'appointments_list') WITH ORDINALITY x(a, o)
                 WHERE coalesce((a ->> 'end_at')::timestamptz, (a ->> 'start_at')::timestamptz + interval '1 hour') > now())) ELSE '{}' END;
END
$$;

-- The audit row of reading a class (NULL: all that are shown), with the right that opens it: the citizen's yes, guardianship or
-- custody.
CREATE OR REPLACE FUNCTION app.relative_audit(action text, plan uuid, class_code text) RETURNS void
LANGUAGE plpgsql SET search_path = samplan, app, pg_temp AS $$
DECLARE
    a record;
    mask integer;
BEGIN
    SELECT bit_or(x.read_mask) INTO mask FROM access x
     WHERE x.plan_id = plan AND x.principal = ANY (app.actor_principals()) AND x.since <= now() AND x.until > now()
       AND (relative_audit.class_code IS NULL OR x.part_id = app.relative_document(plan, relative_audit.class_code));
    SELECT x.citizen_id, x.basis_code, x.basis_id INTO a FROM access x
     WHERE x.plan_id = plan AND x.principal = ANY (app.actor_principals()) AND x.since <= now() AND x.until > now()
       AND (relative_audit.class_code IS NULL OR x.part_id = app.relative_document(plan, relative_audit.class_code))
     ORDER BY app.basis_rank(x.basis_code), x.until DESC LIMIT 1;
    PERFORM app.audit(action, plan, a.citizen_id, mask, ARRAY[plan], 'permit', a.basis_code, a.basis_id, 'relative');
END
$$;

-- The next instant at which something she is shown closes, or what she will be shown opens.
CREATE OR REPLACE FUNCTION app.relative_until() RETURNS timestamptz
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN (SELECT nullif(min(x.until), 'infinity') FROM access x
             WHERE x.principal = ANY (app.actor_principals()) AND x.since <= now() AND x.until > now());
END
$$;
