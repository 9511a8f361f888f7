-- "Pårørende har henvendt sig": staff write down who got in touch and what she told. To listen needs nobody's yes, and nothing is
-- told by it: it may be written about somebody whom the citizen keeps out, and about somebody nobody has named.

-- GET /plans/{plan_id}/relative-contacts. input: {"plan_id","contact_id"?: marked with "at"} · returns {"id","plan_id","citizen": strip,
-- "contacts_list": those that the reader may read, corrections under them,"may_add","sees_all","values","options","draft"}.
CREATE OR REPLACE FUNCTION api.relative_contact_list(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    plan uuid := (input ->> 'plan_id')::uuid;
    k record;
    rows jsonb;
BEGIN
    PERFORM app.actor_require();
    SELECT * INTO k FROM app.relation(plan);
    IF k.related IS NOT TRUE THEN
        RETURN app.refuse('relative-contact.list', 'plan', plan);
    END IF;
    SELECT coalesce(jsonb_agg(app.relative_contact_row(c::relative_contact) || jsonb_build_object('at', c.id::text IS NOT DISTINCT FROM input ->> 'contact_id') ORDER BY c.contact_day DESC, c.created_at DESC), '[]') INTO rows
      FROM (SELECT x.* FROM relative_contact x WHERE x.plan_id = plan AND x.amends_id IS NULL ORDER BY x.contact_day DESC, x.created_at DESC LIMIT 200) c;
    PERFORM app.audit('relative-contact.list', plan, k.citizen_id, CASE WHEN rows = '[]' THEN 0 ELSE app.class_bit('relatives-contact') END,
                      (SELECT array_agg((e ->> 'id')::uuid) FROM jsonb_array_elements(rows) e), 'permit', k.basis_code, k.basis_id,
                      CASE k.basis_code WHEN 'self' THEN 'own-data' ELSE 'care' END, jsonb_array_length(rows));
    RETURN jsonb_build_object('id', plan, 'plan_id', plan, 'citizen', app.citizen_strip(plan, 'team'), 'contacts_list', rows,
        'sees_all', k.read_mask & app.class_bit('relatives-contact') <> 0 OR k.write_mask & app.right_coordinate() <> 0,
        'may_add', app.actor_role() = 'caseworker' AND k.write_mask & app.right_contribute() <> 0,
        'values', jsonb_build_object('contact_day', app.today(), 'channel', 'phone', 'given', 'general-only'),
        'options', jsonb_build_object('related_id', app.relative_contact_people(plan),
            'channel', '[{"value": "phone"}, {"value": "in-person"}, {"value": "letter"}, {"value": "other"}]'::jsonb,
            'given', '[{"value": "general-only"}, {"value": "by-consent"}]'::jsonb),
        'draft', app.draft_get('/plans/' || plan || '/relative-contacts'));
END
$$;

CREATE OR REPLACE FUNCTION app.relative_contact_row(c samplan.relative_contact) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN jsonb_build_object('id', c.id, 'name', coalesce((SELECT r.name FROM related_person r WHERE r.id = c.related_id), c.caller_name),
        'relationship', (SELECT r.relationship FROM related_person r WHERE r.id = c.related_id), 'channel_code', c.channel_code,
        'contact_day', c.contact_day, 'told_text', c.told_text, 'given_code', c.given_code,
        'by_name', (SELECT u.name FROM user_account u WHERE u.id = c.created_by),
        'by_unit', (SELECT n.name FROM unit n WHERE n.id = c.created_unit_id), 'created_at', c.created_at,
        'may_amend', app.relative_contact_mine(c),
        'amendments_list', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', y.id, 'text', y.told_text, 'created_at', y.created_at,
                'name', (SELECT u.name FROM user_account u WHERE u.id = y.created_by)) ORDER BY y.created_at), '[]')
             FROM relative_contact y WHERE y.plan_id = c.plan_id AND y.amends_id = c.id));
END
$$;

-- Its author, and colleagues of the unit that she wrote it in, as far as they read it, may correct it.
CREATE OR REPLACE FUNCTION app.relative_contact_mine(c samplan.relative_contact) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN app.actor_role() = 'caseworker' AND (c.created_by = app.actor_user() OR c.created_unit_id = app.actor_unit())
       AND (SELECT r.write_mask & app.right_contribute() <> 0 FROM app.relation(c.plan_id) r);
END
$$;

