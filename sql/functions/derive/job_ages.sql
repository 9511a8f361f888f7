-- Young people who are about to decide for themselves, or have begun to. Thirty days (setting age_notice_days) before she reaches the age
-- of a rule, the coordinator has a task for that day; on the day the young person and those who hold custody are told. The
-- rights themselves end by their own time, whether this has run or not. Returns how many things were set going.
CREATE OR REPLACE FUNCTION app.job_ages() RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    t record;
    n integer := 0;
    days constant integer := app.setting_number('age_notice_days', 30);
BEGIN
    FOR t IN SELECT p.id AS plan_id, p.citizen_id, x.code, app.age_day(x.code, c.birth_day) AS day
               FROM joint_plan p JOIN citizen c ON c.id = p.citizen_id CROSS JOIN (VALUES ('own-consent'), ('majority')) x(code)
              WHERE p.status_code IN ('active', 'on-hold') AND c.birth_day > app.today() - 366 * 20
                AND app.age_day(x.code, c.birth_day) BETWEEN app.today() - 30 AND app.today() + days LOOP
        n := n + app.age_task(t.plan_id, t.code, t.day);
        IF t.day <= app.today() THEN
            n := n + app.age_tell(t.plan_id, t.citizen_id, t.code, t.day);
        END IF;
    END LOOP;
    RETURN n;
END
$$;
ALTER FUNCTION app.job_ages() OWNER TO samplan_derive;

-- The coordinator's task, once for a plan, a rule and a day. 1: made.
CREATE OR REPLACE FUNCTION app.age_task(plan uuid, rule text, day date) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    new_id uuid;
BEGIN
    IF EXISTS (SELECT FROM age_transition a WHERE a.plan_id = plan AND a.rule_code = rule AND a.day = age_task.day) THEN
        RETURN 0;
    END IF;
    new_id := app.rule_task(plan, rule, NULL, age_task.day);
    IF new_id IS NULL THEN
        RETURN 0;
    END IF;
    INSERT INTO age_transition (plan_id, rule_code, day, task_id) VALUES (plan, rule, age_task.day, new_id);
    PERFORM app.audit('age.' || rule, plan, (SELECT p.citizen_id FROM joint_plan p WHERE p.id = plan), 1, ARRAY[new_id], 'permit', 'rule', NULL, 'care');
    RETURN 1;
END
$$;
ALTER FUNCTION app.age_task(uuid, text, date) OWNER TO samplan_derive;

-- The young person and the holders of custody, once. 1: told.
CREATE OR REPLACE FUNCTION app.age_tell(plan uuid, citizen uuid, rule text, day date) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    UPDATE age_transition a SET told_at = now() WHERE a.plan_id = plan AND a.rule_code = rule AND a.day = age_tell.day AND a.told_at IS NULL;
    IF NOT FOUND THEN
        RETURN 0;
    END IF;
    INSERT INTO notice (user_id, kind_code, plan_id, citizen_id, item_id)
    SELECT u.id, 'age-' || rule, plan, citizen, plan FROM user_account u WHERE u.citizen_id = citizen AND u.status_code = 'active'
    UNION
    SELECT r.user_id, 'age-' || rule || '-parent', NULL, NULL, r.id FROM related_person r
     WHERE r.plan_id = plan AND r.kind_code = 'custody-holder' AND r.user_id IS NOT NULL AND r.status_code = 'active'
    ON CONFLICT DO NOTHING;
    RETURN 1;
END
$$;
ALTER FUNCTION app.age_tell(uuid, uuid, text, date) OWNER TO samplan_derive;
