-- The passkey that an answer names, before anybody is known. input: credential_id (hex), network.
-- Document: id, algorithm, public_key (hex); id null when nobody has it. Tells
-- only what a public key is. Refused with 429 while the network must wait.
CREATE OR REPLACE FUNCTION api.passkey_find(input jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    wait_s integer := app.login_wait_s('', coalesce(input ->> 'network', ''));
BEGIN
    IF wait_s > 0 THEN
        RETURN app.login_throttled(wait_s);
    END IF;
    RETURN coalesce((SELECT jsonb_build_object('id', p.id, 'algorithm', p.algorithm,
                                               'public_key', encode(p.public_key, 'hex'))
                       FROM passkey p WHERE p.credential_id = decode(input ->> 'credential_id', 'hex')
                        AND p.removed_at IS NULL), '{"id": null}');
END
$$;
ALTER FUNCTION api.passkey_find(jsonb) OWNER TO samplan_auth;
