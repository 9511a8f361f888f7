-- GET /admin/legal-bases: every row of the dated table and what waits for a second administrator. Returns {"bases_list": [app.basis_shown +
-- {"state_code": 'current', 'coming' or 'ended',"used_n","sector_codes","may_end"}],"changes_list": [{"id","kind_code","rule_code","paragraph",
-- "valid_from_day","last_day","reason","requested_by","requested_at","may_confirm"}],"may_change": she administers the installation,"today_day"}.
CREATE OR REPLACE FUNCTION api.basis_list(input jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    may constant boolean := app.admin_may(NULL);
BEGIN
    PERFORM app.admin_require();
    RETURN jsonb_build_object('may_change', may, 'tab_code', 'legal-bases', 'values', jsonb_build_object('last_day', app.today()),
        'bases_list', (SELECT coalesce(jsonb_agg(app.basis_shown(b) || jsonb_build_object('sector_codes', b.invoker_sectors,
                               'state_code', CASE WHEN b.valid_from > app.today() THEN 'coming' WHEN b.valid_to <= app.today() THEN 'ended' ELSE 'current' END,
                               'used_n', app.basis_used(b.rule_code, b.valid_from), 'purpose_code', b.purpose_code, 'max_days', b.max_days,
                               'may_end', may AND (b.valid_to IS NULL OR b.valid_to > app.today()))
                               ORDER BY b.paragraph, b.valid_from DESC), '[]') FROM legal_basis b),
        'changes_list', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'change_code', c.kind_code, 'rule_code', c.rule_code,
                               'paragraph', coalesce(c.body ->> 'paragraph', (SELECT b.paragraph FROM legal_basis b
                                                      WHERE b.rule_code = c.rule_code AND b.valid_from = c.valid_from)),
                               'plain', app.actor_words(c.body ->> 'plain_da', c.body ->> 'plain_en'), 'source', c.body ->> 'source', 'valid_from_day', c.valid_from, 'last_day', c.body ->> 'last_day', 'reason', c.reason,
                               'requested_by', u.name, 'requested_at', c.requested_at,
                               'may_confirm', may AND c.requested_by <> app.actor_user()) ORDER BY c.requested_at), '[]')
                           FROM legal_basis_change c JOIN user_account u ON u.id = c.requested_by WHERE c.status_code = 'pending'));
END
$$;

-- GET /admin/legal-bases/new: the form for a row; those who administer the installation. 403 'operator-only'.
CREATE OR REPLACE FUNCTION api.basis_new(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    PERFORM app.admin_require();
    IF NOT app.admin_may(NULL) THEN
        RETURN app.refuse_action('basis.new', NULL, app.actor_organisation(), 'operator-only');
    END IF;
    RETURN jsonb_build_object('values', jsonb_build_object('valid_from_day', app.today(), 'withdrawable', false, 'purpose', 'coordination'),
        'options', jsonb_build_object(
            'sector_codes', (SELECT jsonb_agg(jsonb_build_object('value', s.code, 'label', app.actor_words(s.name_da, s.name_en)) ORDER BY s.name_da) FROM sector s WHERE s.code <> 'citizen'),
            'class_codes', (SELECT jsonb_agg(jsonb_build_object('value', c.code, 'label', app.actor_words(c.name_da, c.name_en)) ORDER BY c.bit) FROM section_class c WHERE c.code <> 'private'),
            'part_type_codes', (SELECT jsonb_agg(jsonb_build_object('value', t.code, 'label', app.actor_words(t.name_da, t.name_en)) ORDER BY t.name_da) FROM plan_type t WHERE NOT t.citizen_owned AND NOT t.is_joint),
            'purpose', (SELECT jsonb_agg(jsonb_build_object('value', p.code, 'label', app.actor_words(p.name_da, p.name_en)) ORDER BY p.code) FROM purpose p)));
END
$$;
