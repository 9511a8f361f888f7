-- The user has seen what happened to her account.
CREATE OR REPLACE FUNCTION api.notices_seen(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    PERFORM app.actor_require();
    UPDATE account_notice n SET seen_at = now() WHERE n.user_id = app.actor_user() AND n.seen_at IS NULL;
    PERFORM app.audit('notice.seen', NULL, NULL, NULL, ARRAY[app.actor_user()], 'permit', 'self', app.actor_user(),
                      'administration');
    RETURN '{"location": "/me"}';
END
$$;
ALTER FUNCTION api.notices_seen(jsonb) OWNER TO samplan_auth;
