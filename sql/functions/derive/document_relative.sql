-- What a relative, guardian or holder of custody is shown of one class of a plan: a document of its own, in which
-- nothing stands but what is named here. No number, address or telephone of the citizen, no other relative, nothing that staff
-- wrote to each other, no title of anything outside the class, nothing about other classes or that they exist.

-- {"class_code","given_name","coordinations": periods with name and telephone; and for 'core' "goals_list" in
-- the citizen's words and "appointments_list" (kind and time: whoever is asked to a meeting sees the rest of it there), for
-- 'psychiatric-treatment' the admission and what is planned for going home, for other classes "parts_list"}.
CREATE OR REPLACE FUNCTION app.document_relative(plan uuid, class_code text) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    p joint_plan;
    z citizen;
BEGIN
    SELECT * INTO p FROM joint_plan WHERE id = plan;
    SELECT * INTO z FROM citizen WHERE id = p.citizen_id;
    RETURN jsonb_build_object('plan_id', plan, 'class_code', class_code, 'given_name', z.given_name,
        'coordinations', (SELECT coalesce(jsonb_agg(jsonb_build_object('name', u.name,
                'phone', coalesce(u.phone, n.phone), 'phone_hours', coalesce(u.phone_hours, n.phone_hours),
                'started_at', k.started_at, 'ended_at', k.ended_at) ORDER BY k.started_at), '[]')
             FROM coordination k JOIN user_account u ON u.id = k.user_id JOIN unit n ON n.id = k.unit_id
            WHERE k.plan_id = plan AND (k.ended_at IS NULL OR k.ended_at > now())))
        || CASE class_code
            WHEN 'core' THEN jsonb_build_object('goals_list', app.document_relative_goals(plan),
                'appointments_list', app.document_relative_appointments(plan, false))
            WHEN 'psychiatric-treatment' THEN jsonb_build_object('admitted_since_day', z.admitted_since_day,
                'admitted_unit', (SELECT n.name FROM unit n WHERE n.id = z.admitted_unit_id AND z.admitted_since_day IS NOT NULL),
                'appointments_list', app.document_relative_appointments(plan, true))
            ELSE '{}' END
        || CASE WHEN class_code <> 'core' THEN jsonb_build_object('parts_list', app.document_relative_parts(plan, class_code)) ELSE '{}' END;
END
$$;

-- The citizen's own goals in her own words.
CREATE OR REPLACE FUNCTION app.document_relative_goals(plan uuid) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN (SELECT coalesce(jsonb_agg(jsonb_build_object('title', g.title) ORDER BY g.position, g.created_at, g.id), '[]')
              FROM goal g
             WHERE g.plan_id = plan AND g.contributing_plan_id IS NULL AND g.class_code = 'core'
               AND g.expressed_by_code = 'citizen' AND g.lifecycle_code IN ('active', 'on-hold'));
END
$$;

-- Meetings to come: what kind, and when. Those about going home from hospital tell of an admission.
CREATE OR REPLACE FUNCTION app.document_relative_appointments(plan uuid, discharge boolean) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN (SELECT coalesce(jsonb_agg(jsonb_build_object('kind_code', a.kind_code, 'start_at', a.start_at, 'end_at', a.end_at)
                                      ORDER BY a.start_at, a.id), '[]')
              FROM appointment a
             WHERE a.plan_id = plan AND a.status_code = 'planned' AND (a.kind_code = 'discharge') = discharge);
END
$$;

-- The contributing plans of a class: title, owner (none: the citizen's own), in short, next follow-up; of a crisis plan, which is written to
-- be used by those close to her, the text.
CREATE OR REPLACE FUNCTION app.document_relative_parts(plan uuid, class_code text) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN (SELECT coalesce(jsonb_agg(jsonb_build_object('title', c.title, 'owner_unit', n.name, 'plain_summary', c.plain_summary,
                       'next_follow_up_day', c.next_follow_up_day,
                       'content_list', CASE WHEN c.class_code = 'crisis-plan' THEN c.content ELSE '[]' END)
                   ORDER BY c.created_at, c.id), '[]')
              FROM contributing_plan c LEFT JOIN unit n ON n.id = c.owner_unit_id
             WHERE c.plan_id = plan AND c.class_code = document_relative_parts.class_code AND c.status_code IN ('active', 'on-hold'));
END
$$;

-- The classes that somebody close to the citizen has a right to, now or later: those documents are kept.
CREATE OR REPLACE FUNCTION app.document_relative_classes(plan uuid) RETURNS SETOF text
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN QUERY SELECT s.code FROM section_class s
                  WHERE app.relative_class(s.code)
                    AND EXISTS (SELECT FROM access a WHERE a.plan_id = plan AND a.part_id = app.relative_document(plan, s.code)
                                   AND a.basis_code IN ('relative', 'guardian', 'custody') AND a.until > now());
END
$$;
