-- The story that the SQL tests are told in: Maja Holm's plan across psychiatry, three departments of
-- Skive, her general practitioner and a stranger in another municipality. Run as superuser inside the
-- test's transaction. Tokens are '\x' || repeat of the user's two digits, see pg_temp.act_as().
INSERT INTO samplan.organisation (id, type_code, name) VALUES
 ('0a000000-0000-4000-8000-000000000001', 'region', 'Region Midtjylland'),
 ('0a000000-0000-4000-8000-000000000002', 'municipality', 'Skive Kommune'),
 ('0a000000-0000-4000-8000-000000000003', 'gp-practice', 'Lægerne Nørregade'),
 ('0a000000-0000-4000-8000-000000000004', 'municipality', 'Viborg Kommune');
INSERT INTO samplan.unit (id, organisation_id, name, sector_code, phone, phone_hours) VALUES
 ('0b000000-0000-4000-8000-000000000001', '0a000000-0000-4000-8000-000000000001', 'Voksenpsykiatrien Viborg', 'psychiatry', '12345600', 'hverdage 8–15'),
 ('0b000000-0000-4000-8000-000000000002', '0a000000-0000-4000-8000-000000000002', 'Socialafdelingen', 'social', '12345602', NULL),
 ('0b000000-0000-4000-8000-000000000003', '0a000000-0000-4000-8000-000000000002', 'Jobcenter Skive', 'employment', '12345603', NULL),
 ('0b000000-0000-4000-8000-000000000004', '0a000000-0000-4000-8000-000000000002', 'Rusmiddelrådgivningen', 'substance-use', '12345604', NULL),
 ('0b000000-0000-4000-8000-000000000005', '0a000000-0000-4000-8000-000000000003', 'Lægerne Nørregade', 'general-practice', '12345605', NULL),
 ('0b000000-0000-4000-8000-000000000006', '0a000000-0000-4000-8000-000000000002', 'Uddannelse Skive', 'education', '12345606', NULL),
 ('0b000000-0000-4000-8000-000000000007', '0a000000-0000-4000-8000-000000000004', 'Social Viborg', 'social', '12345607', NULL);
INSERT INTO samplan.citizen (id, given_name, family_name, birth_day, cpr_masked, cpr_index, cpr_cipher, municipality_code, gp_unit_id,
                             phone, address, admitted_since_day, admitted_unit_id, status_code) VALUES
 ('0e000000-0000-4000-8000-000000000001', 'Maja', 'Holm', '1991-09-09', '090991-••••', sha256('maja'), '\x01', '0779',
  '0b000000-0000-4000-8000-000000000005', '87654321', 'Vestergade 1, 7800 Skive', app.today() - 7, '0b000000-0000-4000-8000-000000000001', 'confirmed'),
 ('0e000000-0000-4000-8000-000000000002', 'Peter', 'Vang', '1980-01-02', '020180-••••', sha256('peter'), '\x02', '0779', NULL, NULL, NULL, NULL, NULL, 'confirmed');
INSERT INTO samplan.user_account (id, username, name, profession, phone, phone_hours, citizen_id) VALUES
 ('0c000000-0000-4000-8000-000000000001', 't-anders', 'Anders Lund', 'Sygeplejerske', '12345610', 'hverdage 8–15', NULL),
 ('0c000000-0000-4000-8000-000000000002', 't-birgit', 'Birgit Sø', 'Overlæge', '12345611', NULL, NULL),
 ('0c000000-0000-4000-8000-000000000003', 't-rikke', 'Rikke Bak', 'Socialrådgiver', '12345620', NULL, NULL),
 ('0c000000-0000-4000-8000-000000000004', 't-karim', 'Karim Nasser', 'Jobkonsulent', '12345640', NULL, NULL),
 ('0c000000-0000-4000-8000-000000000005', 't-sofie', 'Sofie Krogh', 'Rusmiddelrådgiver', '12345630', NULL, NULL),
 ('0c000000-0000-4000-8000-000000000006', 't-ole', 'Ole Thomsen', 'Læge', '12345650', NULL, NULL),
 ('0c000000-0000-4000-8000-000000000007', 't-mette', 'Mette Friis', 'UU-vejleder', '12345660', NULL, NULL),
 ('0c000000-0000-4000-8000-000000000008', 't-fremmed', 'Frede Mand', 'Socialrådgiver', '12345670', NULL, NULL),
 ('0c000000-0000-4000-8000-000000000009', 't-maja', 'Maja Holm', NULL, NULL, NULL, '0e000000-0000-4000-8000-000000000001'),
 ('0c000000-0000-4000-8000-000000000010', 't-leder', 'Lise Leder', 'Leder', NULL, NULL, NULL),
 ('0c000000-0000-4000-8000-000000000011', 't-revisor', 'Rita Revisor', NULL, NULL, NULL, NULL),
 ('0c000000-0000-4000-8000-000000000012', 't-admin', 'Adam Admin', NULL, NULL, NULL, NULL);
