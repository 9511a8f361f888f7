-- Answers that are kept for a repeated call: what they were about, and whether their reader may still have them.

-- What the actor may see now of what an audit row of the answer was about, by the policies: {"related","mask": of its classes,"task",
-- "meeting","citizen"}. touched: as app.audit notes it.
CREATE OR REPLACE FUNCTION app.answer_rights(touched jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    ids constant uuid[] := ARRAY(SELECT jsonb_array_elements_text(coalesce(nullif(touched -> 'items', 'null'), '[]'))::uuid);
    r record;
BEGIN
    SELECT * INTO r FROM app.relation((touched ->> 'plan_id')::uuid);
    RETURN jsonb_build_object('related', r.related, 'mask', r.read_any & coalesce((touched ->> 'class_mask')::integer, 0),
        'task', NOT r.related AND EXISTS (SELECT FROM task t WHERE t.id = ANY (ids)),
        'meeting', NOT r.related AND EXISTS (SELECT FROM appointment_invitation i WHERE i.appointment_id = ANY (ids) AND i.until_at > now()
                                                AND i.principal = ANY (app.actor_principals())),
        'citizen', touched ->> 'plan_id' IS NULL AND EXISTS (SELECT FROM citizen c WHERE c.id = (touched ->> 'citizen_id')::uuid));
END
$$;

-- Whether nothing of what was held then is missing now. A right that the call itself had ended is not missed: its answer is about that.
CREATE OR REPLACE FUNCTION app.answer_still_held(then_held jsonb, now_held jsonb) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$
    SELECT (then_held ->> 'mask')::integer & ~(now_held ->> 'mask')::integer = 0
       AND NOT EXISTS (SELECT FROM unnest('{related,task,meeting,citizen}'::text[]) k
                        WHERE (then_held ->> k)::boolean AND NOT (now_held ->> k)::boolean
                          -- somebody who was asked to something and is of the team by now sees it as such
                          AND NOT (k IN ('task', 'meeting') AND (now_held ->> 'related')::boolean))
$$;

-- The row in the log of giving it again.
CREATE OR REPLACE FUNCTION app.answer_audit(touched jsonb) RETURNS void
LANGUAGE plpgsql SET search_path = samplan, app, pg_temp AS $$
DECLARE
    r record;
BEGIN
    SELECT * INTO r FROM app.relation((touched ->> 'plan_id')::uuid);
    PERFORM app.audit('answer.repeat', (touched ->> 'plan_id')::uuid, (touched ->> 'citizen_id')::uuid, (touched ->> 'class_mask')::integer,
        ARRAY(SELECT jsonb_array_elements_text(coalesce(nullif(touched -> 'items', 'null'), '[]'))::uuid), 'permit',
        CASE WHEN r.related THEN r.basis_code ELSE touched ->> 'basis_code' END,
        CASE WHEN r.related THEN r.basis_id ELSE (touched ->> 'basis_id')::uuid END,
        touched ->> 'purpose_code', NULL, NULL, touched ->> 'action');
END
$$;

-- A retry comes within minutes; answers hold names, so none is kept for longer than two days. Returns how many went.
CREATE OR REPLACE FUNCTION app.job_answers() RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    n integer;
BEGIN
    DELETE FROM idempotency i WHERE i.created_at < now() - interval '2 days';
    GET DIAGNOSTICS n = ROW_COUNT;
    RETURN n;
END
$$;
ALTER FUNCTION app.job_answers() OWNER TO samplan_derive;
