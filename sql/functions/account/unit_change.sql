-- A unit's sector or place: asked for by unit_update, decided on here by another administrator.

-- Keeps what was asked for. Raises SP40S, SP422 reason, SP409 change-pending. Returns its id.
CREATE OR REPLACE FUNCTION app.unit_change_ask(u samplan.unit, input jsonb) RETURNS uuid
LANGUAGE plpgsql SET search_path = samplan, app, pg_temp AS $$
DECLARE
    new_id uuid := gen_random_uuid();
BEGIN
    PERFORM app.step_up_require();
    IF coalesce(length(btrim(input ->> 'reason')), 0) < 5 THEN
        PERFORM app.errors_raise(app.error('reason', 'reason-required'));
    ELSIF EXISTS (SELECT FROM unit_change c WHERE c.unit_id = u.id AND c.status_code = 'pending') THEN
        RAISE EXCEPTION 'change-pending' USING ERRCODE = 'SP409';
    END IF;
    INSERT INTO unit_change (id, unit_id, old_sector_code, old_parent_id, sector_code, parent_id, reason, requested_by)
    VALUES (new_id, u.id, u.sector_code, u.parent_id, input ->> 'sector', (input ->> 'parent_id')::uuid, btrim(input ->> 'reason'), app.actor_user());
    RETURN new_id;
END
$$;

-- Why the actor may not say yes: a code, or NULL.
CREATE OR REPLACE FUNCTION app.unit_change_objection(c samplan.unit_change) RETURNS text
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    IF c.requested_by = app.actor_user() THEN
        RETURN 'second-person';
    ELSIF NOT app.admin_independent(c.requested_by) THEN
        RETURN 'not-independent';
    END IF;
    RETURN NULL;
END
$$;

-- Those that wait, for one unit or for all that the administrator administers: [{id, unit, unit_id, organisation, sector {from, to
-- {sector_code}} or null, place {from, to} or null, reason, requested_by, requested_at, unit_staff_n (who works there or below), mine,
-- may_confirm}].
CREATE OR REPLACE FUNCTION app.unit_change_list(unit uuid) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN (SELECT coalesce(jsonb_agg(jsonb_build_object(
                       'id', c.id, 'unit', un.name, 'unit_id', un.id, 'organisation', o.name,
                       'sector', CASE WHEN c.sector_code <> c.old_sector_code THEN jsonb_build_object(
                           'from', jsonb_build_object('sector_code', c.old_sector_code), 'to', jsonb_build_object('sector_code', c.sector_code)) END,
                       'place', CASE WHEN c.parent_id IS DISTINCT FROM c.old_parent_id THEN jsonb_build_object('from', p.name, 'to', n.name) END,
                       'reason', c.reason, 'requested_by', q.name, 'requested_at', c.requested_at,
                       'unit_staff_n', (SELECT count(DISTINCT ra.user_id) FROM role_assignment ra JOIN unit below ON below.id = ra.unit_id
                                    WHERE un.id = ANY (below.path) AND app.assignment_active(ra)),
                       'mine', c.requested_by = app.actor_user(), 'may_confirm', app.unit_change_objection(c) IS NULL)
                       ORDER BY c.requested_at), '[]')
              FROM unit_change c JOIN unit un ON un.id = c.unit_id JOIN organisation o ON o.id = un.organisation_id
              JOIN user_account q ON q.id = c.requested_by LEFT JOIN unit p ON p.id = c.old_parent_id LEFT JOIN unit n ON n.id = c.parent_id
             WHERE c.status_code = 'pending' AND app.admin_may(o.id) AND (unit_change_list.unit IS NULL OR c.unit_id = unit_change_list.unit));
END
$$;

-- Whoever asked may take it back, so she may refuse but not confirm.
CREATE OR REPLACE FUNCTION app.unit_change_decide(action text, change uuid, yes boolean) RETURNS jsonb
LANGUAGE plpgsql SET search_path = samplan, app, pg_temp AS $$
DECLARE
    c samplan.unit_change;
    u samplan.unit;
    wanted jsonb;
BEGIN
    SELECT * INTO c FROM unit_change x WHERE x.id = change FOR UPDATE;
    SELECT * INTO u FROM unit x WHERE x.id = c.unit_id FOR UPDATE;
    IF c.id IS NULL OR NOT app.admin_may(u.organisation_id) THEN
        RETURN app.refuse(action, 'unit-change', change);
    ELSIF yes AND app.unit_change_objection(c) IS NOT NULL THEN
        RETURN app.refuse_action(action, NULL, change, app.unit_change_objection(c));
    ELSIF c.status_code <> 'pending' THEN
        RAISE EXCEPTION 'not-pending' USING ERRCODE = 'SP409';
    END IF;
    wanted := app.unit_values(u) || jsonb_build_object('unit_id', u.id, 'sector', c.sector_code, 'parent_id', c.parent_id);
    UPDATE unit_change x SET status_code = CASE WHEN yes THEN 'confirmed' ELSE 'refused' END, decided_by = app.actor_user(), decided_at = now()
     WHERE x.id = change;
    IF yes THEN
        PERFORM app.errors_raise(app.unit_errors(wanted, u.organisation_id));  -- the parent may be gone meanwhile
        UPDATE unit x SET sector_code = c.sector_code, parent_id = c.parent_id WHERE x.id = u.id;
    END IF;
    PERFORM app.audit(action, NULL, NULL, NULL, ARRAY[u.id, change], 'permit', 'administration', NULL, 'administration', NULL,
                      CASE WHEN yes THEN app.changed_fields('unit', u.id, app.unit_values(u), wanted) END, c.reason);
    RETURN jsonb_build_object('id', change, 'location', '/admin/units/' || u.id,
                              'flash', CASE WHEN yes THEN 'unit-change-confirmed' ELSE 'unit-change-refused' END);
END
$$;

-- The second person says yes: the unit changes. input: unit_change_id. Refused: 404; 403 second-person, not-independent.
-- Raises SP409 not-pending, SP422 where the unit above is gone, SP40S.
CREATE OR REPLACE FUNCTION api.unit_change_confirm(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    PERFORM app.admin_require();
    PERFORM app.step_up_require();
    RETURN app.unit_change_decide('unit-change.confirm', (input ->> 'unit_change_id')::uuid, true);
END
$$;

-- Somebody says no, or whoever asked takes it back. input: unit_change_id. Refused: 404. Raises SP409 not-pending.
CREATE OR REPLACE FUNCTION api.unit_change_refuse(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    PERFORM app.admin_require();
    RETURN app.unit_change_decide('unit-change.refuse', (input ->> 'unit_change_id')::uuid, false);
END
$$;
