-- The decision table and its codes, and what it answers. Run as superuser with the variables policy and
-- labels: the paths of the two CSV files.
CREATE SCHEMA oracle;
GRANT USAGE ON SCHEMA oracle TO samplan_server;

CREATE TABLE oracle.code (place integer GENERATED ALWAYS AS IDENTITY, dimension text, code text, name_da text, i integer);
\set copy_labels '\\copy oracle.code (dimension, code, name_da) FROM ''' :labels ''' CSV HEADER'
:copy_labels
UPDATE oracle.code c SET i = x.i
  FROM (SELECT place, row_number() OVER (PARTITION BY dimension ORDER BY place) AS i FROM oracle.code) x WHERE x.place = c.place;

CREATE TABLE oracle.policy (nr integer PRIMARY KEY, role text, relation text, organisation text, class text, consent text,
                            plan text, break_glass text, action text, assurance text, answer text, basis text, why text);
\set copy_policy '\\copy oracle.policy FROM ''' :policy ''' CSV HEADER'
:copy_policy

-- A cell of the table as a set of bits; a code that nobody knows is an error of the table.
CREATE FUNCTION oracle.bits(wanted text, codes text) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
    mask integer := 0;
    bit integer;
    c text;
BEGIN
    IF codes = '*' THEN
        RETURN -1;
    END IF;
    FOREACH c IN ARRAY string_to_array(codes, '|') LOOP
        SELECT 1 << x.i INTO bit FROM oracle.code x WHERE x.dimension = wanted AND x.code = c;
        IF bit IS NULL THEN
            RAISE EXCEPTION 'policy.csv: % is no %', c, wanted;
        END IF;
        mask := mask | bit;
    END LOOP;
    RETURN mask;
END
$$;

CREATE TABLE oracle.rule AS
SELECT p.nr, oracle.bits('role', p.role) AS role, oracle.bits('relation', p.relation) AS relation,
       oracle.bits('organisation', p.organisation) AS organisation, oracle.bits('class', p.class) AS class,
       oracle.bits('consent', p.consent) AS consent, oracle.bits('plan', p.plan) AS plan,
       oracle.bits('break_glass', p.break_glass) AS break_glass, oracle.bits('action', p.action) AS action,
       oracle.bits('assurance', p.assurance) AS assurance, left(p.answer, 1) AS answer, p.basis,
       coalesce(p.basis <> '', false) = (p.answer = 'permit') AS basis_given
  FROM oracle.policy p ORDER BY p.nr;
CREATE UNIQUE INDEX ON oracle.rule (nr);

-- Every question, 13 classes at a time: answers holds a letter for each class (p, r, a), rules the numbers of
-- the rows that gave them.
CREATE TABLE oracle.expected (role integer, relation integer, organisation integer, consent integer, plan integer,
                              break_glass integer, action integer, assurance integer, answers text, rules integer[]);
CREATE FUNCTION oracle.decide() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    classes constant integer := (SELECT count(*) FROM oracle.code WHERE dimension = 'class');
    n integer[];
    q record;
    r record;
    open integer;
    hit integer;
    answers text[];
    rules integer[];
BEGIN
    -- only the rows that can fit are tried, in their order
    FOR q IN SELECT ro.i AS role, re.i AS relation, og.i AS organisation, co.i AS consent, pl.i AS plan, gl.i AS break_glass,
                    ac.i AS action, asu.i AS assurance
               FROM oracle.code ro, oracle.code re, oracle.code og, oracle.code co, oracle.code pl, oracle.code gl,
                    oracle.code ac, oracle.code asu
              WHERE ro.dimension = 'role' AND re.dimension = 'relation' AND og.dimension = 'organisation'
                AND co.dimension = 'consent' AND pl.dimension = 'plan' AND gl.dimension = 'break_glass'
                AND ac.dimension = 'action' AND asu.dimension = 'assurance' LOOP
        open := ((1 << classes) - 1) << 1;
        answers := array_fill('?'::text, ARRAY[classes]);
        rules := array_fill(0, ARRAY[classes]);
        FOR r IN SELECT x.nr, x.class, x.answer FROM oracle.rule x
                  WHERE x.role & (1 << q.role) <> 0 AND x.relation & (1 << q.relation) <> 0
                    AND x.organisation & (1 << q.organisation) <> 0 AND x.consent & (1 << q.consent) <> 0
                    AND x.plan & (1 << q.plan) <> 0 AND x.break_glass & (1 << q.break_glass) <> 0
                    AND x.action & (1 << q.action) <> 0 AND x.assurance & (1 << q.assurance) <> 0
                  ORDER BY x.nr LOOP
            hit := open & r.class;
            FOR i IN 1 .. classes LOOP
                IF hit & (1 << i) <> 0 THEN
                    answers[i] := r.answer;
                    rules[i] := r.nr;
                END IF;
            END LOOP;
            open := open & ~hit;
            EXIT WHEN open = 0;
        END LOOP;
        INSERT INTO oracle.expected VALUES (q.role, q.relation, q.organisation, q.consent, q.plan, q.break_glass, q.action,
                                            q.assurance, array_to_string(answers, ''), rules);
    END LOOP;
END
$$;
SELECT oracle.decide();
CREATE INDEX ON oracle.expected (role, relation, organisation, consent, plan, break_glass, action, assurance);
ANALYZE oracle.expected;
