-- Somebody close to the citizen whose time is over: what she was asked to do, and where she was asked to come, is taken back.

-- Whether she is among them now: not ended, within her period, and not kept out of the shared plan by the citizen.
CREATE OR REPLACE FUNCTION app.related_living(r samplan.related_person) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN r.status_code = 'active' AND r.period_start_day <= app.today() AND coalesce(r.period_end_day, 'infinity') >= app.today()
       AND NOT EXISTS (SELECT FROM consent_provision v WHERE v.plan_id = r.plan_id AND v.related_id = r.id AND v.type_code = 'deny'
                          AND v.class_code = 'core' AND v.since_at <= now() AND app.provision_live(v));
END
$$;
ALTER FUNCTION app.related_living(samplan.related_person) OWNER TO samplan_derive;

-- The open plans in which the actor, a relative, is among them now: what she was asked to outside them, finished or not, is not hers to see.
CREATE OR REPLACE FUNCTION app.relative_plans() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN (SELECT coalesce(array_agg(DISTINCT r.plan_id), '{}')
              FROM related_person r JOIN joint_plan p ON p.id = r.plan_id
             WHERE r.user_id = app.actor_user() AND app.actor_role() = 'relative' AND p.status_code IN ('draft', 'active', 'on-hold')
               AND app.related_living(r));
END
$$;
ALTER FUNCTION app.relative_plans() OWNER TO samplan_derive;

-- Takes back her open tasks and her invitations, unless she is among them by another row. Returns how many.
CREATE OR REPLACE FUNCTION app.related_withdraw(r samplan.related_person, why text) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    tasks integer;
    invitations integer;
BEGIN
    IF r.user_id IS NULL OR EXISTS (SELECT FROM related_person x WHERE x.plan_id = r.plan_id AND x.user_id = r.user_id AND x.id <> r.id
                                                                   AND app.related_living(x)) THEN
        RETURN 0;
    END IF;
    UPDATE task t SET status_code = 'cancelled', status_text = coalesce(why, ''), closed_at = now(), hold_until_day = NULL, held_status_code = NULL
     WHERE t.plan_id = r.plan_id AND t.performer_user_id = r.user_id AND t.performer_unit_id IS NULL AND t.closed_at IS NULL;
    GET DIAGNOSTICS tasks = ROW_COUNT;
    UPDATE appointment_invitation i SET answer_code = 'removed', until_at = least(i.until_at, now())
     WHERE i.plan_id = r.plan_id AND i.principal = r.user_id AND i.until_at > now();
    GET DIAGNOSTICS invitations = ROW_COUNT;
    RETURN tasks + invitations;
END
$$;
ALTER FUNCTION app.related_withdraw(samplan.related_person, text) OWNER TO samplan_derive;

-- The same, and tells whoever coordinates when something was taken back by somebody else.
CREATE OR REPLACE FUNCTION app.related_withdraw_tell(r samplan.related_person, why text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    IF app.related_withdraw(r, why) > 0 THEN
        PERFORM app.notice_add(array_remove(app.coordinators(r.plan_id), app.actor_user()), 'related-withdrawn', r.plan_id,
                               (SELECT p.citizen_id FROM joint_plan p WHERE p.id = r.plan_id), gen_random_uuid(), jsonb_build_object('related_id', r.id));
    END IF;
END
$$;
ALTER FUNCTION app.related_withdraw_tell(samplan.related_person, text) OWNER TO samplan_derive;

-- AFTER UPDATE of a related person: she is ended, or her period is changed to one that is over.
CREATE OR REPLACE FUNCTION app.tg_related_end() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    IF NOT app.related_living(NEW) THEN
        PERFORM app.related_withdraw_tell(NEW, NEW.end_reason);
    END IF;
    RETURN NULL;
END
$$;
ALTER FUNCTION app.tg_related_end() OWNER TO samplan_derive;

-- A last day that has passed. Her rights ended with it, whether this has run or not; what she was asked to is taken back, and the
-- coordinator has a dated task: to prolong it with the citizen, or to find somebody else. Once for each last day. Returns how many.
CREATE OR REPLACE FUNCTION app.job_related_ends() RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    r related_person;
    task uuid;
    n integer := 0;
BEGIN
    FOR r IN SELECT x.* FROM related_person x JOIN joint_plan p ON p.id = x.plan_id
              WHERE p.status_code IN ('draft', 'active', 'on-hold') AND x.status_code = 'active' AND x.kind_code <> 'child'
                AND x.period_end_day < app.today() AND x.period_told_day IS DISTINCT FROM x.period_end_day
              FOR UPDATE OF x SKIP LOCKED LOOP
        task := app.rule_task(r.plan_id, 'related-period-over', r.name, app.today() + 7);
        CONTINUE WHEN task IS NULL; -- nobody coordinates now, so another day
        PERFORM app.related_withdraw(r, NULL);
        UPDATE related_person x SET period_told_day = x.period_end_day WHERE x.id = r.id;
        PERFORM app.audit('related.period-end', r.plan_id, (SELECT p.citizen_id FROM joint_plan p WHERE p.id = r.plan_id), 1, ARRAY[r.id, task],
                          'permit', 'rule', r.id, 'care');
        n := n + 1;
    END LOOP;
    RETURN n;
END
$$;
ALTER FUNCTION app.job_related_ends() OWNER TO samplan_derive;
