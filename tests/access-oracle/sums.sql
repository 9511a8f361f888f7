-- How much was asked, and what could not be.
SELECT format('# %s calls by %s readers of %s plans', (SELECT sum(calls) FROM oracle.called),
              (SELECT count(*) FROM (SELECT DISTINCT n, role, assurance FROM oracle.answer) x), (SELECT count(*) FROM oracle.scene));
SELECT format('# %s cells are impossible and not asked: nobody is her own relative',
              (SELECT sum(length(e.answers)) FROM oracle.expected e
                 JOIN oracle.code r ON r.dimension = 'role' AND r.i = e.role AND r.code = 'relative'
                 JOIN oracle.code l ON l.dimension = 'relation' AND l.i = e.relation AND l.code = 'self'));
SELECT format('# %s cells are impossible and not asked: nobody can open a draft in an emergency',
              (SELECT sum(length(e.answers)) FROM oracle.expected e
                 JOIN oracle.code p ON p.dimension = 'plan' AND p.i = e.plan AND p.code = 'draft'
                 JOIN oracle.code g ON g.dimension = 'break_glass' AND g.i = e.break_glass AND g.code = 'running'
                 JOIN oracle.code r ON r.dimension = 'role' AND r.i = e.role JOIN oracle.code l ON l.dimension = 'relation' AND l.i = e.relation
                WHERE NOT (r.code = 'relative' AND l.code = 'self')));
SELECT format('# %s cells ask about the class private where an answer of the citizen about all other classes is in place: there is none about private',
              (SELECT count(*) FROM oracle.cell c JOIN oracle.scene s USING (n) JOIN oracle.code k ON k.dimension = 'class' AND k.i = c.class
                WHERE k.code = 'private' AND s.consent <> 'none'));
SELECT format('# %s: %s', CASE c.answer WHEN 'p' THEN 'permit' WHEN 'r' THEN 'refuse' WHEN 'a' THEN 'absent' ELSE c.answer END, count(*))
  FROM oracle.cell c GROUP BY c.answer ORDER BY c.answer;
