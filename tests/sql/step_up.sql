-- What a route asks for only of whoever has just shown again who she is, its functions ask for themselves: a route's row counts for
-- nothing on a connection that calls past the server. :routes are the route tables, a line "function t|f" for each function of each
-- route, t where the route says .step_up; tests/sql/run reads them.
BEGIN;
CREATE EXTENSION IF NOT EXISTS pgtap;
\ir include/maja.sql
\ir include/close.sql
\ir include/call.sql
SELECT no_plan();

CREATE TEMP TABLE guarded AS
SELECT split_part(line, ' ', 1) AS function, bool_and(split_part(line, ' ', 2) = 't') AS always
  FROM regexp_split_to_table(:'routes', '\n') line WHERE line <> ''
   -- a paper that is sent with a form waits, for its sender alone, while she shows who she is
   AND line NOT LIKE 'held_scan_create %'
 GROUP BY 1 HAVING bool_or(split_part(line, ' ', 2) = 't');
SELECT cmp_ok((SELECT count(*)::integer FROM guarded), '>=', 24, 'the route tables were read');
SELECT is_empty($$ SELECT g.function FROM guarded g
                    WHERE NOT EXISTS (SELECT FROM pg_proc p WHERE p.pronamespace = 'api'::regnamespace AND p.proname = g.function) $$,
                'each route names functions that are there');

UPDATE samplan.session SET strong_at = now() - interval '6 minutes';
CREATE TEMP TABLE answer AS
SELECT g.function, g.always, w.who, pg_temp.call(w.who, g.function, '{}', 65535) AS said
  FROM guarded g CROSS JOIN (VALUES ('01'), ('06'), ('09'), ('10'), ('11'), ('12'), ('13'), ('15')) w (who);
SELECT is((SELECT a.said ->> 'code' FROM answer a WHERE a.function = g.function AND a.said ->> 'raised' = 'SP40S' LIMIT 1),
          'step-up-required', g.function || ' asks whoever may call it to show again who she is') FROM guarded g ORDER BY 1;
SELECT is_empty($$ SELECT a.function, a.who, a.said FROM answer a
                    WHERE a.always AND coalesce(a.said ->> 'raised', '') NOT IN ('SP40S', 'SP403') AND a.said #>> '{_refused,status}' IS DISTINCT FROM '403' $$,
                'and does nothing before, for no role');

SELECT * FROM finish();
ROLLBACK;
