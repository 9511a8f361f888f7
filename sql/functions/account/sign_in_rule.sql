-- What sign-in asks of a role: the row of today, for demo accounts that of the demo. A role without a
-- row is asked for everything. Without a role (unit not chosen, password to be changed): half an hour
-- for doing just that.
CREATE OR REPLACE FUNCTION app.sign_in_rule(role text, who uuid) RETURNS samplan.sign_in_policy
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    rule samplan.sign_in_policy;
BEGIN
    SELECT p.* INTO rule
      FROM sign_in_policy p JOIN user_account u ON u.id = who
     WHERE p.role_code = sign_in_rule.role AND p.valid_from <= app.today()
       AND (p.valid_to IS NULL OR p.valid_to > app.today())
       AND p.applies_code IN ('all', CASE WHEN u.is_demo THEN 'demo' ELSE 'all' END)
     ORDER BY p.applies_code = 'demo' DESC, p.valid_from DESC LIMIT 1;
    IF rule.id IS NULL THEN
        rule.role_code := sign_in_rule.role;
        rule.second_factor := CASE WHEN sign_in_rule.role IS NULL THEN 'offered' ELSE 'required' END;
        rule.grace_days := 0;
        rule.idle_seconds := 600;
        rule.absolute_seconds := 1800;
        rule.step_up_seconds := 300;
        rule.step_up_code := 'password-and-factor';
        rule.second_person := true;
    END IF;
    RETURN rule;
END
$$;
ALTER FUNCTION app.sign_in_rule(text, uuid) OWNER TO samplan_auth;

-- Whether a user has one-time codes, and whether any second factor at all.
CREATE OR REPLACE FUNCTION app.code_ready(who uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT FROM totp t WHERE t.user_id = who AND t.status_code = 'active');
END
$$;
ALTER FUNCTION app.code_ready(uuid) OWNER TO samplan_auth;

CREATE OR REPLACE FUNCTION app.factor_ready(who uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN app.code_ready(who) OR EXISTS (SELECT FROM passkey p WHERE p.user_id = who AND p.removed_at IS NULL);
END
$$;
ALTER FUNCTION app.factor_ready(uuid) OWNER TO samplan_auth;

-- What stands before the first page of a session. A factor that exists is always asked for, unless the
-- role's rule is none; one that lacks, when the rule requires it and the days of grace are over.
CREATE OR REPLACE FUNCTION app.session_gate(who uuid, role text, assurance integer) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    rule samplan.sign_in_policy := app.sign_in_rule(role, who);
    begun timestamptz := (SELECT greatest(u.created_at, rule.valid_from) FROM user_account u WHERE u.id = who);
BEGIN
    IF session_gate.assurance >= 2 OR rule.second_factor = 'none' THEN
        RETURN 'open';
    ELSIF app.factor_ready(who) THEN
        RETURN 'confirm';
    ELSIF rule.second_factor = 'required' AND now() >= begun + make_interval(days => rule.grace_days) THEN
        RETURN 'enrol';
    END IF;
    RETURN 'open';
END
$$;
ALTER FUNCTION app.session_gate(uuid, text, integer) OWNER TO samplan_auth;
