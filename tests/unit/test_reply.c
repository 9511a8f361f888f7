/* What a handler says becomes the reply. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "services/http/reply.h"

#include <string.h>

static void reply_version_scan__table__top_level_only(void **state)
{
    static const struct {
        const char *text;
        long long expected;
    } cases[] = {
        {"{\"version\": 7}", 7},
        {"{\"a\": 1, \"version\" : 12 , \"b\": 2}", 12},
        {"{\"plan\": {\"version\": 3}, \"version\": 4}", 4},
        {"{\"plan\": {\"version\": 3}}", -1},
        {"{\"list\": [{\"version\": 3}]}", -1},
        {"{\"text\": \"\\\"version\\\": 9\"}", -1},
        {"{\"text\": \"version\", \"n\": 5}", -1},
        {"{\"version\": \"7\"}", -1},
        {"{\"version\": null}", -1},
        {"{\"x\": \"a\\\\\", \"version\": 2}", 2},
        {"{}", -1},
        {"", -1},
        {"{\"version\":", -1},
        {"{\"version\"", -1},
        {"\"version\": 7", -1},
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        long long version = reply_version_scan(cases[i].text, strlen(cases[i].text));
        if (version != cases[i].expected)
            fail_msg("%s: %lld", cases[i].text, version);
    }
}

static void reply_failure_take__detail__errors_and_members_apart(void **state)
{
    CLEANUP(arena_freep) struct arena *arena = arena_new(0);
    struct reply reply;
    (void)state;
    reply_init(&reply, arena);
    reply_failure_take(
        &reply, "task-not-open",
        json_pack("{s:[{s:s, s:s}], s:i}", "errors", "field", "a", "code", "b", "version", 3));
    assert_string_equal(reply.code, "task-not-open");
    assert_int_equal(json_array_size(reply.errors), 1);
    assert_null(json_object_get(reply.extra, "errors"));
    assert_int_equal(json_integer_value(json_object_get(reply.extra, "version")), 3);
    reply_reset(&reply);
    reply_failure_take(&reply, "Not a code!", NULL);
    assert_null(reply.code);
    reply_reset(&reply);
}

static void reply_field_error__twice__both_there(void **state)
{
    CLEANUP(arena_freep) struct arena *arena = arena_new(0);
    struct reply reply;
    (void)state;
    reply_init(&reply, arena);
    reply_field_error(&reply, "a", "required");
    reply_field_error(&reply, "b", "too-long");
    assert_int_equal(json_array_size(reply.errors), 2);
    reply_reset(&reply);
    assert_null(reply.errors);
}

static void reply_session__copied__survives_the_callers_text(void **state)
{
    CLEANUP(arena_freep) struct arena *arena = arena_new(0);
    struct reply reply;
    char token[] = "abc";
    (void)state;
    reply_init(&reply, arena);
    reply_session(&reply, token);
    token[0] = 'x';
    assert_true(reply.session_set);
    assert_string_equal(reply.token, "abc");
    reply_session(&reply, NULL);
    assert_true(reply.session_set);
    assert_null(reply.token);
    reply_document_take(&reply, json_object());
    reply_document_take(&reply, json_array());
    assert_null(reply_document(&reply));
    reply_reset(&reply);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reply_version_scan__table__top_level_only),
        cmocka_unit_test(reply_failure_take__detail__errors_and_members_apart),
        cmocka_unit_test(reply_field_error__twice__both_there),
        cmocka_unit_test(reply_session__copied__survives_the_callers_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
