-- What the access table must hold, computed from the base tables; plan NULL: every plan. access_refresh keeps
-- the table equal to it, a test compares the two.
--
-- The rights of app.access_granted, cut by the citizen's objections: where an objection covers a class of a right that
-- yields to it, that class becomes a row of its own which names whom it is closed to (barred), for each stretch of time.
-- The rest of the right stays as it was. What may be done in the core goes with the core.
DROP FUNCTION IF EXISTS app.access_expected(uuid);
CREATE OR REPLACE FUNCTION app.access_expected(plan uuid)
RETURNS TABLE (plan_id uuid, principal uuid, part_id uuid, citizen_id uuid, read_mask integer,
               write_mask integer, basis_code text, basis_id uuid, since timestamptz, until timestamptz,
               barred uuid[], user_id uuid, unit_id uuid)
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    any_right constant integer := app.right_contribute() | app.right_coordinate() | app.right_reopen();
BEGIN
    IF NOT EXISTS (SELECT FROM consent_provision v WHERE (plan IS NULL OR v.plan_id = plan) AND v.type_code = 'deny') THEN
        RETURN QUERY SELECT g.plan_id, g.principal, g.part_id, g.citizen_id, g.read_mask, g.write_mask, g.basis_code,
                            g.basis_id, g.since, g.until, NULL::uuid[], g.user_id, g.unit_id
                       FROM app.access_granted(plan) g WHERE g.since < g.until;
        RETURN;
    END IF;
    RETURN QUERY
    WITH granted AS MATERIALIZED (
        SELECT row_number() OVER () AS n, g.* FROM app.access_granted(plan) g WHERE g.since < g.until),
    objection AS MATERIALIZED (
        SELECT o.* FROM app.access_objections(plan) o),
    -- each right with the objections that reach it, a row a class
    cut AS (
        SELECT g.n, o.class_bit, o.principal, o.since, o.until
          FROM granted g JOIN objection o
            ON o.plan_id = g.plan_id AND o.class_bit & g.read_mask <> 0 AND o.since < g.until AND o.until > g.since
           AND g.reach >= o.reach),
    -- the instants at which the set of objections to a class changes
    instant AS (
        SELECT c.n, c.class_bit, g.since AS at FROM cut c JOIN granted g USING (n)
        UNION SELECT c.n, c.class_bit, greatest(c.since, g.since) FROM cut c JOIN granted g USING (n)
        UNION SELECT c.n, c.class_bit, least(c.until, g.until) FROM cut c JOIN granted g USING (n)
        UNION SELECT c.n, c.class_bit, g.until FROM cut c JOIN granted g USING (n)),
    stretch AS (
        SELECT i.n, i.class_bit, i.at AS since, lead(i.at) OVER (PARTITION BY i.n, i.class_bit ORDER BY i.at) AS until
          FROM instant i)
    SELECT g.plan_id, g.principal, g.part_id, g.citizen_id, g.read_mask & ~x.mask,
           g.write_mask & ~x.mask & ~CASE WHEN x.mask & 1 <> 0 THEN any_right ELSE 0 END,
           g.basis_code, g.basis_id, g.since, g.until, NULL::uuid[], g.user_id, g.unit_id
      FROM granted g
      CROSS JOIN LATERAL (SELECT coalesce(bit_or(c.class_bit), 0) AS mask FROM cut c WHERE c.n = g.n) x
     WHERE g.read_mask & ~x.mask <> 0 OR x.mask = 0
    UNION ALL
    SELECT g.plan_id, g.principal, g.part_id, g.citizen_id, s.class_bit,
           g.write_mask & (s.class_bit | CASE WHEN s.class_bit = 1 THEN any_right ELSE 0 END),
           g.basis_code, g.basis_id, s.since, s.until,
           (SELECT array_agg(DISTINCT c.principal ORDER BY c.principal) FROM cut c
             WHERE c.n = s.n AND c.class_bit = s.class_bit AND c.since <= s.since AND c.until >= s.until),
           g.user_id, g.unit_id
      FROM stretch s JOIN granted g USING (n)
     WHERE s.until IS NOT NULL;
END
$$;

-- The citizen's objections: whom they keep out of what and when; plan NULL: every plan. reach: 1 against a person, who is
-- kept out of her own authority's part as well; 2 against a unit, an organisation or a relative.
CREATE OR REPLACE FUNCTION app.access_objections(plan uuid)
RETURNS TABLE (plan_id uuid, principal uuid, class_bit integer, since timestamptz, until timestamptz, reach smallint)
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN QUERY
    SELECT v.plan_id,
           CASE v.recipient_kind_code WHEN 'unit' THEN v.unit_id WHEN 'organisation' THEN v.organisation_id
                                      WHEN 'person' THEN v.user_id ELSE r.user_id END,
           app.class_mask(ARRAY[v.class_code]), v.since_at, least(v.until_at, coalesce(v.withdrawn_at, 'infinity')),
           CASE v.recipient_kind_code WHEN 'person' THEN 1 ELSE 2 END::smallint
      -- in two: a condition for both would look through all of the country's provisions for one plan, when it is planned without
      -- the plan's value, as below a list
      FROM (SELECT one.* FROM consent_provision one WHERE one.plan_id = plan
            UNION ALL SELECT every.* FROM consent_provision every WHERE plan IS NULL) v
      LEFT JOIN related_person r ON r.id = v.related_id
     WHERE v.type_code = 'deny'
       AND v.since_at < least(v.until_at, coalesce(v.withdrawn_at, 'infinity'))
       AND (v.related_id IS NULL OR r.user_id IS NOT NULL);
END
$$;
