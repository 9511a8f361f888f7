-- The decision: what the actor may do in a plan now, and why. One row always; related is false where the
-- actor has no relation. read_mask and write_mask are for the whole plan; part_read and part_write for
-- the contributing plan `part` (NULL: none asked). basis_code, basis_id: the strongest reason, of those that cover the
-- part where one is asked for. until: when the first of these rights ends by time, NULL for never. A relative has no relation
-- to the plan: what she is shown are documents of their own, each by its own decision.
DROP FUNCTION IF EXISTS app.relation(uuid, uuid);
CREATE OR REPLACE FUNCTION app.relation(plan uuid, part uuid DEFAULT NULL,
    OUT related boolean, OUT citizen_id uuid, OUT read_mask integer, OUT write_mask integer,
    OUT part_read integer, OUT part_write integer, OUT basis_code text, OUT basis_id uuid, OUT until timestamptz)
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    a record;
    rank integer := 99;
    r integer;
    -- of the part asked for: its reason is one that covers it
    part_bit constant integer := (SELECT app.class_bit(c.class_code) FROM contributing_plan c WHERE c.id = part);
BEGIN
    related := false; read_mask := 0; write_mask := 0; part_read := 0; part_write := 0;
    IF app.actor_role() = 'relative' THEN
        RETURN;
    END IF;
    FOR a IN SELECT x.part_id, x.citizen_id, x.read_mask, x.write_mask, x.basis_code, x.basis_id, x.until
               FROM access x
              WHERE x.plan_id = plan
                AND x.principal = ANY ((SELECT app.actor_principals())::uuid[])
                AND x.since <= now() AND x.until > now() LOOP
        related := true;
        citizen_id := a.citizen_id;
        until := least(until, nullif(a.until, 'infinity'));
        IF a.part_id IS NULL THEN
            read_mask := read_mask | a.read_mask;
            write_mask := write_mask | a.write_mask;
        ELSIF a.part_id = part THEN
            part_read := part_read | a.read_mask;
            part_write := part_write | a.write_mask;
        END IF;
        r := app.basis_rank(a.basis_code);
        IF part_bit IS NOT NULL AND (a.read_mask & part_bit = 0 OR a.part_id <> part) THEN
            r := r + 50;
        END IF;
        IF r < rank THEN
            rank := r; basis_code := a.basis_code; basis_id := a.basis_id;
        END IF;
    END LOOP;
    part_read := part_read | read_mask;
    part_write := part_write | write_mask;
END
$$;

-- Strength of a basis, 1 the strongest: what an audit row and an explanation name first.
CREATE OR REPLACE FUNCTION app.basis_rank(basis_code text) RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE basis_code WHEN 'self' THEN 1 WHEN 'own-part' THEN 5 WHEN 'coordination' THEN 2 WHEN 'team' THEN 3
                           WHEN 'unit-team' THEN 4 WHEN 'statute' THEN 6 WHEN 'consent' THEN 7 WHEN 'custody' THEN 8
                           WHEN 'guardian' THEN 9 WHEN 'relative' THEN 10 WHEN 'former' THEN 11 WHEN 'break-glass' THEN 12
                           ELSE 99 END
$$;

-- The reason why the actor may read one section class of a plan (part: of one contributing plan of it) now: what the audit
-- row of a section names. permit false: none.
CREATE OR REPLACE FUNCTION app.decision(plan uuid, class_code text, part uuid DEFAULT NULL,
    OUT permit boolean, OUT basis_code text, OUT basis_id uuid, OUT until timestamptz)
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    SELECT true, x.basis_code, x.basis_id, x.until INTO permit, basis_code, basis_id, until
      FROM access x
     WHERE x.plan_id = plan AND x.principal = ANY ((SELECT app.actor_principals())::uuid[])
       AND x.since <= now() AND x.until > now()
       AND x.read_mask & app.class_bit(decision.class_code) <> 0 AND (x.part_id IS NULL OR x.part_id = part)
     ORDER BY app.basis_rank(x.basis_code), x.until DESC LIMIT 1;
    permit := coalesce(permit, false);
END
$$;

-- The classes that the actor may read anywhere in a plan, single parts included: what a page over the whole
-- plan can have shown, for its audit row.
CREATE OR REPLACE FUNCTION app.read_classes(plan uuid) RETURNS integer
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN (SELECT coalesce(bit_or(x.read_mask), 0) FROM access x
             WHERE x.plan_id = plan AND x.principal = ANY ((SELECT app.actor_principals())::uuid[])
               AND x.since <= now() AND x.until > now());
END
$$;

-- Names for the rights that are not classes.
CREATE OR REPLACE FUNCTION app.right_contribute() RETURNS integer LANGUAGE sql IMMUTABLE AS $$ SELECT 1 << 24 $$;
CREATE OR REPLACE FUNCTION app.right_coordinate() RETURNS integer LANGUAGE sql IMMUTABLE AS $$ SELECT 1 << 25 $$;
CREATE OR REPLACE FUNCTION app.right_reopen() RETURNS integer LANGUAGE sql IMMUTABLE AS $$ SELECT 1 << 26 $$;
