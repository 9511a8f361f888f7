-- GET /citizens and GET /plans: the plans that the reader takes part in.
-- input: {"whose"?: 'mine'|'unit'|'all', "status"?: 'open'|'draft'|'closed'|'all', "cursor"?} · returns the
-- document of app.plan_page with "whose_code","status_filter_code" and "first_page".
CREATE OR REPLACE FUNCTION api.plan_list(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    whose text := coalesce(input ->> 'whose', 'mine');
    status text := coalesce(input ->> 'status', 'open');
BEGIN
    PERFORM app.actor_require();
    RETURN app.plan_page(whose, status, input ->> 'cursor', 50)
        || jsonb_build_object('whose_code', whose, 'status_filter_code', status, 'first_page', input ->> 'cursor' IS NULL);
END
$$;
