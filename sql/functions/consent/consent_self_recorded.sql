-- Whether a provision is a yes for the unit of the one who wrote it down on the citizen's behalf, for a unit or organisation above that, or for
-- somebody there: "registreret af modtageren selv".
CREATE OR REPLACE FUNCTION app.provision_self_recorded(provision uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT FROM consent_provision v JOIN consent c ON c.id = v.consent_id JOIN unit n ON n.id = c.recorded_unit_id
                    WHERE v.id = provision AND v.type_code = 'permit' AND c.source_code <> 'own'
                      AND (v.unit_id = ANY (n.path) OR v.organisation_id = n.organisation_id OR v.user_id = c.recorded_by));
END
$$;
ALTER FUNCTION app.provision_self_recorded(uuid) OWNER TO samplan_derive;

-- The same of an answer: of any of its provisions.
CREATE OR REPLACE FUNCTION app.consent_self_recorded(consent uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT FROM consent_provision v WHERE v.consent_id = consent_self_recorded.consent AND app.provision_self_recorded(v.id));
END
$$;
ALTER FUNCTION app.consent_self_recorded(uuid) OWNER TO samplan_derive;

-- In a sentence; NULL where it is not so.
CREATE OR REPLACE FUNCTION app.consent_self_msg(consent uuid) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN CASE WHEN app.consent_self_recorded(consent) THEN jsonb_build_object('key', CASE
        WHEN (SELECT count(DISTINCT app.provision_key(v)) FROM consent_provision v WHERE v.consent_id = consent_self_msg.consent) > 1
        THEN 'consent.self_recorded_one' ELSE 'consent.self_recorded' END) END;
END
$$;
ALTER FUNCTION app.consent_self_msg(uuid) OWNER TO samplan_derive;
