/* The faces of the plan page. */
#include "services/care/plan_view.h"

#include "services/base/calendar.h"
#include "services/base/clock.h"
#include "services/care/history.h"
#include "services/care/plan_lanes.h"
#include "services/care/plan_parts.h"
#include "services/care/plan_remarks.h"
#include "services/care/plan_tasks.h"
#include "services/care/plan_warnings.h"
#include "services/care/strip.h"
#include "services/care/value.h"

#include <stdio.h>
#include <string.h>

#define EXCERPT_FIELDS 3
#define EXCERPT_MAX 6
#define AGREED_MAX 3

static const char *face_choose(const json_t *view, const json_t *frame, const char *wanted)
{
    const bool citizen = value_is(frame, "role_code", "citizen");

    if (value_true(view, "no_plan"))
        return "none";
    if (value_is(json_object_get(view, "rights"), "basis_code", "break-glass"))
        return "emergency";
    if (!json_is_object(json_object_get(view, "plan")))
        return "part";
    if (value_text(view, "print_code") != NULL)
        return value_is(view, "print_code", "citizen") ? "citizen"
               : value_is(view, "print_code", "gp")    ? "gp"
                                                       : "team";
    if (citizen)
        return "citizen";
    if (value_is(frame, "sector_code", "general-practice") && !value_same(wanted, "full"))
        return "gp";
    return "team";
}

/* ---- Goals ---- */

static json_t *segments_new(int64_t done, int64_t total)
{
    json_t *segments = json_array();

    for (int64_t i = 0; i < total && i < 20; i++)
        (void)json_array_append_new(segments, json_pack("{s:b}", "on", i < done ? 1 : 0));
    return segments;
}

static void goals_add(json_t *core)
{
    json_t *goal, *c;
    size_t i, k;

    json_array_foreach(json_object_get(core, "goals_list"), i, goal)
    {
        const int64_t done = value_int(goal, "steps_done"), total = value_int(goal, "steps_total");
        json_t *steps = json_pack("{s:s, s:I, s:I}", "key", "plan.steps", "done", (json_int_t)done,
                                  "total", (json_int_t)total);

        (void)json_object_set_new(goal, "steps_msg", total > 0 ? steps : json_null());
        if (total <= 0)
            json_decref(steps);
        (void)json_object_set_new(goal, "segments_list", segments_new(done, total));
        json_array_foreach(json_object_get(goal, "contributions_list"), k, c)
        {
            const bool late =
                value_is(c, "state_code", "late") || value_is(c, "state_code", "conflict");
            value_set_true(c, "late", late);
            value_set_true(c, "soon", value_is(c, "state_code", "waiting"));
        }
    }
}

/* ---- The team ---- */

static void team_add(json_t *core, struct today today)
{
    const json_t *coordinator = strip_coordinator(core, today);
    const char *id = value_text(coordinator, "user_id");
    json_t *person;
    size_t i;

    json_array_foreach(json_object_get(core, "team_list"), i, person)
    {
        static const char *const shown[] = {"title",      "unit",         "organisation",
                                            "helps_with", "relationship", "phone_hours",
                                            "user_id"};

        for (size_t k = 0; k < sizeof(shown) / sizeof(shown[0]); k++) {
            if (json_object_get(person, shown[k]) == NULL)
                value_set_text(person, shown[k], NULL);
        }
        if (value_text(person, "sector_code") == NULL)
            value_set_text(person, "sector_code", "citizen");
        value_set_true(person, "is_coordinator", value_same(value_text(person, "user_id"), id));
        strip_phone(person);
    }
}

/* Who is responsible for the treatment, for the one minute: null when the team does not tell. */
static json_t *treatment_find(const json_t *core)
{
    static const char *const types[] = {"hospital-physician", "treatment-responsible",
                                        "private-specialist-psychologist"};
    json_t *person;
    size_t i;

    for (size_t k = 0; k < sizeof(types) / sizeof(types[0]); k++) {
        json_array_foreach(json_object_get(core, "team_list"), i, person)
        {
            if (value_is(person, "contact_type_code", types[k]))
                return json_incref(person);
        }
    }
    return json_null();
}

