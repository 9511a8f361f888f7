-- The municipal offers printed in the mapping of 2009 (data of 2008; 115 by theme and 22 in its
-- annex 2). Historical: shown as a catalogue, not as offers that exist today.
INSERT INTO samplan.offer (municipality_code, theme, title, target_group, source_section)
SELECT r.municipality_code, r.theme, r.title, nullif(r.target_group, ''), r.source_section
FROM ref_offers r
ON CONFLICT (municipality_code, title, target_group) DO UPDATE
    SET theme = excluded.theme, source_section = excluded.source_section
    WHERE (offer.theme, offer.source_section)
        IS DISTINCT FROM (excluded.theme, excluded.source_section);
