-- Plans, and parts of plans, that were put on hold until a day which has come: they go on by themselves, and whoever answers for
-- them is told. Returns how many.
CREATE OR REPLACE FUNCTION app.job_holds() RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    p joint_plan;
    c contributing_plan;
    n integer := 0;
BEGIN
    FOR p IN SELECT x.* FROM joint_plan x WHERE x.status_code = 'on-hold' AND x.on_hold_until_day <= app.today() FOR UPDATE SKIP LOCKED LOOP
        UPDATE joint_plan x SET status_code = 'active', on_hold_until_day = NULL WHERE x.id = p.id;
        PERFORM app.notice_add((SELECT array_agg(k.user_id) FROM coordination k WHERE k.plan_id = p.id AND k.started_at <= now()
                                   AND (k.ended_at IS NULL OR k.ended_at > now())), 'plan-resumed', p.id, p.citizen_id, NULL);
        PERFORM app.audit('plan.resume', p.id, p.citizen_id, 1, ARRAY[p.id], 'permit', 'rule', p.id, 'care');
        n := n + 1;
    END LOOP;
    FOR c IN SELECT x.* FROM contributing_plan x JOIN joint_plan j ON j.id = x.plan_id AND j.status_code IN ('draft', 'active', 'on-hold')
              WHERE x.status_code = 'on-hold' AND x.on_hold_until_day <= app.today() FOR UPDATE OF x SKIP LOCKED LOOP
        UPDATE contributing_plan x SET status_code = 'active', on_hold_until_day = NULL WHERE x.id = c.id;
        PERFORM app.notice_add(ARRAY[c.responsible_user_id], 'part-resumed', c.plan_id, NULL, NULL, jsonb_build_object('part_id', c.id));
        PERFORM app.audit('contributing-plan.resume', c.plan_id, (SELECT j.citizen_id FROM joint_plan j WHERE j.id = c.plan_id),
                          app.class_bit(c.class_code), ARRAY[c.id], 'permit', 'rule', c.id, 'care');
        n := n + 1;
    END LOOP;
    RETURN n;
END
$$;
ALTER FUNCTION app.job_holds() OWNER TO samplan_derive;
