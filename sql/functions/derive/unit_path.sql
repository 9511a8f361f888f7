-- Keeps unit.path (this unit, then its ancestors) and refuses a circle or a parent elsewhere.
CREATE OR REPLACE FUNCTION app.tg_unit_path() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    parent unit;
BEGIN
    IF NEW.parent_id IS NULL THEN
        NEW.path := ARRAY[NEW.id];
    ELSE
        SELECT * INTO parent FROM unit WHERE id = NEW.parent_id;
        IF parent.organisation_id <> NEW.organisation_id OR NEW.id = ANY (parent.path) THEN
            RAISE EXCEPTION 'invalid' USING ERRCODE = 'SP422',
                DETAIL = '{"errors": [{"field": "parent_id", "code": "not-an-option"}]}';
        END IF;
        NEW.path := ARRAY[NEW.id] || parent.path;
    END IF;
    RETURN NEW;
END
$$;
ALTER FUNCTION app.tg_unit_path() OWNER TO samplan_derive;

CREATE OR REPLACE FUNCTION app.tg_unit_path_below() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    UPDATE unit SET parent_id = parent_id WHERE parent_id = NEW.id;
    RETURN NULL;
END
$$;
ALTER FUNCTION app.tg_unit_path_below() OWNER TO samplan_derive;
