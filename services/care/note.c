/* Specs of notes. The functions are sql/functions/note/. */
#include "services/care/note.h"

const struct input_field note_list_input[] = {
    {.name = "belongs_to", .type = INPUT_CODE},
    {.name = "note_id", .type = INPUT_UUID}, /* the one whose correction was not taken */
    {.name = "cursor", .type = INPUT_CURSOR},
    {.name = NULL},
};

const struct input_field note_create_input[] = {
    {.name = "belongs_to", .type = INPUT_CODE},
    {.name = "text", .type = INPUT_LONGTEXT, .flags = INPUT_REQUIRED, .max = 8000},
    {.name = NULL},
};

/* plan_id: where the form stands, for showing it again. */
const struct input_field note_amend_input[] = {
    {.name = "plan_id", .type = INPUT_UUID},
    {.name = "amend_text", .type = INPUT_LONGTEXT, .flags = INPUT_REQUIRED, .max = 8000},
    {.name = NULL},
};

const struct input_field note_withdraw_input[] = {
    {.name = "plan_id", .type = INPUT_UUID},
    {.name = "withdraw_reason", .type = INPUT_TEXT, .flags = INPUT_REQUIRED, .max = 300},
    {.name = NULL},
};
