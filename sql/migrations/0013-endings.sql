-- What ends with something else: a yes with the plan, what a relative was asked to with her time, a kept answer with the right.
SET ROLE samplan_owner;

-- A yes and a statute end with the plan. They do not come back when it is opened again: somebody asks anew.
ALTER TABLE samplan.consent_provision ADD COLUMN plan_ended_at timestamptz;
ALTER TABLE samplan.statute_use ADD COLUMN plan_ended_at timestamptz;
ALTER TABLE samplan.joint_plan NO FORCE ROW LEVEL SECURITY;
ALTER TABLE samplan.consent_provision NO FORCE ROW LEVEL SECURITY, DISABLE TRIGGER USER;
ALTER TABLE samplan.statute_use NO FORCE ROW LEVEL SECURITY, DISABLE TRIGGER USER;
UPDATE samplan.consent_provision v
   SET plan_ended_at = coalesce(p.closed_at, p.changed_at), until_at = least(v.until_at, coalesce(p.closed_at, p.changed_at))
  FROM samplan.joint_plan p
 WHERE p.id = v.plan_id AND p.status_code NOT IN ('draft', 'active', 'on-hold') AND v.type_code = 'permit'
   AND least(v.until_at, coalesce(v.withdrawn_at, 'infinity')) > now();
UPDATE samplan.statute_use s SET plan_ended_at = coalesce(p.closed_at, p.changed_at), ended_at = coalesce(p.closed_at, p.changed_at)
  FROM samplan.joint_plan p
 WHERE p.id = s.plan_id AND p.status_code NOT IN ('draft', 'active', 'on-hold') AND s.ended_at IS NULL;
ALTER TABLE samplan.joint_plan FORCE ROW LEVEL SECURITY;
ALTER TABLE samplan.consent_provision FORCE ROW LEVEL SECURITY, ENABLE TRIGGER USER;
ALTER TABLE samplan.statute_use FORCE ROW LEVEL SECURITY, ENABLE TRIGGER USER;

-- The last day of a relative's time whose coming has been dealt with: her tasks and invitations are taken back, the coordinator is told.
ALTER TABLE samplan.related_person ADD COLUMN period_told_day date;

-- An entry is never changed; a correction stands under it.
ALTER TABLE samplan.relative_contact ADD COLUMN amends_id uuid REFERENCES samplan.relative_contact;

-- What a kept answer was about, as the log says it, and what its reader could see of that when it was kept.
ALTER TABLE samplan.idempotency ADD COLUMN touched jsonb NOT NULL DEFAULT '[]';
CREATE INDEX idempotency_created ON samplan.idempotency (created_at);
-- Kept before anybody knew what it was about: it lasts for two days at most, and cannot be checked.
ALTER TABLE samplan.idempotency NO FORCE ROW LEVEL SECURITY;
DELETE FROM samplan.idempotency;
ALTER TABLE samplan.idempotency FORCE ROW LEVEL SECURITY;

-- The fields of a draft that held nothing before their writer wrote: all in them is her own.
ALTER TABLE samplan.draft ADD COLUMN own_fields text[] NOT NULL DEFAULT '{}';

RESET ROLE;
