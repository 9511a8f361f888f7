-- Reference data: no personal data; read by all functions, written by the loader (samplan_derive).
SET ROLE samplan_owner;
DO $reference$
DECLARE
    t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['section_class', 'sector', 'region', 'municipality', 'municipality_region',
                             'plan_type', 'contact_type', 'offer', 'setting',
                             'sign_in_policy'] LOOP
        EXECUTE format('ALTER TABLE samplan.%1$I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('ALTER TABLE samplan.%1$I FORCE ROW LEVEL SECURITY', t);
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON samplan.%1$I TO samplan_derive', t);
        EXECUTE format('GRANT SELECT ON samplan.%1$I TO samplan_api, samplan_auth, samplan_audit', t);
        EXECUTE format('DROP POLICY IF EXISTS derive ON samplan.%1$I', t);
        EXECUTE format('CREATE POLICY derive ON samplan.%1$I TO samplan_derive USING (true) WITH CHECK (true)', t);
        EXECUTE format('DROP POLICY IF EXISTS read ON samplan.%1$I', t);
        EXECUTE format('CREATE POLICY read ON samplan.%1$I FOR SELECT TO samplan_api, samplan_auth, samplan_audit USING (true)', t);
    END LOOP;
END
$reference$;
RESET ROLE;
