-- What a no takes back beside rights, from the instant at which it begins: what the one whom it is against was asked to do, a hand-over
-- that she was offered or that has not begun, invitations.

-- Takes back open tasks, an open hand-over and a coordination to come of those who are kept out now. Returns how many.
CREATE OR REPLACE FUNCTION app.objection_withdraw(plan uuid) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    tasks integer;
    offers integer;
    k coordination;
    n integer := 0;
BEGIN
    -- a hand-over accepted at this moment is accepted before, and taken back here, or is refused; a task asked for at it the job takes back
    PERFORM FROM joint_plan p WHERE p.id = plan FOR NO KEY UPDATE;
    UPDATE task t SET status_code = 'cancelled', status_text = '', closed_at = now(), hold_until_day = NULL, held_status_code = NULL
     WHERE t.plan_id = plan AND t.closed_at IS NULL AND t.performer_unit_id IS NOT NULL
       AND app.kept_out(t.plan_id, t.performer_user_id, t.performer_unit_id, t.class_code, t.contributing_plan_id);
    GET DIAGNOSTICS tasks = ROW_COUNT;
    UPDATE handover h SET status_code = 'withdrawn', answered_at = now()
     WHERE h.plan_id = plan AND h.status_code = 'requested' AND app.kept_out(h.plan_id, h.to_user_id, h.to_unit_id);
    GET DIAGNOSTICS offers = ROW_COUNT;
    -- accepted, to begin on a later day: it never does, and the present coordinator goes on
    FOR k IN SELECT c.* FROM coordination c WHERE c.plan_id = plan AND c.started_at > now() AND c.ended_at IS NULL
                AND app.kept_out(c.plan_id, c.user_id, c.unit_id) FOR UPDATE LOOP
        UPDATE coordination c SET started_at = now(), ended_at = now() WHERE c.id = k.id;
        UPDATE coordination c SET ended_at = NULL WHERE c.plan_id = plan AND c.id <> k.id AND c.ended_at = k.started_at;
        UPDATE handover h SET status_code = 'withdrawn', answered_at = now() WHERE h.id = k.handover_id;
        n := n + 1;
    END LOOP;
    RETURN tasks + offers + n;
END
$$;
ALTER FUNCTION app.objection_withdraw(uuid) OWNER TO samplan_derive;

-- The same, and tells whoever coordinates, once for each item: somebody else must be found. She is told as well when she wrote it down.
CREATE OR REPLACE FUNCTION app.objection_withdraw_tell(plan uuid, item uuid) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    n constant integer := app.objection_withdraw(plan);
BEGIN
    IF n > 0 THEN
        PERFORM app.notice_add(app.coordinators(plan), 'objection-withdrawn', plan, app.plan_citizen(plan), item);
    END IF;
    RETURN n;
END
$$;
ALTER FUNCTION app.objection_withdraw_tell(uuid, uuid) OWNER TO samplan_derive;

