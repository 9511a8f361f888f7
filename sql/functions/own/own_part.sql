-- The plans that are hers: crisis plan, WRAP, wishes in advance. Of each type one a joint plan.

-- Those of the joint plan: [{"type_code","title","href","class_code","private","exists","changed_at"}], every type, made or not.
CREATE OR REPLACE FUNCTION app.own_plans_list(plan uuid) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN (SELECT coalesce(jsonb_agg(jsonb_build_object('type_code', t.code, 'title', app.actor_words(t.name_da, t.name_en), 'class_code', t.class_code,
                       'private', t.class_code = 'private', 'href', '/my-plan/own/' || t.code, 'exists', c.id IS NOT NULL,
                       'changed_at', c.changed_at) ORDER BY t.class_code <> 'crisis-plan', t.class_code = 'private'), '[]')
              FROM plan_type t
              LEFT JOIN contributing_plan c ON c.plan_id = plan AND c.type_code = t.code AND c.owner_unit_id IS NULL AND c.status_code <> 'revoked'
             WHERE t.citizen_owned AND t.valid_from <= app.today() AND (t.valid_to IS NULL OR t.valid_to > app.today()));
END
$$;

-- Her plan of a type: in the joint plan, else the latest from an earlier one, to begin from. NULL: none.
CREATE OR REPLACE FUNCTION app.own_part_find(plan uuid, type_code text) RETURNS samplan.contributing_plan
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    c contributing_plan;
BEGIN
    SELECT x.* INTO c FROM contributing_plan x JOIN joint_plan p ON p.id = x.plan_id
     WHERE p.citizen_id = app.actor_citizen() AND x.owner_unit_id IS NULL AND x.type_code = own_part_find.type_code
       AND x.status_code <> 'revoked'
     ORDER BY x.plan_id = plan DESC, x.changed_at DESC LIMIT 1;
    RETURN c;
END
$$;

