-- What relatives, guardians and holders of custody may see, a row a class; plan NULL: every plan. A relative:
-- what the citizen has said yes to. A guardian: what the guardianship covers. A holder of custody: every class until the child
-- decides herself (age rule 'own-consent'), the core until she is of age ('majority'); what she then has
-- comes from the young person's own yes. Never what the citizen keeps to herself, her remarks or other relatives.
CREATE OR REPLACE FUNCTION app.access_relative(plan uuid)
RETURNS TABLE (plan_id uuid, principal uuid, citizen_id uuid, class_code text, basis_code text, basis_id uuid,
               since timestamptz, until timestamptz, reach smallint)
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN QUERY
    SELECT v.plan_id, r.user_id, p.citizen_id, v.class_code, 'relative', v.id,
           greatest(v.since_at, app.day_start(r.period_start_day)),
           least(v.until_at, coalesce(v.withdrawn_at, 'infinity'), coalesce(app.day_start(r.period_end_day + 1), 'infinity')),
           2::smallint
      FROM consent_provision v
      JOIN related_person r ON r.id = v.related_id AND r.plan_id = v.plan_id
      JOIN joint_plan p ON p.id = v.plan_id
     WHERE (plan IS NULL OR v.plan_id = plan) AND v.type_code = 'permit' AND r.user_id IS NOT NULL
       AND r.status_code = 'active' AND r.kind_code <> 'child'
       AND app.relative_class(v.class_code) AND p.status_code IN ('draft', 'active', 'on-hold')
    UNION ALL
    SELECT r.plan_id, r.user_id, p.citizen_id, x.code, 'guardian', r.id, app.day_start(r.period_start_day),
           coalesce(app.day_start(r.period_end_day + 1), 'infinity'), 0::smallint
      FROM related_person r JOIN joint_plan p ON p.id = r.plan_id
      CROSS JOIN LATERAL unnest(r.guardian_class_codes) x(code)
     WHERE (plan IS NULL OR r.plan_id = plan) AND r.kind_code = 'guardian' AND r.user_id IS NOT NULL
       AND r.status_code = 'active' AND app.relative_class(x.code) AND p.status_code IN ('draft', 'active', 'on-hold')
    UNION ALL
    SELECT r.plan_id, r.user_id, p.citizen_id, x.code, 'custody', r.id, app.day_start(r.period_start_day),
           least(coalesce(app.day_start(r.period_end_day + 1), 'infinity'),
                 app.day_start(app.age_day(CASE x.code WHEN 'core' THEN 'majority' ELSE 'own-consent' END, z.birth_day))),
           2::smallint
      FROM related_person r JOIN joint_plan p ON p.id = r.plan_id JOIN citizen z ON z.id = p.citizen_id
      CROSS JOIN section_class x
     WHERE (plan IS NULL OR r.plan_id = plan) AND r.kind_code = 'custody-holder' AND r.user_id IS NOT NULL
       AND r.status_code = 'active' AND app.relative_class(x.code) AND p.status_code IN ('draft', 'active', 'on-hold')
       -- without a birth day, or a rule, nobody can say that she is a child
       AND app.age_day('majority', z.birth_day) IS NOT NULL AND app.age_day('own-consent', z.birth_day) IS NOT NULL;
END
$$;

-- Whether a class can be shown to relatives at all.
CREATE OR REPLACE FUNCTION app.relative_class(class_code text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT class_code IN ('core', 'psychiatric-treatment', 'substance-use', 'social', 'employment', 'education',
                          'general-practice', 'assessment', 'crisis-plan', 'minutes')
$$;
