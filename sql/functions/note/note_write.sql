-- POST /plans/{plan_id}/notes: a note. input: {"plan_id","belongs_to": 'core', 'private' or a contributing plan,"text"} · returns {"id","version",
-- "location","flash","created"}. SP409 'plan-closed', SP422.
CREATE OR REPLACE FUNCTION api.note_create(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    plan uuid := (input ->> 'plan_id')::uuid;
    place text := coalesce(input ->> 'belongs_to', 'core');
    part contributing_plan;
    id uuid := gen_random_uuid();
    r record;
BEGIN
    PERFORM app.actor_require();
    SELECT * INTO r FROM app.relation(plan);
    IF r.related IS NOT TRUE THEN
        RETURN app.refuse('note.create', 'plan', plan);
    END IF;
    IF app.note_places(plan, r.write_mask) = '[]' THEN
        RETURN app.refuse_action('note.create', plan, plan, 'read-only');
    END IF;
    IF NOT EXISTS (SELECT FROM joint_plan p WHERE p.id = plan AND p.status_code IN ('draft', 'active', 'on-hold')) THEN
        RAISE EXCEPTION 'plan-closed' USING ERRCODE = 'SP409';
    END IF;
    -- one answer for a part of others, one that is hidden and one that does not exist
    IF NOT app.note_places(plan, r.write_mask) @> jsonb_build_array(jsonb_build_object('value', place)) THEN
        RETURN app.refuse_action('note.create', plan, plan, 'owner-only');
    END IF;
    IF place NOT IN ('core', 'private') THEN
        SELECT c.* INTO part FROM contributing_plan c WHERE c.id = place::uuid AND c.plan_id = plan;
    END IF;
    INSERT INTO note (id, plan_id, contributing_plan_id, class_code, text, created_by, created_unit_id)
    VALUES (id, plan, part.id, coalesce(part.class_code, place), input ->> 'text', app.actor_user(), app.actor_unit());
    PERFORM app.draft_drop('/plans/' || plan || '/notes');
    SELECT d.basis_code, d.basis_id INTO r.basis_code, r.basis_id
      FROM app.decision(plan, coalesce(part.class_code, place), part.id) d;
    PERFORM app.audit_write('note.create', plan, r.basis_code, r.basis_id);
    RETURN jsonb_build_object('id', id, 'version', 1, 'location', '/plans/' || plan || '/notes', 'flash', 'note-created', 'created', true);
END
$$;

-- POST /notes/{note_id}/amend: a correction under it. input: {"note_id","amend_text"} · returns {"id","location","flash","created"}.
-- SP409 'note-withdrawn'.
CREATE OR REPLACE FUNCTION api.note_amend(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    x note;
    r record;
    id uuid := gen_random_uuid();
BEGIN
    PERFORM app.actor_require();
    SELECT y.* INTO x FROM note y WHERE y.id = (input ->> 'note_id')::uuid AND y.amends_id IS NULL;
    IF NOT FOUND THEN
        RETURN app.refuse('note.amend', 'note', (input ->> 'note_id')::uuid);
    END IF;
    IF NOT app.note_mine(x) THEN
        RETURN app.refuse_action('note.amend', x.plan_id, x.id, 'not-yours');
    END IF;
    SELECT y.* INTO x FROM note y WHERE y.id = x.id FOR UPDATE;
    IF x.status_code <> 'current' THEN
        RAISE EXCEPTION 'note-withdrawn' USING ERRCODE = 'SP409';
    END IF;
    SELECT * INTO r FROM app.relation(x.plan_id, x.contributing_plan_id);
    INSERT INTO note (id, plan_id, contributing_plan_id, class_code, text, amends_id, created_by, created_unit_id)
    VALUES (id, x.plan_id, x.contributing_plan_id, x.class_code, input ->> 'amend_text', x.id, app.actor_user(), app.actor_unit());
    PERFORM app.audit_write('note.amend', x.plan_id, r.basis_code, r.basis_id);
    RETURN jsonb_build_object('id', id, 'version', 1, 'location', '/plans/' || x.plan_id || '/notes', 'flash', 'note-amended', 'created', true);
END
$$;

-- POST /notes/{note_id}/withdraw. input: {"note_id","withdraw_reason","_version"} · returns {"id","version","location","flash"}.
-- SP409 'note-withdrawn', SP412.
CREATE OR REPLACE FUNCTION api.note_withdraw(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    x note;
    r record;
BEGIN
    PERFORM app.actor_require();
    SELECT y.* INTO x FROM note y WHERE y.id = (input ->> 'note_id')::uuid;
    IF NOT FOUND THEN
        RETURN app.refuse('note.withdraw', 'note', (input ->> 'note_id')::uuid);
    END IF;
    IF NOT app.note_mine(x) THEN
        RETURN app.refuse_action('note.withdraw', x.plan_id, x.id, 'not-yours');
    END IF;
    SELECT y.* INTO x FROM note y WHERE y.id = x.id FOR UPDATE;
    PERFORM app.version_check(input, x.version, '{}', x.changed_by, x.changed_at);
    IF x.status_code <> 'current' THEN
        RAISE EXCEPTION 'note-withdrawn' USING ERRCODE = 'SP409';
    END IF;
    SELECT * INTO r FROM app.relation(x.plan_id, x.contributing_plan_id);
    PERFORM app.reason_set(input ->> 'withdraw_reason');
    UPDATE note y SET status_code = 'withdrawn' WHERE y.id = x.id;
    PERFORM app.audit_write('note.withdraw', x.plan_id, r.basis_code, r.basis_id, input ->> 'withdraw_reason');
    RETURN jsonb_build_object('id', x.id, 'version', x.version + 1, 'location', '/plans/' || x.plan_id || '/notes', 'flash', 'note-withdrawn');
END
$$;
