-- What a server must know of the database before it starts; needs no actor. input: proof (of "server", see app.proof_ok) ·
-- returns {"demo": whether demo data were loaded, "proven": whether the database knows the key of its proofs}.
CREATE OR REPLACE FUNCTION api.server_info(input jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN jsonb_build_object('demo', EXISTS (SELECT FROM setting s WHERE s.key = 'demo' AND s.value = '1'),
                              'proven', app.proof_ok(input ->> 'proof', 'server'));
END
$$;
