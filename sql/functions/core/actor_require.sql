-- Raises SP401 unless the actor settings are those that auth_enter sealed in this very transaction.
-- Settings can be written by any session; the seal needs a secret that only samplan_auth reads, so a
-- stolen connection or an injected set_config() cannot make an actor.
CREATE OR REPLACE FUNCTION app.actor_seal() RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    secret bytea;
BEGIN
    SELECT k.secret INTO secret FROM actor_key k;
    RETURN encode(sha256(secret || convert_to(
        pg_backend_pid()::text || '|' || extract(epoch FROM now())::text
        || '|' || coalesce(current_setting('samplan.user_id', true), '')
        || '|' || coalesce(current_setting('samplan.role', true), '')
        || '|' || coalesce(current_setting('samplan.unit_id', true), '')
        || '|' || coalesce(current_setting('samplan.organisation_id', true), '')
        || '|' || coalesce(current_setting('samplan.citizen_id', true), '')
        || '|' || coalesce(current_setting('samplan.session_id', true), '')
        || '|' || coalesce(current_setting('samplan.assurance', true), '')
        || '|' || coalesce(current_setting('samplan.principals', true), '')
        || '|' || coalesce(current_setting('samplan.glass', true), ''), 'UTF8') || secret), 'hex');
END
$$;
ALTER FUNCTION app.actor_seal() OWNER TO samplan_auth;

CREATE OR REPLACE FUNCTION app.actor_require() RETURNS void
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    IF coalesce(current_setting('samplan.seal', true), '') = ''
       OR current_setting('samplan.seal', true) <> app.actor_seal() THEN
        RAISE EXCEPTION 'unauthenticated' USING ERRCODE = 'SP401';
    END IF;
END
$$;
ALTER FUNCTION app.actor_require() OWNER TO samplan_auth;
