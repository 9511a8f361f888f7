-- Bit of a role in a route's access set; the numbers of services/http/http.h. Unknown: 0.
CREATE OR REPLACE FUNCTION app.access_bit(role_code text) RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE role_code WHEN 'caseworker' THEN 4 WHEN 'manager' THEN 8 WHEN 'auditor' THEN 16
                          WHEN 'administrator' THEN 32 WHEN 'citizen' THEN 64 WHEN 'relative' THEN 128
                          WHEN 'volunteer' THEN 256 WHEN 'system' THEN 512
                          ELSE 0 END
$$;
