-- GET /reviews: the emergency openings that a manager judges: what is open first, by its day; then what is judged, newest first.
-- Auditors see all. Facts alone, nothing of any plan, and nobody sees her own.
-- input: {"cursor"} · returns {"open_list","closed_list": [app.review_row …],"next","first_page","open_n","late_n","asked_n","justified_n",
-- "not_justified_n" (the last 90 days),"may_judge"}.
CREATE OR REPLACE FUNCTION api.review_list(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    page_n constant integer := 50;
    after jsonb := app.cursor_decode(input ->> 'cursor');
    open_rows jsonb := '[]';
    closed_rows jsonb;
    next jsonb;
    counts record;
BEGIN
    PERFORM app.actor_require();
    IF after IS NULL THEN
        SELECT coalesce(jsonb_agg(app.review_row(x::break_glass) ORDER BY x.review_due_day, x.started_at), '[]') INTO open_rows
          FROM (SELECT b.* FROM break_glass b WHERE b.reviewed_at IS NULL AND b.user_id <> app.actor_user()
                 ORDER BY b.review_due_day, b.started_at LIMIT 200) x;
    END IF;
    SELECT coalesce(jsonb_agg(app.review_row(x::break_glass) ORDER BY x.reviewed_at DESC, x.id DESC), '[]') INTO closed_rows
      FROM (SELECT b.* FROM break_glass b
             WHERE b.reviewed_at IS NOT NULL AND b.user_id <> app.actor_user()
               AND (after IS NULL OR (b.reviewed_at, b.id) < ((after ->> 'at')::timestamptz, (after ->> 'i')::uuid))
             ORDER BY b.reviewed_at DESC, b.id DESC LIMIT page_n + 1) x;
    IF jsonb_array_length(closed_rows) > page_n THEN
        closed_rows := closed_rows - page_n;
        next := jsonb_build_object('at', closed_rows -> -1 -> 'reviewed_at', 'i', closed_rows -> -1 -> 'id');
    END IF;
    SELECT count(*) FILTER (WHERE b.reviewed_at IS NULL) AS open_n,
           count(*) FILTER (WHERE b.reviewed_at IS NULL AND b.review_due_day < app.today()) AS late_n,
           count(*) FILTER (WHERE b.reviewed_at IS NULL AND b.verdict_code = 'more-information') AS asked_n,
           count(*) FILTER (WHERE b.reviewed_at > now() - interval '90 days' AND b.verdict_code = 'justified') AS justified_n,
           count(*) FILTER (WHERE b.reviewed_at > now() - interval '90 days' AND b.verdict_code = 'not-justified') AS not_justified_n
      INTO counts FROM break_glass b WHERE b.user_id <> app.actor_user();
    PERFORM app.review_audit('review.list', open_rows || closed_rows);
    RETURN to_jsonb(counts) || jsonb_build_object('open_list', open_rows, 'closed_list', closed_rows, 'next', app.cursor_encode(next),
        'first_page', after IS NULL, 'may_judge', app.actor_role() = 'manager' OR EXISTS (SELECT FROM jsonb_array_elements(open_rows) e WHERE (e ->> 'mine')::boolean));
END
$$;

-- One opening in the list: who, where, when, how long, what was chosen, when it must be judged. The citizen by initials and age.
CREATE OR REPLACE FUNCTION app.review_row(b samplan.break_glass) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN app.break_glass_document(b) - '{reason,plan_id,verdict_text}'::text[] || (
        SELECT jsonb_build_object('href', '/reviews/' || b.id, 'mine', b.reviewed_at IS NULL AND app.review_mine(b), 'name', u.name, 'title', u.profession, 'unit', n.name,
                   'working_days_n', CASE WHEN b.reviewed_at IS NULL THEN greatest(app.working_days_left(app.today(), b.review_due_day), 0) END,
                   'late', b.reviewed_at IS NULL AND b.review_due_day < app.today(),
                   'reviewer', (SELECT r.name FROM user_account r WHERE r.id = b.reviewed_by))
          FROM user_account u JOIN unit n ON n.id = b.unit_id WHERE u.id = b.user_id);
END
$$;
ALTER FUNCTION app.review_row(samplan.break_glass) OWNER TO samplan_derive;

-- A row a citizen of those listed; one without when there is none.
CREATE OR REPLACE FUNCTION app.review_audit(action text, rows jsonb) RETURNS void
LANGUAGE plpgsql SET search_path = samplan, app, pg_temp AS $$
BEGIN
    IF jsonb_array_length(rows) = 0 THEN
        PERFORM app.audit(action, NULL, NULL, 0, NULL, 'permit', 'review', NULL, 'control', 0);
        RETURN;
    END IF;
    PERFORM app.audit(action, NULL, x.citizen, 0, x.ids, 'permit', 'review', NULL, 'control', jsonb_array_length(rows))
       FROM (SELECT (e #>> '{citizen,id}')::uuid AS citizen, array_agg((e ->> 'id')::uuid) AS ids
               FROM jsonb_array_elements(rows) e GROUP BY 1) x;
END
$$;
