-- How the actor stands to a task, and what follows from it.

-- Returns {"related": may read it as a member of the plan's circle (else only because it is hers to do),
-- "citizen_id","basis_code","basis_id","performs","asked": it is her request,"coordinates","contributes": may write where
-- the task belongs,"manages": decides about the request,"status_code": as it counts today (a hold that has run out is
-- none)}. The caller has read the task through the policies, so some standing there is.
CREATE OR REPLACE FUNCTION app.task_standing(t samplan.task) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    r record;
    class_mask constant integer := app.class_bit(t.class_code);
    is_core constant boolean := t.class_code = 'core';
    related boolean;
    asked boolean;
    contributes boolean;
    coordinates boolean;
BEGIN
    SELECT * INTO r FROM app.relation(t.plan_id, t.contributing_plan_id);
    related := r.related AND (CASE WHEN is_core THEN r.read_mask ELSE r.part_read END) & class_mask <> 0;
    contributes := r.related AND CASE WHEN is_core THEN r.write_mask & app.right_contribute() <> 0
                                      ELSE r.part_write & class_mask <> 0 END;
    SELECT d.basis_code, d.basis_id INTO r.basis_code, r.basis_id
      FROM app.decision(t.plan_id, t.class_code, t.contributing_plan_id) d;
    coordinates := r.related AND is_core AND r.write_mask & app.right_coordinate() <> 0;
    asked := t.requester_user_id = app.actor_user() AND cardinality(app.actor_principals()) > 0;
    RETURN jsonb_build_object('related', related,
        'citizen_id', coalesce(r.citizen_id, app.task_citizen_id(t.id)),
        'basis_code', CASE WHEN related THEN r.basis_code ELSE 'task' END,
        'basis_id', CASE WHEN related THEN r.basis_id ELSE t.id END,
        'performs', t.performer_principal = ANY (app.actor_principals()),
        'asked', asked, 'coordinates', coordinates, 'contributes', contributes,
        'manages', contributes AND (asked OR NOT is_core OR coordinates AND app.task_requester_gone(t)),
        'status_code', app.task_status(t));
END
$$;

-- The status as it counts today.
CREATE OR REPLACE FUNCTION app.task_status(t samplan.task) RETURNS text
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN CASE WHEN t.status_code = 'on-hold' AND t.hold_until_day <= app.today() THEN coalesce(t.held_status_code, 'accepted')
                ELSE t.status_code END;
END
$$;

-- Whether whoever asked has no part in the plan any longer, so that the coordinator decides instead.
CREATE OR REPLACE FUNCTION app.task_requester_gone(t samplan.task) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN NOT EXISTS (SELECT FROM user_account u
                         LEFT JOIN team_member m ON m.plan_id = t.plan_id AND m.status_code = 'active'
                              AND (m.user_id = u.id OR m.kind_code = 'unit' AND m.unit_id = t.requester_unit_id)
                        WHERE u.id = t.requester_user_id AND u.status_code = 'active'
                          AND (m.id IS NOT NULL OR u.citizen_id IS NOT NULL));
END
$$;

-- Whose plan a task belongs to, for one who was asked to do it and has no other relation to the plan;
-- NULL for everybody else.
CREATE OR REPLACE FUNCTION app.task_citizen_id(task uuid) RETURNS uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN (SELECT p.citizen_id FROM task t JOIN joint_plan p ON p.id = t.plan_id
             WHERE t.id = task_citizen_id.task AND t.performer_principal = ANY (app.actor_principals()));
END
$$;
ALTER FUNCTION app.task_citizen_id(uuid) OWNER TO samplan_derive;

-- The same person's name, and no more; to a relative or a volunteer the first name.
CREATE OR REPLACE FUNCTION app.task_citizen_name(task uuid) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN (SELECT CASE WHEN app.actor_role() IN ('relative', 'volunteer') THEN c.given_name ELSE c.name END
              FROM citizen c WHERE c.id = app.task_citizen_id(task_citizen_name.task));
END
$$;
ALTER FUNCTION app.task_citizen_name(uuid) OWNER TO samplan_derive;
