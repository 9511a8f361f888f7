-- Raises SP401 unless the actor settings are those that auth_enter sealed in this very transaction, less than a minute ago.
-- Settings can be written by any session; the seal needs a secret that only samplan_auth reads, so a
-- stolen connection or an injected set_config() cannot make an actor.
DROP FUNCTION IF EXISTS app.actor_seal();

-- The seal of the settings as they are, by the secret. Takes it instead of reading it, so that the planner puts the body
-- where the call is: as a function of its own it cost more than the rest of the check.
CREATE OR REPLACE FUNCTION app.actor_sealed(secret bytea) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT encode(sha256(secret || convert_to(
        pg_backend_pid()::text || '|' || extract(epoch FROM now())::text
        || '|' || coalesce(current_setting('samplan.user_id', true), '')
        || '|' || coalesce(current_setting('samplan.role', true), '')
        || '|' || coalesce(current_setting('samplan.unit_id', true), '')
        || '|' || coalesce(current_setting('samplan.organisation_id', true), '')
        || '|' || coalesce(current_setting('samplan.citizen_id', true), '')
        || '|' || coalesce(current_setting('samplan.session_id', true), '')
        || '|' || coalesce(current_setting('samplan.assurance', true), '')
        || '|' || coalesce(current_setting('samplan.principals', true), '')
        || '|' || coalesce(current_setting('samplan.glass', true), ''), 'UTF8') || secret), 'hex')
$$;

-- The secret is read and used inside, as samplan_auth, who alone may read it.
CREATE OR REPLACE FUNCTION app.actor_require() RETURNS void
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    key bytea;
BEGIN
    SELECT k.secret INTO key FROM actor_key k;
    -- now() stands still in a transaction: one that is kept open would keep rights that have ended. No request takes this long.
    IF key IS NULL OR clock_timestamp() > now() + interval '60 seconds'
       OR current_setting('samplan.seal', true) IS DISTINCT FROM app.actor_sealed(key) THEN
        RAISE EXCEPTION 'unauthenticated' USING ERRCODE = 'SP401';
    END IF;
END
$$;
ALTER FUNCTION app.actor_require() OWNER TO samplan_auth;
