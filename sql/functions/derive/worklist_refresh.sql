-- The rows that a task puts on worklists: on whose, on which list, by which day.
-- list 1 to answer, 2 to do, 3 waiting for others, 4 for information.
CREATE OR REPLACE FUNCTION app.worklist_expected(t samplan.task)
RETURNS TABLE (principal uuid, list_code smallint, due_day date)
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    day date := coalesce(t.hold_until_day, t.due_day, 'infinity'::date);
    -- A citizen's principal is the citizen, not the account.
    requester uuid := CASE WHEN t.requester_unit_id IS NOT NULL THEN app.practitioner(t.requester_user_id, t.requester_unit_id)
        ELSE coalesce((SELECT u.citizen_id FROM user_account u WHERE u.id = t.requester_user_id), t.requester_user_id) END;
BEGIN
    IF t.closed_at IS NOT NULL THEN
        RETURN;
    END IF;
    IF t.status_code = 'proposed' THEN
        RETURN QUERY SELECT t.performer_principal, 1::smallint, coalesce(t.answer_by_day, t.due_day, 'infinity'::date);
    ELSIF t.status_code IN ('accepted', 'in-progress', 'on-hold') THEN
        RETURN QUERY SELECT t.performer_principal, 2::smallint, day;
    END IF;
    IF t.status_code IN ('counter-proposed', 'declined') THEN
        RETURN QUERY SELECT requester, 1::smallint, coalesce(t.answer_by_day, t.due_day, 'infinity'::date);
        -- The one who proposed something else waits for the answer.
        IF t.status_code = 'counter-proposed' AND t.performer_principal <> requester THEN
            RETURN QUERY SELECT t.performer_principal, 3::smallint, coalesce(t.due_day, 'infinity'::date);
        END IF;
    ELSIF requester <> t.performer_principal THEN
        RETURN QUERY SELECT requester, 3::smallint, coalesce(t.due_day, 'infinity'::date);
    END IF;
    RETURN QUERY SELECT i.principal, 4::smallint, coalesce(t.due_day, 'infinity'::date)
                   FROM task_informed i WHERE i.task_id = t.id;
END
$$;

CREATE OR REPLACE FUNCTION app.worklist_refresh(task uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    t samplan.task;
    row_shown text;
BEGIN
    -- one transaction after the other, the second with what the first has left
    PERFORM FROM samplan.task x WHERE x.id = task FOR NO KEY UPDATE;
    DELETE FROM worklist w WHERE w.task_id = task;
    SELECT x.* INTO t FROM samplan.task x WHERE x.id = task;
    IF t.closed_at IS NULL THEN
        SELECT (app.document_task_row(t) || jsonb_build_object('citizen', c.name))::text INTO row_shown
          FROM joint_plan p JOIN citizen c ON c.id = p.citizen_id WHERE p.id = t.plan_id;
        INSERT INTO worklist (principal, list_code, due_day, task_id, plan_id, shown)
        SELECT DISTINCT e.principal, e.list_code, e.due_day, t.id, t.plan_id, row_shown
          FROM app.worklist_expected(t) e;
    END IF;
END
$$;
ALTER FUNCTION app.worklist_refresh(uuid) OWNER TO samplan_derive;

CREATE OR REPLACE FUNCTION app.tg_worklist() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    PERFORM app.worklist_refresh(coalesce((to_jsonb(NEW) ->> 'task_id'), to_jsonb(NEW) ->> 'id')::uuid);
    RETURN NULL;
END
$$;
ALTER FUNCTION app.tg_worklist() OWNER TO samplan_derive;

CREATE OR REPLACE FUNCTION app.worklist_rebuild_all(low uuid DEFAULT '00000000-0000-0000-0000-000000000000',
                                                    high uuid DEFAULT NULL) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    n bigint;
BEGIN
    DELETE FROM worklist w USING task t WHERE t.id = w.task_id AND t.id >= low AND (high IS NULL OR t.id < high);
    INSERT INTO worklist (principal, list_code, due_day, task_id, plan_id, shown)
    SELECT DISTINCT e.principal, e.list_code, e.due_day, t.id, t.plan_id,
           (app.document_task_row(t) || jsonb_build_object('citizen', c.name))::text
      FROM task t JOIN joint_plan p ON p.id = t.plan_id JOIN citizen c ON c.id = p.citizen_id
           CROSS JOIN LATERAL app.worklist_expected(t) e
     WHERE t.closed_at IS NULL AND t.id >= low AND (high IS NULL OR t.id < high);
    GET DIAGNOSTICS n = ROW_COUNT;
    RETURN n;
END
$$;
ALTER FUNCTION app.worklist_rebuild_all(uuid, uuid) OWNER TO samplan_derive;
