/* The faces of the plan page, seen on 14 April 2026 at 13.40 in Denmark. */
#include "services/base/calendar.h"
#include "services/care/history.h"
#include "services/care/plan_view.h"
#include "services/care/strip.h"
#include "services/care/value.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char CORE[] =
    "{\"id\":\"p\",\"status_code\":\"active\",\"created_at\":\"2026-03-01T08:00:00Z\","
    "\"changed_at\":\"2026-04-01T08:00:00Z\",\"review_day\":\"2026-09-01\",\"citizen\":{\"id\":"
    "\"c\","
    "\"name\":\"Maja "
    "Holm\",\"given_name\":\"Maja\",\"cpr_masked\":\"090991-\",\"birth_day\":\"1991-09-09\"},"
    "\"words\":null,\"handover\":null,"
    "\"coordinations\":[{\"user_id\":\"old\",\"name\":\"Gammel\",\"started_at\":\"2026-01-01T00:00:"
    "00Z\","
    "\"ended_at\":\"2026-04-01T00:00:00Z\"},{\"user_id\":\"anders\",\"name\":\"Anders "
    "Lund\",\"phone\":\"12345610\","
    "\"started_at\":\"2026-04-01T00:00:00Z\",\"ended_at\":null}],"
    "\"team_list\":[{\"user_id\":\"anders\",\"name\":\"Anders Lund\",\"phone\":\"+4512345610\"},"
    "{\"name\":\"Line Holm\",\"phone\":\"ring\"},"
    "{\"user_id\":\"birgit\",\"name\":\"Birgit\",\"contact_type_code\":\"hospital-physician\"}],"
    "\"goals_list\":[{\"id\":\"g\",\"steps_total\":3,\"steps_done\":1,\"contributions_list\":[{"
    "\"state_code\":\"late\"}]}],"
    "\"tasks_list\":["
    "{\"id\":\"done-by-me\",\"status_code\":\"accepted\",\"due_day\":\"2026-04-22\",\"due_time\":"
    "\"13:00\",\"performer\":{\"user_id\":\"ole\"}},"
    "{\"id\":\"held\",\"status_code\":\"on-hold\",\"due_day\":\"2026-01-01\",\"performer\":{\"user_"
    "id\":\"x\"}},"
    "{\"id\":\"asked\",\"status_code\":\"proposed\",\"due_day\":\"2026-04-20\",\"proposed_at\":"
    "\"2026-04-08T10:00:00Z\",\"performer\":{\"user_id\":\"ole\"}},"
    "{\"id\":\"late\",\"status_code\":\"in-progress\",\"due_day\":\"2026-04-12\",\"performer\":{"
    "\"user_id\":\"rikke\"}},"
    "{\"id\":\"hers\",\"status_code\":\"in-progress\",\"due_day\":\"2026-04-16\",\"performer\":{"
    "\"citizen\":true}}],"
    "\"appointments_list\":[{\"title\":\"Holdt\",\"start_at\":\"2026-04-14T08:00:00Z\",\"end_at\":"
    "\"2026-04-14T09:00:00Z\"},"
    "{\"title\":\"Netværksmøde\",\"start_at\":\"2026-04-16T08:00:00Z\"}]}";

static struct today now(void)
{
    static const char text[] = "2026-04-14T11:40:00Z";
    int64_t s;

    assert_true(calendar_parse_at(text, strlen(text), &s));
    return today_at(s);
}

static json_t *document(const char *core, const char *more)
{
    json_t *view =
        json_loads("{\"contributing_plans_list\":[],\"hidden_n\":0,\"conflicts_list\":[],"
                   "\"changes_list\":[],\"join_requests_list\":[],\"seen_at\":null,"
                   "\"print_code\":null,\"rights\":{\"coordinate\":false,\"contribute\":true,"
                   "\"speak\":false,\"basis_code\":\"team\"}}",
                   0, NULL);
    json_t *extra = json_loads(more, 0, NULL);

    assert_non_null(view);
    assert_non_null(extra);
    (void)json_object_set_new(view, "plan", core != NULL ? json_loads(core, 0, NULL) : json_null());
    (void)json_object_update(view, extra);
    json_decref(extra);
    return view;
}

