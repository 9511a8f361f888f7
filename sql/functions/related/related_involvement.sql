-- What somebody close to the citizen may know, a class at a time, as the citizen has said it.

-- GET /related/{related_id}/involvement. returns {"id","plan_id","version","name","relationship","given_name","values","options",
-- "levels_list": what holds now,"history_list": what was said before,"has_account","citizen": strip,"classes_list":
-- [{"section_code","field","name"}]}.
CREATE OR REPLACE FUNCTION api.related_involvement(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    o record;
    levels jsonb;
BEGIN
    PERFORM app.actor_require();
    o := app.related_open('related.involvement', (input ->> 'related_id')::uuid);
    IF o.refused IS NOT NULL THEN
        RETURN o.refused;
    END IF;
    levels := app.related_levels((o.r).id);
    PERFORM app.related_audit('related.involvement', o.r, o.relation);
    RETURN jsonb_build_object('id', (o.r).id, 'plan_id', (o.r).plan_id, 'version', (o.r).version, 'name', (o.r).name,
        'relationship', (o.r).relationship, 'ended', (o.r).status_code = 'ended' OR (o.r).kind_code = 'child', 'has_account', (o.r).user_id IS NOT NULL,
        'given_name', (SELECT c.given_name FROM joint_plan p JOIN citizen c ON c.id = p.citizen_id WHERE p.id = (o.r).plan_id),
        'levels_list', levels, 'history_list', app.related_history((o.r).id), 'citizen', app.citizen_strip((o.r).plan_id, 'team'),
        'values', jsonb_build_object('given_day', app.today(), 'until_day', (app.today() + interval '1 year')::date - 1,
                      'ask_again_day', app.related_ask_default(),
                      'source', CASE WHEN app.actor_citizen() IS NULL THEN 'spoken' ELSE 'own' END)
                  || (SELECT jsonb_object_agg('level_' || replace(s.code, '-', '_'), 'none') FROM section_class s WHERE app.relative_class(s.code))
                  || (SELECT coalesce(jsonb_object_agg('level_' || replace(l ->> 'section_code', '-', '_'), l -> 'level_code'), '{}')
                        FROM jsonb_array_elements(levels) l),
        'options', jsonb_build_object('source', CASE WHEN app.actor_citizen() IS NULL THEN '[{"value": "spoken"}, {"value": "written"}]'
                                                     ELSE '[{"value": "own"}]' END::jsonb)
                  || (SELECT jsonb_object_agg('level_' || replace(s.code, '-', '_'), app.related_level_options())
                        FROM section_class s WHERE app.relative_class(s.code)),
        'action_path', app.related_involve_path((o.r).id), 'draft', app.draft_get(app.related_involve_path((o.r).id)));
END
$$;

-- Where the form goes: what staff write down for the citizen takes that they show again who they are.
CREATE OR REPLACE FUNCTION app.related_involve_path(related uuid) RETURNS text
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN '/related/' || related || CASE WHEN app.actor_citizen() IS NULL THEN '/involvement' ELSE '/own-involvement' END;
END
$$;

CREATE OR REPLACE FUNCTION app.related_level_options() RETURNS jsonb
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT '[{"value": "involved", "level_code": "involved", "label": ""}, {"value": "informed", "level_code": "informed", "label": ""},
             {"value": "out", "level_code": "out", "label": ""}, {"value": "none", "level_code": "none", "label": ""}]'::jsonb
$$;

-- The day on which we ask again after a no: in six months, or as many days as the installation has set.
CREATE OR REPLACE FUNCTION app.related_ask_default() RETURNS date
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    days constant integer := app.setting_number('ask_again_days', 0);
BEGIN
    RETURN CASE WHEN days > 0 THEN app.today() + days ELSE (app.today() + interval '6 months')::date END;
END
$$;

-- Every answer there has been, newest first; a no that was followed by a yes stays here.
CREATE OR REPLACE FUNCTION app.related_history(related uuid) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN (SELECT coalesce(jsonb_agg(jsonb_build_object('section_code', v.class_code,
                       'level_code', CASE v.type_code WHEN 'deny' THEN 'out' ELSE coalesce(v.level_code, 'informed') END,
                       'given_day', c.given_day, 'consent_source_code', c.source_code, 'given_to', c.given_to, 'note', c.note,
                       'by_name', u.name, 'until_at', nullif(v.until_at, 'infinity'), 'withdrawn_at', v.withdrawn_at,
                       'replaced', v.replaced_by_id IS NOT NULL) ORDER BY v.created_at DESC, app.class_bit(v.class_code)), '[]')
              FROM consent_provision v LEFT JOIN consent c ON c.id = v.consent_id LEFT JOIN user_account u ON u.id = c.recorded_by
             WHERE v.related_id = related);
