-- The audit rows of a list over many citizens: one row a citizen, in one statement.

-- plans, items, masks: the same length, an element for each thing shown: its plan, its id, its section
-- class. The basis is the actor's strongest relation to the plan; without one it is the thing itself, a
-- task that she was asked to do. hits: how many things the list showed. An empty list leaves one row without
-- a citizen.
CREATE OR REPLACE FUNCTION app.audit_many(action text, plans uuid[], items uuid[], masks integer[], hits integer) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    principals constant uuid[] := app.actor_principals();
    glass record;
    citizens uuid[];
    bases text[];
    basis_ids uuid[];
BEGIN
    IF coalesce(array_length(plans, 1), 0) = 0 THEN
        PERFORM app.audit(action, NULL, app.actor_citizen(), 0, NULL, 'permit', 'none', NULL,
                          CASE WHEN app.actor_citizen() IS NULL THEN 'care' ELSE 'own-data' END, hits);
        RETURN;
    END IF;
    SELECT array_agg(g.citizen_id ORDER BY i.o), array_agg(coalesce(g.basis_code, 'task') ORDER BY i.o),
           array_agg(coalesce(g.basis_id, i.item) ORDER BY i.o)
      INTO citizens, bases, basis_ids
      FROM unnest(plans, items) WITH ORDINALITY i(plan, item, o)
      LEFT JOIN (SELECT p.id, p.citizen_id, b.basis_code, b.basis_id
                   FROM joint_plan p
                   LEFT JOIN LATERAL (
                        SELECT a.basis_code, a.basis_id FROM access a
                         WHERE a.plan_id = p.id AND a.principal = ANY (principals) AND a.since <= now() AND a.until > now()
                           AND (a.barred IS NULL OR NOT a.barred && principals)
                         ORDER BY app.basis_rank(a.basis_code)
                         LIMIT 1) b ON true
                  WHERE p.id = ANY (plans)) g ON g.id = i.plan;
    IF current_setting('samplan.glass', true) <> '' THEN
        glass := app.actor_glass();
        FOR i IN 1 .. cardinality(plans) LOOP
            IF plans[i] = glass.plan_id AND masks[i] & glass.mask <> 0 THEN
                bases[i] := 'break-glass'; basis_ids[i] := glass.id;
            END IF;
        END LOOP;
    END IF;
    PERFORM app.audit_rows(action, plans, citizens, items, masks, bases, basis_ids,
                           CASE WHEN app.actor_citizen() IS NULL THEN 'care' ELSE 'own-data' END, hits);
END
$$;
ALTER FUNCTION app.audit_many(text, uuid[], uuid[], integer[], integer) OWNER TO samplan_derive;

-- The insert itself; arrays of the same length, an element for each thing shown.
CREATE OR REPLACE FUNCTION app.audit_rows(action text, plans uuid[], citizens uuid[], items uuid[], masks integer[],
                                          bases text[], basis_ids uuid[], purpose text, hits integer) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    INSERT INTO audit (request_id, session_id, user_id, unit_id, organisation_id, role_code, assurance,
                       interface, client, action, outcome, citizen_id, plan_id, class_mask, item_ids,
                       hit_n, basis_code, basis_id, purpose_code)
    SELECT nullif(current_setting('samplan.request_id', true), '')::uuid,
           nullif(current_setting('samplan.session_id', true), '')::uuid,
           nullif(current_setting('samplan.user_id', true), '')::uuid,
           nullif(current_setting('samplan.unit_id', true), '')::uuid,
           nullif(current_setting('samplan.organisation_id', true), '')::uuid,
           nullif(current_setting('samplan.role', true), ''),
           nullif(current_setting('samplan.assurance', true), '')::smallint,
           nullif(current_setting('samplan.interface', true), ''),
           nullif(current_setting('samplan.client', true), ''),
           audit_rows.action, 'permit', x.citizen, x.plan, x.mask, x.items, audit_rows.hits, x.basis, x.basis_id,
           audit_rows.purpose
      FROM (SELECT i.plan, i.citizen, i.basis, (array_agg(i.basis_id))[1] AS basis_id, bit_or(i.mask) AS mask,
                   array_agg(i.item) AS items
              FROM unnest(plans, citizens, items, masks, bases, basis_ids) i(plan, citizen, item, mask, basis, basis_id)
             GROUP BY i.plan, i.citizen, i.basis) x;
END
$$;
ALTER FUNCTION app.audit_rows(text, uuid[], uuid[], uuid[], integer[], text[], uuid[], text, integer) OWNER TO samplan_audit;
