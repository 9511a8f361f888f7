/* The query part of targets. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "services/http/query.h"

#include <string.h>

static enum err parse(const char *query, size_t n, const char *expected_text)
{
    struct arena *arena = arena_new(0);
    json_t *fields = NULL;
    enum err r = query_parse(query, n, arena, &fields);
    json_t *expected = expected_text == NULL ? NULL : json_loads(expected_text, 0, NULL);
    if (expected != NULL)
        assert_true(json_equal(fields, expected));
    json_decref(expected);
    json_decref(fields);
    arena_free(arena);
    return r;
}

static void query_parse__ordinary__read(void **state)
{
    (void)state;
    assert_int_equal(parse("", 0, "{}"), OK);
    static const char two[] = "unit=a-b&status=open&status=late&cursor=";
    assert_int_equal(parse(two, strlen(two),
                           "{\"unit\":\"a-b\",\"status\":[\"open\",\"late\"],\"cursor\":\"\"}"),
                     OK);
    assert_int_equal(parse("q=%C3%A6", 8, "{\"q\":\"æ\"}"), OK);
}

static void query_parse__malformed__refused(void **state)
{
    (void)state;
    assert_int_equal(parse("a=%", 3, NULL), ERR_BAD_REQUEST);
    assert_int_equal(parse("a=%FF", 5, NULL), ERR_BAD_REQUEST);
    assert_int_equal(parse("?a=1", 4, NULL), ERR_BAD_REQUEST);
}

static void query_parse__too_long_or_many__refused(void **state)
{
    (void)state;
    static char query[QUERY_BYTES_MAX + 1];
    memset(query, 'a', sizeof query);
    memcpy(query, "a=", 2);
    assert_int_equal(parse(query, QUERY_BYTES_MAX, NULL), OK);
    assert_int_equal(parse(query, QUERY_BYTES_MAX + 1, NULL), ERR_URI_TOO_LONG);
    for (size_t i = 0; i < 2 * (QUERY_FIELDS_MAX + 1); i += 2)
        memcpy(query + i, "a&", 2);
    assert_int_equal(parse(query, 2 * QUERY_FIELDS_MAX, NULL), OK);
    assert_int_equal(parse(query, 2 * QUERY_FIELDS_MAX + 2, NULL), ERR_URI_TOO_LONG);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(query_parse__ordinary__read),
        cmocka_unit_test(query_parse__malformed__refused),
        cmocka_unit_test(query_parse__too_long_or_many__refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
