/* Translations, Danish dates and local time. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "services/base/i18n.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#define NOW 1776340800 /* 2026-04-16T12:00:00Z = 14.00 in Denmark, a Thursday */

static const char words[] =
    "{\"da\":{\"a\":{\"b\":\"ord\",\"msg\":\"{who} skal svare senest {due_day}, {at} {n}\"},"
    "\"codes\":{\"status\":{\"in-progress\":\"I gang\"}},"
    "\"counts\":{\"over\":{\"zero\":\"intet\",\"one\":\"1 dag\",\"other\":\"{n} dage\"},"
    "\"plain\":{\"one\":\"{n} sag\",\"other\":\"{n} sager\"}}},"
    "\"en\":{\"a\":{\"b\":\"word\"}}}";

static struct i18n *load(const char *text)
{
    struct i18n *i18n = NULL;
    struct problems problems = {.out = stderr};
    assert_int_equal(i18n_load_take(json_loads(text, 0, NULL), &problems, &i18n), OK);
    return i18n;
}

static void i18n_text__keys_and_languages__found_or_null(void **state)
{
    (void)state;
    struct i18n *i18n = load(words);
    assert_int_equal(i18n_n_languages(i18n), 2);
    assert_string_equal(i18n_language_name(i18n, 0), "da");
    assert_int_equal(i18n_language(i18n, "en"), 1);
    assert_int_equal(i18n_language(i18n, "de"), -1);
    assert_string_equal(i18n_text(i18n, "da", "a.b"), "ord");
    assert_string_equal(i18n_text(i18n, "en", "a.b"), "word");
    assert_null(i18n_text(i18n, "da", "a"));
    assert_null(i18n_text(i18n, "da", "a.c"));
    assert_null(i18n_text(i18n, "da", "a.b.c"));
    assert_null(i18n_text(i18n, "da", ""));
    assert_null(i18n_text(i18n, "de", "a.b"));
    i18n_free(i18n);
    i18n_free(NULL);
}

static void i18n_load__wrong_values__are_told(void **state)
{
    (void)state;
    struct i18n *i18n = NULL;
    char *text = NULL;
    size_t n = 0;
    struct problems problems = {.out = open_memstream(&text, &n)};
    assert_int_equal(
        i18n_load_take(json_loads("{\"da\":{\"a\":{\"b\":1},\"c\":[]},\"en\":7}", 0, NULL),
                       &problems, &i18n),
        ERR_INVALID);
    assert_int_equal(i18n_load_take(json_loads("{\"en\":{}}", 0, NULL), &problems, &i18n), ERR_IO);
    assert_int_equal(i18n_load("/nonexistent", &problems, &i18n), ERR_IO);
    fclose(problems.out);
    assert_int_equal(problems.n, 5);
    assert_non_null(strstr(text, "i18n/da.json: a.b is neither"));
    assert_non_null(strstr(text, "i18n/da.json: c is neither"));
    assert_non_null(strstr(text, "i18n/en.json: not an object"));
    assert_non_null(strstr(text, "i18n/da.json: missing"));
    assert_null(i18n);
    free(text);
}

static void i18n_compare__different_keys__are_told_in_both_directions(void **state)
{
    (void)state;
    struct problems problems = {.out = NULL};
    struct i18n *i18n =
        load("{\"da\":{\"a\":{\"b\":\"\",\"c\":\"\"}},\"en\":{\"a\":{\"b\":\"\",\"d\":\"\"}}}");
    i18n_compare(i18n, &problems);
    assert_int_equal(problems.n, 2);
    i18n_free(i18n);
}