static json_t *agreed_new(const json_t *core, struct today today)
{
    json_t *agreed = json_array(), *a;
    size_t i;
    int64_t start;

    json_array_foreach(json_object_get(core, "appointments_list"), i, a)
    {
        if (value_at(a, "start_at", &start) && start > today.now_s &&
            json_array_size(agreed) < AGREED_MAX)
            (void)json_array_append(agreed, a);
    }
    return agreed;
}

/* ---- Own words, history, why ---- */

static void words_add(json_t *view, json_t *core, const json_t *frame)
{
    const json_t *rights = json_object_get(view, "rights");
    const json_t *citizen = json_object_get(core, "citizen");
    const bool own = value_is(frame, "role_code", "citizen") && value_true(rights, "speak");
    json_t *words = json_object_get(core, "words");

    value_set_true(view, "words_own", own);
    value_set_true(view, "words_ask",
                   !own && value_true(rights, "coordinate") && !value_true(citizen, "has_account"));
    (void)json_object_set(view, "words", json_is_object(words) ? words : json_null());
}

static void why_append(json_t *list, const char *key, const char *title)
{
    json_t *m = json_pack("{s:s, s:s}", "key", key, "title", title != NULL ? title : "");

    (void)json_array_append_new(list, json_pack("{s:o}", "reason_msg", m));
}

static void why_add(json_t *view, const json_t *frame)
{
    const char *basis = value_text_or_empty(json_object_get(view, "rights"), "basis_code");
    json_t *why = json_array(), *part;
    char key[64];
    size_t i;

    (void)snprintf(key, sizeof(key), "why.%s", basis);
    for (char *p = key; *p != '\0'; p++) {
        if (*p == '-')
            *p = '_';
    }
    if (strcmp(basis, "own-part") != 0)
        why_append(why, key, NULL);
    json_array_foreach(json_object_get(view, "contributing_plans_list"), i, part)
    {
        const json_t *person = json_object_get(part, "responsible");

        if (value_same(value_text(part, "owner_unit_id"), value_text(frame, "unit_id")))
            why_append(why, "why.own_part", value_text(part, "title"));
        else if (value_same(value_text(person, "user_id"), value_text(frame, "user_id")))
            why_append(why, "why.responsible", value_text(part, "title"));
    }
    (void)json_object_set_new(view, "why_list", why);
}

/* Keeps list sorted by id, highest first, and no longer than EXCERPT_MAX. */
static void change_insert(json_t *list, json_t *change)
{
    size_t i = 0;

    while (i < json_array_size(list) &&
           value_int(json_array_get(list, i), "id") > value_int(change, "id"))
        i++;
    (void)json_array_insert(list, i, change);
    if (json_array_size(list) > EXCERPT_MAX)
        (void)json_array_remove(list, EXCERPT_MAX);
}

/* The latest of what the sections hold. */
static json_t *changes_merge(const json_t *view)
{
    const json_t *plan = json_object_get(view, "plan"), *part;
    json_t *list = json_array(), *change;
    size_t i, k;

    json_array_foreach(json_object_get(plan, "recent_list"), k, change) change_insert(list, change);
    json_array_foreach(json_object_get(view, "contributing_plans_list"), i, part)
    {
        json_array_foreach(json_object_get(part, "recent_list"), k, change)
            change_insert(list, change);
    }
    return list;
}

static void history_add(json_t *view, const json_t *frame)
{
    json_t *changes = changes_merge(view);
    int64_t seen_s;

    (void)json_object_set_new(view, "changes_list", changes);

    if (!value_at(view, "seen_at", &seen_s))
        seen_s = INT64_MAX;
    history_present_list(changes, seen_s, value_text(frame, "user_id"), HISTORY_EXCERPT_BYTES,
                         EXCERPT_FIELDS);
    const json_t *latest = json_array_get(changes, 0);
    value_set_text(view, "last_change_by", value_text(latest, "name"));
    if (latest != NULL)
        value_copy(view, "updated_at", latest, "changed_at");
    else
        value_copy(view, "updated_at", json_object_get(view, "plan"), "changed_at");
}

