-- GET /plans/{plan_id}: the joint plan as the reader may see it.
-- input: {"plan_id","view"?} · returns the document of
-- app.plan_text. Refuses with 404 where the reader has no relation.
CREATE OR REPLACE FUNCTION api.plan_show(input jsonb) RETURNS json
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    PERFORM app.actor_require();
    RETURN app.plan_text((input ->> 'plan_id')::uuid)::json;
END
$$;
