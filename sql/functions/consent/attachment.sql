-- POST /consents/{consent_id}/scan: lays a scan with a written answer. input: {"consent_id","name","media_type","body": base64}; kind and size
-- are checked before and by the table · returns {"id","location","flash","created"}. SP422: an answer takes ten scans (setting consent_scans_max), a plan
-- 100 MB of them (setting plan_scans_mb_max).
CREATE OR REPLACE FUNCTION api.attachment_create(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    c consent;
    r record;
    bytes bytea := decode(input ->> 'body', 'base64');
    id uuid := gen_random_uuid();
BEGIN
    PERFORM app.actor_require();
    SELECT x.* INTO c FROM consent x WHERE x.id = (input ->> 'consent_id')::uuid;
    IF NOT FOUND THEN
        RETURN app.refuse('attachment.create', 'consent', (input ->> 'consent_id')::uuid);
    END IF;
    IF NOT (SELECT w.may_write FROM app.consent_reader(c.plan_id) w) THEN
        RETURN app.refuse_action('attachment.create', c.plan_id, c.id, 'read-only');
    END IF;
    SELECT * INTO r FROM app.relation(c.plan_id);
    PERFORM app.errors_raise(app.scan_room(c, octet_length(bytes)));
    INSERT INTO attachment (id, plan_id, consent_id, name, media_type, body, digest, created_by)
    VALUES (id, c.plan_id, c.id, left(input ->> 'name', 200), input ->> 'media_type', bytes, sha256(bytes), app.actor_user());
    PERFORM app.audit('attachment.create', c.plan_id, r.citizen_id, 1, ARRAY[c.id, id], 'permit', r.basis_code, r.basis_id, 'care');
    RETURN jsonb_build_object('id', id, 'created', true, 'location', '/consents/' || c.id, 'flash', 'attachment-added');
END
$$;

-- GET /attachments/{attachment_id}: returns {"id","name","media_type","body": base64}. Policies: the citizen, the coordinator, whoever laid it in.
CREATE OR REPLACE FUNCTION api.attachment_show(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    a attachment;
    r record;
BEGIN
    PERFORM app.actor_require();
    SELECT x.* INTO a FROM attachment x WHERE x.id = (input ->> 'attachment_id')::uuid;
    IF NOT FOUND THEN
        RETURN app.refuse('attachment.show', 'attachment', (input ->> 'attachment_id')::uuid);
    END IF;
    SELECT * INTO r FROM app.relation(a.plan_id);
    PERFORM app.audit('attachment.show', a.plan_id, (SELECT p.citizen_id FROM joint_plan p WHERE p.id = a.plan_id), 1, ARRAY[a.consent_id, a.id], 'permit',
                      r.basis_code, r.basis_id, CASE WHEN app.actor_citizen() IS NOT NULL THEN 'own-data' ELSE 'care' END);
    RETURN jsonb_build_object('id', a.id, 'name', a.name, 'media_type', a.media_type, 'body', translate(encode(a.body, 'base64'), E'\n', ''));
END
$$;

-- What stands in the way of laying so many bytes more with an answer, of all that anybody has laid in; two at once wait for each other.
CREATE OR REPLACE FUNCTION app.scan_room(c samplan.consent, bytes integer) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    most constant integer := app.setting_number('consent_scans_max', 10);
    most_mb constant integer := app.setting_number('plan_scans_mb_max', 100);
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('scans' || c.plan_id::text, 5));
    IF (SELECT count(*) FROM attachment a WHERE a.consent_id = c.id) >= most THEN
        RETURN app.error('scan', 'too-many-scans', jsonb_build_object('max', most));
    ELSIF (SELECT coalesce(sum(octet_length(a.body)), 0) FROM attachment a WHERE a.plan_id = c.plan_id) + bytes > most_mb * 1048576::bigint THEN
        RETURN app.error('scan', 'scans-too-large', jsonb_build_object('max', most_mb));
    END IF;
    RETURN NULL;
END
$$;
ALTER FUNCTION app.scan_room(samplan.consent, integer) OWNER TO samplan_derive;
