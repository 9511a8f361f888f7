-- Mask of one section class. The bits are those of samplan.section_class (a test compares them);
-- an unknown class has no bit, so nobody is given it.
CREATE OR REPLACE FUNCTION app.class_bit(class_code text) RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE class_code
        WHEN 'core' THEN 1 WHEN 'psychiatric-treatment' THEN 2 WHEN 'substance-use' THEN 4
        WHEN 'social' THEN 8 WHEN 'employment' THEN 16 WHEN 'education' THEN 32
        WHEN 'general-practice' THEN 64 WHEN 'assessment' THEN 128 WHEN 'crisis-plan' THEN 256
        WHEN 'citizen-statement' THEN 512 WHEN 'relatives-contact' THEN 1024 WHEN 'minutes' THEN 2048
        WHEN 'private' THEN 4096 ELSE 0 END
$$;
