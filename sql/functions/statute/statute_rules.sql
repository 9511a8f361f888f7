-- Which statutes the actor may record for a plan today, and for which contributing plans.

-- The dated table's row for a rule on a day; no row where the rule was not in force.
CREATE OR REPLACE FUNCTION app.legal_basis_on(rule text, day date) RETURNS SETOF samplan.legal_basis
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN QUERY SELECT b.* FROM legal_basis b
     WHERE b.rule_code = rule AND b.valid_from <= day AND (b.valid_to IS NULL OR b.valid_to > day)
     ORDER BY b.valid_from DESC LIMIT 1;
END
$$;

-- Open contributing plans of the actor's unit that a rule can be recorded for. NULL part types: none are needed.
CREATE OR REPLACE FUNCTION app.statute_parts(plan uuid, b samplan.legal_basis) RETURNS SETOF samplan.contributing_plan
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN QUERY SELECT c.* FROM contributing_plan c
     WHERE c.plan_id = plan AND c.type_code = ANY (b.part_type_codes) AND c.class_code = ANY (b.class_codes)
       AND c.status_code IN ('draft', 'active', 'on-hold') AND c.owner_unit_id = ANY (app.actor_unit_principals());
END
$$;

-- The rows that the actor may invoke today: in force, her unit's sector among the invokers, and where the rule serves an
-- agreement, one of that type which her unit owns.
CREATE OR REPLACE FUNCTION app.statute_rules(plan uuid) RETURNS SETOF samplan.legal_basis
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN QUERY
    SELECT b.* FROM (SELECT DISTINCT x.rule_code FROM legal_basis x) r
      CROSS JOIN LATERAL app.legal_basis_on(r.rule_code, app.today()) b
     WHERE (SELECT n.sector_code FROM unit n WHERE n.id = app.actor_unit()) = ANY (b.invoker_sectors)
       AND (b.part_type_codes IS NULL OR EXISTS (SELECT FROM app.statute_parts(plan, b)))
     ORDER BY b.paragraph;
END
$$;

-- Why the actor may not record a statute for the plan, as a refusal with its audit row, or NULL: 404 without a relation,
-- 403 'team-only' for readers who do not work in the plan, 403 'no-statute' where no rule is hers to invoke. A plan that is
-- closed raises SP409 'plan-closed'.
CREATE OR REPLACE FUNCTION app.statute_refusal(action text, plan uuid, r record) RETURNS jsonb
LANGUAGE plpgsql SET search_path = samplan, app, pg_temp AS $$
BEGIN
    IF r.related IS NOT TRUE THEN
        RETURN app.refuse(action, 'plan', plan);
    ELSIF app.actor_role() <> 'caseworker' OR r.write_mask & app.right_contribute() = 0 THEN
        IF EXISTS (SELECT FROM joint_plan p WHERE p.id = plan AND p.status_code IN ('completed', 'revoked')) THEN
            RAISE EXCEPTION 'plan-closed' USING ERRCODE = 'SP409';
        END IF;
        RETURN app.refuse_action(action, plan, plan, 'team-only');
    ELSIF NOT EXISTS (SELECT FROM app.statute_rules(plan)) THEN
        RETURN app.refuse_action(action, plan, plan, 'no-statute');
    END IF;
    RETURN NULL;
END
$$;
