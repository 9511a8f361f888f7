-- The draft that the actor keeps of a form, named by the form's action ("/plans/<id>/words"), for the
-- document of the page: {"saved_at","base_version","values"} or NULL.
CREATE OR REPLACE FUNCTION app.draft_get(form text) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN (SELECT jsonb_build_object('saved_at', d.saved_at, 'base_version', d.base_version, 'values', d.fields)
              FROM draft d
             WHERE d.user_id = app.actor_user() AND d.form_key IN (form, ltrim(form, '/'))
             ORDER BY d.saved_at DESC LIMIT 1);
END
$$;
-- Throws it away: the form was saved.
CREATE OR REPLACE FUNCTION app.draft_drop(form text) RETURNS void
LANGUAGE plpgsql SET search_path = samplan, app, pg_temp AS $$
BEGIN
    DELETE FROM draft d WHERE d.user_id = app.actor_user() AND d.form_key IN (form, ltrim(form, '/'));
END
$$;
