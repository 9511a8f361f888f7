/* Cookies: found, absent, or not to be trusted. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "services/http/cookie.h"

#include <string.h>

static const struct {
    const char *header;
    enum err expected;
    const char *value;
} cases[] = {
    {NULL, ERR_NOT_FOUND, NULL},
    {"", ERR_NOT_FOUND, NULL},
    {"samplan=abc", OK, "abc"},
    {"a=1; samplan=abc; b=2", OK, "abc"},
    {"a=1;samplan=abc;b=2", OK, "abc"},
    {"  samplan=abc  ", OK, "abc"},
    {"samplan=", OK, ""},
    {"samplan=\"abc\"", OK, "abc"},
    {"samplan=a=b", OK, "a=b"},
    {"samplan", ERR_NOT_FOUND, NULL},
    {"Samplan=abc", ERR_NOT_FOUND, NULL},
    {"xsamplan=abc", ERR_NOT_FOUND, NULL},
    {"samplanx=abc", ERR_NOT_FOUND, NULL},
    {"__Host-samplan=abc", ERR_NOT_FOUND, NULL},
    {"bad header\x01;;=;samplan=abc", OK, "abc"},
    {"samplan=abc; samplan=def", ERR_BAD_REQUEST, NULL},
    {"samplan=abc; samplan=abc", ERR_BAD_REQUEST, NULL},
    {"samplan=a b", ERR_BAD_REQUEST, NULL},
    {"samplan=a,b", ERR_BAD_REQUEST, NULL},
    {"samplan=a\"b", ERR_BAD_REQUEST, NULL},
    {"samplan=a\x7f", ERR_BAD_REQUEST, NULL},
    {"samplan=\xC3\xA5", ERR_BAD_REQUEST, NULL},
    {"samplan=0123456789012345", ERR_BAD_REQUEST, NULL},
    {"samplan=012345678901234", OK, "012345678901234"},
};

static void cookie_find__table__as_expected(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        char buf[16] = "untouched";
        enum err r = cookie_find(cases[i].header, "samplan", buf, sizeof buf);
        if (r != cases[i].expected)
            fail_msg("%s: %d", cases[i].header, r);
        assert_string_equal(buf, r == OK ? cases[i].value : "untouched");
    }
}

static void cookie_find__prefixed_name__found(void **state)
{
    (void)state;
    char buf[16];
    assert_int_equal(cookie_find("samplan=x; __Host-samplan=y", "__Host-samplan", buf, sizeof buf),
                     OK);
    assert_string_equal(buf, "y");
}

static void cookie_find__huge_header__refused(void **state)
{
    (void)state;
    static char header[COOKIE_HEADER_BYTES_MAX + 2];
    char buf[16];
    memset(header, ' ', COOKIE_HEADER_BYTES_MAX + 1);
    assert_int_equal(cookie_find(header, "samplan", buf, sizeof buf), ERR_BAD_REQUEST);
    header[COOKIE_HEADER_BYTES_MAX] = '\0';
    assert_int_equal(cookie_find(header, "samplan", buf, sizeof buf), ERR_NOT_FOUND);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cookie_find__table__as_expected),
        cmocka_unit_test(cookie_find__prefixed_name__found),
        cmocka_unit_test(cookie_find__huge_header__refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
