-- Begins every request: finds the session of the token, checks expiry, role and the route's access
-- set, sets and seals the actor for the transaction.
-- token: 32 bytes as given to the client · allowed: set of access bits · request, interface ('html',
-- 'json', 'csv', 'events'), client: for the audit row. The check of an open event stream ('events') does
-- not count as activity: a page left open must not keep its session alive.
-- Returns the frame of a page, NULL for an interface that is not 'html': user_id, username, name, initials, title,
-- role_code, unit, unit_id, organisation, organisation_id, sector_code, citizen_id, language, assignment_n, shortcuts,
-- session_id, expires_at, absolute_at, code_ready (she has one-time codes), strong_until_at; also glass (the emergency
-- opening that runs, see actor_glass.sql), may_break_glass (her sector has a rule for them) and notices_n (not seen yet).
-- Raises SP401 (no session, or ended), SP40C (no unit chosen yet), SP403 (role not in the set), SP40S
-- (she must show again that it is she: bit 30 of allowed, or her second factor is still to be shown), SP40F
-- (her role takes a second factor, which she has not: bit 29 of allowed lets pass).
CREATE OR REPLACE FUNCTION api.auth_enter(token bytea, allowed integer, request uuid,
                                          interface text, client text) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    s record;
    principals text;
    glass jsonb;
    done text; -- PERFORM would run a statement for what an expression does in a tenth of the time
