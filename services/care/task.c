/* Specs and present steps of tasks. The functions are sql/functions/task/. */
#include "services/care/task.h"

#include "services/care/filter.h"
#include "services/care/history.h"
#include "services/care/pager.h"
#include "services/care/value.h"

#include <stdint.h>
#include <string.h>

static const char *const LISTS[] = {"all", "answer", "mine", "waiting", "unit", "informed", NULL};
static const char *const BALLS[] = {"me", "others", NULL};
static const char *const SHOWN[] = {"open", "late", "unanswered", "on-hold", "done", NULL};
static const char *const PLAN_SHOWN[] = {"open", "late",   "unanswered", "on-hold",
                                         "done", "closed", NULL};
static const char *const DUE[] = {"today", "week", "none", NULL};
static const char *const SECTORS[] = {
    "psychiatry",      "somatic",   "social",    "employment",
    "substance-use",   "education", "health",    "general-practice",
    "children-family", "housing",   "voluntary", "private-provider",
    "administration",  NULL};
static const char *const PRIORITIES[] = {"low", "normal", "high", "urgent", NULL};
static const char *const ANSWERS[] = {"accept",         "counter",        "decline",
                                      "accept-counter", "refuse-counter", NULL};
static const char *const ACTIONS[] = {"take",   "start",  "done",     "undo", "hold",
                                      "resume", "cancel", "reassign", NULL};
static const char *const BULK_ACTIONS[] = {"remind", "due", "hold", "take", NULL};
static const char *const BACK[] = {"overview", "waiting", "task", NULL};

const struct input_field task_list_input[] = {
    {.name = "list", .type = INPUT_CODE, .codes = LISTS},
    {.name = "ball", .type = INPUT_CODE, .codes = BALLS},
    {.name = "status", .type = INPUT_CODE, .codes = SHOWN},
    {.name = "sector", .type = INPUT_CODE, .codes = SECTORS},
    {.name = "due", .type = INPUT_CODE, .codes = DUE},
    {.name = "plan_id", .type = INPUT_UUID},
    {.name = "cursor", .type = INPUT_CURSOR},
    {.name = NULL},
};

const struct input_field task_bulk_input[] = {
    {.name = "task_ids", .type = INPUT_UUIDS},
    {.name = "action", .type = INPUT_CODE, .flags = INPUT_REQUIRED, .codes = BULK_ACTIONS},
    {.name = "bulk_due_day", .type = INPUT_DAY},
    {.name = "bulk_hold_until_day", .type = INPUT_DAY},
    {.name = "bulk_text", .type = INPUT_TEXT, .max = 300},
    {.name = "list", .type = INPUT_CODE, .codes = LISTS}, /* the list that is shown again */
    {.name = "ball", .type = INPUT_CODE, .codes = BALLS},
    {.name = "status", .type = INPUT_CODE, .codes = PLAN_SHOWN},
    {.name = "sector", .type = INPUT_CODE, .codes = SECTORS},
    {.name = "due", .type = INPUT_CODE, .codes = DUE},
    {.name = "plan_id", .type = INPUT_UUID},
    {.name = "cursor", .type = INPUT_CURSOR},
    {.name = NULL},
};

const struct input_field task_filter_input[] = {
    {.name = "name", .type = INPUT_TEXT, .flags = INPUT_REQUIRED, .max = 60},
    {.name = "list", .type = INPUT_CODE, .codes = LISTS},
    {.name = "ball", .type = INPUT_CODE, .codes = BALLS},
    {.name = "status", .type = INPUT_CODE, .codes = SHOWN},
    {.name = "sector", .type = INPUT_CODE, .codes = SECTORS},
    {.name = "due", .type = INPUT_CODE, .codes = DUE},
    {.name = "plan_id", .type = INPUT_UUID},
    {.name = NULL},
};

const struct input_field task_plan_list_input[] = {
    {.name = "ball", .type = INPUT_CODE, .codes = BALLS},
    {.name = "status", .type = INPUT_CODE, .codes = PLAN_SHOWN},
    {.name = "sector", .type = INPUT_CODE, .codes = SECTORS},
    {.name = "due", .type = INPUT_CODE, .codes = DUE},
    {.name = "cursor", .type = INPUT_CURSOR},
    {.name = NULL},
};

const struct input_field task_new_input[] = {
    {.name = "goal_id", .type = INPUT_UUID},
    {.name = "contributing_plan_id", .type = INPUT_UUID},
    {.name = "performer_q", .type = INPUT_TEXT, .max = 100},
    {.name = NULL},
};

