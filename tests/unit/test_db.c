/* SQLSTATEs, and connections that cannot be made. The pipeline itself is tested with a database. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "services/base/db.h"

#include <string.h>

static void db_sqlstate_err__table__as_expected(void **state)
{
    static const struct {
        const char *sqlstate;
        enum err expected;
    } cases[] = {
        {"SP400", ERR_BAD_REQUEST},   {"SP401", ERR_UNAUTHENTICATED},
        {"SP403", ERR_FORBIDDEN},     {"SP40C", ERR_CHOOSE_UNIT},
        {"SP404", ERR_NOT_FOUND},     {"SP409", ERR_CONFLICT},
        {"SP412", ERR_STALE},         {"SP422", ERR_INVALID},
        {"SP428", ERR_PRECONDITION},  {"SP429", ERR_THROTTLED},
        {"SP503", ERR_OVERLOADED},    {"SP999", ERR_INTERNAL},
        {"40001", ERR_RETRY},         {"40P01", ERR_RETRY},
        {"08006", ERR_DATABASE_DOWN}, {"57P01", ERR_DATABASE_DOWN},
        {"53300", ERR_DATABASE_DOWN}, {"23505", ERR_INTERNAL},
        {"42501", ERR_INTERNAL},      {"", ERR_INTERNAL},
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++)
        assert_int_equal(db_sqlstate_err(cases[i].sqlstate), cases[i].expected);
}

static void db_open__nobody_there__down_with_a_reason(void **state)
{
    struct db *db = NULL;
    char problem[200] = "";
    (void)state;
    assert_int_equal(
        db_open("host=/nonexistent", "test", NULL, 0, 500, &db, problem, sizeof(problem)),
        ERR_DATABASE_DOWN);
    assert_null(db);
    assert_true(strlen(problem) > 10 && strchr(problem, '\n') == NULL);
    assert_int_equal(db_open("nonsense", "test", NULL, 0, 500, &db, NULL, 0), ERR_DATABASE_DOWN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(db_sqlstate_err__table__as_expected),
        cmocka_unit_test(db_open__nobody_there__down_with_a_reason),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
