-- Users within reach of the administrator. input: q (part of name or user name), kind ('staff', 'volunteer', 'relative'), role,
-- account ('active', 'disabled'), cursor, limit. Document: users_list [{id, name, initials, username, profession, kind_code,
-- account_code, assignments_list [{role_code, unit, organisation}], last_login_at}], next, q, kind_options, account_options,
-- role_options. Of relatives and guardians only that they are: neither whose, nor where they were asked for. A row of the log
-- when one of them is on the page.
CREATE OR REPLACE FUNCTION api.user_list(input jsonb) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    n integer := least(coalesce((input ->> 'limit')::integer, 50), 200);
    after text[] := app.cursor_read(input ->> 'cursor', 2);
    wanted text := lower(btrim(input ->> 'q'));
    found jsonb;
    close_to uuid[];
BEGIN
    PERFORM app.admin_require();
    SELECT coalesce(jsonb_agg(to_jsonb(x) - 'rank' ORDER BY x.rank), '[]') INTO found FROM (
        SELECT u.id, u.name, app.initials(u.name) AS initials, u.username, u.profession,
               app.user_kind(u.id) AS kind_code, u.status_code AS account_code, app.user_last_login(u.id) AS last_login_at,
               (SELECT coalesce(jsonb_agg(jsonb_build_object('unit', un.name, 'organisation', o.name,
                                                             'role_code', ra.role_code) ORDER BY un.name), '[]')
                  FROM role_assignment ra LEFT JOIN unit un ON un.id = ra.unit_id
                  LEFT JOIN organisation o ON o.id = un.organisation_id
                 WHERE ra.user_id = u.id AND app.assignment_active(ra)) AS assignments_list,
               row_number() OVER (ORDER BY u.name COLLATE "da-x-icu", u.id) AS rank
          FROM user_account u
         WHERE u.citizen_id IS NULL
           AND (input ->> 'kind' IS NULL OR app.user_kind(u.id) = input ->> 'kind')
           AND EXISTS (SELECT FROM role_assignment ra JOIN unit un ON un.id = coalesce(ra.unit_id, ra.invited_unit_id)
                        WHERE ra.user_id = u.id AND app.admin_may(un.organisation_id)
                          AND (input ->> 'role' IS NULL
                               OR ra.role_code = input ->> 'role' AND app.assignment_active(ra)))
           AND (wanted IS NULL OR position(wanted IN lower(u.name)) > 0 OR position(wanted IN u.username) > 0)
           AND (input ->> 'account' IS NULL OR u.status_code = input ->> 'account')
           AND (after IS NULL OR (u.name COLLATE "da-x-icu", u.id) > (after[1] COLLATE "da-x-icu", after[2]::uuid))
         ORDER BY u.name COLLATE "da-x-icu", u.id LIMIT n + 1) x;
    close_to := ARRAY(SELECT (e ->> 'id')::uuid FROM jsonb_array_elements(found - n) e WHERE e ->> 'kind_code' = 'relative');
    IF close_to <> '{}' THEN
        PERFORM app.audit('user.list', NULL, NULL, NULL, close_to, 'permit', 'administration', NULL, 'administration', cardinality(close_to));
    END IF;
    RETURN jsonb_build_object(
        'users_list', found - n,
        'next', CASE WHEN jsonb_array_length(found) > n
                     THEN app.cursor_write(ARRAY[found #>> ARRAY[(n - 1)::text, 'name'],
                                                 found #>> ARRAY[(n - 1)::text, 'id']]) END,
        'q', input ->> 'q',
        'kind_options', (SELECT jsonb_agg(jsonb_build_object('kind_code', v, 'selected', coalesce(v = input ->> 'kind', false)))
                           FROM unnest(ARRAY['staff', 'volunteer', 'relative']) v),
        'account_options', (SELECT jsonb_agg(jsonb_build_object('account_code', v, 'selected', coalesce(v = input ->> 'account', false)))
                              FROM unnest(ARRAY['active', 'disabled']) v),
        'role_options', (SELECT jsonb_agg(jsonb_build_object('role_code', v, 'selected', coalesce(v = input ->> 'role', false)))
                           FROM unnest(app.staff_roles()) v));
END
$$;

-- What a user is to the organisation: 'staff', 'volunteer' or 'relative', by what she does or did last.
CREATE OR REPLACE FUNCTION app.user_kind(who uuid) RETURNS text
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN (SELECT CASE WHEN ra.role_code IN ('relative', 'volunteer') THEN ra.role_code ELSE 'staff' END
              FROM role_assignment ra WHERE ra.user_id = who
             ORDER BY app.assignment_active(ra) DESC, ra.role_code IN ('relative', 'volunteer'), ra.valid_from DESC LIMIT 1);
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
