-- AFTER UPDATE: an answer that was to take the place of another later on is taken back, or ends with the plan, before it began. A no that had been given
-- an end by it has none any more; a yes stays as it is, since nobody has said it anew.
CREATE OR REPLACE FUNCTION app.tg_objection_back() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    UPDATE consent_provision x
       SET until_at = coalesce(app.day_start(c.until_day + 1), 'infinity'), replaced_by_id = NULL
      FROM consent c
     WHERE c.id = x.consent_id AND x.plan_id = NEW.plan_id AND x.type_code = 'deny' AND x.replaced_by_id = NEW.consent_id
       AND x.withdrawn_at IS NULL AND x.until_at > now() AND x.class_code = NEW.class_code
       AND app.provision_key(x) = app.provision_key(NEW);
    RETURN NULL;
END
$$;
ALTER FUNCTION app.tg_objection_back() OWNER TO samplan_derive;
