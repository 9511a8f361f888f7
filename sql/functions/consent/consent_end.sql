-- Ends all that is in force of a yes, also what the actor may not read: she who says "all of it" means all of it. Never a no, since that
-- would open something unseen. Returns how many parts ended.
CREATE OR REPLACE FUNCTION app.consent_end(consent uuid, input jsonb) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    n integer;
BEGIN
    UPDATE consent_provision v
       SET withdrawn_at = now(), withdrawn_by = app.actor_user(), withdrawn_text = input ->> 'withdrawn_text',
           withdrawn_source_code = CASE WHEN app.actor_citizen() IS NOT NULL THEN 'own' ELSE input ->> 'withdrawn_source_code' END
     WHERE v.consent_id = consent AND v.type_code = 'permit' AND app.provision_live(v);
    GET DIAGNOSTICS n = ROW_COUNT;
    RETURN n;
END
$$;
ALTER FUNCTION app.consent_end(uuid, jsonb) OWNER TO samplan_derive;
