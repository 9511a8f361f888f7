-- Opaque cursors: base64url of a JSON object. A cursor that is none of ours raises SP400.
CREATE OR REPLACE FUNCTION app.cursor_encode(c jsonb) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
    SELECT rtrim(translate(encode(convert_to(c::text, 'UTF8'), 'base64'), E'+/\n', '-_'), '=')
$$;
CREATE OR REPLACE FUNCTION app.cursor_decode(c text) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    d jsonb;
BEGIN
    IF c IS NULL OR c = '' THEN
        RETURN NULL;
    END IF;
    d := convert_from(decode(translate(c, '-_', '+/') || repeat('=', (4 - length(c) % 4) % 4), 'base64'), 'UTF8')::jsonb;
    IF jsonb_typeof(d) <> 'object' THEN
        RAISE EXCEPTION 'bad-cursor' USING ERRCODE = 'SP400';
    END IF;
    RETURN d;
EXCEPTION WHEN invalid_text_representation OR invalid_parameter_value OR character_not_in_repertoire
             OR untranslatable_character THEN
    RAISE EXCEPTION 'bad-cursor' USING ERRCODE = 'SP400';
END
$$;
