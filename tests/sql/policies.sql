-- What the policies keep out by themselves, asked past the functions: as the role that owns those, with a caseworker's actor.
BEGIN;
CREATE EXTENSION IF NOT EXISTS pgtap;
SELECT no_plan();
\ir include/maja.sql
\ir include/call.sql
-- How many rows a statement changes as this user; 'denied' when a policy says no.
CREATE FUNCTION pg_temp.past(who text, statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    n bigint;
BEGIN
    PERFORM api.auth_enter(convert_to('token-' || who, 'UTF8'), 1023, gen_random_uuid(), 'json', 'test');
    PERFORM set_config('role', 'samplan_api', true);
    EXECUTE statement;
    GET DIAGNOSTICS n = ROW_COUNT;
    PERFORM set_config('role', 'none', true);
    RETURN n;
EXCEPTION WHEN insufficient_privilege THEN RETURN 'denied';
END
$$;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA pg_temp TO samplan_api;
-- A part of Rikke's department in Maja's plan, one of the same kind in Peter's, and one of Karim's.
CREATE FUNCTION pg_temp.part(n integer, plan integer, class_code text, unit integer, person integer) RETURNS void LANGUAGE sql AS $$
    INSERT INTO samplan.contributing_plan (id, plan_id, type_code, class_code, sector_code, owner_unit_id, responsible_user_id, title, status_code, created_by)
    VALUES (format('0f100000-0000-4000-8000-00000000000%s', n)::uuid, format('0f000000-0000-4000-8000-00000000000%s', plan)::uuid, 'social-action-plan', class_code, 'social',
            format('0b000000-0000-4000-8000-00000000000%s', unit)::uuid, format('0c000000-0000-4000-8000-00000000000%s', person)::uuid, 'Del', 'active',
            format('0c000000-0000-4000-8000-00000000000%s', person)::uuid) $$;
SELECT pg_temp.part(1, 1, 'social', 2, 3), pg_temp.part(3, 2, 'social', 2, 3), pg_temp.part(4, 1, 'employment', 3, 4);
\set first '0f100000-0000-4000-8000-000000000001'
SELECT is(pg_temp.past('03', 'UPDATE samplan.contributing_plan SET title = ''Nyt'' WHERE id = ' || quote_literal(:'first')), '1', 'the owner changes her part');
SELECT is(pg_temp.past('04', 'UPDATE samplan.contributing_plan SET title = ''Nyt'' WHERE id = ' || quote_literal(:'first')), '0', 'another authority does not');
SELECT is(pg_temp.past('03', 'UPDATE samplan.contributing_plan SET title = ''Nyt'''),
          (SELECT count(*) FROM samplan.contributing_plan c WHERE c.owner_unit_id = '0b000000-0000-4000-8000-000000000002')::text, 'and her change reaches her own parts alone');
-- Without a condition nothing is read, so that the policy of reading does not stand in.
SELECT is(pg_temp.past('03', 'UPDATE samplan.contributing_plan SET plan_id = ''0f000000-0000-4000-8000-000000000002'''), 'denied',
          'no part is moved to another plan, though she has one of that class there');
UPDATE samplan.contributing_plan SET owner_unit_id = '0b000000-0000-4000-8000-000000000003', responsible_user_id = '0c000000-0000-4000-8000-000000000004'
 WHERE plan_id = '0f000000-0000-4000-8000-000000000002';
SELECT pg_temp.part(2, 1, 'assessment', 2, 3);
SELECT is(pg_temp.past('03', 'UPDATE samplan.contributing_plan SET class_code = ''assessment'''), 'denied', 'nor to another class, though she has one of that class beside it');
SELECT is(pg_temp.past('03', 'UPDATE samplan.contributing_plan SET id = gen_random_uuid()'), 'denied', 'nor given another id');
-- A manager's units are hers in that role alone: no other role reads the log, the openings or the reviews by them.
SELECT is(pg_temp.past(who, 'SELECT FROM unnest(app.actor_managed_units())'), CASE who WHEN '10' THEN '1' ELSE '0' END, who || ' manages no unit unless she is a manager')
  FROM unnest('{01,03,09,10,11,12}'::text[]) who;
SELECT * FROM finish();
ROLLBACK;
