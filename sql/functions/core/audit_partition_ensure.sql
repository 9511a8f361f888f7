-- Makes the monthly partitions of the audit log from the month of `day` on, n_months of them, where
-- they are missing. Rows that landed in the default partition stay there. Called by migrate and jobs.
CREATE OR REPLACE FUNCTION app.audit_partition_ensure(day date, n_months integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    first date;
    name text;
    made integer := 0;
BEGIN
    FOR i IN 0 .. n_months - 1 LOOP
        first := (date_trunc('month', day::timestamp) + make_interval(months => i))::date;
        name := 'audit_' || to_char(first, 'YYYY_MM');
        IF to_regclass('samplan.' || name) IS NULL THEN
            EXECUTE format('CREATE TABLE samplan.%I PARTITION OF samplan.audit FOR VALUES FROM (%L) TO (%L)',
                           name, first, (first + interval '1 month')::date);
            made := made + 1;
        END IF;
    END LOOP;
    RETURN made;
END
$$;
ALTER FUNCTION app.audit_partition_ensure(date, integer) OWNER TO samplan_owner;