static void i18n_format__params__are_filled_in_by_kind(void **state)
{
    (void)state;
    struct i18n *i18n = load(words);
    struct arena *arena = arena_new(0);
    struct i18n_reader reader = i18n_reader(i18n, "da", NOW);
    json_t *params =
        json_loads("{\"who\":[\"A\",\"B\",\"C\"],\"due_day\":\"2026-05-01\",\"n\":1234}", 0, NULL);
    assert_string_equal(i18n_format(&reader, "a.msg", params, arena),
                        "A, B og C skal svare senest 1. maj, {at} 1.234");
    assert_string_equal(i18n_format(&reader, "a.b", NULL, arena), "ord");
    assert_null(i18n_format(&reader, "a.x", params, arena));
    assert_null(i18n_format(&reader, "a", params, arena));
    assert_string_equal(i18n_count(&reader, "over", 4, 0, arena), "intet");
    assert_string_equal(i18n_count(&reader, "over", 4, 1, arena), "1 dag");
    assert_string_equal(i18n_count(&reader, "over", 4, 2, arena), "2 dage");
    assert_string_equal(i18n_count(&reader, "over", 4, -1, arena), "1 dag");
    assert_string_equal(i18n_count(&reader, "plain", 5, 0, arena), "0 sager");
    assert_null(i18n_count(&reader, "none", 4, 0, arena));
    assert_string_equal(i18n_code(&reader, "status", 6, "in-progress"), "I gang");
    assert_null(i18n_code(&reader, "status", 6, "done"));
    json_decref(params);
    arena_free(arena);
    i18n_free(i18n);
}

static void i18n_list__sizes__are_joined(void **state)
{
    (void)state;
    static const char *const cases[][2] = {{"[]", ""},
                                           {"[\"a\"]", "a"},
                                           {"[\"a\",\"b\"]", "a og b"},
                                           {"[\"a\",1,\"b\",\"c\"]", "a, b og c"}};
    struct arena *arena = arena_new(0);
    struct i18n_reader reader = i18n_reader(NULL, NULL, NOW);
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        json_t *list = json_loads(cases[i][0], 0, NULL);
        assert_string_equal(i18n_list(&reader, list, arena), cases[i][1]);
        json_decref(list);
    }
    arena_free(arena);
}

static void i18n_integer__signs_and_sizes__are_grouped(void **state)
{
    (void)state;
    struct i18n_reader reader = i18n_reader(NULL, NULL, NOW);
    char text[I18N_DATE_BYTES];
    static const struct {
        int64_t value;
        const char *expected;
    } cases[] = {{0, "0"},
                 {999, "999"},
                 {1000, "1.000"},
                 {-1234567, "-1.234.567"},
                 {INT64_MIN, "-9.223.372.036.854.775.808"}};
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        i18n_integer(&reader, cases[i].value, text);
        assert_string_equal(text, cases[i].expected);
    }
    static const struct {
        double value;
        const char *expected;
    } reals[] = {{1234.5, "1.234,5"}, {0.25, "0,25"}, {-0.0, "0"}, {-3, "-3"}, {1e300, "1e+300"}};
    for (size_t i = 0; i < ARRAY_LEN(reals); i++) {
        i18n_real(&reader, reals[i].value, text);
        assert_string_equal(text, reals[i].expected);
    }
}

static void calendar_number__every_day_of_four_centuries__goes_there_and_back(void **state)
{
    (void)state;
    struct calendar_day day = {1800, 1, 1};
    int64_t number = calendar_number(day);
    int weekday = calendar_weekday(day);
    assert_int_equal(calendar_number((struct calendar_day){1970, 1, 1}), 0);
    assert_int_equal(calendar_weekday((struct calendar_day){2026, 4, 16}), 4);
    for (int i = 0; i < 146097; i++) {
        struct calendar_day back = calendar_from_number(number + i);
        assert_true(calendar_exists(back));
        assert_int_equal(calendar_number(back), number + i);
        assert_int_equal(calendar_weekday(back), (weekday - 1 + i) % 7 + 1);
    }
}

/* Both clocks around every change and on ordinary days, against the system's time zone data. */
static void calendar_denmark__1950_to_2100__agrees_with_the_time_zone_data(void **state)
{
    (void)state;
    setenv("TZ", "Europe/Copenhagen", 1);
    tzset();
    time_t probe =
        1752568496; /* a day in July 2025; UTC only would mean that the data is missing */
    struct tm local;
    assert_int_equal(localtime_r(&probe, &local)->tm_gmtoff, 7200);
    for (int64_t s = -631152000; s < 4102444800; s += 1799) {
        time_t t = (time_t)s;
        localtime_r(&t, &local);
        struct calendar_time ours = calendar_denmark(s);
        if (ours.hour != local.tm_hour || ours.day.day != local.tm_mday ||
            ours.day.month != local.tm_mon + 1 || ours.day.year != local.tm_year + 1900 ||
            ours.minute != local.tm_min || ours.second != local.tm_sec)
            fail_msg("at %jd: hour %d, not %d", (intmax_t)s, ours.hour, local.tm_hour);
    }
    unsetenv("TZ");
    tzset();
}

