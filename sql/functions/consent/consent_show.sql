-- GET /consents/{consent_id}: one answer, whole: what, to whom, why, given how and to whom, what became of each part of it.
-- Policies: the citizen, the coordinator, and whoever wrote it down.
-- Returns {"id","version","plan_id","citizen","is_citizen","type_code","purpose","given_msg","given_by_name","period_start_day","until_day",
-- "ask_again_day","note","title_msg","details_list","provisions_list": [{"id","name","class_code","state_code","until_day","ended_at",
-- "may_withdraw"}],"attachments_list","may_write","may_withdraw","self_msg": whoever it opens for wrote it down,"renew_href","renews_list": [{"name","href"}] where recipients differ in what they may see,"withdraw_href"}.
CREATE OR REPLACE FUNCTION api.consent_show(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    c consent;
BEGIN
    PERFORM app.actor_require();
    SELECT x.* INTO c FROM consent x WHERE x.id = (input ->> 'consent_id')::uuid;
    IF NOT FOUND THEN
        RETURN app.refuse('consent.show', 'consent', (input ->> 'consent_id')::uuid);
    END IF;
    RETURN app.consent_document(c, 'consent.show');
END
$$;

CREATE OR REPLACE FUNCTION app.consent_document(c samplan.consent, action text) RETURNS jsonb
LANGUAGE plpgsql SET search_path = samplan, app, pg_temp AS $$
DECLARE
    r record;
    reader record;
    own boolean := app.actor_citizen() IS NOT NULL;
    live boolean;
BEGIN
    SELECT * INTO r FROM app.relation(c.plan_id);
    SELECT * INTO reader FROM app.consent_reader(c.plan_id);
    live := EXISTS (SELECT FROM consent_provision v WHERE v.consent_id = c.id AND app.provision_live(v));
    PERFORM app.audit(action, c.plan_id, coalesce(r.citizen_id, app.actor_citizen()), 1, ARRAY[c.id], 'permit', r.basis_code, r.basis_id,
                      CASE WHEN own THEN 'own-data' ELSE 'care' END);
    RETURN app.provisions_told(ARRAY(SELECT v.id FROM consent_provision v WHERE v.consent_id = c.id),
               CASE c.type_code WHEN 'deny' THEN 'denied' ELSE 'sees' END) || jsonb_build_object(
        'id', c.id, 'version', c.version, 'plan_id', c.plan_id, 'citizen', app.citizen_strip(c.plan_id, 'consents'), 'is_citizen', own,
        'type_code', c.type_code, 'purpose', (SELECT app.actor_words(p.name_da, p.name_en) FROM purpose p WHERE p.code = c.purpose_code), 'given_msg', app.consent_given(c.id),
        'given_by_code', c.given_by_code, 'given_by_name', (SELECT g.name FROM related_person g WHERE g.id = c.given_by_related_id),
        'period_start_day', c.period_start_day, 'until_day', c.until_day, 'ask_again_day', c.ask_again_day, 'note', c.note,
        'recorded_at', c.recorded_at, 'recorded_by', (SELECT u.name FROM user_account u WHERE u.id = c.recorded_by),
        'provisions_list', app.provisions_shown(c.id, reader.may_end),
        'attachments_list', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'name', a.name, 'href', '/attachments/' || a.id,
                'created_at', a.created_at) ORDER BY a.created_at), '[]') FROM attachment a WHERE a.consent_id = c.id),
        'live', live, 'may_write', reader.may_write, 'may_withdraw', reader.may_end AND live, 'self_msg', app.consent_self_msg(c.id),
        'may_attach', reader.may_write AND NOT own AND c.source_code = 'written',
        'withdraw_href', '/consents/' || c.id || '/withdraw',
        'renew_href', CASE WHEN own THEN '/my-consents/new?renews_id=' ELSE '/plans/' || c.plan_id || '/consents/new?renews_id=' END || c.id,
        'renews_list', app.consent_renewals(c),
        'back_href', CASE WHEN own THEN '/my-consents' ELSE '/plans/' || c.plan_id || '/consents' END);
END
$$;

-- The ways to renew an answer that is not the same for all: one for each recipient. Empty where one form renews it all.
CREATE OR REPLACE FUNCTION app.consent_renewals(c samplan.consent) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN (SELECT CASE WHEN count(DISTINCT y.classes) > 1 THEN jsonb_agg(jsonb_build_object('name', y.name, 'href',
                       CASE WHEN app.actor_citizen() IS NOT NULL THEN '/my-consents/new' ELSE '/plans/' || c.plan_id || '/consents/new' END
                       || '?renews_id=' || c.id || '&for=' || y.key) ORDER BY y.name) ELSE '[]' END
              FROM (SELECT app.provision_key(v) AS key, app.provision_name(v) AS name, array_agg(v.class_code ORDER BY v.class_code) AS classes
                      FROM consent_provision v WHERE v.consent_id = c.id GROUP BY 1, 2) y);
END
$$;

-- What an answer covers, and what became of it.
CREATE OR REPLACE FUNCTION app.provisions_shown(consent uuid, may_write boolean) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN (SELECT coalesce(jsonb_agg(jsonb_build_object('id', v.id, 'name', app.provision_name(v), 'recipient', app.provision_key(v), 'class_code', v.class_code,
                'shared_code', v.class_code, 'level_code', v.level_code,
                'state_code', CASE WHEN app.provision_live(v) THEN CASE WHEN v.since_at > now() THEN 'later' ELSE 'live' END
                                   ELSE app.provision_ended(v) END,
                'until_day', app.last_day(v.until_at),
                'ended_at', CASE WHEN NOT app.provision_live(v) THEN least(v.until_at, v.withdrawn_at) END, 'withdrawn_text', v.withdrawn_text,
                'may_withdraw', may_write AND app.provision_live(v)) ORDER BY app.provision_name(v), k.place), '[]')
              FROM consent_provision v JOIN app.consent_classes() k ON k.class_code = v.class_code WHERE v.consent_id = consent);
END
$$;
