-- Proposals for the dated table, and the second administrator's answer.

-- POST /admin/legal-bases: proposes a new row. input: app.basis_errors, with "to_last_day" (the last day it holds) for valid_to_day, and
-- "reason" · returns {"id","created","location","flash"}. 403 'operator-only'; SP422; SP409 'change-pending'.
CREATE OR REPLACE FUNCTION api.basis_propose(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    b jsonb := input || jsonb_build_object('valid_to_day', (input ->> 'to_last_day')::date + 1);
    errors jsonb;
BEGIN
    PERFORM app.admin_require();
    PERFORM app.step_up_require();
    IF NOT app.admin_may(NULL) THEN
        RETURN app.refuse_action('basis.propose', NULL, app.actor_organisation(), 'operator-only');
    END IF;
    errors := replace(app.basis_errors(b)::text, '"valid_to_day"', '"to_last_day"')::jsonb;  -- as the form has it
    IF (input ->> 'valid_from_day')::date < app.today() THEN
        errors := errors || app.error('valid_from_day', 'in-the-past');
    END IF;
    PERFORM app.errors_raise(errors);
    RETURN app.basis_keep('add', input ->> 'rule_code', (input ->> 'valid_from_day')::date, b - '{reason,to_last_day,_key,_version}'::text[], input ->> 'reason');
END
$$;

-- POST /admin/legal-bases/{rule}/end: proposes that a row ends. input: {"rule","valid_from_day","last_day","reason"} · as above; 404.
CREATE OR REPLACE FUNCTION api.basis_end(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    PERFORM app.admin_require();
    PERFORM app.step_up_require();
    IF NOT app.admin_may(NULL) THEN
        RETURN app.refuse_action('basis.end', NULL, app.actor_organisation(), 'operator-only');
    ELSIF NOT EXISTS (SELECT FROM legal_basis b WHERE b.rule_code = input ->> 'rule' AND b.valid_from = (input ->> 'valid_from_day')::date) THEN
        RETURN app.refuse('basis.end', 'basis', NULL);
    END IF;
    PERFORM app.errors_raise(app.basis_end_errors(input ->> 'rule', (input ->> 'valid_from_day')::date, (input ->> 'last_day')::date));
    RETURN app.basis_keep('end', input ->> 'rule', (input ->> 'valid_from_day')::date, jsonb_build_object('last_day', input -> 'last_day'), input ->> 'reason');
END
$$;

CREATE OR REPLACE FUNCTION app.basis_keep(kind text, rule text, from_day date, body jsonb, why text) RETURNS jsonb
LANGUAGE plpgsql SET search_path = samplan, app, pg_temp AS $$
DECLARE
    new_id uuid := gen_random_uuid();
BEGIN
    IF EXISTS (SELECT FROM legal_basis_change c WHERE c.rule_code = rule AND c.valid_from = from_day AND c.kind_code = kind AND c.status_code = 'pending') THEN
        RAISE EXCEPTION 'change-pending' USING ERRCODE = 'SP409';
    END IF;
    INSERT INTO legal_basis_change (id, kind_code, rule_code, valid_from, body, reason, requested_by)
    VALUES (new_id, kind, rule, from_day, body, why, app.actor_user());
    PERFORM app.audit('basis.' || CASE kind WHEN 'add' THEN 'propose' ELSE 'end' END, NULL, NULL, NULL, ARRAY[new_id], 'permit', 'administration', NULL,
                      'administration', NULL, NULL, rule || ': ' || why);
    RETURN jsonb_build_object('id', new_id, 'created', true, 'location', '/admin/legal-bases', 'flash', 'basis-proposed');
END
$$;

-- POST /admin/legal-bases/changes/{basis_change_id}/confirm and …/refuse: another administrator of the installation. 404; 403
-- 'operator-only', 'second-person'; SP409 'not-pending'; SP422 where the table has changed meanwhile.
CREATE OR REPLACE FUNCTION api.basis_confirm(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    PERFORM app.admin_require();
    PERFORM app.step_up_require();
    RETURN app.basis_decide('basis.confirm', (input ->> 'basis_change_id')::uuid, true);
END
$$;
CREATE OR REPLACE FUNCTION api.basis_refuse(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    PERFORM app.admin_require();
    RETURN app.basis_decide('basis.refuse', (input ->> 'basis_change_id')::uuid, false);
END
$$;

CREATE OR REPLACE FUNCTION app.basis_decide(action text, change uuid, yes boolean) RETURNS jsonb
LANGUAGE plpgsql SET search_path = samplan, app, pg_temp AS $$
DECLARE
    c legal_basis_change;
BEGIN
    SELECT x.* INTO c FROM legal_basis_change x WHERE x.id = change;
    IF NOT FOUND THEN
        RETURN app.refuse(action, 'basis', change);
    ELSIF NOT app.admin_may(NULL) THEN
        RETURN app.refuse_action(action, NULL, change, 'operator-only');
    ELSIF c.requested_by = app.actor_user() THEN
        RETURN app.refuse_action(action, NULL, change, 'second-person');
    END IF;
    SELECT x.* INTO c FROM legal_basis_change x WHERE x.id = change AND x.status_code = 'pending' FOR UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'not-pending' USING ERRCODE = 'SP409';
    END IF;
    IF yes AND c.kind_code = 'add' THEN
        PERFORM app.errors_raise(app.basis_errors(c.body));
        PERFORM app.basis_add(c.body);
    ELSIF yes THEN
        PERFORM app.errors_raise(app.basis_end_errors(c.rule_code, c.valid_from, (c.body ->> 'last_day')::date));
        PERFORM app.basis_close(c.rule_code, c.valid_from, (c.body ->> 'last_day')::date);
    END IF;
    UPDATE legal_basis_change x SET status_code = CASE WHEN yes THEN 'confirmed' ELSE 'refused' END, decided_by = app.actor_user(), decided_at = now()
     WHERE x.id = change;
    PERFORM app.audit(action, NULL, NULL, NULL, ARRAY[change], 'permit', 'administration', NULL, 'administration', NULL, NULL, c.rule_code || ': ' || c.reason);
    RETURN jsonb_build_object('id', change, 'location', '/admin/legal-bases', 'flash', CASE WHEN yes THEN 'basis-confirmed' ELSE 'basis-refused' END);
END
$$;
