/* Specs and present step of the pages about emergency openings and notices. */
#include "services/review/break_glass.h"

static const char *const VERDICTS[] = {"justified", "more-information", "not-justified", NULL};

const struct input_field review_list_input[] = {
    {.name = "cursor", .type = INPUT_CURSOR},
    {.name = NULL},
};

const struct input_field review_judge_input[] = {
    {.name = "verdict_code", .type = INPUT_CODE, .flags = INPUT_REQUIRED, .codes = VERDICTS},
    {.name = "verdict_text", .type = INPUT_LONGTEXT, .flags = INPUT_REQUIRED, .max = 2000},
    {.name = NULL},
};

enum err review_list_present(const struct request *rq, json_t *view)
{
    const char *next = json_string_value(json_object_get(view, "next"));

    if (next != NULL)
        (void)json_object_set_new(view, "pager",
                                  json_pack("{s:s, s:n}", "more_href",
                                            arena_printf(rq->arena, "%s?cursor=%s", rq->path, next),
                                            "shown_n"));
    return OK;
}