static json_t *built(const char *core, const char *more, const char *frame, const char *wanted)
{
    json_t *view = document(core, more), *reader = json_loads(frame, 0, NULL);

    assert_non_null(reader);
    plan_view_build(view, reader, wanted, now());
    json_decref(reader);
    return view;
}

#define OLE                                                                                        \
    "{\"role_code\":\"caseworker\",\"sector_code\":\"general-practice\",\"user_id\":\"ole\","      \
    "\"unit_id\":\"gp\"}"
#define RIKKE                                                                                      \
    "{\"role_code\":\"caseworker\",\"sector_code\":\"social\",\"user_id\":\"rikke\",\"unit_id\":"  \
    "\"soc\"}"
#define MAJA "{\"role_code\":\"citizen\",\"user_id\":\"maja\"}"

static const char *first_id(const json_t *view, const char *list)
{
    return value_text(json_array_get(json_object_get(view, list), 0), "id");
}

static void face__by_reader__is_theirs(void **state)
{
    (void)state;
    static const struct {
        const char *core, *more, *frame, *wanted, *face;
    } rows[] = {
        {CORE, "{}", RIKKE, NULL, "team"},
        {CORE, "{}", OLE, NULL, "gp"},
        {CORE, "{}", OLE, "full", "team"},
        {CORE, "{}", MAJA, NULL, "citizen"},
        {CORE, "{\"print_code\":\"citizen\"}", RIKKE, NULL, "citizen"},
        {CORE, "{\"print_code\":\"gp\"}", RIKKE, NULL, "gp"},
        {CORE, "{\"print_code\":\"meeting\"}", OLE, NULL, "team"},
        {NULL, "{}", RIKKE, NULL, "part"},
        {NULL, "{\"no_plan\":true}", MAJA, NULL, "none"},
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        json_t *view = built(rows[i].core, rows[i].more, rows[i].frame, rows[i].wanted);
        assert_string_equal(value_text(view, "face_code"), rows[i].face);
        json_decref(view);
    }
}

static void strip__periods__the_one_that_runs_coordinates(void **state)
{
    (void)state;
    json_t *view = built(CORE, "{}", RIKKE, NULL);
    const json_t *strip = json_object_get(view, "citizen");
    const json_t *coordinator = json_object_get(strip, "coordinator");

    assert_string_equal(value_text(coordinator, "name"), "Anders Lund");
    assert_string_equal(value_text(coordinator, "phone"), "12 34 56 10");
    assert_string_equal(value_text(coordinator, "phone_href"), "tel:+4512345610");
    assert_int_equal(value_int(strip, "age_n"), 34);
    assert_string_equal(value_text(json_object_get(strip, "next_appointment"), "title"),
                        "Netværksmøde");
    assert_null(value_text(strip, "no_coordinator_since_day"));
    assert_int_equal(json_array_size(json_object_get(strip, "warnings_list")), 0);
    json_decref(view);
}

static void strip__nobody_coordinates__is_a_red_warning(void **state)
{
    (void)state;
    json_t *core = json_loads(CORE, 0, NULL);
    (void)json_object_set_new(core, "coordinations", json_array());
    char *text = json_dumps(core, 0);
    json_t *view = built(text, "{}", RIKKE, NULL);
    const json_t *strip = json_object_get(view, "citizen");
    const json_t *warning = json_array_get(json_object_get(strip, "warnings_list"), 0);

    assert_string_equal(value_text(warning, "level_code"), "red");
    assert_string_equal(value_text(strip, "no_coordinator_since_day"), "2026-03-01");
    json_decref(view);
    json_decref(core);
    free(text);
}

static void strip__age__counts_whole_years(void **state)
{
    (void)state;
    const struct calendar_day born = {2000, 2, 29}, before = {2026, 2, 28}, after = {2026, 3, 1};

    assert_int_equal(strip_age(calendar_number(born), calendar_number(before)), 25);
    assert_int_equal(strip_age(calendar_number(born), calendar_number(after)), 26);
}

