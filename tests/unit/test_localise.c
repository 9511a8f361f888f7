/* Derived names, every ending, with the edges of days, years and summer time. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "services/http/localise.h"

#include <string.h>

#define NOON 1776340800 /* 2026-04-16T12:00:00Z, a Thursday; 14.00 in Denmark */

static const char words[] =
    "{\"da\":{\"plan\":{\"next\":\"Møde {meeting_at} med {who}\"},"
    "\"codes\":{\"status\":{\"in-progress\":\"I gang\",\"a\":\"A!\"}},"
    "\"counts\":{\"overdue\":{\"one\":\"1 dag over fristen\",\"other\":\"{n} dage over fristen\"},"
    "\"task_list\":{\"zero\":\"ingen opgaver\",\"one\":\"1 opgave\",\"other\":\"{n} opgaver\"}}},"
    "\"en\":{}}";

static struct i18n *i18n;

static int setup(void **state)
{
    (void)state;
    struct problems problems = {.out = stderr};
    return i18n_load_take(json_loads(words, 0, NULL), &problems, &i18n);
}

static int teardown(void **state)
{
    (void)state;
    i18n_free(i18n);
    return 0;
}

static int64_t at(const char *utc)
{
    int64_t s = 0;
    assert_true(calendar_parse_at(utc, strlen(utc), &s));
    return s;
}

/* Checks the derived text of key for a JSON value, seen at now_s. */
static void derives_in(const char *language, int64_t now_s, const char *key, const char *value_text,
                       const char *expected, bool expected_missing)
{
    struct arena *arena = arena_new(0);
    struct i18n_reader reader = i18n_reader(i18n, language, now_s);
    struct localise_name name = localise_name(key, strlen(key), arena);
    json_t *value = json_loads(value_text, JSON_DECODE_ANY, NULL);
    char buf[I18N_DATE_BYTES];
    size_t n;
    bool missing;
    assert_non_null(value);
    assert_true(localise_is_text(name.kind));
    const char *text = localise_text(&reader, &name, value, arena, buf, &n, &missing);
    assert_string_equal(text, expected);
    assert_int_equal(n, strlen(expected));
    assert_int_equal(missing, expected_missing);
    json_t *json = localise_value(&reader, &name, value, arena);
    assert_string_equal(json_string_value(json), expected);
    json_decref(json);
    json_decref(value);
    arena_free(arena);
}

static void derives(const char *key, const char *value, const char *expected)
{
    derives_in("da", NOON, key, value, expected, false);
}

static void derives_json(const char *key, const char *value_text, const char *expected_text)
{
    struct arena *arena = arena_new(0);
    struct i18n_reader reader = i18n_reader(i18n, "da", NOON);
    struct localise_name name = localise_name(key, strlen(key), arena);
    json_t *value = json_loads(value_text, JSON_DECODE_ANY, NULL);
    json_t *expected = json_loads(expected_text, JSON_DECODE_ANY, NULL);
    assert_false(localise_is_text(name.kind));
    json_t *got = localise_value(&reader, &name, value, arena);
    assert_true(json_equal(got, expected));
    json_decref(got);
    json_decref(expected);
    json_decref(value);
    arena_free(arena);
}

static void localise_name__endings__are_taken_apart(void **state)
{
    (void)state;
    static const struct {
        const char *key;
        enum localise_kind kind;
        const char *base, *topic;
    } cases[] = {
        {"due_at_text", LOCALISE_AT_TEXT, "due_at", "due"},
        {"due_at_iso", LOCALISE_AT_ISO, "due_at", "due"},
        {"due_day_text", LOCALISE_DAY_TEXT, "due_day", "due"},
        {"due_day_form", LOCALISE_DAY_FORM, "due_day", "due"},
        {"due_day_long", LOCALISE_DAY_LONG, "due_day", "due"},
        {"status_code_text", LOCALISE_CODE_TEXT, "status_code", "status"},
        {"status_is", LOCALISE_CODE_IS, "status_code", "status"},
        {"role_codes_list", LOCALISE_CODES_LIST, "role_codes", "role"},
        {"role_codes_list_some", LOCALISE_LIST_SOME, "role_codes", "role"},
        {"role_codes_list_n", LOCALISE_LIST_N, "role_codes", "role"},
        {"over_n_text", LOCALISE_N_TEXT, "over_n", "over"},
        {"over_n_some", LOCALISE_N_SOME, "over_n", "over"},
        {"next_msg_text", LOCALISE_MSG_TEXT, "next_msg", "next"},
        {"task_list_some", LOCALISE_LIST_SOME, "task_list", "task"},
        {"task_list_n", LOCALISE_LIST_N, "task_list", "task"},
        {"task_list_n_text", LOCALISE_LIST_N_TEXT, "task_list", "task_list"},
    };
    struct arena *arena = arena_new(0);
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct localise_name name = localise_name(cases[i].key, strlen(cases[i].key), arena);
        assert_int_equal(name.kind, cases[i].kind);
        assert_int_equal(name.base_bytes, strlen(cases[i].base));
        assert_memory_equal(name.base, cases[i].base, name.base_bytes);
        assert_int_equal(name.topic_bytes, strlen(cases[i].topic));
        assert_memory_equal(name.topic, cases[i].topic, name.topic_bytes);
    }
    static const char *const plain[] = {
        "",       "x",         "text",    "_at_text",      "_is",
        "due_at", "task_list", "at_text", "due_day_texts", "due-day-text"};
    for (size_t i = 0; i < ARRAY_LEN(plain); i++)
        assert_int_equal(localise_name(plain[i], strlen(plain[i]), arena).kind, LOCALISE_NONE);
    arena_free(arena);
}

