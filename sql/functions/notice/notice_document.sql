-- A notice as its reader gets it. What it tells beside its code is looked up now, by what she may read now: {"id","notice_code",
-- "created_at","seen_at","href","opening": of an emergency, or NULL}. A citizen is told who opened her plan by unit, and by name where the
-- organisation shows names; why; what; and what was found.
CREATE OR REPLACE FUNCTION app.notice_document(n samplan.notice) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    b break_glass;
    document jsonb := jsonb_build_object('id', n.id, 'notice_code', n.kind_code, 'created_at', n.created_at, 'seen_at', n.seen_at,
                                         'href', app.notice_href(n), 'opening', NULL);
BEGIN
    IF n.kind_code LIKE 'break-glass-%' THEN
        SELECT x.* INTO b FROM break_glass x
         WHERE x.id = coalesce((n.params ->> 'break_glass_id')::uuid, n.item_id)
           AND (x.citizen_id = app.actor_citizen() OR app.actor_citizen() IS NULL AND app.actor_role() <> 'relative');
        document := document || jsonb_build_object('opening', app.notice_opening(b));
    END IF;
    RETURN document;
END
$$;
ALTER FUNCTION app.notice_document(samplan.notice) OWNER TO samplan_derive;

CREATE OR REPLACE FUNCTION app.notice_opening(b samplan.break_glass) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    own constant boolean := b.citizen_id IS NOT DISTINCT FROM app.actor_citizen();
BEGIN
    RETURN (SELECT jsonb_build_object('started_at', b.started_at, 'title', coalesce(ra.title, u.profession), 'unit', un.name, 'organisation', o.name,
                       'name', CASE WHEN NOT own OR o.show_staff_names THEN u.name END, 'category', app.break_glass_category(b.category_code),
                       'reason', CASE WHEN own THEN b.reason END, 'class_codes', to_jsonb(b.class_codes),
                       'review_due_day', b.review_due_day, 'verdict_code', CASE WHEN b.reviewed_at IS NOT NULL THEN b.verdict_code END,
                       'verdict_text', CASE WHEN own AND b.reviewed_at IS NOT NULL THEN b.verdict_text END)
              FROM user_account u
              JOIN unit un ON un.id = b.unit_id JOIN organisation o ON o.id = un.organisation_id
              LEFT JOIN LATERAL (SELECT r.title FROM role_assignment r WHERE r.user_id = u.id AND r.unit_id = b.unit_id
                                  ORDER BY r.valid_from DESC LIMIT 1) ra ON true
             WHERE u.id = b.user_id);
END
$$;
ALTER FUNCTION app.notice_opening(samplan.break_glass) OWNER TO samplan_derive;

-- Where a notice leads its reader; NULL: nowhere.
CREATE OR REPLACE FUNCTION app.notice_href(n samplan.notice) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    role constant text := app.actor_role();
BEGIN
    RETURN CASE
        WHEN n.kind_code IN ('break-glass-review', 'break-glass-many', 'break-glass-escalated', 'break-glass-answered')
            AND role IN ('manager', 'auditor') THEN '/reviews/' || coalesce(n.params ->> 'break_glass_id', n.item_id::text)
        WHEN n.kind_code IN ('break-glass-asked', 'break-glass-verdict') AND role = 'caseworker'
            THEN '/break-glass/' || coalesce(n.params ->> 'break_glass_id', n.item_id::text)
        WHEN n.kind_code LIKE 'break-glass-%' AND role = 'citizen' THEN '/audit?basis_code=break-glass'
        WHEN n.kind_code = 'consent-self-recorded' AND role = 'caseworker' THEN '/consents/' || n.item_id
        WHEN (n.kind_code LIKE 'consent-%' OR n.kind_code LIKE 'statute-%') AND role = 'citizen' THEN '/my-consents'
        WHEN n.kind_code LIKE 'consent-%' AND role = 'caseworker' AND n.plan_id IS NOT NULL THEN '/plans/' || n.plan_id || '/consents'
        WHEN n.kind_code IN ('meeting-invited', 'meeting-moved') AND role IN ('caseworker', 'relative', 'volunteer') THEN '/invitations/' || n.item_id
        WHEN n.kind_code = 'remark-new' AND role = 'caseworker' THEN '/remarks/' || n.item_id
        WHEN n.kind_code = 'remark-answered' AND role = 'citizen' THEN '/remarks/' || (n.params ->> 'remark_id')
        WHEN n.kind_code = 'question-asked' AND role IN ('manager', 'auditor') OR n.kind_code = 'question-answered' AND role = 'citizen'
            THEN '/questions/' || n.item_id
        WHEN n.kind_code = 'coordinator-refused' AND role = 'caseworker' THEN '/plans/' || n.plan_id || '/handover'
        WHEN n.kind_code = 'related-withdrawn' AND role = 'caseworker' THEN '/plans/' || n.plan_id || '/related'
        WHEN role = 'relative' THEN '/relative'
        WHEN role = 'citizen' AND n.plan_id IS NOT NULL THEN '/my-plan'
        WHEN role = 'caseworker' AND n.plan_id IS NOT NULL THEN '/plans/' || n.plan_id END;
END
$$;
ALTER FUNCTION app.notice_href(samplan.notice) OWNER TO samplan_derive;
