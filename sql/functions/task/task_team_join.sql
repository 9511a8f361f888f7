-- The person who has taken a task on joins the team, unless she is in it already (herself or through her
-- unit). Runs with more rights than the actor has, so it looks for itself: the task is a shared one (what is done within a
-- contributing plan gives no right to the core) and a person's, was taken on
-- in this very transaction by the one it is for, or agreed on by who asked or coordinates, and its plan is open.
CREATE OR REPLACE FUNCTION app.task_team_join(task uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    t samplan.task;
    n_path uuid[];
BEGIN
    SELECT x.* INTO t FROM samplan.task x JOIN joint_plan p ON p.id = x.plan_id
     WHERE x.id = task_team_join.task AND x.class_code = 'core'
       AND x.performer_kind_code = 'person' AND x.status_code IN ('accepted', 'in-progress')
       AND x.closed_at IS NULL AND x.answered_at = now() AND x.changed_at = now() AND x.changed_by = app.actor_user()
       AND (app.actor_user() IN (x.performer_user_id, x.requester_user_id)
            OR EXISTS (SELECT FROM access a WHERE a.plan_id = x.plan_id AND a.principal = ANY (app.actor_principals())
                          AND a.write_mask & app.right_coordinate() <> 0 AND a.since <= now() AND a.until > now()))
       AND p.status_code IN ('draft', 'active', 'on-hold');
    IF NOT FOUND OR NOT EXISTS (SELECT FROM role_assignment a WHERE a.user_id = t.performer_user_id
            AND a.unit_id = t.performer_unit_id AND a.role_code = 'caseworker' AND app.assignment_active(a)) THEN
        RETURN;
    END IF;
    SELECT u.path INTO n_path FROM unit u WHERE u.id = t.performer_unit_id;
    IF EXISTS (SELECT FROM access a WHERE a.plan_id = t.plan_id AND a.principal = ANY (app.practitioner_principals(t.performer_user_id, n_path) || n_path)
                  AND a.part_id IS NULL AND a.write_mask & app.right_contribute() <> 0 AND a.since <= now() AND a.until > now()) THEN
        RETURN;
    END IF;
    INSERT INTO team_member (plan_id, kind_code, user_id, unit_id, helps_with, added_by)
    VALUES (t.plan_id, 'person', t.performer_user_id, t.performer_unit_id, t.title, t.requester_user_id)
    ON CONFLICT (plan_id, user_id) WHERE status_code = 'active' AND kind_code = 'person' DO NOTHING;
END
$$;
ALTER FUNCTION app.task_team_join(uuid) OWNER TO samplan_derive;
