-- A plan for each relation × part's owner × consent × state × emergency, and a person who stands to it like that and
-- can sign in in every role. All facts are rows of the base tables; the rights are derived by the product itself.
-- Run as superuser after policy.sql, in an empty database. Variable scenes: a condition on those that are made, all without it.
\if :{?scenes}
\else
\set scenes true
\endif
BEGIN;
SET LOCAL session_replication_role = replica;
SET LOCAL search_path = samplan, app, public;

CREATE FUNCTION oracle.id(kind text, n integer) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$ SELECT md5(kind || ' ' || n)::uuid $$;
CREATE FUNCTION oracle.token(n integer, role_code text, level integer) RETURNS bytea LANGUAGE sql IMMUTABLE AS
$$ SELECT sha256(convert_to('token ' || n || role_code || level, 'UTF8')) $$;

-- by_unit: she is in the team through her unit, or through the unit above it
CREATE TABLE oracle.scene AS
SELECT row_number() OVER (ORDER BY co.i, gl.i, re.i, og.i, pl.i)::integer AS n,
       re.code AS relation, og.code AS organisation, co.code AS consent, pl.code AS plan, gl.code AS break_glass,
       re.i AS relation_i, og.i AS organisation_i, co.i AS consent_i, pl.i AS plan_i, gl.i AS break_glass_i,
       re.code = 'team' AND (co.i + gl.i) % 2 = 1 AS by_unit
  FROM oracle.code re, oracle.code og, oracle.code co, oracle.code pl, oracle.code gl
 WHERE re.dimension = 'relation' AND og.dimension = 'organisation' AND co.dimension = 'consent'
   AND pl.dimension = 'plan' AND gl.dimension = 'break_glass'
   -- nobody can open a draft in an emergency
   AND NOT (pl.code = 'draft' AND gl.code = 'running');
DELETE FROM oracle.scene s WHERE NOT (:scenes);
ALTER TABLE oracle.scene ADD PRIMARY KEY (n);
ALTER TABLE oracle.scene ADD plan_id uuid, ADD citizen_id uuid, ADD person uuid, ADD unit_id uuid, ADD parent_id uuid,
    ADD organisation_id uuid, ADD related_id uuid, ADD owner_id uuid;
UPDATE oracle.scene SET plan_id = oracle.id('plan', n), citizen_id = oracle.id('citizen', n), person = oracle.id('person', n),
    unit_id = oracle.id('unit', n), parent_id = oracle.id('parent', n), organisation_id = oracle.id('organisation', n),
    related_id = oracle.id('related', n), owner_id = CASE organisation WHEN 'own' THEN oracle.id('unit', n) ELSE oracle.id('unit', 0) END;

-- number 0: the other authority, where the coordinator and everybody else works
INSERT INTO organisation (id, type_code, name)
SELECT oracle.id('organisation', n), 'municipality', 'Myndighed ' || n FROM (SELECT 0 AS n UNION ALL SELECT n FROM oracle.scene) s;
INSERT INTO unit (id, organisation_id, name, sector_code, path)
SELECT oracle.id('parent', n), oracle.id('organisation', n), 'Afdeling ' || n, 'psychiatry', ARRAY[oracle.id('parent', n)]
  FROM (SELECT 0 AS n UNION ALL SELECT n FROM oracle.scene) s;
INSERT INTO unit (id, organisation_id, parent_id, name, sector_code, path)
SELECT oracle.id('unit', n), oracle.id('organisation', n), oracle.id('parent', n), 'Enhed ' || n, 'psychiatry',
       ARRAY[oracle.id('unit', n), oracle.id('parent', n)]
  FROM (SELECT 0 AS n UNION ALL SELECT n FROM oracle.scene) s;

INSERT INTO citizen (id, given_name, family_name, birth_day, cpr_index, status_code)
SELECT citizen_id, 'Borger', 'Nr' || n, date '1990-01-01', sha256(convert_to('cpr' || n, 'UTF8')), 'confirmed' FROM oracle.scene
UNION ALL SELECT oracle.id('another', n), 'Anden', 'Person' || n, date '1990-01-01', NULL, 'confirmed' FROM oracle.scene;
-- Signed in as a citizen she is the citizen of the plan in the relation 'self', and somebody else's self otherwise.
INSERT INTO user_account (id, username, name, profession, citizen_id)
SELECT person, 'p' || n, 'Person ' || n, 'Rådgiver', CASE relation WHEN 'self' THEN citizen_id ELSE oracle.id('another', n) END
  FROM oracle.scene
