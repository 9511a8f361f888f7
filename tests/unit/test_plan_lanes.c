/* The chart of plans in time, seen from 14 April 2026. */
#include "services/base/calendar.h"
#include "services/care/plan_lanes.h"
#include "services/care/value.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static int64_t number(const char *text)
{
    struct calendar_day day;

    assert_true(calendar_parse_day(text, strlen(text), &day));
    return calendar_number(day);
}

static json_t *built(const char *parts, const char *conflicts, const char *today)
{
    json_t *view = json_object();

    json_object_set_new(view, "contributing_plans_list", json_loads(parts, 0, NULL));
    json_object_set_new(view, "conflicts_list", json_loads(conflicts, 0, NULL));
    plan_lanes_build(view, number(today));
    return view;
}

static json_t *lane(const json_t *view, size_t i)
{
    return json_object_get(json_array_get(json_object_get(view, "contributing_plans_list"), i),
                           "lane");
}

static const char *at(const json_t *lane, const char *what, const char *key)
{
    const json_t *object = json_object_get(lane, what);

    assert_true(json_is_object(object));
    return value_text(object, key);
}

static void axis__middle_of_month__starts_with_it(void **state)
{
    (void)state;
    json_t *view = built("[]", "[]", "2026-04-14");
    const json_t *lanes = json_object_get(view, "lanes");
    const json_t *months = json_object_get(lanes, "months_list");

    assert_int_equal(json_array_size(months), 6);
    assert_string_equal(value_text(json_array_get(months, 0), "month_code"), "04");
    assert_string_equal(value_text(json_array_get(months, 0), "x"), "0.0");
    assert_string_equal(value_text(json_array_get(months, 1), "x"), "70.5");
    assert_string_equal(value_text(json_array_get(months, 5), "month_code"), "09");
    assert_string_equal(value_text(lanes, "today_x"), "30.5");
    json_decref(view);
}

static void axis__first_days_of_january__shows_december_and_years(void **state)
{
    (void)state;
    json_t *view = built("[]", "[]", "2026-01-05");
    const json_t *months = json_object_get(json_object_get(view, "lanes"), "months_list");

    assert_string_equal(value_text(json_array_get(months, 0), "month_code"), "12");
    assert_null(value_text(json_array_get(months, 0), "year"));
    assert_string_equal(value_text(json_array_get(months, 1), "year"), "2026");
    json_decref(view);
}

static void bar__active_plan__from_start_to_end(void **state)
{
    (void)state;
    json_t *view =
        built("[{\"id\":\"a\",\"status_code\":\"active\",\"period_start_day\":\"2026-04-07\","
              "\"period_end_day\":\"2026-07-31\",\"bar_text\":\"Ingen krav om arbejde\"}]",
              "[]", "2026-04-14");
    const json_t *l = lane(view, 0);

    assert_string_equal(at(l, "bar", "x"), "14.1");
    assert_string_equal(at(l, "bar", "w"), "272.6");
    assert_true(value_true(json_object_get(l, "bar"), "line"));
    assert_false(value_true(json_object_get(l, "bar"), "dashed"));
    assert_string_equal(at(l, "bar_label", "x"), "37.5"); /* clear of today's line */
    assert_string_equal(at(l, "bar_label", "anchor"), "start");
    json_decref(view);
}

static void bar__began_long_ago_and_open__fills_the_window_without_line(void **state)
{
    (void)state;
    json_t *view =
        built("[{\"id\":\"a\",\"status_code\":\"active\",\"period_start_day\":\"2020-01-01\","
              "\"period_end_day\":null}]",
              "[]", "2026-04-14");

    assert_string_equal(at(lane(view, 0), "bar", "x"), "0.0");
    assert_string_equal(at(lane(view, 0), "bar", "w"), "427.0");
    assert_false(value_true(json_object_get(lane(view, 0), "bar"), "line"));
    assert_true(json_is_null(json_object_get(lane(view, 0), "bar_label")));
    json_decref(view);
}

static void bar__on_hold__dashed_from_today_until_it_ends(void **state)
{
    (void)state;
    json_t *view =
        built("[{\"id\":\"a\",\"status_code\":\"on-hold\",\"period_start_day\":\"2026-01-01\","
              "\"on_hold_until_day\":\"2026-08-10\",\"milestone_day\":\"2026-08-10\","
              "\"milestone_text\":\"Genoptages\"}]",
              "[]", "2026-04-14");

    assert_string_equal(at(lane(view, 0), "bar", "x"), "30.5");
    assert_string_equal(at(lane(view, 0), "bar", "w"), "277.3");
    assert_true(value_true(json_object_get(lane(view, 0), "bar"), "dashed"));
    assert_string_equal(at(lane(view, 0), "dot", "x"), "307.8");
    assert_string_equal(at(lane(view, 0), "dot", "label_x"), "316.8");
    json_decref(view);
}

