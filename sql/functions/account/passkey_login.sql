-- Signs in with a passkey, or notes that it did not succeed. input: passkey (app.passkey_used; lacks when the server found it no
-- good), token_hash (hex), network, client, request_id, interface, assignment_id or null, old_token_hash or null. Document and
-- refusals as login_finish.
CREATE OR REPLACE FUNCTION api.passkey_login(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    net text := coalesce(input ->> 'network', '');
    how text;
    who record;
    chosen uuid;
    refusal jsonb;
BEGIN
    PERFORM app.actor_forget(input);
    SELECT u.id, u.username, u.status_code, c.must_change INTO who
      FROM passkey p JOIN user_account u ON u.id = p.user_id LEFT JOIN credential c ON c.user_id = u.id
     WHERE p.id = (input #>> '{passkey,id}')::uuid;
    IF who.status_code = 'active' THEN
        how := app.passkey_used(who.id, input -> 'passkey', 'sign-in', input ->> 'token_hash');
    END IF;
    IF how IS DISTINCT FROM 'passkey' THEN
        PERFORM app.login_count('net:' || net, 30, 5, interval '30 seconds');
        PERFORM app.audit('login', NULL, NULL, NULL, CASE WHEN who.id IS NOT NULL THEN ARRAY[who.id] END,
                          'fail', 'none', NULL, 'administration', NULL, NULL, coalesce(how, 'passkey'));
        RETURN '{"_refused": {"status": 401, "code": "passkey-failed"}}';
    END IF;
    PERFORM app.login_succeeded(who.username, net);
    SELECT a.assignment_id, a.refusal INTO chosen, refusal
      FROM app.assignment_default(who.id, (input ->> 'assignment_id')::uuid) a;
    IF refusal IS NOT NULL THEN
        PERFORM app.audit('login', NULL, NULL, NULL, ARRAY[who.id], 'refuse', 'none', NULL, 'administration',
                          NULL, NULL, refusal #>> '{_refused,code}');
        RETURN refusal;
    END IF;
    RETURN app.login_session(who.id, CASE WHEN NOT coalesce(who.must_change, false) THEN chosen END, 2,
                             coalesce(who.must_change, false), input);
END
$$;
ALTER FUNCTION api.passkey_login(jsonb) OWNER TO samplan_auth;
