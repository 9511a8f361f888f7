/* Input against a route's spec: every type, every error code, all errors at once. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "services/http/input.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#define UUID "123e4567-e89b-42d3-a456-426614174000"

/* Runs a spec and compares the result, input or errors, with expected. */
static void check_spec(const struct input_field *spec, const char *const *path_names,
                       const char *raw_text, enum err expected_err, const char *expected_text)
{
    struct arena *arena = arena_new(0);
    json_t *raw = json_loads(raw_text, 0, NULL);
    json_t *expected = json_loads(expected_text, 0, NULL);
    json_t *input = NULL;
    json_t *errors = NULL;
    assert_non_null(raw);
    assert_non_null(expected);
    enum err r = input_validate(spec, path_names, raw, arena, &input, &errors);
    json_t *got = r == OK ? input : errors;
    if (r != expected_err || !json_equal(got, expected)) {
        char *text = json_dumps(got, JSON_SORT_KEYS);
        fail_msg("%s:\n  expected %s\n  got %d %s", raw_text, expected_text, r, text);
    }
    assert_true((input == NULL) != (errors == NULL));
    json_decref(got);
    json_decref(expected);
    json_decref(raw);
    arena_free(arena);
}

static const char *const colours[] = {"red", "light-blue", NULL};

/* One field of each kind; the cases below name theirs. */
static const struct input_field fields[] = {
    {.name = "text", .type = INPUT_TEXT, .min = 2, .max = 5},
    {.name = "any_text", .type = INPUT_TEXT},
    {.name = "long", .type = INPUT_LONGTEXT, .max = 10},
    {.name = "plan_id", .type = INPUT_UUID},
    {.name = "who", .type = INPUT_UUIDS, .max = 2},
    {.name = "day", .type = INPUT_DAY},
    {.name = "time", .type = INPUT_TIME},
    {.name = "small", .type = INPUT_INT, .min = 1, .max = 10},
    {.name = "int", .type = INPUT_INT},
    {.name = "from_one", .type = INPUT_INT, .min = 1},
    {.name = "bool", .type = INPUT_BOOL},
    {.name = "colour", .type = INPUT_CODE, .codes = colours},
    {.name = "code", .type = INPUT_CODE},
    {.name = "colours", .type = INPUT_CODES, .codes = colours},
    {.name = "cursor", .type = INPUT_CURSOR},
    {.name = "cpr", .type = INPUT_CPR},
    {.name = "phone", .type = INPUT_PHONE},
    {.name = "password", .type = INPUT_PASSWORD, .min = 3, .max = 8},
    {.name = "json", .type = INPUT_JSON},
    {.name = NULL},
};

