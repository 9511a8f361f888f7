-- A reader sees the rows that give her something: hers, now, and not closed to her by an objection. Every other policy
-- looks here, as her, and so needs to ask no more than plan, principal and class. What a relative may see she sees as a
-- relative, not at work. Nobody but the derivation writes.
SET ROLE samplan_owner;
ALTER TABLE samplan.access ENABLE ROW LEVEL SECURITY;
ALTER TABLE samplan.access FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON samplan.access TO samplan_derive;
DROP POLICY IF EXISTS derive ON samplan.access;
CREATE POLICY derive ON samplan.access TO samplan_derive USING (true) WITH CHECK (true);
GRANT SELECT ON samplan.access TO samplan_api;
DROP POLICY IF EXISTS own ON samplan.access;
CREATE POLICY own ON samplan.access FOR SELECT TO samplan_api
 USING (principal = ANY ((SELECT app.actor_principals())::uuid[])
        AND since <= now() AND until > now()
        AND (barred IS NULL OR NOT barred && (SELECT app.actor_principals())::uuid[])
        AND (SELECT app.actor_role()) IN ('caseworker', 'citizen', 'relative')
        AND (basis_code IN ('relative', 'custody', 'guardian')) = ((SELECT app.actor_role()) = 'relative'));
RESET ROLE;
