-- Facts that the nine columns of the table have no room for: statutes, periods to the day, units above and below,
-- purposes of a sector, objections against one person, guardians, custody and ages. A plan each, with the classes that its
-- reader may read, written down beside the facts. Run as superuser after world.sql.
BEGIN;
SET LOCAL session_replication_role = replica;
SET LOCAL search_path = samplan, app, public;

-- Mille works in a ward (psychiatry) below a department, and has a second post in a job centre; Rita is somebody's relative.
CREATE FUNCTION oracle.who(name text) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$ SELECT md5('extra ' || name)::uuid $$;
INSERT INTO organisation (id, type_code, name) VALUES (oracle.who('region'), 'region', 'Regionen'), (oracle.who('town'), 'municipality', 'Kommunen');
INSERT INTO unit (id, organisation_id, parent_id, name, sector_code, path) VALUES
 (oracle.who('department'), oracle.who('region'), NULL, 'Afdelingen', 'psychiatry', ARRAY[oracle.who('department')]),
 (oracle.who('ward'), oracle.who('region'), oracle.who('department'), 'Sengeafsnittet', 'psychiatry', ARRAY[oracle.who('ward'), oracle.who('department')]),
 (oracle.who('night'), oracle.who('region'), oracle.who('ward'), 'Natholdet', 'psychiatry', ARRAY[oracle.who('night'), oracle.who('ward'), oracle.who('department')]),
 (oracle.who('clinic'), oracle.who('region'), oracle.who('department'), 'Klinikken', 'psychiatry', ARRAY[oracle.who('clinic'), oracle.who('department')]),
 (oracle.who('job centre'), oracle.who('town'), NULL, 'Jobcentret', 'employment', ARRAY[oracle.who('job centre')]);
INSERT INTO user_account (id, username, name, citizen_id) VALUES
 (oracle.who('mille'), 'x-mille', 'Mille', NULL), (oracle.who('colleague'), 'x-colleague', 'Kollega', NULL), (oracle.who('rita'), 'x-rita', 'Rita', NULL);
INSERT INTO role_assignment (id, user_id, unit_id, role_code, valid_from) VALUES
 (oracle.who('mille at work'), oracle.who('mille'), oracle.who('ward'), 'caseworker', current_date - 30),
 (oracle.who('mille elsewhere'), oracle.who('mille'), oracle.who('job centre'), 'caseworker', current_date - 30),
 (oracle.who('colleague at work'), oracle.who('colleague'), oracle.who('ward'), 'caseworker', current_date - 30),
 (oracle.who('rita herself'), oracle.who('rita'), NULL, 'relative', current_date - 30);
INSERT INTO session (token_hash, user_id, assignment_id, idle_seconds, absolute_expires_at)
SELECT sha256(convert_to(a.t, 'UTF8')), oracle.who(a.u), oracle.who(a.a), 86400, now() + interval '1 day'
  FROM (VALUES ('mille', 'mille', 'mille at work'), ('elsewhere', 'mille', 'mille elsewhere'), ('colleague', 'colleague', 'colleague at work'),
               ('rita', 'rita', 'rita herself')) a(t, u, a);

CREATE TABLE oracle.extra (code text PRIMARY KEY, token text, classes text, plan_id uuid);
-- A plan with all its parts owned elsewhere, and what its reader may read of it ('' nothing, '*' all but 'private').
CREATE FUNCTION oracle.plan(code text, classes text, token text DEFAULT 'mille', status text DEFAULT 'active', closed_days integer DEFAULT 10,
                            born date DEFAULT '1990-01-01', owner text DEFAULT NULL) RETURNS uuid
LANGUAGE plpgsql SET search_path = samplan, app, public AS $$
DECLARE
    plan constant uuid := oracle.who('plan ' || code);
BEGIN
    INSERT INTO oracle.extra VALUES (code, token, classes, plan);
    INSERT INTO citizen (id, given_name, family_name, birth_day, status_code)
    VALUES (oracle.who('citizen ' || code), 'Ekstra', 'Nummer', born, 'confirmed');
    INSERT INTO joint_plan (id, citizen_id, status_code, reason, summary, created_by, created_unit_id, closed_at, on_hold_until_day)
    VALUES (plan, oracle.who('citizen ' || code), status, 'Plan', 'Kort', oracle.id('person', 0), oracle.id('unit', 0),
            CASE WHEN status IN ('completed', 'revoked') THEN now() - make_interval(days => closed_days) END,
            CASE status WHEN 'on-hold' THEN current_date + 9 END);
    INSERT INTO coordination (id, plan_id, user_id, unit_id, started_at)
    VALUES (oracle.who('coordination ' || code), plan, oracle.id('person', 0), oracle.id('unit', 0), now() - interval '300 days');
    INSERT INTO contributing_plan (id, plan_id, type_code, class_code, sector_code, owner_unit_id, title, status_code, created_by)
    SELECT md5(plan::text || c.code)::uuid, plan, CASE c.code WHEN 'private' THEN 'wrap-plan' ELSE 'social-action-plan' END, c.code,
           CASE c.code WHEN 'private' THEN 'citizen' ELSE 'psychiatry' END,
           CASE WHEN c.code <> 'private' THEN coalesce(oracle.who(owner), oracle.id('unit', 0)) END, 'Del ' || c.code,
           'active', oracle.id('person', 0)
      FROM oracle.code c WHERE c.dimension = 'class' AND c.code <> 'core';
    RETURN plan;
