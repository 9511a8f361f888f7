-- "Jeg forstår ikke dette opslag": a question about one look-up, to those who lead the one who looked.

-- What was asked about a look-up last: {"id","href","created_at","kind_code","status_code","answer_by_day","overdue","answered_at","answer_text"}, NULL: nothing.
CREATE OR REPLACE FUNCTION app.question_short(named uuid) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN (SELECT jsonb_build_object('id', q.id, 'href', '/questions/' || q.id, 'created_at', q.created_at, 'kind_code', q.kind_code,
                       'status_code', q.status_code, 'answer_by_day', q.answer_by_day,
                       'overdue', q.status_code = 'open' AND q.answer_by_day < app.today(), 'answered_at', q.answered_at, 'answer_text', q.answer_text)
              FROM access_question q WHERE q.look_id = named ORDER BY q.created_at DESC LIMIT 1);
END
$$;

-- The look-up as it is kept with the question and shown to both: row of app.audit_row (view 'own') without what is only for lists.
CREATE OR REPLACE FUNCTION app.question_look(a samplan.audit) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN (app.audit_row(a, 'own') || app.look_why(a)) - '{question,who_key,changed_fields,hit_n,user_id,citizen,reason,is_own}'::text[];
END
$$;

-- GET /audit/{look_id}/question. input: {"look_id"} · returns {"id": look,"look","question","answer_days_n","values","options","draft"}. 404.
CREATE OR REPLACE FUNCTION api.question_new(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    a audit;
BEGIN
    PERFORM app.actor_require();
    a := app.look_find((input ->> 'look_id')::uuid);
    IF a.id IS NULL OR a.user_id IS NOT DISTINCT FROM app.actor_user() THEN
        RETURN app.refuse('question.new', 'citizen', app.actor_citizen());
    END IF;
    PERFORM app.own_audit('question.new', a.plan_id, 0);
    RETURN jsonb_build_object('id', input ->> 'look_id', 'look', app.question_look(a), 'question', app.question_short((input ->> 'look_id')::uuid),
        'answer_days_n', app.setting_number('question_answer_days', 10), 'values', '{"kind_code": "why"}'::jsonb,
        'options', '{"kind_code": [{"value": "why"}, {"value": "what"}, {"value": "wrong"}]}'::jsonb,
        'draft', app.draft_get('/audit/' || (input ->> 'look_id') || '/question'));
END
$$;

-- POST /audit/{look_id}/question: goes to the managers of the unit, or of one above it; to the data protection officers where there is none, and
-- where the only manager is the one who looked.
-- input: {"look_id","kind_code","question_text"?} · returns {"id","version","location","flash","created"}. 404, SP409 'question-open'.
CREATE OR REPLACE FUNCTION api.question_ask(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    named uuid := (input ->> 'look_id')::uuid;
    a audit;
    id uuid := gen_random_uuid();
BEGIN
    PERFORM app.actor_require();
    a := app.look_find(named);
    IF a.id IS NULL OR a.user_id IS NOT DISTINCT FROM app.actor_user() THEN
        RETURN app.refuse('question.ask', 'citizen', app.actor_citizen());
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended(named::text, 13));
    IF EXISTS (SELECT FROM access_question q WHERE q.look_id = named AND q.status_code = 'open') THEN
        RAISE EXCEPTION 'question-open' USING ERRCODE = 'SP409';
    END IF;
    INSERT INTO access_question (id, citizen_id, look_id, looked_at, look, looker_user_id, unit_id, audience_code, kind_code, text, asked_by, answer_by_day)
    VALUES (id, app.actor_citizen(), named, a.at, app.question_look(a), a.user_id, a.unit_id,
            CASE WHEN app.unit_has_manager(a.unit_id, a.user_id) THEN 'manager' ELSE 'auditor' END, input ->> 'kind_code', nullif(btrim(input ->> 'question_text'), ''),
            app.actor_user(), app.today() + app.setting_number('question_answer_days', 10));
    PERFORM app.draft_drop('/audit/' || named || '/question');
    PERFORM app.notice_add(coalesce(app.managers_near(a.unit_id, a.user_id), app.watchers_of(a.unit_id, a.user_id)), 'question-asked', NULL,
                           app.actor_citizen(), id);
    PERFORM app.audit('question.ask', a.plan_id, app.actor_citizen(), 0, ARRAY[id], 'permit', 'self', app.actor_citizen(), 'own-data');
    RETURN jsonb_build_object('id', id, 'version', 1, 'location', '/questions/' || id, 'flash', 'question-sent', 'created', true);
END
$$;

-- Whether somebody other than the one asked about manages a unit or one above it.
CREATE OR REPLACE FUNCTION app.unit_has_manager(unit uuid, other_than uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT FROM unit n JOIN role_assignment r ON r.unit_id = ANY (n.path) AND r.role_code = 'manager' AND app.assignment_active(r)
                    WHERE n.id = unit AND r.user_id IS DISTINCT FROM other_than);
END
$$;
ALTER FUNCTION app.unit_has_manager(uuid, uuid) OWNER TO samplan_derive;
