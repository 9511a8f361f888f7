-- How the request that belongs to a draft was answered: "requested", "accepted", "declined" or NULL for none.
-- Only for use when the citizen's yes has been recorded on the draft.
CREATE OR REPLACE FUNCTION app.join_request_state(draft uuid, OUT status_code text, OUT answer_text text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    SELECT j.status_code, j.answer_text INTO status_code, answer_text
      FROM join_request j WHERE j.draft_plan_id = draft ORDER BY j.created_at DESC LIMIT 1;
END
$$;
ALTER FUNCTION app.join_request_state(uuid) OWNER TO samplan_derive;
