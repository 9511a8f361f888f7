-- Makes the access rows of a plan equal to access_expected(plan); touches only what differs, and tells the listeners when
-- something did. Two transactions that change the facts of one plan do this one after the other, the second with what the
-- first has left: neither would see the other's facts. The lock is the plan's own row, of which any number can be held.
CREATE OR REPLACE FUNCTION app.access_refresh(plan uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    n bigint;
BEGIN
    PERFORM FROM joint_plan p WHERE p.id = plan FOR NO KEY UPDATE;
    -- Whole rows are compared, where NULL equals NULL: several times as fast as a digest of each.
    WITH expected AS MATERIALIZED (
        SELECT DISTINCT ROW(e.plan_id, e.principal, e.part_id, e.citizen_id, e.read_mask, e.write_mask, e.basis_code, e.basis_id,
                            e.since, e.until, e.barred, e.user_id, e.unit_id)::access AS whole
          FROM app.access_expected(plan) e),
    present AS MATERIALIZED (
        SELECT a.ctid AS place, a AS whole FROM access a WHERE a.plan_id = plan),
    gone AS (
        DELETE FROM access a USING present p
         WHERE a.plan_id = plan AND a.ctid = p.place AND NOT EXISTS (SELECT FROM expected e WHERE e.whole = p.whole)
        RETURNING 1),
    come AS (
        INSERT INTO access
        SELECT (e.whole).* FROM expected e WHERE NOT EXISTS (SELECT FROM present p WHERE p.whole = e.whole)
        RETURNING 1)
    SELECT (SELECT count(*) FROM gone) + (SELECT count(*) FROM come) INTO n;
    IF n > 0 THEN
        -- whoever has the plan open is asked for her rights again; the payload tells nothing of whose have changed
        PERFORM pg_notify('samplan_event', json_build_object('plan_id', plan, 'access', true)::text);
    END IF;
END
$$;
ALTER FUNCTION app.access_refresh(uuid) OWNER TO samplan_derive;

-- After each statement on a table that rights come from: the plans that it touched, once each.
CREATE OR REPLACE FUNCTION app.tg_access() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    plan uuid;
BEGIN
    FOR plan IN SELECT DISTINCT CASE TG_TABLE_NAME WHEN 'joint_plan' THEN (to_jsonb(r) ->> 'id')::uuid
                                     ELSE (to_jsonb(r) ->> 'plan_id')::uuid END FROM changed r ORDER BY 1 LOOP
        PERFORM app.access_refresh(plan);
    END LOOP;
    RETURN NULL;
END
$$;
ALTER FUNCTION app.tg_access() OWNER TO samplan_derive;

-- A birth day that is corrected moves the days on which a parent's rights end; a citizen found to be another's
-- takes her plans along.
CREATE OR REPLACE FUNCTION app.tg_access_citizen() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    plan uuid;
BEGIN
    FOR plan IN SELECT p.id FROM joint_plan p WHERE p.citizen_id = NEW.id ORDER BY 1 LOOP
        PERFORM app.access_refresh(plan);
    END LOOP;
    RETURN NULL;
END
$$;
ALTER FUNCTION app.tg_access_citizen() OWNER TO samplan_derive;

-- A unit that moves, or becomes one of another sector, takes the rights of its people with it: a yes to an organisation, or for a
-- purpose that is some sectors' alone, is about the units of today.
CREATE OR REPLACE FUNCTION app.tg_access_unit() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    plan uuid;
BEGIN
    FOR plan IN SELECT c.plan_id FROM contributing_plan c WHERE c.owner_unit_id = NEW.id
                UNION SELECT m.plan_id FROM team_member m WHERE m.unit_id = NEW.id AND m.status_code = 'active'
                UNION SELECT k.plan_id FROM coordination k WHERE k.unit_id = NEW.id AND (k.ended_at IS NULL OR k.ended_at > now())
                UNION SELECT v.plan_id FROM consent_provision v
                       WHERE v.unit_id = NEW.id OR v.organisation_id IN (OLD.organisation_id, NEW.organisation_id)
                ORDER BY 1 LOOP
        PERFORM app.access_refresh(plan);
    END LOOP;
    RETURN NULL;
END
$$;
ALTER FUNCTION app.tg_access_unit() OWNER TO samplan_derive;

-- After bulk loading with triggers off. Takes a share lock by its nature; for loaders only.
CREATE OR REPLACE FUNCTION app.access_rebuild_all() RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    n bigint;
BEGIN
    DELETE FROM access;
    INSERT INTO access (plan_id, principal, part_id, citizen_id, read_mask, write_mask, basis_code,
                        basis_id, since, until, barred, user_id, unit_id)
    SELECT DISTINCT * FROM app.access_expected(NULL);
    GET DIAGNOSTICS n = ROW_COUNT;
    RETURN n;
END
$$;
ALTER FUNCTION app.access_rebuild_all() OWNER TO samplan_derive;