INSERT INTO samplan.role_assignment (id, user_id, unit_id, role_code, title, valid_from)
SELECT replace(u::text, '0c', '0d')::uuid, u, n, r, t, app.today() - 30
  FROM (VALUES ('0c000000-0000-4000-8000-000000000001'::uuid, '0b000000-0000-4000-8000-000000000001'::uuid, 'caseworker', 'Sygeplejerske'),
               ('0c000000-0000-4000-8000-000000000002', '0b000000-0000-4000-8000-000000000001', 'caseworker', 'Overlæge'),
               ('0c000000-0000-4000-8000-000000000003', '0b000000-0000-4000-8000-000000000002', 'caseworker', 'Socialrådgiver'),
               ('0c000000-0000-4000-8000-000000000004', '0b000000-0000-4000-8000-000000000003', 'caseworker', 'Jobkonsulent'),
               ('0c000000-0000-4000-8000-000000000005', '0b000000-0000-4000-8000-000000000004', 'caseworker', 'Rusmiddelrådgiver'),
               ('0c000000-0000-4000-8000-000000000006', '0b000000-0000-4000-8000-000000000005', 'caseworker', 'Læge'),
               ('0c000000-0000-4000-8000-000000000007', '0b000000-0000-4000-8000-000000000006', 'caseworker', 'UU-vejleder'),
               ('0c000000-0000-4000-8000-000000000008', '0b000000-0000-4000-8000-000000000007', 'caseworker', 'Socialrådgiver'),
               ('0c000000-0000-4000-8000-000000000009', NULL, 'citizen', NULL),
               ('0c000000-0000-4000-8000-000000000010', '0b000000-0000-4000-8000-000000000002', 'manager', 'Leder'),
               ('0c000000-0000-4000-8000-000000000011', '0b000000-0000-4000-8000-000000000001', 'auditor', NULL),
               ('0c000000-0000-4000-8000-000000000012', '0b000000-0000-4000-8000-000000000001', 'administrator', NULL)) v (u, n, r, t);
INSERT INTO samplan.session (token_hash, user_id, assignment_id, idle_seconds, absolute_expires_at, strong_at)
SELECT sha256(convert_to('token-' || right(a.user_id::text, 2), 'UTF8')), a.user_id, a.id, 900, now() + interval '10 hours', now()
  FROM samplan.role_assignment a WHERE a.id::text LIKE '0d0000%';
INSERT INTO samplan.joint_plan (id, citizen_id, status_code, reason, target_group_code, summary, created_by, activated_at, review_day) VALUES
 ('0f000000-0000-4000-8000-000000000001', '0e000000-0000-4000-8000-000000000001', 'active',
  'Udskrives til eget hjem med støtte fra flere sider', 'dual-diagnosis', 'Maja skal hjem med hjælp fra region, kommune og læge.',
  '0c000000-0000-4000-8000-000000000001', now() - interval '20 days', app.today() + 90),
 ('0f000000-0000-4000-8000-000000000002', '0e000000-0000-4000-8000-000000000002', 'active', 'Grund', 'complex-social', 'Resumé',
  '0c000000-0000-4000-8000-000000000003', now() - interval '20 days', app.today() + 90);
INSERT INTO samplan.coordination (plan_id, user_id, unit_id, started_at) VALUES
 ('0f000000-0000-4000-8000-000000000001', '0c000000-0000-4000-8000-000000000001', '0b000000-0000-4000-8000-000000000001', now() - interval '20 days'),
 ('0f000000-0000-4000-8000-000000000002', '0c000000-0000-4000-8000-000000000003', '0b000000-0000-4000-8000-000000000002', now() - interval '20 days');
