-- What a section's document tells of the citizen's remarks on its passages: {"remarks_n","unanswered_n","newest_at"}; part NULL:
-- those on the shared core. Remarks on the plan as a whole are not in it: not every reader of the core may know of them.
CREATE OR REPLACE FUNCTION app.document_remarks(plan uuid, part uuid) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN (SELECT jsonb_build_object('remarks_n', count(*), 'newest_at', max(r.created_at),
                       'unanswered_n', count(*) FILTER (WHERE NOT EXISTS (SELECT FROM remark_answer a WHERE a.remark_id = r.id)))
              FROM remark r
             WHERE r.plan_id = plan
               AND CASE WHEN part IS NULL THEN r.contributing_plan_id IS NULL AND r.class_code = 'core'
                        ELSE r.contributing_plan_id = part END);
END
$$;

-- Whose a contributing plan is, in words: its unit, or the citizen.
CREATE OR REPLACE FUNCTION app.part_owner(c samplan.contributing_plan, unit text) RETURNS text
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    IF c.owner_unit_id IS NOT NULL THEN
        RETURN unit;
    END IF;
    RETURN (SELECT z.name FROM joint_plan j JOIN citizen z ON z.id = j.citizen_id WHERE j.id = c.plan_id);
END
$$;
