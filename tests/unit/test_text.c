/* Small tests on text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "services/base/macros.h"
#include "services/base/text.h"

#include <string.h>

static void text_utf8_ok__table__as_expected(void **state)
{
    static const struct {
        const char *bytes;
        size_t n;
        bool expected;
    } cases[] = {
        {"", 0, true},
        {"abc", 3, true},
        {"\xC3\xA6", 2, true},
        {"\xE2\x82\xAC", 3, true},
        {"\xF0\x9F\x99\x82", 4, true},
        {"\x00", 1, true},
        {"\x80", 1, false},
        {"\xC3", 1, false},
        {"\xC0\xAF", 2, false},
        {"\xE0\x80\x80", 3, false},
        {"\xED\xA0\x80", 3, false},
        {"\xF4\x90\x80\x80", 4, false},
        {"\xF5\x80\x80\x80", 4, false},
        {"\xE2\x82", 2, false},
        {"\xE2\x28\xA1", 3, false},
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++)
        assert_int_equal(text_utf8_ok(cases[i].bytes, cases[i].n), cases[i].expected);
}

static void text_uuid_ok__near_misses__refused(void **state)
{
    (void)state;
    assert_true(text_uuid_ok("11111111-1111-4111-8111-11111111111a"));
    assert_true(text_uuid_ok("ABCDEFab-1111-4111-8111-111111111111"));
    assert_false(text_uuid_ok(""));
    assert_false(text_uuid_ok("11111111-1111-4111-8111-11111111111"));
    assert_false(text_uuid_ok("11111111-1111-4111-8111-1111111111111"));
    assert_false(text_uuid_ok("11111111-1111-4111-8111-11111111111g"));
    assert_false(text_uuid_ok("11111111x1111-4111-8111-111111111111"));
}

static void text_uuid_new__many__version_4_and_different(void **state)
{
    char one[37], other[37];
    (void)state;
    for (int i = 0; i < 100; i++) {
        text_uuid_new(one);
        text_uuid_new(other);
        assert_true(text_uuid_ok(one));
        assert_int_equal(one[14], '4');
        assert_non_null(strchr("89ab", one[19]));
        assert_string_not_equal(one, other);
    }
}

static void text_local_path_ok__other_places__refused(void **state)
{
    static const char *const good[] = {"/", "/plans/1", "/login?next=/a%20b", "/a#b"};
    static const char *const bad[] = {"",      "plans", "//evil",   "/\\evil",  "http://evil",
                                      "/a b",  "/a\nb", "/a\tb",    "/\x7f",    "/\xC3\xA6",
                                      "/a\"b", "/<b>",  "\\\\evil", "/a\r\nX:y"};
    char longest[1100];
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(good); i++)
        assert_true(text_local_path_ok(good[i]));
    for (size_t i = 0; i < ARRAY_LEN(bad); i++)
        assert_false(text_local_path_ok(bad[i]));
    memset(longest, 'a', sizeof(longest));
    longest[0] = '/';
    longest[1024] = '\0';
    assert_true(text_local_path_ok(longest));
    longest[1024] = 'a';
    longest[1025] = '\0';
    assert_false(text_local_path_ok(longest));
}

static void text_printable__rubbish__question_marks(void **state)
{
    char buf[8];
    (void)state;
    text_printable("a\nb\xC3z", buf, sizeof(buf));
    assert_string_equal(buf, "a?b?z");
    text_printable("123456789", buf, sizeof(buf));
    assert_string_equal(buf, "1234567");
    text_printable(NULL, buf, sizeof(buf));
    assert_string_equal(buf, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_utf8_ok__table__as_expected),
        cmocka_unit_test(text_uuid_ok__near_misses__refused),
        cmocka_unit_test(text_uuid_new__many__version_4_and_different),
        cmocka_unit_test(text_local_path_ok__other_places__refused),
        cmocka_unit_test(text_printable__rubbish__question_marks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
