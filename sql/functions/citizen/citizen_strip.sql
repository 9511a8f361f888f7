-- What stands at the top of every page about a citizen (template _citizen_strip), for the pages beside
-- the plan itself; the plan page makes the same from its core in services/care/strip.c.
-- plan: the joint plan · tab: 'plan', 'tasks', 'appointments', 'team', 'history', 'audit' or NULL.
-- Returns {"id","name","given_name","age_n","cpr_masked","cpr_href","municipality","gp_name","admitted_day",
--  "protected","plan_id","plan_status_code","closed","coordinator":{"name","title","phone","phone_href",
--  "hours","user_id"} or null,"next_coordinator":{"name","started_at"} or null,"part_only","no_coordinator_since_day","next_appointment":{"starts_at","title","href"} or
--  null,"tab_code","may_see_audit"}; NULL where the reader has no relation. A reader of one contributing
-- plan alone gets the name, part_only, and no more. Writes no audit row: the page does.
CREATE OR REPLACE FUNCTION app.citizen_strip(plan uuid, tab text DEFAULT NULL) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    core jsonb;
    c jsonb;
    k jsonb;
    a jsonb;
    is_open boolean;
BEGIN
    SELECT d.body::jsonb INTO core FROM document d WHERE d.plan_id = plan AND d.part_id = plan;
    IF core IS NULL THEN
        RETURN (SELECT jsonb_build_object('id', z.id, 'name', z.name, 'given_name', z.given_name, 'plan_id', NULL,
                           'closed', false, 'part_only', true, 'coordinator', NULL, 'next_appointment', NULL, 'tab_code', tab,
                           'next_coordinator', NULL, 'cpr_masked', NULL, 'may_see_audit', false, 'age_n', NULL, 'cpr_href', NULL, 'municipality', NULL,
                           'gp_name', NULL, 'admitted_day', NULL, 'protected', false, 'plan_status_code', NULL,
                           'no_coordinator_since_day', NULL)
                  FROM joint_plan p JOIN citizen z ON z.id = p.citizen_id WHERE p.id = plan);
    END IF;
    c := core -> 'citizen';
    is_open := core ->> 'status_code' IN ('draft', 'active', 'on-hold');
    SELECT x INTO k FROM jsonb_array_elements(core -> 'coordinations') x
     WHERE (x ->> 'started_at')::timestamptz <= now()
       AND coalesce((x ->> 'ended_at')::timestamptz, 'infinity') > now() LIMIT 1;
    SELECT x INTO a FROM jsonb_array_elements(core -> 'appointments_list') x
     WHERE coalesce((x ->> 'end_at')::timestamptz, (x ->> 'start_at')::timestamptz + interval '1 hour') > now()
     ORDER BY (x ->> 'start_at')::timestamptz LIMIT 1;
    RETURN jsonb_build_object('id', c -> 'id', 'name', c -> 'name', 'given_name', c -> 'given_name',
        'age_n', extract(year FROM age(app.today(), (c ->> 'birth_day')::date)),
        'cpr_masked', c -> 'cpr_masked',
        'cpr_href', CASE WHEN app.actor_role() = 'caseworker' AND c ->> 'cpr_masked' IS NOT NULL
                         THEN '/citizens/' || (c ->> 'id') || '/cpr' END,
        'municipality', c -> 'municipality', 'gp_name', c -> 'gp', 'admitted_day', c -> 'admitted_since_day',
        'protected', coalesce((c ->> 'name_protected')::boolean OR (c ->> 'address_protected')::boolean, false),
        'plan_id', plan, 'plan_status_code', core -> 'status_code', 'closed', NOT is_open, 'tab_code', tab,
        'coordinator', CASE WHEN k IS NOT NULL THEN jsonb_build_object('name', k -> 'name', 'title', k -> 'title',
            'phone', app.phone_text(k ->> 'phone'), 'phone_href', app.phone_href(k ->> 'phone'),
            'hours', k -> 'phone_hours', 'user_id', k -> 'user_id') END,
        'next_coordinator', (SELECT jsonb_build_object('name', x -> 'name', 'started_at', x -> 'started_at')
            FROM jsonb_array_elements(core -> 'coordinations') x WHERE (x ->> 'started_at')::timestamptz > now() LIMIT 1),
        'no_coordinator_since_day', CASE WHEN k IS NULL AND is_open
            THEN ((core ->> 'created_at')::timestamptz AT TIME ZONE 'Europe/Copenhagen')::date END,
        'next_appointment', CASE WHEN a IS NOT NULL THEN jsonb_build_object('starts_at', a -> 'start_at',
            'title', a -> 'title', 'href', '/plans/' || plan || '/appointments') END,
        'may_see_audit', app.actor_citizen() IS NOT NULL OR (k ->> 'user_id')::uuid IS NOT DISTINCT FROM app.actor_user());
END
$$;
