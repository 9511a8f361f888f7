-- GET /contributing-plans/{part_id}: one contributing plan, whole.
-- input: {"part_id"} · returns {"part": app.document_part + "content_list","assessment","plain_summary",
-- "remarks_list": [app.remark_row …],"may_remark","own_href","interventions_list","goals_list","versions_n","notes_list", "citizen": strip, "plan_id", "may_change","changes_list",
-- "statutes_list": what is shared by law with parties,"may_record_statute","basis_code"}. 404 for those who may not read it.
CREATE OR REPLACE FUNCTION api.part_show(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    part uuid := (input ->> 'part_id')::uuid;
    c contributing_plan;
    r record;
    document jsonb;
    remarks jsonb;
    remark_ids uuid[];
BEGIN
    PERFORM app.actor_require();
    SELECT x.* INTO c FROM contributing_plan x WHERE x.id = part;
    IF NOT FOUND THEN
        RETURN app.refuse('contributing-plan.show', 'part', part);
    END IF;
    SELECT * INTO r FROM app.relation(c.plan_id, c.id);
    document := app.document_part(part) || jsonb_build_object(
        'responsible', app.person_shown(app.document_person(c.responsible_user_id, c.owner_unit_id)),
        'content_list', (SELECT coalesce(jsonb_agg(e || jsonb_build_object('n', CASE WHEN o <= 6 THEN o END) ORDER BY o), '[]')
             FROM jsonb_array_elements(c.content) WITH ORDINALITY x(e, o) WHERE coalesce(e ->> 'text', '') <> ''),
        'assessment', c.assessment, 'source_system', c.source_system);
    SELECT coalesce(jsonb_agg(app.remark_row(x) ORDER BY x.created_at DESC), '[]'), array_agg(x.id) INTO remarks, remark_ids
      FROM remark x WHERE x.plan_id = c.plan_id AND x.contributing_plan_id = part;
    PERFORM app.remark_mark(remark_ids);
    PERFORM app.audit('contributing-plan.show', c.plan_id, r.citizen_id, app.class_bit(c.class_code), ARRAY[part] || remark_ids,
                      'permit', r.basis_code, r.basis_id, CASE r.basis_code WHEN 'self' THEN 'own-data' ELSE 'care' END);
    RETURN jsonb_build_object('id', part, 'part', document, 'plan_id', c.plan_id, 'version', c.version,
        'citizen', app.citizen_strip(c.plan_id, 'plan'),
        'may_change', r.part_write & app.class_bit(c.class_code) <> 0 AND r.basis_code <> 'self'
                      AND coalesce(c.owner_unit_id = ANY (app.actor_principals()), false),
        'may_mark_conflict', r.write_mask & app.right_coordinate() <> 0,
        'basis_code', r.basis_code, 'access_until_at', r.until, 'remarks_list', remarks, 'may_remark', r.basis_code = 'self' AND c.class_code <> 'private',
        'own_href', CASE WHEN c.owner_unit_id IS NULL AND r.basis_code = 'self' THEN '/my-plan/own/' || c.type_code END,
        'statutes_list', app.statute_part_list(part),
        'may_record_statute', r.write_mask & app.right_contribute() <> 0 AND app.actor_role() = 'caseworker'
            AND EXISTS (SELECT FROM app.statute_rules(c.plan_id) b CROSS JOIN LATERAL app.statute_parts(c.plan_id, b) p WHERE p.id = part),
        'interventions_list', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', i.id, 'title', i.title,
                'description', i.description, 'status_code', i.status_code, 'period_start_day', i.period_start_day,
                'period_end_day', i.period_end_day, 'responsible', u.name, 'version', i.version)
                ORDER BY i.status_code IN ('completed', 'cancelled'), i.period_start_day NULLS LAST, i.created_at), '[]')
             FROM intervention i LEFT JOIN user_account u ON u.id = i.responsible_user_id
            WHERE i.contributing_plan_id = part),
        'goals_list', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', g.id, 'title', g.title,
                'achievement_code', g.achievement_code, 'lifecycle_code', g.lifecycle_code, 'due_day', g.due_day,
                'steps_total', g.steps_total, 'steps_done', g.steps_done) ORDER BY g.position, g.created_at), '[]')
             FROM goal g WHERE g.contributing_plan_id = part AND g.class_code <> 'core' AND g.lifecycle_code <> 'cancelled'),
        'notes_list', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', n.id, 'text', n.text, 'created_at', n.created_at,
                'name', u.name) ORDER BY n.created_at DESC), '[]')
             FROM note n LEFT JOIN user_account u ON u.id = n.created_by
            WHERE n.contributing_plan_id = part AND n.status_code = 'current' AND n.class_code <> 'core'),
        'versions_n', c.version,
        'changes_list', (SELECT coalesce(jsonb_agg(x.body::jsonb ORDER BY x.id DESC), '[]')
             FROM app.part_change_recent(part, 5) x));
END
$$;

-- The latest n changes of one contributing plan, as app.change_recent.
CREATE OR REPLACE FUNCTION app.part_change_recent(part uuid, n integer) RETURNS TABLE (id bigint, body text)
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN QUERY
    SELECT c.id, jsonb_build_object('entity_code', c.entity_code, 'entity_id', c.entity_id, 'action_code', c.action_code,
               'title', c.title, 'fields_list', CASE c.action_code WHEN 'update' THEN app.change_fields(c.fields) ELSE '[]' END,
               'reason', c.reason, 'name', u.name, 'unit', un.name, 'changed_at', c.changed_at)::text
      FROM (SELECT * FROM change x WHERE x.entity_id = part ORDER BY x.id DESC LIMIT n) c
      LEFT JOIN user_account u ON u.id = c.user_id
      LEFT JOIN unit un ON un.id = c.unit_id
     ORDER BY c.id DESC;
END
$$;
