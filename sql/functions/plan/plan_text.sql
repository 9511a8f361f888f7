-- The joint plan as the reader may see it, from stored section documents that the policies pick. The
-- path that most requests take: no query here but what the page needs, no JSON built that is stored, and none
-- parsed: text to the last step. All of it goes by key, so no statement is planned anew for the values of a call, here or in what
-- it calls: PostgreSQL would, where a plan has fewer rows than the average one, and take longer for that than for the rest.
-- Returns {"plan": core or null, "citizen_name" (where there is no core), "contributing_plans_list": […], "hidden_n": parts that are not shown
-- (team members only), "conflicts_list": [{"id","text_a","text_b","part_a_id","part_b_id","from_day",
-- "to_day","note","version"}], "join_requests_list" (coordinator), "remarks_new_n" (coordinator: the citizen's remarks on the plan as a whole that she
-- has not read), "seen_at" (the reader's last visit of the
-- page before this one; null for programs, which do not see), "access_until_at" (when the first of the reader's rights ends by time),
-- "print_code": null (see api.plan_print), "rights": {"coordinate",
-- "contribute","speak","basis_code"},"break_glass": only while the reader has an emergency opening of this plan}. speak: it is the citizen, who writes her own words. The core and each
-- contributing plan hold their latest changes in recent_list, see app.change_excerpt.
DROP FUNCTION IF EXISTS app.plan_text(uuid, text);
CREATE OR REPLACE FUNCTION app.plan_text(plan uuid) RETURNS text
LANGUAGE plpgsql SET search_path = samplan, app, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    r record;
    bits integer[];
    logged boolean;
    core text;
    parts text;
    part_ids uuid[];
    part_bits integer[];
    shown_n integer;
    mask integer;
    seen timestamptz;
    conflicts text;
    requests text;
    remarks integer := 0;
    name text;
    in_team boolean;
    pending integer := 0;
    part_n integer;
    rest text;
BEGIN
    r := app.relation(plan);
    IF r.related IS NOT TRUE THEN
        RETURN app.refuse('plan.show', 'plan', plan)::text;
    END IF;
    -- What she can read of no document is passed over by this comparison, which may run before the policy; what she can
    -- read of one is for the policy to decide.
    bits := ARRAY[r.read_any & 1, r.read_any & 2, r.read_any & 4, r.read_any & 8, r.read_any & 16, r.read_any & 32,
                  r.read_any & 64, r.read_any & 128, r.read_any & 256, r.read_any & 512, r.read_any & 1024,
                  r.read_any & 2048, r.read_any & 4096];
    SELECT max(d.body) FILTER (WHERE d.part_id = plan),
           string_agg(d.body, ',' ORDER BY d.position) FILTER (WHERE d.part_id <> plan),
           array_agg(d.part_id), array_agg(d.class_bit), count(*) FILTER (WHERE d.part_id <> plan), bit_or(d.class_bit)
      INTO core, parts, part_ids, part_bits, shown_n, mask
      FROM document d WHERE d.plan_id = plan AND d.class_bit = ANY (bits);
    IF current_setting('samplan.interface', true) = 'html' THEN
        seen := app.plan_seen_mark(plan);
    END IF;
    -- how much there is, is told in the team; to nobody who reads by consent, in an emergency, or after she left
    in_team := r.basis_code IN ('self', 'coordination', 'team', 'unit-team');
    IF core IS NULL THEN
        SELECT c.name INTO name FROM citizen c WHERE c.id = r.citizen_id;
    ELSE
        part_n := app.plan_part_n(core);
        IF NOT in_team THEN
            core := overlay(core PLACING 'null' FROM position('"part_n": ' IN core) + 10 FOR length(part_n::text));
            part_n := NULL;
        END IF;
    END IF;
    IF shown_n > 1 OR r.write_mask & (1 << 25) <> 0 THEN
        pending := app.plan_pending(plan);
    END IF;
    IF shown_n > 1 AND pending & 1 <> 0 THEN
        SELECT string_agg(json_build_object('id', c.id, 'text_a', c.text_a, 'text_b', c.text_b, 'part_a_id', c.part_a_id,
                   'part_b_id', c.part_b_id, 'from_day', c.day_from, 'to_day', c.day_to, 'note', c.note,
                   'version', c.version)::text, ',' ORDER BY c.created_at)
          INTO conflicts FROM plan_conflict c WHERE c.plan_id = plan AND c.status_code = 'open';
    END IF;
    IF r.write_mask & (1 << 25) <> 0 AND pending & 2 <> 0 THEN
        SELECT string_agg(json_build_object('id', j.id, 'name', u.name, 'unit', n.name)::text, ',' ORDER BY j.created_at)
          INTO requests
          FROM join_request j JOIN user_account u ON u.id = j.requester_user_id JOIN unit n ON n.id = j.requester_unit_id
         WHERE j.plan_id = plan AND j.status_code = 'requested';
    END IF;
    IF r.write_mask & (1 << 25) <> 0 AND pending & 4 <> 0 THEN
        SELECT count(*) INTO remarks FROM remark x WHERE x.plan_id = plan AND x.about_code = 'plan'
           AND NOT EXISTS (SELECT FROM remark_read d WHERE d.remark_id = x.id AND d.user_id = app.actor_user());
    END IF;
    -- an expression: PERFORM would make a statement of it
    logged := app.audit('plan.show', plan, r.citizen_id, mask, part_ids, 'permit', r.basis_code, r.basis_id,
                        CASE r.basis_code WHEN 'self' THEN 'own-data' ELSE 'care' END, NULL, NULL, NULL,
                        CASE WHEN shown_n > 0 AND r.basis_code <> 'self' THEN app.plan_bases(plan, part_ids, part_bits, mask) END) IS NOT NULL;
    -- what is short first; then the documents, which are long, once
    rest := '],"hidden_n":' || greatest(part_n - shown_n, 0)
        || ',"conflicts_list":[' || coalesce(conflicts, '')
        || '],"join_requests_list":[' || coalesce(requests, '')
        || '],"remarks_new_n":' || remarks || ',"seen_at":' || coalesce(to_json(seen)::text, 'null')
        || ',"access_until_at":' || coalesce(to_json(r.until)::text, 'null')
        || ',"print_code":null,"print":null'
        || ',"rights":{"coordinate":' || CASE WHEN r.write_mask & (1 << 25) <> 0 THEN 'true' ELSE 'false' END
        || ',"contribute":' || CASE WHEN r.write_mask & (1 << 24) <> 0 THEN 'true' ELSE 'false' END
        || ',"speak":' || CASE WHEN r.write_mask & 512 <> 0 THEN 'true' ELSE 'false' END
        || ',"basis_code":"' || r.basis_code || '"}'
        || CASE WHEN current_setting('samplan.glass', true) <> '' AND app.glass_on(plan)
                THEN ',"break_glass":' || app.break_glass_plan_document()::text ELSE '' END || '}';
    RETURN concat('{"plan":', coalesce(core, 'null'), ',"citizen_name":', coalesce(to_json(name)::text, 'null'),
                  ',"contributing_plans_list":[', parts, rest);
END
$$;

-- Which of the rare things a plan has at all: 1 open conflicts, 2 requests to join, 4 remarks on the plan as a whole. Three looks
-- by index, so that the queries whose policies decide who sees them are made only where there is something.
CREATE OR REPLACE FUNCTION app.plan_pending(plan uuid) RETURNS integer
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN (SELECT EXISTS (SELECT FROM plan_conflict c WHERE c.plan_id = plan AND c.status_code = 'open')::integer
                 | EXISTS (SELECT FROM join_request j WHERE j.plan_id = plan AND j.status_code = 'requested')::integer * 2
                 | EXISTS (SELECT FROM remark x WHERE x.plan_id = plan AND x.about_code = 'plan')::integer * 4);
END
$$;
ALTER FUNCTION app.plan_pending(uuid) OWNER TO samplan_derive;

-- How many contributing plans the plan has, out of the text of its core. Parsing all of it for one number
-- costs more than reading the documents; in a text value the quotes would be escaped, so the first match
-- is the member itself.
CREATE OR REPLACE FUNCTION app.plan_part_n(core text) RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT substring(substr(core, position('"part_n": ' IN core) + 10, 8) FROM '^\d+')::integer
$$;
