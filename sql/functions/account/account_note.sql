-- Tells the owner of an account what happened to it.
CREATE OR REPLACE FUNCTION app.account_note(who uuid, kind text, detail text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    INSERT INTO account_notice (user_id, kind_code, detail, by_user_id, client)
    VALUES (who, kind, account_note.detail, app.actor_user(), nullif(current_setting('samplan.client', true), ''));
END
$$;
ALTER FUNCTION app.account_note(uuid, text, text) OWNER TO samplan_auth;
