/* What the client would like. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "services/base/macros.h"
#include "services/http/negotiate.h"

#include <jansson.h>

static void negotiate_type__table__as_expected(void **state)
{
    static const struct {
        const char *accept, *type;
        int expected;
    } cases[] = {
        {NULL, "text/html", 1000},
        {"", "text/html", 1000},
        {"*/*", "application/json", 1000},
        {"text/html", "application/json", 0},
        {"TEXT/HTML", "text/html", 1000},
        {"text/*;q=0.5", "text/html", 500},
        {"text/*;q=0.5", "application/json", 0},
        {"text/html;q=0.123,*/*;q=0.9", "text/html", 123},
        {"*/*;q=0.9,text/html;q=0", "text/html", 0},
        {"text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html", 1000},
        {"text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "application/json",
         800},
        {" , ,text/html;level=1;q=0.4 , ", "text/html", 400},
        {";;;", "text/html", 0},
        {"text/html;q=1.5", "text/html", 1000},
        {"text/htmlx", "text/html", 0},
        {"text/html;q=0.", "text/html", 0},
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        int q = negotiate_type(cases[i].accept, cases[i].type);
        if (q != cases[i].expected)
            fail_msg("%s for %s: %d", cases[i].accept, cases[i].type, q);
    }
}

static void negotiate_encoding__table__as_expected(void **state)
{
    (void)state;
    assert_false(negotiate_encoding(NULL, "gzip"));
    assert_false(negotiate_encoding("", "gzip"));
    assert_true(negotiate_encoding("gzip, deflate, br", "br"));
    assert_false(negotiate_encoding("gzip;q=0, *", "gzip"));
    assert_true(negotiate_encoding("*", "gzip"));
    assert_false(negotiate_encoding("*;q=0", "gzip"));
    assert_false(negotiate_encoding("xgzip", "gzip"));
}

static void negotiate_language__danish_and_english__best_known(void **state)
{
    struct problems problems = {0};
    struct i18n *i18n = NULL;
    (void)state;
    assert_int_equal(i18n_load_take(json_pack("{s:{s:s}, s:{s:s}}", "da", "a", "b", "en", "a", "b"),
                                    &problems, &i18n),
                     OK);
    assert_string_equal(negotiate_language(NULL, i18n), "da");
    assert_string_equal(negotiate_language("en-GB,en;q=0.9", i18n), "en");
    assert_string_equal(negotiate_language("sv, en;q=0.5, da;q=0.4", i18n), "en");
    assert_string_equal(negotiate_language("sv", i18n), "da");
    assert_string_equal(negotiate_language("en;q=0", i18n), "da");
    assert_string_equal(negotiate_language(",,;q", i18n), "da");
    i18n_free(i18n);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(negotiate_type__table__as_expected),
        cmocka_unit_test(negotiate_encoding__table__as_expected),
        cmocka_unit_test(negotiate_language__danish_and_english__best_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
