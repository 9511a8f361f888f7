-- Once a day: a yes that ends within a month (a short one: within a third of its time) is brought up, by a task for the coordinator and a
-- notice to her and the citizen; a no whose day to ask again has come gives the coordinator a task, not before, and once. Nothing
-- changes what anybody may see. Returns how many answers were brought up; run twice it finds nothing left to do.
CREATE OR REPLACE FUNCTION app.job_consent_reminders() RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    c consent;
    n integer := 0;
BEGIN
    FOR c IN SELECT x.* FROM consent x JOIN joint_plan p ON p.id = x.plan_id
              WHERE p.status_code IN ('active', 'on-hold') AND x.type_code = 'permit' AND x.reminded_at IS NULL
                AND x.until_day BETWEEN app.today() AND app.today() + 30
                AND x.until_day - app.today() <= least(30, (x.until_day - x.period_start_day) / 3)
                AND EXISTS (SELECT FROM consent_provision v WHERE v.consent_id = x.id AND app.provision_live(v))
              FOR UPDATE OF x SKIP LOCKED LOOP
        CONTINUE WHEN NOT app.consent_task(c.plan_id, c.id, 'consent-lapses', c.until_day);
        UPDATE consent x SET reminded_at = now() WHERE x.id = c.id;
        PERFORM app.notice_add(app.coordinators(c.plan_id) || ARRAY(SELECT u.id FROM joint_plan p JOIN user_account u ON u.citizen_id = p.citizen_id WHERE p.id = c.plan_id),
            'consent-lapses', c.plan_id, (SELECT p.citizen_id FROM joint_plan p WHERE p.id = c.plan_id), c.id, jsonb_build_object('until_day', c.until_day));
        n := n + 1;
    END LOOP;
    FOR c IN SELECT x.* FROM consent x JOIN joint_plan p ON p.id = x.plan_id
              WHERE p.status_code IN ('active', 'on-hold') AND x.type_code = 'deny' AND x.asked_again_at IS NULL AND x.ask_again_day <= app.today()
                AND EXISTS (SELECT FROM consent_provision v WHERE v.consent_id = x.id AND app.provision_live(v))
              FOR UPDATE OF x SKIP LOCKED LOOP
        CONTINUE WHEN NOT app.consent_task(c.plan_id, c.id, 'consent-ask-again', app.today() + 14);
        UPDATE consent x SET asked_again_at = now() WHERE x.id = c.id;
        n := n + 1;
    END LOOP;
    RETURN n;
END
$$;
ALTER FUNCTION app.job_consent_reminders() OWNER TO samplan_derive;

-- A dated task for the coordinator. It names neither whom nor what, since the whole team reads its title. False: nobody coordinates now, so
-- another day.
CREATE OR REPLACE FUNCTION app.consent_task(plan uuid, consent uuid, template text, day date) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    task constant uuid := app.rule_task(plan, template, to_char(day, 'FMDD.FMMM.YYYY'), day);
BEGIN
    IF task IS NULL THEN
        RETURN false;
    END IF;
    PERFORM app.audit('consent.remind', plan, (SELECT p.citizen_id FROM joint_plan p WHERE p.id = plan), 1, ARRAY[task, consent], 'permit', 'rule', NULL, 'care');
    RETURN true;
END
$$;
ALTER FUNCTION app.consent_task(uuid, uuid, text, date) OWNER TO samplan_derive;