INSERT INTO samplan.team_member (id, plan_id, kind_code, user_id, unit_id, helps_with, contact_type_code, period_start_day)
SELECT replace(u::text, '0c', '1a')::uuid, '0f000000-0000-4000-8000-000000000001', 'person', u, n, h, c, app.today() - 20
  FROM (VALUES ('0c000000-0000-4000-8000-000000000001'::uuid, '0b000000-0000-4000-8000-000000000001'::uuid, 'Udskrivning', 'treatment-responsible'),
               ('0c000000-0000-4000-8000-000000000002', '0b000000-0000-4000-8000-000000000001', 'Ansvarlig for behandling', 'hospital-physician'),
               ('0c000000-0000-4000-8000-000000000003', '0b000000-0000-4000-8000-000000000002', 'Bolig og støtte', 'municipal-caseworker'),
               ('0c000000-0000-4000-8000-000000000004', '0b000000-0000-4000-8000-000000000003', NULL, 'employment-mentor'),
               ('0c000000-0000-4000-8000-000000000005', '0b000000-0000-4000-8000-000000000004', NULL, NULL),
               ('0c000000-0000-4000-8000-000000000006', '0b000000-0000-4000-8000-000000000005', 'Ansvarlig for medicin', 'general-practitioner')) v (u, n, h, c);
INSERT INTO samplan.team_member (plan_id, kind_code, outside_name, relationship, helps_with, phone) VALUES
 ('0f000000-0000-4000-8000-000000000001', 'outside', 'Line Holm', 'søster', 'Med til møder, ikke om medicin', '12345660');
INSERT INTO samplan.citizen_statement (plan_id, text, written_by, created_at) VALUES
 ('0f000000-0000-4000-8000-000000000001', 'Jeg vil gerne hjem til min lejlighed og min kat. Når alle ringer på samme tid, lukker jeg ned. Sig det til mig én gang, og skriv det ned. Jeg vil gerne arbejde igen, men ikke før jeg kan sove.',
  '0c000000-0000-4000-8000-000000000009', now() - interval '5 days');
INSERT INTO samplan.contributing_plan (id, plan_id, type_code, class_code, sector_code, owner_unit_id, responsible_user_id, title, status_code,
    period_start_day, period_end_day, on_hold_until_day, next_follow_up_day, next_step, bar_text, milestone_day, milestone_text, created_by) VALUES
 ('1b000000-0000-4000-8000-000000000001', '0f000000-0000-4000-8000-000000000001', 'treatment-plan-psychiatry', 'psychiatric-treatment', 'psychiatry',
  '0b000000-0000-4000-8000-000000000001', '0c000000-0000-4000-8000-000000000002', 'Behandlingsplan', 'active', app.today() - 7, app.today() + 110, NULL,
  app.today() + 3, 'Udskrives til eget hjem. Medicin gennemgås med egen læge.', 'Ingen krav om arbejde', app.today() + 3, 'Udskrives', '0c000000-0000-4000-8000-000000000002'),
 ('1b000000-0000-4000-8000-000000000002', '0f000000-0000-4000-8000-000000000001', 'social-action-plan', 'social', 'social',
  '0b000000-0000-4000-8000-000000000002', '0c000000-0000-4000-8000-000000000003', 'Handleplan', 'active', app.today() + 6, NULL, NULL,
  app.today() - 2, 'Afgør bostøtte, så den er klar til udskrivning.', 'Bostøtte 5 timer om ugen', app.today() - 2, 'Afgørelse', '0c000000-0000-4000-8000-000000000003'),
 ('1b000000-0000-4000-8000-000000000003', '0f000000-0000-4000-8000-000000000001', 'job-plan', 'employment', 'employment',
  '0b000000-0000-4000-8000-000000000003', '0c000000-0000-4000-8000-000000000004', 'Jobplan', 'active', app.today() + 17, NULL, NULL,
  app.today() + 2, 'Karim har fået forslag om at flytte starten til august.', 'Fuldtidsjob', NULL, NULL, '0c000000-0000-4000-8000-000000000004'),
 ('1b000000-0000-4000-8000-000000000004', '0f000000-0000-4000-8000-000000000001', 'education-plan', 'education', 'education',
  '0b000000-0000-4000-8000-000000000006', '0c000000-0000-4000-8000-000000000007', 'Uddannelsesplan', 'on-hold', app.today() - 40, NULL, app.today() + 118,
  app.today() + 118, 'HF-enkeltfag. Planen vender selv tilbage på listen.', NULL, app.today() + 118, 'Genoptages', '0c000000-0000-4000-8000-000000000007'),
 ('1b000000-0000-4000-8000-000000000005', '0f000000-0000-4000-8000-000000000001', 'treatment-plan-substance-use', 'substance-use', 'substance-use',
  '0b000000-0000-4000-8000-000000000004', '0c000000-0000-4000-8000-000000000005', 'Behandlingsplan (rusmidler)', 'active', app.today() - 4, app.today() + 88, NULL,
  app.today() + 8, 'Første samtale efter udskrivning.', 'Samtaler hver uge', app.today() + 8, 'Første samtale', '0c000000-0000-4000-8000-000000000005'),
 ('1b000000-0000-4000-8000-000000000006', '0f000000-0000-4000-8000-000000000001', 'gp-follow-up', 'general-practice', 'general-practice',
  '0b000000-0000-4000-8000-000000000005', '0c000000-0000-4000-8000-000000000006', 'Opfølgning hos egen læge', 'draft', app.today() + 6, NULL, NULL,
  app.today() + 6, 'Overtager opfølgning på medicin efter udskrivning.', 'Medicin og årskontrol', app.today() + 6, 'Overtager', '0c000000-0000-4000-8000-000000000006');
