-- What stands behind a reason: who gave it, when, by what right, for what. For rows of `access` that a policy has let through.
-- Returns {"basis_code","basis_id","given_by","given_unit","given_day","how_code": 'spoken', 'written' or 'own',"recipient","title",
-- "purpose","paragraph","plain","obligations","reason","href"}, null where a reason has no such thing.
CREATE OR REPLACE FUNCTION app.basis_facts(basis_code text, basis_id uuid) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    facts constant jsonb := jsonb_build_object('basis_code', basis_code, 'basis_id', basis_id, 'given_by', NULL, 'given_unit', NULL,
        'given_day', NULL, 'how_code', NULL, 'recipient', NULL, 'title', NULL, 'purpose', NULL, 'paragraph', NULL, 'plain', NULL,
        'obligations', NULL, 'reason', NULL, 'href', NULL);
BEGIN
    RETURN facts || coalesce(CASE basis_code
        WHEN 'consent' THEN app.basis_facts_consent(basis_id)
        WHEN 'relative' THEN app.basis_facts_consent(basis_id)
        WHEN 'statute' THEN app.basis_facts_statute(basis_id)
        WHEN 'team' THEN app.basis_facts_member(basis_id)
        WHEN 'unit-team' THEN app.basis_facts_member(basis_id)
        WHEN 'former' THEN app.basis_facts_member(basis_id)
        WHEN 'own-part' THEN (SELECT jsonb_build_object('title', c.title, 'given_unit', n.name)
             FROM contributing_plan c JOIN unit n ON n.id = c.owner_unit_id WHERE c.id = basis_id)
        WHEN 'break-glass' THEN (SELECT jsonb_build_object('reason', b.reason, 'paragraph', g.paragraph, 'plain', app.actor_words(g.name_da, g.name_en))
             FROM break_glass b JOIN break_glass_category g ON g.code = b.category_code WHERE b.id = basis_id)
        WHEN 'guardian' THEN app.basis_facts_related(basis_id)
        WHEN 'custody' THEN app.basis_facts_related(basis_id) END, '{}');
END
$$;
ALTER FUNCTION app.basis_facts(text, uuid) OWNER TO samplan_derive;

CREATE OR REPLACE FUNCTION app.basis_facts_consent(provision uuid) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN (SELECT jsonb_build_object('given_by', u.name, 'given_unit', n.name, 'given_day', c.given_day, 'how_code', c.source_code,
                'purpose', app.actor_words(p.name_da, p.name_en), 'recipient', CASE v.recipient_kind_code WHEN 'unit' THEN w.name WHEN 'organisation' THEN o.name
                    WHEN 'person' THEN x.name ELSE r.name END)
      FROM consent_provision v JOIN consent c ON c.id = v.consent_id JOIN purpose p ON p.code = c.purpose_code
      LEFT JOIN user_account u ON u.id = c.recorded_by LEFT JOIN unit n ON n.id = c.recorded_unit_id
      LEFT JOIN unit w ON w.id = v.unit_id LEFT JOIN organisation o ON o.id = v.organisation_id
      LEFT JOIN user_account x ON x.id = v.user_id LEFT JOIN related_person r ON r.id = v.related_id
     WHERE v.id = provision);
END
$$;

CREATE OR REPLACE FUNCTION app.basis_facts_statute(use uuid) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN (SELECT jsonb_build_object('given_by', u.name, 'given_unit', n.name,
                'given_day', (s.started_at AT TIME ZONE 'Europe/Copenhagen')::date, 'title', c.title, 'purpose', s.purpose_text,
                'paragraph', d -> 'paragraph', 'plain', d -> 'plain', 'obligations', d -> 'obligations',
                'href', '/plans/' || s.plan_id || '/statutes/' || s.id)
      FROM statute_use s JOIN legal_basis b ON b.rule_code = s.rule_code AND b.valid_from = s.rule_valid_from
      CROSS JOIN LATERAL app.basis_shown(b) d
      LEFT JOIN contributing_plan c ON c.id = s.contributing_plan_id
      LEFT JOIN user_account u ON u.id = s.recorded_by LEFT JOIN unit n ON n.id = s.recorded_unit_id
     WHERE s.id = use);
END
$$;

CREATE OR REPLACE FUNCTION app.basis_facts_member(member uuid) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN (SELECT jsonb_build_object('given_by', u.name, 'given_day', m.period_start_day,
                                      'recipient', CASE m.kind_code WHEN 'unit' THEN n.name END)
      FROM team_member m LEFT JOIN user_account u ON u.id = m.added_by LEFT JOIN unit n ON n.id = m.unit_id WHERE m.id = member);
END
$$;

CREATE OR REPLACE FUNCTION app.basis_facts_related(related uuid) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN (SELECT jsonb_build_object('given_by', u.name, 'given_day', r.period_start_day, 'recipient', r.name)
      FROM related_person r LEFT JOIN user_account u ON u.id = r.created_by WHERE r.id = related);
END
$$;