-- What it says: [{"heading","lines_list": [{"text","phone","phone_href"}],"n": number of the heading}]. A telephone number in a line can be
-- rung.
CREATE OR REPLACE FUNCTION app.own_part_sections(content jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN (SELECT coalesce(jsonb_agg(jsonb_build_object('heading', e ->> 'heading', 'n', o, 'lines_list', (
                       SELECT coalesce(jsonb_agg(jsonb_build_object('text', btrim(l.line), 'phone', nullif(btrim(l.phone), ''),
                                  'phone_href', app.phone_href(regexp_replace(l.phone, '\s', '', 'g'))) ORDER BY l.i), '[]')
                         FROM (SELECT line, i, substring(line FROM '(?:^|[^0-9+])(\+?[0-9](?: ?[0-9]){7,14})(?:[^0-9]|$)') AS phone
                                 FROM regexp_split_to_table(coalesce(e ->> 'text', ''), '\n') WITH ORDINALITY s(line, i)) l
                        WHERE btrim(l.line) <> '')) ORDER BY o), '[]')
              FROM jsonb_array_elements(content) WITH ORDINALITY x(e, o));
END
$$;

-- Who else sees a class of the plan by her yes, now: [{"name","until_day"}].
CREATE OR REPLACE FUNCTION app.own_part_shared(plan uuid, class_code text) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN (SELECT coalesce(jsonb_agg(jsonb_build_object('name', coalesce(r.name, u.name, n.name, o.name), 'until_day',
                       CASE WHEN v.until_at < 'infinity' THEN (v.until_at AT TIME ZONE 'Europe/Copenhagen')::date - 1 END)
                       ORDER BY v.since_at), '[]')
              FROM consent_provision v
              LEFT JOIN related_person r ON r.id = v.related_id LEFT JOIN user_account u ON u.id = v.user_id
              LEFT JOIN unit n ON n.id = v.unit_id LEFT JOIN organisation o ON o.id = v.organisation_id
             WHERE v.plan_id = plan AND v.class_code = own_part_shared.class_code AND v.type_code = 'permit'
               AND v.since_at <= now() AND v.until_at > now() AND v.withdrawn_at IS NULL);
END
$$;

-- GET /my-plan/own/{type}: one of her own plans, or the invitation to write it.
-- input: {"type": code of plan_type} · returns {"plan_id","type_code","title","private","exists","id","version","changed_at","sections_list",
-- "shared_list","may_write","headings_list"}. 404 for a type that is not hers to own.
CREATE OR REPLACE FUNCTION api.own_part_show(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    plan uuid;
    t plan_type;
    c contributing_plan;
BEGIN
    PERFORM app.actor_require();
    plan := app.own_plan();
    SELECT x.* INTO t FROM plan_type x WHERE x.code = input ->> 'type' AND x.citizen_owned;
    IF NOT FOUND THEN
        RETURN app.refuse('own-plan.show', 'plan', NULL);
    END IF;
    c := app.own_part_find(plan, t.code);
    PERFORM app.own_audit('own-plan.show', coalesce(c.plan_id, plan), app.class_bit(t.class_code), array_remove(ARRAY[c.id], NULL));
    RETURN jsonb_build_object('plan_id', plan, 'type_code', t.code, 'title', app.actor_words(t.name_da, t.name_en), 'private', t.class_code = 'private',
        'exists', c.id IS NOT NULL, 'id', c.id, 'version', c.version, 'changed_at', c.changed_at,
        'sections_list', app.own_part_sections(coalesce(c.content, '[]')),
        'shared_list', CASE WHEN t.class_code = 'private' THEN '[]' ELSE app.own_part_shared(plan, t.class_code) END,
        'headings_list', (SELECT coalesce(jsonb_agg(jsonb_build_object('heading', h) ORDER BY o), '[]') FROM unnest(t.headings) WITH ORDINALITY x(h, o)),
        'may_write', app.own_part_writable(plan, t.class_code));
END
$$;

CREATE OR REPLACE FUNCTION app.own_part_writable(plan uuid, class_code text) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    r record;
BEGIN
    SELECT * INTO r FROM app.relation(plan);
    RETURN plan IS NOT NULL AND r.write_mask & app.class_bit(class_code) <> 0;
END
$$;

-- GET /my-plan/own/{type}/edit: the template, open, with what she has written.
-- input: {"type"} · returns {"plan_id","type_code","title","private","exists","version": 0 before the first time,"values","draft",
-- "heading_1" … "heading_6","labels"}. 404, SP409 'no-plan', 'plan-closed'.
CREATE OR REPLACE FUNCTION api.own_part_edit(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    plan uuid;
    t plan_type;
    c contributing_plan;
    headings jsonb;
BEGIN
    PERFORM app.actor_require();
    SELECT x.* INTO t FROM plan_type x WHERE x.code = input ->> 'type' AND x.citizen_owned;
    IF NOT FOUND THEN
        RETURN app.refuse('own-plan.edit', 'plan', NULL);
    END IF;
    plan := app.own_part_plan(t.class_code);
    c := app.own_part_find(plan, t.code);
    headings := app.part_headings(coalesce(c.content, '[]'), t.code);
    PERFORM app.own_audit('own-plan.edit', plan, app.class_bit(t.class_code), array_remove(ARRAY[c.id], NULL));
    RETURN jsonb_build_object('heading_1', NULL, 'heading_2', NULL, 'heading_3', NULL, 'heading_4', NULL, 'heading_5', NULL, 'heading_6', NULL)
        || headings || jsonb_build_object('plan_id', plan, 'type_code', t.code, 'title', app.actor_words(t.name_da, t.name_en), 'private', t.class_code = 'private',
        'exists', c.plan_id IS NOT DISTINCT FROM plan AND c.id IS NOT NULL, 'version', CASE WHEN c.plan_id = plan THEN c.version ELSE 0 END,
        'labels', (SELECT coalesce(jsonb_object_agg(replace(h.key, 'heading_', 'content_'), h.value), '{}') FROM jsonb_each(headings) h),
        'values', (SELECT coalesce(jsonb_object_agg('content_' || o, e ->> 'text'), '{}') FROM jsonb_array_elements(coalesce(c.content, '[]')) WITH ORDINALITY x(e, o)),
        'draft', app.draft_get('/my-plan/own/' || t.code));
END
$$;

-- The joint plan that a plan of her own belongs to, while it can be written. Raises SP409 'no-plan', 'plan-closed'.
CREATE OR REPLACE FUNCTION app.own_part_plan(class_code text) RETURNS uuid
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    plan uuid := app.own_plan();
BEGIN
    IF plan IS NULL THEN
        RAISE EXCEPTION 'no-plan' USING ERRCODE = 'SP409';
    ELSIF NOT app.own_part_writable(plan, class_code) THEN
        RAISE EXCEPTION 'plan-closed' USING ERRCODE = 'SP409';
    END IF;
    RETURN plan;
END
$$;

-- POST /my-plan/own/{type}: keeps what she wrote; the earlier texts stay as versions.
-- input: {"type","content_1" … "content_6","_version"} · returns {"id","version","location","flash","created"}. 404, SP409 'no-plan',
-- 'plan-closed', SP412, SP422.
CREATE OR REPLACE FUNCTION api.own_part_save(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    plan uuid;
    t plan_type;
    c contributing_plan;
    new_content jsonb;
    part uuid := gen_random_uuid();
BEGIN
    PERFORM app.actor_require();
    SELECT x.* INTO t FROM plan_type x WHERE x.code = input ->> 'type' AND x.citizen_owned;
    IF NOT FOUND THEN
        RETURN app.refuse('own-plan.save', 'plan', NULL);
    END IF;
    plan := app.own_part_plan(t.class_code);
    PERFORM pg_advisory_xact_lock(hashtextextended(plan::text || t.code, 12));
    SELECT x.* INTO c FROM contributing_plan x
     WHERE x.plan_id = plan AND x.type_code = t.code AND x.owner_unit_id IS NULL AND x.status_code <> 'revoked';
    PERFORM app.version_check(input, coalesce(c.version, 0), (SELECT coalesce(jsonb_object_agg('content_' || o, e ->> 'text'), '{}')
        FROM jsonb_array_elements(coalesce(c.content, '[]')) WITH ORDINALITY x(e, o)), c.changed_by, c.changed_at);
    new_content := app.part_content(input, coalesce(c.content, '[]'), t.code);
    IF c.id IS NULL AND NOT EXISTS (SELECT FROM jsonb_array_elements(new_content) e WHERE btrim(e ->> 'text') <> '') THEN
        PERFORM app.errors_raise(app.error('content_1', 'required'));
    END IF;
    IF c.id IS NULL THEN
        INSERT INTO contributing_plan (id, plan_id, type_code, class_code, sector_code, title, status_code, content, created_by)
        VALUES (part, plan, t.code, t.class_code, 'citizen', t.name_da, 'active', new_content, app.actor_user());
    ELSE
        part := c.id;
        UPDATE contributing_plan x SET content = new_content WHERE x.id = part;
    END IF;
    PERFORM app.part_version_keep(part, NULL);
    PERFORM app.draft_drop('/my-plan/own/' || t.code);
    PERFORM app.audit_write('own-plan.save', plan, 'self', app.actor_citizen());
    RETURN jsonb_build_object('id', part, 'version', coalesce(c.version, 0) + 1, 'location', '/my-plan/own/' || t.code, 'flash', 'saved',
                              'created', c.id IS NULL);
END
$$;
