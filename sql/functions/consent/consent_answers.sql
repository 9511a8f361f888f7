-- The name of whom a provision is about.
CREATE OR REPLACE FUNCTION app.provision_name(v samplan.consent_provision) RETURNS text
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN CASE v.recipient_kind_code
        WHEN 'unit' THEN (SELECT n.name FROM unit n WHERE n.id = v.unit_id)
        WHEN 'organisation' THEN (SELECT o.name FROM organisation o WHERE o.id = v.organisation_id)
        WHEN 'person' THEN (SELECT u.name FROM user_account u WHERE u.id = v.user_id)
        ELSE (SELECT r.name FROM related_person r WHERE r.id = v.related_id) END;
END
$$;

-- Provisions of one answer in words, as far as the reader may see them: {"title_msg","details_list": [{"recipient_msg"}]}. Where all
-- recipients have the same classes one sentence says it; otherwise there is one for each. how: 'sees', 'denied',
-- 'withdrawn', 'lapsed', 'replaced': the key in consent.title_.
CREATE OR REPLACE FUNCTION app.provisions_told(provisions uuid[], how text) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    told jsonb;
    alike boolean;
BEGIN
    SELECT jsonb_agg(jsonb_build_object('who', y.who, 'shared_codes', y.codes) ORDER BY y.place, y.who), count(DISTINCT y.codes) = 1
      INTO told, alike
      FROM (SELECT x.who, min(x.place) AS place, jsonb_agg(x.class_code ORDER BY x.class_place) AS codes
              FROM (SELECT DISTINCT app.provision_name(v) AS who, app.sector_place(n.sector_code) AS place, v.class_code, k.place AS class_place
                      FROM consent_provision v JOIN app.consent_classes() k ON k.class_code = v.class_code LEFT JOIN unit n ON n.id = v.unit_id
                     WHERE v.id = ANY (provisions)) x GROUP BY x.who) y;
    IF told IS NULL THEN
        RETURN NULL;
    END IF;
    RETURN jsonb_build_object(
        'title_msg', jsonb_build_object('key', 'consent.title_' || how || CASE WHEN alike THEN '' ELSE '_each' END,
            'who', (SELECT jsonb_agg(e -> 'who' ORDER BY o) FROM jsonb_array_elements(told) WITH ORDINALITY x(e, o)),
            'shared_codes', CASE WHEN alike THEN told -> 0 -> 'shared_codes' END),
        'details_list', CASE WHEN alike THEN '[]' ELSE (SELECT jsonb_agg(jsonb_build_object('recipient_msg',
            e || jsonb_build_object('key', 'consent.title_' || how)) ORDER BY o) FROM jsonb_array_elements(told) WITH ORDINALITY x(e, o)) END);
END
$$;

-- How, when and to whom an answer was given, in a sentence; NULL where the reader may not know (policies of consent).
CREATE OR REPLACE FUNCTION app.consent_given(consent uuid) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN (SELECT jsonb_build_object('key', 'consent.given_' || c.source_code
                       || CASE WHEN c.given_to IS NOT NULL AND c.source_code <> 'own' THEN '_to' ELSE '' END || CASE c.type_code WHEN 'deny' THEN '_no' ELSE '' END,
                       'given_day', c.given_day, 'to', c.given_to, 'by', u.name)
              FROM consent c LEFT JOIN user_account u ON u.id = c.recorded_by WHERE c.id = consent);
END
$$;

-- "Gælder nu": each yes that is in force or will be, [{"id","title_msg","details_list","given_msg","since_day" (of one that begins
-- later),"until_day","days_left_n","soon","self_msg","href","withdraw_href","renew_href"}], the first to end first.
CREATE OR REPLACE FUNCTION app.consents_current(plan uuid, may_write boolean) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN (SELECT coalesce(jsonb_agg(app.provisions_told(g.ids, 'sees') || jsonb_build_object('id', g.consent_id, 'self_msg', app.consent_self_msg(g.consent_id),
                'given_msg', app.consent_given(g.consent_id), 'until_day', app.last_day(g.until),
                'since_day', CASE WHEN g.since > now() THEN (g.since AT TIME ZONE 'Europe/Copenhagen')::date END,
                'days_left_n', app.last_day(g.until) - app.today(), 'soon', app.last_day(g.until) - app.today() <= 60,
                'href', CASE WHEN app.consent_given(g.consent_id) IS NOT NULL THEN '/consents/' || g.consent_id END,
                'withdraw_href', CASE WHEN may_write THEN '/consents/' || g.consent_id || '/withdraw' END) ORDER BY g.given DESC, g.consent_id), '[]')
              FROM (SELECT v.consent_id, array_agg(v.id) AS ids, max(least(v.until_at, v.withdrawn_at)) AS until, min(v.since_at) AS since,
                           min(v.created_at) AS given
                      FROM consent_provision v
                     WHERE v.plan_id = plan AND v.type_code = 'permit' AND app.provision_live(v) GROUP BY v.consent_id) g);
