-- Rebuilds access, documents and worklists when the functions that make them have changed since they were
-- last built as a whole. Called by migrate after each load. Returns the number of plans built again; 0
-- when nothing had changed.
CREATE OR REPLACE FUNCTION app.derived_ensure() RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = samplan, app, pg_temp AS $$
DECLARE
    fingerprint text := (SELECT md5(string_agg(p.proname || p.prosrc, '' ORDER BY p.oid::regprocedure::text))
                           FROM pg_proc p
                          WHERE p.pronamespace = 'app'::regnamespace
                            AND (p.proname ~ '^(document|change|right)_'
                                 OR p.proname IN ('access_expected', 'access_granted', 'access_own_part', 'access_consented', 'access_relative',
                                                  'access_objections', 'access_closed_until', 'relative_class', 'relative_document',
                                                  'practitioner', 'class_bit', 'class_mask', 'age_day', 'day_start',
                                                  'worklist_expected', 'initials')));
    n bigint;
BEGIN
    IF fingerprint = (SELECT s.value FROM setting s WHERE s.key = 'derived_fingerprint') THEN
        RETURN 0;
    END IF;
    PERFORM app.access_rebuild_all();
    n := app.document_rebuild_all();
    PERFORM app.worklist_rebuild_all();
    INSERT INTO setting (key, value) VALUES ('derived_fingerprint', fingerprint)
    ON CONFLICT (key) DO UPDATE SET value = excluded.value;
    RETURN n;
END
$$;
ALTER FUNCTION app.derived_ensure() OWNER TO samplan_derive;
