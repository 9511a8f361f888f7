-- How long a session of a role lasts. Without a role (unit not chosen, password to be changed): half
-- an hour for doing just that.
CREATE OR REPLACE FUNCTION app.session_idle_s(role_code text) RETURNS integer
LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN role_code IN ('auditor', 'administrator') THEN 300
                WHEN role_code IS NULL THEN 600 ELSE 900 END
$$;
CREATE OR REPLACE FUNCTION app.session_absolute(role_code text) RETURNS interval
LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN role_code IN ('auditor', 'administrator') THEN interval '1 hour'
                WHEN role_code IN ('citizen', 'relative') THEN interval '2 hours'
                WHEN role_code IS NULL THEN interval '30 minutes' ELSE interval '10 hours' END
$$;

-- Inserts a session. authenticated: when the password was given; a change of unit does not prolong.
CREATE OR REPLACE FUNCTION app.session_open(who uuid, assignment uuid, token_hash bytea,
    authenticated timestamptz, network text, client text) RETURNS samplan.session
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    role_code text := (SELECT ra.role_code FROM role_assignment ra WHERE ra.id = assignment);
    s samplan.session;
BEGIN
    INSERT INTO session AS se (token_hash, user_id, assignment_id, idle_seconds, authenticated_at,
                               absolute_expires_at, network, client)
    VALUES (session_open.token_hash, who, assignment, app.session_idle_s(role_code), authenticated,
            authenticated + app.session_absolute(role_code), session_open.network,
            left(session_open.client, 200))
    RETURNING se.* INTO s;
    RETURN s;
END
$$;
ALTER FUNCTION app.session_open(uuid, uuid, bytea, timestamptz, text, text) OWNER TO samplan_auth;
