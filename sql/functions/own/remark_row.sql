-- One remark as its readers get it: {"id","plan_id","about_code","about_id","about_href","section_n","heading","passage","text","created_at",
-- "written_by","adds_to","is_new": the reader has not seen it before,"answers_list": [{"text","name","title","unit","created_at","new"}],"read_list":
-- [{"name","title","organisation","read_at"}] (for the citizen),"unanswered","may_answer","may_add"}.
CREATE OR REPLACE FUNCTION app.remark_row(r samplan.remark) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    own constant boolean := app.actor_citizen() IS NOT NULL;
    seen timestamptz;
    answers jsonb;
BEGIN
    IF own THEN
        SELECT s.seen_at INTO seen FROM own_seen s WHERE s.user_id = app.actor_user() AND s.item_id = r.id;
    END IF;
    SELECT coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'text', a.text, 'name', u.name, 'title', u.profession, 'unit', n.name,
               'created_at', a.created_at, 'new', own AND a.created_at > coalesce(seen, '-infinity')) ORDER BY a.created_at), '[]')
      INTO answers
      FROM remark_answer a LEFT JOIN user_account u ON u.id = a.answered_by LEFT JOIN unit n ON n.id = a.unit_id
     WHERE a.remark_id = r.id;
    RETURN jsonb_build_object('id', r.id, 'plan_id', r.plan_id, 'about_code', r.about_code, 'about_id', r.about_id, 'section_n', r.section_n,
        'about_href', CASE r.about_code WHEN 'plan' THEN '/plans/' || r.plan_id WHEN 'part' THEN '/contributing-plans/' || r.about_id
            WHEN 'goal' THEN '/goals/' || r.about_id WHEN 'appointment' THEN '/plans/' || r.plan_id || '/appointments'
            ELSE '/plans/' || r.plan_id || '/notes' END,
        'heading', r.heading, 'passage', r.passage, 'text', r.text, 'created_at', r.created_at, 'href', '/remarks/' || r.id,
        'written_by', (SELECT u.name FROM user_account u WHERE u.id = r.written_by),
        'adds_to', (SELECT jsonb_build_object('id', x.id, 'created_at', x.created_at, 'text', left(x.text, 120)) FROM remark x WHERE x.id = r.adds_to_id),
        'is_new', NOT own AND NOT EXISTS (SELECT FROM remark_read d WHERE d.remark_id = r.id AND d.user_id = app.actor_user()),
        'answers_list', answers, 'unanswered', answers = '[]', 'own', own,
        'read_list', CASE WHEN own THEN app.remark_readers(r.id) ELSE '[]' END,
        'may_answer', app.remark_answerable(r));
END
$$;

-- The receipt: who has read it; by name where the organisation shows the names of its staff, else by profession.
CREATE OR REPLACE FUNCTION app.remark_readers(remark uuid) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN (SELECT coalesce(jsonb_agg(jsonb_build_object('name', CASE WHEN coalesce(o.show_staff_names, true) THEN u.name END,
                       'title', u.profession, 'organisation', o.name, 'read_at', d.read_at) ORDER BY d.read_at), '[]')
              FROM remark_read d LEFT JOIN user_account u ON u.id = d.user_id
              LEFT JOIN unit n ON n.id = d.unit_id LEFT JOIN organisation o ON o.id = n.organisation_id
             WHERE d.remark_id = remark);
END
$$;

-- Whether the actor may answer: who works on the passage, and the coordinator; while the plan is open.
CREATE OR REPLACE FUNCTION app.remark_answerable(r samplan.remark) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    k record;
BEGIN
    IF app.actor_role() IS DISTINCT FROM 'caseworker' THEN
        RETURN false;
    END IF;
    SELECT * INTO k FROM app.relation(r.plan_id, r.contributing_plan_id);
    RETURN k.write_mask & app.right_coordinate() <> 0
        OR CASE WHEN r.class_code = 'core' THEN k.write_mask & app.right_contribute() <> 0
                WHEN r.contributing_plan_id IS NULL THEN false
                ELSE k.part_write & app.class_bit(r.class_code) <> 0 END;
END
$$;

-- Notes that the actor has read these remarks: staff once each, for the receipt; the citizen the answers to them.
CREATE OR REPLACE FUNCTION app.remark_mark(ids uuid[]) RETURNS void
LANGUAGE plpgsql SET search_path = samplan, app, pg_temp AS $$
BEGIN
    IF app.actor_citizen() IS NOT NULL THEN
        INSERT INTO own_seen (user_id, item_id) SELECT app.actor_user(), x FROM unnest(ids) x
        ON CONFLICT (user_id, item_id) DO UPDATE SET seen_at = excluded.seen_at;
    ELSE
        INSERT INTO remark_read (remark_id, plan_id, user_id, unit_id)
        SELECT r.id, r.plan_id, app.actor_user(), app.actor_unit() FROM remark r WHERE r.id = ANY (ids)
        ON CONFLICT DO NOTHING;
    END IF;
END
$$;
