/* Specs of questions about look-ups: see question.h. */
#include "services/review/question.h"

static const char *const KINDS[] = {"why", "what", "wrong", NULL};
static const char *const STATUSES[] = {"open", "answered", NULL};

const struct input_field question_ask_input[] = {
    {.name = "kind_code", .type = INPUT_CODE, .flags = INPUT_REQUIRED, .codes = KINDS},
    {.name = "question_text", .type = INPUT_LONGTEXT, .max = 4000},
    {.name = NULL},
};

const struct input_field question_list_input[] = {
    {.name = "status_code", .type = INPUT_CODE, .codes = STATUSES},
    {.name = NULL},
};

const struct input_field question_answer_input[] = {
    {.name = "answer_text", .type = INPUT_LONGTEXT, .flags = INPUT_REQUIRED, .max = 8000},
    {.name = NULL},
};
