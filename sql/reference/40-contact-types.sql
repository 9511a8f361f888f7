-- The contacts that a citizen may have, as the psychiatry committee of 2013 counted them (table 5).
INSERT INTO samplan.contact_type (code, name_da, name_en, sector_text, group_code, source)
SELECT r.code, r.name_da, r.name_en, r.sector_text, r.group_code, r.source
FROM ref_contact_types r
ON CONFLICT (code) DO UPDATE
    SET name_da = excluded.name_da, name_en = excluded.name_en,
        sector_text = excluded.sector_text, group_code = excluded.group_code,
        source = excluded.source
    WHERE contact_type IS DISTINCT FROM excluded;
