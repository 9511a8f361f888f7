-- A page of history, newest first, from what the actor may see. One of plan and entity is NULL: a plan's
-- history, or that of one goal, task, member … · who: only by this user · kinds: only of these tables ·
-- before: cursor · n: rows.
-- Returns {"changes_list": [{"id","entity_code","entity_id","action_code","title","fields_list","reason","name","unit",
-- "user_id","changed_at"}],"next"}.
CREATE OR REPLACE FUNCTION app.change_page(plan uuid, entity uuid, who uuid, kinds text[], before text, n integer) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    below bigint := coalesce((app.cursor_decode(before) ->> 'id')::bigint, 9223372036854775807);
    rows jsonb;
    next jsonb;
BEGIN
    SELECT coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'entity_code', c.entity_code, 'entity_id', c.entity_id,
               'action_code', c.action_code, 'title', coalesce(c.title, app.change_title(c.entity_code, c.entity_id)), 'fields_list', app.change_fields(c.fields), 'reason', c.reason,
               'name', u.name, 'unit', un.name, 'user_id', c.user_id, 'changed_at', c.changed_at) ORDER BY c.id DESC), '[]')
      INTO rows
      FROM (SELECT x.* FROM change x
             WHERE (plan IS NULL OR x.plan_id = plan) AND (entity IS NULL OR x.entity_id = entity) AND x.id < below
               AND (who IS NULL OR x.user_id = who) AND (kinds IS NULL OR x.entity_code = ANY (kinds))
             ORDER BY x.id DESC LIMIT n + 1) c
      LEFT JOIN user_account u ON u.id = c.user_id
      LEFT JOIN unit un ON un.id = c.unit_id;
    IF jsonb_array_length(rows) > n THEN
        next := jsonb_build_object('id', rows -> (n - 1) -> 'id');
        rows := rows - n;
    END IF;
    RETURN jsonb_build_object('changes_list', rows, 'next', app.cursor_encode(next));
END
$$;

-- Kinds of things as readers think of them, and the tables behind.
CREATE OR REPLACE FUNCTION app.change_kinds(kind text) RETURNS text[]
LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE kind
        WHEN 'plan' THEN '{joint_plan,citizen}'::text[] WHEN 'words' THEN '{citizen_statement}'
        WHEN 'people' THEN '{coordination,handover,team_member}' WHEN 'parts' THEN '{contributing_plan,intervention}'
        WHEN 'goals' THEN '{goal,goal_progress}' WHEN 'tasks' THEN '{task,task_comment}'
        WHEN 'appointments' THEN '{appointment}' WHEN 'notes' THEN '{note}' END
$$;
