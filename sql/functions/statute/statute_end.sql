-- POST /plans/{plan_id}/statutes/{statute_use_id}/end: ends a recorded statute by hand; its parties see no more of it with the
-- next request. input: {"plan_id","statute_use_id","end_reason","_version"} · returns {"id","version","location","flash"}.
-- 404; 403 'recorder-only'; SP409 'statute-ended'; SP412; SP422.
CREATE OR REPLACE FUNCTION api.statute_end(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    plan uuid := (input ->> 'plan_id')::uuid;
    s statute_use;
    r record;
BEGIN
    PERFORM app.actor_require();
    SELECT * INTO r FROM app.relation(plan);
    SELECT x.* INTO s FROM statute_use x WHERE x.id = (input ->> 'statute_use_id')::uuid AND x.plan_id = plan;
    IF NOT FOUND OR r.related IS NOT TRUE THEN
        RETURN app.refuse('statute.end', 'plan', plan);
    END IF;
    IF s.ended_at IS NOT NULL THEN
        RAISE EXCEPTION 'statute-ended' USING ERRCODE = 'SP409';
    END IF;
    IF NOT app.statute_may_end(s, r) THEN
        RETURN app.refuse_action('statute.end', plan, s.id, 'recorder-only');
    END IF;
    SELECT x.* INTO s FROM statute_use x WHERE x.id = s.id FOR UPDATE;
    PERFORM app.version_check(input, s.version, '{}', s.changed_by, s.changed_at);
    IF coalesce(btrim(input ->> 'end_reason'), '') = '' THEN
        PERFORM app.errors_raise(app.error('end_reason', 'reason-required'));
    END IF;
    UPDATE statute_use x SET ended_at = now(), end_reason = btrim(input ->> 'end_reason') WHERE x.id = s.id;
    PERFORM app.audit('statute.end', plan, r.citizen_id, app.class_mask(s.class_codes), ARRAY[s.id], 'permit', r.basis_code,
                      r.basis_id, 'care', NULL, NULL, btrim(input ->> 'end_reason'));
    RETURN jsonb_build_object('id', s.id, 'version', s.version + 1, 'location', '/plans/' || plan || '/statutes/' || s.id,
                              'flash', 'statute-ended');
END
$$;
