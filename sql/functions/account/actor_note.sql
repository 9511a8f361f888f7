-- For requests that begin without a session: who they turned out to be, for the audit row alone. The
-- settings stay unsealed, so no function that requires an actor accepts them.

-- Forgets whatever the connection held and notes the request. input: request_id, interface, client.
CREATE OR REPLACE FUNCTION app.actor_forget(input jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    PERFORM set_config('samplan.seal', '', true), set_config('samplan.user_id', '', true),
            set_config('samplan.role', '', true), set_config('samplan.unit_id', '', true),
            set_config('samplan.organisation_id', '', true), set_config('samplan.citizen_id', '', true),
            set_config('samplan.session_id', '', true), set_config('samplan.principals', '', true),
            set_config('samplan.assurance', '', true),
            set_config('samplan.request_id', coalesce(input ->> 'request_id', ''), true),
            set_config('samplan.interface', coalesce(input ->> 'interface', ''), true),
            set_config('samplan.client', left(coalesce(input ->> 'client', ''), 200), true);
END
$$;
ALTER FUNCTION app.actor_forget(jsonb) OWNER TO samplan_auth;

CREATE OR REPLACE FUNCTION app.actor_note(session uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    s record;
BEGIN
    SELECT se.user_id, se.assurance, ra.role_code, ra.unit_id, un.organisation_id INTO s
      FROM session se LEFT JOIN role_assignment ra ON ra.id = se.assignment_id
      LEFT JOIN unit un ON un.id = ra.unit_id
     WHERE se.id = actor_note.session;
    PERFORM set_config('samplan.session_id', session::text, true),
            set_config('samplan.user_id', s.user_id::text, true),
            set_config('samplan.role', coalesce(s.role_code, ''), true),
            set_config('samplan.unit_id', coalesce(s.unit_id::text, ''), true),
            set_config('samplan.organisation_id', coalesce(s.organisation_id::text, ''), true),
            set_config('samplan.assurance', s.assurance::text, true);
END
$$;
ALTER FUNCTION app.actor_note(uuid) OWNER TO samplan_auth;
