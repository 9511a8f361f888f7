-- Looking at a plan with another reader's principals: the policies decide for her exactly as they do when she asks herself.

-- The principals of a reader, as auth_enter gives them: a person at a unit; a unit's people who have no relation of their own (person
-- NULL); an organisation's (unit NULL too); a relative's account (place NULL, role 'relative').
CREATE OR REPLACE FUNCTION app.reader_principals(person uuid, place uuid, whole uuid) RETURNS uuid[]
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    n unit;
BEGIN
    IF place IS NULL THEN
        RETURN ARRAY[coalesce(whole, person)];
    END IF;
    SELECT x.* INTO n FROM unit x WHERE x.id = place;
    RETURN CASE WHEN person IS NULL THEN '{}' ELSE app.practitioner_principals(person, n.path) END || n.path || n.organisation_id;
END
$$;

-- What that reader gets of a plan: {"ids": documents, "cut_list": those that are cut for relatives, whole,"hidden_n": how many parts she is
-- told are not shared with her,"sections": app.why_sections}. The actor is the same before and after; nothing is written in between.
CREATE OR REPLACE FUNCTION app.as_reader(plan uuid, principals uuid[], role text) RETURNS jsonb
LANGUAGE plpgsql SET search_path = samplan, app, pg_temp AS $$
DECLARE
    own_principals constant text := current_setting('samplan.principals', true);
    own_role constant text := current_setting('samplan.role', true);
    got jsonb;
BEGIN
    PERFORM set_config('samplan.principals', principals::text, true), set_config('samplan.role', role, true);
    SELECT jsonb_build_object('ids', coalesce(jsonb_agg(d.part_id ORDER BY d.position, d.part_id) FILTER (WHERE d.audience_code = 'all'), '[]'),
               'cut_list', coalesce(jsonb_agg(d.body::jsonb ORDER BY d.class_bit) FILTER (WHERE d.audience_code <> 'all'), '[]'),
               'hidden_n', CASE WHEN app.told_of_hidden(plan) THEN coalesce(greatest(app.plan_part_n(max(d.body) FILTER (WHERE d.part_id = plan))
                                                                    - count(*) FILTER (WHERE d.part_id <> plan), 0), 0) ELSE 0 END)
      INTO got FROM document d WHERE d.plan_id = plan;
    got := got || jsonb_build_object('sections', (SELECT coalesce(jsonb_agg(jsonb_build_object('class_code', s.class_code,
               'part_id', s.part_id, 'title', s.title, 'reasons_list', s.reasons)), '[]') FROM app.why_sections(plan) s));
    PERFORM set_config('samplan.principals', own_principals, true), set_config('samplan.role', own_role, true);
    RETURN got;
END
$$;

-- Whether the reader is told how much of the plan is not shared with her: those who work in it are, and the citizen.
CREATE OR REPLACE FUNCTION app.told_of_hidden(plan uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN coalesce((SELECT r.basis_code IN ('self', 'coordination', 'team', 'unit-team') FROM app.relation(plan) r), false);
END
$$;

-- Whom a plan can be seen as: the people and units of the team, those whom a consent or a statute names, relatives who sign in; as far
-- as the actor may know of them. value: 'person:<user>:<unit>', 'unit:<unit>', 'organisation:<organisation>' or 'relative:<related>'.
CREATE OR REPLACE FUNCTION app.plan_readers(plan uuid)
RETURNS TABLE (value text, kind_code text, name text, more text, principals uuid[], role text)
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN QUERY
    WITH named AS (
        SELECT m.user_id, m.unit_id FROM team_member m WHERE m.plan_id = plan AND m.status_code = 'active' AND m.kind_code IN ('person', 'unit')
        UNION SELECT k.user_id, k.unit_id FROM coordination k WHERE k.plan_id = plan AND (k.ended_at IS NULL OR k.ended_at > now())
        UNION SELECT v.user_id, v.unit_id FROM consent_provision v
         WHERE v.plan_id = plan AND v.recipient_kind_code IN ('person', 'unit') AND v.withdrawn_at IS NULL AND v.until_at > now()
        UNION SELECT y.user_id, y.unit_id FROM statute_party y WHERE y.plan_id = plan AND y.ended_at IS NULL),
    everybody AS (SELECT n.user_id, n.unit_id FROM named n UNION SELECT NULL, n.unit_id FROM named n)
    SELECT CASE WHEN e.user_id IS NULL THEN 'unit:' || e.unit_id ELSE 'person:' || e.user_id || ':' || e.unit_id END,
           CASE WHEN e.user_id IS NULL THEN 'unit' ELSE 'person' END, coalesce(u.name, n.name),
           nullif(concat_ws(', ', lower(u.profession), CASE WHEN u.id IS NOT NULL THEN n.name END, app.other_name(o.name, n.name)), ''),
           app.reader_principals(e.user_id, e.unit_id, NULL), 'caseworker'
      FROM everybody e JOIN unit n ON n.id = e.unit_id JOIN organisation o ON o.id = n.organisation_id
      LEFT JOIN user_account u ON u.id = e.user_id
    UNION ALL
    SELECT DISTINCT 'organisation:' || o.id, 'organisation', o.name, NULL, app.reader_principals(NULL, NULL, o.id), 'caseworker'
      FROM consent_provision v JOIN organisation o ON o.id = v.organisation_id
     WHERE v.plan_id = plan AND v.recipient_kind_code = 'organisation' AND v.withdrawn_at IS NULL AND v.until_at > now()
    UNION ALL
    SELECT 'relative:' || r.id, 'relative', r.name, r.relationship, app.reader_principals(r.user_id, NULL, NULL), 'relative'
      FROM related_person r WHERE r.plan_id = plan AND r.user_id IS NOT NULL AND r.status_code = 'active' AND r.kind_code <> 'child'
    ORDER BY 2, 3;
END
$$;
