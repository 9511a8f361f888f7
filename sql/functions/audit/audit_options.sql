-- What a reviewer can filter by: her units and their staff (auditors: all), and what is most asked about.
CREATE OR REPLACE FUNCTION app.audit_options() RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    managed uuid[] := app.actor_managed_units();
    everything boolean := app.actor_role() = 'auditor';
BEGIN
    RETURN jsonb_build_object(
        'action_code', app.audit_action_options(),
        'unit_id', (SELECT coalesce(jsonb_agg(jsonb_build_object('value', u.id,
                        'label', CASE WHEN everything THEN o.name || ': ' ELSE '' END || u.name) ORDER BY o.name, u.name), '[]')
                      FROM unit u JOIN organisation o ON o.id = u.organisation_id
                     WHERE everything OR u.id = ANY (managed)),
        'user_id', (SELECT coalesce(jsonb_agg(jsonb_build_object('value', x.id, 'label', x.name) ORDER BY x.name), '[]')
                      FROM (SELECT DISTINCT u.id, u.name FROM user_account u JOIN role_assignment r ON r.user_id = u.id
                             WHERE u.citizen_id IS NULL AND (everything OR r.unit_id = ANY (managed)) LIMIT 500) x));
END
$$;

-- The filters of a look into the log, for its own audit row: names and codes, no contents.
CREATE OR REPLACE FUNCTION app.audit_filter_text(input jsonb) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
    SELECT string_agg(e.key || '=' || e.value, ' ' ORDER BY e.key)
      FROM jsonb_each_text(input - 'cursor' - '_key') e WHERE e.value IS NOT NULL AND e.value <> ''
$$;

-- The acts that most who read the log ask about.
CREATE OR REPLACE FUNCTION app.audit_action_options() RETURNS jsonb
LANGUAGE sql IMMUTABLE AS $$
    SELECT jsonb_agg(jsonb_build_object('value', code) ORDER BY o)
      FROM unnest('{plan-show,contributing-plan-show,goal-show,task-show,note-list,plan-history,citizen-search,citizen-cpr-reveal,
                    overview-show,plan-create,plan-update,contributing-plan-update,goal-update,task-create,task-answer,handover-request,
                    handover-accept,audit-list,audit-export,role-refused,login}'::text[]) WITH ORDINALITY x(code, o)
$$;
