-- The fields of a change with names beside the ids they hold: {"field","old","new"} gets "old_text" and
-- "new_text" where the value is the id of a person, unit, goal, plan or team member or a code of a
-- reference table. What the reader may not see stays without a name.
CREATE OR REPLACE FUNCTION app.change_fields(fields jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    IF fields::text !~ '_id"|municipality_code|contact_type_code|type_code' THEN
        RETURN fields;
    END IF;
    RETURN (SELECT jsonb_agg(CASE WHEN f ->> 'field' ~ '_id$|^(municipality|contact_type|type)_code$|_by$'
                THEN f || jsonb_build_object('old_text', app.change_name(f ->> 'field', f ->> 'old'),
                                             'new_text', app.change_name(f ->> 'field', f ->> 'new'))
                ELSE f END ORDER BY o)
              FROM jsonb_array_elements(fields) WITH ORDINALITY x(f, o));
END
$$;

-- What a value of an id or code field is called; NULL when it has no name that the reader may see.
CREATE OR REPLACE FUNCTION app.change_name(field text, value text) RETURNS text
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    IF value IS NULL THEN
        RETURN NULL;
    END IF;
    RETURN CASE
        WHEN field ~ 'user_id$' OR field ~ '_by$' THEN (SELECT u.name FROM user_account u WHERE u.id = value::uuid)
        WHEN field ~ 'unit_id$' THEN (SELECT n.name FROM unit n WHERE n.id = value::uuid)
        WHEN field = 'goal_id' THEN (SELECT g.title FROM goal g WHERE g.id = value::uuid)
        WHEN field = 'contributing_plan_id' THEN (SELECT p.title FROM contributing_plan p WHERE p.id = value::uuid)
        WHEN field = 'replaces_member_id' THEN
            (SELECT coalesce(m.outside_name, u.name, n.name) FROM team_member m
               LEFT JOIN user_account u ON u.id = m.user_id LEFT JOIN unit n ON n.id = m.unit_id WHERE m.id = value::uuid)
        WHEN field = 'municipality_code' THEN (SELECT m.name FROM municipality m WHERE m.code = value)
        WHEN field = 'contact_type_code' THEN (SELECT t.name_da FROM contact_type t WHERE t.code = value)
        WHEN field = 'type_code' THEN (SELECT t.name_da FROM plan_type t WHERE t.code = value) END;
END
$$;

-- What a changed thing is called when its row has no title of its own: a team member, a coordinator, a
-- receiver of a hand-over.
CREATE OR REPLACE FUNCTION app.change_title(entity_code text, entity uuid) RETURNS text
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN CASE entity_code
        WHEN 'team_member' THEN
            (SELECT coalesce(m.outside_name, u.name, n.name) FROM team_member m
               LEFT JOIN user_account u ON u.id = m.user_id LEFT JOIN unit n ON n.id = m.unit_id WHERE m.id = entity)
        WHEN 'coordination' THEN
            (SELECT u.name FROM coordination k JOIN user_account u ON u.id = k.user_id WHERE k.id = entity)
        WHEN 'handover' THEN
            (SELECT u.name FROM handover h JOIN user_account u ON u.id = h.to_user_id WHERE h.id = entity)
        END;
END
$$;
