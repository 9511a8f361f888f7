-- What the comparison found, to be read: the differences by the row of the table that they break.
\pset footer off
\set QUIET on
SELECT format('not ok row %s, %s %s %s in %s plan, relation %s, consent %s, emergency %s, owner %s: %s (%s cells)', d.rule, r.code, a.code,
              string_agg(DISTINCT k.code, '|'), string_agg(DISTINCT s.plan, '|'), string_agg(DISTINCT s.relation, '|'),
              string_agg(DISTINCT s.consent, '|'), string_agg(DISTINCT s.break_glass, '|'), string_agg(DISTINCT s.organisation, '|'),
              d.what, count(*))
  FROM oracle.difference d JOIN oracle.scene s USING (n)
  JOIN oracle.code r ON r.dimension = 'role' AND r.i = d.role JOIN oracle.code a ON a.dimension = 'action' AND a.i = d.action
  JOIN oracle.code k ON k.dimension = 'class' AND k.i = d.class
 GROUP BY d.rule, r.code, a.code, d.what ORDER BY count(*) DESC LIMIT 60;
SELECT format('not ok log: %s of %s as %s: %s (%s times)', p.call, coalesce(k.code, 'the plan'), r.code, p.what, count(*))
  FROM oracle.problem p JOIN oracle.code r ON r.dimension = 'role' AND r.i = p.role
  LEFT JOIN oracle.code k ON k.dimension = 'class' AND k.i = p.class
 GROUP BY p.call, k.code, r.code, p.what ORDER BY count(*) DESC LIMIT 60;
SELECT format('not ok extra: %s: %s %s', d.code, CASE WHEN d.got THEN 'reads' ELSE 'does not read' END, string_agg(d.class, '|'))
  FROM oracle.extra_difference d GROUP BY d.code, d.got LIMIT 60;
SELECT format('not ok extra: %s: %s answers without their one row in the log', a.code, a.unlogged) FROM oracle.extra_answer a WHERE a.unlogged > 0;
