-- Section classes and sectors: the codes that access and ownership are decided by.
-- The bits are those of app.class_bit() and never change; names may.
INSERT INTO samplan.section_class (code, bit, name_da, name_en)
SELECT r.code, r.bit::smallint, r.name_da, r.name_en FROM ref_section_classes r
ON CONFLICT (code) DO UPDATE
    SET name_da = excluded.name_da, name_en = excluded.name_en
    WHERE (section_class.name_da, section_class.name_en)
        IS DISTINCT FROM (excluded.name_da, excluded.name_en);

INSERT INTO samplan.sector (code, name_da, name_en)
SELECT r.code, r.name_da, r.name_en FROM ref_sectors r
ON CONFLICT (code) DO UPDATE
    SET name_da = excluded.name_da, name_en = excluded.name_en
    WHERE (sector.name_da, sector.name_en) IS DISTINCT FROM (excluded.name_da, excluded.name_en);
