-- The page on which an administrator ends a user's access. input: user_id. Document: user, version,
-- open_work (counts and items without a word about any citizen), options.successor_id, values.
-- Refused: 404; 403 other-organisation, not-yourself.
CREATE OR REPLACE FUNCTION api.user_leave(input jsonb) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    u samplan.user_account;
    refusal jsonb := app.user_leave_refusal('user.leave', (input ->> 'user_id')::uuid);
BEGIN
    PERFORM app.admin_require();
    IF refusal IS NOT NULL THEN
        RETURN refusal;
    END IF;
    SELECT * INTO u FROM user_account x WHERE x.id = (input ->> 'user_id')::uuid;
    RETURN jsonb_build_object(
        'user', jsonb_build_object('id', u.id, 'name', u.name, 'initials', app.initials(u.name),
            'profession', u.profession, 'account_code', u.status_code, 'disabled', u.status_code = 'disabled'),
        'version', u.version, 'open_work', app.user_open_work_document(u.id), 'values', '{}'::jsonb,
        'options', jsonb_build_object('successor_id', (
            SELECT coalesce(jsonb_agg(jsonb_build_object('value', s.user_id, 'label', s.label)
                                      ORDER BY s.same_unit DESC, s.label COLLATE "da-x-icu"), '[]')
              FROM app.user_successors(u.id) s)));
END
$$;

-- Why the actor may not end this user's access: a document to answer with, or NULL.
CREATE OR REPLACE FUNCTION app.user_leave_refusal(action text, who uuid) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    scope text := app.admin_user_scope(who);
BEGIN
    IF scope = 'none' THEN
        RETURN app.refuse(action, 'user', who);
    END IF;
    IF who = app.actor_user() THEN
        RETURN app.refuse_action(action, NULL, who, 'not-yourself');
    END IF;
    IF scope = 'part' THEN
        RETURN app.refuse_action(action, NULL, who, 'other-organisation');
    END IF;
    RETURN NULL;
END
$$;

-- Who may take over from a user: active caseworkers of the organisations that she works, or worked, in, as far as the administrator
-- administers them; from the console of the installation, of all of them.
DROP FUNCTION IF EXISTS app.user_successors(uuid);
CREATE OR REPLACE FUNCTION app.user_successors(who uuid, from_console boolean DEFAULT false)
RETURNS TABLE (user_id uuid, unit_id uuid, label text, same_unit boolean)
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN QUERY
    SELECT DISTINCT ON (u.id) u.id, un.id, u.name || ', ' || un.name, un.id = ANY (own.units)
      FROM (SELECT array_agg(ra.unit_id) AS units, array_agg(x.organisation_id) AS organisations
              FROM role_assignment ra JOIN unit x ON x.id = ra.unit_id WHERE ra.user_id = who) own,
           role_assignment ra JOIN unit un ON un.id = ra.unit_id JOIN user_account u ON u.id = ra.user_id
     WHERE un.organisation_id = ANY (own.organisations) AND ra.role_code = 'caseworker'
       AND app.assignment_active(ra) AND u.status_code = 'active' AND u.id <> who
       AND (from_console OR app.admin_may(un.organisation_id))
     ORDER BY u.id, un.id = ANY (own.units) DESC, un.name;
END
$$;

-- Ends a user's access at once: no session, no role. What lies open is handed on to a successor in the
-- same transaction, or, when urgent, left on her page to be handed on afterwards.
-- input: user_id, _version, successor_id, urgent, reason. Raises SP409 last-administrator, SP412, SP422
-- (successor_id required or not an option; reason required), SP428. Refused: 404; 403.
CREATE OR REPLACE FUNCTION api.user_disable(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    u samplan.user_account;
    refusal jsonb := app.user_leave_refusal('user.disable', (input ->> 'user_id')::uuid);
    urgent boolean := coalesce((input ->> 'urgent')::boolean, false);
    handed integer := 0;
BEGIN
    PERFORM app.admin_require();
    IF refusal IS NOT NULL THEN
        RETURN refusal;
    END IF;
    SELECT * INTO u FROM user_account x WHERE x.id = (input ->> 'user_id')::uuid FOR UPDATE;
    PERFORM app.version_check(input, u.version, '{}', u.changed_by, u.changed_at);
    IF u.status_code <> 'active' THEN
        RAISE EXCEPTION 'disabled' USING ERRCODE = 'SP409';
    END IF;
    IF EXISTS (SELECT FROM role_assignment ra JOIN unit un ON un.id = ra.unit_id
                WHERE ra.user_id = u.id AND ra.role_code = 'administrator' AND app.assignment_active(ra)
                  AND NOT app.admin_remains(un.organisation_id, u.id, NULL)) THEN
        RAISE EXCEPTION 'last-administrator' USING ERRCODE = 'SP409';
    END IF;
    IF NOT urgent THEN
        handed := app.user_hand_on_checked(u.id, (input ->> 'successor_id')::uuid, input ->> 'reason');
    END IF;
    UPDATE user_account x SET status_code = 'disabled' WHERE x.id = u.id;
    UPDATE role_assignment ra SET status_code = 'ended', valid_to = least(coalesce(ra.valid_to, app.today()), app.today())
     WHERE ra.user_id = u.id AND ra.status_code IN ('active', 'pending');
    PERFORM app.sessions_end(u.id, 'disabled');
    PERFORM app.audit('user.disable', NULL, NULL, NULL, ARRAY[u.id], 'permit', 'administration', NULL, 'administration',
                      handed, app.changed_fields('user', u.id, '{"status": "active"}', '{"status": "disabled"}'),
                      input ->> 'reason');
    RETURN jsonb_build_object('id', u.id, 'handed_on_n', handed, 'location', '/admin/users/' || u.id,
                              'flash', CASE WHEN urgent THEN 'user-disabled-urgent' ELSE 'user-disabled' END);
END
$$;

-- Opens a disabled account again. Its old roles stay ended: a role must be granted anew, and a one-time
-- password given. input: user_id, _version. Refused: 404; 403. Raises SP409, SP412, SP428.
CREATE OR REPLACE FUNCTION api.user_enable(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    u samplan.user_account;
    refusal jsonb := app.user_leave_refusal('user.enable', (input ->> 'user_id')::uuid);
BEGIN
    PERFORM app.admin_require();
    PERFORM app.step_up_require();
    IF refusal IS NOT NULL THEN
        RETURN refusal;
    END IF;
    SELECT * INTO u FROM user_account x WHERE x.id = (input ->> 'user_id')::uuid FOR UPDATE;
    PERFORM app.version_check(input, u.version, '{}', u.changed_by, u.changed_at);
    IF u.status_code <> 'disabled' THEN
        RAISE EXCEPTION 'not-disabled' USING ERRCODE = 'SP409';
    END IF;
    UPDATE user_account x SET status_code = 'active' WHERE x.id = u.id;
    PERFORM app.audit('user.enable', NULL, NULL, NULL, ARRAY[u.id], 'permit', 'administration', NULL, 'administration',
                      NULL, app.changed_fields('user', u.id, '{"status": "disabled"}', '{"status": "active"}'));
    RETURN jsonb_build_object('id', u.id, 'location', '/admin/users/' || u.id, 'flash', 'user-enabled');
END
$$;
