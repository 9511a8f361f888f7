-- Regions and municipalities with validity. valid_to is the first day on which a row no longer holds.
-- Region Østdanmark replaces Region Hovedstaden and Region Sjælland on 1 January 2027 (lov nr. 699 of
-- 20 June 2025) with their 46 municipalities. Its official code was not published when this was
-- written: the row carries a code of our own and is marked provisional. When the code is known, the
-- new code gets its own row, replaced_by points there, and the provisional row ends the same day.
INSERT INTO samplan.region (code, name, valid_from, valid_to, provisional)
SELECT r.code, r.name, r.valid_from::date, nullif(r.valid_to, '')::date, r.provisional::boolean
FROM ref_regions r
ON CONFLICT (code) DO UPDATE
    SET name = excluded.name, valid_from = excluded.valid_from, valid_to = excluded.valid_to,
        provisional = excluded.provisional
    WHERE (region.name, region.valid_from, region.valid_to, region.provisional)
        IS DISTINCT FROM
        (excluded.name, excluded.valid_from, excluded.valid_to, excluded.provisional);

UPDATE samplan.region g SET replaced_by = nullif(r.replaced_by, '')
FROM ref_regions r
WHERE r.code = g.code AND g.replaced_by IS DISTINCT FROM nullif(r.replaced_by, '');

INSERT INTO samplan.municipality (code, name)
SELECT r.code, r.name FROM ref_municipalities r
ON CONFLICT (code) DO UPDATE SET name = excluded.name WHERE municipality.name <> excluded.name;

-- Each municipality belongs to its region until the region ends, and to the successor from that day.
INSERT INTO samplan.municipality_region (municipality_code, region_code, valid_from, valid_to)
SELECT r.code, g.code, g.valid_from, g.valid_to
FROM ref_municipalities r JOIN samplan.region g ON g.code = r.region_code
UNION ALL
SELECT r.code, s.code, s.valid_from, s.valid_to
FROM ref_municipalities r
JOIN samplan.region g ON g.code = r.region_code
JOIN samplan.region s ON s.code = g.replaced_by
ON CONFLICT (municipality_code, valid_from) DO UPDATE
    SET region_code = excluded.region_code, valid_to = excluded.valid_to
    WHERE (municipality_region.region_code, municipality_region.valid_to)
        IS DISTINCT FROM (excluded.region_code, excluded.valid_to);
