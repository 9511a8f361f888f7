-- The values of the form about a contributing plan. The text under heading n of its type is content_n.
CREATE OR REPLACE FUNCTION app.part_values(c samplan.contributing_plan) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN jsonb_build_object('title', c.title, 'responsible_user_id', c.responsible_user_id,
        'period_start_day', c.period_start_day, 'period_end_day', c.period_end_day,
        'next_follow_up_day', c.next_follow_up_day, 'next_step', c.next_step, 'bar_text', c.bar_text,
        'milestone_day', c.milestone_day, 'milestone_text', c.milestone_text,
        'plain_summary', c.plain_summary, 'assessment', c.assessment)
        || (SELECT coalesce(jsonb_object_agg('content_' || o, e ->> 'text'), '{}')
              FROM jsonb_array_elements(c.content) WITH ORDINALITY x(e, o));
END
$$;

-- The headings of a plan as heading_1 … heading_6: those it has, else those of its type.
CREATE OR REPLACE FUNCTION app.part_headings(content jsonb, type_code text) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN (SELECT coalesce(jsonb_object_agg('heading_' || o, h), '{}')
              FROM (SELECT e ->> 'heading' AS h, o FROM jsonb_array_elements(content) WITH ORDINALITY x(e, o)
                    UNION ALL
                    SELECT t.h, t.o FROM plan_type p CROSS JOIN LATERAL unnest(p.headings) WITH ORDINALITY t(h, o)
                     WHERE p.code = part_headings.type_code AND t.o > jsonb_array_length(content)) y
             WHERE o <= 6);
END
$$;

-- The content that a form gives: one {"heading","text"} for each heading.
CREATE OR REPLACE FUNCTION app.part_content(input jsonb, old jsonb, type_code text) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    headings jsonb := app.part_headings(old, type_code);
BEGIN
    RETURN (SELECT coalesce(jsonb_agg(jsonb_build_object('heading', headings ->> ('heading_' || n),
                   'text', coalesce(app.given(input, 'content_' || n, old -> (n - 1) ->> 'text'), '')) ORDER BY n), '[]')
              FROM generate_series(1, 6) n WHERE headings ? ('heading_' || n));
END
$$;

-- What is wrong with the days of a contributing plan's form.
CREATE OR REPLACE FUNCTION app.part_errors(input jsonb, c samplan.contributing_plan) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    errors jsonb := '[]';
    start_day date := coalesce(app.given(input, 'period_start_day', c.period_start_day::text)::date, app.today());
BEGIN
    IF app.given(input, 'period_end_day', c.period_end_day::text)::date < start_day THEN
        errors := errors || app.error('period_end_day', 'before-start');
    END IF;
    IF app.given(input, 'next_follow_up_day', c.next_follow_up_day::text)::date < app.today()
       AND app.given(input, 'next_follow_up_day', c.next_follow_up_day::text) IS DISTINCT FROM c.next_follow_up_day::text THEN
        errors := errors || app.error('next_follow_up_day', 'in-the-past');
    END IF;
    IF input ->> 'milestone_text' IS NOT NULL AND app.given(input, 'milestone_day', c.milestone_day::text) IS NULL THEN
        errors := errors || app.error('milestone_day', 'required');
    END IF;
    IF input ->> 'responsible_user_id' IS NOT NULL AND NOT EXISTS (
        SELECT FROM jsonb_array_elements(app.part_responsibles(coalesce(c.owner_unit_id, app.actor_unit()))) o
         WHERE o ->> 'value' = input ->> 'responsible_user_id') THEN
        errors := errors || app.error('responsible_user_id', 'not-an-option');
    END IF;
    RETURN errors;
END
$$;
