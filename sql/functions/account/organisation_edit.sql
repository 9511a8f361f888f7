-- The form of an organisation. input: organisation_id, or nothing for a new one. Document: organisation
-- {id, name} or absent, values, options, version. Refused: 404; 403 other-organisation.
CREATE OR REPLACE FUNCTION api.organisation_edit(input jsonb) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    o samplan.organisation;
    which uuid := (input ->> 'organisation_id')::uuid;
BEGIN
    PERFORM app.admin_require();
    SELECT * INTO o FROM organisation x WHERE x.id = which;
    IF which IS NOT NULL AND o.id IS NULL THEN
        RETURN app.refuse('organisation.edit', 'organisation', which);
    END IF;
    IF NOT app.admin_may(o.id) THEN
        RETURN app.refuse_action('organisation.edit', NULL, which, 'other-organisation');
    END IF;
    RETURN jsonb_build_object('values', app.organisation_values(o), 'options', app.organisation_options(o))
        || CASE WHEN o.id IS NULL THEN '{}'::jsonb
                ELSE jsonb_build_object('organisation', jsonb_build_object('id', o.id, 'name', o.name),
                                        'version', o.version) END;
END
$$;