static void at_text__today_yesterday_and_other_days__as_people_say(void **state)
{
    (void)state;
    derives("x_at_text", "\"2026-04-16T11:40:00Z\"", "i dag kl. 13.40");
    derives("x_at_text", "\"2026-04-16T11:40:00.123456+00:00\"", "i dag kl. 13.40");
    derives("x_at_text", "\"2026-04-15T22:00:00Z\"", "i dag");
    derives("x_at_text", "\"2026-04-15T21:59:59Z\"", "i går kl. 23.59");
    derives("x_at_text", "\"2026-04-15T07:05:00Z\"", "i går kl. 9.05");
    derives("x_at_text", "\"2026-04-14T21:59:00Z\"", "14. april kl. 23.59");
    derives("x_at_text", "\"2026-04-17T08:00:00Z\"", "17. april kl. 10.00");
    derives("x_at_text", "\"2025-04-16T08:00:00Z\"", "16. april 2025 kl. 10.00");
    derives("x_at_text", "\"2027-01-01T08:00:00Z\"", "1. januar 2027 kl. 9.00");
    derives_in("en", NOON, "x_at_text", "\"2026-04-16T11:40:00Z\"", "today at 13:40", false);
    derives_in("en", NOON, "x_at_text", "\"2026-04-15T07:05:00Z\"", "yesterday at 9:05", false);
    derives_in("en", NOON, "x_at_text", "\"2026-03-01T07:05:00Z\"", "1 March at 8:05", false);
}

static void at_text__around_midnight_in_denmark__counts_danish_days(void **state)
{
    (void)state;
    /* 22:30 UTC on 15 April is 00.30 on the 16th in Denmark. */
    derives_in("da", at("2026-04-15T22:30:00Z"), "x_at_text", "\"2026-04-15T21:30:00Z\"",
               "i går kl. 23.30", false);
    derives_in("da", at("2026-04-15T22:30:00Z"), "x_at_text", "\"2026-04-15T22:05:00Z\"",
               "i dag kl. 0.05", false);
    /* New year's night: yesterday was another year. */
    derives_in("da", at("2025-12-31T23:10:00Z"), "x_at_text", "\"2025-12-31T22:50:00Z\"",
               "i går kl. 23.50", false);
    derives_in("da", at("2025-12-31T23:10:00Z"), "x_at_text", "\"2025-12-30T10:00:00Z\"",
               "30. december 2025 kl. 11.00", false);
}

static void at_text__night_of_the_clock_change__shows_the_wall_clock(void **state)
{
    (void)state;
    int64_t spring = at("2026-03-29T12:00:00Z");
    int64_t autumn = at("2026-10-25T12:00:00Z");
    derives_in("da", spring, "x_at_text", "\"2026-03-29T00:59:00Z\"", "i dag kl. 1.59", false);
    derives_in("da", spring, "x_at_text", "\"2026-03-29T01:00:00Z\"", "i dag kl. 3.00", false);
    derives_in("da", autumn, "x_at_text", "\"2026-10-25T00:30:00Z\"", "i dag kl. 2.30", false);
    derives_in("da", autumn, "x_at_text", "\"2026-10-25T01:30:00Z\"", "i dag kl. 2.30", false);
    derives_in("da", autumn, "x_at_text", "\"2026-10-24T21:59:00Z\"", "i går kl. 23.59", false);
}

static void at_iso__any_offset__is_utc(void **state)
{
    (void)state;
    derives("x_at_iso", "\"2026-04-16T13:40:00.5+02:00\"", "2026-04-16T11:40:00Z");
}

