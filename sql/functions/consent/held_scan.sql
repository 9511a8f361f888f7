-- A scan that is sent with the form of an answer is held until the answer is stored: the form comes back for a preview, for an error and for
-- confirming that it is she, and a browser does not send a file again by itself. One a user and plan, at most a day old.

-- Holds a scan in place of an earlier one. input: {"plan_id","name","media_type","body": base64}; kind and size are checked before and by the
-- table · returns {"held": true}. 404 without a relation, 403 'read-only' for those who may not write.
CREATE OR REPLACE FUNCTION api.held_scan_create(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    plan uuid := (input ->> 'plan_id')::uuid;
    r record;
BEGIN
    PERFORM app.actor_require();
    SELECT * INTO r FROM app.relation(plan);
    IF r.related IS NOT TRUE OR r.read_mask & 1 = 0 THEN
        RETURN app.refuse('attachment.hold', 'plan', plan);
    END IF;
    IF NOT (SELECT w.may_write FROM app.consent_reader(plan) w) THEN
        RETURN app.refuse_action('attachment.hold', plan, plan, 'read-only');
    END IF;
    DELETE FROM held_scan h WHERE h.user_id = app.actor_user() AND (h.plan_id = plan OR h.held_at < now() - interval '1 day');
    INSERT INTO held_scan (user_id, plan_id, name, media_type, body)
    VALUES (app.actor_user(), plan, left(input ->> 'name', 200), input ->> 'media_type', decode(input ->> 'body', 'base64'));
    PERFORM app.audit('attachment.hold', plan, r.citizen_id, 1, ARRAY[plan], 'permit', r.basis_code, r.basis_id, 'care');
    RETURN jsonb_build_object('held', true);
END
$$;

-- What is held for the actor's form: {"name","held_at","size_kb"}; NULL for nothing.
CREATE OR REPLACE FUNCTION app.held_scan(plan uuid) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN (SELECT jsonb_build_object('name', h.name, 'held_at', h.held_at, 'size_kb', ceil(octet_length(h.body) / 1024.0)::integer)
              FROM held_scan h WHERE h.user_id = app.actor_user() AND h.plan_id = plan AND h.held_at > now() - interval '1 day');
END
$$;

-- Lays what is held with the answer that it was sent for; nothing without one. SP422 as app.scan_room.
CREATE OR REPLACE FUNCTION app.held_scan_attach(plan uuid, consent uuid) RETURNS void
LANGUAGE plpgsql SET search_path = samplan, app, pg_temp AS $$
DECLARE
    h held_scan;
BEGIN
    SELECT x.* INTO h FROM held_scan x WHERE x.user_id = app.actor_user() AND x.plan_id = plan AND x.held_at > now() - interval '1 day';
    IF FOUND THEN
        PERFORM app.errors_raise(app.scan_room(c, octet_length(h.body))) FROM consent c WHERE c.id = held_scan_attach.consent;
        INSERT INTO attachment (plan_id, consent_id, name, media_type, body, digest, created_by)
        VALUES (plan, consent, h.name, h.media_type, h.body, sha256(h.body), h.user_id);
    END IF;
    PERFORM app.held_scan_drop(plan);
END
$$;

CREATE OR REPLACE FUNCTION app.held_scan_drop(plan uuid) RETURNS void
LANGUAGE plpgsql SET search_path = samplan, app, pg_temp AS $$
BEGIN
    DELETE FROM held_scan h WHERE h.user_id = app.actor_user() AND h.plan_id = plan;
END
$$;