INSERT INTO samplan.plan_conflict (id, plan_id, part_a_id, part_b_id, class_a_code, class_b_code, text_a, text_b, day_from, day_to, note, created_by) VALUES
 ('1c000000-0000-4000-8000-000000000001', '0f000000-0000-4000-8000-000000000001', '1b000000-0000-4000-8000-000000000003', '1b000000-0000-4000-8000-000000000001',
  'employment', 'psychiatric-treatment', 'Fuldtidsjob om tre uger', 'Ingen krav om arbejde før sommerferien er slut', app.today() + 17, app.today() + 110,
  'Karim Nasser er bedt om at flytte datoen.', '0c000000-0000-4000-8000-000000000001');
INSERT INTO samplan.goal (id, plan_id, title, steps_total, steps_done, next_measure_day, created_by, position) VALUES
 ('1d000000-0000-4000-8000-000000000001', '0f000000-0000-4000-8000-000000000001', 'Jeg vil sove om natten og have ro i kroppen', 5, 2, app.today() + 16, '0c000000-0000-4000-8000-000000000001', 1),
 ('1d000000-0000-4000-8000-000000000002', '0f000000-0000-4000-8000-000000000001', 'Jeg vil ryge mindre hash og ikke klare det alene', 4, 1, NULL, '0c000000-0000-4000-8000-000000000001', 2),
 ('1d000000-0000-4000-8000-000000000003', '0f000000-0000-4000-8000-000000000001', 'Jeg vil have noget at stå op til', 3, 0, NULL, '0c000000-0000-4000-8000-000000000001', 3);
INSERT INTO samplan.goal_contribution (goal_id, plan_id, sector_code, state_code)
SELECT g::uuid, '0f000000-0000-4000-8000-000000000001', s, t FROM (VALUES
 ('1d000000-0000-4000-8000-000000000001', 'psychiatry', 'in-progress'), ('1d000000-0000-4000-8000-000000000001', 'substance-use', 'in-progress'),
 ('1d000000-0000-4000-8000-000000000001', 'general-practice', 'waiting'), ('1d000000-0000-4000-8000-000000000002', 'substance-use', 'in-progress'),
 ('1d000000-0000-4000-8000-000000000002', 'social', 'late'), ('1d000000-0000-4000-8000-000000000003', 'employment', 'conflict'),
 ('1d000000-0000-4000-8000-000000000003', 'education', 'on-hold')) v (g, s, t);
INSERT INTO samplan.task (id, plan_id, sector_code, title, requester_user_id, requester_unit_id, performer_kind_code, performer_user_id, performer_unit_id,
                          performer_principal, due_day, due_time, status_code, proposed_at, created_by, plain_text)
