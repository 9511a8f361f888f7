/* Path, query, headers and body in one object. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "services/http/collect.h"

#include <string.h>

#define ID "11111111-1111-4111-8111-111111111111"
#define FORM "application/x-www-form-urlencoded"
#define KEY "22222222-2222-4222-8222-222222222222"

static const struct route POST = {
    .method = HTTP_POST, .path = "/plans/{plan_id}", .body = BODY_FORM};

static struct exchange post(const char *type, const char *body, const char *query)
{
    struct exchange ex = {.query = query, .body = body, .n_body = strlen(body)};
    ex.match.route = &POST;
    ex.match.n_params = 1;
    ex.match.params[0] = (struct match_param){"plan_id", ID, 36};
    ex.edge.method = HTTP_POST;
    ex.edge.value[EDGE_CONTENT_TYPE] = type;
    return ex;
}

static const char *text(const struct collected *collected, const char *name)
{
    return json_string_value(json_object_get(collected->fields, name));
}

static void collect__form__fields_and_what_is_ours(void **state)
{
    CLEANUP(arena_freep) struct arena *arena = arena_new(0);
    struct exchange ex = post(FORM, "a=1&_csrf=secret&_replay=%7B%7D&_version=3", "b=2");
    struct collected collected;
    (void)state;
    ex.edge.value[EDGE_IF_MATCH] = "\"9\"";
    ex.edge.value[EDGE_IDEMPOTENCY_KEY] = KEY;
    assert_int_equal(collect(&ex, arena, &collected), OK);
    assert_string_equal(text(&collected, "plan_id"), ID);
    assert_string_equal(text(&collected, "a"), "1");
    assert_string_equal(text(&collected, "b"), "2");
    assert_string_equal(text(&collected, "_version"), "3");
    assert_string_equal(text(&collected, "_key"), KEY);
    assert_string_equal(collected.csrf, "secret");
    assert_string_equal(collected.replay, "{}");
    assert_null(json_object_get(collected.fields, "_csrf"));
    assert_null(json_object_get(collected.fields, "_replay"));
    assert_true(collected.is_form && !collected.is_json);
    collect_free(&collected);
}

static void collect__bodies__as_expected(void **state)
{
    static const struct {
        const char *type, *body;
        enum err expected;
    } cases[] = {
        {FORM, "a=1", OK},
        {FORM "; charset=utf-8", "a=1", OK},
        {"APPLICATION/X-WWW-FORM-URLENCODED", "a=1", OK},
        {"application/json", "{\"a\":1}", OK},
        {"application/json", "", OK},
        {"application/json", "[]", ERR_BAD_REQUEST},
        {"application/json", "{\"a\":1,\"a\":2}", ERR_BAD_REQUEST},
        {NULL, "", OK},
        {NULL, "a=1", ERR_MEDIA_TYPE},
        {"text/plain", "a=1", ERR_MEDIA_TYPE},
        {"application/jsonx", "{}", ERR_MEDIA_TYPE},
        {FORM, "plan_id=" ID, OK},
        {FORM, "plan_id=" KEY, ERR_BAD_REQUEST},
        {FORM, "q=1", OK},
        {FORM, "q=2", ERR_BAD_REQUEST},
    };
    CLEANUP(arena_freep) struct arena *arena = arena_new(0);
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct exchange ex = post(cases[i].type, cases[i].body, "q=1");
        struct collected collected;
        enum err r = collect(&ex, arena, &collected);
        if (r != cases[i].expected)
            fail_msg("case %zu: %d", i, r);
        assert_non_null(collected.fields);
        collect_free(&collected);
    }
}

static void collect__if_match__strong_numbers_only(void **state)
{
    static const struct {
        const char *header;
        enum err expected;
        int version;
    } cases[] = {{"\"7\"", OK, 7},
                 {"*", OK, -1},
                 {"7", ERR_BAD_REQUEST, -1},
                 {"W/\"7\"", ERR_BAD_REQUEST, -1},
                 {"\"7\", \"8\"", ERR_BAD_REQUEST, -1},
                 {"\"-7\"", ERR_BAD_REQUEST, -1},
                 {"\"\"", ERR_BAD_REQUEST, -1},
                 {"\"99999999999999999999\"", ERR_BAD_REQUEST, -1}};
    CLEANUP(arena_freep) struct arena *arena = arena_new(0);
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct exchange ex = post("application/json", "{}", "");
        struct collected collected;
        ex.edge.value[EDGE_IF_MATCH] = cases[i].header;
        assert_int_equal(collect(&ex, arena, &collected), cases[i].expected);
        json_t *version = json_object_get(collected.fields, "_version");
        assert_int_equal(version != NULL ? json_integer_value(version) : -1, cases[i].version);
        collect_free(&collected);
    }
}

static void collect__bad_key__refused(void **state)
{
    CLEANUP(arena_freep) struct arena *arena = arena_new(0);
    struct exchange ex = post("application/json", "{}", "");
    struct collected collected;
    (void)state;
    ex.edge.value[EDGE_IDEMPOTENCY_KEY] = "1";
    assert_int_equal(collect(&ex, arena, &collected), ERR_BAD_REQUEST);
    collect_free(&collected);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(collect__form__fields_and_what_is_ours),
        cmocka_unit_test(collect__bodies__as_expected),
        cmocka_unit_test(collect__if_match__strong_numbers_only),
        cmocka_unit_test(collect__bad_key__refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
