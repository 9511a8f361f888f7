-- A page over a whole plan can stand on several grounds, a section each: the log names them all.
SET ROLE samplan_owner;
ALTER TABLE samplan.audit ADD COLUMN bases jsonb; -- [{"basis","basis_id","class_mask"}], strongest first; NULL: basis_code is the only one
RESET ROLE;
