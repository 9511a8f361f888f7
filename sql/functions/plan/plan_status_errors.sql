-- What is missing before a plan's status can change: [{"field","code"}]. A light plan needs less: no summary,
-- no goal, no day for review.
CREATE OR REPLACE FUNCTION app.plan_status_errors(p samplan.joint_plan, input jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    action text := input ->> 'action';
    errors jsonb := '[]';
    open_n bigint;
BEGIN
    IF action = 'activate' THEN
        IF length(btrim(coalesce(app.given(input, 'plan_reason', p.reason), ''))) = 0 THEN
            errors := errors || app.error('plan_reason', 'required');
        END IF;
        IF p.complexity_code <> 'light' AND length(btrim(coalesce(app.given(input, 'summary', p.summary), ''))) = 0 THEN
            errors := errors || app.error('summary', 'required');
        END IF;
        IF NOT EXISTS (SELECT FROM coordination k WHERE k.plan_id = p.id AND k.ended_at IS NULL)
           AND (input ->> 'coordinate')::boolean IS NOT TRUE THEN
            errors := errors || app.error('coordinate', 'coordinator-missing');
        END IF;
        IF p.complexity_code <> 'light' AND (input ->> 'without_goal')::boolean IS NOT TRUE
           AND NOT EXISTS (SELECT FROM goal g WHERE g.plan_id = p.id AND g.contributing_plan_id IS NULL
                              AND g.lifecycle_code IN ('proposed', 'active', 'on-hold')) THEN
            errors := errors || app.error('without_goal', 'no-goal');
        END IF;
        IF input ->> 'citizen_yes_code' IS NULL THEN
            errors := errors || app.error('citizen_yes_code', 'citizen-yes-missing');
        END IF;
        IF (input ->> 'citizen_yes_day')::date > app.today() THEN
            errors := errors || app.error('citizen_yes_day', 'in-future');
        END IF;
        IF (input ->> 'review_day')::date < app.today() THEN
            errors := errors || app.error('review_day', 'in-past');
        END IF;
        RETURN errors;
    END IF;
    IF action <> 'resume' AND length(btrim(coalesce(input ->> 'reason', ''))) = 0 THEN
        errors := errors || app.error('reason', 'reason-required');
    END IF;
    IF action = 'hold' THEN
        IF input ->> 'hold_until_day' IS NULL THEN
            errors := errors || app.error('hold_until_day', 'required');
        ELSIF (input ->> 'hold_until_day')::date <= app.today() THEN
            errors := errors || app.error('hold_until_day', 'in-past');
        END IF;
    ELSIF action IN ('complete', 'revoke') AND (input ->> 'cancel_tasks')::boolean IS NOT TRUE THEN
        SELECT count(*) INTO open_n FROM task t WHERE t.plan_id = p.id AND t.closed_at IS NULL;
        IF open_n > 0 THEN
            errors := errors || app.error('cancel_tasks', 'open-tasks', jsonb_build_object('n', open_n));
        END IF;
    END IF;
    RETURN errors;
END
$$;
