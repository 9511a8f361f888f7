-- The day has come to which telling the citizen was put off: of an emergency, of a statute. Returns how many she is told of.
CREATE OR REPLACE FUNCTION app.job_tell() RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    b break_glass;
    s statute_use;
    n integer := 0;
BEGIN
    FOR b IN SELECT x.* FROM break_glass x WHERE x.told_at IS NULL AND x.tell_day <= app.today() FOR UPDATE SKIP LOCKED LOOP
        PERFORM app.break_glass_told(b.id);
        PERFORM app.audit('break-glass.tell', b.plan_id, b.citizen_id, 0, ARRAY[b.id], 'permit', 'rule', b.id, 'care');
        n := n + 1;
    END LOOP;
    FOR s IN SELECT x.* FROM statute_use x WHERE x.told_code = 'deferred' AND x.told_at IS NULL AND x.tell_day <= app.today() FOR UPDATE SKIP LOCKED LOOP
        UPDATE statute_use x SET told_at = now() WHERE x.id = s.id;
        PERFORM app.citizen_tell(s.plan_id, 'statute-recorded', s.id);
        PERFORM app.audit('statute.tell', s.plan_id, (SELECT p.citizen_id FROM joint_plan p WHERE p.id = s.plan_id), 0, ARRAY[s.id], 'permit', 'rule', s.id, 'care');
        n := n + 1;
    END LOOP;
    RETURN n;
END
$$;
ALTER FUNCTION app.job_tell() OWNER TO samplan_derive;
