-- Filters of the task list that one keeps under a name; each user's own.

-- POST /task-filters. input: {"name","list","ball","status","sector","due","plan_id"} · a filter of the same name is replaced ·
-- returns {"id","location": the list with this filter,"flash","created"}. SP422 'too-many' above 20.
CREATE OR REPLACE FUNCTION api.task_filter_save(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    query jsonb := jsonb_strip_nulls(jsonb_build_object('list', input -> 'list', 'ball', input -> 'ball', 'status', input -> 'status',
                       'sector', input -> 'sector', 'due', input -> 'due', 'plan_id', input -> 'plan_id'));
    id uuid := gen_random_uuid();
BEGIN
    PERFORM app.actor_require();
    IF (SELECT count(*) FROM task_filter f WHERE f.user_id = app.actor_user() AND f.name <> input ->> 'name') >= 20 THEN
        PERFORM app.errors_raise(app.error('name', 'too-many'));
    END IF;
    INSERT INTO task_filter AS f (id, user_id, name, query) VALUES (id, app.actor_user(), input ->> 'name', query)
    ON CONFLICT (user_id, name) DO UPDATE SET query = excluded.query;
    SELECT f.id INTO id FROM task_filter f WHERE f.user_id = app.actor_user() AND f.name = input ->> 'name';
    PERFORM app.audit('task-filter.save', NULL, NULL, 0, ARRAY[id], 'permit', 'none', NULL, 'care');
    RETURN jsonb_build_object('id', id, 'location', app.task_filter_href(query), 'flash', 'filter-saved', 'created', true);
END
$$;

-- POST /task-filters/{filter_id}/delete.
CREATE OR REPLACE FUNCTION api.task_filter_delete(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    filter uuid := (input ->> 'filter_id')::uuid;
BEGIN
    PERFORM app.actor_require();
    DELETE FROM task_filter f WHERE f.id = filter AND f.user_id = app.actor_user();
    IF NOT FOUND THEN
        RETURN app.refuse('task-filter.delete', 'filter', filter);
    END IF;
    PERFORM app.audit('task-filter.delete', NULL, NULL, 0, ARRAY[filter], 'permit', 'none', NULL, 'care');
    RETURN jsonb_build_object('id', filter, 'location', '/tasks', 'flash', 'filter-deleted');
END
$$;

-- The address of the list with a filter. The values are codes and ids, which need no escaping.
CREATE OR REPLACE FUNCTION app.task_filter_href(query jsonb) RETURNS text
LANGUAGE plpgsql IMMUTABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN '/tasks' || coalesce((SELECT '?' || string_agg(q.key || '=' || q.value, '&' ORDER BY q.key) FROM jsonb_each_text(query) q
                                  WHERE q.value ~ '^[a-z0-9-]{1,64}$'), '');
END
$$;
