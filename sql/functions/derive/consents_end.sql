-- AFTER UPDATE of a plan's status across the line between open and closed: a yes and a statute end with the plan. On the way back
-- they end as well, should one have been written down meanwhile: what is not said anew does not come back. A no stays.
CREATE OR REPLACE FUNCTION app.tg_consents_end() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    UPDATE consent_provision v SET until_at = least(v.until_at, now()), plan_ended_at = now()
     WHERE v.plan_id = NEW.id AND v.type_code = 'permit' AND app.provision_live(v);
    UPDATE statute_use s SET ended_at = now(), plan_ended_at = now()
     WHERE s.plan_id = NEW.id AND coalesce(s.ended_at, 'infinity') > now();
    RETURN NULL;
END
$$;
ALTER FUNCTION app.tg_consents_end() OWNER TO samplan_derive;

-- The task to ask again about what ended with the plan, when it is opened anew; nothing where nothing did.
CREATE OR REPLACE FUNCTION app.consents_ask_anew(plan uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM consent_provision v WHERE v.plan_id = plan AND v.plan_ended_at IS NOT NULL)
       OR EXISTS (SELECT FROM statute_use s WHERE s.plan_id = plan AND s.plan_ended_at IS NOT NULL) THEN
        PERFORM app.rule_task(plan, 'consent-ask-anew', NULL, app.today() + 14);
    END IF;
END
$$;
ALTER FUNCTION app.consents_ask_anew(uuid) OWNER TO samplan_derive;
