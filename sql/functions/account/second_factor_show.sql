-- The user's second factors. Document: gate_code, rule_code ('required', 'offered', 'none'), has_code,
-- code_since_at, code_used_at, passkeys_list [{id, name, created_at, last_used_at, may_remove}],
-- recovery_n, has_factor, may_remove_code, grace_until_day (required, but not yet). Raises SP40S while the
-- factor is still to be shown: whoever has the password alone is not told which ones there are.
CREATE OR REPLACE FUNCTION api.second_factor_show(input jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    PERFORM app.actor_require();
    IF EXISTS (SELECT FROM session s WHERE s.id = app.actor_session() AND s.gate_code = 'confirm') THEN
        RAISE EXCEPTION 'step-up-required' USING ERRCODE = 'SP40S';
    END IF;
    RETURN app.second_factor_document(app.actor_session());
END
$$;
ALTER FUNCTION api.second_factor_show(jsonb) OWNER TO samplan_auth;

CREATE OR REPLACE FUNCTION app.second_factor_document(which uuid) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    s record;
    rule samplan.sign_in_policy;
    code samplan.totp;
    keys_n integer;
    factors_n integer;
BEGIN
    SELECT se.user_id, se.gate_code, ra.role_code, u.created_at INTO s
      FROM session se JOIN user_account u ON u.id = se.user_id
      LEFT JOIN role_assignment ra ON ra.id = se.assignment_id WHERE se.id = which;
    rule := app.sign_in_rule(s.role_code, s.user_id);
    SELECT * INTO code FROM totp t WHERE t.user_id = s.user_id AND t.status_code = 'active';
    SELECT count(*) INTO keys_n FROM passkey p WHERE p.user_id = s.user_id AND p.removed_at IS NULL;
    factors_n := keys_n + (code.id IS NOT NULL)::integer;
    RETURN jsonb_build_object('gate_code', s.gate_code, 'rule_code', rule.second_factor,
        'has_factor', factors_n > 0, 'has_code', code.id IS NOT NULL, 'code_since_at', code.confirmed_at,
        'code_used_at', code.last_used_at,
        'may_remove_code', code.id IS NOT NULL AND (factors_n > 1 OR rule.second_factor <> 'required'),
        'grace_until_day', CASE WHEN rule.second_factor = 'required' AND factors_n = 0 AND s.gate_code = 'open'
            THEN (greatest(s.created_at, rule.valid_from) + make_interval(days => rule.grace_days))::date END,
        'recovery_n', (SELECT count(*) FROM recovery_code c WHERE c.user_id = s.user_id AND c.used_at IS NULL
                                                              AND c.void_at IS NULL),
        'passkeys_list', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'name', p.name,
                'created_at', p.created_at, 'last_used_at', p.last_used_at,
                'may_remove', factors_n > 1 OR rule.second_factor <> 'required') ORDER BY p.created_at), '[]')
             FROM passkey p WHERE p.user_id = s.user_id AND p.removed_at IS NULL));
END
$$;
ALTER FUNCTION app.second_factor_document(uuid) OWNER TO samplan_auth;