-- A no to the shared plan that reaches whoever coordinates it now. Her rights stay until another coordinates, since somebody must; she has
-- a dated task to hand over, and is told, as are the managers who answer for her unit, or the auditors where it has none: once, by the
-- oldest such no.
CREATE OR REPLACE FUNCTION app.tell_coordinator_refused(plan uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    k record;
BEGIN
    FOR k IN SELECT c.user_id, c.unit_id, md5(c.id::text || v.consent_id)::uuid AS item
               FROM coordination c JOIN joint_plan p ON p.id = c.plan_id
              CROSS JOIN LATERAL (
                    SELECT x.consent_id FROM consent_provision x
                     WHERE x.plan_id = c.plan_id AND x.type_code = 'deny' AND x.class_code = 'core' AND x.related_id IS NULL
                       AND x.since_at <= now() AND app.provision_live(x)
                       AND coalesce(x.user_id, x.organisation_id, x.unit_id) = ANY (app.objection_principals(c.user_id, c.unit_id))
                     ORDER BY x.since_at, x.created_at, x.consent_id LIMIT 1) v
              WHERE c.plan_id = plan AND c.started_at <= now() AND (c.ended_at IS NULL OR c.ended_at > now())
                AND p.status_code IN ('draft', 'active', 'on-hold') LOOP
        IF app.notice_add(ARRAY[k.user_id] || coalesce(app.managers_near(k.unit_id, k.user_id), app.watchers_of(k.unit_id, k.user_id)),
                          'coordinator-refused', plan, app.plan_citizen(plan), k.item) > 0 THEN
            PERFORM app.rule_task(plan, 'coordinator-refused', NULL, app.today() + app.setting_number('coordinator_refused_days', 7));
        END IF;
    END LOOP;
END
$$;
ALTER FUNCTION app.tell_coordinator_refused(uuid) OWNER TO samplan_derive;

-- AFTER INSERT of an objection.
CREATE OR REPLACE FUNCTION app.tg_objection() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    IF NEW.class_code = 'core' THEN
        UPDATE appointment_invitation i SET answer_code = 'removed', until_at = least(i.until_at, now())
         WHERE i.plan_id = NEW.plan_id AND i.until_at > now() AND i.unit_id IS NOT NULL
           AND coalesce(NEW.user_id, NEW.organisation_id, NEW.unit_id) = ANY (app.objection_principals(i.user_id, i.unit_id));
        -- of a relative what she was asked to do as well: it tells of the plan
        PERFORM app.related_withdraw_tell(r, NULL) FROM related_person r WHERE r.id = NEW.related_id;
    END IF;
    IF NEW.related_id IS NULL AND NEW.since_at <= now() THEN
        PERFORM app.objection_withdraw_tell(NEW.plan_id, NEW.consent_id);
        IF NEW.class_code = 'core' THEN
            PERFORM app.tell_coordinator_refused(NEW.plan_id);
        END IF;
    END IF;
    RETURN NULL;
END
$$;
ALTER FUNCTION app.tg_objection() OWNER TO samplan_derive;

-- AFTER INSERT or a change of who coordinates: she takes the place of another without being asked, and the citizen has said no to her.
CREATE OR REPLACE FUNCTION app.tg_coordinator_refused() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    PERFORM app.tell_coordinator_refused(NEW.plan_id);
    RETURN NULL;
END
$$;
ALTER FUNCTION app.tg_coordinator_refused() OWNER TO samplan_derive;

-- A no that begins on a later day, and somebody who came to be kept out otherwise: by a move to another unit, by the end of her
-- coordination, by taking over what another had. Rights follow by themselves; this takes back the rest. Returns how many plans.
CREATE OR REPLACE FUNCTION app.job_objections() RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    v record;
    n integer := 0;
BEGIN
    FOR v IN
        WITH live AS MATERIALIZED (
            SELECT x.plan_id, x.consent_id, coalesce(x.user_id, x.organisation_id, x.unit_id) AS principal
              FROM consent_provision x WHERE x.type_code = 'deny' AND x.related_id IS NULL AND x.since_at <= now() AND app.provision_live(x)),
        asked AS (
            SELECT t.plan_id, t.performer_user_id AS user_id, t.performer_unit_id AS unit_id FROM task t
             WHERE t.closed_at IS NULL AND t.performer_unit_id IS NOT NULL AND t.plan_id IN (SELECT l.plan_id FROM live l)
            UNION SELECT h.plan_id, h.to_user_id, h.to_unit_id FROM handover h WHERE h.status_code = 'requested'
            UNION SELECT c.plan_id, c.user_id, c.unit_id FROM coordination c WHERE c.ended_at IS NULL AND c.plan_id IN (SELECT l.plan_id FROM live l))
        SELECT l.plan_id, min(l.consent_id::text)::uuid AS consent_id
          FROM live l JOIN joint_plan p ON p.id = l.plan_id AND p.status_code IN ('draft', 'active', 'on-hold')
         WHERE EXISTS (SELECT FROM asked a JOIN unit u ON u.id = a.unit_id
                        WHERE a.plan_id = l.plan_id AND (l.principal IN (a.user_id, u.organisation_id) OR l.principal = ANY (u.path)))
         GROUP BY 1 LOOP
        PERFORM app.tell_coordinator_refused(v.plan_id);
        IF app.objection_withdraw_tell(v.plan_id, gen_random_uuid()) > 0 THEN
            PERFORM app.audit('objection.withdraw', v.plan_id, app.plan_citizen(v.plan_id), 1, ARRAY[v.plan_id], 'permit', 'rule', v.consent_id, 'care');
            n := n + 1;
        END IF;
    END LOOP;
    RETURN n;
END
$$;
ALTER FUNCTION app.job_objections() OWNER TO samplan_derive;
