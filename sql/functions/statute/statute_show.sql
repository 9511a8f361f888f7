-- What was recorded: the list of a plan, and one of them.

-- One recorded statute as shown. ended_code: NULL while it gives access, else why it does not: 'ended' by hand, 'period', 'part'
-- or 'plan'. A use that began under a row of the dated table stays under that row, whatever becomes of the row later.
CREATE OR REPLACE FUNCTION app.statute_shown(s samplan.statute_use) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    open constant text[] := '{draft,active,on-hold}';
    d jsonb;
BEGIN
    SELECT app.basis_shown(b) || jsonb_build_object('id', s.id, 'plan_id', s.plan_id, 'version', s.version,
        'href', '/plans/' || s.plan_id || '/statutes/' || s.id,
        'contributing_plan_id', c.id, 'contributing_plan', c.title, 'class_codes', s.class_codes,
        'purpose_text', s.purpose_text, 'responsible', r.name, 'responsible_title', lower(r.profession),
        'told_code', s.told_code, 'told_day', s.told_day, 'told_text', s.told_text,
        'started_at', s.started_at, 'until_day', s.until_day, 'ended_at', s.ended_at, 'end_reason', s.end_reason,
        'recorded_by', u.name, 'recorded_unit', n.name, 'parties_list', app.statute_party_list(s.id),
        'ended_code', CASE WHEN s.plan_ended_at <= now() THEN 'plan' WHEN s.ended_at <= now() THEN 'ended' WHEN s.until_day < app.today() THEN 'period'
                           WHEN p.status_code <> ALL (open) THEN 'plan' WHEN c.status_code <> ALL (open) THEN 'part' END)
      INTO d
      FROM legal_basis b JOIN joint_plan p ON p.id = s.plan_id
      LEFT JOIN contributing_plan c ON c.id = s.contributing_plan_id
      LEFT JOIN user_account r ON r.id = s.responsible_user_id
      LEFT JOIN user_account u ON u.id = s.recorded_by
      LEFT JOIN unit n ON n.id = s.recorded_unit_id
     WHERE b.rule_code = s.rule_code AND b.valid_from = s.rule_valid_from;
    RETURN d || jsonb_build_object('running', d ->> 'ended_code' IS NULL);
END
$$;

-- Those of a plan that the reader may see, running ones first; for pages that tell what is shared.
CREATE OR REPLACE FUNCTION app.statute_list(plan uuid) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN (SELECT coalesce(jsonb_agg(d ORDER BY (d ->> 'running')::boolean DESC, d ->> 'started_at' DESC), '[]')
              FROM (SELECT app.statute_shown(s) AS d FROM statute_use s WHERE s.plan_id = plan) x);
END
$$;

-- The running ones that serve a contributing plan, as far as the reader may see them.
CREATE OR REPLACE FUNCTION app.statute_part_list(part uuid) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN (SELECT coalesce(jsonb_agg(d ORDER BY d ->> 'started_at') FILTER (WHERE (d ->> 'running')::boolean), '[]')
              FROM (SELECT app.statute_shown(s) AS d FROM statute_use s WHERE s.contributing_plan_id = part) x);
END
$$;

-- GET /plans/{plan_id}/statutes. input: {"plan_id"} · returns {"plan_id","citizen","statutes_list","may_record"}. 404 without a relation.
CREATE OR REPLACE FUNCTION api.statute_list(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    plan uuid := (input ->> 'plan_id')::uuid;
    list jsonb;
    r record;
BEGIN
    PERFORM app.actor_require();
    SELECT * INTO r FROM app.relation(plan);
    IF r.related IS NOT TRUE THEN
        RETURN app.refuse('statute.list', 'plan', plan);
    END IF;
    list := app.statute_list(plan);
    PERFORM app.audit('statute.list', plan, r.citizen_id, 1, ARRAY[plan], 'permit', r.basis_code, r.basis_id,
                      CASE r.basis_code WHEN 'self' THEN 'own-data' ELSE 'care' END, jsonb_array_length(list));
    RETURN jsonb_build_object('plan_id', plan, 'citizen', app.citizen_strip(plan, 'plan'), 'statutes_list', list,
        'may_record', app.actor_role() = 'caseworker' AND r.write_mask & app.right_contribute() <> 0
                      AND EXISTS (SELECT FROM app.statute_rules(plan)));
END
$$;

-- GET /plans/{plan_id}/statutes/{statute_use_id}. Returns {"id","version","plan_id","citizen","statute","may_end"}. 404 for
-- those whom it does not concern.
CREATE OR REPLACE FUNCTION api.statute_show(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    plan uuid := (input ->> 'plan_id')::uuid;
    s statute_use;
    r record;
BEGIN
    PERFORM app.actor_require();
    SELECT * INTO r FROM app.relation(plan);
    SELECT x.* INTO s FROM statute_use x WHERE x.id = (input ->> 'statute_use_id')::uuid AND x.plan_id = plan;
    IF NOT FOUND OR r.related IS NOT TRUE THEN
        RETURN app.refuse('statute.show', 'plan', plan);
    END IF;
    PERFORM app.audit('statute.show', plan, r.citizen_id, app.class_mask(s.class_codes), ARRAY[s.id], 'permit', r.basis_code,
                      r.basis_id, CASE r.basis_code WHEN 'self' THEN 'own-data' ELSE 'care' END);
    RETURN jsonb_build_object('id', s.id, 'version', s.version, 'plan_id', plan, 'citizen', app.citizen_strip(plan, 'plan'),
        'statute', app.statute_shown(s), 'may_end', app.statute_may_end(s, r));
END
$$;

-- Whoever recorded it, and colleagues at that unit, as long as they work in the plan.
CREATE OR REPLACE FUNCTION app.statute_may_end(s samplan.statute_use, r record) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN s.ended_at IS NULL AND app.actor_role() = 'caseworker' AND r.write_mask & app.right_contribute() <> 0
       AND s.recorded_unit_id = ANY (app.actor_unit_principals());
END
$$;
