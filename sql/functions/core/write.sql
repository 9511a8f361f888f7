-- Runs a write once: with a key, a repeated call with the same input gets the first answer.
-- Runs with the rights of the caller, so only functions that the server may call can be reached.
CREATE OR REPLACE FUNCTION api.write(function text, key uuid, input jsonb) RETURNS jsonb
LANGUAGE plpgsql SET search_path = api, pg_temp AS $$
DECLARE
    document jsonb;
BEGIN
    IF key IS NOT NULL THEN
        document := api.idempotency_find(key, function, input);
        IF document IS NOT NULL THEN
            RETURN document;
        END IF;
        PERFORM set_config('samplan.touched', '[]', true); -- app.audit notes what this call is about
    END IF;
    EXECUTE format('SELECT api.%I($1)', function) INTO document USING input;
    IF key IS NOT NULL AND NOT document ? '_refused' THEN
        PERFORM api.idempotency_keep(key, function, input, document);
    END IF;
    RETURN document;
END
$$;
ALTER FUNCTION api.write(text, uuid, jsonb) OWNER TO samplan_api;

-- `_sealed` holds what C encrypts anew at each try, so it is no part of what makes two calls the same.
-- The kept answer, or NULL. It is given again, with a row in the log, to whoever still has the right that she had when it was kept; to
-- others it is not found, as the function itself would say now. Waits for a concurrent call with the same key. SP409 'key-reused' when
-- the key was used for something else.
CREATE OR REPLACE FUNCTION api.idempotency_find(key uuid, function text, input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    kept record;
    e jsonb;
BEGIN
    PERFORM app.actor_require();
    PERFORM pg_advisory_xact_lock(hashtextextended(key::text || app.actor_user()::text, 7));
    SELECT i.* INTO kept FROM idempotency i WHERE i.user_id = app.actor_user() AND i.key = idempotency_find.key;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    IF kept.function <> idempotency_find.function
       OR kept.input_hash <> sha256(convert_to((input - '{_key,_sealed}'::text[])::text, 'UTF8')) THEN
        RAISE EXCEPTION 'key-reused' USING ERRCODE = 'SP409';
    END IF;
    FOR e IN SELECT x FROM jsonb_array_elements(kept.touched) x LOOP
        IF NOT app.answer_still_held(e -> 'rights', app.answer_rights(e)) THEN
            RETURN app.refuse(e ->> 'action', CASE WHEN e ->> 'plan_id' IS NULL THEN 'citizen' ELSE 'plan' END,
                              coalesce((e ->> 'plan_id')::uuid, (e ->> 'citizen_id')::uuid), 'answer-repeated');
        END IF;
    END LOOP;
    PERFORM app.answer_audit(x) FROM jsonb_array_elements(kept.touched) x;
    RETURN kept.document;
END
$$;
ALTER FUNCTION api.idempotency_find(uuid, text, jsonb) OWNER TO samplan_api;

CREATE OR REPLACE FUNCTION api.idempotency_keep(key uuid, function text, input jsonb, document jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    PERFORM app.actor_require();
    INSERT INTO idempotency (user_id, key, function, input_hash, document, touched)
    SELECT app.actor_user(), key, function, sha256(convert_to((input - '{_key,_sealed}'::text[])::text, 'UTF8')), document,
           coalesce(jsonb_agg(x || jsonb_build_object('rights', app.answer_rights(x))), '[]')
      FROM jsonb_array_elements(coalesce(nullif(current_setting('samplan.touched', true), ''), '[]')::jsonb) x;
END
$$;
ALTER FUNCTION api.idempotency_keep(uuid, text, jsonb, jsonb) OWNER TO samplan_api;
