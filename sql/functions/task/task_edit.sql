-- GET /tasks/{task_id}/edit: the form about a task, for whoever asked, or whose plan it belongs to.
-- input: {"task_id","performer_q"?} · returns the task of app.task_view with {"values","options","draft","citizen": strip,
-- "part","owner": {"title","unit","organisation"} of the contributing plan or NULL,"readers_list","hidden_list","changes_list",
-- "changes_more","matches_n"}.
CREATE OR REPLACE FUNCTION api.task_edit(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    t samplan.task;
    k jsonb;
    code text;
    options jsonb;
    changes jsonb;
BEGIN
    PERFORM app.actor_require();
    SELECT x.* INTO t FROM task x WHERE x.id = (input ->> 'task_id')::uuid;
    IF NOT FOUND THEN
        RETURN app.refuse('task.edit', 'task', (input ->> 'task_id')::uuid);
    END IF;
    k := app.task_standing(t);
    code := app.task_refusal(t, k, 'edit');
    IF code = 'not-yours' THEN
        RETURN app.refuse_action('task.edit', t.plan_id, t.id, code);
    ELSIF code IS NOT NULL THEN
        RAISE EXCEPTION '%', code USING ERRCODE = 'SP409';
    END IF;
    PERFORM app.task_audit_read('task.edit', t, k);
    options := app.task_options(t.plan_id, CASE WHEN t.class_code <> 'core' THEN t.contributing_plan_id END, input ->> 'performer_q');
    IF NOT options -> 'performer_id' @> jsonb_build_array(jsonb_build_object('value', app.performer_choice(t))) THEN
        options := jsonb_set(options, '{performer_id}', jsonb_build_array(app.performer_option(t)) || (options -> 'performer_id'));
    END IF;
    changes := app.change_page(NULL, t.id, NULL, NULL, NULL, 3);
    RETURN app.task_view(t, k) || app.task_readers(t) || jsonb_build_object('values', app.task_values(t), 'options', options,
        'draft', app.draft_get('/tasks/' || t.id), 'citizen', app.citizen_strip(t.plan_id, 'tasks'),
        'part', (SELECT jsonb_build_object('id', c.id, 'title', c.title, 'owner', app.part_owner(c, n.name), 'organisation', o.name,
                     'href', '/contributing-plans/' || c.id)
                   FROM contributing_plan c LEFT JOIN unit n ON n.id = c.owner_unit_id LEFT JOIN organisation o ON o.id = n.organisation_id
                  WHERE c.id = t.contributing_plan_id),
        'matches_n', app.found_n(input ->> 'performer_q'),
        'changes_list', changes -> 'changes_list', 'changes_more', changes ->> 'next' IS NOT NULL);
END
$$;
