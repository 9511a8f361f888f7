-- Users from the command line (samplanctl user): for the first administrator of an installation and for
-- the day when nobody can sign in. Called by samplan_migrate, which is a member of the roles that own
-- the tables; the server cannot call them with effect, since its policies need an actor.

-- The unit that a text names: its id, "Organisation: Unit", or "Organisation" where that has a single
-- unit at the top. NULL when none or several fit.
CREATE OR REPLACE FUNCTION app.ctl_unit(named text) RETURNS uuid
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    found_ids uuid[];
BEGIN
    SELECT array_agg(un.id) INTO found_ids
      FROM unit un JOIN organisation o ON o.id = un.organisation_id
     WHERE (un.id::text = lower(named) OR o.name || ': ' || un.name = named
            OR (o.name = named AND un.parent_id IS NULL))
       AND (un.valid_to IS NULL OR un.valid_to > app.today());
    RETURN CASE WHEN array_length(found_ids, 1) = 1 THEN found_ids[1] END;
END
$$;

-- Adds a user with a first role and a password. input: username, name, unit (see app.ctl_unit), role,
-- profession, phone, email, salt and verifier (hex), once (must change it). Document: id, username.
-- Raises SP422 with every wrong field.
CREATE OR REPLACE FUNCTION app.ctl_user_add(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SET search_path = samplan, app, pg_temp AS $$
DECLARE
    new_id uuid := gen_random_uuid();
    given text := lower(btrim(input ->> 'username'));
    place uuid := app.ctl_unit(input ->> 'unit');
    errors jsonb := app.email_errors(input ->> 'email');
BEGIN
    PERFORM set_config('samplan.interface', 'ctl', true);
    IF given !~ '^[a-z0-9æøå][a-z0-9æøå._@-]{1,63}$' THEN
        errors := errors || app.error('username', 'not-a-username');
    ELSIF EXISTS (SELECT FROM user_account u WHERE u.username = given) THEN
        errors := errors || app.error('username', 'taken');
    END IF;
    IF coalesce(length(btrim(input ->> 'name')), 0) NOT BETWEEN 1 AND 200 THEN
        errors := errors || app.error('name', 'required');
    END IF;
    IF place IS NULL THEN
        errors := errors || app.error('unit', 'not-found');
    END IF;
    IF NOT coalesce(input ->> 'role' IN ('caseworker', 'manager', 'auditor', 'administrator'), false) THEN
        errors := errors || app.error('role', 'not-an-option');
    END IF;
    PERFORM app.errors_raise(errors);
    INSERT INTO user_account (id, username, name, profession, phone, email)
    VALUES (new_id, given, btrim(input ->> 'name'), input ->> 'profession', input ->> 'phone', input ->> 'email');
    INSERT INTO role_assignment (user_id, unit_id, role_code, title, valid_from, reason)
    VALUES (new_id, place, input ->> 'role', input ->> 'profession', app.today(), 'samplanctl user add');
    PERFORM app.credential_set(new_id, decode(input ->> 'salt', 'hex'), decode(input ->> 'verifier', 'hex'),
                               coalesce((input ->> 'once')::boolean, false));
    PERFORM app.audit('user.create', NULL, NULL, NULL, ARRAY[new_id], 'permit', 'administration', NULL,
                      'administration', NULL,
                      app.changed_fields('user', new_id, '{"username": null, "name": null, "unit": null, "role": null}',
                                         input), 'samplanctl user add');
    RETURN jsonb_build_object('id', new_id, 'username', given);
END
$$;

-- Ends a user's access at once. With work that lies open only when it is handed on to a colleague (hand_on: her user name), in
-- the same transaction and by the same rules as an administrator does it, or when leave_open says so: then it stays listed for
-- an administrator to hand on. input: username, reason, hand_on, leave_open. Document: id, done, handed_on_n, and what was open
-- (app.user_open_work_document). Raises SP404, SP409 when it is disabled already, SP422 on hand_on.
CREATE OR REPLACE FUNCTION app.ctl_user_disable(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SET search_path = samplan, app, pg_temp AS $$
DECLARE
    u samplan.user_account;
    open jsonb;
    successor uuid;
    handed integer := 0;
    why text := coalesce(input ->> 'reason', 'samplanctl user disable');
BEGIN
    PERFORM set_config('samplan.interface', 'ctl', true);
    SELECT * INTO u FROM user_account x WHERE x.username = lower(input ->> 'username') FOR UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'no-such-user' USING ERRCODE = 'SP404';
    ELSIF u.status_code <> 'active' THEN
        RAISE EXCEPTION 'disabled' USING ERRCODE = 'SP409';
    END IF;
    open := app.user_open_work_document(u.id) - 'items_list';
    IF input ->> 'hand_on' IS NOT NULL THEN
        SELECT s.user_id INTO successor FROM app.user_successors(u.id, true) s JOIN user_account x ON x.id = s.user_id
         WHERE x.username = lower(input ->> 'hand_on');
        IF NOT FOUND THEN
            PERFORM app.errors_raise(app.error('hand_on', 'not-found'));
        END IF;
        handed := app.user_hand_on_checked(u.id, successor, why, true);
    ELSIF (open ->> 'open_n')::integer > 0 AND NOT coalesce((input ->> 'leave_open')::boolean, false) THEN
        RETURN open || jsonb_build_object('id', u.id, 'done', false);
    END IF;
    UPDATE user_account x SET status_code = 'disabled' WHERE x.id = u.id;
    UPDATE role_assignment ra
       SET status_code = 'ended', valid_to = least(coalesce(ra.valid_to, app.today()), app.today())
     WHERE ra.user_id = u.id AND ra.status_code IN ('active', 'pending');
    UPDATE session s SET ended_at = now(), end_reason = 'disabled' WHERE s.user_id = u.id AND s.ended_at IS NULL;
    PERFORM app.audit('user.disable', NULL, NULL, NULL, ARRAY[u.id], 'permit', 'administration', NULL,
                      'administration', handed,
                      app.changed_fields('user', u.id, '{"status": "active"}', '{"status": "disabled"}'), why);
    RETURN open || jsonb_build_object('id', u.id, 'done', true, 'handed_on_n', handed);
END
$$;

-- Takes a user's second factors away. input: username, reason. Document: id. Raises SP404, SP409 when she
-- has none.
CREATE OR REPLACE FUNCTION app.ctl_user_reset_factor(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SET search_path = samplan, app, pg_temp AS $$
DECLARE
    u samplan.user_account;
BEGIN
    PERFORM set_config('samplan.interface', 'ctl', true);
    SELECT * INTO u FROM user_account x WHERE x.username = lower(input ->> 'username') FOR UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'no-such-user' USING ERRCODE = 'SP404';
    ELSIF NOT app.factor_ready(u.id) THEN
        RAISE EXCEPTION 'no-factor' USING ERRCODE = 'SP409';
    END IF;
    PERFORM app.factors_reset(u.id);
    PERFORM app.audit('user.factor-reset', NULL, NULL, NULL, ARRAY[u.id], 'permit', 'administration', NULL,
                      'administration', NULL, NULL, coalesce(input ->> 'reason', 'samplanctl user reset-factor'));
    RETURN jsonb_build_object('id', u.id);
END
$$;

-- Gives a user a new password and ends her sessions. input: username, salt and verifier (hex), once.
-- Document: id. Raises SP404, SP409 for a disabled user.
CREATE OR REPLACE FUNCTION app.ctl_user_passwd(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SET search_path = samplan, app, pg_temp AS $$
DECLARE
    u samplan.user_account;
BEGIN
    PERFORM set_config('samplan.interface', 'ctl', true);
    SELECT * INTO u FROM user_account x WHERE x.username = lower(input ->> 'username') FOR UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'no-such-user' USING ERRCODE = 'SP404';
    ELSIF u.status_code <> 'active' THEN
        RAISE EXCEPTION 'disabled' USING ERRCODE = 'SP409';
    END IF;
    PERFORM app.credential_set(u.id, decode(input ->> 'salt', 'hex'), decode(input ->> 'verifier', 'hex'),
                               coalesce((input ->> 'once')::boolean, false));
    PERFORM app.account_note(u.id, 'password-set', NULL);
    UPDATE session s SET ended_at = now(), end_reason = 'password-set' WHERE s.user_id = u.id AND s.ended_at IS NULL;
    DELETE FROM login_attempt l WHERE l.subject = 'user:' || u.username;
    PERFORM app.audit('user.password', NULL, NULL, NULL, ARRAY[u.id], 'permit', 'administration', NULL,
                      'administration', NULL, NULL, 'samplanctl user passwd');
    RETURN jsonb_build_object('id', u.id);
END
$$;
