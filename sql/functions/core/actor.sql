-- The actor of the transaction, as set and sealed by auth_enter. NULL where there is none.
CREATE OR REPLACE FUNCTION app.actor_user() RETURNS uuid LANGUAGE sql STABLE AS
$$ SELECT nullif(current_setting('samplan.user_id', true), '')::uuid $$;
CREATE OR REPLACE FUNCTION app.actor_role() RETURNS text LANGUAGE sql STABLE AS
$$ SELECT nullif(current_setting('samplan.role', true), '') $$;
CREATE OR REPLACE FUNCTION app.actor_unit() RETURNS uuid LANGUAGE sql STABLE AS
$$ SELECT nullif(current_setting('samplan.unit_id', true), '')::uuid $$;
CREATE OR REPLACE FUNCTION app.actor_organisation() RETURNS uuid LANGUAGE sql STABLE AS
$$ SELECT nullif(current_setting('samplan.organisation_id', true), '')::uuid $$;
CREATE OR REPLACE FUNCTION app.actor_citizen() RETURNS uuid LANGUAGE sql STABLE AS
$$ SELECT nullif(current_setting('samplan.citizen_id', true), '')::uuid $$;
CREATE OR REPLACE FUNCTION app.actor_session() RETURNS uuid LANGUAGE sql STABLE AS
$$ SELECT nullif(current_setting('samplan.session_id', true), '')::uuid $$;
CREATE OR REPLACE FUNCTION app.actor_principals() RETURNS uuid[] LANGUAGE sql STABLE AS
$$ SELECT coalesce(nullif(current_setting('samplan.principals', true), ''), '{}')::uuid[] $$;
-- The principals are, for a caseworker: herself; herself at her unit and at each unit above it; her unit and each unit above
-- it; the organisation. These two are the part that is her own, and the part that she shares with colleagues.
CREATE OR REPLACE FUNCTION app.actor_person_principals() RETURNS uuid[]
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    principals constant uuid[] := app.actor_principals();
BEGIN
    RETURN principals[1:1 + (cardinality(principals) - 1) / 2];
END
$$;
CREATE OR REPLACE FUNCTION app.actor_unit_principals() RETURNS uuid[]
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    principals constant uuid[] := app.actor_principals();
BEGIN
    RETURN principals[2 + (cardinality(principals) - 1) / 2:];
END
$$;

-- Of two texts the one in the actor's language.
CREATE OR REPLACE FUNCTION app.actor_words(danish text, english text) RETURNS text
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN CASE WHEN (SELECT u.language FROM user_account u WHERE u.id = app.actor_user()) = 'en' THEN english ELSE danish END;
END
$$;
