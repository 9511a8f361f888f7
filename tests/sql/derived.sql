-- The derived tables hold what the base tables say: access, documents, worklists. Runs over whatever
-- population is loaded (the demo).
BEGIN;
CREATE EXTENSION IF NOT EXISTS pgtap;
SELECT no_plan();
SELECT cmp_ok((SELECT count(*) FROM samplan.joint_plan), '>', 0::bigint, 'there are plans to compare');

CREATE TEMP TABLE expected AS SELECT DISTINCT * FROM app.access_expected(NULL);
SELECT is_empty($$
    SELECT plan_id, principal, part_id, read_mask, write_mask, basis_code, basis_id, since, until FROM samplan.access
    EXCEPT
    SELECT plan_id, principal, part_id, read_mask, write_mask, basis_code, basis_id, since, until FROM expected
$$, 'access holds nothing that the relations do not give');
SELECT is_empty($$
    SELECT plan_id, principal, part_id, read_mask, write_mask, basis_code, basis_id, since, until FROM expected
    EXCEPT
    SELECT plan_id, principal, part_id, read_mask, write_mask, basis_code, basis_id, since, until FROM samplan.access
$$, 'access lacks nothing that the relations give');

SELECT is_empty($$
    SELECT d.plan_id FROM samplan.document d
     WHERE d.part_id = d.plan_id AND d.body::jsonb IS DISTINCT FROM app.document_core(d.plan_id)
$$, 'stored core documents equal the ones built from the tables');
SELECT is_empty($$
    SELECT d.part_id FROM samplan.document d
     WHERE d.part_id <> d.plan_id AND d.audience_code = 'all' AND d.body::jsonb IS DISTINCT FROM app.document_part(d.part_id)
$$, 'stored documents of contributing plans equal the built ones');
SELECT is_empty($$
    SELECT id FROM samplan.joint_plan p WHERE NOT EXISTS (SELECT FROM samplan.document d WHERE d.part_id = p.id)
$$, 'every plan has its core document');
SELECT is_empty($$
    SELECT c.id FROM samplan.contributing_plan c WHERE c.status_code <> 'revoked'
       AND NOT EXISTS (SELECT FROM samplan.document d WHERE d.plan_id = c.plan_id AND d.part_id = c.id)
$$, 'every contributing plan has its document');

SELECT is_empty($$
    SELECT d.plan_id, d.part_id, d.body::jsonb FROM samplan.document d WHERE d.audience_code = 'relative'
    EXCEPT SELECT p.id, app.relative_document(p.id, c), app.document_relative(p.id, c)
             FROM samplan.joint_plan p CROSS JOIN LATERAL app.document_relative_classes(p.id) c
$$, 'stored documents for relatives equal the built ones');
SELECT is_empty($$
    SELECT p.id, c FROM samplan.joint_plan p CROSS JOIN LATERAL app.document_relative_classes(p.id) c
     WHERE NOT EXISTS (SELECT FROM samplan.document d WHERE d.part_id = app.relative_document(p.id, c))
$$, 'each class that somebody close has a right to has one');
SELECT is_empty($$
    SELECT w.principal, w.list_code, w.due_day, w.task_id FROM samplan.worklist w
    EXCEPT SELECT e.principal, e.list_code, e.due_day, t.id FROM samplan.task t CROSS JOIN LATERAL app.worklist_expected(t) e
$$, 'worklists hold nothing but open tasks');
SELECT is_empty($$
    SELECT e.principal, e.list_code, e.due_day, t.id FROM samplan.task t CROSS JOIN LATERAL app.worklist_expected(t) e
    EXCEPT SELECT w.principal, w.list_code, w.due_day, w.task_id FROM samplan.worklist w
$$, 'worklists lack no open task');
SELECT is_empty($$
    SELECT w.task_id FROM samplan.worklist w JOIN samplan.task t ON t.id = w.task_id
      JOIN samplan.joint_plan p ON p.id = t.plan_id JOIN samplan.citizen c ON c.id = p.citizen_id
     WHERE w.shown::jsonb IS DISTINCT FROM app.document_task_row(t) || jsonb_build_object('citizen', c.name)
$$, 'worklist rows show the task as it is');

-- The coordinator guarantee, over all plans
SELECT is_empty($$
    SELECT p.id FROM samplan.joint_plan p WHERE p.status_code IN ('active', 'on-hold')
       AND (SELECT count(*) FROM samplan.coordination c WHERE c.plan_id = p.id AND c.started_at <= now()
              AND (c.ended_at IS NULL OR c.ended_at > now())) <> 1
$$, 'every open plan has exactly one coordinator now');
-- A new version that builds documents in another way finds the old ones and builds them again.
SELECT is(app.derived_ensure(), 0::bigint, 'nothing to build again after a load');
UPDATE samplan.document SET body = '{}' WHERE part_id = (SELECT min(id::text)::uuid FROM samplan.joint_plan);
UPDATE samplan.setting SET value = 'older' WHERE key = 'derived_fingerprint';
SELECT cmp_ok(app.derived_ensure(), '>', 0::bigint, 'after a change of the builders all is built again');
SELECT is_empty($$
    SELECT d.plan_id FROM samplan.document d WHERE d.part_id = d.plan_id AND d.body::jsonb IS DISTINCT FROM app.document_core(d.plan_id)
$$, 'and equals its source');
-- The same for every function that a right comes from, directly or by another.
CREATE FUNCTION pg_temp.built_again(f text) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    n bigint;
BEGIN
    BEGIN
        EXECUTE replace((SELECT pg_get_functiondef(p.oid) FROM pg_proc p WHERE p.pronamespace = 'app'::regnamespace AND p.proname = f), '$function$', '$function$ /* anew */ ');
        n := app.derived_ensure();
        RAISE EXCEPTION 'undone' USING ERRCODE = 'OR001';
    EXCEPTION WHEN SQLSTATE 'OR001' THEN RETURN n > 0;
    END;
END
$$;
SELECT ok(pg_temp.built_again(f), 'a change of ' || f || ' is a change of the rights')
  FROM unnest('{access_expected,access_granted,access_own_part,access_consented,access_relative,access_objections,access_closed_until,relative_class,practitioner,class_mask,age_day}'::text[]) f;
SELECT * FROM finish();
ROLLBACK;
