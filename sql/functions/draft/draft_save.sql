-- POST /drafts: keeps what is being typed, or throws it away. No audit row of a citizen: nothing is shown
-- but the writer's own text, to the writer.
-- input: {"form": the form's action path,"base_version","values": {field: text or list},"discard"} ·
-- returns {"saved_at"} or {"discarded": true,"location","flash"}. SP422 form 'not-an-option', values 'too-large'.
CREATE OR REPLACE FUNCTION api.draft_save(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    key text := ltrim(input ->> 'form', '/');
    kept jsonb;
BEGIN
    PERFORM app.actor_require();
    IF coalesce((input ->> 'discard')::boolean, false) THEN
        PERFORM app.draft_drop(key);
        RETURN jsonb_build_object('discarded', true, 'location', '/drafts', 'flash', 'draft-discarded');
    END IF;
    IF key !~ '^[a-z0-9/_-]{1,200}$' THEN
        PERFORM app.errors_raise(app.error('form', 'not-an-option'));
    END IF;
    IF jsonb_typeof(input -> 'values') <> 'object' OR length(input ->> 'values') > 150000 THEN
        PERFORM app.errors_raise(app.error('values', 'too-large'));
    END IF;
    -- A form of mine only: at most 200 of them, no secrets, nothing but texts.
    SELECT coalesce(jsonb_object_agg(v.key, v.value), '{}') INTO kept FROM jsonb_each(input -> 'values') v
     WHERE v.key !~ '^_|password|cpr' AND jsonb_typeof(v.value) IN ('string', 'array', 'number', 'boolean', 'null');
    DELETE FROM draft d WHERE d.user_id = app.actor_user() AND d.form_key IN (
        SELECT x.form_key FROM draft x WHERE x.user_id = app.actor_user() ORDER BY x.saved_at DESC OFFSET 199);
    INSERT INTO draft (user_id, form_key, fields, base_version, saved_at)
    VALUES (app.actor_user(), key, kept, (input ->> 'base_version')::integer, now())
    ON CONFLICT (user_id, form_key) DO UPDATE
       SET fields = excluded.fields, base_version = excluded.base_version, saved_at = excluded.saved_at;
    RETURN jsonb_build_object('saved_at', now());
END
$$;

-- GET /drafts: the actor's own drafts, newest first: {"drafts_list":[{"form","saved_at","preview"}]}.
CREATE OR REPLACE FUNCTION api.draft_list(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    PERFORM app.actor_require();
    RETURN jsonb_build_object('drafts_list', (SELECT coalesce(jsonb_agg(jsonb_build_object('form', '/' || d.form_key,
            'href', app.draft_href(d.form_key), 'saved_at', d.saved_at,
            'preview', (SELECT left(string_agg(v.value, ' · '), 120) FROM jsonb_each_text(d.fields) v WHERE length(v.value) > 12))
            ORDER BY d.saved_at DESC), '[]')
        FROM draft d WHERE d.user_id = app.actor_user()));
END
$$;

-- The page of a form, from the path that it is sent to.
CREATE OR REPLACE FUNCTION app.draft_href(form_key text) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
    SELECT '/' || CASE
        WHEN form_key ~ '^plans/[^/]+/words$' THEN form_key || '/edit'
        WHEN form_key ~ '/(tasks|goals|contributing-plans|interventions|appointments|conflicts|team)$' THEN form_key || '/new'
        WHEN form_key ~ '^(plans|tasks|goals|contributing-plans|appointments|members|interventions|citizens)/[^/]+$' THEN form_key || '/edit'
        WHEN form_key ~ '/(answer|status|comments|progress)$' AND form_key !~ '^contributing-plans|^plans' THEN regexp_replace(form_key, '/[^/]+$', '')
        ELSE form_key END
$$;
