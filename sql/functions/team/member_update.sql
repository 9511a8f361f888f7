-- POST /members/{member_id}: changes what a member helps with, how to reach her, the period.
CREATE OR REPLACE FUNCTION api.member_update(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    m team_member;
    r record;
    errors jsonb;
BEGIN
    PERFORM app.actor_require();
    SELECT x.* INTO m FROM team_member x WHERE x.id = (input ->> 'member_id')::uuid;
    IF NOT FOUND THEN
        RETURN app.refuse('member.update', 'member', (input ->> 'member_id')::uuid);
    END IF;
    SELECT * INTO r FROM app.relation(m.plan_id);
    IF r.write_mask & app.right_coordinate() = 0 THEN
        RETURN app.refuse_action('member.update', m.plan_id, m.id, 'coordinator-only');
    END IF;
    SELECT x.* INTO m FROM team_member x WHERE x.id = m.id FOR UPDATE;
    IF m.status_code = 'ended' THEN
        RAISE EXCEPTION 'member-ended' USING ERRCODE = 'SP409';
    END IF;
    PERFORM app.version_check(input, m.version, app.member_values(m), m.changed_by, m.changed_at);
    errors := app.member_errors(jsonb_build_object('period_start_day', m.period_start_day) || input, m.unit_id);
    IF m.kind_code = 'outside' AND input ? 'outside_name' AND coalesce(btrim(input ->> 'outside_name'), '') = '' THEN
        errors := errors || app.error('outside_name', 'required');
    END IF;
    PERFORM app.errors_raise(errors);
    PERFORM app.reason_set(input ->> 'reason');
    UPDATE team_member x SET
           outside_name = CASE WHEN m.kind_code = 'outside' THEN app.given(input, 'outside_name', m.outside_name) END,
           outside_organisation = app.given(input, 'outside_organisation', m.outside_organisation),
           relationship = app.given(input, 'relationship', m.relationship),
           contact_type_code = app.given(input, 'contact_type_code', m.contact_type_code),
           helps_with = app.given(input, 'helps_with', m.helps_with),
           phone = app.given(input, 'phone', m.phone), phone_hours = app.given(input, 'phone_hours', m.phone_hours),
           period_start_day = coalesce(app.given(input, 'period_start_day', m.period_start_day::text)::date, m.period_start_day),
           period_end_day = app.given(input, 'period_end_day', m.period_end_day::text)::date,
           is_statutory_coordinator = coalesce(app.given(input, 'is_statutory_coordinator', m.is_statutory_coordinator::text)::boolean, false)
     WHERE x.id = m.id;
    PERFORM app.draft_drop('/members/' || m.id);
    PERFORM app.audit_write('member.update', m.plan_id, r.basis_code, r.basis_id, input ->> 'reason');
    RETURN jsonb_build_object('id', m.id, 'version', m.version + 1, 'location', '/plans/' || m.plan_id || '/team', 'flash', 'saved');
END
$$;
