-- What the page asks for that shows that it is she. Document: gate_code ('open': for something that
-- takes it; 'confirm': the sign-in is not done), wants_password, wants_factor, has_code, has_passkey,
-- recovery_n (recovery codes left).
CREATE OR REPLACE FUNCTION api.step_up_show(input jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    PERFORM app.actor_require();
    RETURN app.step_up_asks(app.actor_session());
END
$$;
ALTER FUNCTION api.step_up_show(jsonb) OWNER TO samplan_auth;

-- What a session's user must show. The password alone where there is no second factor; at sign-in the
-- factor alone, as the password has just been given; else as the role's rule says. A passkey verifies
-- its user by itself and stands for both.
CREATE OR REPLACE FUNCTION app.step_up_asks(which uuid) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    s record;
    rule samplan.sign_in_policy;
    has_factor boolean;
BEGIN
    SELECT se.user_id, se.gate_code, ra.role_code INTO s
      FROM session se LEFT JOIN role_assignment ra ON ra.id = se.assignment_id WHERE se.id = which;
    rule := app.sign_in_rule(s.role_code, s.user_id);
    has_factor := app.factor_ready(s.user_id) AND rule.second_factor <> 'none';
    RETURN jsonb_build_object('gate_code', s.gate_code,
        'wants_password', NOT has_factor OR (rule.step_up_code = 'password-and-factor' AND s.gate_code = 'open'),
        'wants_factor', has_factor, 'has_code', has_factor AND app.code_ready(s.user_id),
        'has_passkey', has_factor AND EXISTS (SELECT FROM passkey p WHERE p.user_id = s.user_id
                                                                      AND p.removed_at IS NULL),
        'recovery_n', (SELECT count(*) FROM recovery_code c WHERE c.user_id = s.user_id
                                                              AND c.used_at IS NULL AND c.void_at IS NULL));
END
$$;
ALTER FUNCTION app.step_up_asks(uuid) OWNER TO samplan_auth;
