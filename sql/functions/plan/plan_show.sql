-- GET /plans/{plan_id}: the joint plan as the reader may see it.
-- input: {"plan_id","view"?} · returns the document of app.plan_text, as the text that it is built as: to read it
-- once more would cost as much as to build it. Refuses with 404 where the reader has no relation.
DROP FUNCTION IF EXISTS api.plan_show(jsonb);
CREATE OR REPLACE FUNCTION api.plan_show(input jsonb) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    sealed boolean; -- an expression: PERFORM would make a statement of it
BEGIN
    sealed := app.actor_require() IS NOT NULL;
    RETURN app.plan_text((input ->> 'plan_id')::uuid);
END
$$;
