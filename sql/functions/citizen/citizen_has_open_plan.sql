-- Whether a citizen has an open plan, seen or not. For writes that must not run into the rule of one open
-- plan a citizen; the answer must never reach the reader.
CREATE OR REPLACE FUNCTION app.citizen_has_open_plan(citizen uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT FROM joint_plan p WHERE p.citizen_id = citizen AND p.status_code IN ('draft', 'active', 'on-hold'));
END
$$;
ALTER FUNCTION app.citizen_has_open_plan(uuid) OWNER TO samplan_derive;

-- The confirmed citizen with the same CPR number as this one, who is not confirmed herself, with the state
-- of her plan; NULLs where there is none. Only for use when the citizen's yes has been recorded.
CREATE OR REPLACE FUNCTION app.citizen_same(citizen uuid, OUT other_id uuid, OUT other_plan_id uuid)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    SELECT o.id INTO other_id FROM citizen c JOIN citizen o ON o.cpr_index = c.cpr_index AND o.status_code = 'confirmed'
     WHERE c.id = citizen AND c.status_code = 'unconfirmed' AND o.id <> c.id;
    SELECT p.id INTO other_plan_id FROM joint_plan p
     WHERE p.citizen_id = other_id AND p.status_code IN ('draft', 'active', 'on-hold');
END
$$;
ALTER FUNCTION app.citizen_same(uuid) OWNER TO samplan_derive;

-- Makes the draft one of a citizen who is known already and has no open plan: her record stays, the
-- unconfirmed one points to it.
CREATE OR REPLACE FUNCTION app.citizen_merge(plan uuid, citizen uuid, known uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    UPDATE joint_plan p SET citizen_id = known WHERE p.id = plan AND p.citizen_id = citizen AND p.status_code = 'draft';
    UPDATE citizen c SET status_code = 'merged', merged_into = known WHERE c.id = citizen AND c.status_code = 'unconfirmed';
END
$$;
ALTER FUNCTION app.citizen_merge(uuid, uuid, uuid) OWNER TO samplan_derive;
