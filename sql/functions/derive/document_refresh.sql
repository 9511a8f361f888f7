-- Stores the documents of a plan again; writes only those that differ. One transaction after the other, see access_refresh.
CREATE OR REPLACE FUNCTION app.document_refresh(plan uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    shared text[];
BEGIN
    PERFORM FROM joint_plan p WHERE p.id = plan FOR NO KEY UPDATE;
    INSERT INTO document AS d (plan_id, part_id, class_bit, position, body)
    SELECT plan, plan, app.class_bit('core'), 0, app.document_core(plan)::text
    UNION ALL
    SELECT plan, c.id, app.class_bit(c.class_code), row_number() OVER (ORDER BY c.class_code = 'private', c.created_at, c.id),
           app.document_part(c.id)::text
      FROM contributing_plan c WHERE c.plan_id = plan AND c.status_code <> 'revoked'
    ON CONFLICT (plan_id, part_id) DO UPDATE
       SET body = excluded.body, class_bit = excluded.class_bit, position = excluded.position, changed_at = now()
     WHERE d.body <> excluded.body OR d.class_bit <> excluded.class_bit OR d.position <> excluded.position;
    DELETE FROM document d
     WHERE d.plan_id = plan AND d.part_id <> plan AND d.audience_code = 'all'
       AND NOT EXISTS (SELECT FROM contributing_plan c WHERE c.id = d.part_id AND c.status_code <> 'revoked');
    -- Few plans have somebody close who signs in: the others stop at one look by index.
    IF EXISTS (SELECT FROM related_person r WHERE r.plan_id = plan AND r.user_id IS NOT NULL) THEN
        shared := ARRAY(SELECT app.document_relative_classes(plan));
        INSERT INTO document AS d (plan_id, part_id, class_bit, audience_code, body)
        SELECT plan, app.relative_document(plan, x), app.class_bit(x), 'relative', app.document_relative(plan, x)::text
          FROM unnest(shared) x
        ON CONFLICT (plan_id, part_id) DO UPDATE SET body = excluded.body, changed_at = now() WHERE d.body <> excluded.body;
        DELETE FROM document d
         WHERE d.plan_id = plan AND d.audience_code = 'relative'
           AND NOT EXISTS (SELECT FROM unnest(shared) x WHERE app.relative_document(plan, x) = d.part_id);
    END IF;
END
$$;
ALTER FUNCTION app.document_refresh(uuid) OWNER TO samplan_derive;

-- Deferred to the end of the transaction and run once for each plan, whatever number of rows changed.
-- Tells the listeners (ids only) that the plan has changed, and by which rows of the history, so that each reader
-- hears only of what she may read.
CREATE OR REPLACE FUNCTION app.tg_document() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    new_row jsonb := to_jsonb(NEW);
    plan uuid;
    done text := coalesce(current_setting('samplan.documents_done', true), '');
    low bigint;
    high bigint;
BEGIN
    IF TG_TABLE_NAME = 'citizen' THEN
        SELECT p.id INTO plan FROM joint_plan p
         WHERE p.citizen_id = (new_row ->> 'id')::uuid ORDER BY p.created_at DESC LIMIT 1;
    ELSE
        plan := CASE WHEN TG_TABLE_NAME = 'joint_plan' THEN (new_row ->> 'id')::uuid
                     ELSE (new_row ->> 'plan_id')::uuid END;
    END IF;
    IF plan IS NULL OR position(plan::text IN done) > 0 THEN
        RETURN NULL;
    END IF;
    -- No document tells of answers to units and persons: there is nothing to build, only to tell.
    IF TG_TABLE_NAME <> 'consent_provision' OR new_row ->> 'related_id' IS NOT NULL THEN
        PERFORM app.document_refresh(plan);
        PERFORM set_config('samplan.documents_done', done || plan::text, true);
    END IF;
    SELECT min(c.id), max(c.id) INTO low, high FROM change c WHERE c.plan_id = plan AND c.xid = pg_current_xact_id();
    PERFORM pg_notify('samplan_event', json_build_object('plan_id', plan, 'by', app.actor_user(), 'low', coalesce(low, 0),
        'high', coalesce(high, 0), 'coordinators', TG_TABLE_NAME = 'plan_conflict')::text);
    RETURN NULL;
END
$$;
ALTER FUNCTION app.tg_document() OWNER TO samplan_derive;

-- After bulk loading: builds the documents of the plans whose id lies in [low, high), so that several
-- connections can share the work.
CREATE OR REPLACE FUNCTION app.document_rebuild_all(low uuid DEFAULT '00000000-0000-0000-0000-000000000000',
                                                    high uuid DEFAULT NULL) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    n bigint := 0;
    p uuid;
BEGIN
    FOR p IN SELECT j.id FROM joint_plan j WHERE j.id >= low AND (high IS NULL OR j.id < high) LOOP
        PERFORM app.document_refresh(p);
        n := n + 1;
    END LOOP;
    RETURN n;
END
$$;
ALTER FUNCTION app.document_rebuild_all(uuid, uuid) OWNER TO samplan_derive;
