/* Form bodies: what is read, what is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "services/http/form.h"

#include <string.h>

static const struct {
    const char *body, *expected; /* JSON; NULL: ERR_BAD_REQUEST */
} cases[] = {
    {"", "{}"},
    {"&&", "{}"},
    {"a=1", "{\"a\":\"1\"}"},
    {"a=1&b=2&", "{\"a\":\"1\",\"b\":\"2\"}"},
    {"a=", "{\"a\":\"\"}"},
    {"a", "{\"a\":\"\"}"},
    {"a=b=c", "{\"a\":\"b=c\"}"},
    {"a=x+y%20z", "{\"a\":\"x y z\"}"},
    {"a=%2B%26%3d%25", "{\"a\":\"+&=%\"}"},
    {"a=bl%C3%A5b%c3%a6r", "{\"a\":\"blåbær\"}"},
    {"a=1&a=2", "{\"a\":[\"1\",\"2\"]}"},
    {"a=1&b=x&a=2&a=3", "{\"a\":[\"1\",\"2\",\"3\"],\"b\":\"x\"}"},
    {"%61=1", "{\"a\":\"1\"}"},
    {"_csrf=x&goal.1-a=y", "{\"_csrf\":\"x\",\"goal.1-a\":\"y\"}"},
    {"a=line%0D%0Atwo", "{\"a\":\"line\\r\\ntwo\"}"},
    {"=1", NULL},
    {"a=%", NULL},
    {"a=%4", NULL},
    {"a=%zz", NULL},
    {"a=%00", NULL},
    {"a=%FF", NULL},
    {"a=%C3", NULL},
    {"a=%ED%A0%80", NULL},
    {"a=%C0%AF", NULL},
    {"a+b=1", NULL},
    {"a%00=1", NULL},
    {"\xC3\xA5=1", NULL},
    {"a[]=1", NULL},
    {"01234567890123456789012345678901234567890123456789012345678901234=1", NULL},
};

static void form_parse__table__read_or_refused(void **state)
{
    (void)state;
    struct arena *arena = arena_new(0);
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        json_t *form = NULL;
        enum err r = form_parse(cases[i].body, strlen(cases[i].body), arena, &form);
        if (r != (cases[i].expected == NULL ? ERR_BAD_REQUEST : OK))
            fail_msg("%s: %d", cases[i].body, r);
        json_t *expected = cases[i].expected ? json_loads(cases[i].expected, 0, NULL) : NULL;
        if (expected != NULL && !json_equal(form, expected))
            fail_msg("%s", cases[i].body);
        json_decref(expected);
        json_decref(form);
    }
    arena_free(arena);
}

static void form_parse__raw_nul__refused(void **state)
{
    (void)state;
    struct arena *arena = arena_new(0);
    json_t *form = NULL;
    assert_int_equal(form_parse("a=b\0c", 5, arena, &form), ERR_BAD_REQUEST);
    assert_int_equal(form_parse("a\0=b", 4, arena, &form), ERR_BAD_REQUEST);
    assert_null(form);
    arena_free(arena);
}

static void form_parse__many_fields__bounded(void **state)
{
    (void)state;
    struct arena *arena = arena_new(0);
    char body[4 * (FORM_FIELDS_MAX + 1)];
    json_t *form = NULL;
    for (size_t i = 0; i <= FORM_FIELDS_MAX; i++)
        memcpy(body + 4 * i, "a=1&", 4);
    assert_int_equal(form_parse(body, sizeof body, arena, &form), ERR_TOO_LARGE);
    assert_int_equal(form_parse(body, sizeof body - 4, arena, &form), OK);
    assert_int_equal(json_array_size(json_object_get(form, "a")), FORM_FIELDS_MAX);
    json_decref(form);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(form_parse__table__read_or_refused),
        cmocka_unit_test(form_parse__raw_nul__refused),
        cmocka_unit_test(form_parse__many_fields__bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
