-- What damaged rules are tried on. Run as superuser in a copy of the database with the plans of extra.sql.
-- Rights written by hand, each plan with one or two that lack one or two things that a policy can ask for; and a reader in each
-- role, entered with her own token.
SET session_replication_role = replica;
SET search_path = samplan, app, public;

-- What a table's own conditions keep out a rule may still ask for: each wall is tried by itself.
DO $$
DECLARE
    k record;
BEGIN
    FOR k IN SELECT conrelid::regclass AS t, conname FROM pg_constraint WHERE contype = 'c' AND connamespace = 'samplan'::regnamespace AND coninhcount = 0 LOOP
        EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', k.t, k.conname);
    END LOOP;
END
$$;
-- Facts that those conditions forbid.
SELECT oracle.team(oracle.plan('the citizen''s own part, with an owner', '', 'mille', 'active', 10, '1990-01-01', 'ward'), 'ward', 'mille');
UPDATE contributing_plan SET owner_unit_id = oracle.who('ward') WHERE plan_id = oracle.who('plan the citizen''s own part, with an owner') AND class_code = 'private';
SELECT oracle.says(p, 'permit', 'relative', oracle.close_to(p, 'child'), 'social', NULL, 'relatives') FROM oracle.plan('child with an account', '', 'rita') p;
SELECT oracle.close_to(oracle.plan('relative with a guardian''s classes', '', 'rita'), 'relative', '{social}');
SELECT oracle.close_to(oracle.plan('relative of a plan', '', 'rita'), 'relative');
SELECT oracle.says(oracle.plan('yes to a relative of another plan', '', 'rita'), 'permit', 'relative', 'related ' || oracle.who('plan relative of a plan'), 'social', NULL, 'relatives');
SELECT oracle.says(oracle.plan('no to a relative of another plan', '', 'rita'), 'deny', 'relative', 'related ' || oracle.who('plan relative of a plan'), 'core', NULL, 'relatives');
-- a yes to one kind of recipient that names another as well, for a purpose of all and of some sectors
SELECT oracle.says(oracle.plan(format('yes to a %s, for %s', k, u), '', 'mille'), 'permit', k, 'clinic', 'social', 'colleague', u)
  FROM unnest('{unit,organisation,person,relative}'::text[]) k, unnest('{coordination,treatment}'::text[]) u;
UPDATE consent_provision v SET unit_id = coalesce(v.unit_id, oracle.who('ward')), organisation_id = coalesce(v.organisation_id, oracle.who('region')), user_id = coalesce(v.user_id, oracle.who('mille'))
  FROM oracle.extra e WHERE e.plan_id = v.plan_id AND e.code LIKE 'yes to a %, for %';

-- a relative who is kept out of the shared plan, or was, or will be, or only out of a class of it
SELECT oracle.says(oracle.plan('relative kept out ' || x.code, '', 'rita'), x.type, 'relative', oracle.close_to(oracle.who('plan relative kept out ' || x.code), 'relative'), x.class_code, NULL,
                   'relatives', x.since, x.until, x.withdrawn)
  FROM (VALUES ('now', 'deny', 'core', interval '-9 days', interval '9 days', NULL::interval), ('until yesterday', 'deny', 'core', '-9 days', '-1 day', NULL),
               ('from tomorrow', 'deny', 'core', '1 day', '9 days', NULL), ('until it was taken back', 'deny', 'core', '-9 days', '9 days', '-1 day'),
               ('until it will be taken back', 'deny', 'core', '-9 days', '9 days', '1 day'), ('of a class', 'deny', 'social', '-9 days', '9 days', NULL),
               ('by nobody', 'permit', 'core', '-9 days', '9 days', NULL)) x(code, type, class_code, since, until, withdrawn);
-- Of parts, some classes are enough.
DELETE FROM contributing_plan c WHERE c.class_code NOT IN ('social', 'psychiatric-treatment', 'citizen-statement', 'private');

-- The halves of the policies, as they are.
CREATE TABLE oracle.half AS
SELECT format('%s.%s %s', p.tablename, p.policyname, h.side) AS object, p.tablename AS t, p.policyname AS policy, p.roles[1] AS role, p.cmd, h.side, h.text
  FROM pg_policies p CROSS JOIN LATERAL (VALUES ('USING', p.qual), ('WITH CHECK', p.with_check)) h(side, text)
 WHERE p.schemaname = 'samplan' AND h.text <> 'true';
