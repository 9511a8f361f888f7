-- What some principals together may do in a plan now, as a digest, and the next instant at which one of their rights begins or ends
-- by itself. Two digests of the same rights are the same.
CREATE OR REPLACE FUNCTION app.access_state(plan uuid, principals uuid[], OUT rights text, OUT turns_at timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    SELECT md5(coalesce(string_agg(x.part_id::text || x.read_mask || '/' || x.write_mask, ' ' ORDER BY x.part_id), '')) INTO rights
      FROM (SELECT coalesce(a.part_id, plan) AS part_id, bit_or(a.read_mask) AS read_mask, bit_or(a.write_mask) AS write_mask
              FROM access a
             WHERE a.plan_id = plan AND a.principal = ANY (principals) AND a.since <= now() AND a.until > now()
               AND (a.barred IS NULL OR NOT a.barred && principals)
             GROUP BY 1) x;
    SELECT min(t.at) INTO turns_at
      FROM access a CROSS JOIN LATERAL (VALUES (a.since), (a.until)) t (at)
     WHERE a.plan_id = plan AND a.principal = ANY (principals) AND t.at > now() AND t.at < 'infinity';
END
$$;
ALTER FUNCTION app.access_state(uuid, uuid[]) OWNER TO samplan_derive;
