-- Notes in the history of the plan what was changed in the citizen's record, and returns the same for the
-- audit row. What is protected is named without its value: the history is read by the whole team.
CREATE OR REPLACE FUNCTION app.citizen_change(plan uuid, old samplan.citizen, new samplan.citizen, cpr boolean, reason text)
RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    o jsonb := to_jsonb(old);
    n jsonb := to_jsonb(new);
    fields jsonb;
BEGIN
    SELECT jsonb_agg(CASE WHEN e.key IN ('address', 'phone')
                THEN jsonb_build_object('field', e.key, 'old', NULL, 'new', NULL)
                ELSE jsonb_build_object('field', e.key, 'old', o -> e.key, 'new', e.value) END ORDER BY e.key)
      INTO fields
      FROM jsonb_each(n) e
     WHERE e.key IN ('given_name', 'family_name', 'birth_day', 'municipality_code', 'gp_unit_id', 'phone', 'address',
                     'name_protected', 'address_protected', 'contact_preference_code', 'interpreter_language',
                     'admitted_since_day')
       AND e.value IS DISTINCT FROM o -> e.key;
    IF cpr THEN
        fields := coalesce(fields, '[]') || '[{"field": "cpr", "old": null, "new": null}]';
    END IF;
    IF fields IS NULL THEN
        RETURN NULL;
    END IF;
    INSERT INTO change (plan_id, class_bit, entity_code, entity_id, action_code, title, fields, reason, user_id, unit_id, request_id)
    VALUES (plan, app.class_bit('core'), 'citizen', old.id, 'update', NULL, fields, citizen_change.reason, app.actor_user(),
            app.actor_unit(), nullif(current_setting('samplan.request_id', true), '')::uuid);
    RETURN jsonb_build_array(jsonb_build_object('entity', 'citizen', 'id', old.id, 'action', 'update', 'fields', fields));
END
$$;
ALTER FUNCTION app.citizen_change(uuid, samplan.citizen, samplan.citizen, boolean, text) OWNER TO samplan_derive;
