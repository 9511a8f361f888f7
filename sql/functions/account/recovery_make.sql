-- Ten new recovery codes; those that were left are void. input: recovery_hashes (hex). Document: made.
-- Raises SP409 no-factor.
CREATE OR REPLACE FUNCTION api.recovery_make(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    PERFORM app.actor_require();
    PERFORM app.step_up_require();
    IF NOT app.factor_ready(app.actor_user()) THEN
        RAISE EXCEPTION 'no-factor' USING ERRCODE = 'SP409';
    END IF;
    PERFORM app.recovery_replace(app.actor_user(), input -> 'recovery_hashes');
    PERFORM app.account_note(app.actor_user(), 'recovery-made', NULL);
    PERFORM app.audit('recovery-codes.make', NULL, NULL, NULL, ARRAY[app.actor_user()], 'permit', 'self',
                      app.actor_user(), 'administration');
    RETURN jsonb_build_object('made', true);
END
$$;
ALTER FUNCTION api.recovery_make(jsonb) OWNER TO samplan_auth;
