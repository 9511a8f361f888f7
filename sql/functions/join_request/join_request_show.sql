-- GET /join-requests/{join_request_id}: somebody asks to join a plan; for its coordinator.
-- input: {"join_request_id"} · returns {"id","plan_id","version","status_code","reason","created_at","answer_text",
-- "requester": person,"citizen": strip,"values","in_team": she is a member already}.
CREATE OR REPLACE FUNCTION api.join_request_show(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    j join_request;
    r record;
    who jsonb;
BEGIN
    PERFORM app.actor_require();
    SELECT x.* INTO j FROM join_request x WHERE x.id = (input ->> 'join_request_id')::uuid;
    IF NOT FOUND THEN
        RETURN app.refuse('join-request.show', 'join-request', (input ->> 'join_request_id')::uuid);
    END IF;
    SELECT * INTO r FROM app.relation(j.plan_id);
    who := app.document_person(j.requester_user_id, j.requester_unit_id);
    PERFORM app.audit('join-request.show', j.plan_id, r.citizen_id, 1, ARRAY[j.id], 'permit', r.basis_code, r.basis_id, 'care');
    RETURN jsonb_build_object('id', j.id, 'plan_id', j.plan_id, 'version', j.version, 'status_code', j.status_code,
        'reason', j.reason, 'created_at', j.created_at, 'answer_text', j.answer_text,
        'requester', who || jsonb_build_object('phone', app.phone_text(who ->> 'phone'), 'phone_href', app.phone_href(who ->> 'phone')),
        'citizen', app.citizen_strip(j.plan_id), 'values', '{}'::jsonb, 'draft', app.draft_get('/join-requests/' || j.id || '/answer'),
        'in_team', EXISTS (SELECT FROM team_member m WHERE m.plan_id = j.plan_id AND m.user_id = j.requester_user_id
                              AND m.status_code = 'active'));
END
$$;
