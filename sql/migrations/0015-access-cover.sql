-- The policy of access asks for the ground of a row too: what it asks for lies in the indices, so that a look needs no row.
SET ROLE samplan_owner;
DROP INDEX samplan.access_plan;
CREATE INDEX access_plan ON samplan.access (plan_id, principal)
    INCLUDE (part_id, read_mask, write_mask, since, until, barred, basis_code);
DROP INDEX samplan.access_principal;
CREATE INDEX access_principal ON samplan.access (principal, plan_id) INCLUDE (since, until, read_mask, barred, basis_code);
DROP INDEX samplan.access_citizen;
CREATE INDEX access_citizen ON samplan.access (citizen_id, principal) INCLUDE (since, until, barred, basis_code);
RESET ROLE;
