/* Specs and present steps of the citizen's own pages: see own.h. */
#include "services/care/own.h"

#include "services/care/plan.h"
#include "services/care/value.h"

#define NEWS_MAX 5

static const char *const WISHES[] = {"active", "together", "meaningful", NULL};
static const char *const FEELINGS[] = {"improving", "no-change", "worsening", "achieved", NULL};
static const char *const PASSAGES[] = {"plan", "part", "goal", "appointment", "note", NULL};

const struct input_field own_goal_input[] = {
    {.name = "wish_code", .type = INPUT_CODE, .codes = WISHES},
    {.name = "title", .type = INPUT_TEXT, .flags = INPUT_REQUIRED, .max = 300},
    {.name = "description", .type = INPUT_LONGTEXT, .max = 4000},
    {.name = NULL},
};

const struct input_field own_progress_input[] = {
    {.name = "progress_text", .type = INPUT_LONGTEXT, .flags = INPUT_REQUIRED, .max = 4000},
    {.name = "achievement_code", .type = INPUT_CODE, .codes = FEELINGS},
    {.name = NULL},
};

const struct input_field own_part_input[] = {
    {.name = "content_1", .type = INPUT_LONGTEXT, .max = 8000},
    {.name = "content_2", .type = INPUT_LONGTEXT, .max = 8000},
    {.name = "content_3", .type = INPUT_LONGTEXT, .max = 8000},
    {.name = "content_4", .type = INPUT_LONGTEXT, .max = 8000},
    {.name = "content_5", .type = INPUT_LONGTEXT, .max = 8000},
    {.name = "content_6", .type = INPUT_LONGTEXT, .max = 8000},
    {.name = NULL},
};

const struct input_field remark_list_input[] = {
    {.name = "about_id", .type = INPUT_UUID},
    {.name = NULL},
};

#define PASSAGE_FIELDS                                                                             \
    {.name = "about", .type = INPUT_CODE, .codes = PASSAGES},                                      \
        {.name = "about_id", .type = INPUT_UUID},                                                  \
        {.name = "section", .type = INPUT_INT, .min = 1, .max = 6},                                \
    {                                                                                              \
        .name = "adds_to_id", .type = INPUT_UUID                                                   \
    }

const struct input_field remark_new_input[] = {
    PASSAGE_FIELDS,
    {.name = NULL},
};

const struct input_field remark_add_input[] = {
    PASSAGE_FIELDS,
    {.name = "remark_text", .type = INPUT_LONGTEXT, .flags = INPUT_REQUIRED, .max = 20000},
    {.name = NULL},
};

const struct input_field remark_answer_input[] = {
    {.name = "answer_text", .type = INPUT_LONGTEXT, .flags = INPUT_REQUIRED, .max = 8000},
    {.name = NULL},
};

/* What others have changed since she was here last, newest first. */
static json_t *news_new(const json_t *view)
{
    const char *me = value_text(json_object_get(view, "frame"), "user_id");
    json_t *news = json_array(), *change;
    size_t i;

    json_array_foreach(json_object_get(view, "changes_list"), i, change)
    {
        if (value_true(change, "new") && !value_same(value_text(change, "user_id"), me) &&
            json_array_size(news) < NEWS_MAX)
            (void)json_array_append(news, change);
    }
    return news;
}

enum err own_start_present(const struct request *rq, json_t *view)
{
    enum err r = plan_present(rq, view);

    if (r < 0)
        return r;
    (void)json_object_set_new(view, "news_list", news_new(view));
    return OK;
}

enum err own_appointments_present(const struct request *rq, json_t *view)
{
    json_t *coming = json_object_get(view, "coming_list"), *first = json_array_get(coming, 0);

    (void)rq;
    if (first != NULL)
        value_set_true(first, "is_next", true);
    return OK;
}
