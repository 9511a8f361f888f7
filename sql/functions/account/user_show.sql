-- One user. input: user_id. Document: user {…}, kind_code (app.user_kind), version, assignments_list [{id, role_code,
-- title, unit, unit_id, organisation, grant_code, start_day, end_day, granted_by, reason, may_end,
-- may_confirm}], open_work, scope_code ('all', 'part'), may_edit (details), may_manage (password and access), is_self,
-- last_login_at, guarded (the second factor is reset by two), password_guarded, has_factor, resets_list (app.reset_list),
-- may_set_password. Refused: 404, also for users of other organisations.
CREATE OR REPLACE FUNCTION api.user_show(input jsonb) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    u samplan.user_account;
    scope text := app.admin_user_scope((input ->> 'user_id')::uuid);
BEGIN
    PERFORM app.admin_require();
    IF scope = 'none' THEN
        RETURN app.refuse('user.show', 'user', (input ->> 'user_id')::uuid);
    END IF;
    SELECT * INTO u FROM user_account x WHERE x.id = (input ->> 'user_id')::uuid;
    RETURN jsonb_build_object(
        'user', jsonb_build_object('id', u.id, 'username', u.username, 'name', u.name,
            'initials', app.initials(u.name), 'profession', u.profession, 'phone', app.phone_text(u.phone),
            'phone_hours', u.phone_hours, 'email', u.email, 'account_code', u.status_code,
            'disabled', u.status_code = 'disabled', 'created_at', u.created_at),
        'kind_code', app.user_kind(u.id), 'version', u.version, 'last_login_at', app.user_last_login(u.id),
        'assignments_list', app.user_assignments(u.id),
        'open_work', CASE WHEN scope = 'all' THEN app.user_open_work_document(u.id) - 'items_list' END,
        'scope_code', scope, 'may_edit', scope = 'all', 'may_manage', scope = 'all' AND u.id <> app.actor_user(),
        'is_self', u.id = app.actor_user(), 'guarded', app.user_guarded(u.id),
        'password_guarded', app.password_guarded(u.id),
        'has_factor', app.factor_ready(u.id), 'resets_list', app.reset_list(u.id),
        'may_set_password', NOT app.password_guarded(u.id) OR EXISTS (SELECT FROM reset_request r WHERE r.user_id = u.id
            AND r.kind_code = 'password' AND r.status_code = 'confirmed' AND r.requested_by = app.actor_user()
            AND app.reset_open(r)));
END
$$;

-- The role assignments of a user, the current ones first.
CREATE OR REPLACE FUNCTION app.user_assignments(who uuid) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN (
        SELECT coalesce(jsonb_agg(jsonb_build_object(
                   'id', ra.id, 'role_code', ra.role_code, 'title', ra.title, 'unit', un.name, 'unit_id', un.id,
                   'organisation', o.name, 'start_day', ra.valid_from, 'end_day', least(ra.valid_to, un.valid_to) - 1,
                   'grant_code', CASE WHEN ra.status_code = 'active' AND least(ra.valid_to, un.valid_to) <= app.today() THEN 'ended'
                                      WHEN ra.status_code = 'active' AND ra.valid_from > app.today() THEN 'coming'
                                      ELSE ra.status_code END,
                   'granted_by', g.name, 'confirmed_by', c.name, 'reason', ra.reason,
                   'may_end', o.id IS NOT NULL AND app.admin_may(o.id) AND ra.status_code IN ('active', 'pending')
                              AND (ra.valid_to IS NULL OR ra.valid_to > app.today()),
                   'may_confirm', o.id IS NOT NULL AND ra.status_code = 'pending' AND app.grant_objection(ra, o.id) IS NULL)
                   ORDER BY ra.status_code IN ('active', 'pending') DESC, ra.valid_from DESC, un.name), '[]')
          FROM role_assignment ra LEFT JOIN unit un ON un.id = ra.unit_id  -- none: a relative's, of whom nobody learns here whose
          LEFT JOIN organisation o ON o.id = un.organisation_id
          LEFT JOIN user_account g ON g.id = ra.granted_by
          LEFT JOIN user_account c ON c.id = ra.confirmed_by
         WHERE ra.user_id = who);
END
$$;
