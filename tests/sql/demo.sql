-- The demo: loaded around triggers and foreign keys, so here is that it obeys them all the same.
BEGIN;
SET search_path = public, samplan, app;
SELECT plan(24);

CREATE FUNCTION pg_temp.orphans() RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE
    r record;
    n bigint;
BEGIN
    FOR r IN SELECT k.conname, k.conrelid::regclass AS child, k.confrelid::regclass AS parent,
                    (SELECT string_agg(format('a.%I', x.attname), ',' ORDER BY o.i) FROM unnest(k.conkey) WITH ORDINALITY o(n, i)
                       JOIN pg_attribute x ON x.attrelid = k.conrelid AND x.attnum = o.n) AS mine,
                    (SELECT string_agg(format('b.%I', x.attname), ',' ORDER BY o.i) FROM unnest(k.confkey) WITH ORDINALITY o(n, i)
                       JOIN pg_attribute x ON x.attrelid = k.confrelid AND x.attnum = o.n) AS theirs
               FROM pg_constraint k WHERE k.contype = 'f' AND k.connamespace = 'samplan'::regnamespace AND k.conparentid = 0 LOOP
        EXECUTE format('SELECT count(*) FROM %s a WHERE (%s) IS NOT NULL AND NOT EXISTS (SELECT FROM %s b WHERE (%s) = (%s))',
                       r.child, r.mine, r.parent, r.theirs, r.mine) INTO n;
        IF n > 0 THEN
            RETURN NEXT format('%s %s: %s', r.child, r.conname, n);
        END IF;
    END LOOP;
END
$$;
SELECT is_empty('SELECT pg_temp.orphans()', 'no row points to nothing');

SELECT is_empty(
    $$SELECT p.id FROM samplan.joint_plan p WHERE p.status_code IN ('active', 'on-hold')
         AND (SELECT count(*) FROM samplan.coordination c WHERE c.plan_id = p.id AND c.ended_at IS NULL) <> 1$$,
    'every open plan has exactly one coordinator');
SELECT is_empty(
    $$SELECT a.plan_id FROM samplan.coordination a JOIN samplan.coordination b ON b.plan_id = a.plan_id AND b.id > a.id
       WHERE tstzrange(a.started_at, a.ended_at) && tstzrange(b.started_at, b.ended_at)$$,
    'coordinations never overlap');
SELECT is_empty($$SELECT * FROM samplan.access EXCEPT ALL SELECT * FROM app.access_expected(NULL)$$,
    'nobody may see more than the rule says');
SELECT is_empty($$SELECT DISTINCT * FROM app.access_expected(NULL) EXCEPT SELECT * FROM samplan.access$$, 'nor less');
SELECT is_empty(
    $$SELECT d.plan_id FROM samplan.document d WHERE d.plan_id = d.part_id
         AND d.body::jsonb <> app.document_core(d.plan_id)$$, 'stored core documents are what they are built from');
SELECT is_empty(
    $$SELECT d.part_id FROM samplan.document d WHERE d.plan_id <> d.part_id
         AND d.body::jsonb <> app.document_part(d.part_id)$$, 'and so are those of the parts');
SELECT is_empty(
    $$SELECT t.id FROM samplan.task t CROSS JOIN LATERAL app.worklist_expected(t) e WHERE t.closed_at IS NULL
       EXCEPT SELECT w.task_id FROM samplan.worklist w$$, 'every open task is on the lists that it belongs to');

SELECT is_empty(
    $$SELECT c.id FROM samplan.contributing_plan c JOIN samplan.plan_type t ON t.code = c.type_code
       WHERE NOT t.citizen_owned AND NOT c.sector_code = ANY (t.owner_sectors)$$,
    'plans belong to sectors that may own their type');
SELECT is_empty(
    $$SELECT c.id FROM samplan.contributing_plan c JOIN samplan.plan_type t ON t.code = c.type_code
       WHERE c.class_code <> t.class_code$$, 'and carry the section class of their type');
