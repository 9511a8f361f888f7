-- Compares what was answered with the table. Run as superuser after the questions.
-- A cell for each class of each answer. What is not shown is counted if the number of what is hidden is the number
-- that the table wants.
CREATE TABLE oracle.cell AS
SELECT a.n, a.role, a.assurance, a.action, g.i AS class, e.rules[g.i] AS rule, substr(e.answers, g.i, 1) AS expected,
       CASE WHEN substr(a.answers, g.i, 1) <> '?' THEN substr(a.answers, g.i, 1)
            WHEN a.hidden = w.hidden THEN substr(e.answers, g.i, 1)
            WHEN a.hidden = 0 THEN 'a' ELSE 'x' END AS answer,
       a.bases[g.i] AS basis
  FROM oracle.answer a
  JOIN oracle.scene s ON s.n = a.n
  JOIN oracle.code l ON l.dimension = 'assurance' AND l.code = a.assurance::text
  JOIN oracle.expected e ON e.role = a.role AND e.relation = s.relation_i AND e.organisation = s.organisation_i AND e.consent = s.consent_i
       AND e.plan = s.plan_i AND e.break_glass = s.break_glass_i AND e.action = a.action AND e.assurance = l.i
 CROSS JOIN LATERAL (SELECT count(*) FILTER (WHERE substr(a.answers, j, 1) = '?' AND substr(e.answers, j, 1) = 'p')::integer AS hidden
                       FROM generate_series(1, length(a.answers)) j) w
 CROSS JOIN generate_series(1, length(a.answers)) g(i);

-- What differs: another answer, or for a single section another basis in the log than the table gives.
CREATE TABLE oracle.difference AS
SELECT c.*, CASE WHEN c.answer <> c.expected THEN format('%s instead of %s', c.answer, c.expected)
                 ELSE format('basis %s instead of %s', coalesce(c.basis, 'none'), p.basis) END AS what
  FROM oracle.cell c JOIN oracle.policy p ON p.nr = c.rule
 WHERE c.answer <> c.expected
    OR c.expected = 'p' AND c.basis IS NOT NULL AND NOT c.basis = ANY (string_to_array(p.basis, '|'))
       -- the plan's page tells of many sections at once: its row names the strongest reason
       AND NOT (c.class = 1 AND c.action IN (SELECT i FROM oracle.code WHERE dimension = 'action' AND code = 'read'))
       AND NOT (c.action IN (SELECT i FROM oracle.code WHERE dimension = 'action' AND code = 'read') AND c.role IN (SELECT i FROM oracle.code WHERE dimension = 'role' AND code = 'relative'));
