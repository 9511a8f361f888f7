-- How the actor may write the citizen's own words in a plan: 'self' (it is her plan), 'on-behalf' (the
-- coordinator, where the citizen has no account of her own), or NULL.
CREATE OR REPLACE FUNCTION app.words_right(citizen uuid, write_mask integer) RETURNS text
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    IF citizen = app.actor_citizen() THEN
        RETURN 'self';
    END IF;
    IF write_mask & app.right_coordinate() <> 0
       AND NOT EXISTS (SELECT FROM user_account u WHERE u.citizen_id = citizen AND u.status_code = 'active') THEN
        RETURN 'on-behalf';
    END IF;
    RETURN NULL;
END
$$;

-- GET /plans/{plan_id}/words/edit: "Det er vigtigt for mig", with the older ones.
-- input: {"plan_id"} · returns {"plan_id","version": number of texts so far,"values":{"text"},"draft","citizen": strip,
-- "on_behalf","older_list": [{"text","created_at","written_by","on_behalf"}]}.
CREATE OR REPLACE FUNCTION api.words_edit(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    plan uuid := (input ->> 'plan_id')::uuid;
    r record;
    how text;
BEGIN
    PERFORM app.actor_require();
    SELECT * INTO r FROM app.relation(plan);
    IF r.related IS NOT TRUE THEN
        RETURN app.refuse('words.edit', 'plan', plan);
    END IF;
    how := app.words_right(r.citizen_id, r.write_mask);
    IF how IS NULL THEN
        RETURN app.refuse_action('words.edit', plan, plan, 'citizen-only');
    END IF;
    PERFORM app.audit('words.edit', plan, r.citizen_id, app.class_bit('core') | app.class_bit('citizen-statement'), ARRAY[plan],
                      'permit', r.basis_code, r.basis_id, CASE how WHEN 'self' THEN 'own-data' ELSE 'care' END);
    RETURN jsonb_build_object('plan_id', plan, 'on_behalf', how = 'on-behalf',
        'version', (SELECT count(*) FROM citizen_statement s WHERE s.plan_id = plan),
        'values', jsonb_build_object('text', (SELECT s.text FROM citizen_statement s WHERE s.plan_id = plan AND s.is_current)),
        'draft', app.draft_get('/plans/' || plan || '/words'), 'citizen', app.citizen_strip(plan),
        'older_list', app.words_older(plan, false));
END
$$;

-- Texts that were replaced, newest first, at most 50; all: with the one that counts now.
CREATE OR REPLACE FUNCTION app.words_older(plan uuid, with_current boolean) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN (SELECT coalesce(jsonb_agg(jsonb_build_object('id', x.id, 'text', x.text, 'created_at', x.created_at,
                       'written_by', x.name, 'on_behalf', x.on_behalf) ORDER BY x.created_at DESC), '[]')
              FROM (SELECT s.*, u.name FROM citizen_statement s LEFT JOIN user_account u ON u.id = s.written_by
                     WHERE s.plan_id = plan AND (with_current OR NOT s.is_current)
                     ORDER BY s.created_at DESC LIMIT 50) x);
END
$$;
