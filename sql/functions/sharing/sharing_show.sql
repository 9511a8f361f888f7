-- What the page "Sådan deler Samplan" says that the dated tables decide; needs no actor, since it says nothing of anybody.
-- input: {"language": 'da' or 'en'} · returns {"laws_list": app.basis_shown with "sector_codes" of those in force today and to
-- come,"emergency_list": [{"sector_code","class_codes"}],"reasons_list": [{"name","paragraph","overrides"}],"ages_list":
-- [{"age_rule_code","years"}],"closed_n": days that the core of a closed plan can be read}.
CREATE OR REPLACE FUNCTION api.sharing_show(input jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    en constant boolean := input ->> 'language' = 'en';
BEGIN
    RETURN jsonb_build_object(
        'laws_list', (SELECT coalesce(jsonb_agg(app.basis_words(b, en) || jsonb_build_object('sector_codes', b.invoker_sectors)
                                                ORDER BY b.paragraph, b.valid_from), '[]')
                        FROM legal_basis b WHERE b.valid_to IS NULL OR b.valid_to > app.today()),
        'emergency_list', (SELECT coalesce(jsonb_agg(jsonb_build_object('sector_code', r.sector_code, 'class_codes', r.class_codes) ORDER BY r.sector_code), '[]')
                             FROM break_glass_rule r WHERE r.valid_from <= app.today() AND (r.valid_to IS NULL OR r.valid_to > app.today())),
        'reasons_list', (SELECT coalesce(jsonb_agg(jsonb_build_object('name', CASE WHEN en THEN c.name_en ELSE c.name_da END,
                                   'paragraph', c.paragraph, 'overrides', c.overrides_objection) ORDER BY c.code), '[]')
                           FROM break_glass_category c WHERE c.valid_from <= app.today() AND (c.valid_to IS NULL OR c.valid_to > app.today())),
        'ages_list', (SELECT coalesce(jsonb_agg(jsonb_build_object('age_rule_code', a.code, 'years', a.years) ORDER BY a.years), '[]')
                        FROM age_rule a WHERE a.valid_from <= app.today() AND (a.valid_to IS NULL OR a.valid_to > app.today())),
        'closed_n', app.setting_number('closed_read_days', 180));
END
$$;
