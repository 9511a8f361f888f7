-- Stores a completed answer that app.consent_errors found nothing wrong with, and ends what it takes the place of. Returns its id.
-- From here the triggers make it effective: the next statement of anybody sees it.
CREATE OR REPLACE FUNCTION app.consent_store(plan uuid, v jsonb) RETURNS uuid
LANGUAGE plpgsql SET search_path = samplan, app, pg_temp AS $$
DECLARE
    consent uuid := gen_random_uuid();
    since timestamptz := CASE WHEN (v ->> 'period_start_day')::date <= app.today() THEN now() ELSE app.day_start((v ->> 'period_start_day')::date) END;
    until timestamptz := coalesce(app.day_start((v ->> 'until_day')::date + 1), 'infinity');
BEGIN
    INSERT INTO consent (id, plan_id, type_code, purpose_code, source_code, given_day, given_by_code, given_by_related_id, given_to,
                         period_start_day, until_day, ask_again_day, note, renews_id, recorded_by, recorded_unit_id)
    SELECT consent, plan, v ->> 'answer_code', v ->> 'purpose_code', v ->> 'source_code', (v ->> 'given_day')::date,
           coalesce((SELECT r.kind_code FROM related_person r WHERE 'related-' || r.id = v ->> 'given_by'), 'citizen'),
           (SELECT r.id FROM related_person r WHERE 'related-' || r.id = v ->> 'given_by'), v ->> 'given_to',
           (v ->> 'period_start_day')::date, (v ->> 'until_day')::date, (v ->> 'ask_again_day')::date, v ->> 'note',
           (v ->> 'renews_id')::uuid, app.actor_user(), app.actor_unit();
    PERFORM app.consent_replace(plan, consent, v, since);
    INSERT INTO consent_provision (consent_id, plan_id, type_code, recipient_kind_code, unit_id, organisation_id, user_id, related_id,
                                   class_code, level_code, since_at, until_at)
    SELECT consent, plan, v ->> 'answer_code', c.kind_code, c.unit_id, c.organisation_id, c.user_id, c.related_id, k,
           CASE c.kind_code WHEN 'relative' THEN coalesce(v ->> 'level_code', 'informed') END, since, until
      FROM app.consent_chosen(plan, v -> 'recipient_keys') c CROSS JOIN jsonb_array_elements_text(v -> 'section_codes') k
     WHERE c.kind_code <> 'relative' OR app.relative_class(k);
    RETURN consent;
END
$$;

-- A newer answer takes the place of the older ones to the same recipient about the same class, from the instant at which it begins;
-- also of those that whoever writes it down may not read.
CREATE OR REPLACE FUNCTION app.consent_replace(plan uuid, consent uuid, v jsonb, since timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    UPDATE consent_provision x
       SET replaced_by_id = consent,
           withdrawn_at = CASE WHEN since <= now() THEN now() END, withdrawn_by = CASE WHEN since <= now() THEN app.actor_user() END,
           withdrawn_source_code = CASE WHEN since <= now() THEN v ->> 'source_code' END,
           until_at = least(x.until_at, since)
     WHERE x.plan_id = plan AND app.provision_live(x) AND x.consent_id <> consent
       AND (v -> 'recipient_keys') ? app.provision_key(x) AND (v -> 'section_codes') ? x.class_code;
END
$$;
ALTER FUNCTION app.consent_replace(uuid, uuid, jsonb, timestamptz) OWNER TO samplan_derive;
