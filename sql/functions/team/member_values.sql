-- The values of the form about a member.
CREATE OR REPLACE FUNCTION app.member_values(m samplan.team_member) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN jsonb_build_object('outside_name', m.outside_name, 'outside_organisation', m.outside_organisation,
        'relationship', m.relationship, 'contact_type_code', m.contact_type_code, 'helps_with', m.helps_with,
        'phone', m.phone, 'phone_hours', m.phone_hours, 'period_start_day', m.period_start_day,
        'period_end_day', m.period_end_day, 'is_statutory_coordinator', m.is_statutory_coordinator);
END
$$;

-- What a member's form can choose from.
CREATE OR REPLACE FUNCTION app.member_options(plan uuid) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN jsonb_build_object(
        'contact_type_code', (SELECT coalesce(jsonb_agg(jsonb_build_object('value', t.code, 'label', app.actor_words(t.name_da, t.name_en))
                 ORDER BY t.group_code, t.name_da), '[]')
              FROM contact_type t WHERE t.valid_from <= app.today() AND (t.valid_to IS NULL OR t.valid_to > app.today())),
        'replaces_member_id', (SELECT coalesce(jsonb_agg(jsonb_build_object('value', m.id,
                 'label', coalesce(u.name, n.name, m.outside_name)) ORDER BY 1), '[]')
              FROM team_member m LEFT JOIN user_account u ON u.id = m.user_id LEFT JOIN unit n ON n.id = m.unit_id
             WHERE m.plan_id = plan AND m.status_code = 'active'));
END
$$;

-- What is wrong with a member's form. unit: of the member, NULL for an outside person.
CREATE OR REPLACE FUNCTION app.member_errors(input jsonb, unit uuid) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    errors jsonb := '[]';
BEGIN
    IF (input ->> 'period_end_day')::date < coalesce((input ->> 'period_start_day')::date, app.today()) THEN
        errors := errors || app.error('period_end_day', 'before-start');
    END IF;
    IF input ->> 'contact_type_code' IS NOT NULL
       AND NOT EXISTS (SELECT FROM contact_type t WHERE t.code = input ->> 'contact_type_code') THEN
        errors := errors || app.error('contact_type_code', 'not-an-option');
    END IF;
    -- The coordinating caseworker's authority cannot leave the employment system.
    IF (input ->> 'is_statutory_coordinator')::boolean AND NOT EXISTS (
        SELECT FROM unit u WHERE u.id = member_errors.unit AND u.sector_code = 'employment') THEN
        errors := errors || app.error('is_statutory_coordinator', 'employment-only');
    END IF;
    RETURN errors;
END
$$;
