-- The decision: what the actor may do in a plan now, and why. One row always; related is false where the
-- actor has no relation. read_mask and write_mask are for the whole plan; part_read and part_write for
-- the contributing plan `part` (NULL: none asked). basis_code, basis_id: the strongest reason, of those that cover the
-- part where one is asked for. until: when the first of these rights ends by time, NULL for never. read_any: the classes of
-- all rows together, of any part. A relative has no relation
-- to the plan: what she is shown are documents of their own, each by its own decision.
DROP FUNCTION IF EXISTS app.relation(uuid, uuid);
CREATE OR REPLACE FUNCTION app.relation(plan uuid, part uuid DEFAULT NULL,
    OUT related boolean, OUT citizen_id uuid, OUT read_mask integer, OUT write_mask integer,
    OUT part_read integer, OUT part_write integer, OUT basis_code text, OUT basis_id uuid, OUT until timestamptz,
    OUT read_any integer)
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    part_bit integer; -- of the part asked for: its reason is one that covers it
BEGIN
    related := false; read_mask := 0; write_mask := 0; part_read := 0; part_write := 0; read_any := 0;
    IF app.actor_role() = 'relative' THEN
        RETURN;
    END IF;
    IF part IS NOT NULL THEN
        SELECT app.class_bit(c.class_code) INTO part_bit FROM contributing_plan c WHERE c.id = part;
    END IF;
    -- one statement, and a look into the index for each principal: as fast in a plan of a thousand members
    SELECT true, x.citizen_id, x.basis_code, x.basis_id,
           coalesce(bit_or(x.read_mask) FILTER (WHERE x.part_id IS NULL) OVER every, 0),
           coalesce(bit_or(x.write_mask) FILTER (WHERE x.part_id IS NULL) OVER every, 0),
           coalesce(bit_or(x.read_mask) FILTER (WHERE x.part_id IS NULL OR x.part_id = part) OVER every, 0),
           coalesce(bit_or(x.write_mask) FILTER (WHERE x.part_id IS NULL OR x.part_id = part) OVER every, 0),
           min(nullif(x.until, 'infinity')) OVER every, bit_or(x.read_mask) OVER every
      INTO related, citizen_id, basis_code, basis_id, read_mask, write_mask, part_read, part_write, until,
           read_any
      FROM unnest(app.actor_principals()) p (principal)
      JOIN access x ON x.plan_id = plan AND x.principal = p.principal AND x.since <= now() AND x.until > now()
    WINDOW every AS ()
     ORDER BY app.basis_rank(x.basis_code)
              + CASE WHEN part_bit IS NOT NULL AND (x.read_mask & part_bit = 0 OR x.part_id <> part) THEN 50 ELSE 0 END
     LIMIT 1;
    IF NOT FOUND THEN
        related := false; read_mask := 0; write_mask := 0; part_read := 0; part_write := 0; read_any := 0;
    END IF;
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