ALTER TABLE oracle.half ADD PRIMARY KEY (object);
CREATE TABLE oracle.mutant (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, kind text, object text, what text, sql text);
CREATE TABLE oracle.fate (id integer PRIMARY KEY, fate text, noticed text, took interval);
-- The functions that decide.
CREATE TABLE oracle.decider (name name PRIMARY KEY);
INSERT INTO oracle.decider SELECT unnest('{access_granted,access_own_part,access_consented,access_relative,access_expected,access_objections,
    access_closed_until,relative_class,class_mask,age_day,relation,decision,read_classes,practitioner,practitioner_principals,auth_enter,actor_require,
    actor_managed_units,admin_may,glass_enter,glass_on,actor_glass,access_state,relative_plans,related_living,provision_live,assignment_active,unit_closed,citizen_untold}'::name[]);

-- ---- Readers ----
CREATE TABLE oracle.actor (o integer PRIMARY KEY, name text, user_id uuid, unit_id uuid, organisation_id uuid, citizen_id uuid, principal uuid, settings jsonb);
INSERT INTO oracle.actor (o, name, user_id, unit_id, citizen_id)
SELECT x.o, x.name, oracle.who(CASE x.name WHEN 'caseworker' THEN 'mille' WHEN 'relative' THEN 'rita' ELSE x.name || ' there' END), oracle.who(x.unit),
       CASE x.name WHEN 'citizen' THEN oracle.who('citizen herself') END
  FROM (VALUES (1, 'caseworker', 'ward'), (2, 'citizen', NULL), (3, 'relative', NULL), (4, 'volunteer', 'ward'), (5, 'manager', 'ward'), (6, 'auditor', 'ward'),
               (7, 'administrator', 'ward'), (8, 'operator', 'job centre'), (9, 'system', 'ward')) x(o, name, unit);
UPDATE oracle.actor a SET organisation_id = u.organisation_id FROM unit u WHERE u.id = a.unit_id;
INSERT INTO user_account (id, username, name, citizen_id) SELECT a.user_id, 'm-' || a.name, a.name, a.citizen_id FROM oracle.actor a ON CONFLICT (id) DO NOTHING;
INSERT INTO role_assignment (id, user_id, unit_id, role_code, valid_from)
SELECT oracle.who('role ' || a.o), a.user_id, a.unit_id, CASE a.name WHEN 'operator' THEN 'administrator' ELSE a.name END, app.today() - 9 FROM oracle.actor a;
INSERT INTO session (id, token_hash, user_id, assignment_id, idle_seconds, absolute_expires_at)
SELECT oracle.who('session ' || a.o), sha256(convert_to('reader ' || a.o, 'UTF8')), a.user_id, oracle.who('role ' || a.o), 86400, now() + interval '1 day' FROM oracle.actor a;
INSERT INTO setting (key, value) VALUES ('operator_organisation', oracle.who('town')::text), ('another_organisation', oracle.who('region')::text) ON CONFLICT (key) DO UPDATE SET value = excluded.value;
-- Her settings as auth_enter leaves them: a policy asks for nothing else.
DO $$
DECLARE
    a record;
BEGIN
    FOR a IN SELECT * FROM oracle.actor ORDER BY o LOOP
        PERFORM api.auth_enter(convert_to('reader ' || a.o, 'UTF8'), 1023, gen_random_uuid(), 'json', 'oracle');
        UPDATE oracle.actor x SET principal = coalesce((app.actor_principals())[2], (app.actor_principals())[1]),
               settings = (SELECT jsonb_object_agg(n, current_setting('samplan.' || n, true))
                             FROM unnest('{user_id,role,unit_id,organisation_id,citizen_id,session_id,principals,glass}'::text[]) n)
         WHERE x.o = a.o;
    END LOOP;
END
$$;
CREATE FUNCTION oracle.become(settings jsonb) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_config('samplan.' || k, coalesce(v, ''), true) FROM jsonb_each_text(settings) x(k, v);
END
$$;

-- ---- Rights ----
-- far: looked at when the nearer ones have not told the damaged rule from the whole one. 'part social' stands for the part of
-- that class, in every plan.
CREATE TABLE oracle.right (plan text, far boolean, hers boolean, part text, read_mask integer, write_mask integer, basis_code text, since interval, until interval, barred text);
CREATE FUNCTION oracle.mask(code text) RETURNS integer LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE code WHEN 'all' THEN (1 << 27) - 1 WHEN 'none' THEN 0
        ELSE CASE WHEN code LIKE 'but %' THEN ((1 << 27) - 1) & ~(1 << substr(code, 5)::integer) ELSE 1 << code::integer END END $$;