static void day__three_styles(void **state)
{
    (void)state;
    derives("x_day_text", "\"2026-04-16\"", "16. april");
    derives("x_day_text", "\"2025-12-31\"", "31. december 2025");
    derives("x_day_form", "\"2026-04-06\"", "06.04.2026");
    derives("x_day_long", "\"2026-04-16\"", "torsdag 16. april");
    derives("x_day_long", "\"2027-01-03\"", "søndag 3. januar 2027");
    derives_in("en", NOON, "x_day_long", "\"2026-04-16\"", "Thursday 16 April", false);
}

static void texts__null_and_unreadable_values__are_empty_or_as_they_are(void **state)
{
    (void)state;
    static const char *const keys[] = {"x_at_text",   "x_at_iso",   "x_day_text",
                                       "x_day_form",  "x_day_long", "status_code_text",
                                       "over_n_text", "x_msg_text"};
    for (size_t i = 0; i < ARRAY_LEN(keys); i++) {
        derives(keys[i], "null", "");
        derives(keys[i], "{}", "");
    }
    derives("x_day_form", "\"31.13.2026\"", "31.13.2026");
    derives("x_at_text", "\"soon\"", "soon");
    derives("x_day_text", "\"\"", "");
    derives("over_n_text", "\"3\"", "");
}

static void code__text_and_is(void **state)
{
    (void)state;
    derives("status_code_text", "\"in-progress\"", "I gang");
    derives("status_code_text", "\"\"", "");
    derives_in("da", NOON, "status_code_text", "\"odd\"", "odd", true);
    derives_in("da", NOON, "other_code_text", "\"odd\"", "odd", true);
    derives_json("status_is", "\"in-progress\"", "{\"in_progress\":true}");
    derives_json("status_is", "null", "{}");
    json_t *code = json_string("in-progress");
    assert_true(localise_is(code, "in_progress", 11));
    assert_true(localise_is(code, "in-progress", 11));
    assert_false(localise_is(code, "in_progres", 10));
    assert_false(localise_is(code, "in.progress", 11));
    assert_false(localise_is(NULL, "x", 1));
    json_decref(code);
}

static void codes_list__words_beside_values(void **state)
{
    (void)state;
    derives_json("status_codes_list", "[\"a\",\"odd\",1]",
                 "[{\"value\":\"a\",\"text\":\"A!\"},{\"value\":\"odd\",\"text\":\"odd\"}]");
    derives_json("status_codes_list", "null", "[]");
    derives_json("status_codes_list_some", "[\"a\"]", "true");
    derives_json("status_codes_list_n", "[\"a\"]", "1");
}

static void n__text_and_some(void **state)
{
    (void)state;
    derives("overdue_n_text", "1", "1 dag over fristen");
    derives("overdue_n_text", "2000", "2.000 dage over fristen");
    derives_in("da", NOON, "unknown_n_text", "2000", "2.000", true);
    derives_json("overdue_n_some", "1", "true");
    derives_json("overdue_n_some", "0", "false");
    derives_json("overdue_n_some", "-1", "false");
    derives_json("overdue_n_some", "null", "false");
}

static void msg__params_are_formatted(void **state)
{
    (void)state;
    derives("next_msg_text",
            "{\"key\":\"plan.next\",\"meeting_at\":\"2026-04-16T11:40:00Z\",\"who\":[\"A\",\"B\"]}",
            "Møde i dag kl. 13.40 med A og B");
    derives_in("da", NOON, "next_msg_text", "{\"key\":\"plan.unknown\"}", "plan.unknown", true);
}

static void list__some_number_and_text(void **state)
{
    (void)state;
    derives_json("task_list_some", "[1]", "true");
    derives_json("task_list_some", "[]", "false");
    derives_json("task_list_some", "null", "false");
    derives_json("task_list_n", "[1,2]", "2");
    derives("task_list_n_text", "[]", "ingen opgaver");
    derives("task_list_n_text", "[1]", "1 opgave");
    derives("task_list_n_text", "[1,2]", "2 opgaver");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(localise_name__endings__are_taken_apart),
        cmocka_unit_test(at_text__today_yesterday_and_other_days__as_people_say),
        cmocka_unit_test(at_text__around_midnight_in_denmark__counts_danish_days),
        cmocka_unit_test(at_text__night_of_the_clock_change__shows_the_wall_clock),
        cmocka_unit_test(at_iso__any_offset__is_utc),
        cmocka_unit_test(day__three_styles),
        cmocka_unit_test(texts__null_and_unreadable_values__are_empty_or_as_they_are),
        cmocka_unit_test(code__text_and_is),
        cmocka_unit_test(codes_list__words_beside_values),
        cmocka_unit_test(n__text_and_some),
        cmocka_unit_test(msg__params_are_formatted),
        cmocka_unit_test(list__some_number_and_text),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
