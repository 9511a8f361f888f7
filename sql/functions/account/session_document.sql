-- What a sign-in, a choice of unit and a change of password answer about the session they opened.
CREATE OR REPLACE FUNCTION app.session_document(session uuid) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN (
        SELECT jsonb_build_object(
            'expires_at', least(s.last_seen_at + make_interval(secs => s.idle_seconds), s.absolute_expires_at),
            'absolute_at', s.absolute_expires_at,
            'user', jsonb_build_object(
                'user_id', u.id, 'username', u.username, 'name', u.name, 'initials', app.initials(u.name),
                'title', coalesce(ra.title, u.profession), 'role_code', ra.role_code,
                'unit', un.name, 'unit_id', un.id, 'organisation', o.name, 'organisation_id', o.id,
                'language', u.language))
          FROM session s JOIN user_account u ON u.id = s.user_id
          LEFT JOIN role_assignment ra ON ra.id = s.assignment_id
          LEFT JOIN unit un ON un.id = ra.unit_id
          LEFT JOIN organisation o ON o.id = un.organisation_id
         WHERE s.id = session_document.session);
END
$$;
ALTER FUNCTION app.session_document(uuid) OWNER TO samplan_auth;
