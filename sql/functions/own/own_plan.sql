-- The joint plan that a citizen's own pages show: the open one, else the latest; NULL without any.
CREATE OR REPLACE FUNCTION app.own_plan() RETURNS uuid
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN (SELECT p.id FROM joint_plan p WHERE p.citizen_id = app.actor_citizen()
             ORDER BY p.status_code IN ('draft', 'active', 'on-hold') DESC, p.created_at DESC LIMIT 1);
END
$$;

-- The audit row of one of her own pages. mask: the section classes it shows · items: ids.
CREATE OR REPLACE FUNCTION app.own_audit(action text, plan uuid, mask integer, items uuid[] DEFAULT NULL, hits integer DEFAULT NULL) RETURNS void
LANGUAGE plpgsql SET search_path = samplan, app, pg_temp AS $$
BEGIN
    PERFORM app.audit(action, plan, app.actor_citizen(), mask, items, 'permit', 'self', app.actor_citizen(), 'own-data', hits);
END
$$;

-- Whether the plan is one on which work goes on.
CREATE OR REPLACE FUNCTION app.plan_is_open(plan uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT FROM joint_plan p WHERE p.id = plan AND p.status_code IN ('draft', 'active', 'on-hold'));
END
$$;
