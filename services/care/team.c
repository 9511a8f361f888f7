/* Care team, hand-over, drafts: see team.h. The functions are sql/functions/team/ and draft/. */
#include "services/care/team.h"

const struct input_field directory_list_input[] = {
    {.name = "q", .type = INPUT_TEXT, .flags = INPUT_REQUIRED, .min = 2, .max = 100},
    {.name = NULL},
};

const struct input_field member_new_input[] = {
    {.name = "q", .type = INPUT_TEXT, .max = 100},
    {.name = NULL},
};

const struct input_field member_create_input[] = {
    {.name = "who", .type = INPUT_TEXT, .max = 90},
    {.name = "outside_name", .type = INPUT_TEXT},
    {.name = "outside_organisation", .type = INPUT_TEXT},
    {.name = "relationship", .type = INPUT_TEXT, .max = 60},
    {.name = "contact_type_code", .type = INPUT_CODE},
    {.name = "helps_with", .type = INPUT_TEXT, .max = 300},
    {.name = "phone", .type = INPUT_PHONE},
    {.name = "phone_hours", .type = INPUT_TEXT, .max = 60},
    {.name = "period_start_day", .type = INPUT_DAY},
    {.name = "period_end_day", .type = INPUT_DAY},
    {.name = "is_statutory_coordinator", .type = INPUT_BOOL},
    {.name = "replaces_member_id", .type = INPUT_UUID},
    {.name = NULL},
};

const struct input_field member_update_input[] = {
    {.name = "outside_name", .type = INPUT_TEXT},
    {.name = "outside_organisation", .type = INPUT_TEXT},
    {.name = "relationship", .type = INPUT_TEXT, .max = 60},
    {.name = "contact_type_code", .type = INPUT_CODE},
    {.name = "helps_with", .type = INPUT_TEXT, .max = 300},
    {.name = "phone", .type = INPUT_PHONE},
    {.name = "phone_hours", .type = INPUT_TEXT, .max = 60},
    {.name = "period_start_day", .type = INPUT_DAY},
    {.name = "period_end_day", .type = INPUT_DAY},
    {.name = "is_statutory_coordinator", .type = INPUT_BOOL},
    {.name = "reason", .type = INPUT_TEXT, .max = 300},
    {.name = NULL},
};

const struct input_field member_end_input[] = {
    {.name = "end_reason", .type = INPUT_TEXT, .max = 300},
    {.name = "read_until_day", .type = INPUT_DAY},
    {.name = "anyway", .type = INPUT_BOOL},
    {.name = NULL},
};

const struct input_field plan_leave_input[] = {
    {.name = "end_reason", .type = INPUT_TEXT, .max = 300},
    {.name = NULL},
};

const struct input_field handover_request_input[] = {
    {.name = "to_user_id", .type = INPUT_UUID, .flags = INPUT_REQUIRED},
    {.name = "deputy_user_id", .type = INPUT_UUID},
    {.name = "effective_day", .type = INPUT_DAY, .flags = INPUT_REQUIRED},
    {.name = "answer_by_day", .type = INPUT_DAY, .flags = INPUT_REQUIRED},
    {.name = "note", .type = INPUT_LONGTEXT, .flags = INPUT_REQUIRED, .max = 4000},
    {.name = NULL},
};

static const char *const handover_answers[] = {"accept", "decline", "withdraw", NULL};

const struct input_field handover_answer_input[] = {
    {.name = "answer", .type = INPUT_CODE, .flags = INPUT_REQUIRED, .codes = handover_answers},
    {.name = "answer_text", .type = INPUT_LONGTEXT, .max = 2000},
    {.name = NULL},
};

const struct input_field draft_save_input[] = {
    {.name = "form", .type = INPUT_TEXT, .flags = INPUT_REQUIRED},
    {.name = "base_version", .type = INPUT_INT, .min = 0, .max = 2000000000},
    {.name = "values", .type = INPUT_JSON},
    {.name = "own_fields", .type = INPUT_JSON},
    {.name = "discard", .type = INPUT_BOOL},
    {.name = NULL},
};