INSERT INTO oracle.right
SELECT concat_ws(' ', p, r, w, b), (p <> 'whole')::integer + (r <> 'all')::integer + (w <> 'all')::integer + (b <> 'coordination')::integer > 1,
       true, nullif(p, 'whole'), oracle.mask(r), oracle.mask(w), b, '-1 day', '1 day'
  -- the bits: 0 core, 1 psychiatric treatment, 3 social, 9 her own words, 10 relatives, 24 contribute, 25 coordinate, 26 open again
  FROM unnest('{whole,part social,part psychiatric-treatment}'::text[]) p, unnest('{all,none,0,3,10,but 0,but 1,but 3,but 10}'::text[]) r,
       unnest('{all,none,0,3,9,24,25,26,but 0,but 3,but 9,but 24,but 25,but 26}'::text[]) w,
       unnest('{coordination,self,team,unit-team,own-part,statute,consent,relative,break-glass,former}'::text[]) b
 -- one or two things at a time
 WHERE (p <> 'whole')::integer + (r <> 'all')::integer + (w <> 'all')::integer + (b <> 'coordination')::integer <= 2;
INSERT INTO oracle.right VALUES
 ('somebody else''s', false, false, NULL, oracle.mask('all'), oracle.mask('all'), 'self', '-1 day', '1 day'),
 ('from tomorrow', false, true, NULL, oracle.mask('all'), oracle.mask('all'), 'self', '1 day', '2 days'),
 ('until an hour ago', false, true, NULL, oracle.mask('all'), oracle.mask('all'), 'self', '-1 day', '-1 hour'),
 -- several reasons, of which one covers what is asked for and another comes first
 ('own part and team', false, true, NULL, oracle.mask('0'), oracle.mask('24'), 'team', '-1 day', '1 day'),
 ('own part and team', false, true, 'part social', oracle.mask('3'), oracle.mask('3'), 'own-part', '-1 day', '2 days'),
 ('own part and team', false, true, NULL, oracle.mask('3'), 0, 'consent', '-1 day', '3 days'),
 ('another own part and consent', false, true, 'part psychiatric-treatment', oracle.mask('all'), 0, 'own-part', '-1 day', '1 day'),
 ('another own part and consent', false, true, NULL, oracle.mask('3'), 0, 'consent', '-1 day', '2 days'),
 ('two consents', false, true, NULL, oracle.mask('3'), 0, 'consent', '-1 day', '1 day'),
 ('two consents', false, true, NULL, oracle.mask('3'), 0, 'consent', '-1 day', '5 days');
-- the same for the bases that single policies name
INSERT INTO oracle.right
SELECT format('%s by %s', r.plan, b), false, r.hers, NULL, r.read_mask, r.write_mask, b, r.since, r.until
  FROM oracle.right r, unnest('{coordination,statute}'::text[]) b WHERE r.plan IN ('somebody else''s', 'from tomorrow', 'until an hour ago');
-- two rights that together are one: each for one part, and one of them not now, or not hers
INSERT INTO oracle.right
SELECT format('half %s %s', flaw, h), true, h <> p OR flaw <> 'hers', 'part ' || p, oracle.mask('all'), oracle.mask('all'), 'coordination',
       CASE WHEN h = p AND flaw = 'since' THEN interval '1 day' ELSE interval '-1 day' END, CASE WHEN h = p AND flaw = 'until' THEN interval '-1 hour' ELSE interval '1 day' END
  FROM unnest('{since,until,hers,nothing}'::text[]) flaw, unnest('{social,psychiatric-treatment}'::text[]) h, unnest('{social,psychiatric-treatment}'::text[]) p;
-- the citizen has said no to her, or to somebody else; the latter has no end
INSERT INTO oracle.right
SELECT 'no to ' || b, false, true, NULL, oracle.mask('all'), oracle.mask('all'), 'team', '-1 day', CASE b WHEN 'her' THEN interval '1 day' END, b FROM unnest('{her,another}'::text[]) b;
CREATE TABLE oracle.near AS SELECT r.plan, bool_and(r.far) AS far FROM oracle.right r GROUP BY r.plan;
INSERT INTO oracle.near VALUES ('without any right', false);

-- Lists and invitations that hold a task or an appointment, one a flaw.
CREATE TABLE oracle.listed (code text PRIMARY KEY, hers boolean, list_code smallint, shown text, answer_code text, since interval, until interval);
INSERT INTO oracle.listed VALUES
 ('nothing', true, 1, '{}', 'accepted', '-1 day', '1 day'), ('hers', false, 1, '{}', 'accepted', '-1 day', '1 day'),
 ('second', true, 2, '{}', 'needs-action', '-1 day', '1 day'), ('third', true, 3, '{"status_code": "counter-proposed"}', 'removed', '-1 day', '1 day'),
 ('third and quiet', true, 3, '{}', 'accepted', '1 day', '2 days'), ('fourth', true, 4, '{"status_code": "counter-proposed"}', 'accepted', '-1 day', '-1 hour');

