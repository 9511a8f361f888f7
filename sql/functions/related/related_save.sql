-- POST /plans/{plan_id}/related: adds somebody close to the citizen, or a child in the family.
-- input: {"plan_id","kind","name","relationship","phone","member_id","guardian_classes","document_text","birth_day","note",
-- "period_start_day","period_end_day"} · returns {"id","version","location","flash","created"}. SP422. Gives no right by itself
-- but a guardian's and a holder's of custody: those the citizen and the coordinator alone write down (403 'coordinator-only'), and
-- staff show first who they are (SP401 'step-up-required').
CREATE OR REPLACE FUNCTION api.related_create(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    plan uuid := (input ->> 'plan_id')::uuid;
    new_id uuid := gen_random_uuid();
    k record;
    r related_person;
BEGIN
    PERFORM app.actor_require();
    SELECT * INTO k FROM app.relation(plan);
    IF k.related IS NOT TRUE THEN
        RETURN app.refuse('related.create', 'plan', plan);
    ELSIF k.write_mask & app.right_contribute() = 0 THEN
        RETURN app.refuse_action('related.create', plan, plan, 'read-only');
    ELSIF app.related_decides(input ->> 'kind') AND NOT app.related_may_decide(k.write_mask) THEN
        RETURN app.refuse_action('related.create', plan, plan, 'coordinator-only');
    END IF;
    PERFORM app.errors_raise(app.related_errors(input, plan, NULL));
    PERFORM app.related_confirmed(input ->> 'kind');
    INSERT INTO related_person (id, plan_id, member_id, kind_code, name, relationship, phone, birth_day, note, guardian_class_codes,
                                document_text, period_start_day, period_end_day, created_by)
    SELECT new_id, plan, (input ->> 'member_id')::uuid, input ->> 'kind', btrim(input ->> 'name'), input ->> 'relationship',
           input ->> 'phone', (input ->> 'birth_day')::date, input ->> 'note', app.related_guardian_classes(input),
           input ->> 'document_text', coalesce((input ->> 'period_start_day')::date, app.today()), (input ->> 'period_end_day')::date,
           app.actor_user();
    SELECT * INTO r FROM related_person x WHERE x.id = new_id;
    PERFORM app.related_children_asked(r, k.write_mask);
    PERFORM app.draft_drop('/plans/' || plan || '/related');
    PERFORM app.related_audit('related.create', r, to_jsonb(k), app.related_changes(NULL, r));
    RETURN jsonb_build_object('id', new_id, 'version', 1, 'created', true, 'flash', 'related-added',
        'location', CASE WHEN r.kind_code IN ('relative', 'companion') THEN '/related/' || new_id || '/involvement'
                         ELSE '/plans/' || plan || '/related' END);
END
$$;

-- POST /related/{related_id}. input: the same fields and "_version" · returns {"id","version","location","flash"}. SP412, SP422; 403 and
-- SP401 as above, for who is or becomes a guardian or a holder of custody.
CREATE OR REPLACE FUNCTION api.related_update(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    o record;
    r related_person;
    after related_person;
BEGIN
    PERFORM app.actor_require();
    o := app.related_open('related.update', (input ->> 'related_id')::uuid, true);
    IF o.refused IS NOT NULL THEN
        RETURN o.refused;
    END IF;
    r := o.r;
    PERFORM app.version_check(input, r.version, app.related_values(r), r.changed_by, r.changed_at);
    input := app.related_values(r) || input;
    IF (app.related_decides(input ->> 'kind') OR app.related_decides(r.kind_code))
       AND NOT app.related_may_decide((o.relation ->> 'write_mask')::integer) THEN
        RETURN app.refuse_action('related.update', r.plan_id, r.id, 'coordinator-only');
    END IF;
    PERFORM app.errors_raise(app.related_errors(input, r.plan_id, r));
    PERFORM app.related_confirmed(input ->> 'kind');
    UPDATE related_person x SET kind_code = input ->> 'kind', name = btrim(input ->> 'name'), relationship = input ->> 'relationship',
           phone = input ->> 'phone', birth_day = (input ->> 'birth_day')::date, note = input ->> 'note',
           member_id = (input ->> 'member_id')::uuid, guardian_class_codes = app.related_guardian_classes(input),
           document_text = input ->> 'document_text', period_start_day = coalesce((input ->> 'period_start_day')::date, x.period_start_day),
           period_end_day = (input ->> 'period_end_day')::date,
           -- a day in the past is known to whoever writes it
           period_told_day = CASE WHEN (input ->> 'period_end_day')::date < app.today() THEN (input ->> 'period_end_day')::date END
     WHERE x.id = r.id;
    SELECT * INTO after FROM related_person x WHERE x.id = r.id;
    PERFORM app.draft_drop('/related/' || r.id);
    PERFORM app.related_audit('related.update', r, o.relation, app.related_changes(r, after));
    RETURN jsonb_build_object('id', r.id, 'version', after.version, 'location', '/plans/' || r.plan_id || '/related',
                              'flash', 'related-saved');
END
$$;

-- POST /related/{related_id}/end: she is no longer among them. Her rights end at once, by whatever they were given, and what she was asked
-- to is taken back (trigger).
-- input: {"related_id","end_reason","_version"} · returns {"id","version","location","flash"}. SP409 'related-ended'.
CREATE OR REPLACE FUNCTION api.related_end(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    o record;
    r related_person;
    after related_person;
BEGIN
    PERFORM app.actor_require();
    o := app.related_open('related.end', (input ->> 'related_id')::uuid, true);
    IF o.refused IS NOT NULL THEN
        RETURN o.refused;
    END IF;
    r := o.r;
    PERFORM app.version_check(input, r.version, app.related_values(r), r.changed_by, r.changed_at);
    UPDATE related_person x SET status_code = 'ended', end_reason = input ->> 'end_reason',
           period_end_day = greatest(app.today(), x.period_start_day), account_asked_at = NULL
     WHERE x.id = r.id;
    PERFORM app.related_ask_cancel(r);
    SELECT * INTO after FROM related_person x WHERE x.id = r.id;
    PERFORM app.related_audit('related.end', r, o.relation, app.related_changes(r, after), input ->> 'end_reason');
    RETURN jsonb_build_object('id', r.id, 'version', after.version, 'location', '/plans/' || r.plan_id || '/related',
                              'flash', 'related-ended');
END
$$;

-- Kinds that have rights by themselves, without the citizen's yes and whatever she has said no to.
CREATE OR REPLACE FUNCTION app.related_decides(kind text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT coalesce(kind IN ('guardian', 'custody-holder'), false)
$$;

-- Who may say that somebody is one of them: a member of the team who reads little of the plan herself does not open it to others.
CREATE OR REPLACE FUNCTION app.related_may_decide(write_mask integer) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN app.actor_citizen() IS NOT NULL OR write_mask & app.right_coordinate() <> 0;
END
$$;

CREATE OR REPLACE FUNCTION app.related_confirmed(kind text) RETURNS void
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    IF app.related_decides(kind) AND app.actor_citizen() IS NULL THEN
        PERFORM app.step_up_require();
    END IF;
END
$$;

DROP FUNCTION IF EXISTS app.related_ended_raise(samplan.related_person);

CREATE OR REPLACE FUNCTION app.related_guardian_classes(input jsonb) RETURNS text[]
LANGUAGE plpgsql IMMUTABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN CASE WHEN input ->> 'kind' = 'guardian' AND jsonb_typeof(input -> 'guardian_classes') = 'array'
                THEN ARRAY(SELECT jsonb_array_elements_text(input -> 'guardian_classes')) ELSE '{}' END;
END
$$;

-- A child written down by the coordinator answers whether there are any.
CREATE OR REPLACE FUNCTION app.related_children_asked(r samplan.related_person, write_mask integer) RETURNS void
LANGUAGE plpgsql SET search_path = samplan, app, pg_temp AS $$
BEGIN
    IF r.kind_code = 'child' AND write_mask & app.right_coordinate() <> 0 THEN
        UPDATE joint_plan p SET children_asked_day = app.today() WHERE p.id = r.plan_id AND p.children_asked_day IS NULL;
    END IF;
END
$$;

-- Old and new by field, for the audit row; before NULL: a new person.
CREATE OR REPLACE FUNCTION app.related_changes(before samplan.related_person, after samplan.related_person) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN jsonb_build_array(jsonb_build_object('entity', 'related_person', 'id', after.id,
        'action', CASE WHEN before.id IS NULL THEN 'create' ELSE 'update' END,
        'fields', (SELECT coalesce(jsonb_agg(jsonb_build_object('field', n.key, 'old', to_jsonb(before) -> n.key, 'new', n.value) ORDER BY n.key), '[]')
                     FROM jsonb_each(to_jsonb(after)) n
                    WHERE n.key NOT IN ('id', 'plan_id', 'version', 'changed_at', 'changed_by', 'created_at', 'created_by')
                      AND n.value IS DISTINCT FROM coalesce(to_jsonb(before) -> n.key, 'null'))));
END
$$;
