/* Explaining who sees what: see explain.h. */
#include "services/care/explain.h"

const struct input_field plan_why_input[] = {
    {.name = "class", .type = INPUT_CODE},
    {.name = "part", .type = INPUT_UUID},
    {.name = NULL},
};
