-- AFTER INSERT OR UPDATE on what belongs to a plan: one row in `change` with old and new by field.
-- Arguments: name of the title column or '-', and whether the row itself is the contributing plan.
CREATE OR REPLACE FUNCTION app.tg_change() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    new_row jsonb := to_jsonb(NEW);
    old_row jsonb := CASE WHEN TG_OP = 'UPDATE' THEN to_jsonb(OLD) ELSE '{}' END;
    fields jsonb;
    part uuid;
BEGIN
    SELECT jsonb_agg(jsonb_build_object('field', n.key, 'old', old_row -> n.key, 'new', n.value) ORDER BY n.key)
      INTO fields
      FROM jsonb_each(new_row) n
     WHERE n.key NOT IN ('id', 'plan_id', 'version', 'changed_at', 'changed_by', 'created_at', 'created_by',
                         'performer_principal', 'cpr_cipher', 'cpr_index', 'citizen_id')
       AND n.value IS DISTINCT FROM coalesce(old_row -> n.key, 'null'::jsonb);
    IF fields IS NULL THEN
        RETURN NULL;
    END IF;
    part := CASE WHEN TG_TABLE_NAME = 'contributing_plan' THEN (new_row ->> 'id')::uuid
                 ELSE (new_row ->> 'contributing_plan_id')::uuid END;
    -- A shared task or goal may point to a plan without being part of its contents.
    IF coalesce(new_row ->> 'class_code', 'core') = 'core' THEN
        part := NULL;
    END IF;
    INSERT INTO change (plan_id, part_id, class_bit, entity_code, entity_id, action_code, title, fields,
                        reason, user_id, unit_id, request_id)
    VALUES (CASE WHEN TG_TABLE_NAME = 'joint_plan' THEN (new_row ->> 'id')::uuid
                 ELSE (new_row ->> 'plan_id')::uuid END,
            part,
            app.class_bit(coalesce(new_row ->> 'class_code', 'core')),
            TG_TABLE_NAME,
            coalesce((new_row ->> 'id')::uuid, (new_row ->> 'goal_id')::uuid,
                     (new_row ->> 'appointment_id')::uuid, (new_row ->> 'task_id')::uuid),
            CASE TG_OP WHEN 'INSERT' THEN 'create' ELSE 'update' END,
            CASE WHEN TG_ARGV[0] <> '-' THEN left(new_row ->> TG_ARGV[0], 200) END,
            fields,
            nullif(current_setting('samplan.reason', true), ''),
            app.actor_user(), app.actor_unit(),
            nullif(current_setting('samplan.request_id', true), '')::uuid);
    RETURN NULL;
END
$$;
ALTER FUNCTION app.tg_change() OWNER TO samplan_derive;
