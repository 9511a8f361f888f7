-- Whether the actor may follow a plan live. input: {"plan_id" or null,"again": true when an open stream is
-- checked} · returns {"plan_id","expires_at"}; 404 without a relation. Only the opening leaves an audit row:
-- a stream carries ids, and what they stand for is fetched through its own route.
CREATE OR REPLACE FUNCTION api.events_open(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    plan uuid := (input ->> 'plan_id')::uuid;
    r record;
BEGIN
    PERFORM app.actor_require();
    IF plan IS NOT NULL THEN
        SELECT * INTO r FROM app.relation(plan);
        IF r.related IS NOT TRUE THEN
            RETURN app.refuse('events.open', 'plan', plan);
        END IF;
        IF NOT coalesce((input ->> 'again')::boolean, false) THEN
            PERFORM app.audit('events.open', plan, r.citizen_id, 0, ARRAY[plan], 'permit', r.basis_code, r.basis_id,
                              CASE r.basis_code WHEN 'self' THEN 'own-data' ELSE 'care' END);
        END IF;
    END IF;
    RETURN jsonb_build_object('plan_id', plan);
END
$$;
