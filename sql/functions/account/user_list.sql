-- Staff within reach of the administrator. input: q (part of name or user name), role, account ('active',
-- 'disabled'), cursor, limit. Document: users_list [{id, name, initials, username, profession,
-- account_code, places (units and roles, as text), last_login_at}], next, q, account_options, role_options.
CREATE OR REPLACE FUNCTION api.user_list(input jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    n integer := least(coalesce((input ->> 'limit')::integer, 50), 200);
    after text[] := app.cursor_read(input ->> 'cursor', 2);
    wanted text := lower(btrim(input ->> 'q'));
    found jsonb;
BEGIN
    PERFORM app.admin_require();
    SELECT coalesce(jsonb_agg(to_jsonb(x) - 'rank' ORDER BY x.rank), '[]') INTO found FROM (
        SELECT u.id, u.name, app.initials(u.name) AS initials, u.username, u.profession,
               u.status_code AS account_code, app.user_last_login(u.id) AS last_login_at,
               (SELECT coalesce(jsonb_agg(jsonb_build_object('unit', un.name, 'organisation', o.name,
                                                             'role_code', ra.role_code) ORDER BY un.name), '[]')
                  FROM role_assignment ra JOIN unit un ON un.id = ra.unit_id
                  JOIN organisation o ON o.id = un.organisation_id
                 WHERE ra.user_id = u.id AND app.assignment_active(ra)) AS assignments_list,
               row_number() OVER (ORDER BY u.name COLLATE "da-x-icu", u.id) AS rank
          FROM user_account u
         WHERE u.citizen_id IS NULL
           AND EXISTS (SELECT FROM role_assignment ra JOIN unit un ON un.id = ra.unit_id
                        WHERE ra.user_id = u.id AND app.admin_may(un.organisation_id)
                          AND (input ->> 'role' IS NULL
                               OR ra.role_code = input ->> 'role' AND app.assignment_active(ra)))
           AND (wanted IS NULL OR position(wanted IN lower(u.name)) > 0 OR position(wanted IN u.username) > 0)
           AND (input ->> 'account' IS NULL OR u.status_code = input ->> 'account')
           AND (after IS NULL OR (u.name COLLATE "da-x-icu", u.id) > (after[1] COLLATE "da-x-icu", after[2]::uuid))
         ORDER BY u.name COLLATE "da-x-icu", u.id LIMIT n + 1) x;
    RETURN jsonb_build_object(
        'users_list', CASE WHEN jsonb_array_length(found) > n THEN found - n ELSE found END,
        'next', CASE WHEN jsonb_array_length(found) > n
                     THEN app.cursor_write(ARRAY[found #>> ARRAY[(n - 1)::text, 'name'],
                                                 found #>> ARRAY[(n - 1)::text, 'id']]) END,
        'q', input ->> 'q',
        'account_options', (SELECT jsonb_agg(jsonb_build_object('account_code', v, 'selected', v = input ->> 'account'))
                              FROM unnest(ARRAY['active', 'disabled']) v),
        'role_options', (SELECT jsonb_agg(jsonb_build_object('role_code', v, 'selected', v = input ->> 'role'))
                           FROM unnest(app.staff_roles()) v));
END
$$;

-- The roles that an administrator grants.
CREATE OR REPLACE FUNCTION app.staff_roles() RETURNS text[] LANGUAGE sql IMMUTABLE AS
$$ SELECT ARRAY['caseworker', 'manager', 'auditor', 'administrator'] $$;

-- When a user last signed in; NULL: never.
CREATE OR REPLACE FUNCTION app.user_last_login(who uuid) RETURNS timestamptz
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN (SELECT max(s.authenticated_at) FROM session s WHERE s.user_id = who);
END
$$;
ALTER FUNCTION app.user_last_login(uuid) OWNER TO samplan_auth;
