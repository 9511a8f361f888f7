-- GET /plans/{plan_id}/notes: what has been noted, newest first: in the shared core and in the parts that the reader sees. A note
-- is never changed or removed: a correction stands under it, a withdrawn one says why.
-- input: {"plan_id","belongs_to"?: 'core', 'private' or a contributing plan,"note_id"?: marked with "at","cursor"} · returns {"id","plan_id","citizen": strip,
-- "notes_list": [app.note_row …],"next","first_page","places_list","may_add","options": {"belongs_to"},"values","draft"}.
CREATE OR REPLACE FUNCTION api.note_list(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    plan uuid := (input ->> 'plan_id')::uuid;
    n constant integer := 50;
    before bigint := coalesce((app.cursor_decode(input ->> 'cursor') ->> 'u')::bigint, 9223372036854775807);
    r record;
    rows jsonb;
    mask integer;
    next jsonb;
    places jsonb;
BEGIN
    PERFORM app.actor_require();
    SELECT * INTO r FROM app.relation(plan);
    IF r.related IS NOT TRUE THEN
        RETURN app.refuse('note.list', 'plan', plan);
    END IF;
    SELECT coalesce(jsonb_agg(app.note_row(x, r.write_mask) || jsonb_build_object('at', x.id::text IS NOT DISTINCT FROM input ->> 'note_id') ORDER BY x.created_at DESC, x.id), '[]'), bit_or(app.class_bit(x.class_code)),
           jsonb_agg(jsonb_build_object('u', (extract(epoch FROM x.created_at) * 1000000)::bigint) ORDER BY x.created_at DESC, x.id) -> (n - 1)
      INTO rows, mask, next
      FROM (SELECT y.* FROM note y WHERE y.plan_id = plan AND y.amends_id IS NULL
               AND (extract(epoch FROM y.created_at) * 1000000)::bigint < before
               AND CASE WHEN input ->> 'belongs_to' IS NULL THEN true
                        WHEN input ->> 'belongs_to' IN ('core', 'private') THEN y.class_code = input ->> 'belongs_to'
                        ELSE y.contributing_plan_id::text = input ->> 'belongs_to' END
             ORDER BY y.created_at DESC, y.id LIMIT n + 1) x;
    IF jsonb_array_length(rows) > n THEN
        rows := rows - n;
    ELSE
        next := NULL;
    END IF;
    PERFORM app.audit('note.list', plan, r.citizen_id, coalesce(mask, 1), (SELECT array_agg((e ->> 'id')::uuid) FROM jsonb_array_elements(rows) e),
                      'permit', r.basis_code, r.basis_id, CASE r.basis_code WHEN 'self' THEN 'own-data' ELSE 'care' END,
                      jsonb_array_length(rows));
    places := CASE WHEN EXISTS (SELECT FROM joint_plan p WHERE p.id = plan AND p.status_code IN ('draft', 'active', 'on-hold'))
                   THEN app.note_places(plan, r.write_mask) ELSE '[]' END;
    RETURN jsonb_build_object('id', plan, 'plan_id', plan, 'citizen', app.citizen_strip(plan, 'notes'), 'notes_list', rows,
        'next', app.cursor_encode(next), 'first_page', input ->> 'cursor' IS NULL, 'may_add', places <> '[]',
        'options', jsonb_build_object('belongs_to', places), 'values', jsonb_build_object('belongs_to', places #> '{0,value}'),
        'draft', app.draft_get('/plans/' || plan || '/notes'));
END
$$;

-- Where the actor may note something: the core, her own unit's parts, for the citizen what is for her alone. The labels of
-- 'core' and 'private' are given by the page.
CREATE OR REPLACE FUNCTION app.note_places(plan uuid, write_mask integer) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN CASE WHEN write_mask & app.right_contribute() <> 0 THEN '[{"value": "core"}]'::jsonb ELSE '[]' END
        || CASE WHEN write_mask & app.class_bit('private') <> 0 THEN '[{"value": "private"}]'::jsonb ELSE '[]' END
        || (SELECT coalesce(jsonb_agg(o - 'sector_code' ORDER BY i), '[]')
              FROM jsonb_array_elements(app.task_options(plan, NULL, NULL) -> 'contributing_plan_id') WITH ORDINALITY x(o, i));
END
$$;

-- {"id","version","text","section_code","part_title","sector_code","name","title","unit","initials","created_at","withdrawn","withdrawn_reason",
-- "withdrawn_at","may_amend","amendments_list": [{"text","name","created_at"}]}. Its author, and colleagues of the unit that she
-- wrote it in, may correct or withdraw it.
CREATE OR REPLACE FUNCTION app.note_row(x samplan.note, write_mask integer) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN jsonb_build_object('id', x.id, 'version', x.version, 'text', x.text, 'section_code', x.class_code,
        'part_title', (SELECT c.title FROM contributing_plan c WHERE c.id = x.contributing_plan_id),
        'sector_code', (SELECT c.sector_code FROM contributing_plan c WHERE c.id = x.contributing_plan_id),
        'name', (SELECT u.name FROM user_account u WHERE u.id = x.created_by),
        'unit', (SELECT n.name FROM unit n WHERE n.id = x.created_unit_id), 'created_at', x.created_at,
        'withdrawn', x.status_code = 'withdrawn', 'withdrawn_at', CASE x.status_code WHEN 'withdrawn' THEN x.changed_at END,
        'withdrawn_reason', CASE x.status_code WHEN 'withdrawn' THEN
            (SELECT c.reason FROM change c WHERE c.entity_id = x.id AND c.action_code = 'update' ORDER BY c.id DESC LIMIT 1) END,
        'may_amend', x.status_code = 'current' AND app.note_mine(x),
        'amendments_list', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', y.id, 'text', y.text, 'created_at', y.created_at,
                'name', (SELECT u.name FROM user_account u WHERE u.id = y.created_by)) ORDER BY y.created_at), '[]')
             FROM note y WHERE y.plan_id = x.plan_id AND y.amends_id = x.id AND y.status_code = 'current'));
END
$$;

CREATE OR REPLACE FUNCTION app.note_mine(x samplan.note) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    r record;
BEGIN
    SELECT * INTO r FROM app.relation(x.plan_id, x.contributing_plan_id);
    RETURN (x.created_by = app.actor_user() OR x.created_unit_id = app.actor_unit())
       AND CASE x.class_code WHEN 'core' THEN r.write_mask & app.right_contribute() <> 0
                             ELSE r.part_write & app.class_bit(x.class_code) <> 0 END;
END
$$;
