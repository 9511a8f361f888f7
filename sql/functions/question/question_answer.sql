-- One question as its readers get it: {"id","version","href","kind_code","text","created_at","answer_by_day","overdue_n","status_code","answer_text",
-- "answered_by": name and unit,"answered_at","look","audience_code","citizen": initials and age, for who answers,"may_answer","own"}.
CREATE OR REPLACE FUNCTION app.question_row(q samplan.access_question) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    own constant boolean := q.citizen_id IS NOT DISTINCT FROM app.actor_citizen();
BEGIN
    RETURN jsonb_build_object('id', q.id, 'version', q.version, 'href', '/questions/' || q.id, 'kind_code', q.kind_code, 'text', q.text,
        'created_at', q.created_at, 'answer_by_day', q.answer_by_day,
        'overdue_n', CASE q.status_code WHEN 'open' THEN greatest(app.today() - q.answer_by_day, 0) ELSE 0 END,
        'status_code', q.status_code, 'answer_text', q.answer_text, 'answered_at', q.answered_at, 'audience_code', q.audience_code,
        'answered_by', (SELECT u.name || coalesce(', ' || n.name, '') FROM user_account u LEFT JOIN unit n ON n.id = q.answered_unit_id WHERE u.id = q.answered_by),
        'look', q.look || jsonb_build_object('name', CASE WHEN own THEN q.look ->> 'name'
                    ELSE (SELECT u.name FROM user_account u WHERE u.id = q.looker_user_id) END),
        'citizen', CASE WHEN NOT own THEN app.audit_citizen_label(q.citizen_id) END, 'own', own,
        'is_new', own AND q.status_code = 'answered' AND q.read_at IS NULL,
        'may_answer', NOT own AND q.status_code = 'open');
END
$$;

-- GET /questions: a citizen's own; those that a manager or data protection officer is to answer, the oldest deadline first.
-- input: {"status_code"?: 'open' (for who answers the default) or 'answered'} · returns {"questions_list","own","status_code","open_n","late_n"}.
-- One audit row a citizen.
CREATE OR REPLACE FUNCTION api.question_list(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    own constant boolean := app.actor_citizen() IS NOT NULL;
    status text := CASE WHEN app.actor_citizen() IS NOT NULL THEN input ->> 'status_code' ELSE coalesce(input ->> 'status_code', 'open') END;
    rows jsonb;
    citizens uuid[];
    citizen uuid;
BEGIN
    PERFORM app.actor_require();
    SELECT coalesce(jsonb_agg(app.question_row(x::access_question) ORDER BY CASE WHEN own THEN NULL ELSE x.answer_by_day END, x.created_at DESC), '[]'), array_agg(DISTINCT x.citizen_id)
      INTO rows, citizens
      FROM (SELECT q.* FROM access_question q WHERE status IS NULL OR q.status_code = status
             ORDER BY q.status_code <> 'open', CASE WHEN q.status_code = 'open' THEN q.answer_by_day END, q.answered_at DESC, q.created_at DESC LIMIT 200) x;
    IF citizens IS NULL THEN
        PERFORM app.audit('question.list', NULL, app.actor_citizen(), 0, NULL, 'permit', CASE WHEN own THEN 'self' ELSE 'review' END, NULL,
                          CASE WHEN own THEN 'own-data' ELSE 'control' END, 0);
    END IF;
    FOREACH citizen IN ARRAY coalesce(citizens, '{}') LOOP
        PERFORM app.audit('question.list', NULL, citizen, 0, NULL, 'permit', CASE WHEN own THEN 'self' ELSE 'review' END, NULL,
                          CASE WHEN own THEN 'own-data' ELSE 'control' END, jsonb_array_length(rows));
    END LOOP;
    RETURN jsonb_build_object('questions_list', rows, 'own', own, 'status_code', status,
        'open_n', (SELECT count(*) FROM access_question q WHERE q.status_code = 'open'),
        'late_n', (SELECT count(*) FROM access_question q WHERE q.status_code = 'open' AND q.answer_by_day < app.today()));
END
$$;

-- GET /questions/{question_id}. input: {"question_id"} · returns app.question_row and {"values","draft"}. 404.
CREATE OR REPLACE FUNCTION api.question_show(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    q access_question;
    shown jsonb;
BEGIN
    PERFORM app.actor_require();
    SELECT x.* INTO q FROM access_question x WHERE x.id = (input ->> 'question_id')::uuid;
    IF NOT FOUND THEN
        RETURN app.refuse('question.show', 'question', (input ->> 'question_id')::uuid);
    END IF;
    shown := app.question_row(q);
    IF (shown ->> 'is_new')::boolean THEN
        UPDATE access_question x SET read_at = now() WHERE x.id = q.id;
    END IF;
    PERFORM app.audit('question.show', NULL, q.citizen_id, 0, ARRAY[q.id], 'permit', CASE WHEN (shown ->> 'own')::boolean THEN 'self' ELSE 'review' END, NULL,
                      CASE WHEN (shown ->> 'own')::boolean THEN 'own-data' ELSE 'control' END);
    RETURN shown || jsonb_build_object('values', '{}'::jsonb, 'draft', app.draft_get('/questions/' || q.id || '/answer'));
END
$$;

-- POST /questions/{question_id}/answer: once; it is kept with the question and shown to the citizen.
-- input: {"question_id","answer_text","_version"} · returns {"id","version","location","flash"}. 404, SP409 'question-answered', SP412.
CREATE OR REPLACE FUNCTION api.question_answer(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    q access_question;
BEGIN
    PERFORM app.actor_require();
    SELECT x.* INTO q FROM access_question x WHERE x.id = (input ->> 'question_id')::uuid;
    IF NOT FOUND THEN
        RETURN app.refuse('question.answer', 'question', (input ->> 'question_id')::uuid);
    END IF;
    IF q.status_code = 'answered' THEN
        RAISE EXCEPTION 'question-answered' USING ERRCODE = 'SP409';
    END IF;
    PERFORM app.version_check(input, q.version, '{}', q.changed_by, q.changed_at);
    UPDATE access_question x SET status_code = 'answered', answer_text = input ->> 'answer_text', answered_by = app.actor_user(),
           answered_unit_id = app.actor_unit(), answered_at = now() WHERE x.id = q.id;
    PERFORM app.draft_drop('/questions/' || q.id || '/answer');
    PERFORM app.notice_add(ARRAY[q.asked_by], 'question-answered', NULL, q.citizen_id, q.id);
    PERFORM app.audit('question.answer', NULL, q.citizen_id, 0, ARRAY[q.id], 'permit', 'review', NULL, 'control');
    RETURN jsonb_build_object('id', q.id, 'version', q.version + 1, 'location', '/questions/' || q.id, 'flash', 'question-answered');
END
$$;
