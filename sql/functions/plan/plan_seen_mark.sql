-- Notes that the reader has the plan open and returns the time of her visit before this one. A visit
-- lasts until 30 minutes have passed without one, so that the marks stay while she works.
CREATE OR REPLACE FUNCTION app.plan_seen_mark(plan uuid) RETURNS timestamptz
LANGUAGE plpgsql SET search_path = samplan, app, pg_temp AS $$
DECLARE
    s plan_seen;
BEGIN
    SELECT * INTO s FROM plan_seen x WHERE x.user_id = app.actor_user() AND x.plan_id = plan;
    IF NOT FOUND THEN
        INSERT INTO plan_seen (user_id, plan_id, seen_at) VALUES (app.actor_user(), plan, now())
        ON CONFLICT DO NOTHING;
        RETURN NULL;
    END IF;
    IF s.seen_at < now() - interval '30 minutes' THEN
        UPDATE plan_seen x SET previous_at = s.seen_at, seen_at = now()
         WHERE x.user_id = app.actor_user() AND x.plan_id = plan;
        RETURN s.seen_at;
    ELSIF s.seen_at < now() - interval '1 minute' THEN
        UPDATE plan_seen x SET seen_at = now() WHERE x.user_id = app.actor_user() AND x.plan_id = plan;
    END IF;
    RETURN s.previous_at;
END
$$;
