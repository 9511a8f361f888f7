-- The administrator's first page. Document: organisation, is_operator, counts {users_n, volunteers_n, relatives_n, disabled_n,
-- units_n, organisations_n}, pending_list (grants that wait for a second person) [{id, user, user_id,
-- role_code, unit, organisation, granted_by, created_at, start_day, end_day, reason, may_confirm}],
-- resets_list (app.reset_list), changes_list (app.unit_change_list), left_list (users who are disabled, or have no role any more, whose work has not been handed on) [{user_id, name, item_n}].
CREATE OR REPLACE FUNCTION api.admin_show(input jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    PERFORM app.admin_require();
    RETURN jsonb_build_object(
        'organisation', (SELECT jsonb_build_object('id', o.id, 'name', o.name)
                           FROM organisation o WHERE o.id = app.actor_organisation()),
        'is_operator', app.admin_may(NULL),
        'counts', (SELECT jsonb_build_object(
                       'users_n', count(*) FILTER (WHERE x.status_code = 'active' AND x.kind = 'staff'),
                       'volunteers_n', count(*) FILTER (WHERE x.status_code = 'active' AND x.kind = 'volunteer'),
                       'relatives_n', count(*) FILTER (WHERE x.status_code = 'active' AND x.kind = 'relative'),
                       'disabled_n', count(*) FILTER (WHERE x.status_code = 'disabled'))
                     FROM (SELECT u.id, u.status_code, CASE WHEN bool_and(ra.role_code = 'relative') THEN 'relative'
                                  WHEN bool_and(ra.role_code = 'volunteer') THEN 'volunteer' ELSE 'staff' END AS kind
                             FROM user_account u JOIN role_assignment ra ON ra.user_id = u.id
                             JOIN unit un ON un.id = coalesce(ra.unit_id, ra.invited_unit_id)
                            WHERE u.citizen_id IS NULL AND app.admin_may(un.organisation_id) GROUP BY u.id) x)
                  || jsonb_build_object(
                       'units_n', (SELECT count(*) FROM unit un WHERE app.admin_may(un.organisation_id)),
                       'organisations_n', (SELECT count(*) FROM organisation)),
        'pending_list', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                                'id', ra.id, 'user', u.name, 'user_id', u.id, 'role_code', ra.role_code,
                                'unit', un.name, 'organisation', o.name, 'granted_by', g.name,
                                'created_at', ra.created_at, 'start_day', ra.valid_from,
                                'end_day', ra.valid_to - 1, 'reason', ra.reason,
                                'may_confirm', app.grant_objection(ra, o.id) IS NULL) ORDER BY ra.created_at), '[]')
                           FROM role_assignment ra JOIN user_account u ON u.id = ra.user_id
                           JOIN unit un ON un.id = ra.unit_id JOIN organisation o ON o.id = un.organisation_id
                           LEFT JOIN user_account g ON g.id = ra.granted_by
                          WHERE ra.status_code = 'pending' AND app.admin_may(o.id)),
        'resets_list', app.reset_list(NULL),
        'changes_list', app.unit_change_list(NULL),
        'left_list', (SELECT coalesce(jsonb_agg(jsonb_build_object('user_id', x.id, 'name', x.name, 'item_n', x.n)
                                                ORDER BY x.name COLLATE "da-x-icu"), '[]')
                        FROM (SELECT u.id, u.name, (SELECT count(*) FROM app.user_open_work(u.id)) AS n
                                FROM user_account u
                               WHERE (u.status_code = 'disabled' OR NOT EXISTS (SELECT FROM role_assignment ra WHERE ra.user_id = u.id AND app.assignment_active(ra)))
                                 AND app.admin_user_scope(u.id) = 'all') x
                       WHERE x.n > 0));
END
$$;