SELECT i::uuid, '0f000000-0000-4000-8000-000000000001', s, t, '0c000000-0000-4000-8000-000000000001', '0b000000-0000-4000-8000-000000000001',
       CASE WHEN p IS NULL THEN 'citizen' ELSE 'person' END, p::uuid, n::uuid, coalesce(p::uuid, '0e000000-0000-4000-8000-000000000001'), app.today() + d, h::time, st,
       now() - make_interval(days => w), '0c000000-0000-4000-8000-000000000001', pt
  FROM (VALUES
   ('1e000000-0000-4000-8000-000000000001', 'social', 'Afgør bostøtte, 5 timer om ugen', '0c000000-0000-4000-8000-000000000003', '0b000000-0000-4000-8000-000000000002', -2, NULL, 'in-progress', 9, 'Rikke finder hjælp til dig derhjemme'),
   ('1e000000-0000-4000-8000-000000000002', 'general-practice', 'Overtag opfølgning på medicin', '0c000000-0000-4000-8000-000000000006', '0b000000-0000-4000-8000-000000000005', 6, NULL, 'proposed', 6, 'Ole tager over med medicin'),
   ('1e000000-0000-4000-8000-000000000003', 'employment', 'Flyt startdato for fuldtidsjob', '0c000000-0000-4000-8000-000000000004', '0b000000-0000-4000-8000-000000000003', 2, NULL, 'proposed', 1, NULL),
   ('1e000000-0000-4000-8000-000000000004', 'psychiatry', 'Send udskrivningsaftalen til alle parter', '0c000000-0000-4000-8000-000000000001', '0b000000-0000-4000-8000-000000000001', 2, NULL, 'in-progress', 4, NULL),
   ('1e000000-0000-4000-8000-000000000005', NULL, 'Gør kriseplanen færdig', NULL, NULL, 2, NULL, 'in-progress', 4, 'Gør din kriseplan færdig med Line'),
   ('1e000000-0000-4000-8000-000000000006', 'substance-use', 'Første samtale efter udskrivning', '0c000000-0000-4000-8000-000000000005', '0b000000-0000-4000-8000-000000000004', 8, '13:00', 'accepted', 4, 'Sofie taler med dig om hash')) v (i, s, t, p, n, d, h, st, w, pt);
INSERT INTO samplan.appointment (id, plan_id, title, kind_code, start_at, place, created_by) VALUES
 ('1f000000-0000-4000-8000-000000000001', '0f000000-0000-4000-8000-000000000001', 'Netværksmøde før udskrivning', 'network-meeting',
  app.day_start(app.today() + 2) + interval '10 hours', 'Afsnit 2', '0c000000-0000-4000-8000-000000000001');
INSERT INTO samplan.handover (id, plan_id, from_user_id, from_unit_id, to_user_id, to_unit_id, effective_day, answer_by_day, note) VALUES
 ('2a000000-0000-4000-8000-000000000001', '0f000000-0000-4000-8000-000000000001', '0c000000-0000-4000-8000-000000000001', '0b000000-0000-4000-8000-000000000001',
  '0c000000-0000-4000-8000-000000000003', '0b000000-0000-4000-8000-000000000002', app.today() + 3, app.today() + 1, 'Maja flytter hjem, og kommunen tager over.');

-- Maja has said that Anders may see what the others do.
INSERT INTO samplan.consent (id, plan_id, type_code, purpose_code, source_code, given_day, period_start_day, until_day, recorded_by, recorded_unit_id)
VALUES ('2b000000-0000-4000-8000-000000000001', '0f000000-0000-4000-8000-000000000001', 'permit', 'coordination', 'spoken', app.today(), app.today(),
        app.today() + 200, '0c000000-0000-4000-8000-000000000001', '0b000000-0000-4000-8000-000000000001');
INSERT INTO samplan.consent_provision (consent_id, plan_id, type_code, recipient_kind_code, unit_id, user_id, class_code, until_at)
SELECT '2b000000-0000-4000-8000-000000000001', '0f000000-0000-4000-8000-000000000001', 'permit', 'person', '0b000000-0000-4000-8000-000000000001',
       '0c000000-0000-4000-8000-000000000001', c, app.day_start(app.today() + 201)
  FROM unnest('{psychiatric-treatment,social,employment,education,substance-use,general-practice}'::text[]) c;

-- Acts as a user of the story ('01' … '12') for the rest of the transaction.
CREATE FUNCTION pg_temp.act_as(who text, allowed integer DEFAULT 255) RETURNS jsonb LANGUAGE sql AS $$
    SELECT api.auth_enter(convert_to('token-' || who, 'UTF8'), allowed, gen_random_uuid(), 'json', 'test')
$$;