END
$$;

-- "Sagt nej eller trukket tilbage": each no that is in force, and each answer that has ended, the newest first, at most 60:
-- [{"id","what_code": 'denied','withdrawn','replaced','lapsed','plan-ended',"title_msg","details_list","given_msg","ended_msg","ask_again_day",
-- "self_msg","href","withdraw_href"}].
CREATE OR REPLACE FUNCTION app.consents_past(plan uuid, may_write boolean) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN (SELECT coalesce(jsonb_agg(app.provisions_told(h.ids, CASE h.type_code || h.what WHEN 'permitplan-ended' THEN 'lapsed' WHEN 'denywithdrawn' THEN 'no_withdrawn'
                    WHEN 'denyreplaced' THEN 'no_replaced' WHEN 'denylapsed' THEN 'no_lapsed' ELSE h.what END)
                || jsonb_build_object('id', h.consent_id, 'what_code', h.what, 'self_msg', app.consent_self_msg(h.consent_id),
                    'given_msg', CASE h.what WHEN 'denied' THEN app.consent_given(h.consent_id) END,
                    'ended_msg', CASE WHEN h.what <> 'denied' THEN jsonb_build_object('key', 'consent.ended_' || replace(h.what, '-', '_')
                        || CASE WHEN h.what <> 'withdrawn' THEN '' WHEN h.source = 'own' THEN '_own' WHEN h.by_name IS NULL THEN '_plain' ELSE '' END,
                        'ended_at', h.ended, 'since_day', (h.since AT TIME ZONE 'Europe/Copenhagen')::date, 'until_day', app.last_day(h.ended), 'by', h.by_name) END,
                    'ask_again_day', CASE h.what WHEN 'denied' THEN (SELECT c.ask_again_day FROM consent c WHERE c.id = h.consent_id) END,
                    'href', CASE WHEN app.consent_given(h.consent_id) IS NOT NULL THEN '/consents/' || h.consent_id END,
                    'withdraw_href', CASE WHEN may_write AND h.what = 'denied' THEN '/consents/' || h.consent_id || '/withdraw' END)
                ORDER BY h.what <> 'denied', h.ended DESC, h.consent_id), '[]')
              FROM (SELECT x.consent_id, x.type_code, x.what, array_agg(x.id) AS ids, max(x.ended) AS ended, min(x.since_at) AS since,
                           max(x.withdrawn_source_code) AS source, max(u.name) AS by_name
                      FROM (SELECT v.id, v.consent_id, v.type_code, v.since_at, v.withdrawn_source_code, v.withdrawn_by,
                                   CASE WHEN app.provision_live(v) THEN 'denied' ELSE app.provision_ended(v) END AS what,
                                   CASE WHEN app.provision_live(v) THEN v.since_at ELSE least(v.until_at, v.withdrawn_at) END AS ended
                              FROM consent_provision v
                             WHERE v.plan_id = plan AND (v.type_code = 'deny' OR NOT app.provision_live(v))) x
                      LEFT JOIN user_account u ON u.id = x.withdrawn_by
                     GROUP BY x.consent_id, x.type_code, x.what, x.ended ORDER BY max(x.ended) DESC LIMIT 60) h);
END
$$;

-- Statutes that share something now: [{"id","name","paragraph","plain","purpose_text","parties","until_day","ends_with_agreement"}].
CREATE OR REPLACE FUNCTION app.consents_statutes(plan uuid) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN (SELECT coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'name', coalesce(c.title, app.actor_words(b.name_da, b.name_en)), 'paragraph', b.paragraph, 'plain', app.actor_words(b.plain_da, b.plain_en),
                'purpose_text', s.purpose_text, 'until_day', s.until_day, 'ends_with_agreement', s.contributing_plan_id IS NOT NULL,
                'law_msg', jsonb_build_object('key', 'consent.law', 'paragraph', b.paragraph, 'purpose', s.purpose_text,
                    'parties', (SELECT jsonb_agg(coalesce(u.name, n.name) ORDER BY coalesce(u.name, n.name))
                                  FROM statute_party y JOIN unit n ON n.id = y.unit_id LEFT JOIN user_account u ON u.id = y.user_id
                                 WHERE y.statute_use_id = s.id AND y.ended_at IS NULL))) ORDER BY s.started_at), '[]')
              FROM statute_use s JOIN legal_basis b ON b.rule_code = s.rule_code AND b.valid_from = s.rule_valid_from
              LEFT JOIN contributing_plan c ON c.id = s.contributing_plan_id
             WHERE s.plan_id = plan AND coalesce(s.ended_at, 'infinity') > now() AND (s.until_day IS NULL OR s.until_day >= app.today()));
END
$$;
