-- Throttling of sign-in: growing delay, never a lock-out. Three counts, shared by all servers: the
-- account from anywhere ('user:'), the network ('net:'), and the two together ('pair:'). Names that do
-- not exist are counted like those that do.
--
-- Whoever tries from a network where the account has signed in during the last 30 days is not slowed
-- by the account's count, so that nobody can keep a colleague out by failing in her name from elsewhere.

-- Takes the turn of an account: of several tries at once each sees what those before it counted. Until the end of the transaction;
-- whoever locks a session takes that first.
CREATE OR REPLACE FUNCTION app.login_turn(username text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('sign-in ' || username, 10));
END
$$;
ALTER FUNCTION app.login_turn(text) OWNER TO samplan_auth;

-- Seconds to wait before the next try; 0: now.
CREATE OR REPLACE FUNCTION app.login_wait_s(username text, network text) RETURNS integer
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    known boolean := EXISTS (SELECT FROM session s JOIN user_account u ON u.id = s.user_id
                              WHERE u.username = login_wait_s.username AND s.network = login_wait_s.network
                                AND s.created_at > now() - interval '30 days');
    until timestamptz;
BEGIN
    SELECT max(a.blocked_until) INTO until FROM login_attempt a
     WHERE a.subject IN ('net:' || network, 'pair:' || username || '@' || network,
                         CASE WHEN known THEN '' ELSE 'user:' || username END);
    RETURN greatest(0, ceil(extract(epoch FROM until - clock_timestamp())))::integer;
END
$$;
ALTER FUNCTION app.login_wait_s(text, text) OWNER TO samplan_auth;

-- Counts one failure of a subject. free: failures without delay; after them the delay doubles every
-- `step` failures up to 60 seconds. One failure is forgotten for every `forget` that passes.
CREATE OR REPLACE FUNCTION app.login_count(subject text, free integer, step integer, forget interval)
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    n integer;
BEGIN
    INSERT INTO login_attempt AS a (subject, failures, last_at)
    VALUES (login_count.subject, 1, clock_timestamp())
    ON CONFLICT ON CONSTRAINT login_attempt_pkey DO UPDATE
       SET failures = 1 + greatest(0, a.failures - floor(extract(epoch FROM clock_timestamp() - a.last_at)
                                                         / extract(epoch FROM forget))::integer),
           last_at = clock_timestamp()
    RETURNING failures INTO n;
    IF n > free THEN
        UPDATE login_attempt a
           SET blocked_until = clock_timestamp()
                               + make_interval(secs => least(60, 2 ^ least(6, (n - free - 1) / step)))
         WHERE a.subject = login_count.subject;
    END IF;
END
$$;
ALTER FUNCTION app.login_count(text, integer, integer, interval) OWNER TO samplan_auth;

-- A failed try. Always in this order, so that two transactions cannot wait for each other.
CREATE OR REPLACE FUNCTION app.login_failed(username text, network text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    PERFORM app.login_count('net:' || network, 30, 5, interval '30 seconds');
    PERFORM app.login_count('pair:' || username || '@' || network, 3, 1, interval '10 minutes');
    PERFORM app.login_count('user:' || username, 5, 1, interval '10 minutes');
    IF random() < 0.01 THEN
        DELETE FROM login_attempt a WHERE a.last_at < now() - interval '1 day';
    END IF;
END
$$;
ALTER FUNCTION app.login_failed(text, text) OWNER TO samplan_auth;

-- A successful one: the account's counts begin anew. The network's does not, else a guesser with an
-- account of her own could reset it.
CREATE OR REPLACE FUNCTION app.login_succeeded(username text, network text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    DELETE FROM login_attempt a
     WHERE a.subject IN ('user:' || username, 'pair:' || username || '@' || network);
END
$$;
ALTER FUNCTION app.login_succeeded(text, text) OWNER TO samplan_auth;

-- The refusal that both steps of sign-in and the change of password give.
CREATE OR REPLACE FUNCTION app.login_throttled(wait_s integer) RETURNS jsonb
LANGUAGE sql IMMUTABLE AS $$
    SELECT jsonb_build_object('_refused', jsonb_build_object(
        'status', 429, 'code', 'throttled', 'retry_after_s', wait_s))
$$;