static void bar__over_or_far_ahead__is_not_drawn(void **state)
{
    (void)state;
    json_t *view =
        built("[{\"id\":\"a\",\"status_code\":\"completed\",\"period_start_day\":\"2025-01-01\","
              "\"period_end_day\":\"2025-12-31\"},{\"id\":\"b\",\"status_code\":\"active\","
              "\"period_start_day\":\"2027-01-01\",\"milestone_day\":\"2027-02-01\"}]",
              "[]", "2026-04-14");

    assert_true(json_is_null(json_object_get(lane(view, 0), "bar")));
    assert_true(json_is_null(json_object_get(lane(view, 1), "bar")));
    assert_true(json_is_null(json_object_get(lane(view, 1), "dot")));
    json_decref(view);
}

static void dot__text_does_not_fit_on_the_right__stands_on_the_left(void **state)
{
    (void)state;
    json_t *view =
        built("[{\"id\":\"a\",\"status_code\":\"active\",\"period_start_day\":\"2026-04-01\","
              "\"milestone_day\":\"2026-09-20\",\"milestone_text\":\"Første samtale\"}]",
              "[]", "2026-04-14");

    assert_string_equal(at(lane(view, 0), "dot", "anchor"), "end");
    assert_true(atof(at(lane(view, 0), "dot", "label_x")) < atof(at(lane(view, 0), "dot", "x")));
    json_decref(view);
}

static void conflict__two_plans__range_in_both_lanes_and_clash_in_the_first(void **state)
{
    (void)state;
    json_t *view =
        built("[{\"id\":\"psyk\",\"status_code\":\"active\",\"period_start_day\":\"2026-04-07\"},"
              "{\"id\":\"job\",\"status_code\":\"active\",\"period_start_day\":\"2026-05-01\"},"
              "{\"id\":\"soc\",\"status_code\":\"active\",\"period_start_day\":\"2026-05-01\"}]",
              "[{\"part_a_id\":\"job\",\"part_b_id\":\"psyk\",\"from_day\":\"2026-05-01\","
              "\"to_day\":\"2026-07-31\"}]",
              "2026-04-14");

    for (size_t i = 0; i < 2; i++) {
        const json_t *ranges = json_object_get(lane(view, i), "ranges_list");
        assert_int_equal(json_array_size(ranges), 1);
        assert_string_equal(value_text(json_array_get(ranges, 0), "x"), "70.5");
        assert_string_equal(value_text(json_array_get(ranges, 0), "w"), "216.2");
    }
    assert_true(json_is_null(json_object_get(lane(view, 0), "clash")));
    assert_string_equal(at(lane(view, 1), "clash", "box_x"), "63.5");
    assert_string_equal(at(lane(view, 1), "clash", "cross"), "M67.0 14.5l7 7m0-7l-7 7");
    assert_int_equal(json_array_size(json_object_get(lane(view, 2), "ranges_list")), 0);
    json_decref(view);
}

static void conflict__without_days__draws_nothing(void **state)
{
    (void)state;
    json_t *view =
        built("[{\"id\":\"a\",\"status_code\":\"active\",\"period_start_day\":\"2026-04-07\"}]",
              "[{\"part_a_id\":\"a\",\"part_b_id\":\"b\",\"from_day\":null,\"to_day\":null}]",
              "2026-04-14");

    assert_int_equal(json_array_size(json_object_get(lane(view, 0), "ranges_list")), 0);
    assert_true(json_is_null(json_object_get(lane(view, 0), "clash")));
    json_decref(view);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(axis__middle_of_month__starts_with_it),
        cmocka_unit_test(axis__first_days_of_january__shows_december_and_years),
        cmocka_unit_test(bar__active_plan__from_start_to_end),
        cmocka_unit_test(bar__began_long_ago_and_open__fills_the_window_without_line),
        cmocka_unit_test(bar__on_hold__dashed_from_today_until_it_ends),
        cmocka_unit_test(bar__over_or_far_ahead__is_not_drawn),
        cmocka_unit_test(dot__text_does_not_fit_on_the_right__stands_on_the_left),
        cmocka_unit_test(conflict__two_plans__range_in_both_lanes_and_clash_in_the_first),
        cmocka_unit_test(conflict__without_days__draws_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
