-- The passage that a remark is about, as it stands now and as the actor may read it: class_code and part (who else may), heading and
-- text. found is false where there is no such thing, or nobody but she can see it.
-- about: 'plan', 'part' (section: one of its headings, or NULL for the whole), 'goal', 'appointment', 'note' · about_id: its id.
CREATE OR REPLACE FUNCTION app.remark_passage(plan uuid, about text, about_id uuid, section integer,
    OUT known boolean, OUT class_code text, OUT part uuid, OUT heading text, OUT passage text)
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
BEGIN
    IF about = 'plan' AND about_id = plan THEN
        SELECT true, 'citizen-statement', NULL, NULL, p.summary INTO known, class_code, part, heading, passage
          FROM joint_plan p WHERE p.id = plan;
    ELSIF about = 'part' THEN
        SELECT true, c.class_code, c.id, c.title || coalesce(': ' || (c.content -> (section - 1) ->> 'heading'), ''),
               CASE WHEN section IS NOT NULL THEN c.content -> (section - 1) ->> 'text'
                    ELSE nullif(concat_ws(E'\n\n', c.plain_summary, (SELECT string_agg((e ->> 'heading') || E'\n' || (e ->> 'text'), E'\n\n' ORDER BY o)
                         FROM jsonb_array_elements(c.content) WITH ORDINALITY x(e, o) WHERE coalesce(e ->> 'text', '') <> '')), '') END
          INTO known, class_code, part, heading, passage
          FROM contributing_plan c
         WHERE c.id = about_id AND c.plan_id = plan AND (section IS NULL OR c.content -> (section - 1) IS NOT NULL);
    ELSIF about = 'goal' THEN
        SELECT true, g.class_code, g.contributing_plan_id, g.title, concat_ws(E'\n', g.title, g.description) INTO known, class_code, part, heading, passage
          FROM goal g WHERE g.id = about_id AND g.plan_id = plan;
    ELSIF about = 'appointment' THEN
        SELECT true, 'core', NULL, a.title, concat_ws(E'\n', a.title, to_char(a.start_at AT TIME ZONE 'Europe/Copenhagen', 'DD.MM.YYYY HH24.MI'), a.place, a.agenda)
          INTO known, class_code, part, heading, passage
          FROM appointment a WHERE a.id = about_id AND a.plan_id = plan;
    ELSIF about = 'note' THEN
        SELECT true, n.class_code, n.contributing_plan_id, left(n.text, 80), n.text INTO known, class_code, part, heading, passage
          FROM note n WHERE n.id = about_id AND n.plan_id = plan;
    END IF;
    known := coalesce(known, false) AND class_code <> 'private';
    passage := left(passage, 30000);
    heading := left(heading, 300);
END
$$;
