-- For samplanctl: the keys of the server's proofs (app.proof_ok), instead of those that are there.
-- input: [{"id", "secret" (hex)}]. Returns {"keys": n, "changed": bool}.
CREATE OR REPLACE FUNCTION app.ctl_proof_keys(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SET search_path = samplan, app, pg_temp AS $$
DECLARE
    changed boolean;
BEGIN
    DELETE FROM proof_key k
     WHERE NOT EXISTS (SELECT FROM jsonb_to_recordset(input) AS n (id integer) WHERE n.id = k.id);
    changed := FOUND;
    INSERT INTO proof_key AS k (id, secret)
    SELECT n.id, decode(n.secret, 'hex') FROM jsonb_to_recordset(input) AS n (id integer, secret text)
        ON CONFLICT (id) DO UPDATE SET secret = excluded.secret, added_at = now() WHERE k.secret <> excluded.secret;
    RETURN jsonb_build_object('keys', jsonb_array_length(input), 'changed', changed OR FOUND);
END
$$;
