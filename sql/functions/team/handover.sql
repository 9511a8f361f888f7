-- Hand-over of coordination: request, then accept, decline or withdraw. The old coordinator is
-- responsible until the moment that the new one begins; both change in one transaction.

-- GET /plans/{plan_id}/handover: the form for a request; the coordinator alone.
CREATE OR REPLACE FUNCTION api.handover_new(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    plan uuid := (input ->> 'plan_id')::uuid;
    r record;
BEGIN
    PERFORM app.actor_require();
    SELECT * INTO r FROM app.relation(plan);
    IF r.related IS NOT TRUE THEN
        RETURN app.refuse('handover.new', 'plan', plan);
    END IF;
    IF NOT app.is_coordinator(plan) THEN
        RETURN app.refuse_action('handover.new', plan, plan, 'coordinator-only');
    END IF;
    PERFORM app.audit('handover.new', plan, r.citizen_id, 1, ARRAY[plan], 'permit', r.basis_code, r.basis_id, 'care');
    RETURN jsonb_build_object('id', plan, 'plan_id', plan, 'citizen', app.citizen_strip(plan, 'team'),
        'options', jsonb_build_object('to_user_id', app.handover_candidates(plan), 'deputy_user_id', app.handover_candidates(plan)),
        'values', jsonb_build_object('effective_day', app.today() + 7, 'answer_by_day', app.today() + 3),
        'open_handover', (SELECT jsonb_build_object('id', h.id, 'to_name', u.name, 'href', '/handovers/' || h.id)
             FROM handover h JOIN user_account u ON u.id = h.to_user_id WHERE h.plan_id = plan AND h.status_code = 'requested'),
        'open_tasks_list', (SELECT coalesce(jsonb_agg(jsonb_build_object('title', t.title, 'due_day', t.due_day) ORDER BY t.due_day NULLS LAST), '[]')
             FROM task t WHERE t.plan_id = plan AND t.closed_at IS NULL AND t.performer_user_id = app.actor_user()),
        'draft', app.draft_get('/plans/' || plan || '/handover'));
END
$$;

-- Who can coordinate: people of the team, chosen among those already involved, whom the citizen does not keep out.
CREATE OR REPLACE FUNCTION app.handover_candidates(plan uuid) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN (SELECT coalesce(jsonb_agg(jsonb_build_object('value', u.id, 'label', concat_ws(', ', u.name, lower(u.profession), n.name))
                                      ORDER BY u.name), '[]')
              FROM team_member m JOIN user_account u ON u.id = m.user_id JOIN unit n ON n.id = m.unit_id
             WHERE m.plan_id = plan AND m.status_code = 'active' AND m.kind_code = 'person' AND u.status_code = 'active'
               AND u.id <> app.actor_user()
               AND EXISTS (SELECT FROM role_assignment a WHERE a.user_id = u.id AND a.unit_id = m.unit_id
                              AND a.role_code = 'caseworker' AND app.assignment_active(a))
               AND NOT app.kept_out(plan, u.id, m.unit_id));
END
$$;

-- POST /plans/{plan_id}/handover. input: {"plan_id","to_user_id","deputy_user_id","effective_day",
-- "answer_by_day","note"} · returns {"id","created","location","flash"}.
-- SP409 'handover-open', 'plan-closed'; SP422.
CREATE OR REPLACE FUNCTION api.handover_request(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    plan uuid := (input ->> 'plan_id')::uuid;
    new_id uuid := gen_random_uuid();
    r record;
    errors jsonb := '[]';
    candidates jsonb;
BEGIN
    PERFORM app.actor_require();
    SELECT * INTO r FROM app.relation(plan);
    IF r.related IS NOT TRUE THEN
        RETURN app.refuse('handover.request', 'plan', plan);
    END IF;
    IF NOT app.is_coordinator(plan) THEN
        RETURN app.refuse_action('handover.request', plan, plan, 'coordinator-only');
    END IF;
    PERFORM FROM joint_plan p WHERE p.id = plan AND p.status_code IN ('draft', 'active', 'on-hold') FOR UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'plan-closed' USING ERRCODE = 'SP409';
    END IF;
    IF EXISTS (SELECT FROM handover h WHERE h.plan_id = plan AND h.status_code = 'requested')
       OR EXISTS (SELECT FROM coordination c WHERE c.plan_id = plan AND c.started_at > now()) THEN
        RAISE EXCEPTION 'handover-open' USING ERRCODE = 'SP409';
    END IF;
    candidates := app.handover_candidates(plan);
    IF NOT EXISTS (SELECT FROM jsonb_array_elements(candidates) c WHERE c ->> 'value' = input ->> 'to_user_id') THEN
        errors := errors || app.error('to_user_id', 'not-an-option');
    END IF;
    IF input ->> 'deputy_user_id' IS NOT NULL
       AND (input ->> 'deputy_user_id' = input ->> 'to_user_id'
            OR NOT EXISTS (SELECT FROM jsonb_array_elements(candidates) c WHERE c ->> 'value' = input ->> 'deputy_user_id')) THEN
        errors := errors || app.error('deputy_user_id', 'not-an-option');
    END IF;
    IF (input ->> 'effective_day')::date < app.today() THEN
        errors := errors || app.error('effective_day', 'in-the-past');
    END IF;
    IF (input ->> 'answer_by_day')::date < app.today() THEN
        errors := errors || app.error('answer_by_day', 'in-the-past');
    END IF;
    PERFORM app.errors_raise(errors);
    INSERT INTO handover (id, plan_id, from_user_id, from_unit_id, to_user_id, to_unit_id, deputy_user_id, effective_day,
                          answer_by_day, note)
    SELECT new_id, plan, app.actor_user(), app.actor_unit(), m.user_id, m.unit_id, (input ->> 'deputy_user_id')::uuid,
           (input ->> 'effective_day')::date, (input ->> 'answer_by_day')::date, input ->> 'note'
      FROM team_member m WHERE m.plan_id = plan AND m.user_id = (input ->> 'to_user_id')::uuid AND m.status_code = 'active';
    PERFORM app.draft_drop('/plans/' || plan || '/handover');
    PERFORM app.audit_write('handover.request', plan, r.basis_code, r.basis_id);
    RETURN jsonb_build_object('id', new_id, 'version', 1, 'created', true, 'location', '/plans/' || plan, 'flash', 'handover-requested');
END
$$;

-- GET /handovers/{handover_id}: a request, for the team and the one who is asked.
CREATE OR REPLACE FUNCTION api.handover_show(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    h handover;
    r record;
BEGIN
    PERFORM app.actor_require();
    SELECT x.* INTO h FROM handover x WHERE x.id = (input ->> 'handover_id')::uuid;
    IF NOT FOUND THEN
        RETURN app.refuse('handover.show', 'handover', (input ->> 'handover_id')::uuid);
    END IF;
    SELECT * INTO r FROM app.relation(h.plan_id);
    PERFORM app.audit('handover.show', h.plan_id, app.plan_citizen(h.plan_id), 1, ARRAY[h.id], 'permit',
                      coalesce(r.basis_code, 'task'), coalesce(r.basis_id, h.id), 'care');
    RETURN jsonb_build_object('id', h.id, 'handover_id', h.id, 'plan_id', h.plan_id, 'version', h.version,
        'citizen', app.citizen_strip(h.plan_id, 'team'),
        'from', app.person_shown(app.document_person(h.from_user_id, h.from_unit_id)),
        'to', app.person_shown(app.document_person(h.to_user_id, h.to_unit_id)),
        'deputy', app.person_shown(app.document_person(h.deputy_user_id, NULL)),
        'effective_day', h.effective_day, 'answer_by_day', h.answer_by_day, 'note', h.note,
        'handover_status_code', h.status_code, 'answer_text', h.answer_text,
        'requested_at', h.requested_at, 'answered_at', h.answered_at,
        'may_answer', h.status_code = 'requested' AND h.to_user_id = app.actor_user(),
        'may_withdraw', h.status_code = 'requested' AND h.from_user_id = app.actor_user(),
        'draft', app.draft_get('/handovers/' || h.id || '/answer'));
END
$$;

-- The citizen of a plan, for the audit row of one who may see a single thing of it.
CREATE OR REPLACE FUNCTION app.plan_citizen(plan uuid) RETURNS uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN (SELECT p.citizen_id FROM joint_plan p WHERE p.id = plan);
END
$$;
ALTER FUNCTION app.plan_citizen(uuid) OWNER TO samplan_derive;

-- POST /handovers/{handover_id}/answer. input: {"handover_id","answer": 'accept'|'decline'|'withdraw',
-- "answer_text" (required to decline)} · returns {"id","version","location","flash"}.
-- 404, 403 'not-asked', SP409 'handover-closed', 'kept-out', SP412, SP422.
CREATE OR REPLACE FUNCTION api.handover_answer(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    h handover;
    r record;
    answer text := input ->> 'answer';
BEGIN
    PERFORM app.actor_require();
    SELECT x.* INTO h FROM handover x WHERE x.id = (input ->> 'handover_id')::uuid;
    IF NOT FOUND THEN
        RETURN app.refuse('handover.answer', 'handover', (input ->> 'handover_id')::uuid);
    END IF;
    SELECT * INTO r FROM app.relation(h.plan_id);
    IF app.actor_role() <> 'caseworker'
       OR (answer = 'withdraw') AND h.from_user_id IS DISTINCT FROM app.actor_user()
       OR (answer <> 'withdraw') AND h.to_user_id <> app.actor_user() THEN
        RETURN app.refuse_action('handover.answer', h.plan_id, h.id, 'not-asked');
    END IF;
    PERFORM FROM joint_plan p WHERE p.id = h.plan_id FOR SHARE;
    IF answer = 'decline' AND coalesce(btrim(input ->> 'answer_text'), '') = '' THEN
        PERFORM app.errors_raise(app.error('answer_text', 'reason-required'));
    END IF;
    PERFORM app.handover_settle(h.id, input);
    PERFORM app.draft_drop('/handovers/' || h.id || '/answer');
    PERFORM app.audit_write('handover.' || answer, h.plan_id, coalesce(r.basis_code, 'task'), coalesce(r.basis_id, h.id),
                            input ->> 'answer_text');
    RETURN jsonb_build_object('id', h.id, 'version', h.version + 1, 'location', '/plans/' || h.plan_id,
                              'flash', 'handover-' || answer);
END
$$;

-- Writes the answer and, when it is yes, ends one coordination and begins the other at the same instant.
-- Runs as samplan_derive, because the one who is asked has no right to coordinate yet.
CREATE OR REPLACE FUNCTION app.handover_settle(handover uuid, input jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    h samplan.handover;
    at timestamptz;
    answer text := input ->> 'answer';
BEGIN
    SELECT x.* INTO h FROM samplan.handover x WHERE x.id = handover_settle.handover FOR UPDATE;
    IF h.status_code <> 'requested' THEN
        RAISE EXCEPTION 'handover-closed' USING ERRCODE = 'SP409';
    END IF;
    PERFORM app.version_check(input, h.version, jsonb_build_object('answer', h.status_code), h.changed_by, h.changed_at);
    IF answer = 'accept' AND app.kept_out(h.plan_id, h.to_user_id, h.to_unit_id) THEN
        RAISE EXCEPTION 'kept-out' USING ERRCODE = 'SP409';
    END IF;
    UPDATE samplan.handover x SET answer_text = input ->> 'answer_text', answered_at = now(),
           status_code = CASE answer WHEN 'accept' THEN 'accepted' WHEN 'decline' THEN 'declined' ELSE 'withdrawn' END
     WHERE x.id = h.id;
    IF answer <> 'accept' THEN
        RETURN;
    END IF;
    at := greatest(now(), app.day_start(h.effective_day));
    UPDATE coordination c SET ended_at = at WHERE c.plan_id = h.plan_id AND c.ended_at IS NULL;
    INSERT INTO coordination (plan_id, user_id, unit_id, started_at, handover_id)
    VALUES (h.plan_id, h.to_user_id, h.to_unit_id, at, h.id);
    IF NOT EXISTS (SELECT FROM team_member m WHERE m.plan_id = h.plan_id AND m.user_id = h.to_user_id AND m.status_code = 'active') THEN
        INSERT INTO team_member (plan_id, kind_code, user_id, unit_id, added_by)
        VALUES (h.plan_id, 'person', h.to_user_id, h.to_unit_id, h.to_user_id);
    END IF;
    -- Whoever handed over may be asked about it: reads the core for two weeks, unless still in the team.
    IF h.from_user_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM team_member m WHERE m.plan_id = h.plan_id AND m.user_id = h.from_user_id AND m.status_code = 'active') THEN
        INSERT INTO team_member (plan_id, kind_code, user_id, unit_id, status_code, period_start_day, period_end_day,
                                 read_until_day, end_reason)
        VALUES (h.plan_id, 'person', h.from_user_id, h.from_unit_id, 'ended', app.today(),
                greatest(app.today(), h.effective_day), greatest(app.today(), h.effective_day) + 14, 'handover');
    END IF;
END
$$;
ALTER FUNCTION app.handover_settle(uuid, jsonb) OWNER TO samplan_derive;