static const struct {
    const char *field, *value, *expected; /* JSON; expected is the value read, or a code */
} values[] = {
    {"text", "\"abc\"", "\"abc\""},
    {"text", "\"  abc\\t \"", "\"abc\""},
    {"text", "\"æøåæø\"", "\"æøåæø\""},
    {"text", "\"\"", "null"},
    {"text", "\" \\r\\n\"", "null"},
    {"text", "null", "null"},
    {"text", "\"a\"", "too-short"},
    {"text", "\"abcdef\"", "too-long"},
    {"text", "\"a\\nb\"", "bad-text"},
    {"text", "\"a\\tb\"", "bad-text"},
    {"text", "\"a\\u0007b\"", "bad-text"},
    {"text", "\"a\\u0085b\"", "bad-text"},
    {"text", "\"a\\u2028b\"", "bad-text"},
    {"text", "\"a\\uffffb\"", "bad-text"},
    {"text", "[\"abc\",\"def\"]", "repeated"},
    {"text", "[]", "repeated"},
    {"text", "{}", "bad-text"},
    {"text", "5", "bad-text"},
    {"text", "true", "bad-text"},
    {"any_text", "\"a\"", "\"a\""},
    {"long", "\"a\\r\\nb\\rc\"", "\"a\\nb\\nc\""},
    {"long", "\"\\n a\\tb \\n\"", "\"a\\tb\""},
    {"long", "\"12345\\r\\n6789\"", "\"12345\\n6789\""},
    {"long", "\"12345678901\"", "too-long"},
    {"long", "\"a\\u0000b\"", NULL},
    {"long", "\"a\\u001bb\"", "bad-text"},
    {"plan_id", "\"" UUID "\"", "\"" UUID "\""},
    {"plan_id", "\" 123E4567-E89B-42D3-A456-426614174000\"", "\"" UUID "\""},
    {"plan_id", "\"123e4567e89b42d3a456426614174000\"", "not-a-uuid"},
    {"plan_id", "\"" UUID "0\"", "not-a-uuid"},
    {"plan_id", "\"x\"", "not-a-uuid"},
    {"who", "\"" UUID "\"", "[\"" UUID "\"]"},
    {"who", "[\"" UUID "\",\"\",\"" UUID "\"]", "[\"" UUID "\"]"},
    {"who", "\"\"", "[]"},
    {"who", "null", "[]"},
    {"who", "[\"x\"]", "not-a-uuid"},
    {"who", "[[]]", "bad-text"},
    {"who",
     "[\"" UUID
     "\",\"00000000-0000-4000-8000-000000000000\",\"00000000-0000-4000-8000-000000000001\"]",
     "too-long"},
    {"day", "\"2026-04-16\"", "\"2026-04-16\""},
    {"day", "\"16.04.2026\"", "\"2026-04-16\""},
    {"day", "\"6.4.2026\"", "\"2026-04-06\""},
    {"day", "\"16/4/2026\"", "\"2026-04-16\""},
    {"day", "\"16-04-2026 \"", "\"2026-04-16\""},
    {"day", "\"29.02.2024\"", "\"2024-02-29\""},
    {"day", "\"29.02.2023\"", "not-a-date"},
    {"day", "\"31.04.2026\"", "not-a-date"},
    {"day", "\"16.04.26\"", "not-a-date"},
    {"day", "\"16.04.20266\"", "not-a-date"},
    {"day", "\"04.16.2026\"", "not-a-date"},
    {"day", "\"1776-04-16\"", "not-a-date"},
    {"day", "\"i morgen\"", "not-a-date"},
    {"day", "20260416", "bad-text"},
    {"time", "\"13.00\"", "\"13:00\""},
    {"time", "\"9:05\"", "\"09:05\""},
    {"time", "\"00:00\"", "\"00:00\""},
    {"time", "\"24.00\"", "not-a-time"},
    {"time", "\"12.60\"", "not-a-time"},
    {"time", "\"12\"", "not-a-time"},
    {"time", "\"1200\"", "not-a-time"},
    {"time", "\"12.5\"", "not-a-time"},
    {"small", "\"1\"", "1"},
    {"small", "10", "10"},
    {"small", "\" 7 \"", "7"},
    {"small", "\"0\"", "too-small"},
    {"small", "\"11\"", "too-large"},
    {"small", "\"999999999999999999999999\"", "not-a-number"},
    {"small", "\"9999999999999999999999\"", "too-large"},
    {"small", "\"-999999999999999999999\"", "too-small"},
    {"small", "\"1.5\"", "not-a-number"},
    {"small", "1.5", "not-a-number"},
    {"small", "true", "not-a-number"},
    {"small", "\"1e3\"", "not-a-number"},
    {"small", "\"0x1\"", "not-a-number"},
    {"small", "\"-\"", "not-a-number"},
    {"int", "\"-5\"", "-5"},
    {"int", "\"+5\"", "5"},
    {"int", "0", "0"},
    {"int", "2147483647", "2147483647"},
    {"int", "2147483648", "too-large"},
    {"int", "-2147483649", "too-small"},
    {"from_one", "0", "too-small"},
    {"from_one", "1000", "1000"},
    {"bool", "true", "true"},
    {"bool", "false", "false"},
    {"bool", "\"on\"", "true"},
    {"bool", "\"1\"", "true"},
    {"bool", "\"false\"", "false"},
    {"bool", "\"0\"", "false"},
    {"bool", "\"\"", "null"},
    {"bool", "\"yes\"", "not-an-option"},
    {"bool", "1", "not-an-option"},
    {"colour", "\"light-blue\"", "\"light-blue\""},
    {"colour", "\"blue\"", "not-an-option"},
    {"colour", "\"red \"", "not-an-option"},
    {"code", "\"a-1\"", "\"a-1\""},
    {"code", "\"A\"", "not-an-option"},
    {"code", "\"a_b\"", "not-an-option"},
    {"colours", "[\"red\",\"light-blue\",\"red\"]", "[\"red\",\"light-blue\"]"},
    {"colours", "\"red\"", "[\"red\"]"},
    {"colours", "[\"red\",\"green\"]", "not-an-option"},
    {"cursor", "\"aZ09-_\"", "\"aZ09-_\""},
    {"cursor", "\"a+b\"", "bad-text"},
    {"cpr", "\"0101901234\"", "\"0101901234\""},
    {"cpr", "\"010190-1234\"", "\"0101901234\""},
    {"cpr", "\" 010190 1234 \"", "\"0101901234\""},
    {"cpr", "\"610190-0aB1\"", "\"6101900AB1\""},
    {"cpr", "\"290200-1234\"", "\"2902001234\""},
    {"cpr", "\"310290-1234\"", "not-a-cpr"},
    {"cpr", "\"290201-1234\"", "not-a-cpr"},
    {"cpr", "\"000190-1234\"", "not-a-cpr"},
    {"cpr", "\"320190-1234\"", "not-a-cpr"},
    {"cpr", "\"600190-1234\"", "not-a-cpr"},
    {"cpr", "\"920190-1234\"", "not-a-cpr"},
    {"cpr", "\"011390-1234\"", "not-a-cpr"},
    {"cpr", "\"0A0190-1234\"", "not-a-cpr"},
    {"cpr", "\"010190-123\"", "not-a-cpr"},
    {"cpr", "\"010190-12345\"", "not-a-cpr"},
    {"cpr", "\"010190--1234\"", "not-a-cpr"},
    {"cpr", "\"010190-12æ\"", "not-a-cpr"},
    {"phone", "\"12 34 56 78\"", "\"12345678\""},
    {"phone", "\"02345678\"", "not-a-phone"},
    {"phone", "\"22 34 56 78\"", "\"22345678\""},
    {"phone", "\"+45 22345678\"", "\"22345678\""},
    {"phone", "\"0045-22345678\"", "\"22345678\""},
    {"phone", "\"+46 (8) 123-45-67\"", "\"+4681234567\""},
    {"phone", "\"+0123456789\"", "not-a-phone"},
    {"phone", "\"2234567\"", "not-a-phone"},
    {"phone", "\"223456789\"", "not-a-phone"},
    {"phone", "\"ring 22345678\"", "not-a-phone"},
    {"phone", "\"+1234567890123456789012345\"", "not-a-phone"},
    {"password", "\" a b \"", "\" a b \""},
    {"password", "\"   \"", "\"   \""},
    {"password", "\"\"", "null"},
    {"password", "\"ab\"", "too-short"},
    {"password", "\"123456789\"", "too-long"},
    {"password", "\"a\\nbc\"", "bad-text"},
    {"json", "{\"a\":[1,2]}", "{\"a\":[1,2]}"},
    {"json", "[1]", "[1]"},
    {"json", "\"x\"", "\"x\""},
    {"json", "null", "null"},
};

