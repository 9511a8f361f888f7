-- The units whose staff's log a manager reviews: her own and every unit below it. Empty for others: a policy that asks for
-- one of them asks for a manager.
CREATE OR REPLACE FUNCTION app.actor_managed_units() RETURNS uuid[]
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    IF app.actor_role() IS DISTINCT FROM 'manager' THEN
        RETURN '{}';
    END IF;
    RETURN (SELECT coalesce(array_agg(u.id), '{}') FROM unit u WHERE u.path @> ARRAY[app.actor_unit()]);
END
$$;
