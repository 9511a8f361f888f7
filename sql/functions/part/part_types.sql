-- The types of contributing plan that the actor's unit may own today, as options of a form:
-- [{"value","label","text": law area}].
CREATE OR REPLACE FUNCTION app.part_types() RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN (SELECT coalesce(jsonb_agg(jsonb_build_object('value', t.code, 'label', app.actor_words(t.name_da, t.name_en), 'text', t.law_area)
                                      ORDER BY t.name_da), '[]')
              FROM plan_type t JOIN unit u ON u.id = app.actor_unit()
             WHERE NOT t.is_joint AND NOT t.citizen_owned AND u.sector_code = ANY (t.owner_sectors)
               AND t.valid_from <= app.today() AND (t.valid_to IS NULL OR t.valid_to > app.today()));
END
$$;

-- People of a unit that can be responsible for its plans: [{"value","label"}], the actor first.
CREATE OR REPLACE FUNCTION app.part_responsibles(owner_unit uuid) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN (SELECT coalesce(jsonb_agg(jsonb_build_object('value', x.id,
                       'label', x.name || coalesce(', ' || lower(x.title), '')) ORDER BY x.id <> app.actor_user(), x.name), '[]')
              FROM (SELECT DISTINCT ON (u.id) u.id, u.name, coalesce(r.title, u.profession) AS title
                      FROM role_assignment r JOIN user_account u ON u.id = r.user_id
                     WHERE r.unit_id = owner_unit AND r.role_code = 'caseworker' AND app.assignment_active(r)
                       AND u.status_code = 'active' ORDER BY u.id LIMIT 300) x);
END
$$;