-- POST /relative-contacts/{contact_id}/amend: a correction under an entry, which stays as it was written.
-- input: {"contact_id","amend_text"} · returns {"id","version","location","flash","created"}. 404, 403 'not-yours'.
CREATE OR REPLACE FUNCTION api.relative_contact_amend(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    c relative_contact;
    k record;
    new_id uuid := gen_random_uuid();
BEGIN
    PERFORM app.actor_require();
    SELECT x.* INTO c FROM relative_contact x WHERE x.id = (input ->> 'contact_id')::uuid AND x.amends_id IS NULL;
    SELECT * INTO k FROM app.relation(c.plan_id);
    IF c.id IS NULL OR k.related IS NOT TRUE THEN
        RETURN app.refuse('relative-contact.amend', 'relative-contact', (input ->> 'contact_id')::uuid);
    ELSIF NOT app.relative_contact_mine(c) THEN
        RETURN app.refuse_action('relative-contact.amend', c.plan_id, c.id, 'not-yours');
    END IF;
    INSERT INTO relative_contact (id, plan_id, related_id, caller_name, channel_code, contact_day, told_text, given_code, amends_id, created_by,
                                  created_unit_id)
    VALUES (new_id, c.plan_id, c.related_id, c.caller_name, c.channel_code, c.contact_day, input ->> 'amend_text', c.given_code, c.id,
            app.actor_user(), app.actor_unit());
    PERFORM app.audit_write('relative-contact.amend', c.plan_id, k.basis_code, k.basis_id);
    RETURN jsonb_build_object('id', new_id, 'version', 1, 'created', true, 'location', '/plans/' || c.plan_id || '/relative-contacts',
                              'flash', 'relative-contact-amended');
END
$$;

CREATE OR REPLACE FUNCTION app.relative_contact_people(plan uuid) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN (SELECT coalesce(jsonb_agg(jsonb_build_object('value', r.id, 'label', concat_ws(', ', r.name, r.relationship)) ORDER BY r.name), '[]')
              FROM related_person r WHERE r.plan_id = plan AND r.status_code = 'active' AND r.kind_code <> 'child');
END
$$;

-- POST /plans/{plan_id}/relative-contacts. input: {"plan_id","related_id" or "caller_name","channel","contact_day","told_text",
-- "given": 'general-only' or 'by-consent'} · returns {"id","location","flash","created"}. SP422.
CREATE OR REPLACE FUNCTION api.relative_contact_add(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    plan uuid := (input ->> 'plan_id')::uuid;
    new_id uuid := gen_random_uuid();
    k record;
BEGIN
    PERFORM app.actor_require();
    SELECT * INTO k FROM app.relation(plan);
    IF k.related IS NOT TRUE THEN
        RETURN app.refuse('relative-contact.add', 'plan', plan);
    ELSIF app.actor_role() <> 'caseworker' OR k.write_mask & app.right_contribute() = 0 THEN
        RETURN app.refuse_action('relative-contact.add', plan, plan, 'read-only');
    END IF;
    PERFORM app.errors_raise(app.relative_contact_errors(input, plan));
    INSERT INTO relative_contact (id, plan_id, related_id, caller_name, channel_code, contact_day, told_text, given_code, created_by, created_unit_id)
    VALUES (new_id, plan, (input ->> 'related_id')::uuid, CASE WHEN input ->> 'related_id' IS NULL THEN btrim(input ->> 'caller_name') END,
            coalesce(input ->> 'channel', 'phone'), coalesce((input ->> 'contact_day')::date, app.today()), input ->> 'told_text',
            coalesce(input ->> 'given', 'general-only'), app.actor_user(), app.actor_unit());
    PERFORM app.draft_drop('/plans/' || plan || '/relative-contacts');
    PERFORM app.audit_write('relative-contact.add', plan, k.basis_code, k.basis_id);
    RETURN jsonb_build_object('id', new_id, 'version', 1, 'created', true, 'location', '/plans/' || plan || '/relative-contacts',
                              'flash', 'relative-contact-added');
END
$$;

-- 'by-consent' is true of nobody whom the citizen has not said yes to.
CREATE OR REPLACE FUNCTION app.relative_contact_errors(input jsonb, plan uuid) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    errors jsonb := '[]';
BEGIN
    IF input ->> 'related_id' IS NULL AND length(btrim(coalesce(input ->> 'caller_name', ''))) = 0 THEN
        errors := errors || app.error('caller_name', 'required');
    ELSIF input ->> 'related_id' IS NOT NULL
          AND NOT app.relative_contact_people(plan) @> jsonb_build_array(jsonb_build_object('value', input -> 'related_id')) THEN
        errors := errors || app.error('related_id', 'not-an-option');
    END IF;
    IF (input ->> 'contact_day')::date > app.today() THEN
        errors := errors || app.error('contact_day', 'in-future');
    END IF;
    IF input ->> 'given' = 'by-consent' AND (input ->> 'related_id' IS NULL OR NOT app.related_may_hear((input ->> 'related_id')::uuid)) THEN
        errors := errors || app.error('given', 'no-consent');
    END IF;
    RETURN errors;
END
$$;

-- Whether she has a right to anything at all now: by the citizen's yes, guardianship or custody.
CREATE OR REPLACE FUNCTION app.related_may_hear(related uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT FROM jsonb_array_elements(app.related_levels(related)) l WHERE l ->> 'level_code' <> 'out')
        OR EXISTS (SELECT FROM related_person r WHERE r.id = related AND r.status_code = 'active'
                      AND r.kind_code IN ('guardian', 'custody-holder'));
END
$$;
