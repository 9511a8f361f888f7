-- GET /: where each role begins.
-- input: {} · returns {"location"}; without location for roles that have no place of their own yet.
CREATE OR REPLACE FUNCTION api.home_show(input jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    PERFORM app.actor_require();
    RETURN jsonb_strip_nulls(jsonb_build_object('location', CASE app.actor_role()
        WHEN 'caseworker' THEN '/overview' WHEN 'manager' THEN '/overview' WHEN 'auditor' THEN '/audit'
        WHEN 'administrator' THEN '/admin' WHEN 'citizen' THEN '/my-plan' WHEN 'relative' THEN '/relative'
        WHEN 'volunteer' THEN '/volunteer' END));
END
$$;
