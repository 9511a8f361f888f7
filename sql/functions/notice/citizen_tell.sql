-- Tells the citizen of something in a plan: in her own account, ids and codes only; where she has none, by a dated task for the
-- coordinator to tell her by letter or phone, in the words of the template 'tell-<kind>'.
CREATE OR REPLACE FUNCTION app.citizen_tell(plan uuid, kind text, item uuid, params jsonb DEFAULT '{}') RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    citizen constant uuid := (SELECT p.citizen_id FROM joint_plan p WHERE p.id = plan);
    accounts constant uuid[] := (SELECT array_agg(u.id) FROM user_account u WHERE u.citizen_id = citizen AND u.status_code = 'active');
BEGIN
    IF accounts IS NULL THEN
        PERFORM app.rule_task(plan, 'tell-' || kind, NULL, app.today() + app.setting_number('tell_citizen_days', 7));
    ELSE
        PERFORM app.notice_add(accounts, kind, plan, citizen, item, params);
    END IF;
END
$$;
ALTER FUNCTION app.citizen_tell(uuid, text, uuid, jsonb) OWNER TO samplan_derive;
