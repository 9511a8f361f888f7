-- What became of the damaged rules; survivors.csv (variable survivors) names those that nothing can notice, and why.
CREATE TABLE oracle.known (object text, what text, why text, PRIMARY KEY (object, what));
\set copy_known '\\copy oracle.known FROM ''' :survivors ''' CSV HEADER'
:copy_known
CREATE VIEW oracle.outcome AS
SELECT m.id, m.object, m.what, k.why,
       CASE WHEN f.fate = 'survived' AND k.why <> '' THEN 'equivalent' ELSE coalesce(f.fate, 'not tried') END AS fate, f.noticed, f.took
  FROM oracle.mutant m LEFT JOIN oracle.fate f USING (id) LEFT JOIN oracle.known k ON k.object = m.object AND k.what = m.what;
-- Entries of what is noticed, or is no longer there.
CREATE VIEW oracle.stale AS
SELECT k.object, k.what FROM oracle.known k WHERE NOT EXISTS (SELECT FROM oracle.outcome o WHERE o.object = k.object AND o.what = k.what AND o.fate = 'equivalent');
SELECT format('not ok not noticed: %s: %s', o.object, o.what) FROM oracle.outcome o WHERE o.fate IN ('survived', 'not tried') ORDER BY o.id LIMIT 100;
SELECT format('# no difference: %s: %s: %s', o.object, o.what, o.why) FROM oracle.outcome o WHERE o.fate = 'equivalent' ORDER BY o.id;
SELECT format('# %s mutants are equivalent and counted apart, %s are no SQL, %s do not end', count(*) FILTER (WHERE o.fate = 'equivalent'), count(*) FILTER (WHERE o.fate = 'invalid'),
              count(*) FILTER (WHERE o.noticed = 'it does not end')) FROM oracle.outcome o;
SELECT format('# %s of %s of %s are noticed', count(*) FILTER (WHERE o.fate = 'killed'), count(*) FILTER (WHERE o.fate NOT IN ('invalid', 'equivalent')), m.kind || ' mutants')
  FROM oracle.outcome o JOIN oracle.mutant m USING (id) GROUP BY m.kind ORDER BY m.kind;
