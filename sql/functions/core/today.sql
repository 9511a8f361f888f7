-- The day in Copenhagen at the start of the transaction.
CREATE OR REPLACE FUNCTION app.today() RETURNS date
LANGUAGE sql STABLE PARALLEL SAFE AS $$ SELECT (now() AT TIME ZONE 'Europe/Copenhagen')::date $$;

-- Midnight in Copenhagen at which a day begins.
CREATE OR REPLACE FUNCTION app.day_start(day date) RETURNS timestamptz
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT day::timestamp AT TIME ZONE 'Europe/Copenhagen' $$;
