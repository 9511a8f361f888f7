-- The section classes that a yes or a no can be about, in the order in which they are shown. What a citizen keeps to
-- herself is never among them. always: shown also where nobody has answered yet.
CREATE OR REPLACE FUNCTION app.consent_classes()
RETURNS TABLE (class_code text, place integer, always boolean)
LANGUAGE sql IMMUTABLE AS $$
    SELECT x.class_code, x.place::integer, x.always
      FROM (VALUES ('core', 1, true), ('psychiatric-treatment', 2, true), ('substance-use', 3, true), ('social', 4, true),
                   ('assessment', 5, true), ('employment', 6, true), ('education', 7, false), ('general-practice', 8, true),
                   ('crisis-plan', 9, true), ('citizen-statement', 10, false), ('relatives-contact', 11, false),
                   ('minutes', 12, false)) x (class_code, place, always)
$$;

-- The order in which sectors stand beside each other.
CREATE OR REPLACE FUNCTION app.sector_place(sector_code text) RETURNS integer
LANGUAGE sql IMMUTABLE AS $$
    SELECT coalesce(array_position(ARRAY['psychiatry', 'somatic', 'substance-use', 'social', 'housing', 'employment', 'education',
                                         'children-family', 'general-practice', 'health', 'private-provider', 'voluntary'], sector_code), 99)
$$;

-- True for a provision that has not ended, by its period or otherwise.
CREATE OR REPLACE FUNCTION app.provision_live(v samplan.consent_provision) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT least(v.until_at, coalesce(v.withdrawn_at, 'infinity')) > now()
$$;

-- The last day of a right that ends at an instant; NULL for one without end.
CREATE OR REPLACE FUNCTION app.last_day(until timestamptz) RETURNS date
LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN until < 'infinity' THEN ((until - interval '1 second') AT TIME ZONE 'Europe/Copenhagen')::date END
$$;

-- How one that has ended came to: 'plan-ended' with the plan, 'replaced', 'withdrawn', 'lapsed'.
CREATE OR REPLACE FUNCTION app.provision_ended(v samplan.consent_provision) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN v.plan_ended_at IS NOT NULL THEN 'plan-ended' WHEN v.replaced_by_id IS NOT NULL THEN 'replaced'
                WHEN v.withdrawn_at IS NOT NULL THEN 'withdrawn' ELSE 'lapsed' END
$$;
