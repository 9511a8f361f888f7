-- GET /plans/{plan_id}/seen-as: the plan as somebody else gets it, for the citizen and the coordinator.
-- input: {"plan_id","reader"?: a value of app.plan_readers} · returns {"plan_id","citizen","readers_list": [{"value","kind_code","name",
-- "more","current"}],"reader": {"name","more","kind_code"} or null, "seen": null or {"core","parts_list": documents with reasons_list,
-- "core_reasons_list","cut_list": what relatives get, see app.document_relative,"later_list": classes that would be shown if the plan had any,
-- "hidden_n": how many parts the reader is told of, "not_yours_n": what the reader sees and the asker may not, "closed_list": what the
-- asker sees and the reader does not}}. Never more than the asker may see herself.
-- 404 without a relation, 403 'coordinator-only', SP422 for a reader who is none.
CREATE OR REPLACE FUNCTION api.plan_seen_as(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    plan uuid := (input ->> 'plan_id')::uuid;
    r record;
    name text;
    more text;
    kind text;
    principals uuid[];
    role text;
    got jsonb;
    seen jsonb;
BEGIN
    PERFORM app.actor_require();
    SELECT * INTO r FROM app.relation(plan);
    IF r.related IS NOT TRUE THEN
        RETURN app.refuse('plan.seen-as', 'plan', plan);
    END IF;
    IF r.basis_code <> 'self' AND r.write_mask & (app.right_coordinate() | app.right_reopen()) = 0 THEN
        RETURN app.refuse_action('plan.seen-as', plan, plan, 'coordinator-only');
    END IF;
    IF input ->> 'reader' IS NOT NULL THEN
        SELECT p.name, p.more, p.kind_code, p.principals, p.role INTO name, more, kind, principals, role
          FROM app.plan_readers(plan) p WHERE p.value = input ->> 'reader';
        IF NOT FOUND THEN
            PERFORM app.errors_raise(app.error('reader', 'not-an-option'));
        END IF;
        got := app.as_reader(plan, principals, role);
        seen := app.seen_document(plan, got, r.read_mask);
    END IF;
    PERFORM app.audit('plan.seen-as', plan, r.citizen_id, app.seen_mask(seen), array_remove(ARRAY[plan] || app.seen_ids(seen), NULL), 'permit',
                      r.basis_code, r.basis_id, CASE r.basis_code WHEN 'self' THEN 'own-data' ELSE 'care' END, NULL, NULL,
                      nullif(concat_ws(', ', name, more), ''));
    RETURN jsonb_build_object('plan_id', plan, 'citizen', app.citizen_strip(plan, 'plan'),
        'readers_list', (SELECT coalesce(jsonb_agg(jsonb_build_object('value', p.value, 'kind_code', p.kind_code, 'name', p.name, 'more', p.more,
                             'current', p.value IS NOT DISTINCT FROM (input ->> 'reader')) ORDER BY p.kind_code = 'unit', p.kind_code, p.name), '[]')
                           FROM app.plan_readers(plan) p),
        'reader', CASE WHEN seen IS NOT NULL THEN jsonb_build_object('name', name, 'more', more, 'kind_code', kind) END,
        'seen', seen);
END
$$;

-- got (app.as_reader) cut to what the actor may see. What is cut for relatives she may see where she reads the whole class.
CREATE OR REPLACE FUNCTION app.seen_document(plan uuid, got jsonb, own_mask integer) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    ids constant uuid[] := ARRAY(SELECT jsonb_array_elements_text(got -> 'ids')::uuid);
    d jsonb;
    cut jsonb;
BEGIN
    SELECT jsonb_build_object(
        'core', (max(x.body) FILTER (WHERE x.part_id = plan AND x.theirs))::jsonb,
        'parts_list', coalesce(jsonb_agg(x.body::jsonb || jsonb_build_object('reasons_list', app.seen_reasons(got, x.part_id)) ORDER BY x.position)
                               FILTER (WHERE x.part_id <> plan AND x.theirs), '[]'),
        'closed_list', coalesce(jsonb_agg(jsonb_build_object('title', x.body::jsonb -> 'title', 'sector_code', x.body::jsonb -> 'sector_code')
                                          ORDER BY x.position) FILTER (WHERE x.part_id <> plan AND NOT x.theirs), '[]'),
        'not_yours_n', cardinality(ids) - count(*) FILTER (WHERE x.theirs))
      INTO d
      FROM (SELECT o.body, o.part_id, o.position, o.part_id = ANY (ids) AS theirs FROM document o WHERE o.plan_id = plan) x;
    SELECT coalesce(jsonb_agg(c), '[]') INTO cut FROM jsonb_array_elements(got -> 'cut_list') c
     WHERE own_mask & app.class_bit(c ->> 'class_code') <> 0;
    RETURN d || jsonb_build_object('hidden_n', got -> 'hidden_n', 'cut_list', cut,
        'not_yours_n', (d ->> 'not_yours_n')::integer + jsonb_array_length(got -> 'cut_list') - jsonb_array_length(cut),
        'core_reasons_list', (SELECT coalesce(jsonb_agg(e), '[]') FROM jsonb_array_elements(got -> 'sections') s, jsonb_array_elements(s -> 'reasons_list') e
                               WHERE s ->> 'class_code' = 'core'),
        'later_list', (SELECT coalesce(jsonb_agg(DISTINCT jsonb_build_object('class_code', s -> 'class_code')), '[]')
                         FROM jsonb_array_elements(got -> 'sections') s
                        WHERE s ->> 'part_id' IS NULL AND s ->> 'class_code' <> 'core' AND got -> 'cut_list' = '[]'));
END
$$;

-- Why the reader sees one part.
CREATE OR REPLACE FUNCTION app.seen_reasons(got jsonb, part uuid) RETURNS jsonb
LANGUAGE sql IMMUTABLE AS $$
    SELECT coalesce((SELECT s -> 'reasons_list' FROM jsonb_array_elements(got -> 'sections') s WHERE s ->> 'part_id' = part::text LIMIT 1), '[]')
$$;

-- What was shown, for the log: the classes and the parts.
CREATE OR REPLACE FUNCTION app.seen_mask(seen jsonb) RETURNS integer
LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN seen -> 'core' <> 'null'::jsonb THEN 1 ELSE 0 END
         | app.class_mask(ARRAY(SELECT p ->> 'class_code' FROM jsonb_array_elements((seen -> 'parts_list') || (seen -> 'cut_list')) p))
$$;
CREATE OR REPLACE FUNCTION app.seen_ids(seen jsonb) RETURNS uuid[]
LANGUAGE sql IMMUTABLE AS $$
    SELECT ARRAY(SELECT (p ->> 'id')::uuid FROM jsonb_array_elements(seen -> 'parts_list') p)
$$;
