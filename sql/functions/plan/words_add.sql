-- POST /plans/{plan_id}/words: the citizen's own words as they are from now on; the earlier text stays in the
-- plan, unchanged.
-- input: {"plan_id","text","_version": number of texts that the writer had seen} · returns {"id","version",
-- "location","flash"}. Raises SP409 'plan-closed', SP412, SP422.
CREATE OR REPLACE FUNCTION api.words_add(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    plan uuid := (input ->> 'plan_id')::uuid;
    r record;
    how text;
    latest citizen_statement;
    n integer;
    id uuid := gen_random_uuid();
BEGIN
    PERFORM app.actor_require();
    SELECT * INTO r FROM app.relation(plan);
    IF r.related IS NOT TRUE THEN
        RETURN app.refuse('words.add', 'plan', plan);
    END IF;
    how := app.words_right(r.citizen_id, r.write_mask);
    IF how IS NULL THEN
        RETURN app.refuse_action('words.add', plan, plan, 'citizen-only');
    END IF;
    IF (SELECT p.status_code FROM joint_plan p WHERE p.id = plan) NOT IN ('draft', 'active', 'on-hold') THEN
        RAISE EXCEPTION 'plan-closed' USING ERRCODE = 'SP409';
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended(plan::text, 11));
    SELECT count(*) INTO n FROM citizen_statement s WHERE s.plan_id = plan;
    SELECT s.* INTO latest FROM citizen_statement s WHERE s.plan_id = plan AND s.is_current;
    PERFORM app.version_check(input, n, jsonb_build_object('text', latest.text), latest.written_by, latest.created_at);
    IF latest.text IS NOT DISTINCT FROM input ->> 'text' THEN
        PERFORM app.errors_raise(app.error('text', 'same'));
    END IF;
    UPDATE citizen_statement s SET is_current = false WHERE s.plan_id = plan AND s.is_current;
    INSERT INTO citizen_statement (id, plan_id, text, written_by, on_behalf)
    VALUES (id, plan, input ->> 'text', app.actor_user(), how = 'on-behalf');
    PERFORM app.draft_drop('/plans/' || plan || '/words');
    PERFORM app.audit_write('words.add', plan, r.basis_code, r.basis_id);
    RETURN jsonb_build_object('id', id, 'version', n + 1, 'flash', 'saved',
        'location', CASE how WHEN 'self' THEN '/my-plan' ELSE '/plans/' || plan END);
END
$$;
