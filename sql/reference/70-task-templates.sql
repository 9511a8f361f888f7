-- The words of tasks that come by a rule.
INSERT INTO samplan.task_template (code, title_da, plain_da, source)
SELECT r.code, r.title_da, r.plain_da, r.source FROM ref_task_templates r
ON CONFLICT (code) DO UPDATE SET title_da = excluded.title_da, plain_da = excluded.plain_da, source = excluded.source
    WHERE task_template IS DISTINCT FROM excluded;
