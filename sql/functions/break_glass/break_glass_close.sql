-- POST /break-glass/{break_glass_id}/close: ends the caller's own opening before its time. One that has ended already stays
-- as it is. input: {"break_glass_id"} · returns {"id","closed_at","location","flash"}.
CREATE OR REPLACE FUNCTION api.break_glass_close(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    b break_glass;
BEGIN
    PERFORM app.actor_require();
    SELECT x.* INTO b FROM break_glass x WHERE x.id = (input ->> 'break_glass_id')::uuid AND x.user_id = app.actor_user();
    IF NOT FOUND THEN
        RETURN app.refuse('break-glass.close', 'break-glass', (input ->> 'break_glass_id')::uuid);
    END IF;
    PERFORM app.break_glass_end(b.id);
    PERFORM app.audit('break-glass.close', b.plan_id, b.citizen_id, app.class_mask(b.class_codes), ARRAY[b.id], 'permit',
                      'break-glass', b.id, 'care');
    RETURN jsonb_build_object('id', b.id, 'closed_at', least(coalesce(b.closed_at, now()), b.ends_at),
                              'location', '/break-glass/' || b.id, 'flash', 'break-glass-closed');
END
$$;

CREATE OR REPLACE FUNCTION app.break_glass_end(opening uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    UPDATE break_glass b SET closed_at = greatest(now(), b.started_at)
     WHERE b.id = opening AND b.user_id = app.actor_user() AND b.closed_at IS NULL AND b.ends_at > now();
END
$$;
ALTER FUNCTION app.break_glass_end(uuid) OWNER TO samplan_derive;
