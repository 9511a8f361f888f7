-- The active members of a team as the core document shows them, in the order in which they came: people as
-- app.document_person shows them, units, others by name; with {"member_id","kind_code","contact_type_code","helps_with",
-- "phone","phone_hours","relationship","is_statutory_coordinator","period_start_day","period_end_day","version"} where set.
-- One join: a function a member would take most of the time that a change takes in a team of a thousand.
CREATE OR REPLACE FUNCTION app.document_team(plan uuid) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN (SELECT coalesce(jsonb_agg(CASE m.kind_code
                   WHEN 'person' THEN jsonb_build_object('user_id', u.id, 'name', u.name, 'initials', app.initials(u.name),
                       'title', u.profession, 'unit', n.name, 'unit_id', n.id, 'organisation', o.name,
                       'sector_code', n.sector_code, 'phone', coalesce(u.phone, n.phone),
                       'phone_hours', coalesce(u.phone_hours, n.phone_hours))
                   WHEN 'unit' THEN jsonb_build_object('name', n.name, 'initials', app.initials(n.name),
                       'unit', n.name, 'unit_id', n.id, 'organisation', o.name, 'sector_code', n.sector_code,
                       'phone', n.phone, 'phone_hours', n.phone_hours)
                   ELSE jsonb_build_object('name', m.outside_name, 'initials', app.initials(m.outside_name),
                       'organisation', m.outside_organisation) END
               || jsonb_strip_nulls(jsonb_build_object('member_id', m.id, 'kind_code', m.kind_code,
                   'contact_type_code', m.contact_type_code, 'helps_with', m.helps_with, 'phone', m.phone,
                   'phone_hours', m.phone_hours, 'relationship', m.relationship,
                   'is_statutory_coordinator', nullif(m.is_statutory_coordinator, false),
                   'period_start_day', m.period_start_day, 'period_end_day', m.period_end_day, 'version', m.version))
               ORDER BY m.created_at, m.id), '[]')
              FROM team_member m
              LEFT JOIN user_account u ON u.id = m.user_id
              LEFT JOIN unit n ON n.id = m.unit_id
              LEFT JOIN organisation o ON o.id = n.organisation_id
             WHERE m.plan_id = plan AND m.status_code = 'active');
END
$$;
