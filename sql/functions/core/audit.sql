-- Writes the audit row of what happens in this transaction. Exactly one call per citizen touched.
-- action 'noun.verb' · plan and citizen may be NULL · class_mask: the section classes shown or changed ·
-- items: ids shown or changed · outcome 'permit', 'refuse', 'fail' · basis: code and row that gave the
-- right · hits: search result size · purpose: 'care', 'administration', 'control', 'own-data' ·
-- changed: old and new by field. A read that shows what an emergency alone lets her see has that for its
-- basis, whatever else she may. bases: of a page that stands on several, all of them (app.plan_bases). Raises what the
-- insert raises: no row, no answer.
DROP FUNCTION IF EXISTS app.audit(text, uuid, uuid, integer, uuid[], text, text, uuid, text, integer, jsonb, text);
CREATE OR REPLACE FUNCTION app.audit(action text, plan uuid, citizen uuid, class_mask integer,
    items uuid[], outcome text, basis text, basis_id uuid, purpose text,
    hits integer DEFAULT NULL, changed jsonb DEFAULT NULL, reason text DEFAULT NULL, bases jsonb DEFAULT NULL) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    glass record;
BEGIN
    IF current_setting('samplan.glass', true) <> '' AND outcome = 'permit' AND changed IS NULL THEN
        glass := app.actor_glass();
        -- one part of her own authority she reads as its own, also then; what names an opening is about that one
        IF glass.plan_id = plan AND glass.mask & class_mask <> 0 AND basis IS DISTINCT FROM 'break-glass'
           AND NOT (basis = 'own-part' AND items = ARRAY[basis_id]) THEN
            basis := 'break-glass'; basis_id := glass.id;
        END IF;
    END IF;
    INSERT INTO audit (request_id, session_id, user_id, unit_id, organisation_id, role_code, assurance,
                       interface, client, action, outcome, citizen_id, plan_id, class_mask, item_ids,
                       hit_n, basis_code, basis_id, purpose_code, reason, changed, bases)
    VALUES (nullif(current_setting('samplan.request_id', true), '')::uuid,
            nullif(current_setting('samplan.session_id', true), '')::uuid,
            nullif(current_setting('samplan.user_id', true), '')::uuid,
            nullif(current_setting('samplan.unit_id', true), '')::uuid,
            nullif(current_setting('samplan.organisation_id', true), '')::uuid,
            nullif(current_setting('samplan.role', true), ''),
            nullif(current_setting('samplan.assurance', true), '')::smallint,
            nullif(current_setting('samplan.interface', true), ''),
            nullif(current_setting('samplan.client', true), ''),
            action, outcome, citizen, plan, class_mask, items, hits, basis, basis_id, purpose, reason, changed, bases);
    IF current_setting('samplan.touched', true) <> '' AND outcome = 'permit' THEN -- a write whose answer is kept
        PERFORM set_config('samplan.touched', (current_setting('samplan.touched')::jsonb || jsonb_build_object('action', action, 'plan_id', plan,
            'citizen_id', citizen, 'class_mask', class_mask, 'items', to_jsonb(items), 'basis_code', basis, 'basis_id', basis_id,
            'purpose_code', purpose))::text, true);
    END IF;
END
$$;
ALTER FUNCTION app.audit(text, uuid, uuid, integer, uuid[], text, text, uuid, text, integer, jsonb, text, jsonb)
    OWNER TO samplan_audit;

-- Audit row of a write: collects what the change triggers recorded in this transaction.
CREATE OR REPLACE FUNCTION app.audit_write(action text, plan uuid, basis text, basis_id uuid,
                                           reason text DEFAULT NULL) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    what jsonb;
    ids uuid[];
    mask integer;
    citizen uuid;
BEGIN
    SELECT jsonb_agg(jsonb_build_object('entity', c.entity_code, 'id', c.entity_id, 'action', c.action_code,
                                        'fields', c.fields) ORDER BY c.id),
           array_agg(DISTINCT c.entity_id), coalesce(bit_or(c.class_bit), 1)
      INTO what, ids, mask
      FROM change c WHERE c.plan_id = plan AND c.xid = pg_current_xact_id();
    SELECT p.citizen_id INTO citizen FROM joint_plan p WHERE p.id = plan;
    PERFORM app.audit(action, plan, citizen, mask, ids, 'permit', basis, basis_id,
                      CASE WHEN app.actor_citizen() IS NOT NULL THEN 'own-data' ELSE 'care' END,
                      NULL, what, reason);
END
$$;
ALTER FUNCTION app.audit_write(text, uuid, text, uuid, text) OWNER TO samplan_derive;
