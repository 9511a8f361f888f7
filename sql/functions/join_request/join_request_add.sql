-- Asks the coordinator of the plan that another confirmed citizen with the same CPR number has to let the
-- actor join. indexes: blind index under each key generation (NULL: nothing to look for) · draft: the
-- actor's own draft · reason: why she starts a plan; the coordinator reads it.
-- Does the same work whether or not there is such a plan: without one the request is made on the draft and
-- undone, and one audit row is written either way, so that neither answer nor time tells.
CREATE OR REPLACE FUNCTION app.join_request_add(indexes bytea[], draft uuid, reason text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    target uuid;
    target_citizen uuid;
BEGIN
    SELECT p.id, p.citizen_id INTO target, target_citizen
      FROM citizen c JOIN joint_plan p ON p.citizen_id = c.id AND p.status_code IN ('active', 'on-hold')
     WHERE c.cpr_index = ANY (indexes) AND c.status_code = 'confirmed' LIMIT 1;
    BEGIN
        INSERT INTO join_request AS j (plan_id, draft_plan_id, requester_user_id, requester_unit_id, reason)
        VALUES (coalesce(target, draft), draft, app.actor_user(), app.actor_unit(), join_request_add.reason)
        ON CONFLICT (plan_id, requester_user_id) WHERE status_code = 'requested'
        DO UPDATE SET draft_plan_id = excluded.draft_plan_id, reason = excluded.reason;
        PERFORM pg_notify('samplan_event', json_build_object('plan_id', coalesce(target, draft), 'by', app.actor_user(),
                                                             'coordinators', true)::text);
        IF target IS NULL THEN
            RAISE SQLSTATE 'SP000';
        END IF;
    EXCEPTION WHEN SQLSTATE 'SP000' THEN
        NULL;
    END;
    PERFORM app.audit(CASE WHEN target IS NULL THEN 'citizen.search' ELSE 'join-request.create' END, target, target_citizen,
                      CASE WHEN target IS NULL THEN 0 ELSE 1 END, CASE WHEN target IS NOT NULL THEN ARRAY[target] END, 'permit',
                      'none', NULL, 'care', 0, NULL, CASE WHEN target IS NOT NULL THEN reason END);
END
$$;
ALTER FUNCTION app.join_request_add(bytea[], uuid, text) OWNER TO samplan_derive;
