-- Completes what was typed in the form of an answer: defaults, "same as the team", a length instead of a day, and what is
-- certain when the citizen answers herself.
CREATE OR REPLACE FUNCTION app.consent_complete(plan uuid, input jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    own boolean := app.actor_citizen() IS NOT NULL;
    deny boolean := input ->> 'answer_code' = 'deny';
    given date := CASE WHEN own THEN app.today() ELSE coalesce((input ->> 'given_day')::date, app.today()) END;
    since date := coalesce((input ->> 'period_start_day')::date, greatest(given, app.today()));
    lasts interval := CASE input ->> 'lasts_code' WHEN '1-month' THEN '1 month' WHEN '3-months' THEN '3 months' WHEN '1-year' THEN '1 year' ELSE '6 months' END;
    recipients jsonb := coalesce(CASE jsonb_typeof(input -> 'recipient_keys') WHEN 'array' THEN input -> 'recipient_keys' END, '[]')
        || coalesce(CASE jsonb_typeof(input -> 'person_keys') WHEN 'array' THEN input -> 'person_keys' END, '[]');
BEGIN
    IF (input ->> 'team')::boolean THEN
        recipients := recipients || (SELECT coalesce(jsonb_agg(r.key), '[]') FROM app.consent_recipients(plan) r
                                      WHERE r.kind_code = 'unit' AND r.in_team AND NOT recipients ? r.key);
    END IF;
    RETURN (input - 'person_keys') || jsonb_build_object('recipient_keys', recipients, 'given_day', given, 'period_start_day', since,
        'section_codes', coalesce(CASE jsonb_typeof(input -> 'section_codes') WHEN 'array' THEN input -> 'section_codes' END, '[]'),
        'source_code', CASE WHEN own THEN 'own' ELSE input ->> 'source_code' END,
        'given_by', CASE WHEN own THEN 'citizen' ELSE coalesce(input ->> 'given_by', 'citizen') END,
        'given_to', CASE WHEN NOT own THEN input ->> 'given_to' END,
        'until_day', CASE WHEN deny THEN NULL
                          WHEN own AND input ->> 'lasts_code' IS NOT NULL THEN least((since + lasts)::date, (given + interval '1 year')::date)
                          ELSE coalesce((input ->> 'until_day')::date, least((since + interval '6 months')::date, (given + interval '1 year')::date)) END,
        'ask_again_day', CASE WHEN NOT deny OR (input ->> 'never_ask')::boolean THEN NULL
                              ELSE coalesce((input ->> 'ask_again_day')::date, (app.today() + interval '6 months')::date) END);
END
$$;

-- What is wrong with a completed answer. Yes to everything for everybody is no answer: the citizen must have chosen what and whom.
CREATE OR REPLACE FUNCTION app.consent_errors(plan uuid, v jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    errors jsonb := '[]';
    given date := (v ->> 'given_day')::date;
    team text[] := ARRAY(SELECT r.key FROM app.consent_recipients(plan) r WHERE r.kind_code = 'unit' AND r.in_team);
    main text[] := ARRAY(SELECT k.class_code FROM app.consent_classes() k WHERE k.always);
    recipients text[] := ARRAY(SELECT jsonb_array_elements_text(v -> 'recipient_keys'));
    classes text[] := ARRAY(SELECT jsonb_array_elements_text(v -> 'section_codes'));
    known integer := (SELECT count(*) FROM app.consent_chosen(plan, v -> 'recipient_keys'));
BEGIN
    IF cardinality(recipients) = 0 THEN
        errors := errors || app.error('recipient_keys', 'choose-whom');
    ELSIF known < (SELECT count(DISTINCT x) FROM unnest(recipients) x) THEN
        errors := errors || app.error('recipient_keys', 'not-an-option');
    ELSIF v ->> 'answer_code' = 'permit' AND app.consent_volunteer(plan, v -> 'recipient_keys') THEN
        errors := errors || app.error('recipient_keys', 'volunteer-no-only');
    ELSIF app.consent_over_own_no(plan, v) THEN
        errors := errors || app.error('recipient_keys', 'about-yourself');
    END IF;
    IF cardinality(classes) = 0 THEN
        errors := errors || app.error('section_codes', 'choose-what');
    ELSIF 'private' = ANY (classes) THEN
        errors := errors || app.error('section_codes', 'never-private');
    ELSIF EXISTS (SELECT FROM unnest(classes) c WHERE NOT EXISTS (SELECT FROM app.consent_classes() k WHERE k.class_code = c)) THEN
        errors := errors || app.error('section_codes', 'not-an-option');
    ELSIF v ->> 'answer_code' = 'permit' AND classes @> main AND (recipients @> team AND cardinality(team) > 1 OR cardinality(recipients) > 1
              OR EXISTS (SELECT FROM unnest(recipients) x WHERE x LIKE 'organisation-%')) THEN
        errors := errors || app.error('section_codes', 'blanket');
    ELSIF NOT EXISTS (SELECT FROM unnest(classes) c WHERE app.relative_class(c))
          AND EXISTS (SELECT FROM unnest(recipients) x WHERE x LIKE 'relative-%') THEN
        errors := errors || app.error('section_codes', 'not-for-relatives');
    END IF;
    IF v ->> 'answer_code' IS NULL THEN
        errors := errors || app.error('answer_code', 'required');
    END IF;
    IF v ->> 'source_code' IS NULL THEN
        errors := errors || app.error('source_code', 'required');
    END IF;
    errors := errors || app.consent_purpose_errors(plan, v) || app.consent_period_errors(v, given);
    IF v ->> 'given_by' <> 'citizen' AND NOT EXISTS (
        SELECT FROM related_person r WHERE 'related-' || r.id = v ->> 'given_by' AND r.plan_id = plan AND r.status_code = 'active'
           AND r.kind_code IN ('guardian', 'custody-holder')) THEN
        errors := errors || app.error('given_by', 'not-an-option');
    END IF;
    IF v ->> 'renews_id' IS NOT NULL AND NOT EXISTS (SELECT FROM consent c WHERE c.id = (v ->> 'renews_id')::uuid AND c.plan_id = plan) THEN
        errors := errors || app.error('renews_id', 'not-found');
    END IF;
    RETURN errors;
END
$$;

-- A purpose is named, is in force, and is one that each recipient has.
CREATE OR REPLACE FUNCTION app.consent_purpose_errors(plan uuid, v jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    p purpose;
    names jsonb;
BEGIN
    IF v ->> 'purpose_code' IS NULL THEN
        RETURN app.error('purpose_code', 'required');
    END IF;
    SELECT x.* INTO p FROM purpose x WHERE x.code = v ->> 'purpose_code' AND x.valid_from <= app.today()
       AND (x.valid_to IS NULL OR x.valid_to > app.today());
    IF NOT FOUND THEN
        RETURN app.error('purpose_code', 'not-an-option');
    END IF;
    SELECT jsonb_agg(c.name ORDER BY c.name) INTO names FROM app.consent_chosen(plan, v -> 'recipient_keys') c
     WHERE p.sectors IS NOT NULL AND c.kind_code IN ('unit', 'person') AND NOT c.sector_code = ANY (p.sectors)
        OR p.sectors IS NOT NULL AND c.kind_code = 'relative' OR p.code = 'relatives' AND c.kind_code <> 'relative';
    RETURN CASE WHEN names IS NULL THEN '[]' ELSE app.error('purpose_code', 'not-their-purpose', jsonb_build_object('names', names)) END;
END
$$;

-- Days: given in the past, begun after that, and a yes at most a year from the giving.
CREATE OR REPLACE FUNCTION app.consent_period_errors(v jsonb, given date) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = samplan, app, pg_temp AS $$
DECLARE
    errors jsonb := '[]';
    since date := (v ->> 'period_start_day')::date;
    until date := (v ->> 'until_day')::date;
BEGIN
    IF given > app.today() THEN
        errors := errors || app.error('given_day', 'in-future');
    ELSIF given < app.today() - interval '1 year' THEN
        errors := errors || app.error('given_day', 'over-a-year-ago');
    END IF;
    IF since < given THEN
        errors := errors || app.error('period_start_day', 'before-given');
    ELSIF since > given + interval '1 year' THEN
        errors := errors || app.error('period_start_day', 'over-a-year');
    END IF;
    IF until IS NOT NULL AND until > (given + interval '1 year')::date THEN
        errors := errors || app.error('until_day', 'over-a-year', jsonb_build_object('latest_day', (given + interval '1 year')::date));
    ELSIF until < since THEN
        errors := errors || app.error('until_day', 'before-start');
    ELSIF until < app.today() THEN
        errors := errors || app.error('until_day', 'in-past');
    END IF;
    IF (v ->> 'ask_again_day')::date <= app.today() THEN
        errors := errors || app.error('ask_again_day', 'not-in-future');
    END IF;
    RETURN errors;
END
$$;
