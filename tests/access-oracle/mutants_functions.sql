-- Tries the damaged functions: run as superuser with the variables worker and workers. Before the policies are opened.
SET search_path = samplan, app, public;
INSERT INTO oracle.whole SELECT DISTINCT m.object::name, '', 0, oracle.function_probe(m.object) FROM (SELECT DISTINCT object FROM oracle.mutant WHERE kind = 'function') m;
SET statement_timeout = '20s';
\set ON_ERROR_STOP off
SELECT format('SELECT oracle.mutate_one(%s)', id) FROM oracle.mutant WHERE kind = 'function' AND id % :workers = :worker ORDER BY id \gexec
SET statement_timeout = 0;
INSERT INTO oracle.fate SELECT m.id, 'killed', 'it does not end', NULL FROM oracle.mutant m
 WHERE m.kind = 'function' AND m.id % :workers = :worker AND NOT EXISTS (SELECT FROM oracle.fate f WHERE f.id = m.id);
