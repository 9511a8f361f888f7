-- What an answer would change, found out by storing it and taking it back: the rights before and after, as they are enforced.
-- Returns {"changes_list": [{"name","kind_code","what_code": 'opens','closes','longer','shorter','later','hidden',"shared_code","what",
-- "until_day","change_msg","parts": titles that the reader may see,"people_n"}],"unchanged_list": [{"sentence_msg"}],"replaces_n"}.
CREATE OR REPLACE FUNCTION app.consent_preview(plan uuid, v jsonb) RETURNS jsonb
LANGUAGE plpgsql SET search_path = samplan, app, pg_temp AS $$
DECLARE
    before jsonb := app.consent_standing(plan, v);
    after jsonb;
    reader record;
BEGIN
    BEGIN
        PERFORM app.consent_store(plan, v);
        after := app.consent_standing(plan, v);
        RAISE EXCEPTION 'taken-back' USING ERRCODE = 'SP0TB';
    EXCEPTION WHEN SQLSTATE 'SP0TB' THEN
        NULL;
    END;
    SELECT * INTO reader FROM app.consent_reader(plan);
    RETURN jsonb_build_object(
        'changes_list', (SELECT coalesce(jsonb_agg(app.consent_change(plan, reader.every OR reader.classes & app.class_bit(a.value ->> 'class_code') <> 0
                    OR (a.value ->> 'mine')::boolean, before -> a.key, a.value) ORDER BY a.value ->> 'name', (a.value ->> 'place')::integer), '[]')
             FROM jsonb_each(after) a
            WHERE (a.value ->> 'asked')::boolean AND NOT (reader.every OR reader.classes & app.class_bit(a.value ->> 'class_code') <> 0 OR (a.value ->> 'mine')::boolean)
               OR (reader.every OR reader.classes & app.class_bit(a.value ->> 'class_code') <> 0 OR (a.value ->> 'mine')::boolean)
                  AND (a.value -> 'state_code', a.value -> 'until_day', a.value -> 'since_day')
                      IS DISTINCT FROM (before -> a.key -> 'state_code', before -> a.key -> 'until_day', before -> a.key -> 'since_day')),
        'unchanged_list', (SELECT coalesce(jsonb_agg(jsonb_build_object('sentence_msg', a.value -> 'sentence_msg') ORDER BY a.value ->> 'name', (a.value ->> 'place')::integer), '[]')
             FROM jsonb_each(after) a
            WHERE (a.value ->> 'asked')::boolean AND (reader.every OR reader.classes & app.class_bit(a.value ->> 'class_code') <> 0 OR (a.value ->> 'mine')::boolean)
              AND (a.value -> 'state_code', a.value -> 'until_day', a.value -> 'since_day')
                  IS NOT DISTINCT FROM (before -> a.key -> 'state_code', before -> a.key -> 'until_day', before -> a.key -> 'since_day')));
END
$$;

-- The rights of everybody in the plan and of those whom v names, {"<key> <class>": cell + "name","class_code","place","mine","asked": v is
-- about it}.
CREATE OR REPLACE FUNCTION app.consent_standing(plan uuid, v jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    recipients jsonb := app.consent_recipients_known(plan);
    hits jsonb;
BEGIN
    recipients := recipients || (SELECT coalesce(jsonb_agg(jsonb_build_object('key', c.key, 'kind_code', c.kind_code, 'unit_id', c.unit_id,
            'user_id', c.user_id, 'related_id', c.related_id, 'name', c.name, 'mine', false, 'principals', to_jsonb(CASE c.kind_code
                WHEN 'unit' THEN n.path || n.organisation_id
                WHEN 'organisation' THEN ARRAY[c.organisation_id]
                WHEN 'person' THEN app.practitioner_principals(c.user_id, n.path) || n.path || n.organisation_id
                ELSE '{}' END))), '[]')
        FROM app.consent_chosen(plan, v -> 'recipient_keys') c LEFT JOIN unit n ON n.id = c.unit_id
       WHERE NOT EXISTS (SELECT FROM jsonb_array_elements(recipients) x WHERE x ->> 'key' = c.key));
    SELECT coalesce(jsonb_object_agg(c.class_code || ' ' || c.recipient, to_jsonb(c)), '{}') INTO hits
      FROM app.consent_cells(plan, recipients) c WHERE c.part_id IS NULL;
    RETURN (SELECT jsonb_object_agg((x ->> 'key') || ' ' || k.class_code,
                app.consent_cell(plan, x, k.class_code, NULL, NULL, hits -> (k.class_code || ' ' || (x ->> 'key')))
                || jsonb_build_object('class_code', k.class_code, 'place', k.place, 'mine', x -> 'mine', 'kind_code', x -> 'kind_code',
                       'asked', v -> 'recipient_keys' ? (x ->> 'key') AND v -> 'section_codes' ? k.class_code))
              FROM jsonb_array_elements(recipients) x CROSS JOIN app.consent_classes() k);
END
$$;

-- One difference in words. known: the reader may know what stood before.
CREATE OR REPLACE FUNCTION app.consent_change(plan uuid, known boolean, before jsonb, after jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    what text;
    was text := coalesce(before ->> 'state_code', 'no');
    is_now text := after ->> 'state_code';
    closed constant text[] := '{no,refused,later}';
BEGIN
    what := CASE WHEN NOT known THEN 'hidden'
                 WHEN is_now = 'later' THEN 'later'
                 WHEN was = ANY (closed) AND is_now <> ALL (closed) THEN 'opens'
                 WHEN was <> ALL (closed) AND is_now = ANY (closed) THEN 'closes'
                 WHEN is_now = 'refused' THEN 'stays-closed'
                 WHEN coalesce((after ->> 'until_day')::date, 'infinity') >= coalesce((before ->> 'until_day')::date, 'infinity') THEN 'longer'
                 ELSE 'shorter' END;
    RETURN jsonb_build_object('name', after -> 'name', 'kind_code', after -> 'kind_code', 'what_code', what, 'class_code', after -> 'class_code',
        'state_code', CASE WHEN known THEN is_now END, 'until_day', CASE WHEN known THEN after -> 'until_day' END,
        'change_msg', jsonb_build_object('key', 'consent.change_' || replace(what, '-', '_') || CASE WHEN what = 'opens' AND after ->> 'until_day' IS NULL THEN '_open' ELSE '' END,
            'who', after -> 'name', 'shared_code', after -> 'class_code', 'until_day', after -> 'until_day', 'since_day', after -> 'since_day'),
        'parts', CASE WHEN known AND what IN ('opens', 'closes', 'later') THEN (SELECT jsonb_agg(c.title ORDER BY c.created_at)
             FROM contributing_plan c WHERE c.plan_id = plan AND c.class_code = after ->> 'class_code' AND c.status_code IN ('draft', 'active', 'on-hold')) END);
END
$$;
