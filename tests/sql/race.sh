# Two transactions of which neither sees what the other changes: what is derived must hold both. Sourced by tests/sql/run,
# after the tests that roll everything back: this one commits, to plans of the demo.

race_psql() {
    "$TEST_PGBIN/psql" -X -q -At -v ON_ERROR_STOP=1 "$@"
}

# race FIRST SECOND: FIRST in a transaction that is kept open while SECOND begins and must wait for it.
race() {
    local first
    race_psql -c "BEGIN; $1; SET CONSTRAINTS ALL IMMEDIATE; SELECT pg_sleep(1.5); COMMIT" >/dev/null &
    first=$!
    sleep 0.5
    race_psql -c "BEGIN; $2; COMMIT" >/dev/null
    wait "$first"
}

race_all() {
    local plan yes goals rights='plan_id, principal, part_id, citizen_id, read_mask, write_mask, basis_code, basis_id, since, until, barred, user_id, unit_id'
    plan=$(race_psql -c "SELECT v.plan_id FROM samplan.consent_provision v JOIN samplan.joint_plan p ON p.id = v.plan_id
        WHERE p.status_code = 'active' AND v.type_code = 'permit' AND v.unit_id IS NOT NULL AND v.withdrawn_at IS NULL AND v.since_at < now() AND v.until_at > now()
          AND (SELECT count(*) FROM samplan.goal g JOIN samplan.document d ON d.plan_id = g.plan_id AND d.part_id = g.plan_id
                WHERE g.plan_id = v.plan_id AND d.body LIKE '%' || g.title || '%') > 1 ORDER BY 1 LIMIT 1")
    yes=$(race_psql -c "SELECT v.id FROM samplan.consent_provision v WHERE v.plan_id = '$plan' AND v.type_code = 'permit' AND v.unit_id IS NOT NULL
        AND v.withdrawn_at IS NULL AND v.since_at < now() AND v.until_at > now() ORDER BY 1 LIMIT 1")
    check "a plan with a yes and two goals is there" test -n "$yes"
    race "UPDATE samplan.consent_provision SET withdrawn_at = now(), withdrawn_by = (SELECT c.recorded_by FROM samplan.consent c WHERE c.id = consent_id), withdrawn_source_code = 'own' WHERE id = '$yes'" \
        "INSERT INTO samplan.consent_provision (consent_id, plan_id, type_code, recipient_kind_code, unit_id, class_code, since_at)
         SELECT v.consent_id, v.plan_id, 'deny', 'unit', c.unit_id, 'core', now() FROM samplan.consent_provision v
           JOIN samplan.coordination c ON c.plan_id = v.plan_id AND c.ended_at IS NULL WHERE v.id = '$yes'"
    check_is "a yes taken back while a no is said: both hold" "0|0" "$(race_psql -c "SELECT (SELECT count(*) FROM samplan.access a
        WHERE a.plan_id = '$plan' AND a.basis_id = (SELECT v.consent_id FROM samplan.consent_provision v WHERE v.id = '$yes') AND a.until > now()
          AND NOT EXISTS (SELECT FROM app.access_expected('$plan') e WHERE e.principal = a.principal AND e.basis_id = a.basis_id)),
        (SELECT count(*) FROM ((SELECT $rights FROM samplan.access WHERE plan_id = '$plan' EXCEPT SELECT $rights FROM app.access_expected('$plan'))
                   UNION ALL (SELECT $rights FROM app.access_expected('$plan') EXCEPT SELECT $rights FROM samplan.access WHERE plan_id = '$plan')) x)")"
    goals=$(race_psql -c "SELECT string_agg(x.id, ' ') FROM (SELECT g.id::text FROM samplan.goal g
        JOIN samplan.document d ON d.plan_id = g.plan_id AND d.part_id = g.plan_id WHERE g.plan_id = '$plan' AND d.body LIKE '%' || g.title || '%'
        ORDER BY 1 LIMIT 2) x")
    race "UPDATE samplan.goal SET title = 'Race den ene' WHERE id = '${goals% *}'" \
        "UPDATE samplan.goal SET title = 'Race den anden' WHERE id = '${goals#* }'"
    check_is "two goals changed at once are both shown" "t|t|t" "$(race_psql -c "SELECT body LIKE '%Race den ene%', body LIKE '%Race den anden%',
        body = app.document_core('$plan')::text FROM samplan.document WHERE plan_id = '$plan' AND part_id = '$plan'")"
    check_is "a transaction that would not see the other's changes is no request" unauthenticated "$(race_psql -c "BEGIN ISOLATION LEVEL REPEATABLE READ;
        SELECT api.auth_enter('\\x00', 1, NULL, 'json', 'test')" 2>&1 | sed -n 's/^ERROR:  //p')"
}
