-- A telephone number as read and as dialled. Danish numbers are kept as eight digits, others as "+" and
-- digits; what is neither is shown as it stands and has no address.
CREATE OR REPLACE FUNCTION app.phone_text(phone text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN phone ~ '^\d{8}$' THEN regexp_replace(phone, '(\d\d)(\d\d)(\d\d)(\d\d)', '\1 \2 \3 \4')
                ELSE phone END
$$;
CREATE OR REPLACE FUNCTION app.phone_href(phone text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN phone ~ '^\d{8}$' THEN 'tel:+45' || phone
                WHEN phone ~ '^\+\d{6,15}$' THEN 'tel:' || phone END
$$;
