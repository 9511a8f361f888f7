-- At every commit: a plan that is active or on hold has exactly one coordinator at every instant from
-- now on. The unique index gives "at most one without end".
CREATE OR REPLACE FUNCTION app.tg_coordinator_check() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    plan uuid := CASE WHEN TG_TABLE_NAME = 'joint_plan' THEN (to_jsonb(NEW) ->> 'id')::uuid
                      ELSE (coalesce(to_jsonb(NEW), to_jsonb(OLD)) ->> 'plan_id')::uuid END;
    p joint_plan;
    overlap boolean;
BEGIN
    SELECT * INTO p FROM joint_plan WHERE id = plan FOR SHARE;
    IF p.status_code IN ('active', 'on-hold')
       AND NOT EXISTS (SELECT FROM coordination c WHERE c.plan_id = plan AND c.ended_at IS NULL) THEN
        RAISE EXCEPTION 'no-coordinator' USING ERRCODE = 'SP409';
    END IF;
    SELECT EXISTS (SELECT FROM coordination a JOIN coordination b
                     ON b.plan_id = a.plan_id AND b.id <> a.id
                    AND tstzrange(a.started_at, a.ended_at) && tstzrange(b.started_at, b.ended_at)
                  WHERE a.plan_id = plan) INTO overlap;
    IF overlap THEN
        RAISE EXCEPTION 'two-coordinators' USING ERRCODE = 'SP409';
    END IF;
    -- A planned end needs a successor who begins at that very instant.
    IF p.status_code IN ('active', 'on-hold') AND EXISTS (
        SELECT FROM coordination a WHERE a.plan_id = plan AND a.ended_at > now()
           AND NOT EXISTS (SELECT FROM coordination b WHERE b.plan_id = plan AND b.started_at = a.ended_at)) THEN
        RAISE EXCEPTION 'no-coordinator' USING ERRCODE = 'SP409';
    END IF;
    IF p.status_code IN ('active', 'on-hold') AND NOT EXISTS (
        SELECT FROM coordination a WHERE a.plan_id = plan AND a.started_at <= now()
           AND (a.ended_at IS NULL OR a.ended_at > now())) THEN
        RAISE EXCEPTION 'no-coordinator' USING ERRCODE = 'SP409';
    END IF;
    RETURN NULL;
END
$$;
ALTER FUNCTION app.tg_coordinator_check() OWNER TO samplan_derive;
