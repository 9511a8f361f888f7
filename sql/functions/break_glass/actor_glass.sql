-- The emergency opening that the actor has running, as auth_enter found it and sealed it with the rest: "id,plan,mask", mask
-- being what she may read by it alone. NULL: none, or she acts elsewhere than where she opened it.

-- For auth_enter alone. principals: the actor's at this unit · returns what every page says of the opening: {"id","plan_id",
-- "href","name","until_at","left_s","minutes_n","class_codes","here"}; here: she acts where she opened it.
CREATE OR REPLACE FUNCTION app.glass_enter(who uuid, unit uuid, principals uuid[]) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    b record;
    other integer;
    left_s integer;
BEGIN
    SELECT x.*, c.name INTO b FROM break_glass x JOIN citizen c ON c.id = x.citizen_id
     WHERE x.user_id = who AND x.started_at > now() - interval '61 minutes' AND x.ends_at > now() AND x.closed_at IS NULL
     ORDER BY x.started_at DESC LIMIT 1;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    IF app.practitioner(who, b.unit_id) = ANY (principals) THEN
        SELECT coalesce(bit_or(a.read_mask), 0) INTO other FROM access a
         WHERE a.plan_id = b.plan_id AND a.part_id IS NULL AND a.principal = ANY (principals) AND a.basis_code NOT IN ('break-glass', 'relative', 'custody', 'guardian')
           AND a.since <= now() AND a.until > now() AND (a.barred IS NULL OR NOT a.barred && principals);
        PERFORM set_config('samplan.glass', b.id || ',' || b.plan_id || ',' || (app.class_mask(b.class_codes) & ~other), true);
    END IF;
    left_s := floor(extract(epoch FROM b.ends_at - now()));
    RETURN jsonb_build_object('id', b.id, 'plan_id', b.plan_id, 'href', '/plans/' || b.plan_id, 'name', b.name, 'until_at', b.ends_at,
                              'left_s', left_s, 'minutes_n', greatest(left_s / 60, 0), 'class_codes', to_jsonb(b.class_codes),
                              'here', app.practitioner(who, b.unit_id) = ANY (principals));
END
$$;
ALTER FUNCTION app.glass_enter(uuid, uuid, uuid[]) OWNER TO samplan_derive;

CREATE OR REPLACE FUNCTION app.actor_glass(OUT id uuid, OUT plan_id uuid, OUT mask integer)
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    glass constant text := current_setting('samplan.glass', true);
BEGIN
    IF glass <> '' THEN
        id := split_part(glass, ',', 1); plan_id := split_part(glass, ',', 2); mask := split_part(glass, ',', 3);
    END IF;
END
$$;

-- Whether the actor reads this plan in an emergency: then she may read it, and no more: not print it, not take it along.
CREATE OR REPLACE FUNCTION app.glass_on(plan uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN coalesce(split_part(current_setting('samplan.glass', true), ',', 2) = plan::text, false);
END
$$;
