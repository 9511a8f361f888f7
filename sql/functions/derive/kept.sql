-- BEFORE UPDATE OR DELETE on what is never changed: refuses it, to everybody.
CREATE OR REPLACE FUNCTION app.tg_kept() RETURNS trigger
LANGUAGE plpgsql SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'kept-as-written' USING ERRCODE = 'SP409';
END
$$;
