-- Tells of an emergency opening, in the transaction that makes it: the citizen and the managers who answer for the unit;
-- unless that is put off to a day; and when it is one of many, those who watch over them.
CREATE OR REPLACE FUNCTION app.break_glass_tell(opening uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    b break_glass;
    of_person integer;
    of_unit integer;
    judges uuid[];
BEGIN
    SELECT x.* INTO b FROM break_glass x WHERE x.id = opening;
    IF b.told_at IS NOT NULL THEN
        PERFORM app.citizen_tell(b.plan_id, 'break-glass-opened', b.id);
    END IF;
    -- where nobody manages, nobody may be left untold
    judges := coalesce(app.managers_near(b.unit_id, b.user_id), app.watchers_of(b.unit_id, b.user_id));
    PERFORM app.notice_add(judges, 'break-glass-review', b.plan_id, b.citizen_id, b.id);
    SELECT count(*) FILTER (WHERE x.user_id = b.user_id), count(*) FILTER (WHERE x.unit_id = b.unit_id) INTO of_person, of_unit
      FROM break_glass x WHERE (x.user_id = b.user_id OR x.unit_id = b.unit_id) AND x.started_at > now() - interval '24 hours';
    IF of_person >= app.setting_number('break_glass_person_alarm', 3) OR of_unit >= app.setting_number('break_glass_unit_alarm', 10) THEN
        PERFORM app.notice_add(judges || app.watchers_of(b.unit_id, b.user_id), 'break-glass-many',
                               b.plan_id, b.citizen_id, b.id, jsonb_build_object('of_person_n', of_person, 'of_unit_n', of_unit));
    END IF;
END
$$;
ALTER FUNCTION app.break_glass_tell(uuid) OWNER TO samplan_derive;

-- Tells the citizen of one that she was not told of yet, and what was found of it, if it is judged.
CREATE OR REPLACE FUNCTION app.break_glass_told(opening uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    b break_glass;
BEGIN
    UPDATE break_glass x SET told_at = now() WHERE x.id = opening AND x.told_at IS NULL;
    IF FOUND THEN
        SELECT x.* INTO b FROM break_glass x WHERE x.id = opening;
        PERFORM app.citizen_tell(b.plan_id, 'break-glass-opened', b.id);
        IF b.reviewed_at IS NOT NULL THEN
            PERFORM app.citizen_tell(b.plan_id, 'break-glass-judged', b.id);
        END IF;
    END IF;
END
$$;
ALTER FUNCTION app.break_glass_told(uuid) OWNER TO samplan_derive;

-- The openings that the actor, a citizen, is not told of yet: her log is without them till then.
CREATE OR REPLACE FUNCTION app.citizen_untold() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN (SELECT coalesce(array_agg(b.id), '{}') FROM break_glass b WHERE b.citizen_id = app.actor_citizen() AND b.told_at IS NULL);
END
$$;
ALTER FUNCTION app.citizen_untold() OWNER TO samplan_derive;
