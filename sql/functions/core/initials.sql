-- "Rikke Bak Jensen" -> "RJ": first letters of the first and the last name.
CREATE OR REPLACE FUNCTION app.initials(name text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT upper(left(btrim(name), 1)
        || CASE WHEN position(' ' IN btrim(name)) > 0
                THEN left(regexp_replace(btrim(name), '^.*\s', ''), 1) ELSE '' END)
$$;
