-- GET /contributing-plans/{part_id}/versions: every version, newest first.
-- input: {"part_id"} · returns {"id","plan_id","title","citizen","versions_list":[{"version","name","created_at",
-- "reason","status_code","content_list","plain_summary","assessment","next_step","period_start_day","period_end_day"}]}.
CREATE OR REPLACE FUNCTION api.part_versions(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    part uuid := (input ->> 'part_id')::uuid;
    c contributing_plan;
    r record;
BEGIN
    PERFORM app.actor_require();
    SELECT x.* INTO c FROM contributing_plan x WHERE x.id = part;
    IF NOT FOUND THEN
        RETURN app.refuse('contributing-plan.versions', 'part', part);
    END IF;
    SELECT * INTO r FROM app.relation(c.plan_id, part);
    PERFORM app.audit('contributing-plan.versions', c.plan_id, r.citizen_id, app.class_bit(c.class_code), ARRAY[part],
                      'permit', r.basis_code, r.basis_id, CASE r.basis_code WHEN 'self' THEN 'own-data' ELSE 'care' END);
    RETURN jsonb_build_object('id', part, 'plan_id', c.plan_id, 'title', c.title, 'citizen', app.citizen_strip(c.plan_id),
        'versions_list', (SELECT coalesce(jsonb_agg(jsonb_build_object('version', v.version, 'name', u.name,
                'created_at', v.created_at, 'reason', v.reason, 'status_code', v.snapshot -> 'status_code',
                'content_list', coalesce(v.snapshot -> 'content', '[]'), 'plain_summary', v.snapshot -> 'plain_summary',
                'assessment', v.snapshot -> 'assessment', 'next_step', v.snapshot -> 'next_step',
                'period_start_day', v.snapshot -> 'period_start_day', 'period_end_day', v.snapshot -> 'period_end_day')
                ORDER BY v.version DESC), '[]')
             FROM contributing_plan_version v LEFT JOIN user_account u ON u.id = v.created_by
            WHERE v.contributing_plan_id = part));
END
$$;
