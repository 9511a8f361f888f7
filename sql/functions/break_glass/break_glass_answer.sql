-- POST /break-glass/{break_glass_id}/answer: the employee answers what a manager asked about her opening.
-- input: {"break_glass_id","answer_text"} · returns {"id","location","flash"}. SP409 'nothing-asked'.
CREATE OR REPLACE FUNCTION api.break_glass_answer(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    b break_glass;
BEGIN
    PERFORM app.actor_require();
    SELECT x.* INTO b FROM break_glass x WHERE x.id = (input ->> 'break_glass_id')::uuid AND x.user_id = app.actor_user();
    IF NOT FOUND THEN
        RETURN app.refuse('break-glass.answer', 'break-glass', (input ->> 'break_glass_id')::uuid);
    END IF;
    IF b.reviewed_at IS NOT NULL OR b.verdict_code IS DISTINCT FROM 'more-information' THEN
        RAISE EXCEPTION 'nothing-asked' USING ERRCODE = 'SP409';
    END IF;
    PERFORM app.review_answer(b.id, input ->> 'answer_text');
    PERFORM app.audit('break-glass.answer', b.plan_id, b.citizen_id, 0, ARRAY[b.id], 'permit', 'break-glass', b.id, 'control');
    RETURN jsonb_build_object('id', b.id, 'location', '/break-glass/' || b.id, 'flash', 'break-glass-answered');
END
$$;

-- Keeps the answer and tells whoever asked, and the other managers of the unit.
CREATE OR REPLACE FUNCTION app.review_answer(opening uuid, answer text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    b break_glass;
    entry uuid := gen_random_uuid();
BEGIN
    SELECT x.* INTO b FROM break_glass x WHERE x.id = opening AND x.user_id = app.actor_user() FOR UPDATE;
    INSERT INTO review_entry (id, break_glass_id, kind_code, text, opener_id, unit_id, created_by)
    VALUES (entry, b.id, 'answer', btrim(answer), b.user_id, b.unit_id, app.actor_user());
    PERFORM app.notice_add(app.managers_near(b.unit_id, b.user_id) || (SELECT array_agg(e.created_by) FROM review_entry e
                                WHERE e.break_glass_id = b.id AND e.kind_code = 'question'),
                           'break-glass-answered', b.plan_id, b.citizen_id, entry, jsonb_build_object('break_glass_id', b.id));
END
$$;
ALTER FUNCTION app.review_answer(uuid, text) OWNER TO samplan_derive;
