-- GET /plans/{plan_id}/remarks/new: to say something about a passage; for the citizen alone.
-- input: {"plan_id","about"?,"about_id"?,"section"?,"adds_to_id"?} · returns {"id","plan_id","about","about_id","section","adds_to_id","heading","passage",
-- "values","draft","adds_to"}. 404, 403 'citizen-only'.
CREATE OR REPLACE FUNCTION api.remark_new(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    plan uuid := (input ->> 'plan_id')::uuid;
    earlier remark;
    about text := coalesce(input ->> 'about', 'plan');
    about_id uuid := coalesce((input ->> 'about_id')::uuid, plan);
    section integer := (input ->> 'section')::integer;
    r record;
    p record;
BEGIN
    PERFORM app.actor_require();
    SELECT * INTO r FROM app.relation(plan);
    IF r.related IS NOT TRUE THEN
        RETURN app.refuse('remark.new', 'plan', plan);
    ELSIF r.basis_code <> 'self' THEN
        RETURN app.refuse_action('remark.new', plan, plan, 'citizen-only');
    END IF;
    IF input ->> 'adds_to_id' IS NOT NULL THEN
        SELECT x.* INTO earlier FROM remark x WHERE x.id = (input ->> 'adds_to_id')::uuid AND x.plan_id = plan;
        about := earlier.about_code; about_id := earlier.about_id; section := earlier.section_n;
    END IF;
    SELECT * INTO p FROM app.remark_passage(plan, about, about_id, section);
    IF NOT p.known THEN
        RETURN app.refuse('remark.new', 'plan', plan, 'passage-unknown');
    END IF;
    PERFORM app.own_audit('remark.new', plan, app.class_bit(p.class_code), ARRAY[about_id]);
    RETURN jsonb_build_object('id', plan, 'plan_id', plan, 'about', about, 'about_id', about_id, 'section', section, 'adds_to_id', earlier.id,
        'heading', p.heading, 'passage', p.passage, 'about_plan', about = 'plan', 'values', jsonb_build_object('about', about, 'about_id', about_id,
        'section', section, 'adds_to_id', earlier.id), 'draft', app.draft_get('/plans/' || plan || '/remarks'),
        'adds_to', CASE WHEN earlier.id IS NOT NULL THEN jsonb_build_object('text', earlier.text, 'created_at', earlier.created_at) END);
END
$$;

-- POST /plans/{plan_id}/remarks: kept whole, with the passage as it stands now. A remark can be made on a closed plan too.
-- input: {"plan_id","about","about_id","section"?,"adds_to_id"?,"remark_text"} · returns {"id","version","location","flash","created"}. 404, 403
-- 'citizen-only', SP422.
CREATE OR REPLACE FUNCTION api.remark_add(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    plan uuid := (input ->> 'plan_id')::uuid;
    thing uuid := coalesce((input ->> 'about_id')::uuid, plan);
    about text := coalesce(input ->> 'about', 'plan');
    section integer := (input ->> 'section')::integer;
    id uuid := gen_random_uuid();
    r record;
    p record;
BEGIN
    PERFORM app.actor_require();
    SELECT * INTO r FROM app.relation(plan);
    IF r.related IS NOT TRUE THEN
        RETURN app.refuse('remark.add', 'plan', plan);
    ELSIF r.basis_code <> 'self' THEN
        RETURN app.refuse_action('remark.add', plan, plan, 'citizen-only');
    END IF;
    SELECT * INTO p FROM app.remark_passage(plan, about, thing, section);
    IF NOT p.known THEN
        RETURN app.refuse('remark.add', 'plan', plan, 'passage-unknown');
    END IF;
    IF input ->> 'adds_to_id' IS NOT NULL AND NOT EXISTS (SELECT FROM remark x WHERE x.id = (input ->> 'adds_to_id')::uuid AND x.plan_id = plan
            AND x.about_code = about AND x.about_id = thing) THEN
        PERFORM app.errors_raise(app.error('adds_to_id', 'not-an-option'));
    END IF;
    INSERT INTO remark (id, plan_id, contributing_plan_id, class_code, about_code, about_id, section_n, heading, passage, adds_to_id, text, written_by)
    VALUES (id, plan, p.part, p.class_code, about, thing, section, p.heading, p.passage, (input ->> 'adds_to_id')::uuid,
            input ->> 'remark_text', app.actor_user());
    PERFORM app.draft_drop('/plans/' || plan || '/remarks');
    PERFORM app.remark_tell(id);
    PERFORM app.audit_write('remark.add', plan, 'self', app.actor_citizen());
    RETURN jsonb_build_object('id', id, 'version', 1, 'location', '/my-plan/remarks', 'flash', 'remark-added', 'created', true);
END
$$;

-- POST /remarks/{remark_id}/answers: an answer, shown to the citizen. It is not changed later; one can answer again.
-- input: {"remark_id","answer_text"} · returns {"id","version","location","flash","created"}. 404, 403 'not-yours', SP409 'plan-closed'.
CREATE OR REPLACE FUNCTION api.remark_answer(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    x remark;
    k record;
    id uuid := gen_random_uuid();
BEGIN
    PERFORM app.actor_require();
    SELECT y.* INTO x FROM remark y WHERE y.id = (input ->> 'remark_id')::uuid;
    IF NOT FOUND THEN
        RETURN app.refuse('remark.answer', 'remark', (input ->> 'remark_id')::uuid);
    END IF;
    IF NOT app.remark_answerable(x) THEN
        RETURN app.refuse_action('remark.answer', x.plan_id, x.id, 'read-only');
    END IF;
    IF NOT app.plan_is_open(x.plan_id) THEN
        RAISE EXCEPTION 'plan-closed' USING ERRCODE = 'SP409';
    END IF;
    SELECT * INTO k FROM app.relation(x.plan_id, x.contributing_plan_id);
    PERFORM app.remark_mark(ARRAY[x.id]);
    INSERT INTO remark_answer (id, remark_id, plan_id, contributing_plan_id, class_code, text, answered_by, unit_id)
    VALUES (id, x.id, x.plan_id, x.contributing_plan_id, x.class_code, input ->> 'answer_text', app.actor_user(), app.actor_unit());
    PERFORM app.draft_drop('/remarks/' || x.id || '/answers');
    PERFORM app.citizen_tell(x.plan_id, 'remark-answered', id, jsonb_build_object('remark_id', x.id));
    PERFORM app.audit_write('remark.answer', x.plan_id, k.basis_code, k.basis_id);
    RETURN jsonb_build_object('id', id, 'version', 1, 'location', '/remarks/' || x.id, 'flash', 'remark-answered', 'created', true);
END
$$;

-- Tells of a new remark: whoever coordinates the plan and whoever is responsible for the part that it is about, those of them who may read it.
CREATE OR REPLACE FUNCTION app.remark_tell(remark uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    PERFORM app.notice_add((SELECT array_agg(w.user_id) FROM (
                SELECT k.user_id, k.unit_id, true AS coordinates FROM coordination k
                 WHERE k.plan_id = m.plan_id AND k.started_at <= now() AND (k.ended_at IS NULL OR k.ended_at > now())
                UNION ALL
                SELECT c.responsible_user_id, c.owner_unit_id, false FROM contributing_plan c
                 WHERE c.id = m.contributing_plan_id AND c.responsible_user_id IS NOT NULL) w JOIN unit n ON n.id = w.unit_id
             WHERE w.coordinates AND m.about_code = 'plan'
                OR EXISTS (SELECT FROM access a CROSS JOIN LATERAL (SELECT app.practitioner_principals(w.user_id, n.path) || n.path || n.organisation_id AS hers) h
                            WHERE a.plan_id = m.plan_id AND a.principal = ANY (h.hers) AND a.since <= now() AND a.until > now()
                              AND a.read_mask & app.class_bit(m.class_code) <> 0 AND (a.part_id IS NULL OR a.part_id = m.contributing_plan_id)
                              AND (a.barred IS NULL OR NOT a.barred && (h.hers || w.user_id)))),
            'remark-new', m.plan_id, p.citizen_id, m.id)
       FROM samplan.remark m JOIN joint_plan p ON p.id = m.plan_id WHERE m.id = remark_tell.remark;
END
$$;
ALTER FUNCTION app.remark_tell(uuid) OWNER TO samplan_derive;
