-- What an administrator administers: the organisation of the unit that she is administrator at. The
-- organisation that runs the installation (setting operator_organisation, a uuid) administers all, and
-- alone adds new ones (organisation NULL). Never NULL.
CREATE OR REPLACE FUNCTION app.admin_may(organisation uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN coalesce(app.actor_role() = 'administrator', false)
       AND (coalesce(organisation = app.actor_organisation(), false)
            OR EXISTS (SELECT FROM setting s WHERE s.key = 'operator_organisation'
                                               AND s.value = app.actor_organisation()::text));
END
$$;

-- Whether she administers a user: 'none' (nothing of the user is in her organisation), 'part' (the
-- user also has a role elsewhere now), 'all'. What concerns the account as a whole (password, access)
-- takes 'all': else one organisation could sign in as the other's employee.
CREATE OR REPLACE FUNCTION app.admin_user_scope(who uuid) RETURNS text
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    inside integer;
    outside integer;
BEGIN
    SELECT count(*) FILTER (WHERE app.admin_may(un.organisation_id)),
           count(*) FILTER (WHERE NOT app.admin_may(un.organisation_id) AND ra.status_code = 'active'
                              AND (ra.valid_to IS NULL OR ra.valid_to > app.today()))
      INTO inside, outside
      FROM role_assignment ra JOIN unit un ON un.id = coalesce(ra.unit_id, ra.invited_unit_id)
      JOIN user_account u ON u.id = ra.user_id AND u.citizen_id IS NULL
     WHERE ra.user_id = who;
    RETURN CASE WHEN inside = 0 THEN 'none' WHEN outside > 0 THEN 'part' ELSE 'all' END;
END
$$;

-- Whether an active administrator would remain in an organisation without this assignment, user or unit.
DROP FUNCTION IF EXISTS app.admin_remains(uuid, uuid, uuid);
CREATE OR REPLACE FUNCTION app.admin_remains(organisation uuid, without_user uuid, without_assignment uuid,
                                             without_unit uuid DEFAULT NULL) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT FROM role_assignment ra JOIN unit un ON un.id = ra.unit_id
                     JOIN user_account u ON u.id = ra.user_id
                    WHERE un.organisation_id = organisation AND ra.role_code = 'administrator'
                      AND app.assignment_active(ra) AND ra.valid_to IS NULL AND un.valid_to IS NULL AND u.status_code = 'active'
                      AND ra.user_id IS DISTINCT FROM without_user
                      AND ra.id IS DISTINCT FROM without_assignment AND un.id IS DISTINCT FROM without_unit);
END
$$;

-- Every administrative function begins with this: an actor, and an administrator. The route's access
-- set says the same; this holds for whoever calls past the routes.
CREATE OR REPLACE FUNCTION app.admin_require() RETURNS void
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    PERFORM app.actor_require();
    IF app.actor_role() IS DISTINCT FROM 'administrator' THEN
        RAISE EXCEPTION 'forbidden' USING ERRCODE = 'SP403';
    END IF;
END
$$;
