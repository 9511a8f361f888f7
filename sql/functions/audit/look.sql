-- A look-up as the citizen reads it: whose it was, why, and how she names one to ask about.

-- The name of a row of the log towards the citizen; tells nothing of how many rows there are.
CREATE OR REPLACE FUNCTION app.look_id(at timestamptz, id bigint) RETURNS uuid
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT md5('look' || extract(epoch FROM at)::text || ':' || id::text)::uuid
$$;

-- Whether a look-up was by those of whose: 'others' (all but herself), 'own', 'municipality', 'region', 'doctor', 'review' (managers and
-- data protection officers), 'urgent'.
CREATE OR REPLACE FUNCTION app.look_whose(a samplan.audit, whose text) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    sector text;
BEGIN
    IF whose = 'own' THEN
        RETURN a.user_id IS NOT DISTINCT FROM app.actor_user();
    ELSIF whose = 'urgent' THEN
        RETURN a.basis_code IS NOT DISTINCT FROM 'break-glass';
    ELSIF a.user_id IS NOT DISTINCT FROM app.actor_user() THEN
        RETURN false;
    ELSIF whose = 'review' THEN
        RETURN coalesce(a.role_code IN ('manager', 'auditor'), false);
    ELSIF whose IN ('municipality', 'region', 'doctor') THEN
        SELECT u.sector_code INTO sector FROM unit u WHERE u.id = a.unit_id;
        RETURN coalesce(CASE whose WHEN 'doctor' THEN sector = 'general-practice' WHEN 'region' THEN sector IN ('psychiatry', 'somatic')
                    ELSE sector IN ('social', 'employment', 'substance-use', 'education', 'health', 'children-family', 'housing', 'administration') END, false);
    END IF;
    RETURN true;
END
$$;

CREATE OR REPLACE FUNCTION app.look_options() RETURNS jsonb
LANGUAGE sql IMMUTABLE AS $$
    SELECT '{"who_code": [{"value": "others"}, {"value": "municipality"}, {"value": "region"}, {"value": "doctor"}, {"value": "review"},
             {"value": "urgent"}, {"value": "own"}],
             "period_code": [{"value": "week"}, {"value": "month"}, {"value": "all"}]}'::jsonb
            || jsonb_build_object('action_code', app.audit_action_options())
$$;

-- Why: {"why_code","consent","statute","emergency" (app.look_ground),"why_list": where several grounds gave a section each, the same for
-- each of them and "class_codes","question": app.question_short or null,"who_key": the same for the same person at the same unit
-- with the same reason}.
CREATE OR REPLACE FUNCTION app.look_why(a samplan.audit) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN app.look_ground(a.basis_code, a.basis_id)
        || jsonb_build_object('why_code', CASE WHEN a.outcome <> 'permit' THEN 'none' ELSE coalesce(a.basis_code, 'none') END,
        'why_list', (SELECT coalesce(jsonb_agg(app.look_ground(b ->> 'basis', (b ->> 'basis_id')::uuid)
                         || jsonb_build_object('why_code', b ->> 'basis', 'class_codes',
                                app.audit_classes((b ->> 'class_mask')::integer, true)) ORDER BY o), '[]')
                       FROM jsonb_array_elements(CASE WHEN a.outcome = 'permit' THEN coalesce(a.bases, '[]') ELSE '[]' END) WITH ORDINALITY x (b, o)),
        'question', app.question_short(app.look_id(a.at, a.id)),
        'who_key', md5(concat_ws('/', a.citizen_id, a.user_id, a.unit_id, a.role_code, a.basis_code, a.outcome, a.bases)));
END
$$;

-- What stands behind one ground: {"consent": {"given_day","class_code","source_code","name"} or null: the yes that gave the right,
-- "statute": {"paragraph","plain"} or null,"emergency": {"review_due_day","reviewed_at","verdict_code","ended_at"} or null}.
CREATE OR REPLACE FUNCTION app.look_ground(basis text, what uuid) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    consent jsonb;
    statute jsonb;
    emergency jsonb;
BEGIN
    IF basis IN ('consent', 'relative') THEN
        SELECT jsonb_build_object('given_day', c.given_day, 'class_code', v.class_code, 'source_code', c.source_code,
                   'name', coalesce(r.name, u.name, n.name, o.name))
          INTO consent
          FROM consent_provision v JOIN consent c ON c.id = v.consent_id
          LEFT JOIN related_person r ON r.id = v.related_id LEFT JOIN user_account u ON u.id = v.user_id
          LEFT JOIN unit n ON n.id = v.unit_id LEFT JOIN organisation o ON o.id = v.organisation_id
         WHERE v.id = what;
    ELSIF basis = 'statute' THEN
        SELECT jsonb_build_object('paragraph', b.paragraph, 'plain', b.plain_da) INTO statute
          FROM statute_use s JOIN legal_basis b ON b.rule_code = s.rule_code AND b.valid_from = s.rule_valid_from WHERE s.id = what;
    ELSIF basis = 'break-glass' THEN
        SELECT jsonb_build_object('review_due_day', g.review_due_day, 'reviewed_at', g.reviewed_at, 'verdict_code', g.verdict_code,
                   'ended_at', least(g.ends_at, g.closed_at)) INTO emergency
          FROM break_glass g WHERE g.id = what;
    END IF;
    RETURN jsonb_build_object('consent', consent, 'statute', statute, 'emergency', emergency);
END
$$;

-- The row of the log that the citizen names; hers alone by the policy. NULL fields: none.
CREATE OR REPLACE FUNCTION app.look_find(look uuid) RETURNS samplan.audit
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    a audit;
BEGIN
    SELECT x.* INTO a FROM audit x WHERE x.citizen_id = app.actor_citizen() AND app.look_id(x.at, x.id) = look;
    RETURN a;
END
$$;
