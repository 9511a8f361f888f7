-- Hides marked things in three plans: a mark is 'kanarie-<plan>-<class>-'. Prints one JSON object a line:
-- {"plan","class","kind","id"} for each thing that an id can name.
\set ON_ERROR_STOP on
BEGIN;
CREATE TEMP TABLE place AS
SELECT p.id AS plan_id, p.citizen_id, row_number() OVER (ORDER BY u.username IS NULL, p.id) AS n
  FROM samplan.joint_plan p LEFT JOIN samplan.user_account u ON u.citizen_id = p.citizen_id AND u.username = 'borger'
 WHERE u.id IS NOT NULL OR p.id = ANY (:'plans'::uuid[]) \g /dev/null
CREATE TEMP TABLE part AS
SELECT gen_random_uuid() AS id, w.plan_id, w.citizen_id, w.n, c.code AS class_code, 'kanarie-' || w.n || '-' || replace(c.code, '-', '_') || '-' AS mark,
       coalesce((SELECT t.code FROM samplan.plan_type t WHERE t.class_code = c.code AND NOT t.citizen_owned AND NOT t.is_joint ORDER BY t.code LIMIT 1), 'gp-follow-up') AS type_code
  FROM place w CROSS JOIN samplan.section_class c
 WHERE c.code NOT IN ('core', 'private') \g /dev/null
INSERT INTO samplan.contributing_plan (id, plan_id, type_code, class_code, sector_code, owner_unit_id, responsible_user_id, title, status_code,
    next_follow_up_day, next_step, bar_text, milestone_day, milestone_text, plain_summary, assessment, content, created_by)
SELECT id, plan_id, type_code, class_code, 'somatic', 'dd000000-0000-4000-8000-000000000002', 'dd000000-0000-4000-8000-000000000003', mark || 'titel', 'active',
       app.today() + 1, mark || 'naeste', mark || 'bjaelke', app.today() + 1, mark || 'milepael', mark || 'kort', mark || 'vurdering',
       jsonb_build_array(jsonb_build_object('heading', mark || 'overskrift', 'text', mark || 'tekst')), 'dd000000-0000-4000-8000-000000000003' FROM part \g /dev/null
CREATE TEMP TABLE thing (plan_id uuid, class_code text, kind text, id uuid) \g /dev/null
INSERT INTO thing SELECT plan_id, class_code, 'part_id', id FROM part \g /dev/null
CREATE FUNCTION pg_temp.plant() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    p record;
    who constant uuid := 'dd000000-0000-4000-8000-000000000003';
    place constant uuid := 'dd000000-0000-4000-8000-000000000002';
    i uuid;
BEGIN
    FOR p IN SELECT * FROM part LOOP
        i := gen_random_uuid();
        INSERT INTO samplan.goal (id, plan_id, contributing_plan_id, class_code, title, description, target, due_day, created_by)
        VALUES (i, p.plan_id, p.id, p.class_code, p.mark || 'maal', p.mark || 'om', p.mark || 'hertil', app.today() + 1, who);
        INSERT INTO thing VALUES (p.plan_id, p.class_code, 'goal_id', i);
        INSERT INTO samplan.goal_progress (goal_id, plan_id, contributing_plan_id, class_code, text, created_by)
        VALUES (i, p.plan_id, p.id, p.class_code, p.mark || 'fremgang', who);
        i := gen_random_uuid();
        INSERT INTO samplan.task (id, plan_id, contributing_plan_id, class_code, title, description, plain_text, requester_user_id, requester_unit_id,
                                  performer_kind_code, performer_user_id, performer_unit_id, performer_principal, due_day, status_code, created_by)
        VALUES (i, p.plan_id, p.id, p.class_code, p.mark || 'opgave', p.mark || 'om', p.mark || 'kort', who, place, 'person', who, place, who, app.today() - 1,
                'accepted', who);
        INSERT INTO thing VALUES (p.plan_id, p.class_code, 'task_id', i);
        INSERT INTO samplan.task_comment (task_id, plan_id, contributing_plan_id, class_code, text, created_by)
        VALUES (i, p.plan_id, p.id, p.class_code, p.mark || 'kommentar', who);
        i := gen_random_uuid();
        INSERT INTO samplan.intervention (id, plan_id, contributing_plan_id, class_code, title, description, created_by)
        VALUES (i, p.plan_id, p.id, p.class_code, p.mark || 'indsats', p.mark || 'om', who);
        INSERT INTO thing VALUES (p.plan_id, p.class_code, 'intervention_id', i);
        i := gen_random_uuid();
        INSERT INTO samplan.note (id, plan_id, contributing_plan_id, class_code, text, created_by, created_unit_id)
        VALUES (i, p.plan_id, p.id, p.class_code, p.mark || 'notat', who, place);
        INSERT INTO thing VALUES (p.plan_id, p.class_code, 'note_id', i);
        INSERT INTO samplan.contributing_plan_version (contributing_plan_id, version, plan_id, class_code, snapshot, created_by)
        VALUES (p.id, 900, p.plan_id, p.class_code, jsonb_build_object('title', p.mark || 'gammel'), who);
    END LOOP;
    FOR p IN SELECT a.plan_id, a.id AS a, a.class_code AS ca, a.mark, b.id AS b, b.class_code AS cb FROM part a JOIN part b
                 ON b.plan_id = a.plan_id AND a.class_code = 'psychiatric-treatment' AND b.class_code = 'substance-use' LOOP
        i := gen_random_uuid();
        INSERT INTO samplan.plan_conflict (id, plan_id, part_a_id, part_b_id, class_a_code, class_b_code, text_a, text_b, note, created_by)
        VALUES (i, p.plan_id, p.a, p.b, p.ca, p.cb, p.mark || 'a', p.mark || 'b', p.mark || 'uenighed', who);
        INSERT INTO thing VALUES (p.plan_id, p.ca || '+' || p.cb, 'conflict_id', i);
    END LOOP;
END $$ \g /dev/null
SELECT pg_temp.plant() \g /dev/null
COMMIT;
SELECT json_build_object('plan', plan_id, 'class', class_code, 'kind', kind, 'id', id) FROM thing
UNION ALL SELECT json_build_object('place', n, 'plan', plan_id, 'citizen', citizen_id) FROM place;
