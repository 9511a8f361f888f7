-- Leaves the audit row of a request that was refused by an error, which undid all that its transaction wrote: in a transaction of
-- its own. token, request, interface, client as in auth_enter · route: method and path pattern · kind, item: what the path named,
-- or NULL · code: 'role' (hers may not use it), 'step-up' (she must show again who she is), 'second-factor' (she has none yet).
-- Returns {"noted": bool}.
DROP FUNCTION IF EXISTS api.role_refused(bytea, uuid, text, text, text, text, uuid);
CREATE OR REPLACE FUNCTION api.request_refused(token bytea, request uuid, interface text, client text, route text,
                                               kind text, item uuid, code text) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    session_id uuid;
BEGIN
    PERFORM app.actor_forget(jsonb_build_object('request_id', request, 'interface', interface, 'client', client));
    SELECT s.id INTO session_id FROM session s WHERE s.token_hash = sha256(token) AND s.ended_at IS NULL;
    IF session_id IS NULL THEN
        RETURN '{"noted": false}';
    END IF;
    PERFORM app.actor_note(session_id);
    PERFORM app.refuse(CASE code WHEN 'step-up' THEN 'step-up.refused' WHEN 'second-factor' THEN 'second-factor.refused'
                                 ELSE 'role.refused' END, kind, item, left(route, 200));
    RETURN '{"noted": true}';
END
$$;
ALTER FUNCTION api.request_refused(bytea, uuid, text, text, text, text, uuid, text) OWNER TO samplan_auth;
