-- Purposes, statutes, ages and emergencies: what the access rule looks up by date. Lists in a cell are split by "|".
-- A statute is never edited here once it is in use: a new wording is a new row with its own valid_from.
INSERT INTO samplan.purpose (code, name_da, name_en, sectors, source, valid_from, valid_to)
SELECT r.code, r.name_da, r.name_en, string_to_array(nullif(r.sectors, ''), '|'), r.source, r.valid_from::date,
       nullif(r.valid_to, '')::date
FROM ref_purposes r
ON CONFLICT (code) DO UPDATE
    SET name_da = excluded.name_da, name_en = excluded.name_en, sectors = excluded.sectors, source = excluded.source,
        valid_from = excluded.valid_from, valid_to = excluded.valid_to
    WHERE purpose IS DISTINCT FROM excluded;

INSERT INTO samplan.legal_basis (rule_code, valid_from, valid_to, paragraph, name_da, name_en, plain_da, plain_en, source,
    invoker_sectors, class_codes, part_type_codes, purpose_code, obligations_da, obligations_en, withdrawable, max_days)
SELECT r.rule_code, r.valid_from::date, nullif(r.valid_to, '')::date, r.paragraph, r.name_da, r.name_en, r.plain_da,
       r.plain_en, r.source, string_to_array(r.invoker_sectors, '|'), string_to_array(r.class_codes, '|'),
       string_to_array(nullif(r.part_type_codes, ''), '|'), r.purpose_code, r.obligations_da, r.obligations_en,
       r.withdrawable::boolean, nullif(r.max_days, '')::integer
FROM ref_legal_bases r
ON CONFLICT (rule_code, valid_from) DO UPDATE
    -- a row that the operator has ended stays ended
    SET valid_to = coalesce(legal_basis.valid_to, excluded.valid_to), name_da = excluded.name_da, name_en = excluded.name_en,
        plain_da = excluded.plain_da, plain_en = excluded.plain_en, source = excluded.source,
        invoker_sectors = excluded.invoker_sectors, class_codes = excluded.class_codes,
        part_type_codes = excluded.part_type_codes, obligations_da = excluded.obligations_da,
        obligations_en = excluded.obligations_en
    WHERE legal_basis IS DISTINCT FROM excluded;

INSERT INTO samplan.age_rule (code, valid_from, valid_to, years, source)
SELECT r.code, r.valid_from::date, nullif(r.valid_to, '')::date, r.years::smallint, r.source
FROM ref_age_rules r
ON CONFLICT (code, valid_from) DO UPDATE
    SET valid_to = excluded.valid_to, years = excluded.years, source = excluded.source
    WHERE age_rule IS DISTINCT FROM excluded;

INSERT INTO samplan.break_glass_category (code, name_da, name_en, paragraph, overrides_objection, source, valid_from, valid_to)
SELECT r.code, r.name_da, r.name_en, r.paragraph, r.overrides_objection::boolean, r.source, r.valid_from::date,
       nullif(r.valid_to, '')::date
FROM ref_break_glass_categories r
ON CONFLICT (code) DO UPDATE
    SET name_da = excluded.name_da, name_en = excluded.name_en, paragraph = excluded.paragraph,
        overrides_objection = excluded.overrides_objection, source = excluded.source, valid_from = excluded.valid_from,
        valid_to = excluded.valid_to
    WHERE break_glass_category IS DISTINCT FROM excluded;

INSERT INTO samplan.break_glass_rule (sector_code, class_codes, source, valid_from, valid_to)
SELECT r.sector_code, string_to_array(r.class_codes, '|'), r.source, r.valid_from::date, nullif(r.valid_to, '')::date
FROM ref_break_glass_rules r
ON CONFLICT (sector_code) DO UPDATE
    SET class_codes = excluded.class_codes, source = excluded.source, valid_from = excluded.valid_from,
        valid_to = excluded.valid_to
    WHERE break_glass_rule IS DISTINCT FROM excluded;
