-- POST /drafts: keeps what is being typed, or throws it away. No audit row of a citizen: nothing is shown
-- but the writer's own text, to the writer.
-- input: {"form": the form's action path,"base_version","values": {field: text or list},"own_fields": [fields that held nothing before],
-- "discard"} · returns {"saved_at"} or {"discarded": true,"location","flash"}. SP422 form 'not-an-option', values 'too-large'.
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
    INSERT INTO draft AS d (user_id, form_key, fields, base_version, saved_at, own_fields)
    VALUES (app.actor_user(), key, kept, (input ->> 'base_version')::integer, now(),
            ARRAY(SELECT f FROM jsonb_array_elements_text(CASE jsonb_typeof(input -> 'own_fields') WHEN 'array' THEN input -> 'own_fields' ELSE '[]' END) f
                   WHERE kept ? f))
    ON CONFLICT (user_id, form_key) DO UPDATE
       SET fields = excluded.fields, base_version = excluded.base_version, saved_at = excluded.saved_at,
           -- what she wrote herself is in the form when the draft is taken up again
           own_fields = ARRAY(SELECT f FROM unnest(d.own_fields || excluded.own_fields) f WHERE excluded.fields ? f GROUP BY f ORDER BY f);
    RETURN jsonb_build_object('saved_at', now());
END
$$;

-- GET /drafts: the actor's own drafts, newest first: {"drafts_list":[{"form","href","saved_at","preview","closed","texts_list": [{"text"}]}]}. closed: she
-- has no right any more to what the form is about. Then she gets back what she wrote herself, and nothing that stood there before.
CREATE OR REPLACE FUNCTION api.draft_list(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    PERFORM app.actor_require();
    RETURN jsonb_build_object('drafts_list', (SELECT coalesce(jsonb_agg(jsonb_build_object('form', '/' || d.form_key,
            'href', CASE WHEN d.open THEN app.draft_href(d.form_key) END, 'saved_at', d.saved_at, 'closed', NOT d.open,
            'preview', (SELECT left(string_agg(v.value, ' · '), 120) FROM jsonb_each_text(d.fields) v WHERE d.open AND length(v.value) > 12),
            'texts_list', (SELECT coalesce(jsonb_agg(jsonb_build_object('text', v.value) ORDER BY v.key), '[]') FROM jsonb_each_text(d.fields) v
                            WHERE NOT d.open AND v.key = ANY (d.own_fields) AND length(btrim(v.value)) > 0
                              AND v.value !~ '^[0-9a-f]{8}-[0-9a-f-]{27}$|^[a-z0-9-]*$|^[\[{]'))
            ORDER BY d.saved_at DESC), '[]')
        FROM (SELECT x.*, app.draft_open(x.form_key) AS open FROM draft x WHERE x.user_id = app.actor_user()) d));
END
$$;

-- Whether the actor has a right to what a form is about now: to the plan that it names, or to the plan of the thing that it names, as far as the
-- policies let her read that. A form that names nothing is hers.
CREATE OR REPLACE FUNCTION app.draft_open(form_key text) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    thing constant uuid := substring(form_key FROM '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}')::uuid;
    about constant text := substring(form_key FROM '^(?:my-plan/)?([a-z-]+)/');
BEGIN
    IF thing IS NULL OR about IN ('admin', 'audit') THEN
        RETURN true;
    END IF;
    RETURN CASE about
        WHEN 'plans' THEN (SELECT r.related FROM app.relation(thing) r)
        WHEN 'citizens' THEN EXISTS (SELECT FROM citizen x WHERE x.id = thing)
        WHEN 'tasks' THEN EXISTS (SELECT FROM task x WHERE x.id = thing)
        WHEN 'goals' THEN EXISTS (SELECT FROM goal x WHERE x.id = thing)
        WHEN 'appointments' THEN EXISTS (SELECT FROM appointment x WHERE x.id = thing)
        WHEN 'contributing-plans' THEN EXISTS (SELECT FROM contributing_plan x WHERE x.id = thing)
        WHEN 'interventions' THEN EXISTS (SELECT FROM intervention x WHERE x.id = thing)
        WHEN 'members' THEN EXISTS (SELECT FROM team_member x WHERE x.id = thing)
        WHEN 'conflicts' THEN EXISTS (SELECT FROM plan_conflict x WHERE x.id = thing)
        WHEN 'handovers' THEN EXISTS (SELECT FROM handover x WHERE x.id = thing)
        WHEN 'join-requests' THEN EXISTS (SELECT FROM join_request x WHERE x.id = thing)
        WHEN 'remarks' THEN EXISTS (SELECT FROM remark x WHERE x.id = thing)
        WHEN 'questions' THEN EXISTS (SELECT FROM access_question x WHERE x.id = thing)
        WHEN 'related' THEN EXISTS (SELECT FROM related_person x, app.relation(x.plan_id) r WHERE x.id = thing AND r.related)
        WHEN 'consents' THEN EXISTS (SELECT FROM consent x WHERE x.id = thing)
        ELSE false END;
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
