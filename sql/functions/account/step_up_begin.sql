-- What the server needs to check what the user shows. input: network. Document: as step_up_show, and
-- user_id, salt, passes, memory_kib (for the password), totp {id, secret (hex, sealed), last_step} or null.
-- Refused with 429 as sign-in is.
CREATE OR REPLACE FUNCTION api.step_up_begin(input jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    u samplan.user_account;
    wait_s integer;
BEGIN
    PERFORM app.actor_require();
    SELECT * INTO u FROM user_account x WHERE x.id = app.actor_user();
    wait_s := app.login_wait_s(u.username, coalesce(input ->> 'network', ''));
    IF wait_s > 0 THEN
        RETURN app.login_throttled(wait_s);
    END IF;
    RETURN app.step_up_asks(app.actor_session()) || (
        SELECT jsonb_build_object('user_id', u.id, 'salt', encode(c.salt, 'hex'), 'passes', 3, 'memory_kib', 65536)
          FROM credential c WHERE c.user_id = u.id) || jsonb_build_object('totp', (
        SELECT jsonb_build_object('id', t.id, 'secret', encode(t.secret, 'hex'), 'last_step', t.last_step)
          FROM totp t WHERE t.user_id = u.id AND t.status_code = 'active'));
END
$$;
ALTER FUNCTION api.step_up_begin(jsonb) OWNER TO samplan_auth;
