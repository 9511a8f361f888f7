-- An account for somebody close: the coordinator asks, an administrator of the coordinator's organisation makes it. The administrator
-- learns a name and who asked, nothing of the plan.

-- POST /related/{related_id}/account. input: {"related_id"} · returns {"id","location","flash"}. SP409 'account-linked', 'related-ended'.
CREATE OR REPLACE FUNCTION api.related_account_ask(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    o record;
    r related_person;
    after related_person;
BEGIN
    PERFORM app.actor_require();
    o := app.related_open('related.account-ask', (input ->> 'related_id')::uuid, true);
    IF o.refused IS NOT NULL THEN
        RETURN o.refused;
    END IF;
    r := o.r;
    IF app.actor_role() <> 'caseworker' OR (o.relation ->> 'write_mask')::integer & app.right_coordinate() = 0 THEN
        RETURN app.refuse_action('related.account-ask', r.plan_id, r.id, 'coordinator-only');
    END IF;
    IF r.user_id IS NOT NULL OR r.kind_code = 'child' THEN
        RAISE EXCEPTION 'account-linked' USING ERRCODE = 'SP409';
    END IF;
    UPDATE related_person x SET account_asked_at = now(), account_asked_by = app.actor_user(), account_asked_unit_id = app.actor_unit()
     WHERE x.id = r.id;
    SELECT * INTO after FROM related_person x WHERE x.id = r.id;
    PERFORM app.related_audit('related.account-ask', r, o.relation, app.related_changes(r, after));
    RETURN jsonb_build_object('id', r.id, 'version', after.version, 'location', '/plans/' || r.plan_id || '/related', 'flash', 'account-asked');
END
$$;

-- GET /admin/relatives: who waits for an account. returns {"waiting_list": [{"id","name","asked_by","unit","asked_at"}],"values"}.
CREATE OR REPLACE FUNCTION api.relative_account_list(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    rows jsonb;
BEGIN
    PERFORM app.admin_require();
    rows := app.relative_accounts_waiting();
    PERFORM app.audit('relative-account.list', NULL, NULL, NULL, (SELECT array_agg((e ->> 'id')::uuid) FROM jsonb_array_elements(rows) e),
                      'permit', 'administration', NULL, 'administration', jsonb_array_length(rows));
    RETURN jsonb_build_object('waiting_list', rows, 'values', '{}'::jsonb);
END
$$;

CREATE OR REPLACE FUNCTION app.relative_accounts_waiting() RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN (SELECT coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'name', r.name, 'asked_by', u.name, 'unit', n.name,
                       'asked_at', r.account_asked_at) ORDER BY r.account_asked_at), '[]')
              FROM related_person r JOIN unit n ON n.id = r.account_asked_unit_id LEFT JOIN user_account u ON u.id = r.account_asked_by
             WHERE r.account_asked_at IS NOT NULL AND r.user_id IS NULL AND r.status_code = 'active' AND app.admin_may(n.organisation_id));
END
$$;
ALTER FUNCTION app.relative_accounts_waiting() OWNER TO samplan_derive;

-- Adds the account (POST /admin/relatives/{related_id}), or links the one that she has already from another citizen: then its user name is
-- given and "existing" said. input: {"related_id","username","existing"} · returns {"id": of the account,"username","name","created"}. SP422.
CREATE OR REPLACE FUNCTION api.relative_account_create(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    related uuid := (input ->> 'related_id')::uuid;
    given text := lower(btrim(input ->> 'username'));
    waiting jsonb;
    account uuid := gen_random_uuid();
    existing constant boolean := coalesce((input ->> 'existing')::boolean, false);
BEGIN
    PERFORM app.admin_require();
    PERFORM app.step_up_require();
    SELECT e INTO waiting FROM jsonb_array_elements(app.relative_accounts_waiting()) e WHERE (e ->> 'id')::uuid = related;
    IF waiting IS NULL THEN
        RETURN app.refuse('relative-account.create', 'related', related);
    END IF;
    IF existing THEN
        account := app.relative_account_find(given, waiting ->> 'name');
    END IF;
    PERFORM app.errors_raise(CASE WHEN existing AND account IS NULL THEN app.error('username', 'no-such-relative')
                                  WHEN NOT existing AND given !~ '^[a-z0-9æøå][a-z0-9æøå._@-]{1,63}$' THEN app.error('username', 'not-a-username')
                                  WHEN NOT existing AND app.username_taken(given) THEN app.error('username', 'taken') END);
    PERFORM app.relative_account_link(related, account, given, existing);
    PERFORM app.audit('relative-account.create', NULL, NULL, NULL, ARRAY[related, account], 'permit', 'administration', NULL, 'administration',
                      NULL, app.changed_fields('user', account, '{"username": null}', jsonb_build_object('username', given)));
    RETURN jsonb_build_object('id', account, 'username', given, 'name', waiting -> 'name', 'pending', false, 'existing', existing, 'created', NOT existing)
        || CASE WHEN existing THEN '{"location": "/admin/relatives", "flash": "account-linked"}' ELSE '{}' END::jsonb;
END
$$;

-- An account of this user name and person that is a relative's and nothing else, nor about to be.
CREATE OR REPLACE FUNCTION app.relative_account_find(given text, name text) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN (SELECT u.id FROM user_account u
             WHERE u.username = given AND u.status_code = 'active' AND u.citizen_id IS NULL AND lower(u.name) = lower(relative_account_find.name)
               AND EXISTS (SELECT FROM role_assignment a WHERE a.user_id = u.id AND a.role_code = 'relative' AND app.assignment_active(a))
               AND NOT EXISTS (SELECT FROM role_assignment a WHERE a.user_id = u.id AND a.role_code <> 'relative'
                                  AND a.status_code IN ('active', 'pending') AND (a.valid_to IS NULL OR a.valid_to > app.today()))
             FOR UPDATE OF u);
END
$$;
ALTER FUNCTION app.relative_account_find(text, text) OWNER TO samplan_derive;

CREATE OR REPLACE FUNCTION app.relative_account_link(related uuid, account uuid, given text, existing boolean) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    r related_person;
BEGIN
    SELECT x.* INTO r FROM related_person x JOIN unit n ON n.id = x.account_asked_unit_id
     WHERE x.id = related AND x.account_asked_at IS NOT NULL AND x.user_id IS NULL AND x.status_code = 'active'
       AND app.admin_may(n.organisation_id) FOR UPDATE OF x;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'account-linked' USING ERRCODE = 'SP409';
    END IF;
    IF NOT existing THEN
        INSERT INTO user_account (id, username, name, phone, changed_by) VALUES (account, given, r.name, r.phone, app.actor_user());
        INSERT INTO role_assignment (user_id, role_code, granted_by, invited_unit_id)
        VALUES (account, 'relative', app.actor_user(), r.account_asked_unit_id);
    END IF;
    UPDATE related_person x SET user_id = account WHERE x.id = related;
END
$$;
ALTER FUNCTION app.relative_account_link(uuid, uuid, text, boolean) OWNER TO samplan_derive;
