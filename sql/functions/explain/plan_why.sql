-- "Hvorfor kan jeg se det her?": the reasons for which the reader sees something now, from the very rows that were enforced.

-- The reasons that give `mask` of a plan (part: of one contributing plan of it) to whoever the actor settings name, strongest
-- first: [{facts of app.basis_facts,"since_at","until_at","until_day": the last day, where it ends with a day}]. Reads `access` under its policy, as every other policy does.
CREATE OR REPLACE FUNCTION app.why_reasons(plan uuid, mask integer, part uuid) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN (SELECT coalesce(jsonb_agg(app.basis_facts(g.basis_code, g.basis_id) || jsonb_build_object(
                   'since_at', CASE WHEN g.since > '-infinity' THEN g.since END,
                   'until_at', CASE WHEN g.until < 'infinity' THEN g.until END,
                   'until_day', CASE WHEN (g.until AT TIME ZONE 'Europe/Copenhagen')::time = '00:00' THEN app.last_day(g.until) END)
                   ORDER BY app.basis_rank(g.basis_code), g.until DESC, g.basis_id), '[]')
      FROM (SELECT x.basis_code, x.basis_id, max(x.since) AS since, max(x.until) AS until
              FROM access x
             WHERE x.plan_id = plan AND x.principal = ANY ((SELECT app.actor_principals())::uuid[])
               AND x.since <= now() AND x.until > now()
               AND x.read_mask & mask <> 0 AND (x.part_id IS NULL OR x.part_id = part)
             GROUP BY x.basis_code, x.basis_id) g);
END
$$;

-- What the actor sees of a plan now, a row a section: the core and each contributing plan that she gets, then the classes that she
-- reads without one. class, part: this one alone, NULL all.
CREATE OR REPLACE FUNCTION app.why_sections(plan uuid, class text DEFAULT NULL, part uuid DEFAULT NULL)
RETURNS TABLE (class_code text, part_id uuid, title text, reasons jsonb)
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN QUERY
    WITH shown AS (
        SELECT d.part_id, d.class_bit, d.position, c.title
          FROM document d LEFT JOIN contributing_plan c ON c.id = d.part_id WHERE d.plan_id = plan),
    section AS (
        SELECT s.code, d.part_id AS part, d.title, d.position, d.part_id AS asked
          FROM shown d JOIN section_class s ON 1 << s.bit = d.class_bit
        UNION ALL
        SELECT s.code, NULL, NULL, 1000 + s.bit, app.relative_document(plan, s.code)
          FROM section_class s WHERE NOT EXISTS (SELECT FROM shown d WHERE d.class_bit = 1 << s.bit))
    SELECT x.code, CASE WHEN x.title IS NOT NULL THEN x.part END, x.title, r.reasons
      FROM section x CROSS JOIN LATERAL (SELECT app.why_reasons(plan, 1 << s.bit, x.asked) AS reasons FROM section_class s WHERE s.code = x.code) r
     WHERE r.reasons <> '[]' AND (why_sections.part IS NULL OR x.part = why_sections.part)
       AND (why_sections.class IS NULL OR x.code = why_sections.class)
     ORDER BY x.position;
END
$$;

-- Whom a member of the team asks about what is not shared with her: the coordinator, the citizen, and in an emergency herself, where
-- her sector's rule allows it. Says nothing of what it is. NULL for who does not read the core.
CREATE OR REPLACE FUNCTION app.why_ask(plan uuid) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    core text := (SELECT d.body FROM document d WHERE d.plan_id = plan AND d.part_id = plan);
    strip jsonb;
    emergency boolean;
BEGIN
    IF core IS NULL OR app.actor_role() <> 'caseworker' OR NOT app.told_of_hidden(plan) THEN
        RETURN NULL;
    END IF;
    strip := app.citizen_strip(plan);
    emergency := EXISTS (SELECT FROM break_glass_rule b JOIN unit n ON n.sector_code = b.sector_code
                          WHERE n.id = app.actor_unit() AND b.valid_from <= app.today() AND (b.valid_to IS NULL OR b.valid_to > app.today()));
    RETURN jsonb_build_object('hidden_n', greatest(app.plan_part_n(core) - (SELECT count(*) FROM document d
                                                    WHERE d.plan_id = plan AND d.part_id <> plan), 0),
        'given_name', strip -> 'given_name', 'coordinator', strip -> 'coordinator',
        'is_coordinator', app.is_coordinator(plan), 'may_break_glass', emergency);
END
$$;

-- The strongest reason of somebody close to the citizen, who has no relation to the plan but documents of her own.
CREATE OR REPLACE FUNCTION app.why_relative(plan uuid, OUT related boolean, OUT citizen_id uuid, OUT basis_code text, OUT basis_id uuid)
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    SELECT true, x.citizen_id, x.basis_code, x.basis_id INTO related, citizen_id, basis_code, basis_id
      FROM access x
     WHERE x.plan_id = plan AND x.principal = ANY ((SELECT app.actor_principals())::uuid[]) AND x.since <= now() AND x.until > now()
     ORDER BY app.basis_rank(x.basis_code) LIMIT 1;
END
$$;

-- GET /plans/{plan_id}/why. input: {"plan_id","class"?: a section class,"part"?: a contributing plan} · returns {"plan_id","citizen",
-- "class_code","part_title","own": it is her own plan,"sections_list": [{"class_code","part_id","title","reasons_list"}],"ask"}.
-- A class that she does not see gives no section, whether the plan has any of it or not. 404 without a relation, and for a
-- contributing plan that she does not see.
CREATE OR REPLACE FUNCTION api.plan_why(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    plan uuid := (input ->> 'plan_id')::uuid;
    part uuid := (input ->> 'part')::uuid;
    c contributing_plan;
    r record;
    sections jsonb;
BEGIN
    PERFORM app.actor_require();
    SELECT * INTO r FROM app.relation(plan, part);
    IF app.actor_role() = 'relative' THEN
        r := app.why_relative(plan);
    END IF;
    IF r.related IS NOT TRUE THEN
        RETURN app.refuse('plan.why', 'plan', plan);
    END IF;
    IF part IS NOT NULL THEN
        SELECT x.* INTO c FROM contributing_plan x WHERE x.id = part AND x.plan_id = plan;
        IF NOT FOUND THEN
            RETURN app.refuse('plan.why', 'plan', plan);
        END IF;
    END IF;
    SELECT coalesce(jsonb_agg(jsonb_build_object('class_code', s.class_code, 'part_id', s.part_id, 'title', s.title,
                                                 'reasons_list', s.reasons)), '[]')
      INTO sections FROM app.why_sections(plan, CASE WHEN part IS NULL THEN input ->> 'class' END, part) s;
    PERFORM app.audit('plan.why', plan, r.citizen_id,
        app.class_mask((SELECT array_agg(s ->> 'class_code') FROM jsonb_array_elements(sections) s)),
        array_remove(ARRAY[plan, part], NULL), 'permit', r.basis_code, r.basis_id,
        CASE r.basis_code WHEN 'self' THEN 'own-data' ELSE 'care' END);
    RETURN jsonb_build_object('plan_id', plan, 'citizen', app.citizen_strip(plan, 'plan'), 'class_code', input -> 'class',
        'part_title', c.title, 'own', r.basis_code = 'self', 'sections_list', sections, 'ask', app.why_ask(plan));
END
$$;
