-- A whole number from the settings of the installation; otherwise where it is not set or not a number.
CREATE OR REPLACE FUNCTION app.setting_number(name text, otherwise integer) RETURNS integer
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN coalesce((SELECT s.value::integer FROM setting s WHERE s.key = name AND s.value ~ '^\d{1,8}$'), otherwise);
END
$$;
ALTER FUNCTION app.setting_number(text, integer) OWNER TO samplan_derive;
