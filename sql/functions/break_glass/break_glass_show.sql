-- GET /break-glass/{break_glass_id}: an emergency opening of the reader's own. What it led to and how it was judged; nothing of
-- the plan, and the citizen's name only while it runs.
-- input: {"break_glass_id"} · returns app.break_glass_document with "entries_list","tell_day" (the citizen is told then) and "may_answer".
CREATE OR REPLACE FUNCTION api.break_glass_show(input jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    b break_glass;
BEGIN
    PERFORM app.actor_require();
    SELECT x.* INTO b FROM break_glass x WHERE x.id = (input ->> 'break_glass_id')::uuid AND x.user_id = app.actor_user();
    IF NOT FOUND THEN
        RETURN app.refuse('break-glass.show', 'break-glass', (input ->> 'break_glass_id')::uuid);
    END IF;
    PERFORM app.audit('break-glass.show', b.plan_id, b.citizen_id, 0, ARRAY[b.id], 'permit', 'break-glass', b.id, 'control');
    RETURN app.break_glass_document(b) || jsonb_build_object(
        'entries_list', app.review_entries(b.id), 'tell_day', CASE WHEN b.told_at IS NULL THEN b.tell_day END,
        'may_answer', b.reviewed_at IS NULL AND coalesce(b.verdict_code = 'more-information', false));
END
$$;

-- An opening as everybody concerned may read it: {"id","started_at","ended_at": NULL while it runs,"ends_at","closed","running","category",
-- "reason","class_codes","barred_codes": chosen but closed by the citizen's objection,"minutes_n","review_due_day","escalated_at",
-- "verdict_code": 'open' before it is judged,"verdict_text","reviewed_at","version","citizen": initials and age}.
CREATE OR REPLACE FUNCTION app.break_glass_document(b samplan.break_glass) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    ended constant timestamptz := least(b.ends_at, coalesce(b.closed_at, 'infinity'));
BEGIN
    RETURN jsonb_build_object('id', b.id, 'plan_id', b.plan_id, 'started_at', b.started_at, 'ends_at', b.ends_at,
        'ended_at', CASE WHEN ended <= now() THEN ended END, 'closed', b.closed_at IS NOT NULL, 'running', ended > now(),
        'category', app.break_glass_category(b.category_code), 'reason', b.reason, 'class_codes', to_jsonb(b.class_codes),
        'barred_codes', to_jsonb(app.break_glass_barred(b)),
        'minutes_n', greatest(ceil(extract(epoch FROM least(ended, now()) - b.started_at) / 60)::integer, 1),
        'review_due_day', b.review_due_day, 'escalated_at', b.escalated_at, 'verdict_code', coalesce(b.verdict_code, 'open'),
        'verdict_text', b.verdict_text, 'reviewed_at', b.reviewed_at, 'version', b.version,
        'citizen', app.audit_citizen_label(b.citizen_id));
END
$$;
ALTER FUNCTION app.break_glass_document(samplan.break_glass) OWNER TO samplan_derive;

-- A category's name in the actor's language.
CREATE OR REPLACE FUNCTION app.break_glass_category(code text) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN (SELECT CASE WHEN u.language = 'en' THEN c.name_en ELSE c.name_da END
              FROM break_glass_category c LEFT JOIN user_account u ON u.id = app.actor_user()
             WHERE c.code = break_glass_category.code);
END
$$;
ALTER FUNCTION app.break_glass_category(text) OWNER TO samplan_derive;

-- The chosen classes that an objection of the citizen keeps closed, as it stands now.
CREATE OR REPLACE FUNCTION app.break_glass_barred(b samplan.break_glass) RETURNS text[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    IF b.overrides_objection THEN
        RETURN '{}';
    END IF;
    RETURN (SELECT coalesce(array_agg(DISTINCT s.code ORDER BY s.code), '{}')
              FROM app.access_objections(b.plan_id) o
              JOIN unit n ON n.id = b.unit_id
              JOIN section_class s ON s.code = ANY (b.class_codes) AND o.class_bit & (1 << s.bit) <> 0
             WHERE o.since <= now() AND o.until > now()
               AND o.principal = ANY (app.practitioner_principals(b.user_id, n.path) || n.path || n.organisation_id));
END
$$;
ALTER FUNCTION app.break_glass_barred(samplan.break_glass) OWNER TO samplan_derive;

-- What was asked, answered and found about an opening, oldest first: [{"id","kind_code","verdict_code","text","name","created_at"}].
CREATE OR REPLACE FUNCTION app.review_entries(opening uuid) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN (SELECT coalesce(jsonb_agg(jsonb_build_object('id', e.id, 'entry_code', e.kind_code, 'verdict_code', e.verdict_code,
                       'text', e.text, 'name', u.name, 'created_at', e.created_at) ORDER BY e.created_at, e.id), '[]')
              FROM review_entry e LEFT JOIN user_account u ON u.id = e.created_by
             WHERE e.break_glass_id = opening);
END
$$;
ALTER FUNCTION app.review_entries(uuid) OWNER TO samplan_derive;

-- What the plan's page says of the opening that the actor has running: app.break_glass_document with the citizen's name, age and
-- masked number.
CREATE OR REPLACE FUNCTION app.break_glass_plan_document() RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
BEGIN
    RETURN (SELECT app.break_glass_document(b) || jsonb_build_object('name', c.name, 'cpr_masked', c.cpr_masked,
                       'age_n', extract(year FROM age(app.today(), c.birth_day))::integer)
              FROM app.actor_glass() g JOIN break_glass b ON b.id = g.id JOIN citizen c ON c.id = b.citizen_id
             WHERE b.user_id = app.actor_user());
END
$$;
ALTER FUNCTION app.break_glass_plan_document() OWNER TO samplan_derive;
