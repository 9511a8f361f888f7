-- An authority that no demo account works for, there before anything is compared.
\set ON_ERROR_STOP on
INSERT INTO samplan.organisation (id, type_code, name) VALUES ('dd000000-0000-4000-8000-000000000001', 'municipality', 'Fjern Kommune') \g /dev/null
INSERT INTO samplan.unit (id, organisation_id, name, sector_code)
VALUES ('dd000000-0000-4000-8000-000000000002', 'dd000000-0000-4000-8000-000000000001', 'Fjern Enhed', 'somatic') \g /dev/null
INSERT INTO samplan.user_account (id, username, name, profession) VALUES ('dd000000-0000-4000-8000-000000000003', 'fjern', 'Fjern Person', 'Læge') \g /dev/null
