-- Remembers the user's language. input: language ('da', 'en').
CREATE OR REPLACE FUNCTION api.language_set(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    PERFORM app.actor_require();
    UPDATE user_account u SET language = input ->> 'language'
     WHERE u.id = app.actor_user() AND u.language <> input ->> 'language';
    RETURN jsonb_build_object('language', input ->> 'language');
END
$$;
ALTER FUNCTION api.language_set(jsonb) OWNER TO samplan_auth;
