-- Whom the citizen's no keeps out of what goes on in her plan, beside its rights, which app.access_expected cuts: what she is asked to
-- do, coordinating, meetings.

-- As whom a no can be against somebody, or against a unit where person is NULL.
CREATE OR REPLACE FUNCTION app.objection_principals(person uuid, unit uuid) RETURNS uuid[]
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN array_remove(coalesce((SELECT n.path || n.organisation_id FROM unit n WHERE n.id = objection_principals.unit), '{}') || person, NULL);
END
$$;

-- Whether she coordinates the plan now, or a draft of it is hers.
CREATE OR REPLACE FUNCTION app.coordinates_now(plan uuid, person uuid, unit uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN person IS NOT NULL AND EXISTS (
        SELECT FROM access a JOIN unit n ON n.id = coordinates_now.unit
         WHERE a.plan_id = plan AND a.basis_code = 'coordination' AND a.since <= now() AND a.until > now()
           AND a.principal = ANY (app.practitioner_principals(person, n.path)));
END
$$;
ALTER FUNCTION app.coordinates_now(uuid, uuid, uuid) OWNER TO samplan_derive;

-- Whether the citizen keeps somebody out now of what is done in a class: person at a unit, or a unit (person NULL); part: the part that it
-- is done in. A no to the shared plan is one to what belongs to its other classes as well; but a unit is asked within its own authority's
-- part unless the no is against the person and about that very class. Whoever coordinates goes on with what is shared, as long as she does:
-- a plan has exactly one coordinator at every instant, so a no to her takes effect with the hand-over that app.tell_coordinator_refused asks
-- for.
CREATE OR REPLACE FUNCTION app.kept_out(plan uuid, person uuid, unit uuid, class text DEFAULT 'core', part uuid DEFAULT NULL) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    hers constant uuid[] := app.objection_principals(person, unit);
    core constant integer := app.class_bit('core');
    mask integer := app.class_bit(class);
    own boolean;
BEGIN
    IF NOT EXISTS (SELECT FROM consent_provision v WHERE v.plan_id = plan AND v.type_code = 'deny') THEN
        RETURN false;
    END IF;
    own := class <> 'core' AND EXISTS (SELECT FROM contributing_plan c WHERE c.id = part AND c.owner_unit_id = ANY (hers));
    IF app.coordinates_now(plan, person, unit) THEN
        mask := mask & ~core;
    ELSIF NOT own THEN
        mask := mask | core;
    END IF;
    RETURN EXISTS (SELECT FROM app.access_objections(plan) o
                    WHERE o.principal = ANY (hers) AND o.class_bit & mask <> 0 AND o.since <= now() AND o.until > now()
                      AND (o.reach = 1 OR NOT own));
END
$$;
ALTER FUNCTION app.kept_out(uuid, uuid, uuid, text, uuid) OWNER TO samplan_derive;

-- Plans in which a no reaches the actor, as caseworker or volunteer, now: neither what she was asked to do nor a coordination that she was
-- offered is hers to see there, as far as the no goes.
CREATE OR REPLACE FUNCTION app.actor_objected() RETURNS TABLE (plan_id uuid)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    IF app.actor_role() IN ('caseworker', 'volunteer') THEN
        RETURN QUERY SELECT DISTINCT v.plan_id FROM consent_provision v
         WHERE v.type_code = 'deny' AND v.related_id IS NULL
           AND coalesce(v.user_id, v.organisation_id, v.unit_id) = ANY (app.objection_principals(app.actor_user(), app.actor_unit()))
           AND v.since_at <= now() AND app.provision_live(v);
    END IF;
END
$$;
ALTER FUNCTION app.actor_objected() OWNER TO samplan_derive;

-- Of those plans the ones whose coordination she is offered.
CREATE OR REPLACE FUNCTION app.actor_offers_kept_out() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN ARRAY(SELECT h.plan_id FROM handover h
                  WHERE h.to_user_id = app.actor_user() AND h.status_code = 'requested'
                    AND app.kept_out(h.plan_id, app.actor_user(), app.actor_unit()));
END
$$;
ALTER FUNCTION app.actor_offers_kept_out() OWNER TO samplan_derive;

-- Her tasks in them.
CREATE OR REPLACE FUNCTION app.actor_tasks_kept_out() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN ARRAY(SELECT t.id FROM app.actor_objected() o JOIN task t ON t.plan_id = o.plan_id
                  WHERE t.performer_principal = ANY (app.actor_principals())
                    AND app.kept_out(t.plan_id, app.actor_user(), app.actor_unit(), t.class_code, t.contributing_plan_id));
END
$$;
ALTER FUNCTION app.actor_tasks_kept_out() OWNER TO samplan_derive;
