-- Opaque cursors of the directory's lists: the sort key of the last row shown, as base64url.
CREATE OR REPLACE FUNCTION app.cursor_write(key text[]) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
    SELECT rtrim(translate(replace(encode(convert_to(to_jsonb(key)::text, 'UTF8'), 'base64'), E'\n', ''),
                           '+/', '-_'), '=')
$$;

-- The key again; NULL for NULL. Raises SP422 for anything that cursor_write did not make.
CREATE OR REPLACE FUNCTION app.cursor_read(cursor text, n integer) RETURNS text[]
LANGUAGE plpgsql IMMUTABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    keys text[];
BEGIN
    IF cursor IS NULL THEN
        RETURN NULL;
    END IF;
    BEGIN
        SELECT array_agg(e.value ORDER BY e.ordinality) INTO keys
          FROM jsonb_array_elements_text(convert_from(decode(
                   rpad(translate(cursor, '-_', '+/'), (length(cursor) + 3) / 4 * 4, '='), 'base64'),
                   'UTF8')::jsonb) WITH ORDINALITY e;
    EXCEPTION WHEN data_exception THEN
        keys := NULL;
    END;
    IF cardinality(keys) IS DISTINCT FROM n THEN
        PERFORM app.errors_raise(app.error('cursor', 'invalid'));
    END IF;
    RETURN keys;
END
$$;
