-- Lists to choose from on the pages about a plan's header.
CREATE OR REPLACE FUNCTION app.plan_options() RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN '{"complexity_code": [{"value": "light"}, {"value": "standard"}, {"value": "complex"}],
             "target_group_code": [{"value": "complex-social"}, {"value": "sick-leave"}, {"value": "eating-disorder"},
                                   {"value": "forensic"}, {"value": "dual-diagnosis"}, {"value": "other"}]}'::jsonb;
END
$$;
