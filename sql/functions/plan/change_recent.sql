-- The latest n changes of a plan that the reader may see, newest first, as JSON text; the shape of
-- app.change_document.
CREATE OR REPLACE FUNCTION app.change_recent(plan uuid, n integer) RETURNS TABLE (id bigint, body text)
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN QUERY
    SELECT c.id, json_build_object('id', c.id, 'entity_code', c.entity_code, 'entity_id', c.entity_id,
               'action_code', c.action_code, 'title', coalesce(c.title, app.change_title(c.entity_code, c.entity_id)),
               'fields_list', CASE c.action_code WHEN 'update' THEN app.change_fields(c.fields) ELSE c.fields END,
               'reason', c.reason, 'name', u.name, 'unit', un.name, 'user_id', c.user_id, 'changed_at', c.changed_at)::text
      FROM (SELECT x.* FROM change x WHERE x.plan_id = plan ORDER BY x.id DESC LIMIT n) c
      LEFT JOIN user_account u ON u.id = c.user_id
      LEFT JOIN unit un ON un.id = c.unit_id
     ORDER BY c.id DESC;
END
$$;