UNION ALL SELECT oracle.id('person', 0), 'k0', 'Koordinator', 'Rådgiver', NULL
UNION ALL SELECT oracle.id('somebody', 0), 's0', 'En anden', 'Rådgiver', NULL;
INSERT INTO role_assignment (id, user_id, unit_id, role_code, valid_from)
SELECT md5('role ' || s.n || c.code)::uuid, s.person, CASE WHEN c.code IN ('citizen', 'relative') THEN NULL ELSE s.unit_id END,
       c.code, current_date - 30
  FROM oracle.scene s, oracle.code c WHERE c.dimension = 'role'
UNION ALL SELECT oracle.id('role', 0), oracle.id('person', 0), oracle.id('unit', 0), 'caseworker', current_date - 30
UNION ALL SELECT oracle.id('role', -1), oracle.id('somebody', 0), oracle.id('unit', 0), 'caseworker', current_date - 30;
INSERT INTO session (token_hash, user_id, assignment_id, assurance, idle_seconds, absolute_expires_at, strong_at, step_up_seconds)
SELECT sha256(oracle.token(s.n, c.code, a.code::integer)), s.person, md5('role ' || s.n || c.code)::uuid, a.code::smallint, 86400,
       now() + interval '1 day', now(), 86400
  FROM oracle.scene s, oracle.code c, oracle.code a WHERE c.dimension = 'role' AND a.dimension = 'assurance'
UNION ALL SELECT sha256(oracle.token(0, 'caseworker', 1)), oracle.id('person', 0), oracle.id('role', 0), 1, 86400, now() + interval '1 day', now(), 86400;

INSERT INTO joint_plan (id, citizen_id, status_code, reason, summary, period_start_day, created_by, created_unit_id, activated_at,
                        closed_at, on_hold_until_day)
SELECT plan_id, citizen_id,
       CASE plan WHEN 'draft' THEN 'draft' WHEN 'open' THEN CASE n % 3 WHEN 0 THEN 'on-hold' ELSE 'active' END
                 ELSE CASE n % 2 WHEN 0 THEN 'revoked' ELSE 'completed' END END,
       'Vi laver en plan', 'Kort fortalt', current_date - 60,
       CASE WHEN plan = 'draft' AND relation = 'coordinator' THEN person ELSE oracle.id('person', 0) END,
       CASE WHEN plan = 'draft' AND relation = 'coordinator' THEN unit_id ELSE oracle.id('unit', 0) END,
       CASE WHEN plan <> 'draft' THEN now() - interval '50 days' END, CASE plan WHEN 'closed' THEN now() - interval '10 days' END,
       CASE WHEN plan = 'open' AND n % 3 = 0 THEN current_date + 30 END
  FROM oracle.scene;
INSERT INTO coordination (id, plan_id, user_id, unit_id, started_at)
SELECT oracle.id('coordination', n), plan_id, CASE relation WHEN 'coordinator' THEN person ELSE oracle.id('person', 0) END,
       CASE relation WHEN 'coordinator' THEN unit_id ELSE oracle.id('unit', 0) END, now() - interval '50 days'
  FROM oracle.scene WHERE plan <> 'draft';
INSERT INTO citizen_statement (plan_id, text, written_by)
SELECT plan_id, 'Det er vigtigt for mig', oracle.id('person', 0) FROM oracle.scene;

-- Relations
INSERT INTO team_member (id, plan_id, kind_code, user_id, unit_id, period_start_day, status_code, read_until_day)
SELECT oracle.id('member', n), plan_id, CASE WHEN by_unit THEN 'unit' ELSE 'person' END, CASE WHEN NOT by_unit THEN person END,
       CASE WHEN by_unit AND n % 2 = 0 THEN parent_id ELSE unit_id END, current_date - 40, 'active', NULL
  FROM oracle.scene WHERE relation = 'team'
