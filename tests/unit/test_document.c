/* Reading the database's own JSON: the same as the strict parser says, on well-formed input. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "services/base/document.h"
#include "services/base/macros.h"

#include <stdlib.h>
#include <string.h>

static void document_read__well_formed__as_json_loadb(void **state)
{
    static const char *const cases[] = {
        "{}",
        "[]",
        " [ ] ",
        "\"\"",
        "null",
        "-12",
        "1.5e3",
        "{\"a\": 1, \"b\": [true, false, null, -0.25, 9007199254740993]}",
        "{\"a\":{\"b\":{\"c\":[[[{}]]]}}}",
        "{\"text\": \"\xC3\xA6\xC3\xB8\xC3\xA5 \\\"q\\\" \\\\ \\/ \\b\\f\\n\\r\\t\"}",
        "{\"u\": \"\\u00e6\\u20AC\\ud83d\\ude42\"}",
        "{\"na\\u00efve \\\"key\\\"\": \"x\\\\\"}",
        "{\"a\":\"\\\\\",\"b\":\"\\\\\\\"\"}",
        "{\"twice\": 1, \"twice\": 2}",
        "\n{\t\"a\"\r:\n1}\n",
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        json_t *expected = json_loads(cases[i], JSON_DECODE_ANY, NULL);
        json_t *value = document_read(cases[i], strlen(cases[i]));
        assert_non_null(expected);
        if (!json_equal(expected, value))
            fail_msg("%s was read otherwise", cases[i]);
        json_decref(expected);
        json_decref(value);
    }
}

static void document_read__malformed__null(void **state)
{
    static const char *const cases[] = {
        "",
        " ",
        "{",
        "[",
        "\"",
        "{\"a\"",
        "{\"a\":",
        "{\"a\":1",
        "{\"a\":1,",
        "{\"a\":1,}",
        "[1,]",
        "[1",
        "tru",
        "nul",
        "x",
        "-",
        "1x",
        "{} {}",
        "\"\\x\"",
        "\"\\u12\"",
        "\"\\u0000\"",
        "\"\\ud83d\"",
        "\"\\udc00\"",
        "\"\\",
        "\"\\\"",
        "{1:2}",
        "{\"a\" 1}",
        "99999999999999999999",
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        /* an exact copy, so that a sanitizer sees the first byte too many */
        const size_t n = strlen(cases[i]);
        char *copy = malloc(n > 0 ? n : 1);
        assert_non_null(copy);
        memcpy(copy, cases[i], n);
        if (document_read(copy, n) != NULL)
            fail_msg("%s was read", cases[i]);
        free(copy);
    }
}

static void document_read__deep__bounded(void **state)
{
    char text[400];
    (void)state;
    memset(text, '[', DOCUMENT_DEPTH_MAX);
    memset(text + DOCUMENT_DEPTH_MAX, ']', DOCUMENT_DEPTH_MAX);
    json_t *value = document_read(text, 2 * (size_t)DOCUMENT_DEPTH_MAX);
    assert_non_null(value);
    json_decref(value);
    memset(text, '[', 200);
    memset(text + 200, ']', 200);
    assert_null(document_read(text, 400));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(document_read__well_formed__as_json_loadb),
        cmocka_unit_test(document_read__malformed__null),
        cmocka_unit_test(document_read__deep__bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
