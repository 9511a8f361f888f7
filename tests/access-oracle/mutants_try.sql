-- Tries the damaged functions that fall to one worker: run as superuser with the variables worker and workers. Each is a statement of its
-- own, so that one that never ends can be stopped: that is noticed too.
SET session_replication_role = replica;
SET search_path = samplan, app, public;
SET statement_timeout = '20s';
SELECT format('SELECT oracle.try_function(%s)', m.id) FROM oracle.mutant m
 WHERE m.kind = 'function' AND m.object <> 'app.actor_require' AND m.id % :workers = :worker ORDER BY m.id \gexec
SET statement_timeout = 0;
INSERT INTO oracle.fate SELECT m.id, 'killed', 'it does not end', NULL FROM oracle.mutant m
 WHERE m.kind = 'function' AND m.id % :workers = :worker AND NOT EXISTS (SELECT FROM oracle.fate f WHERE f.id = m.id);
