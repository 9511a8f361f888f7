/* The statements that connections prepare. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "services/http/statement.h"

#include <string.h>

static const char *const calls[] = {"login_begin", "login_finish", NULL};
static const struct route ROWS[] = {
    {.method = HTTP_GET, .path = "/a", .sql = "plan_show", .tx = TX_READ},
    {.method = HTTP_POST, .path = "/b", .sql = "plan_update", .tx = TX_WRITE},
    {.method = HTTP_GET, .path = "/c", .sql = "plan_show", .tx = TX_READ},
    {.method = HTTP_POST, .path = "/d", .tx = TX_MULTI, .calls = calls},
};
static const struct route_table TABLE = {ROWS, ARRAY_LEN(ROWS)};

static void statements_find__read_and_write__apart(void **state)
{
    static const char *const extra[] = {"events_open", NULL};
    struct statements *st = statements_new(&TABLE, extra);
    (void)state;
    assert_string_equal(statements_find(st, "plan_show", false), "r_plan_show");
    assert_null(statements_find(st, "plan_show", true));
    assert_string_equal(statements_find(st, "plan_update", true), "w_plan_update");
    assert_string_equal(statements_find(st, "login_begin", false), "r_login_begin");
    assert_string_equal(statements_find(st, "events_open", false), "r_events_open");
    assert_null(statements_find(st, "other", false));
    statements_free(st);
}

static void statements_list__every_function__once(void **state)
{
    struct statements *st = statements_new(&TABLE, NULL);
    size_t n, n_functions, seen = 0;
    const struct db_statement *list = statements_list(st, &n);
    (void)state;
    for (size_t i = 0; i < n; i++) {
        if (strcmp(list[i].name, "w_plan_update") == 0)
            assert_string_equal(list[i].sql,
                                "SELECT api.write('plan_update', $1::uuid, $2::jsonb)");
        seen += strcmp(list[i].sql, "SELECT api.plan_show($1::jsonb)") == 0;
    }
    assert_int_equal(seen, 1);
    (void)statements_functions(st, &n_functions);
    assert_int_equal(n_functions, 4);
    statements_free(st);
}

static void statements_new__no_rows__still_the_servers_own(void **state)
{
    const struct route_table empty = {NULL, 0};
    struct statements *st = statements_new(&empty, NULL);
    size_t n;
    (void)state;
    (void)statements_list(st, &n);
    assert_int_equal(n, 3); /* enter, refused, ping */
    assert_null(statements_find(st, "x", false));
    statements_free(st);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(statements_find__read_and_write__apart),
        cmocka_unit_test(statements_list__every_function__once),
        cmocka_unit_test(statements_new__no_rows__still_the_servers_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
