-- Makes the access rows of a plan equal to access_expected(plan); touches only what differs.
CREATE OR REPLACE FUNCTION app.access_refresh(plan uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    WITH expected AS MATERIALIZED (SELECT * FROM app.access_expected(plan)),
    gone AS (
        DELETE FROM access a
         WHERE a.plan_id = plan
           AND NOT EXISTS (SELECT FROM expected e
                            WHERE (e.principal, e.read_mask, e.write_mask, e.basis_code, e.since, e.until)
                                = (a.principal, a.read_mask, a.write_mask, a.basis_code, a.since, a.until)
                              AND e.part_id IS NOT DISTINCT FROM a.part_id
                              AND e.basis_id IS NOT DISTINCT FROM a.basis_id))
    INSERT INTO access (plan_id, principal, part_id, citizen_id, read_mask, write_mask, basis_code,
                        basis_id, since, until)
    SELECT DISTINCT e.plan_id, e.principal, e.part_id, e.citizen_id, e.read_mask, e.write_mask, e.basis_code,
                    e.basis_id, e.since, e.until
      FROM expected e
     WHERE NOT EXISTS (SELECT FROM access a
                        WHERE a.plan_id = plan
                          AND (e.principal, e.read_mask, e.write_mask, e.basis_code, e.since, e.until)
                            = (a.principal, a.read_mask, a.write_mask, a.basis_code, a.since, a.until)
                          AND e.part_id IS NOT DISTINCT FROM a.part_id
                          AND e.basis_id IS NOT DISTINCT FROM a.basis_id);
END
$$;
ALTER FUNCTION app.access_refresh(uuid) OWNER TO samplan_derive;

CREATE OR REPLACE FUNCTION app.tg_access() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    PERFORM app.access_refresh(CASE WHEN TG_TABLE_NAME = 'joint_plan' THEN (to_jsonb(NEW) ->> 'id')::uuid
                                    ELSE (to_jsonb(NEW) ->> 'plan_id')::uuid END);
    RETURN NULL;
END
$$;
ALTER FUNCTION app.tg_access() OWNER TO samplan_derive;

-- After bulk loading with triggers off. Takes a share lock by its nature; for loaders only.
CREATE OR REPLACE FUNCTION app.access_rebuild_all() RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    n bigint;
BEGIN
    DELETE FROM access;
    INSERT INTO access (plan_id, principal, part_id, citizen_id, read_mask, write_mask, basis_code,
                        basis_id, since, until)
    SELECT DISTINCT * FROM app.access_expected(NULL);
    GET DIAGNOSTICS n = ROW_COUNT;
    RETURN n;
END
$$;
ALTER FUNCTION app.access_rebuild_all() OWNER TO samplan_derive;
