-- Whether an account is a relative's: it has that role, or is linked to somebody close to a citizen. What she sees as such she must not
-- carry into her work, so the two never share an account. Of all plans: an administrator reads none of them.
CREATE OR REPLACE FUNCTION app.user_is_relative(who uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT FROM role_assignment ra
                    WHERE ra.user_id = who AND ra.role_code = 'relative' AND ra.status_code IN ('active', 'pending')
                      AND (ra.valid_to IS NULL OR ra.valid_to > app.today()))
        OR EXISTS (SELECT FROM related_person r WHERE r.user_id = who AND r.status_code = 'active');
END
$$;
ALTER FUNCTION app.user_is_relative(uuid) OWNER TO samplan_derive;
