-- Calls api functions the way the server does. Needs include/maja.sql.

-- As user `who` ('01' … '12', or a whole token): auth_enter and the function, as samplan_server. A raised
-- error comes back as {"raised": sqlstate, "code": message, …detail}.
CREATE FUNCTION pg_temp.call(who text, function text, input jsonb DEFAULT '{}', allowed integer DEFAULT 1023)
RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
    document jsonb;
    detail text;
BEGIN
    BEGIN
        PERFORM set_config('role', 'samplan_server', true);
        PERFORM api.auth_enter(convert_to(CASE WHEN who ~ '^\d\d$' THEN 'token-' || who ELSE who END, 'UTF8'),
                               allowed, gen_random_uuid(), 'json', 'test');
        document := api.write(function, NULL, input);
        PERFORM set_config('role', 'none', true);
        RETURN document;
    EXCEPTION WHEN OTHERS THEN
        GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_DETAIL;
        RETURN jsonb_build_object('raised', SQLSTATE, 'code', SQLERRM)
            || CASE WHEN detail LIKE '{%' THEN detail::jsonb ELSE '{}' END;
    END;
END
$$;

-- Without a session (sign-in).
CREATE FUNCTION pg_temp.call_open(function text, input jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
    document jsonb;
BEGIN
    PERFORM set_config('role', 'samplan_server', true);
    EXECUTE format('SELECT api.%I($1)', function) INTO document USING input;
    PERFORM set_config('role', 'none', true);
    RETURN document;
END
$$;

-- The action and outcome of the newest audit row, "login permit".
CREATE FUNCTION pg_temp.audited() RETURNS text LANGUAGE sql AS $$
    SELECT a.action || ' ' || a.outcome || coalesce(' ' || a.reason, '') FROM samplan.audit a ORDER BY a.id DESC LIMIT 1
$$;
