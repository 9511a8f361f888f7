-- Inserts a session. authenticated: when the password was given; a change of unit does not prolong.
-- assured: 1 by password, 2 with a second factor. strong: when all that the account has was last shown;
-- it does not count while a factor is still to be shown.
DROP FUNCTION IF EXISTS app.session_open(uuid, uuid, bytea, timestamptz, text, text);
DROP FUNCTION IF EXISTS app.session_idle_s(text);
DROP FUNCTION IF EXISTS app.session_absolute(text);
CREATE OR REPLACE FUNCTION app.session_open(who uuid, assignment uuid, token_hash bytea,
    authenticated timestamptz, network text, client text, assured integer, strong timestamptz)
RETURNS samplan.session
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    role_code text := (SELECT ra.role_code FROM role_assignment ra WHERE ra.id = assignment);
    rule samplan.sign_in_policy := app.sign_in_rule(role_code, who);
    gate text := app.session_gate(who, role_code, assured);
    s samplan.session;
BEGIN
    INSERT INTO session AS se (token_hash, user_id, assignment_id, idle_seconds, authenticated_at,
                               absolute_expires_at, network, client, assurance, strong_at,
                               step_up_seconds, gate_code, code_ready)
    VALUES (session_open.token_hash, who, assignment, rule.idle_seconds, authenticated,
            authenticated + make_interval(secs => rule.absolute_seconds), session_open.network,
            left(session_open.client, 200), assured, CASE WHEN gate <> 'confirm' THEN strong END,
            rule.step_up_seconds, gate, app.code_ready(who))
    RETURNING se.* INTO s;
    RETURN s;
END
$$;
ALTER FUNCTION app.session_open(uuid, uuid, bytea, timestamptz, text, text, integer, timestamptz) OWNER TO samplan_auth;
