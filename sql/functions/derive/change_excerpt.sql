-- The latest n changes of one section of a plan, newest first, for its stored document: part NULL is the
-- core. Whoever may read the section may read its changes; a test compares the classes. An element:
-- {"id","entity_code","entity_id","action_code","title","fields_list","reason","name","unit","user_id",
-- "changed_at"}.
CREATE OR REPLACE FUNCTION app.change_excerpt(plan uuid, part uuid, n integer) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    list jsonb;
BEGIN
    SELECT jsonb_agg(to_jsonb(q)) INTO list FROM (
        SELECT c.id, c.entity_code, c.entity_id, c.action_code,
               CASE WHEN c.title IS NULL THEN app.change_title(c.entity_code, c.entity_id) ELSE c.title END AS title,
               app.change_fields(c.fields) AS fields_list, c.reason, u.name, un.name AS unit, c.user_id, c.changed_at
          FROM (SELECT x.* FROM change x
                 WHERE x.plan_id = plan
                   AND CASE WHEN part IS NULL THEN x.part_id IS NULL AND x.class_bit IN (1, 2048) ELSE x.part_id = part END
                 ORDER BY x.id DESC LIMIT n) c
          LEFT JOIN user_account u ON u.id = c.user_id
          LEFT JOIN unit un ON un.id = c.unit_id
         ORDER BY c.id DESC) q;
    RETURN coalesce(list, '[]');
END
$$;
