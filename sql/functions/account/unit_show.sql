-- One unit: where it stands, who works there. input: unit_id. Document: unit {…}, organisation {id,
-- name}, above_list [{id, name}] from the top, below_list, staff_list [{user_id, name, initials, title,
-- username, role_code, grant_code, start_day, end_day, account_code}], changes_list (app.unit_change_list), may_edit, version. Refused: 404.
CREATE OR REPLACE FUNCTION api.unit_show(input jsonb) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    u samplan.unit;
    o samplan.organisation;
BEGIN
    PERFORM app.admin_require();
    SELECT * INTO u FROM unit x WHERE x.id = (input ->> 'unit_id')::uuid;
    IF NOT FOUND THEN
        RETURN app.refuse('unit.show', 'unit', (input ->> 'unit_id')::uuid);
    END IF;
    SELECT * INTO o FROM organisation x WHERE x.id = u.organisation_id;
    RETURN jsonb_build_object(
        'unit', jsonb_build_object('id', u.id, 'name', u.name, 'sector_code', u.sector_code, 'sor_id', u.sor_id,
            'phone', app.phone_text(u.phone), 'phone_hours', u.phone_hours, 'start_day', u.valid_from, 'end_day', u.valid_to - 1),
        'organisation', jsonb_build_object('id', o.id, 'name', o.name),
        'above_list', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'name', a.name)
                                                 ORDER BY array_position(u.path, a.id) DESC), '[]')
                         FROM unit a WHERE a.id = ANY (u.path) AND a.id <> u.id),
        'below_list', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', b.id, 'name', b.name,
                                                                    'sector_code', b.sector_code) ORDER BY b.name COLLATE "da-x-icu"), '[]')
                         FROM unit b WHERE b.parent_id = u.id),
        'staff_list', CASE WHEN app.admin_may(o.id) THEN app.unit_staff(u.id) ELSE '[]'::jsonb END,
        'changes_list', app.unit_change_list(u.id), 'may_edit', app.admin_may(o.id), 'version', u.version);
END
$$;

-- Who has, or will have, a role at a unit.
CREATE OR REPLACE FUNCTION app.unit_staff(unit uuid) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN (SELECT coalesce(jsonb_agg(jsonb_build_object(
                       'user_id', a.id, 'name', a.name, 'initials', app.initials(a.name),
                       'title', coalesce(ra.title, a.profession), 'username', a.username,
                       'role_code', ra.role_code, 'grant_code', ra.status_code, 'start_day', ra.valid_from,
                       'end_day', ra.valid_to - 1, 'account_code', a.status_code) ORDER BY a.name COLLATE "da-x-icu", ra.role_code), '[]')
              FROM role_assignment ra JOIN user_account a ON a.id = ra.user_id
             WHERE ra.unit_id = unit_staff.unit AND ra.status_code IN ('active', 'pending')
               AND (ra.valid_to IS NULL OR ra.valid_to > app.today()));
END
$$;
