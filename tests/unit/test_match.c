/* From method and path to a row, and rows that may not be. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "services/http/match.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ID "11111111-1111-4111-8111-111111111111"

static const struct route ROWS[] = {
    {.method = HTTP_GET, .path = "/", .access = 1, .template = "home"},
    {.method = HTTP_GET, .path = "/plans", .access = 1, .sql = "plan_list"},
    {.method = HTTP_POST, .path = "/plans", .access = 1, .sql = "plan_create"},
    {.method = HTTP_GET, .path = "/plans/new", .access = 1, .sql = "plan_new"},
    {.method = HTTP_GET, .path = "/plans/{plan_id}", .access = 1, .sql = "plan_show"},
    {.method = HTTP_GET, .path = "/plans/{plan_id}/{tab}", .access = 1, .sql = "plan_tab"},
    {.method = HTTP_GET, .path = "/plans/{plan_id}/edit", .access = 1, .sql = "plan_edit"},
    {.method = HTTP_GET, .path = "/x/{name}", .access = 1, .sql = "x"},
    {.method = HTTP_POST, .path = "/x/new", .access = 1, .sql = "x_new"},
};
static const struct route_table TABLE = {ROWS, ARRAY_LEN(ROWS)};

static struct match find(const struct matcher *matcher, enum http_method method, const char *path)
{
    struct match match;
    matcher_find(matcher, method, path, strlen(path), &match);
    return match;
}

static void matcher_find__table__the_right_row(void **state)
{
    static const struct {
        enum http_method method;
        const char *path, *pattern;
        unsigned methods;
    } cases[] = {
        {HTTP_GET, "/", "/", 1U << HTTP_GET},
        {HTTP_GET, "/plans", "/plans", 1U << HTTP_GET | 1U << HTTP_POST},
        {HTTP_DELETE, "/plans", NULL, 1U << HTTP_GET | 1U << HTTP_POST},
        {HTTP_GET, "/plans/", NULL, 0},
        {HTTP_GET, "/plans/new", "/plans/new", 1U << HTTP_GET},
        {HTTP_GET, "/plans/" ID, "/plans/{plan_id}", 1U << HTTP_GET},
        {HTTP_GET, "/plans/" ID "x", NULL, 0},
        {HTTP_GET, "/plans/" ID "/edit", "/plans/{plan_id}/edit", 1U << HTTP_GET},
        {HTTP_GET, "/plans/" ID "/other", "/plans/{plan_id}/{tab}", 1U << HTTP_GET},
        {HTTP_GET, "/plans/" ID "/Other", NULL, 0},
        {HTTP_GET, "/plans/" ID "/a%20b", NULL, 0},
        {HTTP_GET, "/x/new", "/x/{name}", 1U << HTTP_GET | 1U << HTTP_POST},
        {HTTP_GET, "/nowhere", NULL, 0},
        {HTTP_GET, "/a/b/c/d/e/f/g/h/i/j/k/l/m/n", NULL, 0},
    };
    struct matcher *matcher = NULL;
    (void)state;
    assert_int_equal(matcher_new(&TABLE, stderr, &matcher), OK);
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct match match = find(matcher, cases[i].method, cases[i].path);
        assert_int_equal(match.methods, cases[i].methods);
        if (cases[i].pattern == NULL)
            assert_null(match.route);
        else
            assert_string_equal(match.route->path, cases[i].pattern);
    }
    matcher_free(matcher);
}

static void matcher_find__parameters__named_and_cut_out(void **state)
{
    struct matcher *matcher = NULL;
    (void)state;
    assert_int_equal(matcher_new(&TABLE, stderr, &matcher), OK);
    struct match match = find(matcher, HTTP_GET, "/plans/" ID "/team");
    assert_int_equal(match.n_params, 2);
    assert_string_equal(match.params[0].name, "plan_id");
    assert_memory_equal(match.params[0].text, ID, 36);
    assert_int_equal(match.params[0].n_bytes, 36);
    assert_string_equal(match.params[1].name, "tab");
    assert_memory_equal(match.params[1].text, "team", 4);
    assert_string_equal(matcher_param_names(matcher, match.index)[1], "tab");
    assert_null(matcher_param_names(matcher, match.index)[2]);
    matcher_free(matcher);
}

static void matcher_new__faulty_rows__each_named(void **state)
{
    static const struct input_field bad_input[] = {{.name = "_key", .type = INPUT_TEXT}, {0}};
    static const struct route rows[] = {
        {.method = HTTP_GET, .path = "/no-access", .sql = "a"},
        {.method = HTTP_GET, .path = "/twice", .access = 1, .sql = "a"},
        {.method = HTTP_GET, .path = "/twice", .access = 1, .sql = "a"},
        {.method = HTTP_GET, .path = "/injection", .access = 1, .sql = "a'); --"},
        {.method = HTTP_GET, .path = "/nothing", .access = 1},
        {.method = HTTP_POST, .path = "/form", .access = 1, .sql = "a", .form = "/missing"},
        {.method = HTTP_GET, .path = "relative", .access = 1, .sql = "a"},
        {.method = HTTP_GET, .path = "/brace/{x", .access = 1, .sql = "a"},
        {.method = HTTP_GET, .path = "/writes", .access = 1, .sql = "a", .tx = TX_WRITE},
        {.method = HTTP_POST, .path = "/input", .access = 1, .sql = "a", .input = bad_input},
    };
    const struct route_table table = {rows, ARRAY_LEN(rows)};
    struct matcher *matcher = NULL;
    char *text = NULL;
    size_t n;
    (void)state;
    FILE *complaints = open_memstream(&text, &n);
    assert_non_null(complaints);
    assert_int_equal(matcher_new(&table, complaints, &matcher), ERR_INVALID);
    fclose(complaints);
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        if (i != 1 && strstr(text, rows[i].path) == NULL)
            fail_msg("%s is not named in %s", rows[i].path, text);
    }
    free(text);
}

static void match_allow__sets__as_the_header_has_them(void **state)
{
    char allow[64];
    (void)state;
    match_allow(0, allow);
    assert_string_equal(allow, "");
    match_allow(1U << HTTP_GET | 1U << HTTP_POST, allow);
    assert_string_equal(allow, "GET, HEAD, POST");
    match_allow(~0U, allow);
    assert_string_equal(allow, "GET, HEAD, POST, PUT, PATCH, DELETE");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(matcher_find__table__the_right_row),
        cmocka_unit_test(matcher_find__parameters__named_and_cut_out),
        cmocka_unit_test(matcher_new__faulty_rows__each_named),
        cmocka_unit_test(match_allow__sets__as_the_header_has_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
