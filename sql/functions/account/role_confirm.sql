-- Why the actor may not decide on a pending grant: a code, or NULL. The second person is an administrator
-- of the same organisation who is neither the one who asked nor the one who gets the role, and whose own
-- right does not come from that person.
CREATE OR REPLACE FUNCTION app.grant_objection(ra samplan.role_assignment, organisation uuid) RETURNS text
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    IF NOT app.admin_may(organisation) THEN
        RETURN 'other-organisation';
    END IF;
    IF app.actor_user() IN (ra.user_id, ra.granted_by) THEN
        RETURN 'second-person';
    END IF;
    IF NOT EXISTS (SELECT FROM role_assignment own
                    WHERE own.user_id = app.actor_user() AND own.role_code = 'administrator'
                      AND own.unit_id = app.actor_unit() AND app.assignment_active(own)
                      AND own.granted_by IS DISTINCT FROM ra.user_id) THEN
        RETURN 'not-independent';
    END IF;
    RETURN NULL;
END
$$;

-- Decides on a pending grant. Returns the document, or the refusal.
CREATE OR REPLACE FUNCTION app.role_decide(action text, assignment uuid, outcome text, reason text) RETURNS jsonb
LANGUAGE plpgsql SET search_path = samplan, app, pg_temp AS $$
DECLARE
    ra samplan.role_assignment;
    owner uuid;
    objection text;
BEGIN
    SELECT * INTO ra FROM role_assignment x WHERE x.id = assignment FOR UPDATE;
    SELECT un.organisation_id INTO owner FROM unit un WHERE un.id = ra.unit_id;
    IF ra.id IS NULL OR NOT app.admin_may(owner) THEN
        RETURN app.refuse(action, 'role', assignment);
    END IF;
    objection := app.grant_objection(ra, owner);
    IF objection IS NOT NULL THEN
        RETURN app.refuse_action(action, NULL, assignment, objection);
    END IF;
    IF ra.status_code <> 'pending' THEN
        RAISE EXCEPTION 'not-pending' USING ERRCODE = 'SP409';
    END IF;
    IF outcome = 'active' THEN
        PERFORM FROM user_account u WHERE u.id = ra.user_id FOR UPDATE;
        IF app.user_is_relative(ra.user_id) THEN  -- since it was asked for
            RAISE EXCEPTION 'relative-account' USING ERRCODE = 'SP409';
        END IF;
    END IF;
    UPDATE role_assignment x
       SET status_code = outcome, confirmed_by = app.actor_user(),
           valid_from = greatest(x.valid_from, app.today())
     WHERE x.id = ra.id;
    PERFORM app.audit(action, NULL, NULL, NULL, ARRAY[ra.user_id, ra.id], 'permit', 'administration', NULL, 'administration',
                      NULL, app.changed_fields('role_assignment', ra.id, '{"status": "pending"}',
                                               jsonb_build_object('status', outcome)), reason);
    RETURN jsonb_build_object('id', ra.id, 'location', '/admin',
                              'flash', CASE outcome WHEN 'active' THEN 'role-confirmed' ELSE 'role-refused' END);
END
$$;

-- The second person says yes. input: assignment_id. Refused: 404; 403 second-person, not-independent.
-- Raises SP409 not-pending, relative-account.
CREATE OR REPLACE FUNCTION api.role_confirm(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    PERFORM app.admin_require();
    PERFORM app.step_up_require();
    RETURN app.role_decide('role.confirm', (input ->> 'assignment_id')::uuid, 'active', NULL);
END
$$;

-- The second person says no. input: assignment_id, reason. As role_confirm.
CREATE OR REPLACE FUNCTION api.role_refuse(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    PERFORM app.admin_require();
    RETURN app.role_decide('role.refuse', (input ->> 'assignment_id')::uuid, 'refused', input ->> 'reason');
END
$$;
