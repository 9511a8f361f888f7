-- Whether the server proves what it says to have checked: HMAC-SHA-256, under a key that lies in a file of the server and not
-- in its database connection, of "samplan proof v1" and the facts, each ended by a newline. proof: '<key id>:<64 hex digits>'.
-- Without a key in the database nothing is proven.
CREATE OR REPLACE FUNCTION app.proof_ok(proof text, VARIADIC facts text[]) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    told text := concat('samplan proof v1', chr(10), array_to_string(facts, chr(10)), chr(10));
    secret bytea;
BEGIN
    IF proof IS NULL OR proof !~ '^[0-9]{1,3}:[0-9a-f]{64}$' OR array_position(facts, NULL) IS NOT NULL
       OR EXISTS (SELECT FROM unnest(facts) f WHERE f LIKE '%' || chr(10) || '%') THEN
        RETURN false;
    END IF;
    SELECT k.secret INTO secret FROM proof_key k WHERE k.id = split_part(proof, ':', 1)::integer;
    -- of hashes, so that the time of comparing tells nothing of the right one
    RETURN coalesce(sha256(app.hmac_sha256(secret, convert_to(told, 'UTF8')))
                    = sha256(decode(split_part(proof, ':', 2), 'hex')), false);
END
$$;
ALTER FUNCTION app.proof_ok(text, text[]) OWNER TO samplan_auth;

-- RFC 2104 with SHA-256. key: at most 64 bytes. NULL of a NULL.
CREATE OR REPLACE FUNCTION app.hmac_sha256(key bytea, message bytea) RETURNS bytea
LANGUAGE plpgsql IMMUTABLE STRICT SET search_path = samplan, app, pg_temp AS $$
DECLARE
    inner_pad bytea := key || decode(repeat('00', 64 - octet_length(key)), 'hex');
    outer_pad bytea := inner_pad;
BEGIN
    FOR i IN 0 .. 63 LOOP
        outer_pad := set_byte(outer_pad, i, get_byte(inner_pad, i) # 92);
        inner_pad := set_byte(inner_pad, i, get_byte(inner_pad, i) # 54);
    END LOOP;
    RETURN sha256(outer_pad || sha256(inner_pad || message));
END
$$;
ALTER FUNCTION app.hmac_sha256(bytea, bytea) OWNER TO samplan_auth;
