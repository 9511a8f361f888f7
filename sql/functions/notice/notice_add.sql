-- Tells somebody something, once for each thing. kind: a code; item: what it is about; params: codes and ids, never
-- contents, since a notice outlives the right to read what it is about.
CREATE OR REPLACE FUNCTION app.notice_add(people uuid[], kind text, plan uuid, citizen uuid, item uuid, params jsonb DEFAULT '{}') RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    n integer;
BEGIN
    INSERT INTO notice (user_id, kind_code, plan_id, citizen_id, item_id, params)
    SELECT DISTINCT u.id, kind, plan, citizen, item, params
      FROM user_account u WHERE u.id = ANY (people) AND u.status_code = 'active'
    ON CONFLICT (user_id, kind_code, item_id) WHERE item_id IS NOT NULL DO NOTHING;
    GET DIAGNOSTICS n = ROW_COUNT;
    RETURN n;
END
$$;
ALTER FUNCTION app.notice_add(uuid[], text, uuid, uuid, uuid, jsonb) OWNER TO samplan_derive;

-- The managers who answer for a unit: those of the nearest one at or above it that has any but `but`.
CREATE OR REPLACE FUNCTION app.managers_near(unit uuid, but uuid) RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN (SELECT array_agg(ra.user_id)
              FROM unit n CROSS JOIN LATERAL unnest(n.path) WITH ORDINALITY p(id, o)
              JOIN role_assignment ra ON ra.unit_id = p.id
             WHERE n.id = managers_near.unit AND ra.role_code = 'manager' AND app.assignment_active(ra) AND ra.user_id <> but
             GROUP BY p.o ORDER BY p.o LIMIT 1);
END
$$;
ALTER FUNCTION app.managers_near(uuid, uuid) OWNER TO samplan_derive;

-- Those who watch over a unit's use of emergencies: the managers of the unit and of those above it, and the auditors of the
-- organisation; where it has none, all auditors.
CREATE OR REPLACE FUNCTION app.watchers_of(unit uuid, but uuid) RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    n unit;
    managers uuid[];
    auditors uuid[];
BEGIN
    SELECT x.* INTO n FROM unit x WHERE x.id = watchers_of.unit;
    SELECT array_agg(ra.user_id) INTO managers
      FROM role_assignment ra JOIN unit u ON u.id = ra.unit_id
     WHERE ra.role_code = 'manager' AND app.assignment_active(ra) AND ra.user_id <> but
       AND u.id = ANY (n.path);
    SELECT coalesce(array_agg(ra.user_id) FILTER (WHERE u.organisation_id = n.organisation_id), array_agg(ra.user_id)) INTO auditors
      FROM role_assignment ra JOIN unit u ON u.id = ra.unit_id
     WHERE ra.role_code = 'auditor' AND app.assignment_active(ra) AND ra.user_id <> but;
    RETURN coalesce(managers, '{}') || coalesce(auditors, '{}');
END
$$;
ALTER FUNCTION app.watchers_of(uuid, uuid) OWNER TO samplan_derive;
