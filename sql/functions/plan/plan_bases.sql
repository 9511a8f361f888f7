-- The grounds on which the actor was shown sections of a plan, for the audit row: the strongest of each section, as app.decision
-- names it: [{"basis","basis_id","class_mask"}], strongest first. parts and bits: of the documents shown, the same length; mask: all
-- their classes. NULL when one ground covers them all. On the path that most requests take: one look into the index, and no more of
-- its rows, as the policy gives them, than it takes to account for what was shown.
CREATE OR REPLACE FUNCTION app.plan_bases(plan uuid, parts uuid[], bits integer[], mask integer) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    principals constant uuid[] := app.actor_principals();
    x record;
    gave integer;
    open integer := mask; -- classes that no ground has been found for
    found_n integer := 0;
    bases text := '';
BEGIN
    FOR x IN SELECT a.basis_code, a.basis_id, a.read_mask, a.part_id FROM access a
              WHERE a.plan_id = plan AND a.principal = ANY (principals) AND a.since <= now() AND a.until > now()
                AND a.read_mask & mask <> 0
              ORDER BY app.basis_rank(a.basis_code), a.until DESC LOOP
        gave := x.read_mask & open;
        IF gave = 0 OR x.part_id <> ALL (parts) THEN
            CONTINUE;
        END IF;
        -- of one part of several of a class: the others have a ground of their own
        IF x.part_id IS NULL OR cardinality(array_positions(bits, gave)) = 1 THEN
            open := open & ~gave;
        END IF;
        found_n := found_n + 1;
        bases := bases || '{"basis": "' || x.basis_code || '", "basis_id": ' || coalesce('"' || x.basis_id || '"', 'null') || ', "class_mask": ' || gave || '},';
        EXIT WHEN open = 0;
    END LOOP;
    RETURN CASE WHEN found_n > 1 THEN ('[' || rtrim(bases, ',') || ']')::jsonb END;
END
$$;
