-- First step of sign-in, without a session: what the server needs to compute the key from a password.
-- input: username, network. Document: salt (hex), passes, memory_kib. For a name that nobody has the
-- salt is made from the name and the installation's secret: the same each time, so that answer and time
-- are those of a real user. Refused with 429 while the account or the network must wait.
CREATE OR REPLACE FUNCTION api.login_begin(input jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    given text := lower(btrim(input ->> 'username'));
    wait_s integer := app.login_wait_s(given, coalesce(input ->> 'network', ''));
    own_salt bytea;
    other_salt bytea;
BEGIN
    IF wait_s > 0 THEN
        RETURN app.login_throttled(wait_s);
    END IF;
    SELECT substring(sha256(k.secret || convert_to('salt ' || given, 'UTF8')) FOR 16) INTO other_salt
      FROM actor_key k;
    SELECT c.salt INTO own_salt
      FROM user_account u JOIN credential c ON c.user_id = u.id WHERE u.username = given;
    RETURN jsonb_build_object('salt', encode(coalesce(own_salt, other_salt), 'hex'),
                              'passes', 3, 'memory_kib', 65536);
END
$$;
ALTER FUNCTION api.login_begin(jsonb) OWNER TO samplan_auth;