END
$$;
CREATE FUNCTION oracle.team(plan uuid, unit text, person text DEFAULT NULL, since integer DEFAULT -40, until integer DEFAULT NULL,
                            status text DEFAULT 'active', read_until integer DEFAULT NULL) RETURNS void
LANGUAGE sql SET search_path = samplan, app, public AS $$
    INSERT INTO team_member (plan_id, kind_code, user_id, unit_id, period_start_day, period_end_day, status_code, read_until_day)
    VALUES (plan, CASE WHEN person IS NULL THEN 'unit' ELSE 'person' END, oracle.who(person), oracle.who(unit), app.today() + since,
            app.today() + until, status, app.today() + read_until) $$;
-- kind: unit, organisation, person (at the unit 'who' names) or relative
CREATE FUNCTION oracle.says(plan uuid, type text, kind text, who text, class_code text, person text DEFAULT NULL, purpose text DEFAULT 'coordination',
                            since interval DEFAULT '-9 days', until interval DEFAULT '90 days', withdrawn interval DEFAULT NULL) RETURNS void
LANGUAGE sql SET search_path = samplan, app, public AS $$
    WITH c AS (INSERT INTO consent (plan_id, type_code, purpose_code, source_code, given_day, period_start_day, until_day, recorded_by)
               VALUES (plan, type, purpose, 'spoken', current_date - 9, current_date - 9, CASE type WHEN 'permit' THEN current_date + 90 END, oracle.id('person', 0))
               RETURNING id)
    INSERT INTO consent_provision (consent_id, plan_id, type_code, recipient_kind_code, unit_id, organisation_id, user_id, related_id, class_code,
                                   since_at, until_at, withdrawn_at, withdrawn_by)
    SELECT c.id, plan, type, kind, CASE WHEN kind IN ('unit', 'person') THEN oracle.who(who) END, CASE kind WHEN 'organisation' THEN oracle.who(who) END,
           CASE kind WHEN 'person' THEN oracle.who(person) END, CASE kind WHEN 'relative' THEN oracle.who(who) END, class_code,
           now() + since, now() + until, now() + withdrawn, CASE WHEN withdrawn IS NOT NULL THEN oracle.id('person', 0) END
      FROM c $$;
CREATE FUNCTION oracle.law(plan uuid, unit text, person text DEFAULT NULL, part text DEFAULT NULL, started interval DEFAULT '-5 days',
                           until integer DEFAULT NULL, ended interval DEFAULT NULL, party_ended interval DEFAULT NULL) RETURNS void
LANGUAGE sql SET search_path = samplan, app, public AS $$
    WITH s AS (INSERT INTO statute_use (plan_id, rule_code, rule_valid_from, contributing_plan_id, class_codes, purpose_text, told_code, told_day,
                                        started_at, until_day, ended_at, recorded_by, recorded_unit_id)
               VALUES (plan, 'psychiatry-13c', '2007-01-01', md5(plan::text || part)::uuid, '{psychiatric-treatment}', 'At lave udskrivningsaftalen',
                       'told', current_date, now() + started, app.today() + until, now() + ended, oracle.id('person', 0), oracle.id('unit', 0))
               RETURNING id)
    INSERT INTO statute_party (statute_use_id, plan_id, unit_id, user_id, ended_at)
    SELECT s.id, plan, oracle.who(unit), oracle.who(person), now() + party_ended FROM s $$;
CREATE FUNCTION oracle.emergency(plan uuid, unit text, overrides boolean, classes text[] DEFAULT '{core,psychiatric-treatment}',
                                 started interval DEFAULT '-10 minutes', person text DEFAULT 'mille') RETURNS void
LANGUAGE sql SET search_path = samplan, app, public AS $$
    INSERT INTO break_glass (plan_id, citizen_id, user_id, unit_id, category_code, overrides_objection, reason, class_codes, started_at, ends_at, review_due_day)
    SELECT plan, p.citizen_id, oracle.who(person), oracle.who(unit), 'danger-life', overrides, 'Fundet bevidstløs hjemme', classes,
           now() + started, now() + started + interval '60 minutes', current_date + 3 FROM joint_plan p WHERE p.id = plan $$;
CREATE FUNCTION oracle.close_to(plan uuid, kind text, guards text[] DEFAULT '{}', since integer DEFAULT -40, until integer DEFAULT NULL,
                                status text DEFAULT 'active', account text DEFAULT 'rita') RETURNS text
