/* JSON bodies: objects only, bounded. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "services/http/jsonin.h"

#include <stdio.h>
#include <string.h>

static const char *const good[] = {
    "{}",
    " {\"a\": 1} \n",
    "{\"a\":[1,2,{\"b\":null}],\"c\":\"[[[[[[[[[[[[[[[[[[[[[[\",\"d\":\"\\\"[[\"}",
    "{\"a\":[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]}",
    "{\"a\":\"\\u00e5 \\ud83d\\ude00\"}",
};

static const char *const bad[] = {
    "",
    "1",
    "\"a\"",
    "null",
    "[]",
    "[{}]",
    "{",
    "{}x",
    "{} {}",
    "{\"a\":1,}",
    "{'a':1}",
    "{\"a\":1,\"a\":2}",
    "{\"a\":{\"b\":1,\"b\":2}}",
    "{\"a\":\"\\u0000\"}",
    "{\"\\u0000\":1}",
    "{\"a\":\"\\ud800\"}",
    "{\"a\":\"\xFF\"}",
    "{\"a\":\"\xC0\xAF\"}",
    "{\"a\":\"\x01\"}",
    "{\"a\":1e999}",
    "{\"a\":99999999999999999999}",
    "{\"a\":01}",
    "{\"a\":NaN}",
    "{\"a\":[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]}",
    "\xEF\xBB\xBF{}",
    "{/**/}",
};

static void jsonin_parse__good__object(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        json_t *json = NULL;
        if (jsonin_parse(good[i], strlen(good[i]), &json) != OK)
            fail_msg("%s", good[i]);
        assert_true(json_is_object(json));
        json_decref(json);
    }
}

static void jsonin_parse__bad__refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        json_t *json = NULL;
        if (jsonin_parse(bad[i], strlen(bad[i]), &json) != ERR_BAD_REQUEST)
            fail_msg("%s", bad[i]);
        assert_null(json);
    }
    json_t *json = NULL;
    assert_int_equal(jsonin_parse("{}\0", 3, &json), ERR_BAD_REQUEST);
}

static void jsonin_parse__deep_nesting__refused_without_recursion(void **state)
{
    (void)state;
    static char text[200000];
    json_t *json = NULL;
    memset(text, '[', sizeof text);
    assert_int_equal(jsonin_parse(text, sizeof text, &json), ERR_BAD_REQUEST);
}

static void jsonin_parse__many_members__bounded(void **state)
{
    (void)state;
    static char text[20000] = "{";
    json_t *json = NULL;
    size_t n = 1;
    for (int i = 0; i <= JSONIN_FIELDS_MAX; i++)
        n += (size_t)snprintf(text + n, sizeof text - n, "%s\"k%d\":%d", i > 0 ? "," : "", i, i);
    text[n++] = '}';
    assert_int_equal(jsonin_parse(text, n, &json), ERR_TOO_LARGE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(jsonin_parse__good__object),
        cmocka_unit_test(jsonin_parse__bad__refused),
        cmocka_unit_test(jsonin_parse__deep_nesting__refused_without_recursion),
        cmocka_unit_test(jsonin_parse__many_members__bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