static const char *limits_of(const char *field, const char *code, struct arena *arena)
{
    for (const struct input_field *f = fields; f->name != NULL; f++) {
        if (strcmp(f->name, field) != 0)
            continue;
        bool upper = strcmp(code, "too-long") == 0 || strcmp(code, "too-large") == 0;
        bool lower = strcmp(code, "too-short") == 0 || strcmp(code, "too-small") == 0;
        if (upper)
            return arena_printf(arena, ",\"max\":%d", f->max > f->min ? f->max : INT_MAX);
        if (lower)
            return arena_printf(arena, ",\"min\":%d", f->min == 0 ? INT_MIN : f->min);
    }
    return "";
}

static void input_validate__every_type__read_or_named_error(void **state)
{
    (void)state;
    struct arena *arena = arena_new(0);
    for (size_t i = 0; i < ARRAY_LEN(values); i++) {
        const char *expected = values[i].expected;
        if (expected == NULL)
            continue;
        bool is_code = strchr("abcdefghijklmnopqrstuvwxyz", expected[0]) != NULL &&
                       strchr(expected, '-') != NULL;
        is_code = is_code || strcmp(expected, "repeated") == 0;
        const char *raw = arena_printf(arena, "{\"%s\":%s}", values[i].field, values[i].value);
        const char *result =
            is_code ? arena_printf(arena, "[{\"field\":\"%s\",\"code\":\"%s\"%s}]", values[i].field,
                                   expected, limits_of(values[i].field, expected, arena))
                    : arena_printf(arena, "{\"%s\":%s}", values[i].field, expected);
        check_spec(fields, NULL, raw, is_code ? ERR_INVALID : OK, result);
    }
    arena_free(arena);
}

