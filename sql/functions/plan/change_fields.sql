-- The fields of a change with names beside the ids they hold: {"field","old","new"} gets "old_text" and
-- "new_text" where the value is the id of a person, unit, shared goal or team member or a code of a
-- reference table. Only what everybody who reads the core may know has a name: the result is stored.
CREATE OR REPLACE FUNCTION app.change_fields(fields jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    IF fields::text !~ '_id"|municipality_code|contact_type_code|type_code|_by"' THEN
        RETURN fields;
    END IF;
    RETURN (SELECT jsonb_agg(CASE WHEN f ->> 'field' ~ '_id$|^(municipality|contact_type|type)_code$|_by$'
                THEN f || jsonb_build_object('old_text', app.change_name(f ->> 'field', f ->> 'old'),
                                             'new_text', app.change_name(f ->> 'field', f ->> 'new'))
                ELSE f END ORDER BY o)
              FROM jsonb_array_elements(fields) WITH ORDINALITY x(f, o));
END
$$;

-- What a value of an id or code field is called; NULL when it has no name for all. One
-- query a branch: a CASE over them all would set up every one of them for each value.
CREATE OR REPLACE FUNCTION app.change_name(field text, value text) RETURNS text
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    name text;
BEGIN
    IF value IS NULL THEN
        RETURN NULL;
    ELSIF field ~ 'user_id$|_by$' THEN
        SELECT u.name INTO name FROM user_account u WHERE u.id = value::uuid;
    ELSIF field ~ 'unit_id$' THEN
        SELECT n.name INTO name FROM unit n WHERE n.id = value::uuid;
    ELSIF field = 'goal_id' THEN
        SELECT g.title INTO name FROM goal g WHERE g.id = value::uuid AND g.contributing_plan_id IS NULL;
    ELSIF field = 'replaces_member_id' THEN
        name := app.change_title('team_member', value::uuid);
    ELSIF field = 'municipality_code' THEN
        SELECT m.name INTO name FROM municipality m WHERE m.code = value;
    ELSIF field = 'contact_type_code' THEN
        SELECT t.name_da INTO name FROM contact_type t WHERE t.code = value;
    ELSIF field = 'type_code' THEN
        SELECT t.name_da INTO name FROM plan_type t WHERE t.code = value;
    END IF;
    RETURN name;
END
$$;

-- What a changed thing is called when its row has no title of its own: a team member, a coordinator, a
-- receiver of a hand-over.
CREATE OR REPLACE FUNCTION app.change_title(entity_code text, entity uuid) RETURNS text
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    outside text;
    person uuid;
    unit uuid;
BEGIN
    IF entity_code = 'team_member' THEN
        SELECT m.outside_name, m.user_id, m.unit_id INTO outside, person, unit FROM team_member m WHERE m.id = entity;
    ELSIF entity_code = 'coordination' THEN
        SELECT k.user_id INTO person FROM coordination k WHERE k.id = entity;
    ELSIF entity_code = 'handover' THEN
        SELECT h.to_user_id INTO person FROM handover h WHERE h.id = entity;
    END IF;
    RETURN coalesce(outside, CASE WHEN person IS NOT NULL THEN app.change_name('user_id', person::text)
                                  WHEN unit IS NOT NULL THEN app.change_name('unit_id', unit::text) END);
END
$$;
