-- Emergency openings that nobody has judged in time go on to those who watch over it: once. Returns how many.
CREATE OR REPLACE FUNCTION app.job_break_glass() RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    b break_glass;
    n integer := 0;
BEGIN
    FOR b IN SELECT x.* FROM break_glass x WHERE x.reviewed_at IS NULL AND x.escalated_at IS NULL AND x.review_due_day < app.today()
              ORDER BY x.review_due_day FOR UPDATE SKIP LOCKED LOOP
        UPDATE break_glass x SET escalated_at = now() WHERE x.id = b.id;
        INSERT INTO review_entry (break_glass_id, kind_code, opener_id, unit_id) VALUES (b.id, 'escalation', b.user_id, b.unit_id);
        PERFORM app.notice_add(app.watchers_of(b.unit_id, b.user_id), 'break-glass-escalated',
                               b.plan_id, b.citizen_id, b.id);
        PERFORM app.audit('break-glass.escalate', b.plan_id, b.citizen_id, 0, ARRAY[b.id], 'permit', 'rule', b.id, 'control');
        n := n + 1;
    END LOOP;
    RETURN n;
END
$$;
ALTER FUNCTION app.job_break_glass() OWNER TO samplan_derive;
