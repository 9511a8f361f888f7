-- The life of a task: who may do what, in which status. Every change of status goes through here.

-- NULL when the actor may do `action` to the task now; 'not-yours' when it is for somebody else to do; else
-- the code of the conflict: 'task-closed', 'task-state', 'reminded-today', 'kept-out'. standing: app.task_standing(t).
-- Actions: accept, take, counter, decline (by whom it is for) · accept-counter, refuse-counter, edit (who asked) ·
-- start · done, undo, hold, resume (either) · cancel, reassign, remind (who asked, or the coordinator) · comment.
CREATE OR REPLACE FUNCTION app.task_refusal(t samplan.task, standing jsonb, action text) RETURNS text
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    performs constant boolean := (standing ->> 'performs')::boolean;
    asked constant boolean := (standing ->> 'asked')::boolean;
    manages constant boolean := (standing ->> 'manages')::boolean;
    decides constant boolean := manages OR (standing ->> 'coordinates')::boolean;
    status constant text := standing ->> 'status_code';
    with_requester constant boolean := status IN ('counter-proposed', 'declined');
    may boolean;
    statuses text[];
BEGIN
    SELECT rule.may, rule.statuses INTO may, statuses FROM (VALUES
        ('accept', performs, '{proposed}'::text[]),
        ('take', performs AND t.performer_kind_code = 'unit', '{proposed,accepted,in-progress}'),
        ('counter', performs AND NOT asked, '{proposed,accepted,in-progress}'),
        ('decline', performs AND NOT asked, '{proposed,accepted,in-progress}'),
        ('accept-counter', manages, '{counter-proposed}'),
        ('refuse-counter', manages, '{counter-proposed}'),
        ('start', performs, '{accepted}'),
        ('done', performs OR manages, '{accepted,in-progress,on-hold}'),
        ('undo', CASE status WHEN 'declined' THEN performs WHEN 'cancelled' THEN decides ELSE performs OR manages END,
         '{done,declined,cancelled}'),
        ('hold', performs OR manages, '{accepted,in-progress}'),
        ('resume', performs OR manages, '{on-hold}'),
        ('cancel', decides, '{proposed,accepted,in-progress,on-hold,counter-proposed,declined}'),
        ('reassign', decides OR performs AND NOT with_requester AND app.actor_role() NOT IN ('relative', 'volunteer'),
         '{proposed,accepted,in-progress,on-hold,counter-proposed,declined}'),
        ('remind', CASE WHEN with_requester THEN performs AND NOT asked ELSE decides AND NOT performs END,
         '{proposed,accepted,in-progress,counter-proposed}'),
        ('edit', manages, '{proposed,accepted,in-progress,on-hold,counter-proposed,declined}'),
        ('comment', performs AND t.closed_at IS NULL OR (standing ->> 'contributes')::boolean
                    OR (standing ->> 'related')::boolean AND standing ->> 'basis_code' NOT IN ('former'),
         '{proposed,accepted,in-progress,on-hold,counter-proposed,declined,done,cancelled}'))
        rule (name, may, statuses) WHERE rule.name = action;
    IF may IS NOT TRUE THEN
        RETURN 'not-yours';
    ELSIF status <> ALL (statuses) THEN
        RETURN CASE WHEN t.closed_at IS NOT NULL THEN 'task-closed' ELSE 'task-state' END;
    ELSIF action = 'undo' AND status = 'cancelled' AND t.performer_unit_id IS NOT NULL
          AND app.kept_out(t.plan_id, t.performer_user_id, t.performer_unit_id, t.class_code, t.contributing_plan_id) THEN
        RETURN 'kept-out';
    ELSIF action = 'remind' AND (t.reminded_at AT TIME ZONE 'Europe/Copenhagen')::date = app.today() THEN
        RETURN 'reminded-today';
    END IF;
    RETURN NULL;
END
$$;

-- What the actor may do now, for the page: {"accept": true, …} for each action that is open.
CREATE OR REPLACE FUNCTION app.task_can(t samplan.task, standing jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN (SELECT jsonb_object_agg(replace(a, '-', '_'), app.task_refusal(t, standing, a) IS NULL)
              FROM unnest('{accept,take,counter,decline,accept-counter,refuse-counter,start,done,undo,hold,resume,cancel,
                            reassign,remind,edit,comment}'::text[]) a);
END
$$;
