/* Statutes as the basis of sharing: see statute.h. */
#include "services/care/statute.h"

#define QUERY_MAX 100
#define PURPOSE_MIN 15
#define PURPOSE_MAX 2000
#define REASON_MAX 300

static const char *const TOLD[] = {"told", "deferred", NULL};

const struct input_field statute_new_input[] = {
    {.name = "party_q", .type = INPUT_TEXT, .max = QUERY_MAX},
    {.name = NULL},
};

const struct input_field statute_create_input[] = {
    {.name = "rule_code", .type = INPUT_CODE, .flags = INPUT_REQUIRED},
    {.name = "contributing_plan_id", .type = INPUT_UUID},
    {.name = "party_ids", .type = INPUT_UUIDS},
    {.name = "party_q", .type = INPUT_TEXT, .max = QUERY_MAX},
    {.name = "find", .type = INPUT_BOOL},
    {.name = "purpose_text",
     .type = INPUT_LONGTEXT,
     .flags = INPUT_REQUIRED,
     .min = PURPOSE_MIN,
     .max = PURPOSE_MAX},
    {.name = "responsible_user_id", .type = INPUT_UUID, .flags = INPUT_REQUIRED},
    {.name = "until_day", .type = INPUT_DAY},
    {.name = "told", .type = INPUT_CODE, .flags = INPUT_REQUIRED, .codes = TOLD},
    {.name = "told_day", .type = INPUT_DAY},
    {.name = "told_text", .type = INPUT_LONGTEXT, .max = PURPOSE_MAX},
    {.name = "tell_by_day", .type = INPUT_DAY},
    {.name = NULL},
};

const struct input_field statute_end_input[] = {
    {.name = "end_reason", .type = INPUT_TEXT, .flags = INPUT_REQUIRED, .max = REASON_MAX},
    {.name = NULL},
};

#define NAME_MAX_CHARACTERS 200
#define PLAIN_MAX 1000
#define DAYS_MAX 3660

const struct input_field basis_propose_input[] = {
    {.name = "rule_code", .type = INPUT_CODE, .flags = INPUT_REQUIRED},
    {.name = "paragraph", .type = INPUT_TEXT, .flags = INPUT_REQUIRED, .max = NAME_MAX_CHARACTERS},
    {.name = "name_da", .type = INPUT_TEXT, .flags = INPUT_REQUIRED, .max = NAME_MAX_CHARACTERS},
    {.name = "name_en", .type = INPUT_TEXT, .flags = INPUT_REQUIRED, .max = NAME_MAX_CHARACTERS},
    {.name = "plain_da", .type = INPUT_LONGTEXT, .flags = INPUT_REQUIRED, .max = PLAIN_MAX},
    {.name = "plain_en", .type = INPUT_LONGTEXT, .flags = INPUT_REQUIRED, .max = PLAIN_MAX},
    {.name = "obligations_da", .type = INPUT_LONGTEXT, .flags = INPUT_REQUIRED, .max = PLAIN_MAX},
    {.name = "obligations_en", .type = INPUT_LONGTEXT, .flags = INPUT_REQUIRED, .max = PLAIN_MAX},
    {.name = "source", .type = INPUT_TEXT, .flags = INPUT_REQUIRED, .max = REASON_MAX},
    {.name = "sector_codes", .type = INPUT_CODES},
    {.name = "class_codes", .type = INPUT_CODES},
    {.name = "part_type_codes", .type = INPUT_CODES},
    {.name = "purpose", .type = INPUT_CODE, .flags = INPUT_REQUIRED},
    {.name = "max_days", .type = INPUT_INT, .min = 1, .max = DAYS_MAX},
    {.name = "valid_from_day", .type = INPUT_DAY, .flags = INPUT_REQUIRED},
    {.name = "to_last_day", .type = INPUT_DAY},
    {.name = "reason", .type = INPUT_TEXT, .flags = INPUT_REQUIRED, .max = REASON_MAX},
    {.name = NULL},
};

const struct input_field basis_end_input[] = {
    {.name = "valid_from_day", .type = INPUT_DAY, .flags = INPUT_REQUIRED},
    {.name = "last_day", .type = INPUT_DAY, .flags = INPUT_REQUIRED},
    {.name = "reason", .type = INPUT_TEXT, .flags = INPUT_REQUIRED, .max = REASON_MAX},
    {.name = NULL},
};
