-- What the program samplan-jobs calls, and the only thing that it may: runs every function app.job_… that takes nothing, by name.
-- One that fails is undone alone and told of; the others go on. One at a time: {"busy": true} while another connection runs them.
-- input: {} · returns {"busy","jobs_list": [{"name","done_n","failed": SQLSTATE or NULL,"ms"}]}.
CREATE OR REPLACE FUNCTION api.jobs_run(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    name text;
    n integer;
    failed text;
    began timestamptz;
    list jsonb := '[]';
BEGIN
    PERFORM app.actor_forget(jsonb_build_object('interface', 'job', 'request_id', gen_random_uuid()));
    IF NOT pg_try_advisory_xact_lock(hashtextextended('samplan-jobs', 0)) THEN
        RETURN '{"busy": true, "jobs_list": []}';
    END IF;
    FOR name IN SELECT p.proname FROM pg_proc p
                 WHERE p.pronamespace = 'app'::regnamespace AND p.proname LIKE 'job\_%' AND p.pronargs = 0 ORDER BY p.proname LOOP
        n := 0; failed := NULL; began := clock_timestamp();
        BEGIN
            EXECUTE format('SELECT app.%I()', name) INTO n;
            -- what the rows of this job break is its own failure, not that of all at the end
            SET CONSTRAINTS ALL IMMEDIATE;
            SET CONSTRAINTS ALL DEFERRED;
            -- the next job's changes to the same plan are shown too
            PERFORM set_config('samplan.documents_done', '', true);
        EXCEPTION WHEN OTHERS THEN
            failed := SQLSTATE;
        END;
        list := list || jsonb_build_object('name', name, 'done_n', coalesce(n, 0), 'failed', failed,
                                           'ms', round(extract(epoch FROM clock_timestamp() - began) * 1000));
    END LOOP;
    RETURN jsonb_build_object('busy', false, 'jobs_list', list);
END
$$;
ALTER FUNCTION api.jobs_run(jsonb) OWNER TO samplan_derive;