INSERT INTO access (plan_id, principal, part_id, citizen_id, read_mask, write_mask, basis_code, basis_id, since, until, barred)
SELECT oracle.who('right ' || r.plan), CASE WHEN r.hers THEN a.principal ELSE oracle.who('somebody else') END, oracle.who(r.part),
       oracle.who('citizen ' || r.plan), r.read_mask, r.write_mask, r.basis_code, oracle.who('basis'), now() + r.since, coalesce(now() + r.until, 'infinity'),
       CASE r.barred WHEN 'her' THEN ARRAY[a.principal] WHEN 'another' THEN ARRAY[oracle.who('somebody else')] END
  FROM oracle.right r, oracle.actor a WHERE a.principal IS NOT NULL;
-- one of those plans is there, and a relative is among its people
INSERT INTO joint_plan (id, citizen_id, status_code, reason, created_by, created_unit_id)
SELECT oracle.who('right ' || n.plan), oracle.who('citizen ' || n.plan), 'active', 'Plan', oracle.id('person', 0), oracle.id('unit', 0) FROM oracle.near n WHERE n.plan = 'whole all all coordination';
INSERT INTO related_person (plan_id, kind_code, name, user_id, period_start_day, created_by)
SELECT oracle.who(x.plan), 'relative', 'Rita', oracle.who(x.account), app.today() - 9, oracle.id('person', 0)
  FROM (VALUES ('right whole all all coordination', 'rita'),
               -- a caseworker who is somebody's relative besides; and another relative beside one who is kept out
               ('right whole all all coordination', 'mille'), ('plan relative kept out now', 'another')) x(plan, account);
INSERT INTO contributing_plan (id, plan_id, type_code, class_code, sector_code, owner_unit_id, title, status_code, created_by)
SELECT oracle.who('part ' || c), oracle.who('right nothing'), 'social-action-plan', c, 'psychiatry', oracle.id('unit', 0), 'Del', 'active', oracle.id('person', 0)
  FROM unnest('{social,psychiatric-treatment}'::text[]) c;
-- openings that the citizen is told of, or not yet, and one of another's
INSERT INTO break_glass (id, plan_id, citizen_id, user_id, unit_id, category_code, overrides_objection, reason, class_codes, ends_at, review_due_day, told_at)
SELECT oracle.who(x.code), oracle.who('no plan'), oracle.who(x.citizen), oracle.who('somebody'), oracle.who('ward'), 'danger-life', true, 'Fundet bevidstløs hjemme', '{core}', now(), current_date, x.told
  FROM (VALUES ('untold', 'citizen herself', NULL::timestamptz), ('untold too', 'citizen herself', NULL), ('told', 'citizen herself', now()), ('of another', 'citizen', NULL)) x(code, citizen, told);
-- In all of them the citizen has said no to the ward, which keeps it out wherever it does not coordinate; a task and an offer in one.
SELECT oracle.says(oracle.who('right ' || n.plan), 'deny', 'unit', 'ward', 'core') FROM oracle.near n WHERE NOT n.far;
INSERT INTO task (id, plan_id, class_code, title, requester_user_id, requester_unit_id, performer_kind_code, performer_user_id, performer_unit_id, performer_principal, created_by)
SELECT oracle.who('listed nothing'), oracle.who('right whole all all self'), 'core', 'Opgave', oracle.id('somebody', 0), oracle.id('unit', 0), 'person', a.user_id, a.unit_id, a.principal, oracle.id('somebody', 0)
  FROM oracle.actor a WHERE a.o = 1;
INSERT INTO handover (plan_id, from_user_id, from_unit_id, to_user_id, to_unit_id, effective_day, answer_by_day, note, status_code)
SELECT oracle.who('right whole all all self'), oracle.id('somebody', 0), oracle.id('unit', 0), a.user_id, a.unit_id, current_date, current_date, 'Tag over', 'requested' FROM oracle.actor a WHERE a.o = 1;
INSERT INTO worklist (principal, list_code, due_day, task_id, plan_id, shown)
SELECT CASE WHEN l.hers THEN a.principal ELSE oracle.who('somebody else ' || a.o) END, l.list_code, current_date, oracle.who('listed ' || l.code), oracle.who('right nothing'), l.shown
  FROM oracle.listed l, oracle.actor a WHERE a.principal IS NOT NULL;
INSERT INTO appointment_invitation (appointment_id, plan_id, principal, answer_code, since_at, until_at)
SELECT oracle.who('listed ' || l.code), oracle.who('right nothing'), CASE WHEN l.hers THEN a.principal ELSE oracle.who('somebody else ' || a.o) END,
       l.answer_code, now() + l.since, now() + l.until
  FROM oracle.listed l, oracle.actor a WHERE a.principal IS NOT NULL;
ANALYZE;
