/* Contributing plans: see part.h. The functions are sql/functions/part/. */
#include "services/care/part.h"

const struct input_field part_new_input[] = {
    {.name = "type_code", .type = INPUT_CODE},
    {.name = NULL},
};

const struct input_field part_create_input[] = {
    {.name = "type_code", .type = INPUT_CODE, .flags = INPUT_REQUIRED},
    {.name = "title", .type = INPUT_TEXT},
    {.name = "responsible_user_id", .type = INPUT_UUID},
    {.name = "period_start_day", .type = INPUT_DAY},
    {.name = "period_end_day", .type = INPUT_DAY},
    {.name = "next_follow_up_day", .type = INPUT_DAY},
    {.name = "next_step", .type = INPUT_TEXT, .max = 300},
    {.name = "plain_summary", .type = INPUT_LONGTEXT, .max = 4000},
    {.name = "activate", .type = INPUT_BOOL},
    {.name = "again", .type = INPUT_BOOL},
    {.name = NULL},
};

const struct input_field part_update_input[] = {
    {.name = "title", .type = INPUT_TEXT},
    {.name = "responsible_user_id", .type = INPUT_UUID},
    {.name = "period_start_day", .type = INPUT_DAY},
    {.name = "period_end_day", .type = INPUT_DAY},
    {.name = "next_follow_up_day", .type = INPUT_DAY},
    {.name = "next_step", .type = INPUT_TEXT, .max = 300},
    {.name = "bar_text", .type = INPUT_TEXT, .max = 40},
    {.name = "milestone_day", .type = INPUT_DAY},
    {.name = "milestone_text", .type = INPUT_TEXT, .max = 40},
    {.name = "plain_summary", .type = INPUT_LONGTEXT, .max = 4000},
    {.name = "assessment", .type = INPUT_LONGTEXT},
    {.name = "content_1", .type = INPUT_LONGTEXT},
    {.name = "content_2", .type = INPUT_LONGTEXT},
    {.name = "content_3", .type = INPUT_LONGTEXT},
    {.name = "content_4", .type = INPUT_LONGTEXT},
    {.name = "content_5", .type = INPUT_LONGTEXT},
    {.name = "content_6", .type = INPUT_LONGTEXT},
    {.name = "reason", .type = INPUT_TEXT, .max = 300},
    {.name = NULL},
};

static const char *const part_actions[] = {"activate", "hold",   "complete",
                                           "revoke",   "reopen", NULL};

const struct input_field part_status_input[] = {
    {.name = "action", .type = INPUT_CODE, .flags = INPUT_REQUIRED, .codes = part_actions},
    {.name = "on_hold_until_day", .type = INPUT_DAY},
    {.name = "reason", .type = INPUT_TEXT, .max = 300},
    {.name = NULL},
};

static const char *const intervention_states[] = {"planned",   "in-progress", "on-hold",
                                                  "completed", "cancelled",   NULL};

const struct input_field intervention_create_input[] = {
    {.name = "title", .type = INPUT_TEXT, .flags = INPUT_REQUIRED},
    {.name = "description", .type = INPUT_LONGTEXT},
    {.name = "responsible_user_id", .type = INPUT_UUID},
    {.name = "intervention_status_code", .type = INPUT_CODE, .codes = intervention_states},
    {.name = "period_start_day", .type = INPUT_DAY},
    {.name = "period_end_day", .type = INPUT_DAY},
    {.name = NULL},
};

const struct input_field intervention_update_input[] = {
    {.name = "title", .type = INPUT_TEXT, .flags = INPUT_REQUIRED},
    {.name = "description", .type = INPUT_LONGTEXT},
    {.name = "responsible_user_id", .type = INPUT_UUID},
    {.name = "intervention_status_code", .type = INPUT_CODE, .codes = intervention_states},
    {.name = "period_start_day", .type = INPUT_DAY},
    {.name = "period_end_day", .type = INPUT_DAY},
    {.name = "reason", .type = INPUT_TEXT, .max = 300},
    {.name = NULL},
};