static void tasks__order__late_then_waiting_then_by_date_then_held(void **state)
{
    (void)state;
    static const char *const order[] = {"late", "asked", "hers", "done-by-me", "held"};
    json_t *view = built(CORE, "{}", OLE, NULL);
    const json_t *todo = json_object_get(view, "todo_list");

    assert_int_equal(json_array_size(todo), 5);
    for (size_t i = 0; i < 5; i++)
        assert_string_equal(value_text(json_array_get(todo, i), "id"), order[i]);
    assert_int_equal(value_int(json_array_get(todo, 0), "overdue_n"), 2);
    assert_int_equal(value_int(json_array_get(todo, 1), "waiting_n"), 6);
    assert_string_equal(value_text(json_array_get(todo, 3), "due_clock"), "13.00");
    assert_int_equal(value_int(json_array_get(todo, 4), "overdue_n"), 0);
    json_decref(view);
}

static void tasks__ask__is_what_waits_for_the_reader(void **state)
{
    (void)state;
    json_t *view = built(CORE, "{}", OLE, NULL);
    assert_string_equal(value_text(json_object_get(view, "ask"), "id"), "asked");
    json_decref(view);
    view = built(CORE, "{}", RIKKE, NULL);
    assert_true(json_is_null(json_object_get(view, "ask")));
    json_decref(view);
}

static void tasks__citizen__hers_apart_from_the_others(void **state)
{
    (void)state;
    json_t *view = built(CORE, "{}", MAJA, NULL);
    assert_int_equal(json_array_size(json_object_get(view, "my_list")), 1);
    assert_string_equal(first_id(view, "my_list"), "hers");
    json_decref(view);
    view = built(CORE, "{\"print_code\":\"citizen\"}", RIKKE, NULL);
    assert_string_equal(first_id(view, "my_list"), "hers"); /* not the one who prints */
    json_decref(view);
}

static void team__phones_and_roles__are_ready_to_show(void **state)
{
    (void)state;
    json_t *view = built(CORE, "{}", RIKKE, NULL);
    const json_t *team = json_object_get(json_object_get(view, "plan"), "team_list");

    assert_true(value_true(json_array_get(team, 0), "is_coordinator"));
    assert_string_equal(value_text(json_array_get(team, 0), "phone_href"), "tel:+4512345610");
    assert_null(value_text(json_array_get(team, 1), "phone_href"));
    assert_string_equal(value_text(json_array_get(team, 1), "phone"), "ring");
    assert_string_equal(value_text(json_object_get(view, "treatment"), "name"), "Birgit");
    json_decref(view);
}

static void parts__conflict__names_the_other_plan(void **state)
{
    (void)state;
    json_t *view = built(CORE,
                         "{\"contributing_plans_list\":[{\"id\":\"a\",\"title\":\"Jobplan\","
                         "\"owner_unit_id\":\"soc\"},"
                         "{\"id\":\"b\",\"title\":\"Behandlingsplan\",\"owner_unit_id\":\"psy\"}],"
                         "\"conflicts_list\":[{\"id\":\"k\",\"part_a_id\":\"a\",\"part_b_id\":"
                         "\"b\",\"text_a\":\"x\",\"text_b\":\"y\"}]}",
                         RIKKE, NULL);
    const json_t *parts = json_object_get(view, "contributing_plans_list");
    const json_t *clash = json_object_get(json_array_get(parts, 0), "clash_msg");
    const json_t *conflict = json_array_get(json_object_get(view, "conflicts_list"), 0);

    assert_string_equal(value_text(clash, "title"), "Behandlingsplan");
    assert_true(value_true(json_array_get(parts, 0), "is_own"));
    assert_false(value_true(json_array_get(parts, 1), "is_own"));
    assert_string_equal(value_text(json_object_get(conflict, "b"), "title"), "Behandlingsplan");
    assert_int_equal(json_array_size(json_object_get(view, "why_list")), 2);
    json_decref(view);
}

/* ---- History ---- */

static json_t *told(const char *change, int64_t seen_s)
{
    json_t *list = json_array();

    (void)json_array_append_new(list, json_loads(change, 0, NULL));
    history_present_list(list, seen_s, "me", 20, SIZE_MAX);
    return list;
}

