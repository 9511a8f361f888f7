-- Whether giving a role to a user takes a second administrator: to oneself always, and where the role's
-- rule says so. Else whoever may add users could make herself a second administrator.
CREATE OR REPLACE FUNCTION app.role_waits(who uuid, role text) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN who = app.actor_user() OR (app.sign_in_rule(role_waits.role, who)).second_person;
END
$$;

-- Whether the user holds such a role now: then her second factor is reset by two.
CREATE OR REPLACE FUNCTION app.user_guarded(who uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT FROM role_assignment ra
                    WHERE ra.user_id = who AND app.assignment_active(ra)
                      AND (app.sign_in_rule(ra.role_code, who)).second_person);
END
$$;

-- Whether a new password takes two: whoever sets one could sign in as the user, so for every account that has been used, staff's and
-- a relative's alike. A first password is one administrator's: nothing was done with the account yet, and a relative's exists only
-- because a coordinator asked for it. A slip that was never used may be written again.
CREATE OR REPLACE FUNCTION app.password_guarded(who uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN app.user_guarded(who) OR EXISTS (SELECT FROM session s WHERE s.user_id = who)
        OR EXISTS (SELECT FROM credential c WHERE c.user_id = who AND NOT c.must_change);
END
$$;
ALTER FUNCTION app.password_guarded(uuid) OWNER TO samplan_auth;

-- Whether the acting administrator did not get her own right from somebody alone: else one could appoint the second person.
CREATE OR REPLACE FUNCTION app.admin_independent(of_whom uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT FROM role_assignment own
                    WHERE own.user_id = app.actor_user() AND own.role_code = 'administrator'
                      AND own.unit_id = app.actor_unit() AND app.assignment_active(own)
                      AND (own.granted_by IS DISTINCT FROM of_whom OR own.confirmed_by <> of_whom));
END
$$;

-- Why the actor may not decide on a reset that somebody asked for: a code, or NULL. The second person
-- administers the user as well, is neither of the two, and did not get her own right from the one who
-- asks alone.
CREATE OR REPLACE FUNCTION app.reset_objection(r samplan.reset_request) RETURNS text
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    IF app.admin_user_scope(r.user_id) <> 'all' THEN
        RETURN 'other-organisation';
    ELSIF app.actor_user() IN (r.user_id, r.requested_by) THEN
        RETURN 'second-person';
    ELSIF NOT app.admin_independent(r.requested_by) THEN
        RETURN 'not-independent';
    END IF;
    RETURN NULL;
END
$$;

-- The resets that are open, of one user or of all whom the administrator administers.
CREATE OR REPLACE FUNCTION app.reset_list(who uuid) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN (SELECT coalesce(jsonb_agg(jsonb_build_object(
                       'id', r.id, 'user', u.name, 'user_id', u.id, 'reset_code', r.kind_code,
                       'state_code', r.status_code, 'reason', r.reason, 'requested_by', q.name,
                       'requested_at', r.requested_at, 'mine', r.requested_by = app.actor_user(),
                       'may_confirm', r.status_code = 'pending' AND app.reset_objection(r) IS NULL)
                       ORDER BY r.requested_at), '[]')
              FROM reset_request r JOIN user_account u ON u.id = r.user_id JOIN user_account q ON q.id = r.requested_by
             WHERE (who IS NULL OR r.user_id = who) AND app.reset_open(r)
               AND app.admin_user_scope(r.user_id) <> 'none');
END
$$;

-- Waits for the second person, or was confirmed within the last day and not done yet.
CREATE OR REPLACE FUNCTION app.reset_open(r samplan.reset_request) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT r.status_code = 'pending' OR (r.status_code = 'confirmed' AND r.decided_at > now() - interval '1 day')
$$;
