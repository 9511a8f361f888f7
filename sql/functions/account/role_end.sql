-- Ends a role today, or withdraws one that waits. Sessions that run on it have no role from the next
-- request on. input: assignment_id. Refused: 404. Raises SP409 not-active, last-administrator,
-- open-work (her last role while tasks or coordinations are open: end her access instead, which hands on).
CREATE OR REPLACE FUNCTION api.role_end(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    ra samplan.role_assignment;
    owner uuid;
BEGIN
    PERFORM app.admin_require();
    SELECT * INTO ra FROM role_assignment x WHERE x.id = (input ->> 'assignment_id')::uuid FOR UPDATE;
    SELECT un.organisation_id INTO owner FROM unit un WHERE un.id = ra.unit_id;
    IF ra.id IS NULL OR NOT app.admin_may(owner) THEN
        RETURN app.refuse('role.end', 'role', (input ->> 'assignment_id')::uuid);
    END IF;
    IF ra.status_code NOT IN ('active', 'pending') OR ra.valid_to <= app.today() THEN
        RAISE EXCEPTION 'not-active' USING ERRCODE = 'SP409';
    END IF;
    IF ra.role_code = 'administrator' AND ra.status_code = 'active'
       AND NOT app.admin_remains(owner, NULL, ra.id) THEN
        RAISE EXCEPTION 'last-administrator' USING ERRCODE = 'SP409';
    END IF;
    IF ra.role_code = 'caseworker' AND app.assignment_active(ra)
       AND EXISTS (SELECT FROM app.user_open_work(ra.user_id) w WHERE w.unit_id = ra.unit_id)
       AND NOT EXISTS (SELECT FROM role_assignment other
                        WHERE other.user_id = ra.user_id AND other.id <> ra.id AND other.unit_id = ra.unit_id
                          AND other.role_code = 'caseworker' AND app.assignment_active(other)) THEN
        RAISE EXCEPTION 'open-work' USING ERRCODE = 'SP409';
    END IF;
    UPDATE role_assignment x SET status_code = 'ended', valid_to = app.today() WHERE x.id = ra.id;
    PERFORM app.audit('role.end', NULL, NULL, NULL, ARRAY[ra.user_id, ra.id], 'permit', 'administration', NULL,
                      'administration', NULL,
                      app.changed_fields('role_assignment', ra.id, jsonb_build_object('status', ra.status_code),
                                         '{"status": "ended"}'));
    RETURN jsonb_build_object('id', ra.id, 'location', '/admin/users/' || ra.user_id, 'flash', 'role-ended');
END
$$;
