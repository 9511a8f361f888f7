-- For the audit row of a write to the directory: what differs between the shown values and the input,
-- as [{"entity", "id", "field", "old", "new"}]; NULL when nothing does.
CREATE OR REPLACE FUNCTION app.changed_fields(entity text, id uuid, shown jsonb, input jsonb) RETURNS jsonb
LANGUAGE sql IMMUTABLE AS $$
    SELECT jsonb_agg(jsonb_build_object('entity', entity, 'id', id, 'field', o.key, 'old', o.value,
                                        'new', coalesce(input -> o.key, 'null')) ORDER BY o.key)
      FROM jsonb_each(shown) o
     WHERE o.value IS DISTINCT FROM coalesce(input -> o.key, 'null')
$$;

-- Errors of an e-mail address; NULL is fine.
CREATE OR REPLACE FUNCTION app.email_errors(email text) RETURNS jsonb
LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN email IS NOT NULL AND email !~ '^[^@\s<>"]{1,64}@[^@\s<>"]{1,190}\.[^@\s<>".]{2,24}$'
                THEN app.error('email', 'not-an-email') ELSE '[]'::jsonb END
$$;