static const struct input_field needed[] = {
    {.name = "title", .type = INPUT_TEXT, .flags = INPUT_REQUIRED, .max = 3},
    {.name = "who", .type = INPUT_UUIDS, .flags = INPUT_REQUIRED},
    {.name = "sure", .type = INPUT_BOOL, .flags = INPUT_REQUIRED},
    {.name = "note", .type = INPUT_LONGTEXT},
    {.name = NULL},
};

static void input_validate__required_missing__all_told_at_once(void **state)
{
    (void)state;
    static const char all[] = "[{\"field\":\"title\",\"code\":\"required\"},"
                              "{\"field\":\"who\",\"code\":\"required\"},"
                              "{\"field\":\"sure\",\"code\":\"required\"}]";
    check_spec(needed, NULL, "{}", ERR_INVALID, all);
    check_spec(needed, NULL, "{\"title\":\" \",\"who\":[\"\"],\"sure\":\"\"}", ERR_INVALID, all);
    check_spec(needed, NULL, "{\"title\":null,\"who\":[],\"sure\":null,\"note\":\"\"}", ERR_INVALID,
               all);
    check_spec(needed, NULL, "{\"title\":\"lang\",\"who\":\"x\",\"sure\":\"nej\",\"other\":\"1\"}",
               ERR_INVALID,
               "[{\"field\":\"title\",\"code\":\"too-long\",\"max\":3},"
               "{\"field\":\"who\",\"code\":\"not-a-uuid\"},"
               "{\"field\":\"sure\",\"code\":\"not-an-option\"},"
               "{\"field\":\"other\",\"code\":\"unknown-field\"}]");
}

static void input_validate__absent_and_empty_optional__absent_and_null(void **state)
{
    (void)state;
    check_spec(needed, NULL, "{\"title\":\"a\",\"who\":\"" UUID "\",\"sure\":\"on\"}", OK,
               "{\"title\":\"a\",\"who\":[\"" UUID "\"],\"sure\":true}");
    check_spec(needed, NULL, "{\"title\":\"a\",\"who\":\"" UUID "\",\"sure\":true,\"note\":\"\"}",
               OK, "{\"title\":\"a\",\"who\":[\"" UUID "\"],\"sure\":true,\"note\":null}");
}

