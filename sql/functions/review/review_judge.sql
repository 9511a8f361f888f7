-- POST /reviews/{review_id}: a manager of the unit judges an emergency opening, never her own. More information sends a question to
-- the employee and leaves it open; the other verdicts close it and go to the citizen and the employee.
-- input: {"review_id","verdict_code","verdict_text","_version"} · returns {"id","version","location","flash"}. SP409 'review-closed', SP412, SP422.
CREATE OR REPLACE FUNCTION api.review_judge(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    b break_glass;
    verdict text := input ->> 'verdict_code';
BEGIN
    PERFORM app.actor_require();
    SELECT x.* INTO b FROM break_glass x WHERE x.id = (input ->> 'review_id')::uuid AND x.user_id <> app.actor_user();
    IF NOT FOUND OR app.actor_role() <> 'manager' THEN
        RETURN app.refuse('review.judge', 'break-glass', (input ->> 'review_id')::uuid);
    END IF;
    IF b.reviewed_at IS NOT NULL THEN
        RAISE EXCEPTION 'review-closed' USING ERRCODE = 'SP409';
    END IF;
    PERFORM app.version_check(input, b.version, jsonb_build_object('verdict_code', b.verdict_code, 'verdict_text', NULL), b.changed_by, b.changed_at);
    IF length(btrim(coalesce(input ->> 'verdict_text', ''))) = 0 THEN
        PERFORM app.errors_raise(app.error('verdict_text', 'required'));
    END IF;
    PERFORM app.review_close(b.id, verdict, btrim(input ->> 'verdict_text'));
    PERFORM app.audit('review.judge', b.plan_id, b.citizen_id, 0, ARRAY[b.id], 'permit', 'review', b.id, 'control', NULL, NULL, verdict);
    RETURN jsonb_build_object('id', b.id, 'version', b.version + 1, 'location', CASE verdict WHEN 'more-information' THEN '/reviews/' || b.id ELSE '/reviews' END,
                              'flash', CASE verdict WHEN 'more-information' THEN 'review-asked' ELSE 'review-judged' END);
END
$$;

-- Checks for itself that the actor is a manager who answers for the unit and not the one who opened.
CREATE OR REPLACE FUNCTION app.review_close(opening uuid, verdict text, verdict_text text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    b break_glass;
    entry uuid := gen_random_uuid();
    asks constant boolean := verdict = 'more-information';
BEGIN
    PERFORM app.actor_require();
    SELECT x.* INTO b FROM break_glass x
     WHERE x.id = opening AND x.reviewed_at IS NULL AND x.user_id <> app.actor_user() AND x.unit_id = ANY (app.actor_managed_units()) FOR UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'review-closed' USING ERRCODE = 'SP409';
    END IF;
    UPDATE break_glass x SET verdict_code = verdict, verdict_text = review_close.verdict_text,
           reviewed_by = CASE WHEN NOT asks THEN app.actor_user() END, reviewed_at = CASE WHEN NOT asks THEN now() END
     WHERE x.id = opening;
    INSERT INTO review_entry (id, break_glass_id, kind_code, verdict_code, text, opener_id, unit_id, created_by)
    VALUES (entry, opening, CASE WHEN asks THEN 'question' ELSE 'verdict' END, CASE WHEN NOT asks THEN verdict END,
            review_close.verdict_text, b.user_id, b.unit_id, app.actor_user());
    IF asks THEN
        PERFORM app.notice_add(ARRAY[b.user_id], 'break-glass-asked', b.plan_id, b.citizen_id, entry, jsonb_build_object('break_glass_id', b.id));
        RETURN;
    END IF;
    PERFORM app.notice_add(ARRAY[b.user_id], 'break-glass-verdict', b.plan_id, b.citizen_id, b.id);
    PERFORM app.notice_add((SELECT array_agg(u.id) FROM user_account u WHERE u.citizen_id = b.citizen_id), 'break-glass-judged',
                           b.plan_id, b.citizen_id, b.id);
END
$$;
ALTER FUNCTION app.review_close(uuid, text, text) OWNER TO samplan_derive;
