/* Explaining who sees what: see explain.h. */
#include "services/care/explain.h"

const struct input_field plan_why_input[] = {
    {.name = "class", .type = INPUT_CODE},
    {.name = "part", .type = INPUT_UUID},
    {.name = NULL},
};

const struct input_field plan_seen_as_input[] = {
    {.name = "reader", .type = INPUT_TEXT, .max = 100},
    {.name = NULL},
};
