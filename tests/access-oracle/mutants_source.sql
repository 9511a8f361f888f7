-- What there is to be damaged, as JSON lines for mutants.mjs: the policies of the functions' own role, and the functions
-- that decide. A policy that is `true` for everybody has nothing to flip.
SELECT json_build_object('kind', 'policy', 'table', p.tablename, 'name', quote_ident(p.policyname), 'cmd', p.cmd, 'using', p.qual, 'check', p.with_check)
  FROM pg_policies p WHERE p.schemaname = 'samplan' AND 'samplan_api' = ANY (p.roles) ORDER BY p.tablename, p.policyname;
SELECT json_build_object('kind', 'function', 'name', p.oid::regproc, 'text', pg_get_functiondef(p.oid), 'body', p.prosrc)
  FROM pg_proc p
 WHERE p.pronamespace IN ('app'::regnamespace, 'api'::regnamespace)
   AND p.proname IN ('access_granted', 'access_own_part', 'access_consented', 'access_relative', 'access_expected', 'access_objections',
                     'access_closed_until', 'relative_class', 'class_mask', 'age_day', 'relation', 'decision', 'read_classes',
                     'practitioner', 'practitioner_principals', 'auth_enter', 'actor_require')
 ORDER BY p.proname;