LANGUAGE sql SET search_path = samplan, app, public AS $$
    INSERT INTO related_person (id, plan_id, kind_code, name, user_id, guardian_class_codes, period_start_day, period_end_day, status_code, created_by)
    VALUES (oracle.who('related ' || plan), plan, kind, 'Rita', oracle.who(account), guards, app.today() + since, app.today() + until, status, oracle.id('person', 0));
    SELECT 'related ' || plan $$;

-- ---- Statutes ----
SELECT oracle.law(oracle.plan('statute for her unit', 'psychiatric-treatment'), 'ward');
SELECT oracle.law(oracle.plan('statute for her at her unit', 'psychiatric-treatment'), 'ward', 'mille');
SELECT oracle.law(oracle.plan('statute for a colleague', ''), 'ward', 'colleague');
SELECT oracle.law(oracle.plan('statute for her in her other post', ''), 'job centre', 'mille');
SELECT oracle.law(oracle.plan('statute that is no party to it', ''), 'clinic');
SELECT oracle.law(oracle.plan('statute that was ended', ''), 'ward', NULL, NULL, '-5 days', NULL, '-1 minute');
SELECT oracle.law(oracle.plan('statute whose party was ended', ''), 'ward', NULL, NULL, '-5 days', NULL, NULL, '-1 minute');
SELECT oracle.law(oracle.plan('statute on its last day', 'psychiatric-treatment'), 'ward', NULL, NULL, '-5 days', 0);
SELECT oracle.law(oracle.plan('statute after its last day', ''), 'ward', NULL, NULL, '-5 days', -1);
SELECT oracle.law(oracle.plan('statute that has not begun', ''), 'ward', NULL, NULL, '5 days');
SELECT oracle.law(oracle.plan('statute on hold', 'psychiatric-treatment', 'mille', 'on-hold'), 'ward');
SELECT oracle.law(oracle.plan('statute in a closed plan', '', 'mille', 'completed'), 'ward');
SELECT oracle.law(p, 'ward'), oracle.says(p, 'deny', 'unit', 'ward', 'psychiatric-treatment') FROM oracle.plan('statute against an objection', 'psychiatric-treatment') p;
SELECT oracle.law(p, 'ward'), oracle.says(p, 'deny', 'person', 'ward', 'psychiatric-treatment', 'mille') FROM oracle.plan('statute against one to her', 'psychiatric-treatment') p;
SELECT oracle.law(oracle.plan('statute for one agreement', 'psychiatric-treatment'), 'ward', NULL, 'psychiatric-treatment');
SELECT oracle.law(oracle.plan('statute for one agreement, to her', 'psychiatric-treatment'), 'ward', 'mille', 'psychiatric-treatment');
SELECT oracle.law(oracle.plan('statute for another class of agreement', 'social'), 'ward', NULL, 'social');
SELECT oracle.law(oracle.plan('agreement ended', ''), 'ward', NULL, 'psychiatric-treatment', '-5 days', NULL, '-1 minute');
SELECT oracle.law(oracle.plan('agreement after its last day', ''), 'ward', NULL, 'psychiatric-treatment', '-5 days', -1);
SELECT oracle.law(oracle.plan('agreement whose party was ended', ''), 'ward', NULL, 'psychiatric-treatment', '-5 days', NULL, NULL, '-1 minute');
SELECT oracle.law(oracle.plan('agreement in a closed plan', '', 'mille', 'revoked'), 'ward', NULL, 'psychiatric-treatment');
SELECT oracle.law(oracle.plan('agreement that is completed', ''), 'ward', NULL, 'psychiatric-treatment');
UPDATE contributing_plan SET status_code = 'completed' WHERE plan_id = oracle.who('plan agreement that is completed') AND class_code = 'psychiatric-treatment';

-- ---- Consents and objections ----
SELECT oracle.says(oracle.plan('yes for a purpose of her sector', 'social'), 'permit', 'unit', 'ward', 'social', NULL, 'treatment');
SELECT oracle.says(oracle.plan('yes for a purpose of another sector', ''), 'permit', 'unit', 'ward', 'social', NULL, 'employment-case');
SELECT oracle.says(oracle.plan('yes to her for a purpose of another sector', ''), 'permit', 'person', 'ward', 'social', 'mille', 'employment-case');
SELECT oracle.says(oracle.plan('yes to the region for treatment', 'social'), 'permit', 'organisation', 'region', 'social', NULL, 'treatment');
SELECT oracle.says(oracle.plan('yes to the town for a job, in the ward', ''), 'permit', 'organisation', 'town', 'social', NULL, 'employment-case');
SELECT oracle.says(oracle.plan('yes to the town for a job, in the job centre', 'social', 'elsewhere'), 'permit', 'organisation', 'town', 'social', NULL, 'employment-case');
SELECT oracle.says(oracle.plan('yes to the region for a job', ''), 'permit', 'organisation', 'region', 'social', NULL, 'employment-case');
SELECT oracle.says(oracle.plan('yes to the department above', 'social'), 'permit', 'unit', 'department', 'social');
SELECT oracle.says(oracle.plan('yes to the shift below', ''), 'permit', 'unit', 'night', 'social');
SELECT oracle.says(oracle.plan('yes to her other post', ''), 'permit', 'person', 'job centre', 'social', 'mille');
SELECT oracle.says(oracle.plan('yes to a colleague', ''), 'permit', 'person', 'ward', 'social', 'colleague');
SELECT oracle.says(oracle.plan('yes that was taken back before it began', ''), 'permit', 'unit', 'ward', 'social', NULL, 'coordination', '1 day', '9 days', '-1 hour');
SELECT oracle.says(oracle.plan('yes that will be taken back', 'social'), 'permit', 'unit', 'ward', 'social', NULL, 'coordination', '-1 day', '9 days', '1 hour');
SELECT oracle.team(p, 'ward', 'mille'), oracle.says(p, 'deny', 'person', 'ward', 'social', 'mille')
  FROM oracle.plan('no to her about her own part', 'core|psychiatric-treatment|substance-use|employment|education|general-practice|assessment|crisis-plan|citizen-statement|relatives-contact|minutes', 'mille', 'active', 10, '1990-01-01', 'ward') p;