END
$$;

-- POST /related/{related_id}/involvement: the citizen has said what this person may know. A class that is left out, or said as it
-- is, stays as it is (said anew with "renew"); 'none' ends what was said.
-- input: {"related_id","level_<class>": 'involved', 'informed', 'out' or 'none',"renew","start_day","until_day","ask_again_day","source":
-- 'spoken', 'written', 'own',"given_day","given_to","note","_version"} · returns {"id","version","location","flash"}. SP422.
CREATE OR REPLACE FUNCTION api.related_involve(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    o record;
    r related_person;
    levels jsonb;
BEGIN
    PERFORM app.actor_require();
    IF app.actor_citizen() IS NULL THEN
        PERFORM app.step_up_require(); -- what staff write down for her
    END IF;
    o := app.related_open('related.involve', (input ->> 'related_id')::uuid, true);
    IF o.refused IS NOT NULL THEN
        RETURN o.refused;
    END IF;
    r := o.r;
    PERFORM app.version_check(input, r.version, '{}', r.changed_by, r.changed_at);
    levels := app.related_levels_given(r, input);
    PERFORM app.errors_raise(app.related_involvement_errors(r, levels, input));
    PERFORM app.reason_set(input ->> 'note');
    PERFORM app.related_involvement_set(r, levels, input);
    UPDATE related_person x SET version = x.version WHERE x.id = r.id;
    PERFORM app.draft_drop(app.related_involve_path(r.id));
    PERFORM app.audit_write('related.involve', r.plan_id, o.relation ->> 'basis_code', (o.relation ->> 'basis_id')::uuid, input ->> 'note');
    RETURN jsonb_build_object('id', r.id, 'version', r.version + 1, 'location', '/plans/' || r.plan_id || '/related',
                              'flash', 'related-involved');
END
$$;

-- {class: level} of what the form says otherwise than what holds.
CREATE OR REPLACE FUNCTION app.related_levels_given(r samplan.related_person, input jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    now_held constant jsonb := (SELECT coalesce(jsonb_object_agg(l ->> 'section_code', l -> 'level_code'), '{}')
                                  FROM jsonb_array_elements(app.related_levels(r.id)) l);
BEGIN
    RETURN (SELECT coalesce(jsonb_object_agg(g.code, g.level), '{}')
              FROM (SELECT s.code, input ->> ('level_' || replace(s.code, '-', '_')) AS level FROM section_class s WHERE app.relative_class(s.code)) g
             WHERE g.level IS NOT NULL AND NOT (g.level = 'none' AND now_held -> g.code IS NULL)
               AND (g.level IS DISTINCT FROM now_held ->> g.code OR coalesce((input ->> 'renew')::boolean, false)));
END
$$;

CREATE OR REPLACE FUNCTION app.related_involvement_errors(r samplan.related_person, levels jsonb, input jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    errors jsonb := '[]';
    given date := coalesce((input ->> 'given_day')::date, app.today());
    starts date := coalesce((input ->> 'start_day')::date, app.today());
    until_day date := (input ->> 'until_day')::date;
BEGIN
    IF r.kind_code = 'child' THEN
        errors := errors || app.error('level_core', 'not-for-children');
    ELSIF levels = '{}' THEN
        errors := errors || app.error('level_core', 'choose-level');
    END IF;
    IF given > app.today() THEN
        errors := errors || app.error('given_day', 'in-future');
    END IF;
    IF starts < app.today() THEN
        errors := errors || app.error('start_day', 'in-past');
    END IF;
    IF until_day > (given + interval '1 year')::date THEN
        errors := errors || app.error('until_day', 'at-most-a-year');
    ELSIF until_day < starts THEN
        errors := errors || app.error('until_day', 'before-start');
    END IF;
    IF (input ->> 'ask_again_day')::date <= app.today() THEN
        errors := errors || app.error('ask_again_day', 'in-past');
    END IF;
    IF input ->> 'source' IS NULL OR (input ->> 'source' = 'own') <> (app.actor_citizen() IS NOT NULL) THEN
        errors := errors || app.error('source', 'required');
    END IF;
    RETURN errors;
END
$$;

-- Records the answers, a consent for each level. What was said before about the same class ends as the new begins, and stays in
-- the history.
CREATE OR REPLACE FUNCTION app.related_involvement_set(r samplan.related_person, levels jsonb, input jsonb) RETURNS void
LANGUAGE plpgsql SET search_path = samplan, app, pg_temp AS $$
DECLARE
    given constant date := coalesce((input ->> 'given_day')::date, app.today());
    starts constant date := coalesce((input ->> 'start_day')::date, app.today());
    last_day constant date := coalesce((input ->> 'until_day')::date, (given + interval '1 year')::date - 1);
    ask constant date := coalesce((input ->> 'ask_again_day')::date, app.related_ask_default());
    level text;
    codes jsonb;
BEGIN
    UPDATE consent_provision v SET withdrawn_at = now(), withdrawn_by = app.actor_user(), withdrawn_source_code = input ->> 'source',
           withdrawn_text = input ->> 'note'
     WHERE v.related_id = r.id AND levels ->> v.class_code = 'none' AND app.provision_live(v);
    FOREACH level IN ARRAY '{involved,informed,out}'::text[] LOOP
        SELECT jsonb_agg(e.key ORDER BY e.key) INTO codes FROM jsonb_each_text(levels) e WHERE e.value = level;
        CONTINUE WHEN codes IS NULL;
        PERFORM app.consent_store(r.plan_id, jsonb_build_object('answer_code', CASE level WHEN 'out' THEN 'deny' ELSE 'permit' END,
            'purpose_code', 'relatives', 'source_code', input -> 'source', 'given_day', given, 'given_to', input -> 'given_to',
            'period_start_day', starts, 'until_day', CASE WHEN level <> 'out' THEN last_day END,
            'ask_again_day', CASE level WHEN 'out' THEN ask END, 'note', input -> 'note', 'section_codes', codes,
            'level_code', nullif(level, 'out'), 'recipient_keys', jsonb_build_array('relative-' || r.id)));
    END LOOP;
    PERFORM app.related_ask_cancel(r);
    IF EXISTS (SELECT FROM consent_provision v WHERE v.related_id = r.id AND v.type_code = 'deny'
                  AND least(v.until_at, coalesce(v.withdrawn_at, 'infinity')) > now()) THEN
        PERFORM app.related_ask_later(r, (SELECT min(c.ask_again_day) FROM consent_provision v JOIN consent c ON c.id = v.consent_id
                                           WHERE v.related_id = r.id AND v.type_code = 'deny' AND c.ask_again_day > app.today()
                                             AND least(v.until_at, coalesce(v.withdrawn_at, 'infinity')) > now()));
    END IF;
END
$$;

-- The task to ask again: the coordinator's, resting until the day, when it comes back to her list by itself.
CREATE OR REPLACE FUNCTION app.related_ask_later(r samplan.related_person, day date) RETURNS void
LANGUAGE plpgsql SET search_path = samplan, app, pg_temp AS $$
BEGIN
    IF day IS NOT NULL THEN
        UPDATE related_person x SET ask_task_id = app.rule_task(r.plan_id, 'ask-again', r.name, day, true) WHERE x.id = r.id;
    END IF;
END
$$;

-- A new answer makes the task to ask again needless.
CREATE OR REPLACE FUNCTION app.related_ask_cancel(r samplan.related_person) RETURNS void
LANGUAGE plpgsql SET search_path = samplan, app, pg_temp AS $$
BEGIN
    UPDATE task t SET status_code = 'cancelled', closed_at = now(), hold_until_day = NULL, held_status_code = NULL
     WHERE t.id = (SELECT x.ask_task_id FROM related_person x WHERE x.id = r.id) AND t.closed_at IS NULL;
    UPDATE related_person x SET ask_task_id = NULL WHERE x.id = r.id AND x.ask_task_id IS NOT NULL;
END
$$;

-- A task's text from its template: {given} the citizen, {name} the other person.
CREATE OR REPLACE FUNCTION app.task_text(template text, plan uuid, name text) RETURNS text
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN left(replace(replace(template, '{name}', coalesce(name, '')), '{given}',
                        coalesce((SELECT c.given_name FROM joint_plan p JOIN citizen c ON c.id = p.citizen_id WHERE p.id = plan), '')), 200);
END
$$;
