-- The user's own page. Document: user {…}, values (editable), version, password_changed_at, must_change,
-- assignments_list, sessions_list [{id, client, network, created_at, last_seen_at, unit, role_code,
-- current, strong}], other_sessions (there are some to end), factor (app.second_factor_document),
-- notices_list [{kind_code, detail, happened_at, by_name, client, new}], notices_new.
CREATE OR REPLACE FUNCTION api.me_show(input jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    u samplan.user_account;
    sessions jsonb;
BEGIN
    PERFORM app.actor_require();
    SELECT * INTO u FROM user_account x WHERE x.id = app.actor_user();
    SELECT jsonb_agg(jsonb_build_object(
               'id', s.id, 'client', s.client, 'network', s.network, 'created_at', s.created_at,
               'last_seen_at', s.last_seen_at, 'unit', un.name, 'role_code', ra.role_code,
               'current', s.id = app.actor_session(), 'strong', s.assurance >= 2)
               ORDER BY s.id = app.actor_session() DESC, s.last_seen_at DESC)
      INTO sessions
      FROM session s LEFT JOIN role_assignment ra ON ra.id = s.assignment_id
      LEFT JOIN unit un ON un.id = ra.unit_id
     WHERE s.user_id = u.id AND s.ended_at IS NULL AND s.absolute_expires_at > now()
       AND s.last_seen_at + make_interval(secs => s.idle_seconds) > now();
    RETURN api.assignment_list('{}') || jsonb_build_object(
        'user', jsonb_build_object('user_id', u.id, 'username', u.username, 'name', u.name,
            'initials', app.initials(u.name), 'profession', u.profession, 'is_citizen', u.citizen_id IS NOT NULL),
        'values', jsonb_build_object('phone', u.phone, 'phone_hours', u.phone_hours, 'email', u.email,
            'shortcuts', u.shortcuts),
        'version', u.version,
        'password_changed_at', (SELECT c.changed_at FROM credential c WHERE c.user_id = u.id),
        'sessions_list', coalesce(sessions, '[]'),
        'factor', app.second_factor_document(app.actor_session()),
        'notices_list', app.account_notices(u.id),
        'notices_new', EXISTS (SELECT FROM account_notice n WHERE n.user_id = u.id AND n.seen_at IS NULL),
        'other_sessions', jsonb_array_length(coalesce(sessions, '[]')) > 1);
END
$$;
ALTER FUNCTION api.me_show(jsonb) OWNER TO samplan_auth;
