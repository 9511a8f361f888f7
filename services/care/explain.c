/* Explaining who sees what: see explain.h. */
#include "services/care/explain.h"

#define PURPOSE_MAX 200

static const char *const RECIPIENTS[] = {"meeting", "citizen", "gp", NULL};

const struct input_field plan_why_input[] = {
    {.name = "class", .type = INPUT_CODE},
    {.name = "part", .type = INPUT_UUID},
    {.name = NULL},
};

const struct input_field plan_seen_as_input[] = {
    {.name = "reader", .type = INPUT_TEXT, .max = 100},
    {.name = NULL},
};

const struct input_field plan_print_new_input[] = {
    {.name = "participant_ids", .type = INPUT_UUIDS},
    {.name = "purpose", .type = INPUT_TEXT, .max = PURPOSE_MAX},
    {.name = NULL},
};

const struct input_field plan_print_input[] = {
    {.name = "recipient", .type = INPUT_CODE, .flags = INPUT_REQUIRED, .codes = RECIPIENTS},
    {.name = "participant_ids", .type = INPUT_UUIDS},
    {.name = "purpose", .type = INPUT_TEXT, .max = PURPOSE_MAX},
    {.name = NULL},
};
