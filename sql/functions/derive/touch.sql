-- BEFORE UPDATE on everything with a version: counts it up, notes who and when.
CREATE OR REPLACE FUNCTION app.tg_touch() RETURNS trigger
LANGUAGE plpgsql SET search_path = samplan, app, pg_temp AS $$
BEGIN
    NEW.version := OLD.version + 1;
    NEW.changed_at := now();
    NEW.changed_by := app.actor_user();
    RETURN NEW;
END
$$;
