-- The units and roles that the user may work as. input: next (a local path) or null, handed through.
-- Document: assignments_list [{id, role_code, title, unit, organisation, sector_code, end_day, current}],
-- next, must_change.
CREATE OR REPLACE FUNCTION api.assignment_list(input jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    PERFORM app.actor_require();
    RETURN jsonb_build_object(
        'next', input ->> 'next',
        'must_change', (SELECT c.must_change FROM credential c WHERE c.user_id = app.actor_user()),
        'assignments_list', (
            SELECT coalesce(jsonb_agg(jsonb_build_object(
                       'id', ra.id, 'role_code', ra.role_code, 'title', ra.title, 'unit', un.name,
                       'organisation', o.name, 'sector_code', un.sector_code, 'end_day', ra.valid_to - 1,
                       'current', ra.id = se.assignment_id)
                       ORDER BY o.name, un.name, ra.role_code), '[]')
              FROM role_assignment ra
              JOIN session se ON se.id = app.actor_session()
              LEFT JOIN unit un ON un.id = ra.unit_id
              LEFT JOIN organisation o ON o.id = un.organisation_id
             WHERE ra.user_id = app.actor_user() AND app.assignment_active(ra)));
END
$$;
ALTER FUNCTION api.assignment_list(jsonb) OWNER TO samplan_auth;
