-- One row of the log as readers get it. view 'own': for the citizen, staff names only where the
-- organisation shows them; 'control': for managers and auditors, the citizen as initials and age.
-- Contents (old and new values) are never part of it, only which fields were changed; nor are the words that
-- go with care itself (why a task was declined, why a plan was started): a reviewer reads no plans.
CREATE OR REPLACE FUNCTION app.audit_row(a samplan.audit, view text) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    person record;
    place record;
    show_name boolean;
    classes jsonb;
    own boolean := coalesce(a.citizen_id = app.actor_citizen(), false);
BEGIN
    SELECT u.name, u.profession, u.citizen_id INTO person FROM user_account u WHERE u.id = a.user_id;
    SELECT un.name AS unit, o.name AS organisation, o.show_staff_names INTO place
      FROM unit un JOIN organisation o ON o.id = un.organisation_id WHERE un.id = a.unit_id;
    show_name := view = 'control' OR coalesce(place.show_staff_names, true);
    classes := app.audit_classes(a.class_mask, own);
    RETURN jsonb_build_object('recorded_at', a.at, 'action_code', replace(replace(a.action, '.', '-'), '_', '-'),
        'outcome_code', a.outcome, 'basis_code', coalesce(a.basis_code, 'none'), 'purpose_code', a.purpose_code,
        'look_id', CASE WHEN view = 'own' THEN app.look_id(a.at, a.id) END,
        'bases_list', (SELECT coalesce(jsonb_agg(jsonb_build_object('basis_code', b ->> 'basis', 'class_codes',
                           app.audit_classes((b ->> 'class_mask')::integer, own)) ORDER BY o), '[]')
                         FROM jsonb_array_elements(coalesce(a.bases, '[]')) WITH ORDINALITY x (b, o)),
        'interface_code', a.interface, 'class_codes', classes, 'hit_n', a.hit_n, 'reason',
        CASE WHEN view = 'control' AND (a.outcome <> 'permit' OR a.basis_code = 'break-glass'
                                        OR a.purpose_code IN ('administration', 'control')) THEN a.reason END,
        'name', CASE WHEN show_name THEN person.name END,
        'is_own', coalesce(a.user_id = app.actor_user(), false),
        'title', person.profession, 'role_code', a.role_code,
        'unit', place.unit, 'organisation', place.organisation,
        'user_id', CASE WHEN view = 'control' THEN a.user_id END,
        'citizen', CASE WHEN view = 'control' THEN app.audit_citizen_label(a.citizen_id) END,
        'changed_fields', (SELECT jsonb_agg(DISTINCT f ->> 'field')
             FROM jsonb_array_elements(coalesce(a.changed, '[]')) c
             CROSS JOIN jsonb_array_elements(c -> 'fields') f
            WHERE view = 'control' OR app.actor_citizen() = a.citizen_id));
END
$$;

-- The section classes of a mask, as codes; the private one only for the citizen herself.
CREATE OR REPLACE FUNCTION app.audit_classes(mask integer, own boolean) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN (SELECT coalesce(jsonb_agg(s.code ORDER BY s.bit), '[]') FROM section_class s
             WHERE coalesce(mask, 0) & (1 << s.bit) <> 0 AND (s.code <> 'private' OR own));
END
$$;
