-- GET /citizens/new: an empty form for a citizen and the draft of her joint plan.
-- input: {} · returns {"values","options","draft"}. Shows nobody, so writes no audit row.
CREATE OR REPLACE FUNCTION api.citizen_new(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    here text;
BEGIN
    PERFORM app.actor_require();
    SELECT o.municipality_code INTO here FROM organisation o WHERE o.id = app.actor_organisation();
    RETURN jsonb_build_object(
        'values', jsonb_build_object('municipality_code', here, 'contact_preference_code', 'phone', 'complexity_code', 'standard'),
        'options', app.citizen_options(here, NULL) || app.plan_options(),
        'draft', app.draft_get('/citizens'));
END
$$;