SELECT oracle.team(p, 'ward'), oracle.says(p, 'deny', 'person', 'ward', 'core', 'mille') FROM oracle.plan('no to her who comes with her unit', '') p;
SELECT oracle.team(p, 'ward'), oracle.says(p, 'deny', 'person', 'ward', 'core', 'mille') FROM oracle.plan('no to her, for a colleague', 'core', 'colleague') p;
SELECT oracle.team(p, 'ward', 'mille'), oracle.says(p, 'deny', 'unit', 'clinic', 'core') FROM oracle.plan('no to another unit', 'core') p;
SELECT oracle.team(p, 'ward', 'mille'), oracle.says(p, 'deny', 'unit', 'department', 'core') FROM oracle.plan('no to the department above', '') p;
SELECT oracle.team(p, 'ward', 'mille'), oracle.says(p, 'deny', 'organisation', 'region', 'core') FROM oracle.plan('no to the region', '') p;
SELECT oracle.team(p, 'ward', 'mille'), oracle.says(p, 'deny', 'unit', 'ward', 'core', NULL, 'coordination', '-9 days', '-1 hour') FROM oracle.plan('no that ran out', 'core') p;
SELECT oracle.team(p, 'ward', 'mille'), oracle.says(p, 'deny', 'unit', 'ward', 'core', NULL, 'coordination', '-9 days', '900 days', '-1 hour') FROM oracle.plan('no that was taken back', 'core') p;
SELECT oracle.team(p, 'ward', 'mille'), oracle.says(p, 'deny', 'unit', 'ward', 'core', NULL, 'coordination', '-8 days', '900 days', '-9 days') FROM oracle.plan('no that was taken back before it began', 'core') p;
SELECT oracle.team(p, 'ward', 'mille'), oracle.says(p, 'deny', 'unit', 'ward', 'core', NULL, 'coordination', '1 hour', '9 days') FROM oracle.plan('no that has not begun', 'core') p;
SELECT oracle.team(p, 'ward', 'mille'), oracle.says(p, 'deny', 'unit', 'ward', 'social') FROM oracle.plan('no about another class', 'core') p;
SELECT oracle.says(p, 'permit', 'unit', 'ward', 'social'), oracle.says(p, 'deny', 'person', 'ward', 'social', 'mille') FROM oracle.plan('yes to the unit, no to her', '') p;
SELECT oracle.says(p, 'permit', 'unit', 'ward', 'social'), oracle.says(p, 'deny', 'person', 'ward', 'social', 'mille') FROM oracle.plan('yes to the unit, for a colleague', 'social', 'colleague') p;

SELECT oracle.team(p, 'ward', 'mille'), oracle.says(p, 'deny', 'unit', 'ward', 'core', NULL, 'coordination', '-90 days', '-80 days') FROM oracle.plan('no that ran out before she joined', 'core') p;
SELECT oracle.team(p, 'ward', 'mille', -40, 10), oracle.says(p, 'deny', 'unit', 'ward', 'core', NULL, 'coordination', '90 days', '99 days') FROM oracle.plan('no that begins after she leaves', 'core') p;
SELECT oracle.team(p, 'ward', 'mille'), oracle.says(p, 'deny', 'relative', oracle.close_to(p, 'relative', '{}', -9, NULL, 'active', NULL), 'core') FROM oracle.plan('no to a relative without an account', 'core') p;

-- ---- Emergencies ----
SELECT oracle.emergency(p, 'ward', false), oracle.says(p, 'deny', 'unit', 'ward', 'psychiatric-treatment'), oracle.says(p, 'deny', 'unit', 'clinic', 'core')
  FROM oracle.plan('emergency, a no to her about one class, to others about another', 'core') p;
