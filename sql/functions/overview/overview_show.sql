-- GET /overview: what needs the reader now. What it holds depends on her role: a caseworker's tasks, meetings, news and
-- citizens; a citizen's next meeting, coordinator and tasks; a manager's figures without contents; for auditors and
-- administrators nothing but where to go.
-- input: {} · returns {"today_day","week_no","last_visit_at"} and what overview_care, overview_citizen or overview_manager give.
-- Writes one audit row a citizen shown.
CREATE OR REPLACE FUNCTION api.overview_show(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    d jsonb := '{}';
BEGIN
    PERFORM app.actor_require();
    CASE app.actor_role()
    WHEN 'caseworker' THEN
        d := app.overview_care();
        PERFORM app.overview_audit(d);
    WHEN 'citizen' THEN
        d := app.overview_citizen();
        PERFORM app.audit('overview.show', (d ->> 'plan_id')::uuid, app.actor_citizen(), 1, NULL, 'permit', 'self', app.actor_citizen(), 'own-data');
    WHEN 'manager' THEN
        d := app.overview_manager();
        PERFORM app.audit('overview.show', NULL, NULL, 0, NULL, 'permit', 'administration', NULL, 'administration');
    ELSE
        PERFORM app.audit('overview.show', NULL, NULL, 0, NULL, 'permit', 'none', NULL, 'administration');
    END CASE;
    RETURN d || jsonb_build_object('today_day', app.today(), 'week_no', extract(week FROM app.today()),
                                   'last_visit_at', app.actor_last_visit(), 'role_code', app.actor_role());
END
$$;

-- When the actor was last here, in another session than this.
CREATE OR REPLACE FUNCTION app.actor_last_visit() RETURNS timestamptz
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN (SELECT max(s.last_seen_at) FROM session s WHERE s.user_id = app.actor_user() AND s.id <> app.actor_session());
END
$$;
ALTER FUNCTION app.actor_last_visit() OWNER TO samplan_auth;

-- One row a citizen of all that a caseworker's overview shows, with the classes that it shows of her.
CREATE OR REPLACE FUNCTION app.overview_audit(d jsonb) RETURNS void
LANGUAGE plpgsql SET search_path = samplan, app, pg_temp AS $$
DECLARE
    plans uuid[];
    items uuid[];
    masks integer[];
BEGIN
    SELECT array_agg((x.e ->> 'plan_id')::uuid ORDER BY x.o), array_agg((x.e ->> 'id')::uuid ORDER BY x.o),
           array_agg(coalesce((x.e ->> 'class_bit')::integer, app.class_bit(coalesce(x.e ->> 'class_code', 'core'))) ORDER BY x.o)
      INTO plans, items, masks
      FROM jsonb_array_elements((d -> 'late_list') || (d -> 'answers') || (d -> 'answer_tasks_list') || (d -> 'waiting_list')
                                || (d -> 'meetings_list')
                                || (SELECT coalesce(jsonb_agg(jsonb_build_object('plan_id', c -> 'plan_id', 'id', c -> 'entity_id',
                                               'class_bit', c -> 'class_bit')), '[]')
                                      FROM jsonb_array_elements(d -> 'changes_list') c)
                                || (SELECT coalesce(jsonb_agg(jsonb_build_object('plan_id', p -> 'id', 'id', p -> 'id')), '[]')
                                      FROM jsonb_array_elements(d -> 'plans') p)) WITH ORDINALITY x(e, o);
    PERFORM app.audit_many('overview.show', plans, items, masks, cardinality(plans));
END
$$;