UNION ALL
SELECT oracle.id('member', n), plan_id, 'person', person, unit_id, current_date - 40, 'ended', current_date + 10
  FROM oracle.scene WHERE relation = 'former'
UNION ALL
SELECT oracle.id('other member', n), plan_id, 'person', oracle.id('somebody', 0), oracle.id('unit', 0), current_date - 40, 'active', NULL
  FROM oracle.scene;
INSERT INTO appointment (id, plan_id, title, start_at, created_by)
SELECT oracle.id('meeting', n), plan_id, 'Møde', now() + interval '2 days', oracle.id('person', 0) FROM oracle.scene;
INSERT INTO appointment_invitation (appointment_id, plan_id, principal, user_id, unit_id, until_at)
SELECT oracle.id('meeting', n), plan_id, app.practitioner(person, unit_id), person, unit_id, now() + interval '7 days'
  FROM oracle.scene WHERE relation = 'invited';

-- A contributing plan, a note and a task for each class; the core has no contributing plan, the private one is the citizen's own.
CREATE FUNCTION oracle.part(n integer, class_code text) RETURNS uuid LANGUAGE sql IMMUTABLE AS
$$ SELECT CASE class_code WHEN 'core' THEN NULL ELSE md5('part ' || n || class_code)::uuid END $$;
INSERT INTO contributing_plan (id, plan_id, type_code, class_code, sector_code, owner_unit_id, responsible_user_id, title, status_code,
                               period_start_day, created_by)
SELECT oracle.part(s.n, c.code), s.plan_id,
       coalesce((SELECT t.code FROM plan_type t WHERE t.class_code = c.code AND NOT t.is_joint ORDER BY t.code LIMIT 1), 'social-action-plan'),
       c.code, CASE c.code WHEN 'private' THEN 'citizen' ELSE 'psychiatry' END, CASE WHEN c.code <> 'private' THEN s.owner_id END,
       CASE WHEN c.code <> 'private' THEN oracle.id('somebody', 0) END, 'Delplan ' || c.code,
       CASE s.plan WHEN 'draft' THEN 'draft' WHEN 'open' THEN 'active' ELSE 'completed' END, current_date - 40, oracle.id('somebody', 0)
  FROM oracle.scene s, oracle.code c WHERE c.dimension = 'class' AND c.code <> 'core';
INSERT INTO note (id, plan_id, contributing_plan_id, class_code, text, created_by, created_unit_id)
SELECT md5('note ' || s.n || c.code)::uuid, s.plan_id, oracle.part(s.n, c.code), c.code, 'Notat', oracle.id('somebody', 0), oracle.id('unit', 0)
  FROM oracle.scene s, oracle.code c WHERE c.dimension = 'class';
INSERT INTO task (id, plan_id, contributing_plan_id, class_code, title, requester_user_id, requester_unit_id, performer_kind_code,
                  performer_user_id, performer_unit_id, performer_principal, status_code, closed_at, created_by)
SELECT md5('task ' || s.n || c.code)::uuid, s.plan_id, oracle.part(s.n, c.code), c.code, 'Opgave', oracle.id('somebody', 0), oracle.id('unit', 0),
       CASE WHEN hers THEN 'person' ELSE 'citizen' END, CASE WHEN hers THEN s.person END, CASE WHEN hers THEN s.unit_id END,
       CASE WHEN hers THEN app.practitioner(s.person, s.unit_id) ELSE s.citizen_id END,
       CASE s.plan WHEN 'closed' THEN 'done' ELSE 'accepted' END, CASE s.plan WHEN 'closed' THEN now() - interval '10 days' END,
       oracle.id('somebody', 0)
  FROM oracle.scene s, oracle.code c, LATERAL (SELECT s.relation = 'performer' AND c.code <> 'private') x(hers)
 WHERE c.dimension = 'class';

