-- Opaque cursors: base64url of a JSON object. A cursor that is none of ours raises SP400.
CREATE OR REPLACE FUNCTION app.cursor_encode(c jsonb) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
    SELECT rtrim(translate(encode(convert_to(c::text, 'UTF8'), 'base64'), E'+/\n', '-_'), '=')
$$;
CREATE OR REPLACE FUNCTION app.cursor_decode(c text) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    d jsonb;
    e record;
BEGIN
    IF c IS NULL OR c = '' THEN
        RETURN NULL;
    END IF;
    d := convert_from(decode(translate(c, '-_', '+/') || repeat('=', (4 - length(c) % 4) % 4), 'base64'), 'UTF8')::jsonb;
    IF jsonb_typeof(d) <> 'object' THEN
        RAISE EXCEPTION 'bad-cursor' USING ERRCODE = 'SP400';
    END IF;
    -- What lists put into a cursor: days, times, ids of things, numbers of rows.
    FOR e IN SELECT * FROM jsonb_each_text(d) LOOP
        IF e.key IN ('d', 'due') THEN
            PERFORM e.value::date;
        ELSIF e.key IN ('at', 's', 'c') THEN
            PERFORM e.value::timestamptz;
        ELSIF e.key IN ('t', 'i') OR e.key = 'id' AND d ? 'due' THEN
            PERFORM e.value::uuid;
        ELSIF e.key IN ('id', 'u') THEN
            PERFORM e.value::bigint;
        END IF;
    END LOOP;
    RETURN d;
EXCEPTION WHEN data_exception THEN
    RAISE EXCEPTION 'bad-cursor' USING ERRCODE = 'SP400';
END
$$;
