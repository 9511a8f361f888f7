-- GET /reviews/{review_id}: one emergency opening, for whoever judges it or watches over that. What the employee did by it and
-- what tied her to the citizen before and after; never what the plan says.
-- input: {"review_id"} · returns app.review_row with "reason","verdict_text","facts": app.review_facts,"reads_list","entries_list",
-- "citizen_told","told_at","tell_day" of one that she is told of later,"tell_reason","may_judge". 404 for others, and for one's own.
CREATE OR REPLACE FUNCTION api.review_show(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    b break_glass;
BEGIN
    PERFORM app.actor_require();
    SELECT x.* INTO b FROM break_glass x WHERE x.id = (input ->> 'review_id')::uuid AND x.user_id <> app.actor_user();
    IF NOT FOUND OR app.actor_role() NOT IN ('manager', 'auditor') THEN
        RETURN app.refuse('review.show', 'break-glass', (input ->> 'review_id')::uuid);
    END IF;
    PERFORM app.audit('review.show', b.plan_id, b.citizen_id, 0, ARRAY[b.id], 'permit', 'review', b.id, 'control');
    RETURN app.review_row(b) || jsonb_build_object('reason', b.reason, 'verdict_text', b.verdict_text, 'facts', app.review_facts(b),
        'reads_list', app.review_reads(b), 'entries_list', app.review_entries(b.id), 'citizen_told', app.review_told(b), 'told_at', b.told_at, 'tell_day', CASE WHEN b.told_at IS NULL THEN b.tell_day END,
        'tell_reason', b.tell_reason,
        'may_judge', b.reviewed_at IS NULL AND app.review_mine(b));
END
$$;

-- What the log holds of the opening: [{"action_code","outcome_code","class_codes","read_at","n"}], in the order of time, rows of the
-- same kind within a minute as one.
CREATE OR REPLACE FUNCTION app.review_reads(b samplan.break_glass) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN (SELECT coalesce(jsonb_agg(jsonb_build_object('action_code', replace(x.action, '.', '-'), 'outcome_code', x.outcome, 'read_at', x.at,
                       'rows_n', x.n, 'class_codes', (SELECT coalesce(jsonb_agg(s.code ORDER BY s.bit), '[]') FROM section_class s
                                                  WHERE x.mask & (1 << s.bit) <> 0)) ORDER BY x.at), '[]')
              FROM (SELECT a.action, a.outcome, min(a.at) AS at, count(*) AS n, coalesce(bit_or(a.class_mask), 0) AS mask
                      FROM audit a
                     WHERE a.citizen_id = b.citizen_id AND a.plan_id = b.plan_id AND a.user_id = b.user_id
                       AND a.at >= b.started_at AND a.at < b.ends_at + interval '1 minute'
                       AND (a.basis_id = b.id OR a.outcome <> 'permit') AND a.purpose_code = 'care' AND a.action <> 'events.open'
                     GROUP BY a.action, a.outcome, date_trunc('minute', a.at)) x);
END
$$;
ALTER FUNCTION app.review_reads(samplan.break_glass) OWNER TO samplan_derive;

-- What tied the employee or her unit to the citizen: {"team","task","appointment","consent": true when there was one at the time,
-- "join_after": she asked to join afterwards,"earlier_n": her openings of the last 30 days before this}.
CREATE OR REPLACE FUNCTION app.review_facts(b samplan.break_glass) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    at_start constant date := (b.started_at AT TIME ZONE 'Europe/Copenhagen')::date;
    principals uuid[];
BEGIN
    SELECT app.practitioner_principals(b.user_id, n.path) || n.path INTO principals FROM unit n WHERE n.id = b.unit_id;
    RETURN jsonb_build_object(
        'team', EXISTS (SELECT FROM team_member m WHERE m.plan_id = b.plan_id AND (m.user_id = b.user_id OR m.kind_code = 'unit' AND m.unit_id = b.unit_id)
                           AND m.period_start_day <= at_start AND (m.period_end_day IS NULL OR m.period_end_day >= at_start)),
        'task', EXISTS (SELECT FROM task t WHERE t.plan_id = b.plan_id AND t.performer_principal = ANY (principals) AND t.created_at < b.started_at
                           AND (t.closed_at IS NULL OR t.closed_at > b.started_at - interval '14 days')),
        'appointment', EXISTS (SELECT FROM appointment a JOIN appointment_participant p ON p.appointment_id = a.id JOIN team_member m ON m.id = p.member_id
                                WHERE a.plan_id = b.plan_id AND p.answer_code <> 'removed' AND (m.user_id = b.user_id OR m.unit_id = b.unit_id)
                                  AND a.start_at BETWEEN b.started_at - interval '14 days' AND b.started_at + interval '14 days'),
        'consent', EXISTS (SELECT FROM app.access_consented(b.plan_id) c WHERE c.principal = ANY (principals) AND c.since < b.started_at AND c.until > b.started_at),
        'join_after', EXISTS (SELECT FROM join_request j WHERE j.plan_id = b.plan_id AND j.requester_user_id = b.user_id AND j.created_at >= b.started_at),
        'earlier_n', (SELECT count(*) FROM break_glass x WHERE x.user_id = b.user_id AND x.started_at < b.started_at
                         AND x.started_at > b.started_at - interval '30 days'));
END
$$;
ALTER FUNCTION app.review_facts(samplan.break_glass) OWNER TO samplan_derive;

-- Whether the citizen has an account in which she was told; without one the unit tells her by letter.
CREATE OR REPLACE FUNCTION app.review_told(b samplan.break_glass) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT FROM notice n JOIN user_account u ON u.id = n.user_id
                    WHERE u.citizen_id = b.citizen_id AND n.kind_code = 'break-glass-opened' AND n.item_id = b.id);
END
$$;
ALTER FUNCTION app.review_told(samplan.break_glass) OWNER TO samplan_derive;
