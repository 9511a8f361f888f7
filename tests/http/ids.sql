-- What scenarios know from the start, as one JSON object.
SELECT jsonb_build_object(
    'user', (SELECT jsonb_object_agg(username, id) FROM samplan.user_account WHERE is_demo),
    'unit', (SELECT jsonb_object_agg(u.username, r.unit_id) FROM samplan.user_account u
               JOIN samplan.role_assignment r ON r.user_id = u.id WHERE u.is_demo AND r.unit_id IS NOT NULL),
    'person', (SELECT jsonb_object_agg(u.username, app.practitioner(u.id, r.unit_id)) FROM samplan.user_account u
               JOIN samplan.role_assignment r ON r.user_id = u.id WHERE u.is_demo AND r.unit_id IS NOT NULL),
    'organisation', (SELECT jsonb_object_agg(u.username, un.organisation_id) FROM samplan.user_account u
               JOIN samplan.role_assignment r ON r.user_id = u.id JOIN samplan.unit un ON un.id = r.unit_id WHERE u.is_demo),
    'citizen', (SELECT jsonb_object_agg(username, citizen_id) FROM samplan.user_account WHERE citizen_id IS NOT NULL AND is_demo),
    'plan', jsonb_build_object('maja', (SELECT p.id FROM samplan.joint_plan p JOIN samplan.user_account u ON u.citizen_id = p.citizen_id
               WHERE u.username = 'borger' ORDER BY p.created_at DESC LIMIT 1)));