BEGIN
    -- what one transaction has changed must be seen by the next statement of another, or rights are derived from half the facts
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        RAISE EXCEPTION 'unauthenticated' USING ERRCODE = 'SP401';
    END IF;
    done := set_config('samplan.request_id', coalesce(request::text, ''), true)
         || set_config('samplan.interface', coalesce(interface, ''), true)
         || set_config('samplan.client', left(coalesce(client, ''), 200), true)
         || set_config('samplan.glass', '', true)
         || set_config('samplan.documents_done', '', true)
         || set_config('samplan.seal', '', true);
    SELECT se.id, se.user_id, se.assignment_id, se.idle_seconds, se.last_seen_at, se.assurance,
           se.absolute_expires_at, u.username, u.name, u.profession, u.language, u.citizen_id, u.shortcuts,
           se.gate_code, se.code_ready, se.strong_at + make_interval(secs => se.step_up_seconds) AS strong_until,
           ra.role_code, ra.title, ra.unit_id, un.name AS unit, un.path, un.sector_code,
           un.organisation_id,
           (ra.id IS NOT NULL AND ra.status_code = 'active' AND ra.valid_from <= app.today()
            AND (ra.valid_to IS NULL OR ra.valid_to > app.today())
            AND (un.valid_to IS NULL OR un.valid_to > app.today())) AS assigned,
           (SELECT k.secret FROM actor_key k) AS secret,
           EXISTS (SELECT FROM break_glass b WHERE b.user_id = se.user_id AND b.ends_at > now()
                      AND b.started_at > now() - interval '61 minutes' AND b.closed_at IS NULL) AS glass_open
      INTO s
      FROM session se
      JOIN user_account u ON u.id = se.user_id
      LEFT JOIN role_assignment ra ON ra.id = se.assignment_id
      LEFT JOIN unit un ON un.id = ra.unit_id
     WHERE se.token_hash = sha256(token) AND se.ended_at IS NULL AND u.status_code = 'active'
       AND se.absolute_expires_at > now()
       AND se.last_seen_at + make_interval(secs => se.idle_seconds) > now();
    IF NOT FOUND THEN
        RAISE EXCEPTION 'unauthenticated' USING ERRCODE = 'SP401';
    END IF;
    IF s.last_seen_at < now() - interval '30 seconds' AND interface IS DISTINCT FROM 'events' THEN
        UPDATE session SET last_seen_at = now() WHERE id = s.id;
    END IF;
    IF s.gate_code <> 'open' THEN
        IF allowed & (1 << 29) = 0 THEN
            RAISE EXCEPTION USING MESSAGE = CASE s.gate_code WHEN 'enrol' THEN 'second-factor-required' ELSE 'step-up-required' END,
                ERRCODE = CASE s.gate_code WHEN 'enrol' THEN 'SP40F' ELSE 'SP40S' END;
        END IF;
        s.assigned := false;
    END IF;
    IF NOT s.assigned THEN
        IF allowed & 2 = 0 AND s.gate_code = 'open' THEN
            RAISE EXCEPTION 'choose-unit' USING ERRCODE = 'SP40C';
        END IF;
        s.role_code := ''; s.unit_id := NULL; s.organisation_id := NULL; s.title := NULL;
        s.unit := NULL; s.path := NULL; s.sector_code := NULL;
    END IF;
    principals := CASE s.role_code
        WHEN 'caseworker' THEN (app.practitioner_principals(s.user_id, s.path) || s.path || s.organisation_id)::text
        WHEN 'volunteer' THEN app.practitioner_principals(s.user_id, s.path, 'volunteer')::text
        WHEN 'citizen' THEN (ARRAY[s.citizen_id])::text
        WHEN 'relative' THEN (ARRAY[s.user_id])::text
        ELSE '{}' END;
    done := set_config('samplan.user_id', s.user_id::text, true)
         || set_config('samplan.role', s.role_code, true)
         || set_config('samplan.unit_id', coalesce(s.unit_id::text, ''), true)
         || set_config('samplan.organisation_id', coalesce(s.organisation_id::text, ''), true)
         || set_config('samplan.citizen_id',
                       CASE WHEN s.role_code = 'citizen' THEN s.citizen_id::text ELSE '' END, true)
         || set_config('samplan.session_id', s.id::text, true)
         || set_config('samplan.assurance', s.assurance::text, true)
         || set_config('samplan.principals', principals, true);
    IF s.glass_open AND s.role_code = 'caseworker' THEN
        glass := app.glass_enter(s.user_id, s.unit_id, principals::uuid[]);
    END IF;
    done := set_config('samplan.seal', app.actor_sealed(s.secret), true);
    IF s.assigned AND app.access_bit(s.role_code) & allowed = 0 THEN
        RAISE EXCEPTION 'forbidden' USING ERRCODE = 'SP403';
    END IF;
    IF allowed & (1 << 30) <> 0 AND coalesce(s.strong_until <= now(), true) THEN
        RAISE EXCEPTION 'step-up-required' USING ERRCODE = 'SP40S';
    END IF;
    IF interface IS DISTINCT FROM 'html' THEN
        RETURN NULL;
    END IF;
    RETURN jsonb_build_object(
        'user_id', s.user_id, 'username', s.username, 'name', s.name, 'initials', app.initials(s.name),
        'title', coalesce(s.title, s.profession), 'role_code', nullif(s.role_code, ''),
        'unit', s.unit, 'unit_id', s.unit_id, 'sector_code', s.sector_code,
        'organisation', (SELECT o.name FROM organisation o WHERE o.id = s.organisation_id),
        'organisation_id', s.organisation_id,
        'citizen_id', CASE WHEN s.role_code = 'citizen' THEN s.citizen_id END,
        'language', s.language, 'shortcuts', s.shortcuts, 'session_id', s.id,
        'code_ready', s.code_ready, 'strong_until_at', s.strong_until,
        'expires_at', least(now() + make_interval(secs => s.idle_seconds), s.absolute_expires_at),
        'absolute_at', s.absolute_expires_at, 'glass', glass,
        'may_break_glass', s.role_code = 'caseworker' AND EXISTS (
            SELECT FROM break_glass_rule g WHERE g.sector_code = s.sector_code AND g.valid_from <= app.today()
               AND (g.valid_to IS NULL OR g.valid_to > app.today())),
        'notices_n', (SELECT count(*) FROM notice n WHERE n.user_id = s.user_id AND n.seen_at IS NULL));
END
$$;
ALTER FUNCTION api.auth_enter(bytea, integer, uuid, text, text) OWNER TO samplan_auth;