SELECT oracle.emergency(p, 'ward', false), oracle.says(p, 'deny', 'unit', 'ward', 'psychiatric-treatment') FROM oracle.plan('emergency that yields to a no', 'core') p;
SELECT oracle.emergency(p, 'ward', true), oracle.says(p, 'deny', 'unit', 'ward', 'psychiatric-treatment') FROM oracle.plan('emergency that does not', 'core|psychiatric-treatment') p;
SELECT oracle.emergency(oracle.plan('emergency in her other post', ''), 'job centre', true);
SELECT oracle.emergency(oracle.plan('emergency in a draft', '', 'mille', 'draft'), 'ward', true);
SELECT oracle.emergency(oracle.plan('emergency of a colleague', ''), 'ward', true, '{core}', '-10 minutes', 'colleague');
SELECT oracle.emergency(oracle.plan('emergency over for a second', ''), 'ward', true, '{core}', '-3601 seconds');
SELECT oracle.emergency(oracle.plan('emergency for twenty minutes more', 'core'), 'ward', true, '{core}', '-2400 seconds');
SELECT oracle.emergency(oracle.plan('emergency that names what nobody may see', 'core'), 'ward', true, '{core,private}');

-- ---- The team, to the day ----
SELECT oracle.team(oracle.plan('member whose last day is today', 'core'), 'ward', 'mille', -40, 0);
SELECT oracle.team(oracle.plan('member whose last day was yesterday', ''), 'ward', 'mille', -40, -1);
SELECT oracle.team(oracle.plan('member from today', 'core'), 'ward', 'mille', 0);
SELECT oracle.team(oracle.plan('member from tomorrow', ''), 'ward', 'mille', 1);
SELECT oracle.team(oracle.plan('member at her other post', ''), 'job centre', 'mille');
SELECT oracle.team(oracle.plan('department in the team', 'core'), 'department');
SELECT oracle.team(oracle.plan('shift below in the team', ''), 'night');
SELECT oracle.team(oracle.plan('clinic in the team', ''), 'clinic');
SELECT oracle.team(oracle.plan('former until today', 'core'), 'ward', 'mille', -40, NULL, 'ended', 0);
SELECT oracle.team(oracle.plan('former until yesterday', ''), 'ward', 'mille', -40, NULL, 'ended', -1);
SELECT oracle.team(oracle.plan('former without a day', ''), 'ward', 'mille', -40, NULL, 'ended');
SELECT oracle.team(oracle.plan('former unit', ''), 'ward', NULL, -40, NULL, 'ended', 9);
SELECT oracle.team(oracle.plan('former in a plan long closed', '', 'mille', 'completed', 200), 'ward', 'mille', -40, NULL, 'ended', 9);
SELECT oracle.team(oracle.plan('team of a plan closed 179 days ago', 'core', 'mille', 'completed', 179), 'ward', 'mille', -200);
SELECT oracle.team(oracle.plan('team of a plan closed 181 days ago', '', 'mille', 'revoked', 181), 'ward', 'mille', -200);
SELECT oracle.team(oracle.plan('unit in the team of a closed plan', 'core', 'mille', 'completed', 10), 'ward');
SELECT oracle.team(oracle.plan('member who had left when it was closed', '', 'mille', 'completed', 10), 'ward', 'mille', -40, -12);
SELECT oracle.team(oracle.plan('member whose last day was that of its closing', 'core', 'mille', 'completed', 10), 'ward', 'mille', -40, -10);
SELECT oracle.team(oracle.plan('member who was taken off before it was closed', '', 'mille', 'completed', 10), 'ward', 'mille', -40, NULL, 'ended');
SELECT oracle.team(oracle.plan('member who had not begun when it was closed', '', 'mille', 'completed', 10), 'ward', 'mille', -5);
SELECT oracle.team(oracle.plan('member who left after it was closed', 'core', 'mille', 'completed', 10), 'ward', 'mille', -40, -5);
CREATE FUNCTION oracle.leads(plan uuid, unit text, started interval, ended interval) RETURNS void LANGUAGE sql SET search_path = samplan, app, public AS $$
    UPDATE coordination SET ended_at = now() + started WHERE plan_id = plan AND ended IS NULL;
    INSERT INTO coordination (plan_id, user_id, unit_id, started_at, ended_at) VALUES (plan, oracle.who('mille'), oracle.who(unit), now() + started, now() + ended) $$;
SELECT oracle.leads(oracle.plan('coordinator until she handed over', ''), 'ward', '-9 days', '-1 minute');
SELECT oracle.leads(oracle.plan('coordinator until tomorrow', 'core'), 'ward', '-9 days', '1 day');
SELECT oracle.leads(oracle.plan('coordinator from tomorrow', ''), 'ward', '1 day', NULL);
SELECT oracle.leads(oracle.plan('coordinator for no time at all', ''), 'ward', '-1 day', '-1 day');
SELECT oracle.leads(oracle.plan('coordinator in her other post', ''), 'job centre', '-9 days', NULL);
SELECT oracle.leads(oracle.plan('coordinator of a plan closed 181 days ago', '', 'mille', 'completed', 181), 'ward', '-300 days', NULL);
SELECT oracle.leads(p, 'ward', '-9 days', NULL), oracle.says(p, 'deny', 'person', 'ward', 'core', 'mille') FROM oracle.plan('coordinator against an objection', 'core') p;
SELECT oracle.plan('draft of hers that has a coordinator', '', 'mille', 'draft');
UPDATE joint_plan SET created_by = oracle.who('mille'), created_unit_id = oracle.who('ward') WHERE id = oracle.who('plan draft of hers that has a coordinator');
SELECT oracle.plan('draft of hers', 'core', 'mille', 'draft'), oracle.plan('draft she wrote in her other post', '', 'mille', 'draft');
UPDATE joint_plan SET created_by = oracle.who('mille'), created_unit_id = oracle.who(CASE WHEN id = oracle.who('plan draft of hers') THEN 'ward' ELSE 'job centre' END)
 WHERE id IN (oracle.who('plan draft of hers'), oracle.who('plan draft she wrote in her other post'));