#define TASK_FIELDS                                                                                \
    {.name = "title", .type = INPUT_TEXT, .max = 200},                                             \
        {.name = "performer_id", .type = INPUT_TEXT, .max = 100},                                  \
        {.name = "performer_q", .type = INPUT_TEXT, .max = 100},                                   \
        {.name = "find", .type = INPUT_BOOL}, {.name = "goal_id", .type = INPUT_UUID},             \
        {.name = "due_day", .type = INPUT_DAY}, {.name = "due_time", .type = INPUT_TIME},          \
        {.name = "answer_by_day", .type = INPUT_DAY},                                              \
        {.name = "description", .type = INPUT_LONGTEXT, .max = 4000},                              \
        {.name = "plain_text", .type = INPUT_LONGTEXT, .max = 1000},                               \
        {.name = "priority", .type = INPUT_CODE, .codes = PRIORITIES},                             \
    {                                                                                              \
        .name = "informed_ids", .type = INPUT_UUIDS                                                \
    }

const struct input_field task_create_input[] = {
    TASK_FIELDS,
    {.name = "contributing_plan_id", .type = INPUT_UUID},
    {.name = "only_part", .type = INPUT_BOOL},
    {.name = NULL},
};

const struct input_field task_edit_input[] = {
    {.name = "performer_q", .type = INPUT_TEXT, .max = 100},
    {.name = NULL},
};

const struct input_field task_update_input[] = {
    TASK_FIELDS,
    {.name = "reason", .type = INPUT_TEXT, .max = 300},
    {.name = NULL},
};

const struct input_field task_answer_input[] = {
    {.name = "answer", .type = INPUT_CODE, .flags = INPUT_REQUIRED, .codes = ANSWERS},
    {.name = "proposed_day", .type = INPUT_DAY},
    {.name = "proposed_time", .type = INPUT_TIME},
    {.name = "answer_text", .type = INPUT_LONGTEXT, .max = 2000},
    {.name = NULL},
};

const struct input_field task_status_input[] = {
    {.name = "action", .type = INPUT_CODE, .flags = INPUT_REQUIRED, .codes = ACTIONS},
    {.name = "done_text", .type = INPUT_LONGTEXT, .max = 2000},
    {.name = "undo_text", .type = INPUT_TEXT, .max = 300},
    {.name = "hold_until_day", .type = INPUT_DAY},
    {.name = "hold_text", .type = INPUT_TEXT, .max = 300},
    {.name = "cancel_text", .type = INPUT_TEXT, .max = 300},
    {.name = "to_performer_id", .type = INPUT_TEXT, .max = 100},
    {.name = "to_text", .type = INPUT_LONGTEXT, .max = 2000},
    {.name = NULL},
};

const struct input_field task_comment_input[] = {
    {.name = "comment_text", .type = INPUT_LONGTEXT, .flags = INPUT_REQUIRED, .max = 4000},
    {.name = NULL},
};

const struct input_field task_remind_input[] = {
    {.name = "back", .type = INPUT_CODE, .codes = BACK},
    {.name = NULL},
};

/* ---- Lists ---- */

/* "99+" where the count stopped. */
static const char *count_text(struct arena *arena, int64_t n)
{
    return n > 99 ? "99+" : arena_printf(arena, "%lld", (long long)n);
}

static json_t *pill_new(const char *list, const char *present, const char *n)
{
    json_t *pill = json_object();

    value_set_text(pill, "task_list_code", list);
    (void)json_object_set_new(pill, "href",
                              strcmp(list, "all") == 0 ? json_string("/tasks")
                                                       : json_sprintf("/tasks?list=%s", list));
    value_set_text(pill, "n_text", n);
    value_set_true(pill, "current", value_same(list, present));
    return pill;
}

static void pills_add(const struct request *rq, json_t *view)
{
    const char *present = value_text_or_empty(view, "list_code");
    json_t *pills = json_array(), *list;
    size_t i;

    (void)json_array_append_new(pills, pill_new("all", present, NULL));
    json_array_foreach(json_object_get(view, "lists"), i, list)
    {
        int64_t n = value_int(list, "n");

        if (value_is(list, "list_code", "answer"))
            n += (int64_t)json_array_size(json_object_get(view, "answers"));
        (void)json_array_append_new(pills, pill_new(value_text_or_empty(list, "list_code"), present,
                                                    count_text(rq->arena, n)));
    }
    (void)json_object_set_new(view, "pills", pills);
}

