-- Types of contributing plans, with the sectors that may own them. Lists in a cell are split by "|".
-- valid_to is the first day on which no new plan of the type can be made; plans of it stay.
INSERT INTO samplan.plan_type (code, name_da, name_en, class_code, owner_sectors, owner_sector_text,
                               law_area, source, headings, citizen_owned, is_joint, valid_from,
                               valid_to)
SELECT r.code, r.name_da, r.name_en, r.class_code,
       coalesce(string_to_array(nullif(r.owner_sectors, ''), '|'), '{}'), r.owner_sector_text,
       r.law_area, r.source, coalesce(string_to_array(nullif(r.headings, ''), '|'), '{}'),
       r.citizen_owned::boolean, r.is_joint::boolean, r.valid_from::date,
       nullif(r.valid_to, '')::date
FROM ref_plan_types r
ON CONFLICT (code) DO UPDATE
    SET name_da = excluded.name_da, name_en = excluded.name_en, class_code = excluded.class_code,
        owner_sectors = excluded.owner_sectors, owner_sector_text = excluded.owner_sector_text,
        law_area = excluded.law_area, source = excluded.source, headings = excluded.headings,
        citizen_owned = excluded.citizen_owned, is_joint = excluded.is_joint,
        valid_from = excluded.valid_from, valid_to = excluded.valid_to
    WHERE plan_type IS DISTINCT FROM excluded;
