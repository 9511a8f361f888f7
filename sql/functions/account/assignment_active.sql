-- Whether a role assignment gives rights today; the end day itself is not included. None does in a unit that is closed.
CREATE OR REPLACE FUNCTION app.assignment_active(ra samplan.role_assignment) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT ra.status_code = 'active' AND ra.valid_from <= app.today()
           AND (ra.valid_to IS NULL OR ra.valid_to > app.today()) AND NOT coalesce(app.unit_closed(ra.unit_id), false)
$$;

-- Which assignment a new session gets: the one wanted, the only one, or none yet (several to choose
-- from). refusal: the document to answer with instead.
CREATE OR REPLACE FUNCTION app.assignment_default(who uuid, wanted uuid,
    OUT assignment_id uuid, OUT refusal jsonb)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    mine uuid[] := (SELECT array_agg(ra.id) FROM role_assignment ra
                     WHERE ra.user_id = who AND app.assignment_active(ra));
BEGIN
    IF mine IS NULL THEN
        refusal := '{"_refused": {"status": 403, "code": "no-role"}}';
    ELSIF wanted IS NOT NULL AND NOT wanted = ANY (mine) THEN
        refusal := '{"_refused": {"status": 422, "code": "invalid",
                     "errors": [{"field": "assignment_id", "code": "not-found"}]}}';
    ELSIF wanted IS NOT NULL THEN
        assignment_id := wanted;
    ELSIF cardinality(mine) = 1 THEN
        assignment_id := mine[1];
    END IF;
END
$$;
ALTER FUNCTION app.assignment_default(uuid, uuid) OWNER TO samplan_auth;
