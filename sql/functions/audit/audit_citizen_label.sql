-- How a citizen is shown to one who reviews the log: initials and age, never name or number.
-- "M.H., 34 år" is made by the page from {"initials","age_n"}. NULL for no citizen.
CREATE OR REPLACE FUNCTION app.audit_citizen_label(citizen uuid) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN (SELECT jsonb_build_object('id', c.id,
                'initials', left(c.given_name, 1) || '.' || left(c.family_name, 1) || '.',
                'age_n', extract(year FROM age(app.today(), c.birth_day))::integer)
              FROM citizen c WHERE c.id = citizen);
END
$$;
ALTER FUNCTION app.audit_citizen_label(uuid) OWNER TO samplan_derive;
