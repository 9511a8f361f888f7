/* Specs and present steps of goals. The functions are sql/functions/goal/. */
#include "services/care/goal.h"

#include "services/care/history.h"

#include <stdint.h>

static const char *const EXPRESSED_BY[] = {"citizen", "relative", "professional", NULL};
static const char *const LIFECYCLES[] = {"proposed",  "active",    "on-hold",
                                         "completed", "cancelled", NULL};
static const char *const ACHIEVEMENTS[] = {
    "in-progress", "improving",    "no-change",   "worsening",      "achieved",
    "sustaining",  "not-achieved", "no-progress", "not-attainable", NULL};
static const char *const STATES[] = {"in-progress", "waiting", "late", "conflict",
                                     "on-hold",     "done",    NULL};

const struct input_field goal_new_input[] = {
    {.name = "contributing_plan_id", .type = INPUT_UUID},
    {.name = NULL},
};

#define GOAL_FIELDS                                                                                \
    {.name = "title", .type = INPUT_TEXT, .max = 300},                                             \
        {.name = "description", .type = INPUT_LONGTEXT, .max = 4000},                              \
        {.name = "expressed_by", .type = INPUT_CODE, .codes = EXPRESSED_BY},                       \
        {.name = "expressed_by_name", .type = INPUT_TEXT, .max = 100},                             \
        {.name = "target", .type = INPUT_TEXT, .max = 500},                                        \
        {.name = "start_day", .type = INPUT_DAY}, {.name = "due_day", .type = INPUT_DAY},          \
        {.name = "next_measure_day", .type = INPUT_DAY},                                           \
        {.name = "lifecycle", .type = INPUT_CODE, .codes = LIFECYCLES},                            \
        {.name = "steps_total", .type = INPUT_INT, .min = 0, .max = 20},                           \
        {.name = "steps_done", .type = INPUT_INT, .min = 0, .max = 20},                            \
    {                                                                                              \
        .name = "sector_codes", .type = INPUT_CODES                                                \
    }

const struct input_field goal_create_input[] = {
    GOAL_FIELDS,
    {.name = "contributing_plan_id", .type = INPUT_UUID},
    {.name = NULL},
};

const struct input_field goal_update_input[] = {
    GOAL_FIELDS,
    {.name = "reason", .type = INPUT_TEXT, .max = 300},
    {.name = NULL},
};

const struct input_field goal_progress_input[] = {
    {.name = "progress_text", .type = INPUT_LONGTEXT, .flags = INPUT_REQUIRED, .max = 4000},
    {.name = "achievement_code", .type = INPUT_CODE, .codes = ACHIEVEMENTS},
    {.name = "steps_done", .type = INPUT_INT, .min = 0, .max = 20},
    {.name = "state_code", .type = INPUT_CODE, .codes = STATES},
    {.name = NULL},
};

enum err goal_present(const struct request *rq, json_t *view)
{
    (void)rq;
    history_present_list(json_object_get(view, "changes_list"), INT64_MAX, NULL,
                         HISTORY_EXCERPT_BYTES, 4);
    return OK;
}