/* Marks the rows that had been ticked when a change to several went wrong. */
static void ticks_add(json_t *view, json_t *rows)
{
    const json_t *options =
        json_object_get(json_object_get(json_object_get(view, "field"), "task_ids"), "options");
    const json_t *option;
    json_t *row;
    size_t i, n;

    json_array_foreach(rows, i, row)
    {
        bool ticked = false;

        json_array_foreach(options, n, option)
        {
            ticked = ticked || (value_true(option, "selected") &&
                                value_same(value_text(option, "value"), value_text(row, "id")));
        }
        value_set_true(row, "ticked", ticked);
    }
}

/* The rows below the card that asks for an answer: all, or those to answer without the card's. */
static json_t *rows_new(const json_t *view)
{
    const char *card = value_text(json_object_get(view, "card"), "id");
    const bool answers_only = value_is(view, "list_code", "answer");
    json_t *rows = json_array(), *task;
    size_t i;

    json_array_foreach(json_object_get(view, "tasks"), i, task)
    {
        if (!answers_only || !value_same(value_text(task, "id"), card))
            (void)json_array_append(rows, task);
    }
    return rows;
}

enum err task_list_present(const struct request *rq, json_t *view)
{
    const json_t *values = json_object_get(view, "values");

    if (json_object_get(view, "lists") != NULL)
        pills_add(rq, view);
    filter_choices_add(view, values, "status",
                       json_object_get(view, "lists") != NULL ? SHOWN : PLAN_SHOWN, "show_code");
    filter_choices_add(view, values, "ball", BALLS, "ball_code");
    filter_choices_add(view, values, "due", DUE, "due_code");
    filter_choices_add(view, values, "sector", SECTORS, "sector_code");
    value_set_true(view, "filtered", filter_used(values, task_plan_list_input));
    json_t *rows = rows_new(view);
    ticks_add(view, rows);
    value_set_true(view, "bulk_failed", value_true(json_object_get(view, "form"), "failed"));
    (void)json_object_set_new(view, "chosen", json_object());
    value_set_true(view, "answers_some", json_array_size(json_object_get(view, "answers")) > 0);
    value_copy(view, "list_heading_code", view, "list_code");
    value_set_text(view, "this_cursor", value_text(rq->input, "cursor"));
    value_set_text(view, "this_plan_id", value_text(rq->input, "plan_id"));
    value_set_int(view, "rows_n", (int64_t)json_array_size(rows));
    (void)json_object_set_new(view, "rows", rows);
    return pager_present(rq, view);
}

enum err task_bulk_present(const struct request *rq, json_t *view)
{
    json_t *done = json_array(), *failed = json_array(), *result;
    size_t i;

    (void)rq;
    value_copy(view, "bulk_action_code", view, "action_code");
    json_array_foreach(json_object_get(view, "results"), i, result)(void)
        json_array_append(value_true(result, "done") ? done : failed, result);
    (void)json_object_set_new(view, "done_list", done);
    (void)json_object_set_new(view, "failed_list", failed);
    return OK;
}

/* ---- One task ---- */

/* chosen.<answer>: which of Ja, Ja men and Nej was ticked. */
static void chosen_add(const struct request *rq, json_t *view)
{
    const char *answer =
        value_text(json_object_get(json_object_get(view, "field"), "answer"), "value");
    json_t *chosen = json_object();

    if (answer != NULL && answer[0] != '\0') {
        char *name = arena_strdup(rq->arena, answer);
        for (char *p = name; *p != '\0'; p++)
            *p = *p == '-' ? '_' : *p;
        value_set_true(chosen, name, true);
    }
    (void)json_object_set_new(view, "chosen", chosen);
}

/* Whether the page offers anything to do, and the way out of a task that was taken on. */
static void actions_add(json_t *view)
{
    static const char *const ACTIONS_OF_PAGE[] = {"take", "start", "resume", "done",    "remind",
                                                  "hold", "undo",  "cancel", "reassign"};
    json_t *can = json_object_get(view, "can");
    bool any = false;

    for (size_t i = 0; i < ARRAY_LEN(ACTIONS_OF_PAGE); i++)
        any = any || value_true(can, ACTIONS_OF_PAGE[i]);
    value_set_true(view, "any_action", any);
    if (can != NULL)
        value_set_true(can, "decline_later",
                       value_true(can, "decline") && !value_true(can, "accept"));
}

enum err task_present(const struct request *rq, json_t *view)
{
    chosen_add(rq, view);
    actions_add(view);
    value_set_true(view, "has_strip",
                   !value_true(view, "outside") &&
                       !value_is(json_object_get(view, "frame"), "role_code", "citizen"));
    history_present_list(json_object_get(view, "changes_list"), INT64_MAX, NULL,
                         HISTORY_EXCERPT_BYTES, 4);
    return OK;
}