SELECT is_empty(
    $$SELECT c.id FROM samplan.contributing_plan c JOIN samplan.unit n ON n.id = c.owner_unit_id
       WHERE c.sector_code <> n.sector_code$$, 'and the sector of their owner');
SELECT is_empty(
    $$SELECT t.code FROM samplan.plan_type t WHERE NOT t.is_joint
         AND NOT EXISTS (SELECT FROM samplan.contributing_plan c WHERE c.type_code = t.code)$$,
    'there is a plan of every type');
SELECT is_empty(
    $$SELECT status FROM unnest(ARRAY['draft', 'active', 'on-hold', 'completed', 'revoked']) status
       WHERE NOT EXISTS (SELECT FROM samplan.joint_plan p WHERE p.status_code = status)$$,
    'there are joint plans in every state');
SELECT is_empty(
    $$SELECT status FROM unnest(ARRAY['proposed', 'accepted', 'declined', 'counter-proposed', 'in-progress',
                                      'on-hold', 'done', 'cancelled']) status
       WHERE NOT EXISTS (SELECT FROM samplan.task t WHERE t.status_code = status)$$, 'and tasks');
SELECT is_empty(
    $$SELECT id FROM samplan.unit u WHERE u.path IS DISTINCT FROM
        (SELECT array_agg(x.id ORDER BY x.depth) FROM (
            WITH RECURSIVE up AS (SELECT u.id, u.parent_id, 0 AS depth
                                  UNION ALL SELECT n.id, n.parent_id, up.depth + 1 FROM samplan.unit n JOIN up ON n.id = up.parent_id)
            SELECT up.id, up.depth FROM up) x)$$, 'units know their ancestors');

SELECT is_empty(
    $$SELECT cpr_masked FROM samplan.citizen WHERE cpr_masked !~ '^\d{6}-••••$' OR cpr_cipher IS NULL OR cpr_index IS NULL$$,
    'CPR numbers are sealed and shown masked');
SELECT is(count(DISTINCT cpr_index), count(*), 'and all different') FROM samplan.citizen;
SELECT ok(bool_and(is_demo), 'all users are marked as demo users') FROM samplan.user_account;
SELECT is_empty(
    $$SELECT n FROM unnest(ARRAY['koordinator', 'overlaege', 'socialraadgiver', 'jobkonsulent', 'rusmiddelbehandler', 'laege',
                                 'uu', 'leder', 'leder-region', 'revisor', 'administrator', 'administrator-2', 'borger', 'fremmed', 'vikar', 'akutlaege', 'leder-akut',
                                 'paaroerende', 'foraelder', 'frivillig']) n
       WHERE NOT EXISTS (SELECT FROM samplan.user_account u JOIN samplan.credential c ON c.user_id = u.id
                          WHERE u.username = n AND u.status_code = 'active')$$, 'every account can sign in');
SELECT is(count(*), 20::bigint, 'and nobody else') FROM samplan.credential;
SELECT is_empty(
    $$SELECT a.plan_id FROM samplan.access a JOIN samplan.user_account u ON u.username = 'fremmed'
        JOIN samplan.joint_plan p ON p.id = a.plan_id JOIN samplan.citizen c ON c.id = p.citizen_id
       WHERE a.principal = u.id AND c.municipality_code <> '0851'$$,
    'fremmed has nothing to do with citizens elsewhere');
SELECT is(count(DISTINCT gp_unit_id), 6::bigint, 'six practices') FROM samplan.citizen;
SELECT is_empty(
    $$SELECT id FROM samplan.change WHERE changed_at > now() UNION ALL
      SELECT id FROM samplan.audit WHERE at > now()$$, 'nothing has happened in the future');
SELECT is_empty($$SELECT id FROM samplan.change c WHERE jsonb_typeof(c.fields) <> 'array' OR c.fields = '[]'$$,
    'history says what changed');

SELECT * FROM finish();
ROLLBACK;
