-- What the citizen has said yes to, for units, organisations and persons; plan NULL: every plan. A purpose
-- that belongs to some sectors opens for those alone. A yes ends with its period, when it is taken back, when a newer
-- answer takes its place, and with the plan.
CREATE OR REPLACE FUNCTION app.access_consented(plan uuid)
RETURNS TABLE (plan_id uuid, principal uuid, citizen_id uuid, class_bit integer, basis_id uuid,
               since timestamptz, until timestamptz, user_id uuid, unit_id uuid)
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN QUERY
    SELECT v.plan_id, r.principal, p.citizen_id, app.class_mask(ARRAY[v.class_code]), v.id, v.since_at,
           least(v.until_at, coalesce(v.withdrawn_at, 'infinity')), v.user_id, r.unit_id
      FROM consent_provision v
      JOIN consent c ON c.id = v.consent_id
      JOIN purpose u ON u.code = c.purpose_code
      JOIN joint_plan p ON p.id = v.plan_id
      CROSS JOIN LATERAL (
        SELECT CASE v.recipient_kind_code WHEN 'person' THEN app.practitioner(v.user_id, v.unit_id) ELSE n.id END AS principal,
               n.id AS unit_id
          FROM unit n
         WHERE n.id = v.unit_id AND v.recipient_kind_code IN ('unit', 'person')
           AND (u.sectors IS NULL OR n.sector_code = ANY (u.sectors))
        UNION ALL
        SELECT v.organisation_id, NULL WHERE v.recipient_kind_code = 'organisation' AND u.sectors IS NULL
        UNION ALL
        SELECT n.id, n.id FROM unit n
         WHERE v.recipient_kind_code = 'organisation'
           AND n.organisation_id = v.organisation_id AND n.sector_code = ANY (u.sectors)) r
     WHERE (plan IS NULL OR v.plan_id = plan) AND v.type_code = 'permit' AND p.status_code IN ('draft', 'active', 'on-hold');
END
$$;