static void history__update__old_and_new_of_known_fields(void **state)
{
    (void)state;
    json_t *list = told(
        "{\"entity_code\":\"contributing_plan\",\"entity_id\":\"i\",\"action_code\":\"update\","
        "\"title\":\"Jobplan\","
        "\"fields_list\":[{\"field\":\"milestone_day\",\"old\":\"2026-08-01\",\"new\":\"2026-05-"
        "01\"},"
        "{\"field\":\"responsible_user_id\",\"old\":null,\"new\":\"u\",\"new_text\":\"Karim\"},"
        "{\"field\":\"next_step\",\"old\":\"en lang tekst ommm ærlighed\",\"new\":\"\"},"
        "{\"field\":\"xyz\",\"old\":1,\"new\":2}],\"changed_at\":\"2026-04-13T12:20:00Z\",\"user_"
        "id\":\"karim\"}",
        0);
    const json_t *change = json_array_get(list, 0);
    const json_t *fields = json_object_get(change, "changes_list");

    assert_true(value_true(change, "new"));
    assert_string_equal(value_text(json_object_get(change, "what_msg"), "key"),
                        "history.what.contributing_plan_update");
    assert_int_equal(json_array_size(fields), 3);
    assert_string_equal(value_text(json_object_get(json_array_get(fields, 0), "new_msg"), "v_day"),
                        "2026-05-01");
    assert_string_equal(value_text(json_object_get(json_array_get(fields, 1), "new_msg"), "v"),
                        "Karim");
    assert_string_equal(value_text(json_object_get(json_array_get(fields, 2), "old_msg"), "v"),
                        "en lang tekst ommm \xe2\x80\xa6");
    assert_true(json_is_null(json_object_get(json_array_get(fields, 2), "new_msg")));
    json_decref(list);
}

static void history__status__has_a_sentence_and_is_not_told_twice(void **state)
{
    (void)state;
    json_t *list = told("{\"entity_code\":\"task\",\"entity_id\":\"i\",\"action_code\":\"update\","
                        "\"title\":\"T\",\"name\":\"Sofie\","
                        "\"fields_list\":[{\"field\":\"status_code\",\"old\":\"proposed\",\"new\":"
                        "\"counter-proposed\"}],"
                        "\"changed_at\":\"2026-04-13T12:20:00Z\",\"user_id\":\"me\"}",
                        0);
    const json_t *change = json_array_get(list, 0);

    assert_string_equal(value_text(json_object_get(change, "what_msg"), "key"),
                        "history.what.task_status_counter_proposed");
    assert_int_equal(json_array_size(json_object_get(change, "changes_list")), 0);
    assert_false(value_true(change, "new")); /* one's own change is no news */
    json_decref(list);
}

static void history__secret_fields__only_that_they_changed(void **state)
{
    (void)state;
    json_t *list =
        told("{\"entity_code\":\"citizen\",\"entity_id\":\"i\",\"action_code\":\"update\","
             "\"fields_list\":[{\"field\":\"address\",\"old\":\"Hemmelig Sti 7\",\"new\":\"x\"}],"
             "\"changed_at\":\"2026-04-13T12:20:00Z\"}",
             INT64_MAX);
    const json_t *fields = json_object_get(json_array_get(list, 0), "changes_list");

    assert_true(json_is_null(json_object_get(json_array_get(fields, 0), "old_msg")));
    assert_string_equal(value_text(json_object_get(json_array_get(fields, 0), "new_msg"), "key"),
                        "history.v.changed");
    json_decref(list);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(face__by_reader__is_theirs),
        cmocka_unit_test(strip__periods__the_one_that_runs_coordinates),
        cmocka_unit_test(strip__nobody_coordinates__is_a_red_warning),
        cmocka_unit_test(strip__age__counts_whole_years),
        cmocka_unit_test(tasks__order__late_then_waiting_then_by_date_then_held),
        cmocka_unit_test(tasks__ask__is_what_waits_for_the_reader),
        cmocka_unit_test(tasks__citizen__hers_apart_from_the_others),
        cmocka_unit_test(team__phones_and_roles__are_ready_to_show),
        cmocka_unit_test(parts__conflict__names_the_other_plan),
        cmocka_unit_test(history__update__old_and_new_of_known_fields),
        cmocka_unit_test(history__status__has_a_sentence_and_is_not_told_twice),
        cmocka_unit_test(history__secret_fields__only_that_they_changed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
