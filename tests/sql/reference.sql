-- Reference data: what is loaded, from when, and that a second load changes nothing.
BEGIN;
SELECT plan(20);

SELECT is(count(*), 98::bigint, '98 municipalities') FROM samplan.municipality;
SELECT is(count(*), 98::bigint, 'each has one region in 2026')
  FROM samplan.municipality_region WHERE valid_from <= '2026-12-31' AND (valid_to IS NULL OR valid_to > '2026-12-31');
SELECT is(count(*), 98::bigint, 'each has one region in 2027')
  FROM samplan.municipality_region WHERE valid_from <= '2027-01-01' AND (valid_to IS NULL OR valid_to > '2027-01-01');
SELECT results_eq(
    $$SELECT region_code, count(*) FROM samplan.municipality_region
       WHERE valid_from <= '2026-12-31' AND (valid_to IS NULL OR valid_to > '2026-12-31') GROUP BY 1 ORDER BY 1$$,
    $$VALUES ('1081', 11::bigint), ('1082', 19), ('1083', 22), ('1084', 29), ('1085', 17)$$,
    'the five regions of 2007 until the end of 2026');
SELECT results_eq(
    $$SELECT region_code, count(*) FROM samplan.municipality_region
       WHERE valid_from <= '2027-01-01' AND (valid_to IS NULL OR valid_to > '2027-01-01') GROUP BY 1 ORDER BY 1$$,
    $$VALUES ('1081', 11::bigint), ('1082', 19), ('1083', 22), ('ostdanmark', 46)$$,
    'Region Østdanmark with 46 municipalities from 1 January 2027');
SELECT results_eq(
    $$SELECT code, valid_to, replaced_by FROM samplan.region WHERE valid_to IS NOT NULL ORDER BY 1$$,
    $$VALUES ('1084', '2027-01-01'::date, 'ostdanmark'), ('1085', '2027-01-01'::date, 'ostdanmark')$$,
    'the two regions say what replaces them');
SELECT ok(provisional, 'its code is marked provisional') FROM samplan.region WHERE code = 'ostdanmark';

SELECT is(count(*), 9::bigint, 'the nine plan types of the committee''s table 4')
  FROM samplan.plan_type WHERE source LIKE '%tabel 4';
SELECT ok(count(*) >= 19, 'and at least ten more') FROM samplan.plan_type;
SELECT is_empty($$SELECT code FROM samplan.plan_type WHERE name_da = '' OR name_en = '' OR law_area = '' OR source = ''$$,
    'every plan type has names, law area and source');
SELECT is_empty(
    $$SELECT p.code, s FROM samplan.plan_type p CROSS JOIN unnest(p.owner_sectors) s
       WHERE NOT EXISTS (SELECT FROM samplan.sector x WHERE x.code = s)$$,
    'owners are sectors that exist');
SELECT is_empty(
    $$SELECT code FROM samplan.plan_type WHERE NOT is_joint AND (owner_sectors = '{}' OR headings = '{}')$$,
    'every contributing type has an owner and headings');
SELECT is(owner_sectors, '{employment}', 'a hospital cannot own a job plan')
  FROM samplan.plan_type WHERE code = 'job-plan';

SELECT results_eq(
    $$SELECT group_code, count(*) FROM samplan.contact_type GROUP BY 1 ORDER BY 1$$,
    $$VALUES ('adult', 12::bigint), ('child', 4)$$, '12 + 4 contact types');
SELECT is(count(*), 137::bigint, '137 offers') FROM samplan.offer;
SELECT is(count(DISTINCT edition), 1::bigint, 'all of them "historisk 2008"')
  FROM samplan.offer WHERE edition = 'historisk 2008' HAVING count(*) = 137;
SELECT is(count(DISTINCT municipality_code), 54::bigint, 'of 54 municipalities') FROM samplan.offer;
SELECT is_empty(
    $$SELECT code FROM samplan.section_class WHERE (1 << bit) <> app.class_bit(code)$$,
    'section classes have the bits that the access rule uses');
SELECT is(count(*), 13::bigint, '13 section classes') FROM samplan.section_class;
SELECT is_empty(
    $$SELECT code FROM samplan.sector WHERE name_da = '' OR name_en = ''$$, 'sectors have names');

SELECT * FROM finish();
ROLLBACK;
