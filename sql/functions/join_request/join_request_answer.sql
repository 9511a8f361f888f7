-- POST /join-requests/{join_request_id}/answer: the coordinator lets the requester into the team, and her draft
-- is merged into the plan; or says no, with the reason.
-- input: {"join_request_id","answer": 'accept'|'decline',"answer_text","helps_with","_version"} · returns
-- {"id","version","location","flash"}. Raises SP409 'join-request-answered', SP412, SP422.
CREATE OR REPLACE FUNCTION api.join_request_answer(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    j join_request;
    r record;
    accepted boolean := input ->> 'answer' = 'accept';
BEGIN
    PERFORM app.actor_require();
    SELECT x.* INTO j FROM join_request x WHERE x.id = (input ->> 'join_request_id')::uuid FOR UPDATE;
    IF NOT FOUND THEN
        RETURN app.refuse('join-request.answer', 'join-request', (input ->> 'join_request_id')::uuid);
    END IF;
    SELECT * INTO r FROM app.relation(j.plan_id);
    IF j.status_code <> 'requested' THEN
        RAISE EXCEPTION 'join-request-answered' USING ERRCODE = 'SP409';
    END IF;
    PERFORM app.version_check(input, j.version, jsonb_build_object('answer', j.status_code), j.changed_by, j.changed_at);
    IF NOT accepted AND length(btrim(coalesce(input ->> 'answer_text', ''))) = 0 THEN
        PERFORM app.errors_raise(app.error('answer_text', 'reason-required'));
    END IF;
    UPDATE join_request x SET status_code = CASE WHEN accepted THEN 'accepted' ELSE 'declined' END,
           answer_text = input ->> 'answer_text', answered_at = now(), answered_by = app.actor_user()
     WHERE x.id = j.id;
    IF accepted THEN
        IF NOT EXISTS (SELECT FROM team_member m WHERE m.plan_id = j.plan_id AND m.user_id = j.requester_user_id AND m.status_code = 'active') THEN
            INSERT INTO team_member (plan_id, kind_code, user_id, unit_id, helps_with, added_by)
            VALUES (j.plan_id, 'person', j.requester_user_id, j.requester_unit_id, input ->> 'helps_with', app.actor_user());
        END IF;
        PERFORM app.join_request_merge(j.id);
    END IF;
    PERFORM app.draft_drop('/join-requests/' || j.id || '/answer');
    PERFORM app.audit_write('join-request.answer', j.plan_id, r.basis_code, r.basis_id, input ->> 'answer_text');
    RETURN jsonb_build_object('id', j.id, 'version', j.version + 1, 'location', '/plans/' || j.plan_id || '/team',
                              'flash', CASE WHEN accepted THEN 'join_accepted' ELSE 'join_declined' END);
END
$$;

-- The requester's draft ends as merged: it was about somebody who has a plan. Her unconfirmed citizen
-- points to the one who was there.
CREATE OR REPLACE FUNCTION app.join_request_merge(request uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    j join_request;
    d joint_plan;
BEGIN
    SELECT x.* INTO j FROM join_request x WHERE x.id = request AND x.status_code = 'accepted';
    SELECT x.* INTO d FROM joint_plan x WHERE x.id = j.draft_plan_id AND x.status_code = 'draft' FOR UPDATE;
    IF d.id IS NULL THEN
        RETURN;
    END IF;
    UPDATE joint_plan x SET status_code = 'revoked', status_reason = 'merged:' || j.plan_id, closed_at = now() WHERE x.id = d.id;
    UPDATE citizen c SET status_code = 'merged', merged_into = (SELECT p.citizen_id FROM joint_plan p WHERE p.id = j.plan_id)
     WHERE c.id = d.citizen_id AND c.status_code = 'unconfirmed';
END
$$;
ALTER FUNCTION app.join_request_merge(uuid) OWNER TO samplan_derive;
