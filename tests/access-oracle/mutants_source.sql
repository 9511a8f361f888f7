-- What there is to be damaged, as JSON lines for mutants.mjs: every half of every policy that asks for anything, and the
-- functions that decide. A policy that is `true` for everybody has nothing to flip.
SELECT json_build_object('kind', 'policy', 'name', r.object, 'text', r.text) FROM oracle.half r ORDER BY r.object;
SELECT json_build_object('kind', 'function', 'name', p.oid::regproc::text, 'text', pg_get_functiondef(p.oid), 'body', p.prosrc)
  FROM oracle.decider d JOIN pg_proc p ON p.pronamespace IN ('app'::regnamespace, 'api'::regnamespace) AND p.proname = d.name
 ORDER BY p.proname;
