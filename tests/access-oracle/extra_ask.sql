-- Reads every section of every extra plan, as its reader: which classes she got.
CREATE TABLE oracle.extra_answer (code text, wanted text, got text, unlogged integer, cells integer);
CREATE VIEW oracle.extra_difference AS
SELECT a.code, k.code AS class, a.unlogged, position('|' || k.code || '|' IN '|' || a.got) > 0 AS got
  FROM oracle.extra_answer a CROSS JOIN oracle.code k
 WHERE k.dimension = 'class'
   AND (position('|' || k.code || '|' IN '|' || a.got) > 0) <> (position('|' || k.code || '|' IN '|' || a.wanted) > 0);
GRANT SELECT, INSERT ON oracle.extra_answer, oracle.extra TO samplan_server;
CREATE FUNCTION oracle.ask_extra(e oracle.extra) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    k record;
    x oracle.said;
    wanted text := '';
    got text := '';
    unlogged integer := 0;
    n integer := 0;
BEGIN
    PERFORM api.auth_enter(convert_to(e.token, 'UTF8'), 1023, gen_random_uuid(), 'json', 'oracle');
    FOR k IN SELECT c.code, c.i FROM oracle.code c WHERE c.dimension = 'class' ORDER BY c.i LOOP
        IF e.token = 'rita' THEN
            x := oracle.call('relative_section', jsonb_build_object('plan_id', e.plan_id, 'class_code', k.code), false);
        ELSIF k.code = 'core' THEN
            x := oracle.call('plan_show', jsonb_build_object('plan_id', e.plan_id), false);
            x.letter := CASE WHEN coalesce(x.document -> 'plan', 'null') <> 'null' THEN 'p' ELSE 'a' END;
        ELSE
            x := oracle.call('part_show', jsonb_build_object('part_id', md5(e.plan_id::text || k.code)::uuid), false);
        END IF;
        n := n + 1;
        unlogged := unlogged + (x.wrong IS NOT NULL)::integer;
        got := got || CASE x.letter WHEN 'p' THEN k.code || '|' ELSE '' END;
        wanted := wanted || CASE WHEN k.code = ANY (string_to_array(e.classes, '|')) THEN k.code || '|' ELSE '' END;
    END LOOP;
    INSERT INTO oracle.extra_answer VALUES (e.code, wanted, got, unlogged, n);
END
$$;
