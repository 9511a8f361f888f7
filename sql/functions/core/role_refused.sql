-- Leaves the audit row of a request that auth_enter refused because the role may not use the route. Its own
-- transaction: the refused one is undone whole. token, request, interface, client as in auth_enter · route:
-- method and path pattern · kind, item: what the path named, or NULL. Returns {"noted": bool}.
CREATE OR REPLACE FUNCTION api.role_refused(token bytea, request uuid, interface text, client text, route text,
                                            kind text, item uuid) RETURNS jsonb
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
    PERFORM app.refuse('role.refused', kind, item, left(route, 200));
    RETURN '{"noted": true}';
END
$$;
ALTER FUNCTION api.role_refused(bytea, uuid, text, text, text, text, uuid) OWNER TO samplan_auth;
