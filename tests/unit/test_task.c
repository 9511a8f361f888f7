/* What the pages of tasks, meetings and the overview add to their documents. */
#include "services/base/macros.h"
#include "services/care/appointment.h"
#include "services/care/filter.h"
#include "services/care/overview.h"
#include "services/care/task.h"
#include "services/care/value.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct arena *arena;
static const struct route route = {.path = "/tasks", .input = task_list_input};

static int open_arena(void **state)
{
    (void)state;
    arena = arena_new(4096);
    return 0;
}

static int close_arena(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

static json_t *parse(const char *text)
{
    json_t *value = json_loads(text, 0, NULL);

    assert_non_null(value);
    return value;
}

/* Runs a present function over a document; the input is what the address held. */
static json_t *presented(present_fn *present, const char *input, const char *document)
{
    json_t *fields = parse(input), *view = parse(document);
    const struct request rq = {.route = &route, .path = "/tasks", .input = fields, .arena = arena};

    assert_int_equal(present(&rq, view), OK);
    json_decref(fields);
    return view;
}

static const char *text_at(const json_t *view, const char *list, size_t i, const char *key)
{
    return value_text(json_array_get(json_object_get(view, list), i), key);
}

static void filter_choices_add__one_chosen__marks_it(void **state)
{
    static const char *const codes[] = {"me", "others", NULL};
    json_t *view = json_object(), *values = parse("{\"ball\":\"others\"}");

    (void)state;
    filter_choices_add(view, values, "ball", codes, "ball_code");
    const json_t *choices = json_object_get(view, "ball_options");
    assert_int_equal(json_array_size(choices), 2);
    assert_false(value_true(json_array_get(choices, 0), "selected"));
    assert_true(value_true(json_array_get(choices, 1), "selected"));
    assert_string_equal(text_at(view, "ball_options", 1, "ball_code"), "others");
    json_decref(values);
    json_decref(view);
}

static void filter_used__only_a_cursor__is_no_filter(void **state)
{
    json_t *cursor = parse("{\"cursor\":\"abc\"}"), *due = parse("{\"due\":\"week\"}");

    (void)state;
    assert_false(filter_used(NULL, task_plan_list_input));
    assert_false(filter_used(cursor, task_plan_list_input));
    assert_true(filter_used(due, task_plan_list_input));
    json_decref(cursor);
    json_decref(due);
}

static void task_list_present__answers__counts_them_and_keeps_the_card_apart(void **state)
{
    json_t *view = presented(
        task_list_present, "{\"list\":\"answer\"}",
        "{\"list_code\":\"answer\",\"lists\":[{\"list_code\":\"answer\",\"n\":99},"
        "{\"list_code\":\"mine\",\"n\":3}],\"answers\":[{\"id\":\"h\"}],\"card\":{\"id\":\"a\"},"
        "\"tasks\":[{\"id\":\"a\"},{\"id\":\"b\"}],\"values\":{\"list\":\"answer\"},\"next\":null,"
        "\"first_page\":true}");

    (void)state;
    assert_string_equal(text_at(view, "pills", 0, "href"), "/tasks");
    assert_string_equal(text_at(view, "pills", 1, "n_text"), "99+");
    assert_string_equal(text_at(view, "pills", 2, "n_text"), "3");
    assert_true(value_true(json_array_get(json_object_get(view, "pills"), 1), "current"));
    assert_int_equal(value_int(view, "rows_n"), 1);
    assert_string_equal(text_at(view, "rows", 0, "id"), "b");
    assert_false(value_true(view, "filtered"));
    json_decref(view);
}

static void task_list_present__failed_change__keeps_the_ticks(void **state)
{
    json_t *view =
        presented(task_list_present, "{}",
                  "{\"list_code\":\"all\",\"lists\":[],\"tasks\":[{\"id\":\"a\"},{\"id\":\"b\"}],"
                  "\"field\":{\"task_ids\":{\"options\":[{\"value\":\"b\",\"selected\":true}]}},"
                  "\"form\":{\"failed\":true},\"next\":null,\"first_page\":true}");

    (void)state;
    const json_t *rows = json_object_get(view, "rows");
    assert_false(value_true(json_array_get(rows, 0), "ticked"));
    assert_true(value_true(json_array_get(rows, 1), "ticked"));
    assert_true(value_true(view, "bulk_failed"));
    json_decref(view);
}

static void task_present__taken_on__offers_a_way_out(void **state)
{
    json_t *view = presented(task_present, "{}",
                             "{\"can\":{\"decline\":true,\"accept\":false,\"start\":true},"
                             "\"outside\":false,\"frame\":{\"role_code\":\"caseworker\"},"
                             "\"field\":{\"answer\":{\"value\":\"accept-counter\"}}}");

    (void)state;
    assert_true(value_true(json_object_get(view, "can"), "decline_later"));
    assert_true(value_true(view, "any_action"));
    assert_true(value_true(view, "has_strip"));
    assert_true(value_true(json_object_get(view, "chosen"), "accept_counter"));
    json_decref(view);
}

static void task_bulk_present__mixed__sorts_them(void **state)
{
    json_t *view = presented(task_bulk_present, "{}",
                             "{\"action_code\":\"hold\",\"results\":[{\"id\":\"a\",\"done\":true},"
                             "{\"id\":\"b\",\"done\":false}]}");

    (void)state;
    assert_string_equal(text_at(view, "done_list", 0, "id"), "a");
    assert_string_equal(text_at(view, "failed_list", 0, "id"), "b");
    assert_string_equal(value_text(view, "bulk_action_code"), "hold");
    json_decref(view);
}

static void appointment_list_present__three_meetings__stand_under_their_days(void **state)
{
    json_t *view = presented(
        appointment_list_present, "{}",
        "{\"when_code\":\"past\",\"whose_code\":\"all\",\"appointments\":["
        "{\"id\":\"a\",\"start_day\":\"2026-04-16\"},{\"id\":\"b\",\"start_day\":\"2026-04-16\"},"
        "{\"id\":\"c\",\"start_day\":\"2026-04-17\"}],\"next\":null,\"first_page\":true}");

    (void)state;
    const json_t *days = json_object_get(view, "days_list");
    assert_int_equal(json_array_size(days), 2);
    assert_int_equal(json_array_size(json_object_get(json_array_get(days, 0), "meetings_list")), 2);
    assert_string_equal(text_at(view, "when_options", 0, "href"),
                        "/appointments?when=coming&whose=all");
    assert_true(value_true(json_array_get(json_object_get(view, "when_options"), 1), "current"));
    json_decref(view);
}

static void overview_present__caseworker__gets_five_numbers(void **state)
{
    json_t *view = presented(
        overview_present, "{}",
        "{\"late_n\":2,\"answers_n\":0,\"waiting_n\":100,\"changes_n\":6,\"meetings_n\":1,"
        "\"changes_list\":[]}");

    (void)state;
    const json_t *tiles = json_object_get(view, "tiles");
    assert_int_equal(json_array_size(tiles), 5);
    assert_true(value_true(json_array_get(tiles, 0), "late"));
    assert_false(value_true(json_array_get(tiles, 1), "wait"));
    assert_string_equal(text_at(view, "tiles", 2, "n_text"), "99+");
    json_decref(view);
}

static void overview_present__others__have_none(void **state)
{
    json_t *view = presented(overview_present, "{}", "{\"figures_list\":[]}");

    (void)state;
    assert_null(json_object_get(view, "tiles"));
    json_decref(view);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(filter_choices_add__one_chosen__marks_it),
        cmocka_unit_test(filter_used__only_a_cursor__is_no_filter),
        cmocka_unit_test(task_list_present__answers__counts_them_and_keeps_the_card_apart),
        cmocka_unit_test(task_list_present__failed_change__keeps_the_ticks),
        cmocka_unit_test(task_present__taken_on__offers_a_way_out),
        cmocka_unit_test(task_bulk_present__mixed__sorts_them),
        cmocka_unit_test(appointment_list_present__three_meetings__stand_under_their_days),
        cmocka_unit_test(overview_present__caseworker__gets_five_numbers),
        cmocka_unit_test(overview_present__others__have_none),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