static void input_validate__known_extras__are_taken(void **state)
{
    (void)state;
    check_spec(NULL, NULL, "{\"_version\":\"3\",\"_key\":\"" UUID "\",\"_csrf\":[\"x\"]}", OK,
               "{\"_version\":3,\"_key\":\"" UUID "\"}");
    check_spec(NULL, NULL, "{\"_version\":\"\",\"_key\":null}", OK, "{}");
    check_spec(NULL, NULL, "{}", OK, "{}");
    check_spec(NULL, NULL, "{\"_version\":\"x\",\"_key\":\"y\",\"_other\":\"z\"}", ERR_INVALID,
               "[{\"field\":\"_version\",\"code\":\"not-a-number\"},"
               "{\"field\":\"_key\",\"code\":\"not-a-uuid\"},"
               "{\"field\":\"_other\",\"code\":\"unknown-field\"}]");
    check_spec(NULL, NULL, "{\"_version\":-1}", ERR_INVALID,
               "[{\"field\":\"_version\",\"code\":\"too-small\",\"min\":0}]");
}

static void input_validate__path_names__are_required(void **state)
{
    (void)state;
    static const char *const names[] = {"plan_id", "section", NULL};
    check_spec(NULL, names, "{\"plan_id\":\"" UUID "\",\"section\":\"goals\"}", OK,
               "{\"plan_id\":\"" UUID "\",\"section\":\"goals\"}");
    check_spec(NULL, names, "{\"plan_id\":\"7\"}", ERR_INVALID,
               "[{\"field\":\"plan_id\",\"code\":\"not-a-uuid\"},"
               "{\"field\":\"section\",\"code\":\"required\"}]");
    check_spec(NULL, names, "{\"plan_id\":[\"" UUID "\",\"" UUID "\"],\"section\":\"A\"}",
               ERR_INVALID,
               "[{\"field\":\"plan_id\",\"code\":\"repeated\"},"
               "{\"field\":\"section\",\"code\":\"not-an-option\"}]");
}

static void input_validate__many_or_long_unknown_names__bounded(void **state)
{
    (void)state;
    struct arena *arena = arena_new(0);
    json_t *raw = json_object();
    json_t *input = NULL;
    json_t *errors = NULL;
    char name[320];
    for (int i = 0; i < 300; i++) {
        memset(name, 'x', sizeof name);
        snprintf(name + 290, 20, "%d", i);
        json_object_set_new(raw, name, json_integer(1));
    }
    assert_int_equal(input_validate(NULL, NULL, raw, arena, &input, &errors), ERR_INVALID);
    assert_int_equal(json_array_size(errors), 100);
    assert_int_equal(json_string_length(json_object_get(json_array_get(errors, 0), "field")), 64);
    json_decref(errors);
    json_decref(raw);
    arena_free(arena);
}

static void input_typed__failed_form__keeps_what_may_be_shown(void **state)
{
    (void)state;
    json_t *raw = json_loads("{\"text\":\"for lang\",\"day\":\"31.13.2026\",\"who\":[\"x\"],"
                             "\"cpr\":\"010190-1234\",\"password\":\"hemmelig\",\"_key\":\"k\","
                             "\"other\":\"o\",\"json\":{}}",
                             0, NULL);
    json_t *typed = input_typed(fields, raw);
    assert_string_equal(json_string_value(json_object_get(typed, "text")), "for lang");
    assert_string_equal(json_string_value(json_object_get(typed, "day")), "31.13.2026");
    assert_int_equal(json_array_size(json_object_get(typed, "who")), 1);
    assert_true(json_is_null(json_object_get(typed, "bool")));
    assert_true(json_is_null(json_object_get(typed, "json")));
    assert_null(json_object_get(typed, "cpr"));
    assert_null(json_object_get(typed, "password"));
    assert_null(json_object_get(typed, "_key"));
    assert_null(json_object_get(typed, "other"));
    json_decref(typed);
    json_decref(raw);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(input_validate__every_type__read_or_named_error),
        cmocka_unit_test(input_validate__required_missing__all_told_at_once),
        cmocka_unit_test(input_validate__absent_and_empty_optional__absent_and_null),
        cmocka_unit_test(input_validate__known_extras__are_taken),
        cmocka_unit_test(input_validate__path_names__are_required),
        cmocka_unit_test(input_validate__many_or_long_unknown_names__bounded),
        cmocka_unit_test(input_typed__failed_form__keeps_what_may_be_shown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
