-- One page of the log as the policies let the reader see it, newest first, at most n + 1 rows (the last
-- one tells that there are more). Filters, all optional: user_id, citizen_id, plan_id, unit_id (and the
-- units below), from_day, to_day (both included), action_code ('plan-show'), basis_code, outcome_code,
-- who_code (see app.look_whose), period_code ('week', 'month').
-- after: cursor {"at","id"} of the last row of the page before, or NULL.
CREATE OR REPLACE FUNCTION app.audit_page(input jsonb, after jsonb, n integer) RETURNS SETOF samplan.audit
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    from_at timestamptz := coalesce(app.day_start((input ->> 'from_day')::date), '-infinity');
    to_at timestamptz := coalesce(app.day_start((input ->> 'to_day')::date + 1), 'infinity');
    after_at timestamptz := coalesce((after ->> 'at')::timestamptz, 'infinity');
    after_id bigint := coalesce((after ->> 'id')::bigint, 9223372036854775807);
    whose text := input ->> 'who_code';
    period integer := CASE input ->> 'period_code' WHEN 'week' THEN 7 WHEN 'month' THEN 30 END;
    units uuid[] := CASE WHEN input ->> 'unit_id' IS NOT NULL THEN
        (SELECT array_agg(u.id) FROM unit u WHERE u.path @> ARRAY[(input ->> 'unit_id')::uuid]) END;
BEGIN
    RETURN QUERY
    SELECT a.* FROM audit a
     WHERE a.at >= from_at AND a.at < to_at AND a.at <= after_at
       AND (a.at, a.id) < (after_at, after_id)
       AND (input ->> 'user_id' IS NULL OR a.user_id = (input ->> 'user_id')::uuid)
       AND (input ->> 'citizen_id' IS NULL OR a.citizen_id = (input ->> 'citizen_id')::uuid)
       AND (input ->> 'plan_id' IS NULL OR a.plan_id = (input ->> 'plan_id')::uuid)
       AND (units IS NULL OR a.unit_id = ANY (units))
       AND (input ->> 'action_code' IS NULL OR replace(replace(a.action, '.', '-'), '_', '-') = input ->> 'action_code')
       AND (input ->> 'basis_code' IS NULL OR coalesce(a.basis_code, 'none') = input ->> 'basis_code'
            OR a.bases @> jsonb_build_array(jsonb_build_object('basis', input ->> 'basis_code')))
       AND (input ->> 'outcome_code' IS NULL OR a.outcome = input ->> 'outcome_code')
       AND (whose IS NULL OR app.look_whose(a, whose))
       AND (period IS NULL OR a.at > now() - make_interval(days => period))
       -- a live page that stays open shows nothing by itself; listed when asked for
       AND (a.action <> 'events.open' OR input ->> 'action_code' IS NOT NULL)
     ORDER BY a.at DESC, a.id DESC
     LIMIT n + 1;
END
$$;
