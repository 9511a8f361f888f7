-- GET /contributing-plans/{part_id}/edit: the form, for the owning unit alone.
-- input: {"part_id"} · returns {"id","plan_id","version","type","title","values","options","draft","citizen",
-- "heading_1" … "heading_6","labels": what the form calls its fields, where it is not their usual name,"changes_list"}.
-- 404 for those who may not read it, 403 'owner-only' for other readers.
CREATE OR REPLACE FUNCTION api.part_edit(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    part uuid := (input ->> 'part_id')::uuid;
    c contributing_plan;
    r record;
    headings jsonb;
BEGIN
    PERFORM app.actor_require();
    SELECT x.* INTO c FROM contributing_plan x WHERE x.id = part;
    IF NOT FOUND THEN
        RETURN app.refuse('contributing-plan.edit', 'part', part);
    END IF;
    SELECT * INTO r FROM app.relation(c.plan_id, part);
    IF r.part_write & app.class_bit(c.class_code) = 0 OR coalesce(c.owner_unit_id <> ALL (app.actor_principals()), true) THEN
        RETURN app.refuse_action('contributing-plan.edit', c.plan_id, part, 'owner-only');
    END IF;
    PERFORM app.audit('contributing-plan.edit', c.plan_id, r.citizen_id, app.class_bit(c.class_code), ARRAY[part],
                      'permit', r.basis_code, r.basis_id, 'care');
    headings := app.part_headings(c.content, c.type_code);
    RETURN headings || jsonb_build_object('id', part, 'plan_id', c.plan_id,
        'version', c.version, 'title', c.title, 'sector_code', c.sector_code, 'part_status_code', c.status_code,
        'type', (SELECT app.actor_words(t.name_da, t.name_en) FROM plan_type t WHERE t.code = c.type_code),
        'labels', (SELECT coalesce(jsonb_object_agg(replace(h.key, 'heading_', 'content_'), h.value), '{}') FROM jsonb_each(headings) h),
        'values', app.part_values(c), 'citizen', app.citizen_strip(c.plan_id),
        'options', jsonb_build_object('responsible_user_id', app.part_responsibles(c.owner_unit_id)),
        'draft', app.draft_get('/contributing-plans/' || part),
        'changes_list', (SELECT coalesce(jsonb_agg(x.body::jsonb ORDER BY x.id DESC), '[]')
             FROM app.part_change_recent(part, 4) x));
END
$$;
