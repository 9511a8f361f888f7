-- What became of the damaged rules; survivors.csv (variable survivors) names those that nothing can notice, and why.
CREATE TABLE oracle.known (object text, what text, kind text, why text);
\set copy_known '\\copy oracle.known FROM ''' :survivors ''' CSV HEADER'
:copy_known
CREATE VIEW oracle.outcome AS
SELECT m.id, m.object, m.cmd, m.what, f.noticed, k.kind, k.why,
       CASE WHEN f.fate = 'survived' AND k.kind = 'equivalent' THEN 'equivalent' WHEN f.fate = 'survived' AND k.kind = 'open' THEN 'open' ELSE coalesce(f.fate, 'not tried') END AS fate
  FROM oracle.mutant m LEFT JOIN oracle.fate f USING (id)
  LEFT JOIN LATERAL (SELECT * FROM oracle.known k WHERE m.object ~ ('^(' || k.object || ')$') AND strpos(m.what, coalesce(k.what, '')) > 0 ORDER BY k.kind LIMIT 1) k ON true;
SELECT format('# not noticed: %s: %s %s', o.object, o.what, o.cmd) FROM oracle.outcome o WHERE o.fate IN ('survived', 'not tried') ORDER BY o.id LIMIT 100;
SELECT format('# %s mutants are %s: %s', count(*), o.fate, o.why) FROM oracle.outcome o WHERE o.fate IN ('equivalent', 'open') GROUP BY o.fate, o.why ORDER BY 1;
SELECT format('# %s mutants are no SQL and not counted', count(*)) FROM oracle.outcome o WHERE o.fate = 'invalid';
