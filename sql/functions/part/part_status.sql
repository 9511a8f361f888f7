-- What can be done with a contributing plan in a state: each state has a way back.
CREATE OR REPLACE FUNCTION app.part_actions(status_code text) RETURNS text[]
LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE status_code WHEN 'draft' THEN '{activate,revoke}'::text[] WHEN 'active' THEN '{hold,complete,revoke}'
                            WHEN 'on-hold' THEN '{activate,complete,revoke}' ELSE '{reopen}' END
$$;

-- GET /contributing-plans/{part_id}/status: the form that moves the plan along; the owning unit alone.
CREATE OR REPLACE FUNCTION api.part_status_edit(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    part uuid := (input ->> 'part_id')::uuid;
    c contributing_plan;
    r record;
BEGIN
    PERFORM app.actor_require();
    SELECT x.* INTO c FROM contributing_plan x WHERE x.id = part;
    IF NOT FOUND THEN
        RETURN app.refuse('contributing-plan.status-edit', 'part', part);
    END IF;
    SELECT * INTO r FROM app.relation(c.plan_id, part);
    IF r.part_write & app.class_bit(c.class_code) = 0 OR coalesce(c.owner_unit_id <> ALL (app.actor_principals()), true) THEN
        RETURN app.refuse_action('contributing-plan.status-edit', c.plan_id, part, 'owner-only');
    END IF;
    PERFORM app.audit('contributing-plan.status-edit', c.plan_id, r.citizen_id, app.class_bit(c.class_code), ARRAY[part],
                      'permit', r.basis_code, r.basis_id, 'care');
    RETURN jsonb_build_object('id', part, 'plan_id', c.plan_id, 'version', c.version, 'title', c.title,
        'part_status_code', c.status_code, 'citizen', app.citizen_strip(c.plan_id),
        'options', jsonb_build_object('action', (SELECT jsonb_agg(jsonb_build_object('value', a) ORDER BY o)
             FROM unnest(app.part_actions(c.status_code)) WITH ORDINALITY x(a, o))),
        'values', jsonb_build_object('on_hold_until_day', c.on_hold_until_day),
        'draft', app.draft_get('/contributing-plans/' || part || '/status'));
END
$$;

-- POST /contributing-plans/{part_id}/status. input: {"part_id","action": 'activate'|'hold'|'complete'|
-- 'revoke'|'reopen',"on_hold_until_day" for hold,"reason" (required but for activate)}.
-- SP409 'part-wrong-state', 'plan-closed', SP412, SP422.
CREATE OR REPLACE FUNCTION api.part_status_set(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    part uuid := (input ->> 'part_id')::uuid;
    action text := input ->> 'action';
    c contributing_plan;
    r record;
    errors jsonb := '[]';
BEGIN
    PERFORM app.actor_require();
    SELECT x.* INTO c FROM contributing_plan x WHERE x.id = part;
    IF NOT FOUND THEN
        RETURN app.refuse('contributing-plan.status-set', 'part', part);
    END IF;
    SELECT * INTO r FROM app.relation(c.plan_id, part);
    IF r.part_write & app.class_bit(c.class_code) = 0 OR coalesce(c.owner_unit_id <> ALL (app.actor_principals()), true) THEN
        RETURN app.refuse_action('contributing-plan.status-set', c.plan_id, part, 'owner-only');
    END IF;
    SELECT x.* INTO c FROM contributing_plan x WHERE x.id = part FOR UPDATE;
    PERFORM app.version_check(input, c.version, jsonb_build_object('action', c.status_code), c.changed_by, c.changed_at);
    IF action IS NULL OR action <> ALL (app.part_actions(c.status_code)) THEN
        RAISE EXCEPTION 'part-wrong-state' USING ERRCODE = 'SP409', DETAIL = jsonb_build_object('status_code', c.status_code)::text;
    END IF;
    IF action IN ('activate', 'reopen') AND NOT EXISTS (
        SELECT FROM joint_plan p WHERE p.id = c.plan_id AND p.status_code IN ('draft', 'active', 'on-hold')) THEN
        RAISE EXCEPTION 'plan-closed' USING ERRCODE = 'SP409';
    END IF;
    IF action = 'hold' AND (input ->> 'on_hold_until_day' IS NULL OR (input ->> 'on_hold_until_day')::date <= app.today()) THEN
        errors := errors || app.error('on_hold_until_day', CASE WHEN input ->> 'on_hold_until_day' IS NULL THEN 'required' ELSE 'in-the-past' END);
    END IF;
    IF action <> 'activate' AND coalesce(btrim(input ->> 'reason'), '') = '' THEN
        errors := errors || app.error('reason', 'reason-required');
    END IF;
    PERFORM app.errors_raise(errors);
    PERFORM app.reason_set(input ->> 'reason');
    UPDATE contributing_plan x SET
           status_code = CASE action WHEN 'hold' THEN 'on-hold' WHEN 'complete' THEN 'completed'
                                     WHEN 'revoke' THEN 'revoked' ELSE 'active' END,
           status_reason = input ->> 'reason',
           on_hold_until_day = CASE action WHEN 'hold' THEN (input ->> 'on_hold_until_day')::date END
     WHERE x.id = part;
    PERFORM app.part_version_keep(part, input ->> 'reason');
    PERFORM app.draft_drop('/contributing-plans/' || part || '/status');
    PERFORM app.audit_write('contributing-plan.' || action, c.plan_id, r.basis_code, r.basis_id, input ->> 'reason');
    RETURN jsonb_build_object('id', part, 'version', c.version + 1, 'location', '/contributing-plans/' || part,
                              'flash', 'part-status-changed');
END
$$;
