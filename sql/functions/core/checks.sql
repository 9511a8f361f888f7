-- Raises SP422 with the errors collected so far: [{"field","code",…}]. Does nothing for an empty list.
CREATE OR REPLACE FUNCTION app.errors_raise(errors jsonb) RETURNS void
LANGUAGE plpgsql IMMUTABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    IF jsonb_array_length(coalesce(errors, '[]')) > 0 THEN
        RAISE EXCEPTION 'invalid' USING ERRCODE = 'SP422',
            DETAIL = jsonb_build_object('errors', errors)::text;
    END IF;
END
$$;
-- One error, to be appended: errors := errors || app.error('due_day', 'in-the-past').
CREATE OR REPLACE FUNCTION app.error(field text, code text, more jsonb DEFAULT '{}') RETURNS jsonb
LANGUAGE sql IMMUTABLE AS $$
    SELECT jsonb_build_array(jsonb_build_object('field', field, 'code', code) || more)
$$;

-- Optimistic locking: given is the version that the writer had read. SP428 when missing, SP412 when
-- somebody changed the thing since; then DETAIL holds current (values of the form's fields),
-- changed_by (name), changed_at, version.
CREATE OR REPLACE FUNCTION app.version_check(input jsonb, version integer, current jsonb,
                                             changed_by uuid, changed_at timestamptz) RETURNS void
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    IF input ->> '_version' IS NULL THEN
        RAISE EXCEPTION 'version-missing' USING ERRCODE = 'SP428';
    END IF;
    IF (input ->> '_version')::integer <> version THEN
        RAISE EXCEPTION 'stale' USING ERRCODE = 'SP412', DETAIL = jsonb_build_object(
            'current', current, 'version', version, 'changed_at', changed_at,
            'changed_by', (SELECT u.name FROM user_account u WHERE u.id = version_check.changed_by))::text;
    END IF;
END
$$;

-- Why the writer changes things; lands in every change row and the audit row of this transaction.
CREATE OR REPLACE FUNCTION app.reason_set(reason text) RETURNS void
LANGUAGE plpgsql SET search_path = samplan, app, pg_temp AS $$
BEGIN
    PERFORM set_config('samplan.reason', coalesce(reason, ''), true);
END
$$;