/* ---- Emergencies ---- */

/* The contributing plans of a class; the shared core has none. */
static json_t *class_parts(const json_t *view, const char *class_code)
{
    json_t *list = json_array(), *part;
    size_t i;

    json_array_foreach(json_object_get(view, "contributing_plans_list"), i, part)
    {
        if (value_is(part, "class_code", class_code)) {
            strip_phone(json_object_get(part, "responsible"));
            (void)json_array_append(list, part);
        }
    }
    return list;
}

static bool list_holds(const json_t *list, const char *text)
{
    const json_t *element;
    size_t i;

    json_array_foreach(list, i, element)
    {
        if (value_same(json_string_value(element), text))
            return true;
    }
    return false;
}

/* What was chosen, class by class, with what there is of it; opened_list: all but the core. */
static void emergency_add(json_t *view)
{
    const json_t *opening = json_object_get(view, "break_glass"), *code;
    const json_t *barred = json_object_get(opening, "barred_codes");
    json_t *list = json_array();
    size_t i;

    json_array_foreach(json_object_get(opening, "class_codes"), i, code)
    {
        const char *text = json_string_value(code);

        if (!value_same(text, "core") && !list_holds(barred, text))
            (void)json_array_append_new(list,
                                        json_pack("{s:O, s:o}", "class_code", code, "parts_list",
                                                  class_parts(view, text != NULL ? text : "")));
    }
    (void)json_object_set_new(view, "opened_list", list);
}

/* ---- The page ---- */

static void core_add(json_t *view, json_t *core, const json_t *frame, struct today today)
{
    const bool coordinates = value_true(json_object_get(view, "rights"), "coordinate");
    json_t *strip = strip_new(core, frame, coordinates, today);

    value_copy(view, "plan_id", core, "id");
    (void)json_object_set_new(view, "citizen", strip);
    value_copy(view, "citizen_coordinator", strip, "coordinator");
    value_copy(view, "citizen_next", strip, "next_appointment");
    plan_warnings_add(view, core, frame, today);
    plan_tasks_add(view, core, frame, today);
    goals_add(core);
    team_add(core, today);
    words_add(view, core, frame);
    (void)json_object_set_new(view, "treatment", treatment_find(core));
    (void)json_object_set_new(view, "agreed_list", agreed_new(core, today));
}

/* Two plans to compare, and a reader who may mark. */
static bool may_mark(const json_t *view, const json_t *frame)
{
    return json_array_size(json_object_get(view, "contributing_plans_list")) > 1 &&
           value_is(frame, "role_code", "caseworker");
}

static void today_add(json_t *view, struct today today)
{
    const struct calendar_day day = calendar_from_number(today.day);
    char text[48];

    (void)snprintf(text, sizeof(text), "%04d-%02d-%02d", day.year, day.month, day.day);
    value_set_text(view, "today_day", text);
    clock_text(today.now_s * 1000, text);
    value_set_text(view, "today_at", text);
}

void plan_view_build(json_t *view, const json_t *frame, const char *wanted, struct today today)
{
    json_t *core = json_object_get(view, "plan");
    const json_t *first = json_array_get(json_object_get(view, "contributing_plans_list"), 0);

    today_add(view, today);
    value_copy(view, "plan_id", first, "plan_id");
    value_set_true(view, "may_mark", may_mark(view, frame));
    value_set_text(view, "face_code", face_choose(view, frame, wanted));
    value_set_true(view, "printing", value_text(view, "print_code") != NULL);
    if (json_is_object(core))
        core_add(view, core, frame, today);
    plan_parts_add(view, frame, today);
    plan_remarks_add(view, frame);
    emergency_add(view);
    why_add(view, frame);
    history_add(view, frame);
    plan_lanes_build(view, today.day);
}