DELETE FROM coordination WHERE plan_id IN (oracle.who('plan draft of hers'), oracle.who('plan draft she wrote in her other post'));
SELECT oracle.plan('draft of hers whose coordinator left', 'core', 'mille', 'draft'), oracle.plan('closed plan of hers that never had a coordinator', '', 'mille', 'revoked');
UPDATE joint_plan SET created_by = oracle.who('mille'), created_unit_id = oracle.who('ward')
 WHERE id IN (oracle.who('plan draft of hers whose coordinator left'), oracle.who('plan closed plan of hers that never had a coordinator'));
UPDATE coordination SET ended_at = now() - interval '1 day' WHERE plan_id = oracle.who('plan draft of hers whose coordinator left');
DELETE FROM coordination WHERE plan_id = oracle.who('plan closed plan of hers that never had a coordinator');
INSERT INTO team_member (plan_id, kind_code, outside_name) VALUES (oracle.plan('somebody from outside in the team', ''), 'outside', 'Frivillig');
INSERT INTO team_member (plan_id, kind_code, outside_name, period_start_day) VALUES (oracle.plan('somebody from outside in a closed plan', '', 'mille', 'completed'), 'outside', 'Frivillig', current_date - 40);
-- ---- An authority's own parts ----
CREATE FUNCTION oracle.most(more text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT more || 'psychiatric-treatment|substance-use|social|employment|education|general-practice|assessment|crisis-plan|citizen-statement|relatives-contact|minutes' $$;
SELECT oracle.plan('draft of hers, ' || o || ' owns', CASE o WHEN 'clinic' THEN 'core' ELSE oracle.most('core|') END, 'mille', 'draft', 10, '1990-01-01', o) FROM unnest('{ward,department,clinic}'::text[]) o;
SELECT oracle.plan('draft of hers whose coordinator left, ward owns', oracle.most('core|'), 'mille', 'draft', 10, '1990-01-01', 'ward'),
       oracle.plan('draft of hers that has a coordinator, ward owns', '', 'mille', 'draft', 10, '1990-01-01', 'ward'),
       oracle.plan('draft she wrote in her other post, ward owns', '', 'mille', 'draft', 10, '1990-01-01', 'ward'),
       oracle.plan('closed plan of hers that never had a coordinator, ward owns', '', 'mille', 'revoked', 10, '1990-01-01', 'ward');
UPDATE joint_plan SET created_by = oracle.who('mille'), created_unit_id = oracle.who(CASE WHEN id = oracle.who('plan draft she wrote in her other post, ward owns') THEN 'job centre' ELSE 'ward' END)
 WHERE id IN (SELECT e.plan_id FROM oracle.extra e WHERE e.code ~ 'draft.* owns|never had a coordinator, ward owns');
UPDATE coordination SET ended_at = now() - interval '1 day' WHERE plan_id = oracle.who('plan draft of hers whose coordinator left, ward owns');
DELETE FROM coordination WHERE plan_id IN (SELECT e.plan_id FROM oracle.extra e WHERE e.code ~ '^draft of hers, .* owns|^draft she wrote.* owns|never had a coordinator, ward owns');
SELECT oracle.plan('plan she once drafted', '');
UPDATE joint_plan SET created_by = oracle.who('mille'), created_unit_id = oracle.who('ward') WHERE id = oracle.who('plan plan she once drafted');

SELECT oracle.plan('responsible for one part', 'social');
UPDATE contributing_plan SET owner_unit_id = oracle.who('ward'), responsible_user_id = oracle.who('mille')
 WHERE plan_id = oracle.who('plan responsible for one part') AND class_code = 'social';
SELECT oracle.plan('responsible for one part in her other post', '');
UPDATE contributing_plan SET owner_unit_id = oracle.who('job centre'), responsible_user_id = oracle.who('mille')
 WHERE plan_id = oracle.who('plan responsible for one part in her other post') AND class_code = 'social';
SELECT oracle.plan('responsible, and the plan is closed', 'social', 'mille', 'completed', 900);
UPDATE contributing_plan SET owner_unit_id = oracle.who('ward'), responsible_user_id = oracle.who('mille')
 WHERE plan_id = oracle.who('plan responsible, and the plan is closed') AND class_code = 'social';
SELECT oracle.plan('her unit owns, nobody is in the team', '', 'mille', 'active', 10, '1990-01-01', 'ward');
SELECT oracle.team(oracle.plan('department in the team, ward owns', oracle.most('core|'), 'mille', 'active', 10, '1990-01-01', 'ward'), 'department');
SELECT oracle.team(oracle.plan('department in the team, clinic owns', 'core', 'mille', 'active', 10, '1990-01-01', 'clinic'), 'department');
SELECT oracle.team(oracle.plan('ward in the team, department owns', oracle.most('core|'), 'mille', 'active', 10, '1990-01-01', 'department'), 'ward');
SELECT oracle.team(oracle.plan('she in the team, department owns', oracle.most('core|'), 'mille', 'active', 10, '1990-01-01', 'department'), 'ward', 'mille');
SELECT oracle.team(oracle.plan('she in the team, the shift below owns', 'core', 'mille', 'active', 10, '1990-01-01', 'night'), 'ward', 'mille');
SELECT oracle.team(oracle.plan('she in the team from tomorrow, ward owns', '', 'mille', 'active', 10, '1990-01-01', 'ward'), 'ward', 'mille', 1);
SELECT oracle.team(oracle.plan('she in the team until yesterday, ward owns', '', 'mille', 'active', 10, '1990-01-01', 'ward'), 'ward', 'mille', -9, -1);
SELECT oracle.team(oracle.plan('she left, ward owns', '', 'mille', 'active', 10, '1990-01-01', 'ward'), 'ward', 'mille', -9, NULL, 'ended');
SELECT oracle.team(oracle.plan('ward in the team until yesterday, and owns', '', 'mille', 'active', 10, '1990-01-01', 'ward'), 'ward', NULL, -9, -1);
SELECT oracle.team(oracle.plan('ward in the team from tomorrow, and owns', '', 'mille', 'active', 10, '1990-01-01', 'ward'), 'ward', NULL, 1);
SELECT oracle.team(oracle.plan('ward left, and owns', '', 'mille', 'active', 10, '1990-01-01', 'ward'), 'ward', NULL, -9, NULL, 'ended');
SELECT oracle.leads(oracle.plan('coordinator, department owns', oracle.most('core|'), 'mille', 'active', 10, '1990-01-01', 'department'), 'ward', '-9 days', NULL);
SELECT oracle.leads(oracle.plan('coordinator, the shift below owns', 'core', 'mille', 'active', 10, '1990-01-01', 'night'), 'ward', '-9 days', NULL);
SELECT oracle.leads(oracle.plan('coordinator until yesterday, ward owns', '', 'mille', 'active', 10, '1990-01-01', 'ward'), 'ward', '-9 days', '-1 day');
SELECT oracle.leads(oracle.plan('coordinator from tomorrow, ward owns', '', 'mille', 'active', 10, '1990-01-01', 'ward'), 'ward', '1 day', NULL);

-- ---- Relatives, guardians, custody ----
CREATE FUNCTION oracle.some(but text DEFAULT '') RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT replace('core|psychiatric-treatment|substance-use|social|employment|education|general-practice|assessment|crisis-plan|minutes', but, '') $$;
SELECT oracle.says(p, 'permit', 'relative', oracle.close_to(p, 'relative'), 'social', NULL, 'relatives') FROM oracle.plan('relative with a yes', 'social', 'rita') p;
SELECT oracle.says(p, 'permit', 'relative', oracle.close_to(p, 'relative'), 'citizen-statement', NULL, 'relatives') FROM oracle.plan('relative and the citizen''s own words', '', 'rita') p;
SELECT oracle.says(p, 'permit', 'relative', oracle.close_to(p, 'relative'), 'relatives-contact', NULL, 'relatives') FROM oracle.plan('relative and other relatives', '', 'rita') p;
SELECT oracle.says(p, 'permit', 'relative', oracle.close_to(p, 'companion'), 'social', NULL, 'relatives') FROM oracle.plan('companion with a yes', 'social', 'rita') p;
SELECT oracle.says(p, 'permit', 'relative', oracle.close_to(p, 'relative', '{}', -9, NULL, 'ended'), 'social', NULL, 'relatives') FROM oracle.plan('relative no longer', '', 'rita') p;
SELECT oracle.says(p, 'permit', 'relative', oracle.close_to(p, 'relative', '{}', 1), 'social', NULL, 'relatives') FROM oracle.plan('relative from tomorrow', '', 'rita') p;
SELECT oracle.says(p, 'permit', 'relative', oracle.close_to(p, 'relative', '{}', -9, -1), 'social', NULL, 'relatives') FROM oracle.plan('relative until yesterday', '', 'rita') p;
SELECT oracle.says(p, 'permit', 'relative', oracle.close_to(p, 'relative', '{}', -9, 0), 'social', NULL, 'relatives') FROM oracle.plan('relative until today', 'social', 'rita') p;
SELECT oracle.says(p, 'permit', 'relative', oracle.close_to(p, 'relative', '{}', -9, NULL, 'active', NULL), 'social', NULL, 'relatives') FROM oracle.plan('relative without an account', '', 'rita') p;
SELECT oracle.says(p, 'permit', 'relative', oracle.close_to(p, 'relative'), 'social', NULL, 'relatives') FROM oracle.plan('relative in a closed plan', '', 'rita', 'completed') p;
SELECT oracle.close_to(oracle.plan('guardian for two classes', 'social|crisis-plan', 'rita'), 'guardian', '{social,crisis-plan,private,citizen-statement}');
SELECT oracle.close_to(oracle.plan('guardian in a plan ' || s, 'social', 'rita', s), 'guardian', '{social}') FROM unnest('{draft,on-hold}'::text[]) s;
SELECT oracle.close_to(oracle.plan('guardian without an account', '', 'rita'), 'guardian', '{social}', -40, NULL, 'active', NULL);
SELECT oracle.close_to(oracle.plan('guardian in a closed plan', '', 'rita', 'completed'), 'guardian', '{social}');
SELECT oracle.close_to(oracle.plan('guardian no longer', '', 'rita'), 'guardian', '{social}', -9, NULL, 'ended');
SELECT oracle.close_to(oracle.plan('guardian from tomorrow', '', 'rita'), 'guardian', '{social}', 1);
SELECT oracle.close_to(oracle.plan('guardian until yesterday', '', 'rita'), 'guardian', '{social}', -9, -1);
SELECT oracle.says(p, 'deny', 'relative', oracle.close_to(p, 'guardian', '{social}'), 'social', NULL, 'relatives') FROM oracle.plan('guardian against a no', 'social', 'rita') p;
SELECT oracle.close_to(oracle.plan('mother of a child of ten', oracle.some(), 'rita', 'active', 10, (current_date - interval '10 years')::date), 'custody-holder');
SELECT oracle.close_to(oracle.plan('mother on the day before fifteen', oracle.some(), 'rita', 'active', 10, (app.today() - interval '15 years' + interval '1 day')::date), 'custody-holder');
SELECT oracle.close_to(oracle.plan('mother on the fifteenth birthday', 'core', 'rita', 'active', 10, (app.today() - interval '15 years')::date), 'custody-holder');
SELECT oracle.close_to(oracle.plan('mother on the day before eighteen', 'core', 'rita', 'active', 10, (app.today() - interval '18 years' + interval '1 day')::date), 'custody-holder');
SELECT oracle.close_to(oracle.plan('mother on the eighteenth birthday', '', 'rita', 'active', 10, (app.today() - interval '18 years')::date), 'custody-holder');
SELECT oracle.close_to(oracle.plan('mother of somebody without a birthday', '', 'rita', 'active', 10, NULL), 'custody-holder');
SELECT oracle.close_to(oracle.plan('mother of a child of ten in a plan ' || s, oracle.some(), 'rita', s, 10, (current_date - interval '10 years')::date), 'custody-holder') FROM unnest('{draft,on-hold}'::text[]) s;
SELECT oracle.close_to(oracle.plan('mother without an account', '', 'rita', 'active', 10, (current_date - interval '10 years')::date), 'custody-holder', '{}', -40, NULL, 'active', NULL);
SELECT oracle.close_to(oracle.plan('mother of somebody who was fifteen before there was a rule', '', 'rita', 'active', 10, '1990-01-01'), 'custody-holder');
SELECT oracle.close_to(oracle.plan('aunt of a child of ten', '', 'rita', 'active', 10, (current_date - interval '10 years')::date), 'relative');
SELECT oracle.close_to(oracle.plan('mother in a closed plan', '', 'rita', 'completed', 10, (current_date - interval '10 years')::date), 'custody-holder');
SELECT oracle.close_to(oracle.plan('mother no longer', '', 'rita', 'active', 10, (current_date - interval '10 years')::date), 'custody-holder', '{}', -9, NULL, 'ended');
SELECT oracle.close_to(oracle.plan('mother until yesterday', '', 'rita', 'active', 10, (current_date - interval '10 years')::date), 'custody-holder', '{}', -9, -1);
SELECT oracle.close_to(oracle.plan('mother from tomorrow', '', 'rita', 'active', 10, (current_date - interval '10 years')::date), 'custody-holder', '{}', 1);
SELECT oracle.says(p, 'deny', 'relative', oracle.close_to(p, 'custody-holder'), 'social', NULL, 'relatives') FROM oracle.plan('mother against a no', oracle.some('social|'), 'rita', 'active', 10, (current_date - interval '10 years')::date) p;
SELECT oracle.says(p, 'permit', 'relative', oracle.close_to(p, 'custody-holder'), 'social', NULL, 'relatives') FROM oracle.plan('mother with the young person''s yes', 'core|social', 'rita', 'active', 10, (app.today() - interval '16 years')::date) p;
COMMIT;
SELECT app.access_rebuild_all() AS rights;
SELECT sum(1) FROM oracle.extra, app.document_refresh(plan_id);
