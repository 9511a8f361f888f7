-- What an authenticator and its browser say, as they signed it (WebAuthn): authenticator_data and client_data, hex. kind:
-- 'webauthn.get' or 'webauthn.create'. All NULL when it is malformed, or of another kind, or its user was not there or not
-- verified. site_hash: SHA-256 of the host name; credential_id: of a registration.
CREATE OR REPLACE FUNCTION app.passkey_said(answer jsonb, kind text, OUT challenge bytea, OUT site_hash bytea, OUT sign_count bigint,
                                            OUT credential_id bytea, OUT signed text)
LANGUAGE plpgsql IMMUTABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    head bytea := decode(answer ->> 'authenticator_data', 'hex');
    client bytea := decode(answer ->> 'client_data', 'hex');
    flags integer;
    said jsonb;
    n integer;
BEGIN
    IF coalesce(octet_length(head), 0) < 37 THEN
        RETURN;
    END IF;
    flags := get_byte(head, 32);
    said := convert_from(client, 'UTF8')::jsonb;
    IF said ->> 'type' IS DISTINCT FROM kind OR flags & 5 <> 5 THEN  -- 1: present, 4: verified
        RETURN;
    END IF;
    IF kind = 'webauthn.create' THEN
        IF flags & 64 = 0 OR octet_length(head) < 55 THEN
            RETURN;
        END IF;
        n := get_byte(head, 53) * 256 + get_byte(head, 54);
        credential_id := substring(head FROM 56 FOR n);
    END IF;
    challenge := decode(translate(said ->> 'challenge', '-_', '+/') || repeat('=', -length(said ->> 'challenge') & 3), 'base64');
    site_hash := substring(head FOR 32);
    sign_count := (get_byte(head, 33)::bigint << 24) + (get_byte(head, 34) << 16) + (get_byte(head, 35) << 8) + get_byte(head, 36);
    signed := encode(sha256(head || sha256(client)), 'hex');
EXCEPTION WHEN data_exception OR invalid_parameter_value THEN
    RETURN;
END
$$;
ALTER FUNCTION app.passkey_said(jsonb, text) OWNER TO samplan_auth;

-- A passkey has answered a challenge. answer: id (the passkey's), authenticator_data, client_data (hex), proof: that the server
-- found the signature good, by app.proof_ok of 'passkey', purpose, id, SHA-256 of what was signed, and token_hash (hex, of the
-- session that it is for). All but the signature is looked at here: the challenge is one of ours, of this session, fresh, and
-- serves once; the user was verified; the passkey is hers and of this site; a counter that does not grow is that of a copy, unless
-- there is none (0). Returns 'passkey', 'unproven', or NULL.
DROP FUNCTION IF EXISTS app.passkey_used(uuid, jsonb);
CREATE OR REPLACE FUNCTION app.passkey_used(who uuid, answer jsonb, purpose text, token_hash text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    said record := app.passkey_said(answer, 'webauthn.get');
BEGIN
    DELETE FROM passkey_challenge c
     WHERE c.challenge = said.challenge AND c.purpose = passkey_used.purpose
       AND c.session_id IS NOT DISTINCT FROM app.actor_session() AND c.expires_at > now();
    IF NOT FOUND THEN
        RETURN NULL;
    ELSIF NOT app.proof_ok(answer ->> 'proof', 'passkey', purpose, answer ->> 'id', said.signed, token_hash) THEN
        RETURN 'unproven';
    END IF;
    UPDATE passkey p SET sign_count = said.sign_count, site_hash = said.site_hash, last_used_at = now()
     WHERE p.id = (answer ->> 'id')::uuid AND p.user_id = who AND p.removed_at IS NULL
       AND (p.site_hash IS NULL OR p.site_hash = said.site_hash)
       AND (said.sign_count > p.sign_count OR (said.sign_count = 0 AND p.sign_count = 0));
    RETURN CASE WHEN FOUND THEN 'passkey' END;
END
$$;
ALTER FUNCTION app.passkey_used(uuid, jsonb, text, text) OWNER TO samplan_auth;
