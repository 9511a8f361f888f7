-- What the server needs to check the old password and judge the new one. Document: salt, passes,
-- memory_kib, own_words (names that a password must not consist of). Refused with 429 as sign-in is.
-- input: network.
CREATE OR REPLACE FUNCTION api.password_begin(input jsonb) RETURNS jsonb
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
    RETURN (SELECT jsonb_build_object('salt', encode(c.salt, 'hex'), 'passes', 3, 'memory_kib', 65536)
              FROM credential c WHERE c.user_id = u.id)
        || jsonb_build_object('own_words', to_jsonb(array_remove(
               ARRAY[u.name, u.username, split_part(u.email, '@', 1)]
               || (SELECT array_agg(DISTINCT x.word)
                     FROM role_assignment ra JOIN unit un ON un.id = ra.unit_id
                     JOIN organisation o ON o.id = un.organisation_id
                     CROSS JOIN LATERAL (VALUES (un.name), (o.name)) AS x (word)
                    WHERE ra.user_id = u.id), NULL)));
END
$$;
ALTER FUNCTION api.password_begin(jsonb) OWNER TO samplan_auth;