-- The citizen's answer: to her as a person at her unit, to her unit or to her organisation, taking turns by class; and to
-- her as a relative, which she is in every plan. Nobody can consent to 'private'.
INSERT INTO related_person (id, plan_id, kind_code, name, relationship, user_id, period_start_day, created_by)
SELECT related_id, plan_id, 'relative', 'Person ' || n, 'søster', person, current_date - 40, oracle.id('person', 0) FROM oracle.scene;
INSERT INTO consent (id, plan_id, type_code, purpose_code, source_code, given_day, period_start_day, until_day, recorded_by, recorded_unit_id)
SELECT md5('consent ' || s.n || k.kind)::uuid, s.plan_id, CASE s.consent WHEN 'objection' THEN 'deny' ELSE 'permit' END,
       CASE k.kind WHEN 'relative' THEN 'relatives' ELSE 'coordination' END, 'spoken', current_date - 20, current_date - 20,
       CASE WHEN s.consent <> 'objection' THEN current_date + 100 END, oracle.id('person', 0), oracle.id('unit', 0)
  FROM oracle.scene s, (VALUES ('relative'), ('colleague')) k(kind) WHERE s.consent <> 'none';
INSERT INTO consent_provision (consent_id, plan_id, type_code, recipient_kind_code, unit_id, organisation_id, user_id, related_id,
                               class_code, level_code, since_at, until_at, withdrawn_at, withdrawn_by, withdrawn_source_code)
SELECT md5('consent ' || s.n || CASE r.kind WHEN 'relative' THEN 'relative' ELSE 'colleague' END)::uuid, s.plan_id,
       CASE s.consent WHEN 'objection' THEN 'deny' ELSE 'permit' END, r.kind,
       CASE WHEN r.kind IN ('unit', 'person') THEN s.unit_id END, CASE r.kind WHEN 'organisation' THEN s.organisation_id END,
       CASE r.kind WHEN 'person' THEN s.person END, CASE r.kind WHEN 'relative' THEN s.related_id END, c.code,
       CASE r.kind WHEN 'relative' THEN 'informed' END,
       CASE s.consent WHEN 'future' THEN now() + interval '1 day' ELSE now() - interval '20 days' END,
       CASE WHEN s.consent = 'withdrawn' AND c.i % 2 = 0 THEN now() - interval '1 hour'
            WHEN s.consent = 'objection' THEN 'infinity' ELSE now() + interval '100 days' END,
       CASE WHEN s.consent = 'withdrawn' AND c.i % 2 = 1 THEN now() - interval '1 hour' END,
       CASE WHEN s.consent = 'withdrawn' AND c.i % 2 = 1 THEN oracle.id('person', 0) END,
       CASE WHEN s.consent = 'withdrawn' AND c.i % 2 = 1 THEN 'spoken' END
  FROM oracle.scene s CROSS JOIN oracle.code c
 CROSS JOIN LATERAL (VALUES ('relative'), (CASE c.i % 3 WHEN 0 THEN 'unit' WHEN 1 THEN 'organisation'
                                                WHEN 2 THEN CASE s.consent WHEN 'objection' THEN 'unit' ELSE 'person' END END)) r(kind)
 WHERE c.dimension = 'class' AND c.code <> 'private' AND s.consent <> 'none';
INSERT INTO break_glass (plan_id, citizen_id, user_id, unit_id, category_code, overrides_objection, reason, class_codes, started_at, ends_at,
                         closed_at, review_due_day)
SELECT s.plan_id, s.citizen_id, s.person, s.unit_id, 'danger-life', true, 'Borgeren er fundet bevidstløs', r.class_codes,
       now() - interval '30 minutes',
       CASE WHEN s.break_glass = 'ended' AND n % 2 = 0 THEN now() - interval '1 minute' ELSE now() + interval '29 minutes' END,
       CASE WHEN s.break_glass = 'ended' AND n % 2 = 1 THEN now() - interval '1 minute' END, current_date + 3
  FROM oracle.scene s, break_glass_rule r WHERE r.sector_code = 'psychiatry' AND s.break_glass <> 'none';
COMMIT;

-- The product derives rights, documents and lists itself.
SELECT app.access_rebuild_all() AS rights, app.document_rebuild_all() AS plans, app.worklist_rebuild_all() AS tasks;
ANALYZE;
