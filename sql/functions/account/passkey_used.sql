-- A passkey has answered a challenge and the server has found the signature good. answer: id (the
-- passkey's), challenge (hex), purpose, count (the authenticator's counter). The challenge serves once.
-- A counter that does not grow is that of a copy, unless there is none (0). Returns 'passkey', or NULL.
CREATE OR REPLACE FUNCTION app.passkey_used(who uuid, answer jsonb) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    DELETE FROM passkey_challenge c
     WHERE c.challenge = decode(answer ->> 'challenge', 'hex') AND c.purpose = answer ->> 'purpose'
       AND c.session_id IS NOT DISTINCT FROM app.actor_session() AND c.expires_at > now();
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    UPDATE passkey p SET sign_count = (answer ->> 'count')::bigint, last_used_at = now()
     WHERE p.id = (answer ->> 'id')::uuid AND p.user_id = who AND p.removed_at IS NULL
       AND ((answer ->> 'count')::bigint > p.sign_count OR ((answer ->> 'count')::bigint = 0 AND p.sign_count = 0));
    RETURN CASE WHEN FOUND THEN 'passkey' END;
END
$$;
ALTER FUNCTION app.passkey_used(uuid, jsonb) OWNER TO samplan_auth;
