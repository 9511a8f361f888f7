-- GET /plans/{plan_id}: the joint plan as the reader may see it, from stored section documents that
-- the policies pick.
-- input: {"plan_id"} · returns {"plan": core or null, "contributing_plans_list": […], "hidden_n": parts
-- that are not shown (team members only), "conflicts_list", "changes_list" (latest 6), "seen_at" (the
-- reader's last visit before this one), "rights": {"coordinate","contribute","basis_code"}}.
-- Refuses with 404 where the reader has no relation.
CREATE OR REPLACE FUNCTION api.plan_show(input jsonb) RETURNS json
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    plan uuid := (input ->> 'plan_id')::uuid;
    r record;
    core text;
    parts text;
    part_ids uuid[];
    shown_n integer;
    mask integer;
    seen timestamptz;
    changes text;
    conflicts text;
BEGIN
    PERFORM app.actor_require();
    SELECT * INTO r FROM app.relation(plan);
    IF NOT r.found THEN
        RETURN app.refuse('plan.show', 'plan', plan)::json;
    END IF;
    SELECT max(d.body) FILTER (WHERE d.part_id = plan),
           string_agg(d.body, ',' ORDER BY d.position) FILTER (WHERE d.part_id <> plan),
           array_agg(d.part_id), count(*) FILTER (WHERE d.part_id <> plan), bit_or(d.class_bit)
      INTO core, parts, part_ids, shown_n, mask
      FROM document d WHERE d.plan_id = plan;
    seen := app.plan_seen_mark(plan);
    SELECT string_agg(x.body, ',' ORDER BY x.id DESC) INTO changes FROM app.change_recent(plan, 6) x;
    SELECT string_agg(json_build_object('id', c.id, 'text_a', c.text_a, 'text_b', c.text_b, 'part_a_id', c.part_a_id,
               'part_b_id', c.part_b_id, 'day_from_day', c.day_from, 'day_to_day', c.day_to, 'note', c.note,
               'version', c.version)::text, ',')
      INTO conflicts FROM plan_conflict c WHERE c.plan_id = plan AND c.status_code = 'open';
    PERFORM app.audit('plan.show', plan, r.citizen_id, mask, part_ids, 'permit', r.basis_code, r.basis_id,
                      CASE r.basis_code WHEN 'self' THEN 'own-data' ELSE 'care' END);
    RETURN ('{"plan":' || coalesce(core, 'null')
        || ',"contributing_plans_list":[' || coalesce(parts, '')
        || '],"hidden_n":' || CASE WHEN core IS NULL THEN 0 ELSE greatest((core::json ->> 'part_n')::integer - shown_n, 0) END
        || ',"conflicts_list":[' || coalesce(conflicts, '')
        || '],"changes_list":[' || coalesce(changes, '')
        || '],"seen_at":' || coalesce(to_json(seen)::text, 'null')
        || ',"rights":{"coordinate":' || CASE WHEN r.write_mask & (1 << 25) <> 0 THEN 'true' ELSE 'false' END
        || ',"contribute":' || CASE WHEN r.write_mask & (1 << 24) <> 0 THEN 'true' ELSE 'false' END
        || ',"basis_code":' || to_json(r.basis_code)::text || '}}')::json;
END
$$;
