-- Whether the actor may follow a plan live. input: {"plan_id" or null,"again": true when an open stream is
-- checked,"changes": [{"low","high": rows of the history, 0 for none,"coordinators"}]} · returns {"plan_id","shown": for
-- each of the changes, whether she may know of it,"rights": a digest of what she may now: another one says that her rights have changed,
-- "turn_after_ms": when they next begin or end by time, null for never}; 404 without a relation. That something which she may not read was
-- changed, when and by whom, is not for her either. Only the opening leaves an audit row:
-- a stream carries ids, and what they stand for is fetched through its own route.
CREATE OR REPLACE FUNCTION api.events_open(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    plan uuid := (input ->> 'plan_id')::uuid;
    r record;
    state record;
BEGIN
    PERFORM app.actor_require();
    SELECT * INTO r FROM app.relation(plan);
    IF plan IS NOT NULL THEN
        IF app.actor_role() = 'relative' THEN -- who has single documents, and hears of nothing but her own rights
            SELECT true, a.citizen_id, a.basis_code, a.basis_id INTO r.related, r.citizen_id, r.basis_code, r.basis_id
              FROM access a WHERE a.plan_id = plan AND a.principal = ANY ((SELECT app.actor_principals())::uuid[])
               AND a.since <= now() AND a.until > now() LIMIT 1;
        END IF;
        IF r.related IS NOT TRUE THEN
            RETURN app.refuse('events.open', 'plan', plan);
        END IF;
        IF NOT coalesce((input ->> 'again')::boolean, false) THEN
            PERFORM app.audit('events.open', plan, r.citizen_id, 0, ARRAY[plan], 'permit', r.basis_code, r.basis_id,
                              CASE r.basis_code WHEN 'self' THEN 'own-data' ELSE 'care' END);
        END IF;
    END IF;
    SELECT * INTO state FROM app.access_state(plan, app.actor_principals());
    RETURN jsonb_build_object('plan_id', plan, 'rights', state.rights,
        'turn_after_ms', (extract(epoch FROM state.turns_at - clock_timestamp()) * 1000)::bigint, 'shown', (
        SELECT coalesce(jsonb_agg(CASE
                   WHEN (e ->> 'low')::bigint > 0 THEN EXISTS (SELECT FROM change c WHERE c.plan_id = plan
                        AND c.id BETWEEN (e ->> 'low')::bigint AND (e ->> 'high')::bigint)
                   WHEN (e ->> 'coordinators')::boolean THEN r.write_mask & app.right_coordinate() <> 0
                   ELSE r.read_mask & app.class_bit('core') <> 0 END ORDER BY o), '[]')
          FROM jsonb_array_elements(CASE WHEN plan IS NULL THEN '[]' ELSE coalesce(input -> 'changes', '[]') END)
               WITH ORDINALITY x(e, o)));
END
$$;
