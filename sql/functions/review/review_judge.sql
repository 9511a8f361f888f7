-- POST /reviews/{review_id}: a manager of the unit judges an emergency opening, never her own; where nobody else manages the unit or one above
-- it, an auditor does. More information sends a question to
-- the employee and leaves it open; the other verdicts close it and go to the citizen and the employee.
-- input: {"review_id","verdict_code","verdict_text","_version"} · returns {"id","version","location","flash"}. 404, 403 'not-yours' for
-- an auditor where there is a manager, SP409 'review-closed', SP412, SP422.
CREATE OR REPLACE FUNCTION api.review_judge(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    b break_glass;
    verdict text := input ->> 'verdict_code';
BEGIN
    PERFORM app.actor_require();
    SELECT x.* INTO b FROM break_glass x WHERE x.id = (input ->> 'review_id')::uuid AND x.user_id <> app.actor_user();
    IF NOT FOUND OR app.actor_role() NOT IN ('manager', 'auditor') THEN
        RETURN app.refuse('review.judge', 'break-glass', (input ->> 'review_id')::uuid);
    ELSIF NOT app.review_mine(b) THEN
        RETURN app.refuse_action('review.judge', b.plan_id, b.id, 'not-yours');
    END IF;
    IF b.reviewed_at IS NOT NULL THEN
        RAISE EXCEPTION 'review-closed' USING ERRCODE = 'SP409';
    END IF;
    PERFORM app.version_check(input, b.version, jsonb_build_object('verdict_code', b.verdict_code, 'verdict_text', NULL), b.changed_by, b.changed_at);
    PERFORM app.errors_raise(CASE WHEN verdict IN ('justified', 'more-information', 'not-justified') THEN '[]' ELSE app.error('verdict_code', 'required') END
        || CASE WHEN length(btrim(coalesce(input ->> 'verdict_text', ''))) = 0 THEN app.error('verdict_text', 'required') ELSE '[]' END);
    PERFORM app.review_close(b.id, verdict, btrim(input ->> 'verdict_text'));
    PERFORM app.audit('review.judge', b.plan_id, b.citizen_id, 0, ARRAY[b.id], 'permit', 'review', b.id, 'control', NULL, NULL, verdict);
    RETURN jsonb_build_object('id', b.id, 'version', b.version + 1, 'location', CASE verdict WHEN 'more-information' THEN '/reviews/' || b.id ELSE '/reviews' END,
                              'flash', CASE verdict WHEN 'more-information' THEN 'review-asked' ELSE 'review-judged' END);
END
$$;

-- Whether the actor judges an opening: a manager who answers for the unit, or an auditor where there is none; never the one who opened.
CREATE OR REPLACE FUNCTION app.review_mine(b samplan.break_glass) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN b.user_id IS DISTINCT FROM app.actor_user()
       AND (app.actor_role() = 'manager' AND b.unit_id = ANY (app.actor_managed_units())
            OR app.actor_role() = 'auditor' AND NOT app.unit_has_manager(b.unit_id, b.user_id));
END
$$;
ALTER FUNCTION app.review_mine(samplan.break_glass) OWNER TO samplan_derive;

-- Checks for itself that the actor is the one who judges it.
CREATE OR REPLACE FUNCTION app.review_close(opening uuid, verdict text, verdict_text text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    b break_glass;
    entry uuid := gen_random_uuid();
    asks constant boolean := verdict = 'more-information';
BEGIN
    PERFORM app.actor_require();
    SELECT x.* INTO b FROM break_glass x
     WHERE x.id = opening AND x.reviewed_at IS NULL AND app.review_mine(x) FOR UPDATE;
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
    IF b.told_at IS NOT NULL THEN
        PERFORM app.citizen_tell(b.plan_id, 'break-glass-judged', b.id);
    ELSIF verdict = 'not-justified' THEN
        PERFORM app.break_glass_told(b.id); -- what should not have been opened is no reason to wait
    END IF;
END
$$;
ALTER FUNCTION app.review_close(uuid, text, text) OWNER TO samplan_derive;
