-- GET /members/{member_id}/edit: the form about a member; the coordinator alone.
CREATE OR REPLACE FUNCTION api.member_edit(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    m team_member;
    r record;
BEGIN
    PERFORM app.actor_require();
    SELECT x.* INTO m FROM team_member x WHERE x.id = (input ->> 'member_id')::uuid;
    IF NOT FOUND THEN
        RETURN app.refuse('member.edit', 'member', (input ->> 'member_id')::uuid);
    END IF;
    SELECT * INTO r FROM app.relation(m.plan_id);
    IF r.write_mask & app.right_coordinate() = 0 THEN
        RETURN app.refuse_action('member.edit', m.plan_id, m.id, 'coordinator-only');
    END IF;
    PERFORM app.audit('member.edit', m.plan_id, r.citizen_id, 1, ARRAY[m.id], 'permit', r.basis_code, r.basis_id, 'care');
    RETURN jsonb_build_object('id', m.id, 'member_id', m.id, 'plan_id', m.plan_id, 'version', m.version, 'kind_code', m.kind_code,
        'name', coalesce((SELECT u.name FROM user_account u WHERE u.id = m.user_id),
                         (SELECT n.name FROM unit n WHERE n.id = m.unit_id), m.outside_name),
        'ended', m.status_code = 'ended', 'is_outside', m.kind_code = 'outside',
        'open_tasks_n', app.member_open_tasks(m),
        'citizen', app.citizen_strip(m.plan_id, 'team'), 'values', app.member_values(m), 'options', app.member_options(m.plan_id),
        'draft', app.draft_get('/members/' || m.id));
END
$$;

-- How many open tasks in the plan a person of the team has.
CREATE OR REPLACE FUNCTION app.member_open_tasks(m samplan.team_member) RETURNS integer
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN (SELECT count(*) FROM task t WHERE t.plan_id = m.plan_id AND t.closed_at IS NULL
               AND t.performer_principal = CASE WHEN m.user_id IS NULL THEN m.unit_id ELSE app.practitioner(m.user_id, m.unit_id) END);
END
$$;
