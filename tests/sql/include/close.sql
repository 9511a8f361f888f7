-- People close to Maja and to a young person, and a volunteer, beside include/maja.sql: 13 Line (Maja's sister), 14 Kaj (mother of
-- Emma, a young person whose birth day a test sets), 15 Vera (volunteer), 16 Emma herself, 17 Gustav (Maja's guardian).
INSERT INTO samplan.organisation (id, name, type_code) VALUES ('0a000000-0000-4000-8000-000000000009', 'Caféen', 'voluntary');
INSERT INTO samplan.unit (id, organisation_id, name, sector_code, phone) VALUES
 ('0b000000-0000-4000-8000-000000000009', '0a000000-0000-4000-8000-000000000009', 'Caféen', 'voluntary', '12345609');
INSERT INTO samplan.citizen (id, given_name, family_name, birth_day, cpr_masked, cpr_index, cpr_cipher, municipality_code, status_code) VALUES
 ('0e000000-0000-4000-8000-000000000003', 'Emma', 'Skov', '2012-03-04', '040312-••••', sha256('emma'), '\x03', '0779', 'confirmed');
INSERT INTO samplan.user_account (id, username, name, phone, citizen_id) VALUES
 ('0c000000-0000-4000-8000-000000000013', 't-line', 'Line Holm', '12345660', NULL),
 ('0c000000-0000-4000-8000-000000000014', 't-kaj', 'Kaj Skov', NULL, NULL),
 ('0c000000-0000-4000-8000-000000000015', 't-vera', 'Vera Vind', '12345615', NULL),
 ('0c000000-0000-4000-8000-000000000016', 't-emma', 'Emma Skov', NULL, '0e000000-0000-4000-8000-000000000003'),
 ('0c000000-0000-4000-8000-000000000017', 't-gustav', 'Gustav Grøn', NULL, NULL);
INSERT INTO samplan.role_assignment (id, user_id, unit_id, role_code, valid_from, invited_unit_id) VALUES
 ('0d000000-0000-4000-8000-000000000013', '0c000000-0000-4000-8000-000000000013', NULL, 'relative', app.today() - 30, '0b000000-0000-4000-8000-000000000001'),
 ('0d000000-0000-4000-8000-000000000014', '0c000000-0000-4000-8000-000000000014', NULL, 'relative', app.today() - 30, NULL),
 ('0d000000-0000-4000-8000-000000000015', '0c000000-0000-4000-8000-000000000015', '0b000000-0000-4000-8000-000000000009', 'volunteer', app.today() - 30, NULL),
 ('0d000000-0000-4000-8000-000000000016', '0c000000-0000-4000-8000-000000000016', NULL, 'citizen', app.today() - 30, NULL),
 ('0d000000-0000-4000-8000-000000000017', '0c000000-0000-4000-8000-000000000017', NULL, 'relative', app.today() - 30, NULL);
INSERT INTO samplan.session (token_hash, user_id, assignment_id, idle_seconds, absolute_expires_at, strong_at)
SELECT sha256(convert_to('token-' || right(a.user_id::text, 2), 'UTF8')), a.user_id, a.id, 900, now() + interval '10 hours', now()
  FROM samplan.role_assignment a WHERE right(a.id::text, 2) BETWEEN '13' AND '17' AND a.id::text LIKE '0d0000%';
INSERT INTO samplan.joint_plan (id, citizen_id, status_code, reason, summary, created_by, activated_at) VALUES
 ('0f000000-0000-4000-8000-000000000003', '0e000000-0000-4000-8000-000000000003', 'active', 'Skole og hjem', 'Emma skal have ro.',
  '0c000000-0000-4000-8000-000000000003', now() - interval '20 days');
INSERT INTO samplan.coordination (plan_id, user_id, unit_id, started_at) VALUES
 ('0f000000-0000-4000-8000-000000000003', '0c000000-0000-4000-8000-000000000003', '0b000000-0000-4000-8000-000000000002', now() - interval '20 days');
INSERT INTO samplan.contributing_plan (id, plan_id, type_code, class_code, sector_code, owner_unit_id, title, status_code, plain_summary, content, created_by) VALUES
 ('1b000000-0000-4000-8000-000000000031', '0f000000-0000-4000-8000-000000000003', 'social-action-plan', 'social', 'social',
  '0b000000-0000-4000-8000-000000000002', 'Barnets plan', 'active', 'Emma får en voksen at tale med.', '[]', '0c000000-0000-4000-8000-000000000003'),
 ('1b000000-0000-4000-8000-000000000011', '0f000000-0000-4000-8000-000000000001', 'crisis-plan', 'crisis-plan', 'citizen',
  NULL, 'Min kriseplan', 'active', 'Ring til Line, før jeg lukker ned.',
  '[{"heading": "Dem kan jeg ringe til", "text": "Line, når som helst"}]', '0c000000-0000-4000-8000-000000000009');
INSERT INTO samplan.related_person (id, plan_id, member_id, kind_code, name, relationship, phone, user_id, guardian_class_codes, document_text, created_by)
SELECT i::uuid, p::uuid, CASE WHEN n = 'Line Holm' THEN (SELECT m.id FROM samplan.team_member m WHERE m.outside_name = 'Line Holm' AND m.plan_id = p::uuid) END,
       k, n, rs, ph, u::uuid, g::text[], dt, '0c000000-0000-4000-8000-000000000001'
  FROM (VALUES ('2c000000-0000-4000-8000-000000000001', '0f000000-0000-4000-8000-000000000001', 'relative', 'Line Holm', 'søster', '12345660',
                '0c000000-0000-4000-8000-000000000013', '{}', NULL),
               ('2c000000-0000-4000-8000-000000000002', '0f000000-0000-4000-8000-000000000003', 'custody-holder', 'Kaj Skov', 'mor', NULL,
                '0c000000-0000-4000-8000-000000000014', '{}', 'Forældremyndighed efter CPR'),
               ('2c000000-0000-4000-8000-000000000003', '0f000000-0000-4000-8000-000000000001', 'guardian', 'Gustav Grøn', 'værge', NULL,
                '0c000000-0000-4000-8000-000000000017', '{social,crisis-plan}', 'Værgebeskikkelse 2. maj')) v (i, p, k, n, rs, ph, u, g, dt);