static void calendar_denmark__edges_of_summer_time__change_at_one_utc(void **state)
{
    (void)state;
    static const struct {
        const char *utc;
        int day, hour;
    } cases[] = {
        {"2026-03-29T00:59:59Z", 29, 1}, {"2026-03-29T01:00:00Z", 29, 3},
        {"2026-10-25T00:59:59Z", 25, 2}, {"2026-10-25T01:00:00Z", 25, 2},
        {"2027-03-28T00:59:59Z", 28, 1}, {"2027-03-28T01:00:00Z", 28, 3},
        {"2024-03-31T01:00:00Z", 31, 3}, {"1980-04-06T00:59:59Z", 6, 1},
        {"1980-04-06T01:00:00Z", 6, 3},  {"1980-09-28T01:00:00Z", 28, 2},
        {"2025-12-31T23:00:00Z", 1, 0},  {"1969-12-31T23:30:00Z", 1, 0},
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        int64_t s = 0;
        assert_true(calendar_parse_at(cases[i].utc, strlen(cases[i].utc), &s));
        struct calendar_time t = calendar_denmark(s);
        assert_int_equal(t.day.day, cases[i].day);
        assert_int_equal(t.hour, cases[i].hour);
    }
}

static void calendar_parse_at__forms__read_or_refused(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int64_t expected; /* -1: refused */
    } cases[] = {
        {"1970-01-01T00:00:01Z", 1},
        {"1970-01-01T00:00:01.123456Z", 1},
        {"1970-01-01 01:00:01+01:00", 1},
        {"1970-01-01T01:00:01+01", 1},
        {"1970-01-01T01:00:01.5+0100", 1},
        {"1969-12-31T23:00:01-01:00", 1},
        {"1970-01-01T00:00:01", -1},
        {"1970-01-01T00:00Z", -1},
        {"1970-01-01T00:00:01.Z", -1},
        {"1970-01-01T24:00:01Z", -1},
        {"1970-01-01T00:60:01Z", -1},
        {"1970-02-30T00:00:01Z", -1},
        {"1970-01-01T00:00:01+1:00", -1},
        {"1970-01-01T00:00:01+25:00", -1},
        {"1970-01-01T00:00:01Zx", -1},
        {"not a time at all, really", -1},
        {"", -1},
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        int64_t s = -1;
        bool ok = calendar_parse_at(cases[i].text, strlen(cases[i].text), &s);
        assert_int_equal(ok, cases[i].expected != -1);
        assert_int_equal(s, cases[i].expected);
    }
}

static void calendar_parse_day__forms__read_or_refused(void **state)
{
    (void)state;
    static const char *const good[] = {"2026-04-16", "2024-02-29", "2000-02-29", "0001-01-01"};
    static const char *const bad[] = {"2026-4-16",  "2026-04-31", "2023-02-29", "1900-02-29",
                                      "2026-13-01", "2026-00-01", "0000-01-01", "2026/04/16",
                                      "2026-04-1 ", "+026-04-16"};
    struct calendar_day day;
    for (size_t i = 0; i < ARRAY_LEN(good); i++)
        assert_true(calendar_parse_day(good[i], strlen(good[i]), &day));
    for (size_t i = 0; i < ARRAY_LEN(bad); i++)
        assert_false(calendar_parse_day(bad[i], strlen(bad[i]), &day));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(i18n_text__keys_and_languages__found_or_null),
        cmocka_unit_test(i18n_load__wrong_values__are_told),
        cmocka_unit_test(i18n_compare__different_keys__are_told_in_both_directions),
        cmocka_unit_test(i18n_format__params__are_filled_in_by_kind),
        cmocka_unit_test(i18n_list__sizes__are_joined),
        cmocka_unit_test(i18n_integer__signs_and_sizes__are_grouped),
        cmocka_unit_test(calendar_number__every_day_of_four_centuries__goes_there_and_back),
        cmocka_unit_test(calendar_denmark__1950_to_2100__agrees_with_the_time_zone_data),
        cmocka_unit_test(calendar_denmark__edges_of_summer_time__change_at_one_utc),
        cmocka_unit_test(calendar_parse_at__forms__read_or_refused),
        cmocka_unit_test(calendar_parse_day__forms__read_or_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
