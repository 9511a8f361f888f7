-- GET /items/{item_id}/history: what has happened to one goal, task, contributing plan, member …
-- input: {"item_id","cursor"?} · returns the page of app.change_page with {"item_id","plan_id","entity_code","title",
-- "citizen": strip,"first_page"}. 404 when the reader may see no change of it.
CREATE OR REPLACE FUNCTION api.item_history(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    item uuid := (input ->> 'item_id')::uuid;
    latest change;
    r record;
    page jsonb;
BEGIN
    PERFORM app.actor_require();
    SELECT c.* INTO latest FROM change c WHERE c.entity_id = item ORDER BY c.id DESC LIMIT 1;
    IF NOT FOUND THEN
        RETURN app.refuse('item.history', 'item', item);
    END IF;
    SELECT * INTO r FROM app.relation(latest.plan_id, latest.part_id);
    page := app.change_page(NULL, item, NULL, NULL, input ->> 'cursor', 50);
    PERFORM app.audit('item.history', latest.plan_id, r.citizen_id, latest.class_bit, ARRAY[item], 'permit', r.basis_code,
                      r.basis_id, CASE r.basis_code WHEN 'self' THEN 'own-data' ELSE 'care' END,
                      jsonb_array_length(page -> 'changes_list'));
    RETURN page || jsonb_build_object('item_id', item, 'plan_id', latest.plan_id, 'entity_code', latest.entity_code,
        'title', latest.title, 'citizen', app.citizen_strip(latest.plan_id, 'history'), 'first_page', input ->> 'cursor' IS NULL);
END
$$;
