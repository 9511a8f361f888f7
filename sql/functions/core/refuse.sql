-- Refuses: leaves the audit row and returns the document that says "not found". A thing that is hidden
-- and one that does not exist get the same answer. kind names what item is: 'plan', 'citizen', 'task',
-- 'part', 'goal', … only for finding the citizen whose log gets the row. why: for the row alone.
DROP FUNCTION IF EXISTS app.refuse(text, text, uuid);
CREATE OR REPLACE FUNCTION app.refuse(action text, kind text, item uuid, why text DEFAULT NULL) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    plan uuid;
    citizen uuid;
BEGIN
    plan := CASE kind
        WHEN 'plan' THEN (SELECT p.id FROM joint_plan p WHERE p.id = item)
        WHEN 'task' THEN (SELECT t.plan_id FROM task t WHERE t.id = item)
        WHEN 'part' THEN (SELECT c.plan_id FROM contributing_plan c WHERE c.id = item)
        WHEN 'goal' THEN (SELECT g.plan_id FROM goal g WHERE g.id = item)
        WHEN 'appointment' THEN (SELECT a.plan_id FROM appointment a WHERE a.id = item)
        WHEN 'member' THEN (SELECT m.plan_id FROM team_member m WHERE m.id = item)
        WHEN 'handover' THEN (SELECT h.plan_id FROM handover h WHERE h.id = item)
        WHEN 'conflict' THEN (SELECT c.plan_id FROM plan_conflict c WHERE c.id = item)
        WHEN 'intervention' THEN (SELECT i.plan_id FROM intervention i WHERE i.id = item)
        WHEN 'related' THEN (SELECT r.plan_id FROM related_person r WHERE r.id = item)
        WHEN 'relative-contact' THEN (SELECT c.plan_id FROM relative_contact c WHERE c.id = item)
        WHEN 'note' THEN (SELECT n.plan_id FROM note n WHERE n.id = item)
        WHEN 'consent' THEN (SELECT c.plan_id FROM consent c WHERE c.id = item)
        WHEN 'attachment' THEN (SELECT a.plan_id FROM attachment a WHERE a.id = item)
        WHEN 'item' THEN (SELECT c.plan_id FROM change c WHERE c.entity_id = item LIMIT 1)
        WHEN 'remark' THEN (SELECT r.plan_id FROM remark r WHERE r.id = item)
        WHEN 'join-request' THEN (SELECT j.plan_id FROM join_request j WHERE j.id = item)
        END;
    citizen := CASE kind WHEN 'citizen' THEN (SELECT c.id FROM citizen c WHERE c.id = item)
                         WHEN 'question' THEN (SELECT q.citizen_id FROM access_question q WHERE q.id = item)
                         ELSE (SELECT p.citizen_id FROM joint_plan p WHERE p.id = plan) END;
    PERFORM app.audit(action, plan, citizen, 0, array_remove(ARRAY[item], NULL), 'refuse', 'none', NULL, 'care',
                      NULL, NULL, why);
    RETURN '{"_refused": {"status": 404, "code": "not-found"}}'::jsonb;
END
$$;
ALTER FUNCTION app.refuse(text, text, uuid, text) OWNER TO samplan_derive;

-- Refuses something the reader can see but may not do: 403, with an audit row.
CREATE OR REPLACE FUNCTION app.refuse_action(action text, plan uuid, item uuid, code text) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    PERFORM app.audit(action, plan, (SELECT p.citizen_id FROM joint_plan p WHERE p.id = plan), 0,
                      ARRAY[item], 'refuse', 'none', NULL, 'care', NULL, NULL, code);
    RETURN jsonb_build_object('_refused', jsonb_build_object('status', 403, 'code', code));
END
$$;
ALTER FUNCTION app.refuse_action(text, uuid, uuid, text) OWNER TO samplan_derive;
