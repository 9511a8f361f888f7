-- BEFORE INSERT OR UPDATE on a task: the principal of its performer, a person at her unit.
CREATE OR REPLACE FUNCTION app.tg_task_principal() RETURNS trigger
LANGUAGE plpgsql SET search_path = samplan, app, pg_temp AS $$
BEGIN
    IF NEW.performer_kind_code = 'person' THEN
        NEW.performer_principal := app.practitioner(NEW.performer_user_id, NEW.performer_unit_id);
    ELSIF NEW.performer_kind_code = 'unit' THEN
        NEW.performer_principal := NEW.performer_unit_id;
    END IF;
    RETURN NEW;
END
$$;
